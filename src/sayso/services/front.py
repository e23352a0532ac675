"""What the front page tells: what there is, what came last, where the parties stand, what changed since a moment."""

from __future__ import annotations

from sayso.record.across.issues.values import IssueBoard, IssuePage, NewsItem
from sayso.record.across.news.since import NewsQuery
from sayso.record.latest import Arrived, Since, Size, arrived, corrections_after, since, size
from sayso.record.values import Correction
from sayso.services.room import Room

SOON_DONE = 100
"""Reports that a page brings up to date by itself."""


def arrived_last(room: Room, most: int = 8, start: int = 0) -> tuple[Arrived, ...]:
    """The reports that came last, the last first; the first ``start`` passed over."""
    with room.record.reading_connection() as connection:
        return arrived(connection, most, start)


def judgements_after(room: Room, seq: int, most: int) -> tuple[Correction, ...]:
    """The log of people's judgements on statements and reports after a number, oldest first."""
    with room.record.reading_connection() as connection:
        return corrections_after(connection, seq, most)


def size_of(room: Room) -> Size:
    """How much the record holds."""

    def count() -> Size:
        with room.record.reading_connection() as connection:
            return size(connection)

    return room.kept.get("size", count)


def happened_since(room: Room, moment: str) -> Since:
    """What happened after a moment (ISO 8601 in UTC)."""
    with room.record.reading_connection() as connection:
        return since(connection, moment)


def look_at(room: Room, issue: str) -> tuple[IssuePage, IssueBoard]:
    """Page and board of an issue, kept until the record changes."""
    return room.kept.get(("issue", issue), lambda: room.issues.look(issue))


def boards(room: Room) -> tuple[IssueBoard, ...]:
    """Every issue that is followed, with its parties' positions; the one that moved last first."""
    found = (look_at(room, issue.id)[1] for issue in room.issues.issues())
    return tuple(sorted(found, key=lambda board: board.days[-1] if board.days else "", reverse=True))


def to_go(room: Room, *, followed_only: bool = True) -> int:
    """How many reports are still to be held against the issues and each other; 0 where that is soon done.

    What is far behind is caught up with beside the pages (``Room.learn_meanings``); a page that waited would hang.
    """
    lacking = max(room.issues.lacking(followed_only=followed_only), room.utterances.lacking())
    return lacking if lacking > SOON_DONE else 0


def issues_ready(room: Room) -> bool:
    """Whether :func:`boards` and :func:`issue_rows` take no time."""
    return all(room.kept.ready(("issue", issue.id)) for issue in room.issues.issues())


def issue_rows(room: Room) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    """Of every issue its id, its name and the rows of the statements that bear on it."""
    return tuple(
        (issue.id, issue.name, tuple(member.said.row for member in look_at(room, issue.id)[0].members))
        for issue in room.issues.issues()
    )


def news_since(room: Room, moment: str, most: int = 12) -> tuple[NewsItem, ...]:
    """What the record learnt after a moment, the latest first."""
    query = NewsQuery(since=moment, clock="arrival", most=most)
    return room.kept.get(("news", moment, most), lambda: room.issues.news(query))


def news_ready(room: Room, moment: str, most: int = 12) -> bool:
    """Whether :func:`news_since` takes no time."""
    return room.kept.ready(("news", moment, most))
