"""Atom feeds: a search as an alert, and everything that is new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.export.atom import Feed, atom, feed_of
from sayso.services.front import news_since, to_go
from sayso.web.errors import Refusal
from sayso.web.request import room_of
from sayso.web.search_address import SearchAddress
from sayso.web.views.search import query_of
from sayso.web.words import count_words

router = APIRouter()

MEDIA_TYPE = "application/atom+xml"
MOST = 50
_DAYS = 30


@router.get("/search.atom")
def alert(request: Request, asked: Annotated[SearchAddress, Query()]) -> Response:
    """The results that came into the record last. A feed reader that asks for them is an alert."""
    room = room_of(request)
    query = query_of(room, asked)
    with room.searcher() as searcher:
        items = searcher.arrivals(query, most=MOST)
    base, own = base_address(request), asked.address("/search.atom")
    words = asked.q.strip() or "Statements"
    feed = Feed(f"urn:uuid:{uuid5(NAMESPACE_URL, base + own)}", f"{words} · sayso", base, base + own)
    return Response(atom(feed, items), media_type=MEDIA_TYPE)


@router.get("/news.atom")
def news(request: Request) -> Response:
    """What the record learnt in the last month: statements, other wordings, new and changed stands, answers."""
    since = (datetime.now(UTC) - timedelta(days=_DAYS)).strftime("%Y-%m-%dT00:00:00Z")
    base = base_address(request)
    if waiting := to_go(room_of(request), followed_only=False):
        words = f"{count_words(waiting, 'report')} are still to be held against each other: ask again in a while."
        raise Refusal(503, "not-yet", words)
    items = news_since(room_of(request), since, MOST)
    return Response(atom(feed_of(address=base, own=f"{base}/news.atom"), items), media_type=MEDIA_TYPE)


def base_address(request: Request) -> str:
    """Where this reading room is read: the host that was asked for, which the guard has looked at."""
    return f"{request.url.scheme}://{quote(request.headers['host'], safe=':[].-')}"
