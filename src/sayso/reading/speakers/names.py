"""Proper names of a text by rule: capitals, titles, particles, known given names. A fallback and a second opinion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.reading.context import Name, NameKind
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.states import atlas, bare
from sayso.reading.speakers.tokens import Tokens, scan
from sayso.spans import Span

# Endings of capitalised adjectives before a name.
_COMPOUNDS = ("-born", "-based", "-led", "-backed", "-educated", "-trained", "-area")
# Endings of words that open sentences without being names.
_PLAIN_ENDINGS = ("ly", "ers", "ors", "ists", "ees", "ants", "ents", "ians", "ing")
_NICKNAME = re.compile(r" [\"“'‘(]$")
_INITIAL = re.compile(r"^[^\W\d_]\.$")
_TITLE_OF = {
    "state",
    "defense",
    "defence",
    "commerce",
    "energy",
    "labor",
    "education",
    "transportation",
    "treasury",
    "interior",
}
_PARTY_TAG = re.compile(r"[RDI]-[A-Z]")
_NEW = {
    "York",
    "Jersey",
    "Mexico",
    "Hampshire",
    "Zealand",
    "Orleans",
    "Delhi",
    "Yorker",
    "Republic",
    "England",
    "America",
}
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


@cache
def given_names() -> dict[str, str]:
    """Given names in lower case → ``m``, ``f`` or ``?`` (``tables/given_names.txt``)."""
    return _by_gender("given_names.txt")


@cache
def _further_genders() -> dict[str, str]:
    return _by_gender("name_genders.txt")


def gender_of(name: str) -> str:
    """The usual gender of a given name, ``m``, ``f`` or empty."""
    for form in (name.lower(), name.lower().split("-")[0]):
        found = given_names().get(form) or _further_genders().get(form)
        if found:
            return found if found in ("m", "f") else ""
    return ""


def _by_gender(table: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for line in (files("sayso.reading") / "tables" / table).read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            continue
        gender, *names = line.split()
        out.update((name.lower(), {"male": "m", "female": "f"}.get(gender, "?")) for name in names)
    return out


def names_by_rule(text: str) -> tuple[Name, ...]:
    """Proper names in text order, without titles and possessive endings, by capitalisation and title evidence.

    A capital that opens a sentence counts only with other evidence; a line in title case or capitals yields only
    names that the rest of the text knows, unless the text has no other lines.
    """
    return tuple(Name(Span.of(text, f.start, f.end), f.kind) for f in find_names(text, scan(text)))


def find_names(text: str, tokens: Tokens) -> list[Found]:
    """As :func:`names_by_rule`, with the evidence that the rules saw."""
    shouting = _headline_lines(text, tokens)
    known = _known_words(tokens, shouting)
    out: list[Found] = []
    i, n = 0, len(tokens.words)
    while i < n:
        if not _may_start(tokens, i, known, shouting[i]):
            i += 1
            continue
        j = _run_end(text, tokens, i, known, shouting[i])
        out.extend(_name_run(text, tokens, i, j))
        i = j
    return out


def _headline_lines(text: str, tokens: Tokens) -> list[bool]:
    """For each word, whether its line is set in title case or capitals."""
    flags = [False] * len(tokens.words)
    at = 0
    while at < len(flags):
        stop = text.find("\n", tokens.starts[at])
        end = tokens.first_from(stop if stop >= 0 else len(text))
        long = [w for w in tokens.words[at:end] if len(w) > 3 and w[0].isalpha()]
        capital = sum(1 for w in long if w[0].isupper())
        plain = sum(1 for w in tokens.words[at:end] if w[0].islower() and len(w) > 2 and w not in lex.FUNCTION)
        if 3 <= len(long) <= 30 and capital >= 0.75 * len(long) and end - at > 3 and not plain:
            flags[at:end] = [True] * (end - at)
        at = max(end, at + 1)
    return flags


def _known_words(tokens: Tokens, shouting: list[bool]) -> set[str]:
    """Words seen capitalised where no sentence opens, and never in lower case."""
    out: set[str] = set()
    lower: set[str] = set()
    for word, opening, loud in zip(tokens.words, tokens.opening, shouting, strict=True):
        if not word[0].isupper():
            lower.add(word)
        elif not opening and not loud:
            out.add(word)
    return {w for w in out if w.lower() not in lex.FUNCTION and (w.lower() not in lower or w.isupper())}


def _is_function(low: str) -> bool:
    return low in lex.FUNCTION or low.replace("’", "'").split("'")[0] in lex.PRONOUNS


def _may_start(tokens: Tokens, i: int, known: set[str], loud: bool) -> bool:
    word = tokens.words[i]
    if not (word[0].isupper() or (word[:3].lower() == "al-" and word[3:4].isupper())):
        return word[0] == "@" and len(word) > 1
    low = word.lower()
    if word == "New" and i + 1 < len(tokens.words) and tokens.words[i + 1] in _NEW:
        return True
    if low in lex.CALENDAR or _PARTY_TAG.match(word):
        return False
    if _is_function(low) and not (word.isupper() and len(word) > 1 and not loud):
        return False
    if word == "US":
        return True
    if loud:
        return word in known or word.capitalize() in known
    if not tokens.opening[i]:
        return True
    if word in known or low in given_names() or low.rstrip(".") in lex.ABBREVIATED or low.rstrip(".") in lex.HONORIFICS:
        return True
    if low in lex.GROUP_NOUNS or low.endswith(_PLAIN_ENDINGS):
        return i + 1 < len(tokens.words) and tokens.words[i + 1][0].isupper() and low not in lex.GROUP_NOUNS
    return True


def _run_end(text: str, tokens: Tokens, i: int, known: set[str], loud: bool) -> int:
    """One past the last word of the capitalised run that starts at word ``i``."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    j = i + 1
    n = len(words)
    while j < n and not tokens.possessive[j - 1]:
        gap = text[ends[j - 1] : starts[j]]
        word = words[j]
        low = word.lower()
        if gap == ", " and low.rstrip(".") in _SUFFIXES | {"inc", "llc"}:
            j += 1
            continue
        if gap == " & ":
            j += 1
            continue
        if (
            _NICKNAME.match(gap)
            and j + 1 < n
            and word[0].isupper()
            and text[ends[j] : starts[j + 1]] in ('" ', "” ", "' ", "’ ", ") ")
        ):
            if words[j + 1][0].isupper() and text[starts[j] - 1] != "(":
                j += 2
                continue
            break
        if gap not in (" ", "\u00a0", "  "):
            break
        if word[0].isupper() or (word[:3].lower() == "al-" and word[3:4].isupper()):
            if low == "may" and words[j - 1].lower() in given_names():
                j += 1
                continue
            if low in lex.CALENDAR:
                break
            if _is_function(low) and not word.isupper() and low not in {"will", "best", "near", "new"}:
                body = any(w.lower() in lex.ORGANISATION_OPENERS for w in words[i:j])
                if not (body and j + 1 < n and words[j + 1][0].isupper() and not tokens.opening[j]):
                    break
            if loud and word not in known and word.capitalize() not in known:
                break
            j += 1
            continue
        step = _connector(text, tokens, i, j)
        if not step:
            break
        j += step
    return j


