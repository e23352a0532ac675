"""Quotation marks in a text: which stretches of a paragraph stand inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.spans import Span, merge_ranges

_MARK = re.compile(r"[“”„«»\"‘’'‹›]")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LINE_END = re.compile(r"\n")
_CLOSERS = frozenset("”»›")
_BEFORE_OPENER = frozenset("([{—–-“\"‘'«/:\u200b")
_AFTER_CLOSER = frozenset('.,;:!?)]—–”"»')
_CUT_OFF = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|cos|n|bout|round|neath)\b", re.IGNORECASE)
"""What follows the mark of a cut-off beginning: '90s, 'em, 'til."""


def paragraphs_of(text: str, content: Span) -> Iterator[tuple[int, int]]:
    """The paragraphs that a content touches; lines are paragraphs in a text without blank lines."""
    parting = _BLANK_LINE if _BLANK_LINE.search(text) else _LINE_END
    at = 0
    for found in parting.finditer(text, _some_way_before(text, content.start)):
        if found.end() > content.start:
            if found.start() >= content.end:
                yield at, found.start()
                return
            yield at, found.start()
        at = found.end()
    yield at, len(text)


def _some_way_before(text: str, offset: int) -> int:
    """A blank line well before ``offset`` (or 0), so that long texts are not searched from their beginning."""
    return max(text.rfind("\n\n", 0, max(0, offset - 4000)), 0)


def quoted_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The quoted stretches of one paragraph (code points ``start:end``), marks included, sorted and disjoint."""
    marks = list(_MARK.finditer(text, start, end))
    double = [m.start() for m in marks if m[0] not in "‘’'"]
    found = _double_quotations(text, double, start, end)
    single = -1
    for at in (m.start() for m in marks if m[0] in "‘’'"):
        if single >= 0 and _closes_single(text, at, end):
            found.append((single, at + 1))
            single = -1
        elif single < 0 and _opens_single(text, at, start, end):
            single = at
    return merge_ranges(found)


def _double_quotations(text: str, marks: list[int], start: int, end: int) -> list[tuple[int, int]]:
    opens = [_opens_straight(text, at, start) if text[at] == '"' else text[at] not in _CLOSERS for at in marks]
    found: list[tuple[int, int]] = []
    opened, depth = -1, 0
    for i, at in enumerate(marks):
        if opens[i] and depth:
            if opens[i + 1 : i + 3] == [False, False]:
                depth += 1  # a quotation in the quotation, under marks of the same sort
            elif _sort(text[at]) == _sort(text[opened]):
                found.append((opened, at))  # its closing mark is missing
                opened, depth = at, 1
            else:
                depth += _sort(text[at]) != _sort(text[opened]) and opens[i + 1 : i + 2] == [False]
        elif opens[i]:
            opened, depth = at, 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((opened, at + 1))
        elif not i:  # its opening mark stands in an earlier paragraph
            found.append((start, at + 1))
    if depth:
        found.append((opened, end))
    return found


def _sort(mark: str) -> str:
    """Curly and straight marks go together, for pages mix them; guillemets are a sort of their own."""
    return "«" if mark in "«»‹›" else '"'


def _opens_straight(text: str, at: int, start: int) -> bool:
    """Whether a straight double mark has the shape of an opening one: a blank or bracket before it, none behind."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in _BEFORE_OPENER) and not after.isspace()


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    """Whether a single mark opens a quotation: a blank before it, a word behind it, and a mark that closes it."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if not (before.isspace() or before in _BEFORE_OPENER) or not (after.isalnum() or after in '[(“"…$£€#@'):
        return False
    if text[at] == "’" or (text[at] == "'" and _CUT_OFF.match(text, at + 1)):
        return False
    return any(_closes_single(text, p, end) for p in _single_marks(text, at + 1, end))


def _single_marks(text: str, start: int, end: int) -> Iterator[int]:
    while start < end:
        places = [p for p in (text.find("’", start, end), text.find("'", start, end)) if p >= 0]
        if not places:
            return
        yield min(places)
        start = min(places) + 1


def _closes_single(text: str, at: int, end: int) -> bool:
    """Whether a single mark closes an open quotation, rather than being an apostrophe or the genitive of a plural."""
    after = text[at + 1] if at + 1 < end else " "
    before = text[at - 1]
    if text[at] == "‘" or after.isalnum() or before.isspace():
        return False
    if before not in "sS" or after in _AFTER_CLOSER:
        return True
    # In ``‘the rebels’ offer’`` the first closes nothing, for another closing one comes before the next opening one.
    for later in _single_marks(text, at + 1, end):
        if text[later - 1].isspace() or text.find("‘", at + 1, later) >= 0:
            return True
        if later + 1 >= end or not text[later + 1].isalnum():
            return False
    return True
