"""Quotation marks: for every character of a text, whether it stands inside a quotation."""

from __future__ import annotations

import re
from array import array

OUTSIDE, INSIDE, OPENING, CLOSING = range(4)

_MARK = re.compile(r"[“”„«»\"‘’'‹›]|\n[ \t\r]*\n")
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‹": "›", "'": "'", '"': '"'}


def quotation_states(text: str) -> array[int]:
    """The state of each code point: ``OUTSIDE``, ``INSIDE``, or an ``OPENING`` or ``CLOSING`` mark.

    A double mark left open holds to the end of its paragraph, as when a quotation runs on into the next paragraph.
    A single mark left open was an apostrophe, and so is a closing one inside or at the end of a word
    when no single quotation is open.
    """
    states = array("b", bytes(len(text)))
    for start, end in _quotations(text):
        states[start] = OPENING
        stop = end - 1 if end <= len(text) and end - 1 > start and text[end - 1] in "”\"»’'›“" else end
        for at in range(start + 1, stop):
            states[at] = INSIDE
        if stop < end:
            states[stop] = CLOSING
    return states


def _quotations(text: str) -> list[tuple[int, int]]:
    """Outermost quotations in order, marks included; an unclosed double one ends with its paragraph."""
    found: list[tuple[int, int]] = []
    start = -1
    closers = ""
    single: list[int] = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if len(mark) > 1:
            if start >= 0 and closers not in ("’", "'"):
                found.append((start, at))
            start, single = -1, []
        elif start >= 0 and mark in closers and (mark not in "’'" or _closes(text, at)):
            if mark in "’'":
                single.append(at)
                if not _ends_for_good(text, at):
                    continue
                found.append((start, at + 1))
            else:
                found.append((start, at + 1))
            start, single = -1, []
        elif start >= 0 and closers in ("’", "'") and mark in '“"':
            continue
        elif start < 0 and mark in _CLOSERS and (mark not in "‘'" or _opens(text, at)):
            start, closers, single = at, _CLOSERS[mark], []
    if start >= 0 and closers not in ("’", "'"):
        found.append((start, len(text)))
    return found


def _opens(text: str, at: int) -> bool:
    """Whether a single mark can open a quotation: a blank or bracket before it, a word after it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isalnum() and before not in ".,!?’'" and (after.isalnum() or after in '[(…“"')


def _closes(text: str, at: int) -> bool:
    """Whether a single mark can close a quotation: no letter follows it."""
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isalnum() and not text[at - 1].isspace()


def _ends_for_good(text: str, at: int) -> bool:
    """Whether the mark closes rather than being the apostrophe of a plural genitive inside the quotation."""
    before = text[at - 1]
    if before in ".,!?…;:—–)]" or before not in "sS":
        return True
    rest = text[at + 1 : at + 400].split("\n", 1)[0]
    later = next((m for m in re.finditer(r"[’'‘]", rest) if _closes(rest, m.start())), None)
    opened = rest.find("‘")
    return later is None or 0 <= opened < later.start()
