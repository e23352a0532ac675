"""Where in a text it is worth while to look: stretches around the words that a costly pattern cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")


def windows(
    text: str, start: int, end: int, triggers: frozenset[str], *, before: int, after: int
) -> Iterator[tuple[int, int]]:
    """Ranges of ``text[start:end]`` that reach ``before`` and ``after`` code points around each trigger word, joined.

    ``triggers`` are lower-case words of letters and digits. A range never begins inside a word.
    """
    first = last = -1
    for match in _WORD.finditer(text, start, end):
        if match[0].lower() not in triggers:
            continue
        low, high = max(start, match.start() - before), min(end, match.end() + after)
        if first < 0:
            first, last = low, high
        elif low <= last:
            last = high
        else:
            yield _at_word(text, first, last, start), last
            first, last = low, high
    if first >= 0:
        yield _at_word(text, first, last, start), last


def _at_word(text: str, first: int, last: int, start: int) -> int:
    while first > start and first < last and not text[first - 1].isspace():
        first += 1
    return first
