"""A search to take away: CSV, JSON Lines, citations. Whole or not at all, and in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from sayso.export.search import csv_lines, jsonl_lines
from sayso.record.hits import Hit
from sayso.services.room import Room
from sayso.web.citations import citation, cited_hit
from sayso.web.request import room_of, settings_of
from sayso.web.search_address import SearchAddress
from sayso.web.views.search import checked_size, query_of

router = APIRouter()

_IN_MEMORY = 4_000_000
_PIECE = 64 * 1024

Format = Literal["csv", "jsonl", "txt"]


def citation_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """A citation a line."""
    for hit in hits:
        yield " ".join(citation(cited_hit(hit)).split()) + "\n"


_LINES: dict[Format, tuple[Callable[[Iterable[Hit]], Iterator[str]], str]] = {
    "csv": (csv_lines, "text/csv; charset=utf-8; header=present"),
    "jsonl": (jsonl_lines, "application/jsonl; charset=utf-8"),
    "txt": (citation_lines, "text/plain; charset=utf-8"),
}


@router.get("/search.{kind}")
async def export(request: Request, kind: Format, asked: Annotated[SearchAddress, Query()]) -> Response:
    """Every result."""
    room = room_of(request)
    await checked_size(room, asked, settings_of(request).bounds.export)
    lines, media_type = _LINES[kind]
    file = await run_in_threadpool(_written, room, asked, lines)
    headers = {"Content-Disposition": f'attachment; filename="sayso-search.{kind}"'}
    return StreamingResponse(_pieces(file), media_type=media_type, headers=headers)


def _written(
    room: Room, asked: SearchAddress, lines: Callable[[Iterable[Hit]], Iterator[str]]
) -> SpooledTemporaryFile[bytes]:
    """The export in a file, so that a slow visitor holds neither the searcher nor the record."""
    file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed once it is sent
    query = query_of(room, asked)
    with room.searcher() as searcher:
        for line in lines(searcher.all(query)):
            file.write(line.encode("utf-8", "replace"))
    file.seek(0)
    return file


def _pieces(file: SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
