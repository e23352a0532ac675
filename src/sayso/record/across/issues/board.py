"""An issue's board: members, parties, positions, changes, contradictions and answers put together at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from sayso.record.across.answers.linking import answers
from sayso.record.across.answers.values import Voices
from sayso.record.across.issues.log import Log
from sayso.record.across.issues.members import Membership, membership
from sayso.record.across.issues.said import said_of_uids, texts_of
from sayso.record.across.issues.values import Answer, Issue, IssueBoard, Said
from sayso.record.across.parties.loading import Atlas, load_parties
from sayso.record.across.parties.sides import Parties, actor_key
from sayso.record.across.positions.contradictions import contradictions
from sayso.record.across.positions.lanes import OnIssue, lanes


def issue_board(connection: Connection, log: Log, issue: Issue, atlas: Atlas) -> IssueBoard:
    """The board of an issue as the record stands now."""
    found = membership(connection, log, issue)
    return board_of(connection, log, found, atlas)


def board_of(connection: Connection, log: Log, found: Membership, atlas: Atlas) -> IssueBoard:
    """The board of what bears on an issue."""
    on_issue = [member.said for member in found.members]
    by_uid = {said.uid: said for said in on_issue}
    outer = _around(connection, on_issue, by_uid)
    parties = load_parties(connection, [*on_issue, *outer], atlas)
    texts = texts_of(connection, (said.document for said in on_issue))
    placed = [OnIssue(m.said, m.score, parties.of(m.said)) for m in found.members]
    around = {said.uid: OnIssue(said, 0.0, parties.of(said)) for said in outer}
    linked = answers(on_issue, texts, found.likeness, voices_of(on_issue, parties), log.answers())
    rows = lanes(sorted(placed, key=lambda p: p.said.row), texts, found.likeness, around)
    days = sorted({p.day for lane in rows for p in lane.positions if p.leads and p.day})
    return IssueBoard(
        issue=found.issue,
        lanes=rows,
        days=tuple(days),
        contradictions=contradictions(rows, found.likeness, _answered(linked)),
        answers=linked,
        statements=by_uid,
        counted={one.said.uid: one.counted for one in placed},
        threshold=found.threshold,
        cut=found.cut,
    )


def voices_of(said: Sequence[Said], parties: Parties) -> Voices:
    """Who says each statement: the actor, and the parties that it counts for."""
    keys = {}
    for one in said:
        counted = {c.party.key for c in parties.of(one)}
        if one.speaker and one.speaker_kind not in ("author", "unknown"):
            counted.add(actor_key(one.actor, one.speaker))
        keys[one.uid] = frozenset(counted)
    return Voices(keys, parties.meant)


def _around(connection: Connection, said: Sequence[Said], known: Mapping[str, Said]) -> list[Said]:
    """The statements around nested ones that are not on the issue themselves."""
    wanted = sorted({s.within for s in said if s.within and s.within not in known})
    return said_of_uids(connection, wanted)


def _answered(linked: Sequence[Answer]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for answer in linked:
        found[answer.answer].add(answer.target)
    return found
