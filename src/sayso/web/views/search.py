"""Searching: results with their words, counts beside them that narrow it, an address that can be shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sayso.errors import InputError
from sayso.model import ACTS, KINDS
from sayso.record.facets import Facets
from sayso.record.hits import Hit
from sayso.record.search import DEPTH, MODES, Page
from sayso.record.search import Query as Search
from sayso.services.front import issue_rows, issues_ready, to_go
from sayso.services.room import Room
from sayso.web.errors import Refusal
from sayso.web.marked_text import Piece, excerpt_pieces
from sayso.web.narrowing import MOST_IN_FACET, Chip, Facet, chips, facets_of, issues_of
from sayso.web.request import room_of, settings_of, shell_of
from sayso.web.search_address import SearchAddress
from sayso.web.templating import render
from sayso.web.timeline import Timeline, timeline
from sayso.web.words import count_words

router = APIRouter()

PER_PAGE = 20

Asked = Annotated[SearchAddress, Query()]


@dataclass(frozen=True, slots=True)
class Result:
    """A result.

    Attributes:
        hit: the statement in its report.
        pieces: its words in their context, to be marked.
    """

    hit: Hit
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What ``search.html`` shows.

    Attributes:
        asked: the search.
        chips: what it is narrowed by.
        results: of this page.
        more: whether there are further pages.
        offset, limit: how many results stand before this page, and on one at most.
        total: how many there are; of a search by meaning as many as it goes down to.
        deep: whether the search goes by meaning, and down to :data:`~sayso.record.search.DEPTH` only.
        facets: counts that narrow it.
        timeline: counts by time.
        issues_later: whether the counts of issues take long, and are asked for by the page once it is there.
        issue_name: of the issue that it is narrowed to.
        problem: why it cannot be searched like this.
        too_many: whether there are more results than one export holds.
        acts, kinds, modes: to choose from.
    """

    asked: SearchAddress
    chips: tuple[Chip, ...]
    results: tuple[Result, ...]
    more: bool
    offset: int
    limit: int
    total: int
    deep: bool
    facets: tuple[Facet, ...]
    timeline: Timeline | None
    issues_later: bool
    issue_name: str | None
    problem: str | None
    too_many: bool
    acts: tuple[str, ...] = ACTS
    kinds: tuple[str, ...] = KINDS
    modes: tuple[str, ...] = MODES
    depth: int = DEPTH


@dataclass(frozen=True, slots=True)
class IssueFacet:
    """What ``parts/facet.html`` shows.

    Attributes:
        facet: the counts.
        to_go: reports that are to be held against the issues first.
    """

    facet: Facet | None
    to_go: int = 0


@router.get("/search")
def search(request: Request, asked: Asked) -> Response:
    """The page."""
    room = room_of(request)
    problem = None
    try:
        page = found(room, asked, PER_PAGE)
        facets = counted(room, asked)
    except InputError as error:
        problem, page, facets = str(error), Page((), asked.start, False), None
    shown = search_page(room, asked, page, facets, problem, settings_of(request).bounds.export)
    title = f"“{asked.q}”" if asked.q.strip() else "Search"
    shell = shell_of(request, title, section="search", query=asked.q, scripts=("search.js",))
    return render(shell, "search.html", shown, 200 if problem is None else 422)


@router.get("/search/issues")
def issues(request: Request, asked: Asked) -> Response:
    """How many results bear on each issue: a part of the page that may take longer."""
    room = room_of(request)
    waiting = 0 if issues_ready(room) else to_go(room)
    page = IssueFacet(None if waiting else issue_facet(room, asked), waiting)
    return render(shell_of(request, "Issues of a search"), "parts/issue_facet.html", page)


def query_of(room: Room, asked: SearchAddress) -> Search:
    """The query that the parameters mean.

    Raises:
        Refusal: if the issue is not followed.
    """
    if not asked.issue:
        return asked.query()
    for identifier, _, rows in issue_rows(room):
        if identifier == asked.issue:
            return asked.query(rows)
    raise Refusal(404, "not-found", f"No issue {asked.issue} is followed.", "issue")


def found(room: Room, asked: SearchAddress, limit: int) -> Page:
    """The results from ``asked.start`` on.

    Raises:
        InputError: if a day is none.
        Refusal: if the issue is not followed.
    """
    return room.search(query_of(room, asked), offset=asked.start, limit=limit)


def counted(room: Room, asked: SearchAddress) -> Facets:
    """All results, counted. Raises as :func:`found`."""
    query = query_of(room, asked)
    with room.searcher() as searcher:
        return searcher.facets(query, most=MOST_IN_FACET)


def search_page(
    room: Room, asked: SearchAddress, page: Page, facets: Facets | None, problem: str | None, most: int
) -> SearchPage:
    """The page of what was found; ``most`` is what an export holds."""
    later = bool(facets and facets.total) and not issues_ready(room)
    shown: list[Facet] = []
    if facets is not None and facets.total:
        shown = list(facets_of(asked, facets))
        if not later and (by_issue := issue_facet(room, asked)).lines:
            shown.insert(1, by_issue)
    names = {identifier: name for identifier, name, _ in issue_rows(room)} if asked.issue else {}
    return SearchPage(
        asked=asked,
        chips=tuple(chips(asked, names)),
        results=tuple(Result(hit, excerpt_pieces(hit.excerpt)) for hit in page.hits),
        more=page.more,
        offset=page.offset,
        limit=PER_PAGE,
        total=facets.total if facets else 0,
        deep=bool(asked.q.strip()) and asked.by != "words",
        facets=tuple(shown),
        timeline=timeline(facets.days) if facets and facets.total else None,
        issues_later=later,
        issue_name=names.get(asked.issue),
        problem=problem,
        too_many=bool(facets and facets.total > most),
    )


def issue_facet(room: Room, asked: SearchAddress) -> Facet:
    """How many results bear on each issue; without lines where none does."""
    rows = issue_rows(room)
    query = query_of(room, asked)
    with room.searcher() as searcher:
        tallies = searcher.count_among(query, tuple((identifier, members) for identifier, _, members in rows))
    return issues_of(asked, tallies, {identifier: name for identifier, name, _ in rows})


async def checked_size(room: Room, asked: SearchAddress, most: int) -> int:
    """How many results there are.

    Raises:
        Refusal: if they are more than one export holds: part of a search is never given for the whole.
    """
    facets = await run_in_threadpool(counted, room, asked)
    if facets.total > most:
        words = (
            f"That finds {count_words(facets.total, 'statement')}, and one export holds {most:,}: narrow the search."
        )
        raise Refusal(422, "too-many-results", words)
    return facets.total
