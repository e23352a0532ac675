"""The list of actors: who speaks in the record, those with most statements first, found by any of their names."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.record.across.actors.values import ActorEntry
from sayso.web.request import room_of, shell_of
from sayso.web.templating import render

router = APIRouter()

LIMIT = 50


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """What ``actors.html`` shows.

    Attributes:
        text: words that a name holds.
        entries: the actors.
        total: how many there are.
        offset: how many stand before them.
        more: whether others follow.
        kept: the address's other fields, ending in ``&``; or empty.
        limit: how many a page has.
    """

    text: str
    entries: tuple[ActorEntry, ...]
    total: int
    offset: int
    more: bool
    kept: str
    limit: int = LIMIT


@router.get("/actors")
def actors(
    request: Request, q: str = Query("", max_length=200), offset: int = Query(0, alias="from", ge=0, le=10_000_000)
) -> Response:
    """The page."""
    room, text = room_of(request), " ".join(q.split())
    entries, total = room.kept.get(
        ("actors", text, offset), lambda: (room.actors.list(text, offset, LIMIT), room.actors.count(text))
    )
    kept = f"{urlencode({'q': text})}&" if text else ""
    page = ActorsPage(text, entries, total, offset, offset + len(entries) < total, kept)
    return render(shell_of(request, "Actors", section="actors"), "actors.html", page)
