"""Quotation marks as the network sees them: for every character of a text, whether it stands inside a quotation."""

from __future__ import annotations

import re
from array import array

from sayso.quotation_marks import quoted_ranges

OUTSIDE, INSIDE, OPENING, CLOSING = range(4)

_MARKS = frozenset("“”„«»\"‘’'‹›")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def quotation_states(text: str) -> array[int]:
    """The state of each code point: ``OUTSIDE``, ``INSIDE``, or an ``OPENING`` or ``CLOSING`` mark.

    Paragraphs are looked at one by one: a mark left open holds to the end of its paragraph.
    """
    states = array("b", bytes(len(text)))
    at = 0
    for end in (*(gap.start() for gap in _BLANK_LINE.finditer(text)), len(text)):
        for a, b in quoted_ranges(text, at, end):
            states[a:b] = array("b", bytes([INSIDE])) * (b - a)
            if text[a] in _MARKS:
                states[a] = OPENING
            if b - 1 > a and text[b - 1] in _MARKS:
                states[b - 1] = CLOSING
        at = end
    return states
