"""What the page of an issue shows, put together from the record's page and board."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import ACTS, Act
from sayso.record.across.issues.values import (
    Change,
    Contradiction,
    Issue,
    IssueBoard,
    IssuePage,
    Lane,
    Member,
    Party,
    Position,
    Said,
)
from sayso.services.room import Room
from sayso.web.views.issue_drawing import draw
from sayso.web.views.issue_drawn import LanesDrawing
from sayso.web.views.issue_rows import Link, Row, numbered_changes, rows_of

MOST_ROWS = 150
"""Statements that are listed on one page."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A line of the board: where a party stands now.

    Attributes:
        party: whose.
        position: the latest.
        stands: how many positions it took, without mere restatements.
        changes: numbers of its changes of position.
        voices: the other side of a contradiction on the day of the latest position.
    """

    party: Party
    position: Position
    stands: int
    changes: tuple[int, ...]
    voices: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """An answer with both its ends.

    Attributes:
        link: the answer; its other end is what is answered.
        said: the statement that answers.
    """

    link: Link
    said: Said


@dataclass(frozen=True, slots=True)
class IssueView:
    """What ``issue.html`` shows.

    Attributes:
        issue: which.
        drawing: the lanes.
        acts: the acts that occur in the drawing.
        board: every party's stand, in the order of the lanes.
        rows: the statements that are listed, one an utterance, in order of time.
        all_rows: how many there are altogether.
        offset: how many of them stand before the listed ones.
        party: the party whose statements alone are listed.
        at_hand: the row that is previewed first: the latest stand.
        changes: changes of position in order of time.
        contradictions: voices of one party that differ on one day.
        exchanges: answers between statements on the issue.
        near: statements just below the threshold.
        excluded: statements that a person took out.
        statements, reports: how many bear on it, in how many reports.
        parties: how many have a lane.
        first, last: the days between which they lie.
        threshold: the score from which a statement counts.
        trained: how many choices of people it comes from.
        cut: how many were left aside because there were too many.
    """

    issue: Issue
    drawing: LanesDrawing
    acts: tuple[Act, ...]
    board: tuple[Stand, ...]
    rows: tuple[Row, ...]
    all_rows: int
    offset: int
    party: Party | None
    at_hand: Row | None
    changes: tuple[Change, ...]
    contradictions: tuple[Contradiction, ...]
    exchanges: tuple[Exchange, ...]
    near: tuple[Member, ...]
    excluded: tuple[Member, ...]
    statements: int
    reports: int
    parties: int
    first: str | None
    last: str | None
    threshold: float
    trained: int
    cut: int
    limit: int = MOST_ROWS

    @property
    def more(self) -> bool:
        """Whether further statements follow the listed ones."""
        return self.offset + len(self.rows) < self.all_rows

    @property
    def lanes_shown(self) -> int:
        """How many parties are drawn."""
        return len(self.drawing.lanes)


def kept_look(room: Room, issue: str) -> tuple[IssuePage, IssueBoard]:
    """Page and board of an issue, worked out anew only where the record has changed.

    Raises:
        UnknownStatementError: if there is no such issue.
    """
    return room.kept.get(("issue", issue), lambda: room.issues.look(issue))


def issue_view(page: IssuePage, board: IssueBoard, party: str | None = None, offset: int = 0) -> IssueView:
    """The page.

    Args:
        page: the statements on the issue.
        board: the parties' stands.
        party: key of the party whose statements alone are listed.
        offset: how many statements of the list to pass over.
    """
    every = rows_of(board, page.members)
    chosen = next((lane.party for lane in board.lanes if lane.party.key == party), None)
    rows = [row for row in every if chosen is None or chosen in row.parties]
    offset = max(0, min(offset, len(rows) - 1))
    stands = board_of_stands(board)
    days = [row.day for row in every if row.day]
    drawing = draw(board)
    used = {mark.said.act for mark in drawing.marks}
    latest = max((stand.position.statement for stand in stands), key=lambda s: (s.day or "", s.row), default=None)
    return IssueView(
        issue=page.issue,
        drawing=drawing,
        acts=tuple(act for act in ACTS if act in used),
        board=stands,
        rows=tuple(rows[offset : offset + MOST_ROWS]),
        all_rows=len(rows),
        offset=offset,
        party=chosen,
        at_hand=next((row for row in every if latest is not None and latest.uid in row.uids), None),
        changes=numbered_changes(board),
        contradictions=board.contradictions,
        exchanges=_exchanges(every),
        near=page.near,
        excluded=page.excluded,
        statements=len(page.members),
        reports=len({member.said.document for member in page.members}),
        parties=len(board.lanes),
        first=min(days, default=None),
        last=max(days, default=None),
        threshold=page.threshold,
        trained=page.trained,
        cut=page.cut,
    )


def board_of_stands(board: IssueBoard) -> tuple[Stand, ...]:
    """Where each party stands now."""
    numbers = {id(change): number for number, change in enumerate(numbered_changes(board), start=1)}
    return tuple(
        Stand(
            party=lane.party,
            position=lane.latest,
            stands=len(lane.stands),
            changes=tuple(numbers[id(change)] for change in lane.changes),
            voices=_other_voices(board, lane),
        )
        for lane in board.lanes
    )


def _other_voices(board: IssueBoard, lane: Lane) -> tuple[Position, ...]:
    latest = lane.latest.statement.uid
    found = []
    for clash in board.contradictions:
        if clash.party == lane.party and latest in (clash.first.statement.uid, clash.second.statement.uid):
            found.append(clash.second if clash.first.statement.uid == latest else clash.first)
    return tuple(found)


def _exchanges(rows: tuple[Row, ...]) -> tuple[Exchange, ...]:
    return tuple(Exchange(link, row.said) for row in rows for link in row.answers)
