"""Each party's stand on an issue over time: positions, changes and contradictions. Statements in, lanes out.

Everything is computed from the statements as they are seen now; nothing is stored, so that a correction reaches it at
once. What is a position: docs/codebook.md, section Position.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.model import Act
from sayso.record.across.conditions_of_stand import conditions
from sayso.record.across.issue_values import (
    Contradiction,
    Counted,
    Dated,
    Lane,
    Party,
    Position,
    Said,
    Side,
)
from sayso.record.across.issues_matching import stems
from sayso.record.across.positions_changes import HARD, Likeness, changes_of, opposed

TAKES_SIDE: dict[Act, Side] = {
    "propose": "for",
    "accept": "for",
    "promise": "for",
    "confirm": "for",
    "praise": "for",
    "want": "for",
    "demand": "demands",
    "reject": "against",
    "threaten": "against",
    "deny": "against",
    "accuse": "against",
}
"""The acts that take a side, and which way each goes by itself."""

_WEIGHT: dict[Act, float] = {
    **dict.fromkeys(("propose", "accept", "reject", "demand"), 0.5),
    **dict.fromkeys(("promise", "threaten"), 0.4),
    "deny": 0.2,
}
_STAYS_SHUT = re.compile(
    r"\b(?:stay|stays|remain|remains|keep|kept|be)\b[^.;]{0,30}\b(?:shut|closed|blocked|stopped|halted|barred|frozen)\b"
    r"|\b(?:will|would|shall|does|do|did|must) (?:not|never)\b|\bwon[’']t\b|\bnever (?:agree|accept|allow|again)\b"
    r"|^[\s“\"‘'(]*no\b",
    re.IGNORECASE,
)
_VOICE = re.compile(r"\b(?:spokes(?:man|woman|person)|press secretary|representative|press service)\b", re.IGNORECASE)
_SAME_WORDS = 0.6
SAME_MEANING = 0.62
"""Cosine from which a later stand of the same side only says the earlier one again."""
_ONE_SUBJECT = 0.45
_AS_WELL = 0.1


@dataclass(frozen=True, slots=True)
class OnIssue:
    """A statement that bears on the issue.

    Attributes:
        said: the statement.
        score: how surely it bears on it.
        counted: the parties that it counts for.
    """

    said: Said
    score: float
    counted: tuple[Counted, ...]


def side_of(said: Said) -> Side | None:
    """Which way a statement goes; ``None`` where its act takes no side.

    A promise or a wish that something stays shut goes against.
    """
    side = TAKES_SIDE.get(said.act)
    if side == "for" and said.act in ("promise", "want") and _STAYS_SHUT.search(said.content):
        return "against"
    return side


def lanes(
    statements: Sequence[OnIssue],
    texts: Mapping[str, str],
    likeness: Likeness,
    outer: Mapping[str, OnIssue] | None = None,
) -> tuple[Lane, ...]:
    """The parties' stands over time.

    Args:
        statements: those that bear on the issue.
        texts: of their reports, by document id.
        likeness: of two statements.
        outer: statements around nested ones, by uid, where they are not on the issue themselves.

    Returns:
        A lane a party, the one with most stands first.
    """
    by_uid = {**(outer or {}), **{s.said.uid: s for s in statements}}
    by_party: dict[Party, dict[int | str, list[tuple[OnIssue, Counted]]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        if side_of(statement.said) is None:
            continue
        for counted in statement.counted:
            if not _put_in_mouth(statement, counted, by_uid):
                key = statement.said.utterance if statement.said.utterance is not None else statement.said.uid
                by_party[counted.party][key].append((statement, counted))
    inner = _nested(by_uid.values())
    found = []
    for party, utterances in by_party.items():
        positions = [_position(party, reports, texts, inner) for reports in utterances.values()]
        positions = _with_leads(_with_restatements(sorted(positions, key=_in_time), likeness))
        found.append(Lane(party, tuple(positions), changes_of(party, positions, likeness)))
    return tuple(sorted(found, key=lambda lane: (-len(lane.stands), -len(lane.positions), lane.party.name)))


def _put_in_mouth(statement: OnIssue, counted: Counted, by_uid: Mapping[str, OnIssue]) -> bool:
    """Whether the statement stands in another party's own quotation: what a rival says that they said."""
    around = by_uid.get(statement.said.within or "")
    return (
        around is not None
        and around.said.kind != "indirect"
        and all(c.party.key != counted.party.key for c in around.counted)
    )


def _nested(statements: Iterable[OnIssue]) -> Mapping[str, list[Said]]:
    inside: dict[str, list[Said]] = defaultdict(list)
    for statement in statements:
        if statement.said.within:
            inside[statement.said.within].append(statement.said)
    return inside


def _in_time(position: Position) -> tuple[str, str, int, str]:
    said = position.statement
    return (position.day or "", said.published or "", said.row, said.uid)


