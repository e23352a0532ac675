"""Which statement of one reading is which of another, by the words they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.model import Statement
from sayso.spans import Span, merge_ranges

SAME = 0.5
"""Least share of code points in common (Jaccard) for two statements of one text to be the same."""

Parts = tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]


def parts(statement: Statement) -> Parts:
    """A statement's spans: sources, cues, contents."""
    return statement.sources, statement.cues, statement.contents


def likeness(one: Parts, other: Parts) -> tuple[float, float]:
    """How far two statements of one text cover the same words, 0–1: the contents first, then cue and source.

    A statement without content is compared by its cue, one without either by its source. Another cue altogether
    halves the likeness: a nested statement shares its words with the one around it, and has a cue of its own.
    """
    extent = next((k for k in (2, 1, 0) if one[k] and other[k]), None)
    if extent is None:
        return 0.0, 0.0
    common, cues = _jaccard(one[extent], other[extent]), _jaccard(one[1], other[1])
    return common / 2 if one[1] and other[1] and not cues else common, cues + _jaccard(one[0], other[0])


def find_same(wanted: Parts, among: Iterable[tuple[str, Parts]]) -> str | None:
    """The uid of the statement that covers the same words; ``None`` when none does, or two do equally well.

    ``among`` may give one uid in several forms; the one most alike counts.
    """
    best: dict[str, tuple[float, float]] = {}
    for uid, spans in among:
        best[uid] = max(best.get(uid, (0.0, 0.0)), likeness(wanted, spans))
    scored = sorted(((score, uid) for uid, score in best.items()), reverse=True)
    if not scored or scored[0][0][0] < SAME:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]


def assign_uids(
    found: Sequence[Statement], known: Sequence[tuple[str, Parts]], key: str, next_number: int
) -> tuple[tuple[str, ...], int]:
    """The uid of each statement of a new reading, and the next number free.

    Args:
        found: the new reading's statements.
        known: uid and spans of every statement that the document ever had, the most recent form first.
        key: the document's short form, with which new uids begin.
        next_number: the first number not yet used.
    """
    pairs = sorted(
        (
            (*likeness(parts(statement), spans), -recency, at, uid)
            for at, statement in enumerate(found)
            for recency, (uid, spans) in enumerate(known)
            if _touch(parts(statement), spans)
        ),
        key=lambda pair: (-pair[0], -pair[1], -pair[2], pair[3]),
    )
    given: dict[int, str] = {}
    used: set[str] = set()
    for overlap, _, _, at, uid in pairs:
        if overlap >= SAME and at not in given and uid not in used:
            given[at] = uid
            used.add(uid)
    for at in range(len(found)):
        if at not in given:
            given[at] = f"{key}-{next_number}"
            next_number += 1
    return tuple(given[at] for at in range(len(found))), next_number


def _touch(one: Parts, other: Parts) -> bool:
    """Whether the stretches from first to last code point overlap: a quick no for most pairs."""
    a = [s for group in one for s in group]
    b = [s for group in other for s in group]
    return min(s.start for s in a) < max(s.end for s in b) and min(s.start for s in b) < max(s.end for s in a)


def _jaccard(one: Sequence[Span], other: Sequence[Span]) -> float:
    a = merge_ranges((s.start, s.end) for s in one)
    b = merge_ranges((s.start, s.end) for s in other)
    if not a or not b:
        return 0.0
    common = sum(max(0, min(e1, e2) - max(s1, s2)) for s1, e1 in a for s2, e2 in b)
    return common / (sum(e - s for s, e in a) + sum(e - s for s, e in b) - common)
