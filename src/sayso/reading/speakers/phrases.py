"""The words of a source as the rules read them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.reading.speakers.tokens import cuts_word

_TRIM = ' \t\r\n\u00a0,;:."“”‘«»()[]—–-'


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source's words, blanks and marks at both ends left out.

    Attributes:
        start: first code point.
        end: one past the last.
        words: the words.
    """

    start: int
    end: int
    words: str


def phrase_of(text: str, start: int, end: int) -> Phrase:
    """The words of ``text[start:end]`` without blanks and marks at both ends; a word cut in two is taken whole."""
    while start < end and cuts_word(text, start):
        start -= 1
    while start < end and cuts_word(text, end):
        end += 1
    while start < end and (text[start] in _TRIM or text[start].isspace()):
        start += 1
    while (
        end > start
        and (text[end - 1] in _TRIM or text[end - 1].isspace())
        and not (text[end - 1] == "." and _dotted(text[start:end]))
    ):
        end -= 1
    lead = _LEADING.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    owned = _OWNING.search(text, start, end)
    if owned and owned.start() > start:
        end = owned.start()
    return Phrase(start, end, text[start:end])


_LEADING = re.compile(r"(?:among|from|by|for|to|especially|even|including)\s+", re.IGNORECASE)
_OWNING = re.compile(r"(?:[’']s|(?<=s)[’'])$")


def _dotted(words: str) -> bool:
    last = words.rsplit(" ", 1)[-1].lower()
    return last in {"jr.", "sr.", "inc.", "corp.", "co."} or last.count(".") > 1