def _position(
    party: Party,
    reports: Sequence[tuple[OnIssue, Counted]],
    texts: Mapping[str, str],
    inner: Mapping[str, list[Said]],
) -> Position:
    """One utterance as a position, shown by the report that gives most of it."""
    found = []
    for statement, counted in reports:
        said = statement.said
        others = [span for nested in inner.get(said.uid, ()) for span in nested.contents]
        found.append((statement, counted, conditions(texts.get(said.document, ""), said.contents, said.act, others)))
    shown, counted, tied = max(
        found,
        key=lambda f: (
            f[0].said.kind == "direct",
            bool(f[2]),
            f[0].said.kind == "mixed",
            round(f[0].score, 2),
            len(f[0].said.content),
            -f[0].said.row,
        ),
    )
    day, dated = _dated([statement.said for statement, _ in reports])
    side = side_of(shown.said)
    assert side is not None
    others_first = sorted((s.said for s, _ in reports), key=lambda s: (s.published or "", s.row))
    return Position(
        party=party,
        statement=shown.said,
        act=shown.said.act,
        side=side,
        day=day,
        dated=dated,
        why=counted.why,
        conditions=tied,
        reports=tuple(s.uid for s in others_first if s.uid != shown.said.uid),
        score=max(statement.score for statement, _ in reports),
    )


def _dated(reports: Sequence[Said]) -> tuple[str | None, Dated]:
    """The earliest day that a report gives for the saying; else the earliest report's own."""
    said = sorted(s.day for s in reports if s.said and s.day)
    if said:
        return said[0], "said"
    reported = sorted(s.published for s in reports if s.published)
    return (reported[0] if reported else None), "reported"


def _with_restatements(positions: list[Position], likeness: Likeness) -> list[Position]:
    """Mark those that only say an earlier one of the same side again."""
    out: list[Position] = []
    for position in positions:
        likest: tuple[float, str] | None = None
        for earlier in out:
            if earlier.side != position.side or earlier.restates or _new_condition(position, earlier):
                continue
            alike = max(likeness(position.statement, earlier.statement), _same_words(position, earlier))
            if alike >= SAME_MEANING and (likest is None or alike > likest[0]):
                likest = (alike, earlier.statement.uid)
        out.append(replace(position, restates=likest[1]) if likest else position)
    return out


def _new_condition(later: Position, earlier: Position) -> bool:
    return later.conditional and not earlier.conditional


def _same_words(a: Position, b: Position) -> float:
    """1 where most words of the shorter one stand in the other, else 0."""
    mine, theirs = set(stems(a.statement.content)), set(stems(b.statement.content))
    fewer = min(len(mine), len(theirs))
    return 1.0 if fewer >= 3 and len(mine & theirs) / fewer >= _SAME_WORDS else 0.0


def _with_leads(positions: list[Position]) -> list[Position]:
    """Mark the main stand of each day.

    Where two show it nearly as well, the one that stays with the day before: better no change than a wrong one. Days on
    which reports only tell an older stand again have none.
    """
    days: dict[str | None, list[int]] = defaultdict(list)
    for at, position in enumerate(positions):
        if position.restates is None or position.dated == "said":
            days[position.day].append(at)
    leads: set[int] = set()
    before: Position | None = None
    for mine in days.values():
        fresh = [at for at in mine if positions[at].restates is None] or mine
        best = max(_weight(positions[at]) for at in fresh)
        near = [at for at in fresh if _weight(positions[at]) >= best - _AS_WELL]
        steady = [at for at in near if before is None or not opposed(before, positions[at])]
        lead = max(steady or near, key=lambda at: _weight(positions[at]))
        leads.add(lead)
        if positions[lead].act in HARD:
            before = positions[lead]
    return [replace(p, leads=True) if at in leads else p for at, p in enumerate(positions)]


def _weight(position: Position) -> float:
    """How much a statement shows its party's stand: surely on the issue, widely reported, plain in act and words."""
    said = position.statement
    return (
        position.score
        + _WEIGHT.get(position.act, 0.0)
        + 0.1 * math.log2(1 + len(position.reports))
        + (0.1 if said.kind == "direct" else 0.0)
        + (0.15 if position.conditional else 0.0)
        - (0.2 if speaks_for_another(said) else 0.0)
    )


def speaks_for_another(said: Said) -> bool:
    """Whether the speaker is a spokesperson."""
    return bool(said.on_behalf_of) or bool(_VOICE.search(said.role or ""))


def contradictions(
    found: Sequence[Lane], likeness: Likeness, answers: Mapping[str, set[str]]
) -> tuple[Contradiction, ...]:
    """Where two voices of one party go opposite ways on one day, and on the same matter.

    Args:
        found: the lanes.
        likeness: of two statements.
        answers: uids that each statement answers.
    """
    out = []
    for lane in found:
        days: dict[str | None, list[Position]] = defaultdict(list)
        for position in lane.positions:
            days[position.day].append(position)
        for day, positions in days.items():
            for at, second in enumerate(positions):
                for first in positions[:at]:
                    if why := _contradiction(first, second, likeness, answers):
                        principal, voice = (first, second) if _ranks(first, second) else (second, first)
                        out.append(Contradiction(lane.party, principal, voice, day, why))
    return tuple(out)


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
