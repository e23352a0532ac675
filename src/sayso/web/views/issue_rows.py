"""The statements on an issue as rows: one an utterance, with its other reports, stands, changes and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.record.across.issues.values import Answer, Change, IssueBoard, Member, Party, Position, Said


@dataclass(frozen=True, slots=True)
class Link:
    """An answer as seen from one of its ends.

    Attributes:
        answer: the link itself.
        other: the statement at its other end.
    """

    answer: Answer
    other: Said


@dataclass(frozen=True, slots=True)
class Row:
    """An utterance that bears on an issue.

    Attributes:
        member: its statement: the one that stands for it.
        again: its other reports on the issue, the earliest first.
        positions: the stands that it shows, one a party.
        parties: whose words it is.
        changes: numbers of the changes of position that it begins.
        clashes: whether it contradicts another voice of its party on one day.
        answers: what it answers.
        answered: what answers it.
    """

    member: Member
    again: tuple[Member, ...]
    positions: tuple[Position, ...]
    parties: tuple[Party, ...]
    changes: tuple[int, ...]
    clashes: bool
    answers: tuple[Link, ...]
    answered: tuple[Link, ...]

    @property
    def said(self) -> Said:
        """The statement that stands for the utterance."""
        return self.member.said

    @property
    def uids(self) -> tuple[str, ...]:
        """Every report of it, its own statement first."""
        return (self.member.said.uid, *(m.said.uid for m in self.again))

    @property
    def day(self) -> str | None:
        """The day it counts for."""
        return self.positions[0].day if self.positions else self.said.day


def rows_of(board: IssueBoard, members: Sequence[Member]) -> tuple[Row, ...]:
    """The rows of an issue in order of time, undated ones last."""
    member_of = {member.said.uid: member for member in members}
    positions = _positions(board)
    homes = parties_of(board)
    answers, answered = _links(board)
    begun: dict[str, list[int]] = defaultdict(list)
    for number, change in enumerate(numbered_changes(board), start=1):
        begun[change.after.statement.uid].append(number)
    clashing = {p.statement.uid for c in board.contradictions for p in (c.first, c.second)}
    found = []
    for group in utterances(board):
        uids = [said.uid for said in group if said.uid in member_of]
        if not uids:
            continue
        stands = tuple(p for uid in uids for p in positions.get(uid, ()))
        parties = tuple(dict.fromkeys([p.party for p in stands] or [p for uid in uids for p in homes.get(uid, ())]))
        found.append(
            Row(
                member=member_of[uids[0]],
                again=tuple(member_of[uid] for uid in uids[1:]),
                positions=stands,
                parties=parties,
                changes=tuple(n for uid in uids for n in begun.get(uid, ())),
                clashes=any(uid in clashing for uid in uids),
                answers=_once(answers, uids),
                answered=_once(answered, uids),
            )
        )
    return tuple(sorted(found, key=lambda row: (row.day or "~", row.said.row)))


def utterances(board: IssueBoard) -> tuple[tuple[Said, ...], ...]:
    """The statements on an issue, reports of one utterance together, the one that stands for them first."""
    leads = set(_positions(board))
    groups: dict[int | str, list[Said]] = defaultdict(list)
    for said in board.statements.values():
        groups[said.uid if said.utterance is None else said.utterance].append(said)
    return tuple(
        tuple(sorted(group, key=lambda said: (said.uid not in leads, said.day or "~", said.row)))
        for group in groups.values()
    )


def parties_of(board: IssueBoard) -> Mapping[str, tuple[Party, ...]]:
    """The parties that each statement on the issue counts for, by uid."""
    return {uid: tuple(counted.party for counted in sides) for uid, sides in board.counted.items()}


def numbered_changes(board: IssueBoard) -> tuple[Change, ...]:
    """All changes in order of time; their numbers stand in the drawing and in the list."""
    changes = [change for lane in board.lanes for change in lane.changes]
    return tuple(sorted(changes, key=lambda c: (c.day or "", c.after.statement.row, c.party.name)))


def _positions(board: IssueBoard) -> Mapping[str, list[Position]]:
    found: dict[str, list[Position]] = defaultdict(list)
    for lane in board.lanes:
        for position in lane.positions:
            found[position.statement.uid].append(position)
    return found


def _links(board: IssueBoard) -> tuple[Mapping[str, list[Link]], Mapping[str, list[Link]]]:
    answers: dict[str, list[Link]] = defaultdict(list)
    answered: dict[str, list[Link]] = defaultdict(list)
    for answer in board.answers:
        if answer.answer in board.statements and answer.target in board.statements:
            answers[answer.answer].append(Link(answer, board.statements[answer.target]))
            answered[answer.target].append(Link(answer, board.statements[answer.answer]))
    return answers, answered


def _once(links: Mapping[str, list[Link]], uids: Iterable[str]) -> tuple[Link, ...]:
    """The links of an utterance's reports, each other utterance once."""
    found: dict[int | str, Link] = {}
    for uid in uids:
        for link in links.get(uid, ()):
            key = link.other.uid if link.other.utterance is None else link.other.utterance
            if key not in found or found[key].answer.confidence < link.answer.confidence:
                found[key] = link
    return tuple(found.values())
