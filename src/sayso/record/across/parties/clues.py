"""Where reports say which state somebody's office or a seat of power is of. A text in, clues with their places out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_VOICES = r"(?:spokes(?:man|woman|person)|[Pp]ress [Ss]ecretary|[Ee]nvoy|[Nn]egotiator|representative)"
_OFFICE = "(?:" + "|".join((
    rf"{_VOICES} (?:of|for) (?:the )?(?:[Pp]resident|[Pp]rime [Mm]inister|[Gg]overnment|[Ff]oreign [Mm]inistry|"
    r"[Hh]ead of [Ss]tate)",
    r"(?:[Vv]ice[- ])?[Pp]resident",
    r"(?:[Dd]eputy )?[Pp]rime [Mm]inister",
    r"(?:[Dd]eputy )?[Mm]inister(?: (?:of|for) (?:the )?(?:[A-Z][a-z]+|[a-z]+ affairs)(?: (?:and )?[A-Z][a-z]+){0,2})?",
    r"[Pp]remier|[Cc]hancellor|[Hh]ead of [Ss]tate|[Aa]mbassador|[Kk]ing|[Qq]ueen|[Ss]ecretary of [Ss]tate",
    r"(?:[Ff]oreign|[Dd]efen[cs]e|[Hh]ome) [Ss]ecretary|[Cc]hief of [Ss]taff|government spokes(?:man|woman|person)",
    _VOICES,
)) + ")"  # fmt: skip
_LINK = r"(?:(?!(?:that|and|or|said|says|told|with|in|to|of|by|from|as|the|whose|but)\b)[A-Za-z][\w-]*[ ]){0,2}"
_STATE = r"[A-Z][\w-]*(?:[ ][A-Z][\w-]*)?"
_OF = rf"(?:[ ](?:of|for|to)[ ](?:the[ ])?(?:Republic[ ]of[ ]|Kingdom[ ]of[ ])?{_STATE})"
_PHRASE = rf"(?:(?:{_STATE}(?:[’']s?)?[ ]{_LINK})?{_OFFICE}{_OF}?|(?:{_LINK}){_OFFICE}{_OF})"
_BEFORE = re.compile(rf"(?<![\w’'-])(?P<phrase>{_PHRASE}),?[ ](?:(?:[A-Z][\w.’'-]*|von|van|de|al)[ ])*$")
_AFTER = re.compile(
    rf",?[ ](?:\(|,[ ]|aged?[ ]\d+,[ ]|\d+,[ ])?(?:who[ ]is[ ]|then[ ])?(?:the[ ])?(?P<phrase>{_PHRASE})\b"
)
_SEAT = re.compile(
    r"\b(?P<seat>[Tt]he[ ][A-Z][\w-]*(?:[ ][A-Z][\w-]*)?|[A-Z][\w-]*(?:[ ][A-Z][\w-]*)?),[ ]"
    r"(?:which[ ]is[ ])?(?:the[ ])?(?:seat|home|office|residence|headquarters|palace|name|offices)[ ]"
    r"(?:of|for)[ ](?:the[ ])?(?P<whose>(?:[\w’'-]+[ ]){0,3}"
    r"(?:presidency|government|president|prime[ ]minister|administration|monarchy|king|queen|chancellery|cabinet)"
    r"(?:[ ](?:of|in)[ ][A-Z][\w-]*)?)"
)
_SEAT_POSSESSIVE = re.compile(
    r"\b(?P<seat>[Tt]he[ ][A-Z][\w-]*(?:[ ][A-Z][\w-]*)?|[A-Z][\w-]*(?:[ ][A-Z][\w-]*)?),[ ]"
    r"(?P<whose>(?:the[ ])?(?:[A-Z][\w-]*(?:[’']s)?[ ])?(?:president|prime[ ]minister|chancellor|king|queen)[’']s?[ ]"
    r"(?:office|palace|residence|seat))"
)
_CAPITAL = re.compile(r"\b(?P<seat>[A-Z][\w-]*(?:[ ][A-Z][\w-]*)?),[ ](?:the[ ])?capital[ ]of[ ](?P<whose>[A-Z][\w-]*)")
_WINDOW = 110


@dataclass(frozen=True, slots=True)
class Clue:
    """Words of a report that tell whose office somebody holds, or whose seat of power a name stands for.

    Attributes:
        name: the person or the seat, as the report names it.
        phrase: the words that tell (``Kardany's foreign minister``).
        start, end: where the phrase stands, in code points of the text.
    """

    name: str
    phrase: str
    start: int
    end: int


def clues(text: str, names: Iterable[str]) -> tuple[Clue, ...]:
    """The clues in a report, in the order of their places.

    Args:
        text: the report's.
        names: full names of the persons to look for; they are found by their last name too.
    """
    found: dict[tuple[int, str], Clue] = {}
    for name in dict.fromkeys(n for n in names if n.strip()):
        last = name.split()[-1]
        if len(last) < 3:
            continue
        for match in re.finditer(rf"\b{re.escape(last)}\b", text):
            for clue in _around(text, name, last, match):
                found.setdefault((clue.start, name), clue)
    for pattern in (_SEAT, _SEAT_POSSESSIVE, _CAPITAL):
        for match in pattern.finditer(text):
            clue = Clue(match["seat"], match["whose"], match.start("whose"), match.end("whose"))
            found.setdefault((clue.start, clue.name), clue)
    return tuple(found[key] for key in sorted(found))


def _around(text: str, name: str, last: str, match: re.Match[str]) -> Iterable[Clue]:
    firsts = name.split()[:-1]
    start = match.start()
    # Back over the given names, written out or as initials, so that "Foreign Minister S. Orlan" is of Sabir Orlan only.
    given = re.search(r"((?:[A-Z][\w.’'-]*[ ])*)$", text[max(0, start - 40) : start])
    written = (given[1].split() if given else []) if firsts else []
    if written and not _may_be(written[-1], firsts[0]) and not _is_title(written[-1]):
        return
    own = len(written[-1]) + 1 if written and _may_be(written[-1], firsts[0]) else 0
    left = text[max(0, start - own - _WINDOW) : start - own]
    before = _BEFORE.search(left + " " if not left.endswith(" ") else left)
    if before:
        at = max(0, start - own - _WINDOW) + before.start("phrase")
        yield Clue(name, before["phrase"], at, at + len(before["phrase"]))
    after = _AFTER.match(text, match.end(), match.end() + _WINDOW)
    if after and text[match.end() : match.end() + 2] in (", ", " ("):
        yield Clue(name, after["phrase"], after.start("phrase"), after.end("phrase"))


def _may_be(written: str, first: str) -> bool:
    plain = written.rstrip(".")
    return plain == first or (len(plain) <= 2 and first.startswith(plain[:1]))


def _is_title(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][a-z]+", word)) and word in {
        *("President", "Minister", "Premier", "Chancellor", "Secretary", "Ambassador", "King", "Queen", "Envoy"),
        *("Spokesman", "Spokeswoman", "Affairs", "State"),
    }
