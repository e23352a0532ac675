"""The names inside one run of capitalised words: titles and adjectives cut off, the kind guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.reading.context import NameKind
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.given_names import given_names
from sayso.reading.speakers.states import atlas, bare
from sayso.reading.speakers.tokens import Tokens

# Endings of capitalised adjectives before a name.
_COMPOUNDS = ("-born", "-based", "-led", "-backed", "-educated", "-trained", "-area")
_INITIAL = re.compile(r"^[^\W\d_]\.$")
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in a text.

    Attributes:
        start: first code point of the name, title left out.
        end: one past its last, possessive ending left out.
        kind: what sort of thing it names, as far as the name itself tells.
        title: the capitalised title words before it, as they stand, if any.
        honorific: ``m`` or ``f`` if a title such as Mr. or Mrs. tells the gender.
        possessive: whether ``'s`` follows.
        sure: whether the kind is more than a guess.
    """

    start: int
    end: int
    kind: NameKind
    title: str = ""
    honorific: str = ""
    possessive: bool = False
    sure: bool = False


def is_function(low: str) -> bool:
    """Whether a word in lower case is a function word or a pronoun, contracted or not."""
    return low in lex.FUNCTION or low.replace("’", "'").split("'")[0] in lex.PRONOUNS


def name_run(text: str, tokens: Tokens, i: int, j: int) -> list[Found]:
    """The names inside one capitalised run: titles cut off, adjectives cut off, kind guessed."""
    words = tokens.words
    while j > i and words[j - 1].lower() in lex.GROUP_NOUNS and not (j - i > 1 and "of" in words[i:j]):
        j -= 1
    if i == j:
        return []
    whole = _found(text, tokens, i, j)
    if whole and whole.sure and whole.kind in ("organisation", "place"):
        return [whole]
    title_from = i
    last_title = -1
    k = i
    while k < j:
        low = words[k].lower().rstrip(".")
        short = (low in lex.ABBREVIATED or low in lex.HONORIFICS) and (words[k].endswith(".") or k < j - 1)
        if short or (low in lex.ROLES and not _own_name(words, i, j, k)):
            last_title = k
            if (
                low in {"secretary", "minister", "department", "speaker"}
                and k + 2 < j
                and words[k + 1].lower() in {"of", "for"}
            ):
                k += 2 if words[k + 2].lower() != "the" else 3
                last_title = min(k, j - 1)
            elif low == "chief" and [w.lower() for w in words[k + 1 : k + 3]] == ["of", "staff"] and k + 2 < j:
                k += 2
                last_title = k
        k += 1
    low_words = [w.lower().rstrip(".") for w in words[i:j]]
    if last_title >= 0 and last_title < j - 1 and not _is_body(low_words[last_title + 1 - i :]):
        title = text[tokens.starts[title_from] : tokens.ends[last_title]]
        honorific = _honorific(low_words[: last_title + 1 - i])
        found = _found(text, tokens, last_title + 1, j)
        inner = name_run(text, tokens, title_from, last_title) if last_title - title_from > 0 else []
        inner = [f for f in inner if f.kind in ("organisation", "place")]
        if found and found.kind in ("other", "person", "place"):
            return [*inner, Found(found.start, found.end, "person", title, honorific, found.possessive, True)]
        return [*inner, found] if found else inner
    if last_title == j - 1 and j - i >= 1:
        inner = name_run(text, tokens, i, last_title) if last_title > i else []
        return [f for f in inner if f.kind in ("organisation", "place")]
    if (
        tokens.opening[i]
        and j - i > 2
        and words[i].lower() not in given_names()
        and words[i + 1].lower() in given_names()
    ):
        i += 1
    while i < j - 1 and _is_adjective(words, i, j):
        i += 2 if _two_word_state(words, i) else 1
    found = _found(text, tokens, i, j) if i < j else None
    return [found] if found else []