def _connector(text: str, tokens: Tokens, i: int, j: int) -> int:
    """How many words from ``j`` on carry the run of words ``i:j`` further (0: it ends there)."""
    words = tokens.words
    low = words[j].lower()
    n = len(words)

    def capital(k: int) -> bool:
        return (
            k < n and words[k][0].isupper() and text[tokens.ends[k - 1] : tokens.starts[k]] == " " and words[k] != "I"
        )

    if low in lex.PARTICLES and low not in {"y", "e"} and capital(j + 1):
        return 2
    if low in lex.PARTICLES and j + 1 < n and words[j + 1].lower() in lex.PARTICLES and capital(j + 2):
        return 3
    before = words[j - 1].lower()
    body = any(w.lower() in lex.ORGANISATION_OPENERS for w in words[i:j])
    if low == "on" and before not in {"committee", "commission", "council", "conference", "subcommittee"}:
        return 0
    if low in {"of", "for", "on", "to", "against"} and (body or before in {"secretary", "minister"}):
        skip = 2 if j + 1 < n and words[j + 1].lower() == "the" else 1
        if low != "of" and not body:
            return 0
        if capital(j + skip) and words[j + skip].lower() not in lex.CALENDAR:
            return skip + 1
    if low == "and" and body and any(w.lower() == "of" for w in words[i:j]) and capital(j + 1):
        left = words[j - 1].lower()
        return (
            2
            if left in {"health", "housing", "science", "food", "veterans", "foreign", "arts", "trade", "energy"}
            else 0
        )
    return 0


def _name_run(text: str, tokens: Tokens, i: int, j: int) -> list[Found]:
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
        inner = _name_run(text, tokens, title_from, last_title) if last_title - title_from > 0 else []
        inner = [f for f in inner if f.kind in ("organisation", "place")]
        if found and found.kind in ("other", "person", "place"):
            return [*inner, Found(found.start, found.end, "person", title, honorific, found.possessive, True)]
        return [*inner, found] if found else inner
    if last_title == j - 1 and j - i >= 1:
        inner = _name_run(text, tokens, i, last_title) if last_title > i else []
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
