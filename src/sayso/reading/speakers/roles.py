"""Offices and descriptions beside a name: titles before it, appositions behind it, and for whom somebody speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.tokens import Tokens

_APPOSITION = re.compile(
    r"(?:, | \(| — | – | -- )(?:\d+, )?(?:who (?:is|was|serves as|served as|has served as|works as|worked as|became) )?"
)
_APPOSITION_END = re.compile(
    r"[,;:()\n]|(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!Sen)(?<!Gov)(?<!Rep)(?<!Gen)(?<!\b[A-Z])\.(?:\s|$)"
    r"| — | – | -- | who | which | that "
)
_VERB = re.compile(r"\b(?:was|were|is|are|said|says|told|had|has|have|will|would|ruled|asked|did|does|added)\b")
_PARTY = re.compile(r"(?:, | \()([RDI])-([A-Z][\w. ]{1,14}?)(?=[,)]|\.\)|\s)")
_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person)|lawyer|attorney|envoy|representative|negotiator|counsel|press secretary|"
    r"campaign manager|campaign chairman|communications director|ambassador) (?:for|of|to) (?:the )?(.+)$",
    re.IGNORECASE,
)
_REALM = re.compile(r" of (?:the )?((?:[A-Z][\w.]+ ?){1,3})")
_BEFORE_COMMA = re.compile(
    r"(?:^|[\n,;:(] ?|[—–] |\b(?:by|to|with|from|that|and|but|said|says|told) )"
    r"((?:the|a|an) [^,.;:\n()“”\"]{3,110}), $",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:the|a|an|now|then|also|currently|formerly)\s+", re.IGNORECASE)
_DROP = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Messrs|Madam|Madame)\.?$")


@dataclass(frozen=True, slots=True)
class RoleNote:
    """What the article says somebody is.

    Attributes:
        role: the words, article and honorific left out.
        at: where they start.
        head: their head noun in lower case, an abbreviated title written out.
        words: all their words in lower case.
        on_behalf_of: for whom they speak, as the text puts it.
        gender: ``m`` or ``f`` where the words tell.
        strong: whether the gender is beyond doubt.
        owner: whose office it is ("Iran" of "Iran's president", "Norway" of "King Olav of Norway").
    """

    role: str
    at: int
    head: str
    words: frozenset[str]
    on_behalf_of: str | None = None
    gender: str = ""
    strong: bool = False
    owner: str | None = None


def role_note(phrase: str, at: int, owner: str | None = None) -> RoleNote | None:
    """What a phrase says somebody is; ``None`` where it names no office or calling.

    Args:
        phrase: words such as ``a spokesman for the ministry`` or ``White House press secretary``.
        at: offset of the phrase.
        owner: whose (``Trump`` of "Trump's lawyer"), where that stands before the phrase.
    """
    role = _LEAD.sub("", " ".join(phrase.split())).strip(" ,")
    words = re.findall(r"[\w’'.-]+", role.lower())
    head = head_role(words)
    if head is None or len(words) > 24:
        return None
    kept = role.split()
    while kept and _DROP.match(kept[0]):
        kept = kept[1:]
    if not kept:
        return None
    gender = "m" if head in lex.MALE_NOUNS else "f" if head in lex.FEMALE_NOUNS else ""
    return RoleNote(
        " ".join(kept),
        at,
        head,
        frozenset(w.strip(".'’") for w in words),
        _mandate(role, owner, head),
        gender,
        head in (lex.MALE_NOUNS - lex.OFFICE_MEN) | lex.FEMALE_NOUNS,
        owner,
    )


def head_role(words: list[str]) -> str | None:
    """The head noun of a role phrase: the last role word before a preposition or relative."""
    head = None
    for word in words:
        bare = word.rstrip(".")
        if (
            bare
            in {"of", "at", "for", "in", "with", "to", "from", "on", "under", "who", "that", "which", "and", "during"}
            and head
        ):
            break
        word = lex.ABBREVIATED.get(bare, bare)
        word = word.rsplit("-", 1)[-1] if word not in lex.ROLES else word
        if word in lex.ROLES:
            head = word
    return head


def _plain(word: str) -> str:
    return word.lower().rstrip(".")


def role_before(text: str, tokens: Tokens, first: int, title: str, last: int | None = None) -> RoleNote | None:
    """The title and description right before the name whose first word is ``first``."""
    k = first
    steps = len(title.split()) if title else 0
    k -= steps
    reached = k
    owner = None
    while k > 0 and first - k < 12:
        gap = text[tokens.ends[k - 1] : tokens.starts[k]]
        word = _plain(tokens.words[k - 1])
        if tokens.possessive[k - 1] and reached < first:
            owner = _owner(text, tokens, k - 1)
            break
        fits = (
            word in lex.ROLES
            or word in lex.ROLE_MODIFIERS
            or word in lex.ABBREVIATED
            or word.split("-")[-1] in lex.ROLES
        )
        bound = reached < first and (tokens.words[k - 1][0].isupper() and not tokens.opening[k - 1])
        joined = (
            word in {"of", "for", "and"} and reached < first and k - 2 >= 0 and _plain(tokens.words[k - 2]) in lex.ROLES
        )
        start_cap = (
            reached < first and tokens.words[k - 1][0].isupper() and tokens.opening[k - 1] and word not in lex.FUNCTION
        )
        if (
            gap not in (" ", "\u00a0", ", ")
            or (gap == ", " and reached < first - steps)
            or not (fits or bound or joined or start_cap)
        ):
            break
        if gap == ", " and word not in lex.ROLES:
            break
        k -= 1
        if fits or bound or start_cap:
            reached = k
    if reached == first:
        return _description_before(text, tokens.starts[first], tokens.ends[last]) if last is not None else None
    phrase = text[tokens.starts[reached] : tokens.ends[first - 1]]
    if owner is None and last is not None:
        realm = _REALM.match(text, tokens.ends[last])
        owner = realm[1] if realm else None
        note = role_note(phrase, tokens.starts[reached])
        return replace(note, owner=owner) if note else None
    return role_note(phrase, tokens.starts[reached], owner)


def _description_before(text: str, start: int, end: int) -> RoleNote | None:
    """A description with its comma right before a name that is an apposition: "the envoy of X, Ida Venn, said"."""
    if text[end : end + 1] != ",":
        return None
    found = _BEFORE_COMMA.search(text, max(0, start - 130), start)
    if found is None or _VERB.search(found[1]):
        return None
    return role_note(found[1], found.start(1))


def role_after(text: str, tokens: Tokens, last: int) -> RoleNote | None:
    """The apposition right after the name whose last word is ``last``: ``, executive director of AROS,``."""
    end = tokens.ends[last]
    if tokens.possessive[last]:
        return None
    party = _PARTY.match(text, end)
    opener = _APPOSITION.match(text, party.end() + 1 if party and text[party.end() : party.end() + 1] == ")" else end)
    if opener is None:
        return None
    start = opener.end()
    stop = _APPOSITION_END.search(text, start, min(len(text), start + 160))
    if stop is None or stop.start() == start:
        return None
    phrase = text[start : stop.start()]
    first = phrase.split(" ", 1)[0].lower()
    words = phrase.lower().split()
    if not words:
        return None
    opens = (
        first in {"the", "a", "an", "his", "her", "their", "its", "now", "then"}
        or first in lex.ROLES
        or first in lex.ROLE_MODIFIERS
    )
    opens = opens or (words[0][-2:] in ("'s", "’s")) or first.split("-")[-1] in lex.ROLES
    opens = opens or (phrase[0].isupper() and any(w in lex.ROLES for w in words[1:6]))
    if _VERB.search(phrase) or "?" in phrase or "!" in phrase:
        return None
    if not opens or (phrase[0].isupper() and len(words) < 2):
        return None
    owner = None
    for mark in ("’s ", "'s "):
        if mark in phrase and phrase.index(mark) < 40:
            owner, phrase = phrase.split(mark, 1)
            break
    return role_note(phrase, start, owner)


def _owner(text: str, tokens: Tokens, k: int) -> str:
    """The words of the owner whose last word is ``k``: "Russian President Vladimir Putin" of "…'s press secretary"."""
    first = k
    while (
        first > 0
        and text[tokens.ends[first - 1] : tokens.starts[first]] == " "
        and tokens.words[first - 1][0].isupper()
        and k - first < 6
    ):
        first -= 1
    return text[tokens.starts[first] : tokens.ends[k]]


def _mandate(role: str, owner: str | None, head: str) -> str | None:
    """For whom the holder of ``role`` speaks, as the text puts it."""
    low = role.lower()
    speaks = (
        head in lex.MOUTHPIECES
        or "press secretary" in low
        or re.search(r"\bcampaign (?:manager|chair\w*|director|strategist|adviser|advisor|aide)", low)
    )
    if not speaks:
        return None
    if owner:
        return owner
    match = _FOR.search(role)
    if match:
        return match[1].strip(" ,.")
    before = re.match(
        r"(.+?)\s+(?:[a-z]+\s+)?(?i:spokes\w+|lawyer|attorney|press secretary|envoy|negotiator|counsel)\b", role
    )
    if before and any(w[0].isupper() for w in before[1].split()):
        words = before[1].split()
        while words and not words[0][0].isupper():
            words = words[1:]
        while words and (
            words[-1].lower() in lex.ROLE_MODIFIERS and words[-1][0].islower() and words[-1] != "campaign"
        ):
            words = words[:-1]
        if (
            words
            and words[0].lower() in {"former", "attorney", "state", "republican", "democratic", "gop"}
            and len(words) == 1
        ):
            return None
        return " ".join(words) or None
    campaign = re.match(r"(.+? campaign) (?:manager|chair|director|strategist|adviser|advisor|aide)", role)
    if campaign and campaign[1][0].isupper():
        return campaign[1]
    return None
