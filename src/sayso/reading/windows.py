"""Cutting a long sequence of tokens into overlapping windows, and which window speaks for which token."""

from __future__ import annotations

from itertools import pairwise

LONGEST = 512
OVERLAP = 64


def plan_windows(tokens: int, longest: int = LONGEST, overlap: int = OVERLAP) -> list[tuple[int, int]]:
    """Windows of nearly equal length over ``tokens`` tokens, at most ``longest`` each, overlapping by ``overlap``."""
    if tokens <= longest:
        return [(0, tokens)] if tokens else []
    count = -(-(tokens - overlap) // (longest - overlap))
    length = -(-(tokens + (count - 1) * overlap) // count)
    step = (tokens - length) / (count - 1)
    return [(at, at + length) for at in (round(i * step) for i in range(count))]


def owned_parts(windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each window the range of tokens that it speaks for: overlaps are split in the middle."""
    if not windows:
        return []
    cuts = [0, *((a_end + b_start) // 2 for (_, a_end), (b_start, _) in pairwise(windows))]
    cuts.append(windows[-1][1])
    return list(pairwise(cuts))
