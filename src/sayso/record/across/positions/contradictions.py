"""Two voices of one party that go opposite ways on one day: found, told why, never merged. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sayso.record.across.issues.values import Contradiction, Lane, Position
from sayso.record.across.positions.changes import Likeness, opposed
from sayso.record.across.positions.leads import speaks_for_another

_ONE_SUBJECT = 0.45


def contradictions(
    found: Sequence[Lane], likeness: Likeness, answers: Mapping[str, set[str]]
) -> tuple[Contradiction, ...]:
    """Where two voices of one party go opposite ways on one day, and on the same matter; two people once a day.

    Args:
        found: the lanes.
        likeness: of two statements.
        answers: uids that each statement answers.
    """
    out: list[Contradiction] = []
    for lane in found:
        days: dict[str | None, list[Position]] = defaultdict(list)
        for position in lane.positions:
            days[position.day].append(position)
        for day, positions in days.items():
            surest: dict[tuple[str | None, str | None], Contradiction] = {}
            for at, second in enumerate(positions):
                for first in positions[:at]:
                    if why := _contradiction(first, second, likeness, answers):
                        principal, voice = (first, second) if _ranks(first, second) else (second, first)
                        one = Contradiction(lane.party, principal, voice, day, why)
                        pair = (principal.statement.name, voice.statement.name)
                        if pair not in surest or _sure(one) > _sure(surest[pair]):
                            surest[pair] = one
            out += surest.values()
    return tuple(out)


def _sure(found: Contradiction) -> float:
    return found.first.score + found.second.score


def _ranks(first: Position, second: Position) -> bool:
    return not (speaks_for_another(first.statement) and not speaks_for_another(second.statement))


def _contradiction(
    first: Position, second: Position, likeness: Likeness, answers: Mapping[str, set[str]]
) -> str | None:
    a, b = first.statement, second.statement
    if not opposed(first, second) or (a.actor or a.name) == (b.actor or b.name):
        return None
    mine, theirs = {a.uid, *first.reports}, {b.uid, *second.reports}
    for answering, others, asked in ((a, theirs, b), (b, mine, a)):
        own = mine if answering is a else theirs
        if any(answers.get(uid, set()) & others for uid in own):
            return f"{answering.name} answers {asked.name}, for the same party and on the same day"
    if likeness(a, b) >= _ONE_SUBJECT:
        return f"{a.name} and {b.name} speak of the same matter on the same day, and differ"
    return None
