"""Marking and unmarking stretches of page apparatus, the rest staying in order and disjoint."""

from __future__ import annotations

from dataclasses import replace

from sayso.model import Furniture


def mark(furniture: tuple[Furniture, ...], new: Furniture) -> tuple[Furniture, ...]:
    """``furniture`` with ``new`` in it; where they overlap, ``new`` holds."""
    return tuple(sorted((*unmark(furniture, new.start, new.end), new), key=lambda f: f.start))


def unmark(furniture: tuple[Furniture, ...], start: int, end: int) -> tuple[Furniture, ...]:
    """``furniture`` without the code points from ``start`` to ``end``."""
    out: list[Furniture] = []
    for piece in furniture:
        if piece.end <= start or end <= piece.start:
            out.append(piece)
            continue
        if piece.start < start:
            out.append(replace(piece, end=start))
        if end < piece.end:
            out.append(replace(piece, start=end))
    return tuple(out)