def _own_name(words: list[str], i: int, j: int, k: int) -> bool:
    """Whether a role word is a surname here (John Major, Stephen King) or part of a body's name."""
    low = words[k].lower()
    if k + 1 < j and words[k + 1].lower().rstrip(".") not in _SUFFIXES:
        return bool(
            k > i
            and low not in lex.ABBREVIATED
            and words[k - 1].lower() in given_names()
            and words[k - 1] not in {"General", "Major"}
        )
    return k > i and (words[k - 1].lower() in given_names() or bool(_INITIAL.match(words[k - 1])))


def _honorific(titles: list[str]) -> str:
    for word in reversed(titles):
        if word in lex.MALE_TITLES or word in lex.MALE_NOUNS:
            return "m"
        if word in lex.FEMALE_TITLES or word in lex.FEMALE_NOUNS:
            return "f"
    return ""


def _is_body(low: list[str], named: bool = False) -> bool:
    """Whether the words are the name of a body: its head noun is one; ``named``: "the" stands before them."""
    if not low:
        return False
    for stop in ("of", "for", "to", "on", "against"):
        if stop in low[1:]:
            head = low[: low.index(stop, 1)]
            return head[-1] in lex.ORGANISATION_OPENERS or head[-1] in lex.ORGANISATION_HEADS
    if " ".join(low) in lex.ORGANISATION_NAMES or " ".join(low) in lex.OUTLETS or " ".join(low) in lex.SEATS:
        return True
    return (
        len(low) > 1
        and (low[-1] in lex.ORGANISATION_HEADS or low[-1] in lex.OUTLET_HEADS)
        and (named or low[0] not in given_names())
    )


def _is_adjective(words: list[str], i: int, j: int) -> bool:
    low = words[i].lower()
    if low.endswith(_COMPOUNDS):
        return True
    if _two_word_state(words, i) and i + 2 < j:
        return True
    if low in lex.PARTY_WORDS or low in lex.ROLE_MODIFIERS or low in lex.NO_NAMES:
        return low not in {"city", "price", "lady", "senior", "junior", "grant"} or j - i > 2
    return low in atlas().by_people and low not in atlas().by_name


def _two_word_state(words: list[str], i: int) -> bool:
    if i + 1 >= len(words):
        return False
    pair = f"{words[i]} {words[i + 1]}".lower()
    return pair in atlas().by_people or (pair.endswith(_COMPOUNDS) and pair.rsplit("-", 1)[0] in atlas().by_people)


def _found(text: str, tokens: Tokens, i: int, j: int) -> Found | None:
    """The name that words ``i:j`` make, its kind guessed from the words alone."""
    words = tokens.words[i:j]
    start, end = tokens.starts[i], tokens.ends[j - 1]
    owns = tokens.possessive[j - 1]
    low = [w.lower().rstrip(".") for w in words]
    whole = bare(text[start:end])
    table = atlas()
    if len(words) == 1 and (
        (low[0] in lex.FUNCTION and not words[0].isupper()) or low[0] in lex.GROUP_NOUNS or len(words[0]) == 1
    ):
        return None
    if (whole in table.by_people and whole not in table.by_name) or whole in lex.NO_NAMES:
        return None
    if len(words) == 1 and (low[0] in lex.PARTY_WORDS or low[0] in lex.ROLE_MODIFIERS) and low[0] != "gop":
        return None
    if whole in table.by_name or whole in table.by_capital or whole in lex.US_STATES:
        return Found(start, end, "place", possessive=owns, sure=True)
    named = i > 0 and tokens.words[i - 1].lower() == "the"
    if _is_body(low, named) or whole in lex.OUTLETS or whole in lex.ORGANISATION_NAMES or whole in lex.SEATS:
        return Found(start, end, "organisation", possessive=owns, sure=True)
    gender = given_names().get(low[0].split("-")[0]) or given_names().get(low[0])
    if len(words) > 1 and (gender or any(_INITIAL.match(w) for w in words[:-1])):
        return Found(start, end, "person", possessive=owns, sure=True)
    if words[0][0] == "@":
        return Found(start, end, "person", possessive=owns, sure=True)
    if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 6:
        return Found(start, end, "organisation", possessive=owns)
    return Found(start, end, "person" if gender else "other", possessive=owns)
