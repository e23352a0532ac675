"""From pairs of statements to utterances: which go together. Pure, and the same in whatever order pairs come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.record.across.utterances_values import Certainty

SPAN = 4
"""The most days that the reports of one utterance span: a slogan of every day is as many utterances."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements that are joined, and how surely.

    Attributes:
        one, other: rows of the statements.
        certainty: a person's word, sure, or likely.
        score: 0–1.
        why: in plain words.
    """

    one: int
    other: int
    certainty: Certainty
    score: float
    why: str


def grouped(days: Mapping[int, int], pairs: Iterable[Pair], judged: Iterable[tuple[int, int, bool]]) -> dict[int, int]:
    """The utterance of each statement: the least row of those that go together; statements joined to none left out.

    People's words come first, in the order given; no group ever holds two statements of which a person said that they
    are not one. Then the machine's pairs, the surest first, as long as a group's dated reports span :data:`SPAN` days
    at most. What is only likely joins single statements to a group, and never two groups that hold without it.

    Args:
        days: of each statement, the day it counts for; 0 where none is known.
        pairs: the machine's.
        judged: rows of two statements and whether a person says that they are one, oldest first.
    """
    judged = [(a, b, same) for a, b, same in judged if a in days and b in days]
    apart: dict[int, set[int]] = defaultdict(set)
    for a, b, same in judged:
        if not same:
            apart[a].add(b)
            apart[b].add(a)
    top = {row: row for row in days}
    members = {row: [row] for row in days}
    firm: set[int] = set()

    def find(row: int) -> int:
        while top[row] != row:
            top[row] = top[top[row]]
            row = top[row]
        return row

    def kept_apart(a: int, b: int) -> bool:
        fewer, more = sorted((members[a], members[b]), key=len)
        return any(not apart[row].isdisjoint(more) for row in fewer if row in apart)

    def far(a: int, b: int) -> bool:
        known = [days[row] for group in (a, b) for row in members[group] if days[row]]
        return bool(known) and max(known) - min(known) > SPAN

    def join(a: int, b: int) -> None:
        least, other = min(a, b), max(a, b)
        top[other] = least
        members[least] += members.pop(other)
        if other in firm:
            firm.discard(other)
            firm.add(least)

    for a, b, same in judged:
        one, other = find(a), find(b)
        if same and one != other and not kept_apart(one, other):
            join(one, other)
            firm.add(min(one, other))
    order = {"person": 0, "sure": 1, "likely": 2}
    for pair in sorted(pairs, key=lambda p: (order[p.certainty], -p.score, p.one, p.other)):
        if pair.one not in days or pair.other not in days:
            continue
        one, other = find(pair.one), find(pair.other)
        if one == other or kept_apart(one, other) or far(one, other):
            continue
        sure = pair.certainty != "likely"
        if not sure and one in firm and other in firm:
            continue
        join(one, other)
        if sure:
            firm.add(min(one, other))
    return {row: least for least, rows in members.items() if len(rows) > 1 for row in rows}
