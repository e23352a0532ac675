"""What the page of an actor shows, put together from the services and kept until the record changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model import ACTS, Act
from sayso.record.across.actors.speaking import Exchanged, Speaking, Used
from sayso.record.across.actors.values import ActorPage
from sayso.record.across.issues.values import Issue, IssueBoard, Party, Position, Said
from sayso.services.room import Room
from sayso.services.speaking import speaking_of, statements_by, statements_of, with_boards
from sayso.web.views.actor_chart import BarChart, bar_chart
from sayso.web.views.issue_page import kept_look

LIMIT = 20


@dataclass(frozen=True, slots=True)
class OnIssue:
    """An actor's part in an issue.

    Attributes:
        issue: which.
        latest: their latest words that take a side; ``None`` where none do.
        party: for whom those count.
        statements: how many of theirs bear on it.
        stands: how many of them take a side.
    """

    issue: Issue
    latest: Position | None
    party: Party | None
    statements: int
    stands: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Which statements are listed.

    Attributes:
        month, act, word: as of :func:`~sayso.record.across.actors.speaking.said_by`; empty for any.
        to, by: id or name of another speaker: only answers to them, or their answers.
        offset: how many to pass over.
    """

    month: str = ""
    act: str = ""
    word: str = ""
    to: str = ""
    by: str = ""
    offset: int = 0

    @property
    def sifted(self) -> bool:
        """Whether not all are listed."""
        return any((self.month, self.act, self.word, self.to, self.by))


@dataclass(frozen=True, slots=True)
class ActorView:
    """What ``actor.html`` shows.

    Attributes:
        page: what reports say of the actor.
        chart: statements over time; ``None`` where none is dated.
        acts: by act, the most frequent first.
        words: that they use more than the rest of the record does.
        answers: whom they answer.
        answered: who answers them.
        issues: their part in the issues that are followed.
        listed: which statements are listed.
        statements: those, the latest first; of answers by others, theirs.
        asked: what each of the listed ones answers, where answers are listed.
        total: how many statements the list has altogether.
    """

    page: ActorPage
    chart: BarChart | None
    acts: tuple[tuple[Act, int], ...]
    words: tuple[Used, ...]
    answers: tuple[Exchanged, ...]
    answered: tuple[Exchanged, ...]
    issues: tuple[OnIssue, ...]
    listed: Listed
    statements: tuple[Said, ...]
    asked: dict[str, Said]
    total: int
    limit: int = LIMIT

    @property
    def more(self) -> bool:
        """Whether further statements follow the listed ones."""
        return self.listed.offset + len(self.statements) < self.total


def actor_view(room: Room, given: str, listed: Listed) -> ActorView:
    """The page of the actor of that id or name.

    Raises:
        UnknownStatementError: if there is none, or several go by that name.
    """
    page, speaks, boards = room.kept.get(("actor", given), lambda: _known(room, given))
    actor = page.entry.id
    answers = with_boards(speaks.answers, boards, actor, theirs=True)
    answered = with_boards(speaks.answered, boards, actor, theirs=False)
    asked: dict[str, Said] = {}
    if listed.to or listed.by:
        pairs = _between(answers if listed.to else answered, listed.to or listed.by)
        said = statements_of(room.record, {uid for pair in pairs for uid in pair})
        found = [said[answer] for answer, _ in pairs if answer in said]
        asked = {answer: said[target] for answer, target in pairs if target in said}
        statements, total = tuple(found[listed.offset : listed.offset + LIMIT]), len(found)
    else:
        act = listed.act if listed.act in ACTS else ""
        statements, total = statements_by(
            room.record, actor, month=listed.month, act=act, word=listed.word, offset=listed.offset, limit=LIMIT
        )
    return ActorView(
        page=page,
        chart=bar_chart(speaks.days),
        acts=speaks.acts,
        words=speaks.words,
        answers=answers,
        answered=answered,
        issues=parts_in(boards, actor),
        listed=listed,
        statements=statements,
        asked=asked,
        total=total,
    )


def parts_in(boards: Sequence[IssueBoard], actor: str) -> tuple[OnIssue, ...]:
    """The actor's part in each issue on which they said something."""
    found = []
    for board in boards:
        own = [said for said in board.statements.values() if said.actor == actor]
        stands = {p.statement.uid: p for lane in board.lanes for p in lane.positions if p.statement.actor == actor}
        if own:
            latest = max(stands.values(), key=lambda p: (p.day or "", p.statement.row), default=None)
            found.append(OnIssue(board.issue, latest, latest.party if latest else None, len(own), len(stands)))
    return tuple(found)


def _known(room: Room, given: str) -> tuple[ActorPage, Speaking, tuple[IssueBoard, ...]]:
    page = room.actors.show(given)
    boards = tuple(kept_look(room, issue.id)[1] for issue in room.issues.issues())
    return page, speaking_of(room.record, page.entry.id), boards


def _between(exchanged: Sequence[Exchanged], other: str) -> tuple[tuple[str, str], ...]:
    return next((one.pairs for one in exchanged if other in (one.actor, one.name)), ())
