"""From pairs of statements to utterances: which go together. Pure, and the same in whatever order pairs come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.record.across.utterances.values import Certainty

SPAN = 4
"""The most days that the reports of one utterance span: a slogan of every day is as many utterances."""

STRONG = 0.92
"""The score from which a single pair brings two groups together that hold without it."""

QUOTED = 0.7
"""Less certain pairs score this and more where they quote the same words, and less where they do not."""

ALIKE = 0.6
"""The score from which a pair that is only likely brings two groups together: wordings very near in meaning."""

_LIKELY_SHARE = 0.5
"""The share of a group's statements that one must be paired with to be joined to it by other than quoted words."""


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


def grouped(
    days: Mapping[int, tuple[int, int]], pairs: Iterable[Pair], judged: Iterable[tuple[int, int, bool]]
) -> dict[int, int]:
    """The utterance of each statement: the least row of those that go together; statements joined to none left out.

    People's words come first, in the order given; no group ever holds two statements of which a person said that they
    are not one. Then the machine's pairs, the surest first, as long as a group spans :data:`SPAN` days at most, by the
    days that its reports give or by their own. What is only likely joins a statement to a group if they quote the same
    words, and groups if each statement of the smaller is paired with half of the larger; two groups that hold without
    it also by one pair that scores :data:`ALIKE`. What a few words show joins two groups that hold without it if each
    statement of the smaller is paired.

    Args:
        days: of each statement, the day it counts for and that of its report; 0 where it is not known.
        pairs: the machine's.
        judged: rows of two statements and whether a person says that they are one, oldest first.
    """
    judged = [(a, b, same) for a, b, same in judged if a in days and b in days]
    apart: dict[int, set[int]] = defaultdict(set)
    for a, b, same in judged:
        if not same:
            apart[a].add(b)
            apart[b].add(a)
    pairs = [pair for pair in pairs if pair.one in days and pair.other in days]
    paired: dict[str, dict[int, set[int]]] = {"sure": defaultdict(set), "likely": defaultdict(set)}
    for pair in pairs:
        for certainty in ("likely",) if pair.certainty == "likely" else ("sure", "likely"):
            paired[certainty][pair.one].add(pair.other)
            paired[certainty][pair.other].add(pair.one)
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

    def all_paired(a: int, b: int, certainty: str, share: float) -> bool:
        """Whether each statement of the smaller group is paired with some share of the larger one's."""
        fewer, more = sorted((members[a], members[b]), key=lambda rows: (len(rows), sorted(rows)))
        least = max(1.0, share * len(more))
        return all(len(paired[certainty][row].intersection(more)) >= least for row in fewer)

    def far(a: int, b: int) -> bool:
        rows = (*members[a], *members[b])
        return all(_span([days[row][of] for row in rows]) > SPAN for of in (0, 1))

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
        one, other = find(pair.one), find(pair.other)
        if one == other or kept_apart(one, other) or far(one, other):
            continue
        if pair.certainty == "likely":
            alone = one not in firm or other not in firm
            near = QUOTED if alone else ALIKE
            if pair.score < near and not all_paired(one, other, "likely", _LIKELY_SHARE):
                continue
        elif one in firm and other in firm and pair.score < STRONG and not all_paired(one, other, "sure", 0.0):
            continue
        join(one, other)
        if pair.certainty == "sure" or one in firm or other in firm:
            firm.add(min(one, other))
    return {row: least for least, rows in members.items() if len(rows) > 1 for row in rows}


def _span(numbers: Sequence[int]) -> int:
    known = [number for number in numbers if number]
    return max(known) - min(known) if known else 0
