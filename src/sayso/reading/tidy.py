"""Spans as a person would mark them: cut at furniture, no stray blanks, quotation marks whole."""

from __future__ import annotations

from sayso.model import Document

_PAIRS = {"“": "”", "«": "»", "‘": "’", '"': '"'}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}


def tidy_range(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of ``start:end`` outside furniture, trimmed, a lone quotation mark joined by its neighbour."""
    pieces = [(start, end)]
    for block in document.furniture:
        if block.start < end and start < block.end:
            pieces = [
                piece
                for a, b in pieces
                for piece in ((a, min(b, block.start)), (max(a, block.end), b))
                if piece[0] < piece[1]
            ]
    trimmed = (_trim(document.text, a, b) for a, b in pieces)
    return [_whole_marks(document.text, a, b) for a, b in trimmed if a < b]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _whole_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a closing mark right after a span that opens it, or an opening one right before a span that closes it."""
    exact = text[start:end]
    after = text[end] if end < len(text) else ""
    before = text[start - 1] if start else ""
    if after in _CLOSERS and after != '"' and exact.count(_CLOSERS[after]) > exact.count(after):
        return start, end + 1
    if before in _PAIRS and before != '"' and exact.count(_PAIRS[before]) > exact.count(before):
        return start - 1, end
    if '"' in (after, before) and exact.count('"') % 2 and (exact[0] == '"' or exact[-1] == '"'):
        if after == '"' and exact[0] == '"':
            return start, end + 1
        if before == '"' and exact[-1] == '"':
            return start - 1, end
    return start, end
