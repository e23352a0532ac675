"""The front page: where the parties stand, what was said last, what is new since the last visit, a box to read into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.record.across.issues.values import NewsItem
from sayso.record.latest import Arrived, Since, Size
from sayso.record.search import Query as Search
from sayso.services.front import (
    arrived_last,
    boards,
    happened_since,
    issues_ready,
    news_ready,
    news_since,
    size_of,
    to_go,
)
from sayso.services.room import Room
from sayso.web.errors import Refusal
from sayso.web.marked_text import excerpt_pieces
from sayso.web.request import room_of, settings_of, shell_of
from sayso.web.templating import render
from sayso.web.views.issues import IssueLine, line_of
from sayso.web.views.search import Result
from sayso.web.visits import keep, visit_of

router = APIRouter()

MOST_STATEMENTS = 8
MOST_ISSUES = 6
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


@dataclass(frozen=True, slots=True)
class IssuesPart:
    """What ``parts/front_issues.html`` shows.

    Attributes:
        lines: the issues that moved last.
        more: how many further ones are followed.
        to_go: reports that are to be held against the issues first.
    """

    lines: tuple[IssueLine, ...]
    more: int
    to_go: int = 0


@dataclass(frozen=True, slots=True)
class NewsPart:
    """What ``parts/front_news.html`` shows.

    Attributes:
        items: what the record learnt, the latest first.
        to_go: reports that are to be held against each other first.
        since: the moment.
    """

    items: tuple[NewsItem, ...]
    to_go: int
    since: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What ``front.html`` shows.

    Attributes:
        size: how much the record holds.
        latest: the statements of the latest days.
        reports: what came in last.
        issues: where the parties stand; ``None`` where that takes longer, and is asked for once the page is there.
        since: when the last visit ended; ``None`` at the first.
        happened: how much happened since; ``None`` at the first visit.
        news: what; ``None`` where that takes longer.
        text_length: longest text that can be given to be read.
    """

    size: Size
    latest: tuple[Result, ...]
    reports: tuple[Arrived, ...]
    issues: IssuesPart | None
    since: str | None
    happened: Since | None
    news: NewsPart | None
    text_length: int


@router.get("/")
def front(request: Request) -> Response:
    """The page."""
    room, visit = room_of(request), visit_of(request)
    hits = room.search(Search(), limit=MOST_STATEMENTS).hits
    happened = happened_since(room, visit.since) if visit.since else None
    page = FrontPage(
        size=size_of(room),
        latest=tuple(Result(hit, excerpt_pieces(hit.excerpt)) for hit in hits),
        reports=arrived_last(room),
        issues=issues_part(room) if issues_ready(room) else None,
        since=visit.since,
        happened=happened,
        news=news_part(room, visit.since) if visit.since and news_ready(room, visit.since) else None,
        text_length=settings_of(request).bounds.text_length,
    )
    response = render(shell_of(request, "Front page", section="front", scripts=("front.js",)), "front.html", page)
    keep(visit, request, response)
    return response


@router.get("/front/issues")
def issues(request: Request) -> Response:
    """Where the parties stand: a part of the page that may take longer."""
    return render(shell_of(request, "Issues"), "parts/front_issues.html", issues_part(room_of(request)))


@router.get("/front/news")
def news(request: Request, since: Annotated[str, Query(max_length=40)]) -> Response:
    """What the record learnt since a moment: a part of the page that may take longer."""
    if not _MOMENT.fullmatch(since):
        raise Refusal(422, "bad-date", "Give the moment as 2024-03-05T08:30:00Z.", "since")
    return render(shell_of(request, "News"), "parts/front_news.html", news_part(room_of(request), since))


def issues_part(room: Room) -> IssuesPart:
    """Where the parties stand."""
    if not issues_ready(room) and (waiting := to_go(room)):
        return IssuesPart((), 0, waiting)
    found = boards(room)
    return IssuesPart(tuple(line_of(board) for board in found[:MOST_ISSUES]), max(0, len(found) - MOST_ISSUES))


def news_part(room: Room, since: str) -> NewsPart:
    """What the record learnt since a moment."""
    if not news_ready(room, since) and (waiting := to_go(room, followed_only=False)):
        return NewsPart((), waiting, since)
    return NewsPart(news_since(room, since), 0, since)
