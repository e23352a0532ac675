"""Words of a text with their offsets, sentence openings and quotation ranges: what the speaker rules scan."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|(?:Sens?|Reps?|Govs?|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cmdr|Dr|Mrs?|Ms|Prof|Rev|Fr|Jr|Sr|St|Hon|Amb|Atty|Supt|Messrs|"
    r"Pres|Del|Det|Insp|Inc|Co|Corp|Ltd)\.(?=[\s,])"
    r"|[A-Z]\.(?=\s)"
    r"|@?\w+(?:[-’'&]\w+)*"
)
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_OPENERS = "\"“«‘'([*•–—-"
_SENTENCE_ENDS = ".!?:…;"
_QUOTE = re.compile(r"[\"“”«»]|''")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text, as parallel sequences.

    Attributes:
        starts: first code point of each word.
        ends: one past its last, a possessive ending left out.
        words: the words as they stand, without possessive ending.
        possessive: whether ``'s`` or ``'`` follows.
        opening: whether the word opens a sentence, line or quotation.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    possessive: list[bool]
    opening: list[bool]

    def at(self, offset: int) -> int:
        """Index of the last word that starts at or before ``offset``; -1 if there is none."""
        return bisect_right(self.starts, offset) - 1

    def word_before(self, offset: int) -> str:
        """The word that ends before ``offset``; empty at the start of the text."""
        k = self.first_from(offset) - 1
        return self.words[k] if k >= 0 else ""

    def first_from(self, offset: int) -> int:
        """Index of the first word that starts at or after ``offset``."""
        return bisect_right(self.starts, offset - 1)


def scan(text: str) -> Tokens:
    """The words of ``text``."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    possessive: list[bool] = []
    opening: list[bool] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match[0]
        owns = False
        if word[-2:] in _POSSESSIVE and len(word) > 2:
            word, end, owns = word[:-2], end - 2, True
        elif word[-1] in "sxz" and text[end : end + 2] in ("’ ", "' ") and word[0].isupper():
            owns = True
        starts.append(start)
        ends.append(end)
        words.append(word)
        possessive.append(owns)
        opening.append(_opens(text, start))
    return Tokens(starts, ends, words, possessive, opening)


def cuts_word(text: str, offset: int) -> bool:
    """Whether an offset lies inside a word."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    return (before.isalnum() or before == "_") and (after.isalnum() or after == "_")


def _opens(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and (text[at] in _OPENERS or text[at] == " " or text[at] == "\u00a0"):
        if text[at] in '"“«(':
            return True
        at -= 1
    return at < 0 or text[at] in "\n\r\u2029" or text[at] in _SENTENCE_ENDS or (text[at] in "”»" and start - at < 4)


def quotations(text: str) -> list[tuple[int, int]]:
    """Ranges of quoted words, marks included; an unclosed quotation ends with its paragraph."""
    out: list[tuple[int, int]] = []
    opened: int | None = None
    last_break = 0
    for match in _QUOTE.finditer(text):
        at, mark = match.start(), match[0]
        if opened is not None and "\n" in text[opened:at]:
            last_break = text.find("\n", opened)
            out.append((opened, last_break))
            opened = None
        if mark in "“«":
            if opened is None:
                opened = at
        elif mark in "”»":
            if opened is not None:
                out.append((opened, match.end()))
                opened = None
        elif opened is not None:
            out.append((opened, match.end()))
            opened = None
        elif at == 0 or not text[at - 1].isalnum():
            opened = at
    if opened is not None:
        stop = text.find("\n", opened)
        out.append((opened, stop if stop > 0 else len(text)))
    return out


class Ranges:
    """Sorted disjoint ranges, asked which of them holds an offset."""

    def __init__(self, ranges: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> None:
        self.ranges = ranges
        self._starts = [r[0] for r in ranges]

    def index(self, offset: int) -> int:
        """Index of the last range starting at or before ``offset``; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def holding(self, offset: int) -> tuple[int, int] | None:
        """The range that holds ``offset``."""
        i = self.index(offset)
        return self.ranges[i] if i >= 0 and offset < self.ranges[i][1] else None
