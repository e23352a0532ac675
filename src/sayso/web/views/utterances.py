"""The list of utterances: what several reports have, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.record.across.utterances.values import UtteranceEntry, UtteranceQuery
from sayso.record.conditions import Filters
from sayso.services.searching import check_filters
from sayso.web.request import room_of, shell_of
from sayso.web.templating import render

router = APIRouter()

LIMIT = 20


@dataclass(frozen=True, slots=True)
class UtterancesPage:
    """What ``utterances.html`` shows.

    Attributes:
        query: what is asked for.
        entries: the utterances, the latest first.
        offset: how many stand before them.
        more: whether others follow.
        kept: the address's other fields, ending in ``&``; or empty.
        limit: how many a page has.
    """

    query: UtteranceQuery
    entries: tuple[UtteranceEntry, ...]
    offset: int
    more: bool
    kept: str
    limit: int = LIMIT


@router.get("/utterances")
def utterances(
    request: Request,
    q: str = Query("", max_length=400),
    actor: str = Query("", max_length=200),
    since: str = Query("", max_length=10),
    until: str = Query("", max_length=10),
    variants: bool = False,
    offset: int = Query(0, alias="from", ge=0, le=1_000_000),
) -> Response:
    """The page."""
    check_filters(Filters(since=since or None, until=until or None))
    query = UtteranceQuery(" ".join(q.split()), actor.strip() or None, since or None, until or None, variants)
    room = room_of(request)
    found = room.kept.get(("utterances", query, offset), lambda: room.utterances.list(query, offset, LIMIT))
    fields = {"q": query.words, "actor": query.actor, "since": since, "until": until, "variants": variants and "yes"}
    kept = urlencode({name: value for name, value in fields.items() if value})
    page = UtterancesPage(query, found.entries, offset, found.more, f"{kept}&" if kept else "")
    return render(shell_of(request, "Utterances", section="utterances"), "utterances.html", page)
