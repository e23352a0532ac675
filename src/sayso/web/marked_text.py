"""A text and the spans in it to pieces that a template can print one after the other: nothing overlaps any more.

Spans overlap and are nested; markup cannot overlap. So a text is cut wherever a span begins or ends, and each piece
knows all the spans that cover it. Joined, the pieces are the text, so that counting signs in the page counts code
points of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import Document
from sayso.record.hits import Excerpt
from sayso.record.values import StatementView

_BLANK_LINE = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r)){2,}[ \t]*(?=\S|$)")
_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r)[\s]*")


@dataclass(frozen=True, slots=True)
class Cover:
    """A span and what it is.

    Attributes:
        start, end: code points.
        role: ``source``, ``cue``, ``content`` or ``furniture``.
        owner: uid of its statement; empty for furniture.
    """

    start: int
    end: int
    role: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same spans cover throughout.

    Attributes:
        start: its first code point in the document.
        text: its words.
        classes: of ``paper.css``: ``source``, ``cue``, ``content``, ``nested``, ``furniture``.
        owners: uids of the statements that cover it, the innermost last.
    """

    start: int
    text: str
    classes: str = ""
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a report.

    Attributes:
        start: its first code point.
        pieces: its words.
        after: line ends and blanks between it and the next.
        begins: uids of the statements whose first word stands in it, in order.
        furniture: whether all of it is page apparatus.
    """

    start: int
    pieces: tuple[Piece, ...]
    after: str
    begins: tuple[str, ...] = ()
    furniture: bool = False


def paragraphs(document: Document, statements: Sequence[StatementView]) -> tuple[Paragraph, ...]:
    """A report as written, its statements and furniture marked. Joined, pieces and ``after`` are its text."""
    covers = sorted(covers_of(document, statements), key=lambda c: (c.start, -c.end))
    begins = sorted((v.statement.start, v.uid) for v in statements)
    found = []
    waiting: list[Cover] = []
    at_cover = at_begin = 0
    for start, end, after in _ranges(document.text):
        while at_cover < len(covers) and covers[at_cover].start < end:
            waiting.append(covers[at_cover])
            at_cover += 1
        waiting = [c for c in waiting if c.end > start]
        here = []
        while at_begin < len(begins) and begins[at_begin][0] < end + len(after):
            here.append(begins[at_begin][1])
            at_begin += 1
        pieces = tuple(_pieces(document.text, start, end, waiting))
        furniture = bool(pieces) and all("furniture" in p.classes.split() or not p.text.strip() for p in pieces)
        found.append(Paragraph(start, pieces, after, tuple(here), furniture))
    return tuple(found)


def covers_of(document: Document, statements: Iterable[StatementView]) -> Iterator[Cover]:
    """Every span of a document as people see it."""
    for item in document.furniture:
        yield Cover(item.start, item.end, "furniture")
    for view in statements:
        for role, spans in (
            ("source", view.statement.sources),
            ("cue", view.statement.cues),
            ("content", view.statement.contents),
        ):
            for span in spans:
                yield Cover(span.start, span.end, role, view.uid)


def excerpt_pieces(excerpt: Excerpt) -> tuple[Piece, ...]:
    """The words around a search's result, its spans marked."""
    covers = [Cover(m.start - excerpt.start, m.end - excerpt.start, m.part) for m in excerpt.marks]
    return tuple(_pieces(excerpt.text, 0, len(excerpt.text), covers))


def _ranges(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each paragraph, and what stands after it. Blank lines part them; without any, each line does."""
    parted = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE
    start = 0
    for match in parted.finditer(text):
        yield start, match.start(), match[0]
        start = match.end()
    if start < len(text) or not text:
        yield start, len(text), ""


def _pieces(text: str, start: int, end: int, covers: Sequence[Cover]) -> Iterator[Piece]:
    cuts = {start, end}
    for cover in covers:
        cuts.update(at for at in (cover.start, cover.end) if start < at < end)
    coming = sorted(covers, key=lambda c: c.start)
    at = 0
    here: list[Cover] = []
    for begin, stop in pairwise(sorted(cuts)):
        here = [c for c in here if c.end > begin]
        while at < len(coming) and coming[at].start <= begin:
            if coming[at].end > begin:
                here.append(coming[at])
            at += 1
        yield Piece(begin, text[begin:stop], _classes(here), _owners(here))


def _classes(covers: Sequence[Cover]) -> str:
    roles = [c.role for c in covers]
    names: list[str] = [role for role in ("furniture", "content", "source", "cue") if role in roles]
    if len({(c.start, c.end) for c in covers if c.role == "content"}) > 1:
        names.append("nested")
    return " ".join(names)


def _owners(covers: Sequence[Cover]) -> tuple[str, ...]:
    """The statements, the one whose span here is longest first."""
    longest_first = sorted((c for c in covers if c.owner), key=lambda c: c.start - c.end)
    return tuple(dict.fromkeys(c.owner for c in longest_first))
