"""Each party's stand on an issue over time: positions, changes and contradictions. Statements in, lanes out.

Everything is computed from the statements as they are seen now; nothing is stored, so that a correction reaches it at
once. What is a position: docs/codebook.md, section Position.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.model import Act
from sayso.record.across.issues.values import (
    Counted,
    Dated,
    Lane,
    Party,
    Position,
    Said,
    Side,
)
from sayso.record.across.positions.changes import Likeness, changes_of
from sayso.record.across.positions.conditions import conditions
from sayso.record.across.positions.leads import told_of, with_leads, with_restatements

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

_MILD: frozenset[Act] = frozenset({"want", "praise"})
"""Where another report of the same utterance has another act, that one tells the stand."""

_STAYS_SHUT = re.compile(
    r"\b(?:stay|stays|remain|remains|keep|kept|be)\b[^.;]{0,30}\b(?:shut|closed|blocked|stopped|halted|barred|frozen)\b"
    r"|\b(?:will|would|shall|does|do|did|must) (?:not|never)\b|\bwon[’']t\b|\bnever (?:agree|accept|allow|again)\b"
    r"|^[\s“\"‘'(]*no\b",
    re.IGNORECASE,
)


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
    by_party: dict[str, dict[int | str, list[tuple[OnIssue, Counted]]]] = defaultdict(lambda: defaultdict(list))
    parties: dict[str, Party] = {}
    for statement in sorted(statements, key=lambda s: s.said.arrival):
        if side_of(statement.said) is None:
            continue
        for counted in statement.counted:
            if not _put_in_mouth(statement, counted, by_uid):
                utterance = statement.said.utterance if statement.said.utterance is not None else statement.said.uid
                parties.setdefault(counted.party.key, counted.party)
                by_party[counted.party.key][utterance].append((statement, counted))
    inner = _nested(by_uid.values())
    told = told_of({uid: statement.said for uid, statement in by_uid.items()})
    found = []
    for key, utterances in by_party.items():
        party = parties[key]
        positions = sorted((_position(party, r, texts, inner) for r in utterances.values()), key=_in_time)
        positions = with_leads(with_restatements(positions, likeness, told), told)
        found.append(Lane(party, tuple(positions), changes_of(party, positions, likeness)))
    return tuple(
        sorted(found, key=lambda lane: (-len(lane.stands), -len(lane.positions), lane.party.name, lane.party.key))
    )


def _busiest(lane: Lane) -> tuple[int, int, str, str]:
    return (-len(lane.stands), -len(lane.positions), lane.party.name, lane.party.key)


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


def _in_time(position: Position) -> tuple[str, str, tuple[str, int, str]]:
    said = position.statement
    return (position.day or "", said.published or "", said.arrival)


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
        sorted(found, key=lambda f: f[0].said.arrival),
        key=lambda f: (
            f[0].said.act not in _MILD,
            f[0].said.kind == "direct",
            bool(f[2]),
            f[0].said.kind == "mixed",
            round(f[0].score, 2),
            len(f[0].said.content),
        ),
    )
    day, dated = _dated([statement.said for statement, _ in reports])
    side = side_of(shown.said)
    assert side is not None
    others_first = sorted((s.said for s, _ in reports), key=lambda s: (s.published or "", s.arrival))
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
