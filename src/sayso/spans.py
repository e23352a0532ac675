"""Code-point spans: measuring, joining, subtracting, and conversion to and from UTF-16 offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text.

    Attributes:
        start: first code point, counted from 0.
        end: one past the last code point.
        exact: the words themselves; ``text[start:end] == exact`` always.
    """

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of ``text`` from ``start`` to ``end``.

        Raises:
            ValueError: if the offsets do not name a non-empty stretch of ``text``.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}:{end} does not lie in a text of {len(text)} code points")
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def merge_ranges(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted, disjoint ranges covering the same code points; touching ranges are joined."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if start >= end:
            continue
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def complement_ranges(ranges: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """What of ``0:length`` the ranges leave uncovered, in order."""
    out, at = [], 0
    for start, end in merge_ranges(ranges):
        if at < start:
            out.append((at, min(start, length)))
        at = max(at, end)
    if at < length:
        out.append((at, length))
    return out


class Utf16Index:
    """Conversion between code-point offsets and the UTF-16 offsets that JavaScript counts in.

    Building is linear in the text; each conversion is logarithmic in its number of astral characters.
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._astral: Sequence[int] = [i for i, ch in enumerate(text) if ord(ch) > 0xFFFF]
        # The UTF-16 offset just past each astral character.
        self._astral16 = [i + n for n, i in enumerate(self._astral, start=2)]

    def to_utf16(self, offset: int) -> int:
        """UTF-16 offset of a code-point offset."""
        if not 0 <= offset <= self._length:
            raise ValueError(f"offset {offset} lies outside a text of {self._length} code points")
        return offset + bisect_right(self._astral, offset - 1)

    def from_utf16(self, offset: int) -> int:
        """Code-point offset of a UTF-16 offset; one that falls inside a surrogate pair is taken back to its start."""
        before = bisect_right(self._astral16, offset)
        point = offset - before
        if before < len(self._astral) and point > self._astral[before]:
            point = self._astral[before]
        if not 0 <= point <= self._length:
            raise ValueError(f"UTF-16 offset {offset} lies outside the text")
        return point


def running_offsets(pieces: Iterable[str]) -> list[int]:
    """Start offset of each piece in their concatenation, and its total length at the end."""
    return [0, *accumulate(len(piece) for piece in pieces)]
