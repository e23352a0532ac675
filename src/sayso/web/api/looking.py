"""Looking: the record, its documents, its statements, searching them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from sayso.export.search import hit_to_json
from sayso.services.front import arrived_last, judgements_after, size_of
from sayso.version import __version__
from sayso.web.api import answers as shape
from sayso.web.api.answers import DocumentId, Limit, Start, Uid, answer
from sayso.web.api.values import correction_to_json, history_to_json, seen_to_json, view_to_json
from sayso.web.request import room_of
from sayso.web.search_address import SearchAddress
from sayso.web.views.search import counted, found

router = APIRouter()


class ApiSearch(SearchAddress):
    """What is looked for, and how many results are wanted."""

    limit: int = Field(20, ge=1, le=100, description="How many results at most.")


@router.get("", response_model=shape.RecordShape, tags=["record"])
def record(request: Request) -> Response:
    """What there is."""
    return answer({"version": __version__} | asdict(size_of(room_of(request))))


@router.get("/session", response_model=shape.SessionShape, tags=["record"])
def session(request: Request) -> Response:
    """Who is asking, and the token that writing needs."""
    state = request.state
    return answer({"user": state.user, "logged_in": state.logged_in, "token": state.token})


@router.get("/documents", response_model=shape.DocumentsShape, tags=["documents"])
def documents(request: Request, start: Start = 0, limit: Limit = 20) -> Response:
    """Reports and versions of reports, the last that came first."""
    some = arrived_last(room_of(request), limit + 1, start)
    return answer({"documents": [asdict(one) for one in some[:limit]], "more": len(some) > limit})


@router.get("/documents/{document}", response_model=shape.DocumentShape, tags=["documents"])
def document(request: Request, document: DocumentId) -> Response:
    """A document with its text, and its statements as people see them."""
    record = room_of(request).record
    entry = record.entry(document)
    return answer(view_to_json(record.view(entry.id), entry))


@router.get("/statements/{uid}", response_model=shape.SeenShape, tags=["statements"])
def statement(request: Request, uid: Uid) -> Response:
    """A statement as people see it, with why each field has its value."""
    record = room_of(request).record
    return answer(seen_to_json(record.statement(uid), record.document_of(uid), explain=True))


@router.get("/statements/{uid}/history", response_model=shape.HistoryShape, tags=["statements"])
def history(request: Request, uid: Uid) -> Response:
    """Every reading that found it, and every judgement on it."""
    return answer(history_to_json(room_of(request).record.history(uid)))


@router.get("/corrections", response_model=shape.LogShape, tags=["corrections"])
def corrections(
    request: Request,
    after: Annotated[int, Query(ge=0, lt=2**53, description="Only those with a greater number.")] = 0,
    limit: Limit = 20,
) -> Response:
    """The log of people's judgements on statements and reports, oldest first."""
    some = judgements_after(room_of(request), after, limit + 1)
    return answer({"corrections": [correction_to_json(c) for c in some[:limit]], "more": len(some) > limit})


@router.get("/search", response_model=shape.ResultsShape, tags=["search"])
def search(request: Request, asked: Annotated[ApiSearch, Query()]) -> Response:
    """Results, as ``sayso search --format json`` has them."""
    page = found(room_of(request), asked, asked.limit)
    results = [hit_to_json(hit) for hit in page.hits]
    return answer({"query": asked.q, "by": asked.by, "offset": page.offset, "more": page.more, "results": results})


@router.get("/search/facets", response_model=shape.FacetsShape, tags=["search"])
def facets(request: Request, asked: Annotated[SearchAddress, Query()]) -> Response:
    """All results counted: the most frequent speakers and outlets, every act, kind and day."""
    return answer(asdict(counted(room_of(request), asked)))
