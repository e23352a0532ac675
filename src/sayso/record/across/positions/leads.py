"""Of a party's stands: which only say an earlier one again, and which is the main one of its day. Pure functions."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sayso.model import Act
from sayso.record.across.issues.matching import stems
from sayso.record.across.issues.values import Position, Said
from sayso.record.across.positions.changes import HARD, Likeness, drops_demand, opposed

_WEIGHT: dict[Act, float] = {
    **dict.fromkeys(("propose", "accept", "reject", "demand"), 0.5),
    **dict.fromkeys(("promise", "threaten"), 0.4),
    "deny": 0.2,
}
_VOICE = re.compile(r"\b(?:spokes(?:man|woman|person)|press secretary|representative|press service)\b", re.IGNORECASE)
_SAME_WORDS = 0.6
SAME_MEANING = 0.62
"""Cosine from which a later stand of the same side only says the earlier one again."""
_AS_WELL = 0.1
_BOTH_WAYS = 0.4
_ONLY_TOLD = 0.5
_TOLD = 0.45
_TOLD_REACH = 7


def told_of(by_uid: Mapping[str, Said]) -> frozenset[str]:
    """Statements that their reports only tell of, as what another speaks of or replies to, and without a day.

    "Kardany rejected an Aldrian offer to reopen the line" tells of an offer that was made before, and maybe not so.
    """
    answered = {s.answers: s.speaker for s in by_uid.values() if s.answers and s.answers in by_uid}
    found = set()
    for uid, said in by_uid.items():
        if said.kind == "direct" or said.said is not None:
            continue
        around = by_uid.get(said.within or "")
        voices = [around.speaker] if around is not None else []
        voices += [answered[uid]] if uid in answered else []
        if any(voice != said.speaker for voice in voices):
            found.add(uid)
    return frozenset(found)


def with_restatements(positions: list[Position], likeness: Likeness, told: frozenset[str]) -> list[Position]:
    """Mark those that only say an earlier one of the same side again, and those that only tell of an earlier one."""
    out: list[Position] = []
    for position in positions:
        likest: tuple[float, str] | None = None
        for earlier in out:
            if earlier.restates:
                continue
            alike = max(likeness(position.statement, earlier.statement), _same_words(position, earlier))
            if position.statement.uid in told:
                again = _days_between(earlier, position) <= _TOLD_REACH and (
                    position.act == earlier.act or alike >= _TOLD
                )
            else:
                again = (
                    earlier.side == position.side and not _new_condition(position, earlier) and alike >= SAME_MEANING
                )
            if again and (likest is None or alike > likest[0]):
                likest = (alike, earlier.statement.uid)
        out.append(replace(position, restates=likest[1]) if likest else position)
    return out


def _days_between(earlier: Position, later: Position) -> int:
    try:
        first, last = (date.fromisoformat((p.day or "")[:10]) for p in (earlier, later))
    except ValueError:
        return _TOLD_REACH + 1
    return (last - first).days


def _new_condition(later: Position, earlier: Position) -> bool:
    return later.conditional and not earlier.conditional


def _same_words(a: Position, b: Position) -> float:
    """1 where most words of the shorter one stand in the other, else 0."""
    mine, theirs = set(stems(a.statement.content)), set(stems(b.statement.content))
    fewer = min(len(mine), len(theirs))
    return 1.0 if fewer >= 3 and len(mine & theirs) / fewer >= _SAME_WORDS else 0.0


def with_leads(positions: list[Position], told: frozenset[str]) -> list[Position]:
    """Mark the main stand of each day.

    Where two show it nearly as well, or one person goes both ways, the one that stays with the day before: better no
    change than a wrong one. Days on which reports only tell an older stand again have none.
    """

    def own_weight(at: int) -> float:
        return _weight(positions[at]) - (_ONLY_TOLD if positions[at].statement.uid in told else 0.0)

    again: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for at, position in enumerate(positions):
        if position.restates:
            again[position.restates, position.day].append(at)

    def weight(at: int) -> float:
        """Of a stand and of what says it again on its day."""
        return max(map(own_weight, [at, *again.get((positions[at].statement.uid, positions[at].day), ())]))

    days: dict[str | None, list[int]] = defaultdict(list)
    for at, position in enumerate(positions):
        if position.restates is None or position.dated == "said":
            days[position.day].append(at)
    leads: set[int] = set()
    before: Position | None = None
    for mine in days.values():
        fresh = [at for at in mine if positions[at].restates is None] or mine
        best = max(fresh, key=weight)
        own = _voice(positions[best])
        near = [
            at
            for at in fresh
            if weight(at) >= weight(best) - (_BOTH_WAYS if _voice(positions[at]) == own else _AS_WELL)
        ]
        steady = [at for at in near if before is not None and _stays(before, positions[at])]
        alike = [at for at in near if weight(at) >= weight(best) - _AS_WELL]
        unopposed = [at for at in alike if before is None or not opposed(before, positions[at])]
        lead = max(steady if before and opposed(before, positions[best]) and steady else unopposed or alike, key=weight)
        leads.add(lead)
        if positions[lead].act in HARD:
            before = positions[lead]
    return [replace(p, leads=True) if at in leads else p for at, p in enumerate(positions)]


def _voice(position: Position) -> str:
    return position.statement.actor or position.statement.name or position.statement.uid


def _stays(before: Position, after: Position) -> bool:
    """Whether a stand goes the way of the one before, and as plainly."""
    return before.side == after.side and after.act in HARD


def _weight(position: Position) -> float:
    """How much a statement shows its party's stand: surely on the issue, widely reported, plain in act and words."""
    said = position.statement
    return (
        position.score
        + _WEIGHT.get(position.act, 0.0)
        + 0.1 * math.log2(1 + len(position.reports))
        + (0.1 if said.kind == "direct" else 0.0)
        + (0.15 if position.conditional else 0.0)
        + (0.3 if drops_demand(position) else 0.0)
        - (0.2 if speaks_for_another(said) else 0.0)
    )


def speaks_for_another(said: Said) -> bool:
    """Whether the speaker is a spokesperson."""
    return bool(said.on_behalf_of) or bool(_VOICE.search(said.role or ""))
