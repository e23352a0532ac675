"""What the API answers with: JSON that is written as it is, the shapes that OpenAPI documents, the shape of errors."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from sayso.export.search import json_line


class Fault(BaseModel):
    """What went wrong."""

    code: str = Field(description="Stable name in kebab case: `not-found`, `bad-value`, `stale-token`.")
    message: str = Field(description="One line for a person: what is wrong and what to do.")
    where: str | None = Field(description="The field it concerns.")


class ErrorAnswer(BaseModel):
    """Every answer that is no success."""

    error: Fault


ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ErrorAnswer, "description": "It was not done; the message says why."},
    "5XX": {"model": ErrorAnswer, "description": "It could not be done just now."},
}

Uid = Annotated[str, Path(min_length=1, max_length=200, description="A statement's identifier in the record.")]
DocumentId = Annotated[str, Path(min_length=1, max_length=200, description="A document's id, key, or its beginning.")]
Name = Annotated[str, Path(min_length=1, max_length=400, description="Id or name.")]
Seq = Annotated[int, Path(ge=1, lt=2**53, description="The judgement's number.")]
Start = Annotated[int, Query(alias="from", ge=0, le=1_000_000, description="How many to pass over.")]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]


def answer(value: Any, status: int = 200) -> Response:
    """A value as JSON; what UTF-8 cannot hold is written with escapes."""
    return Response(json_line(value), status, media_type="application/json")


class SpanShape(BaseModel):
    """A stretch of a document's text in code points: `text[start:end] == exact`."""

    start: int
    end: int
    exact: str


class SpeakerShape(BaseModel):
    """Who the source is, by the article's own account."""

    name: str | None
    kind: str
    role: str | None
    for_: str | None = Field(alias="for")
    actor: str | None


class StatementShape(BaseModel):
    """A statement as in Reading JSON (docs/reading.md)."""

    id: str
    kind: str
    within: str | None
    sources: list[SpanShape]
    cues: list[SpanShape]
    contents: list[SpanShape]
    speaker: SpeakerShape | None
    outlet: str | None
    channel: str | None
    addressee: str | None
    said: str | None
    said_text: str | None
    act: str
    answers: str | None
    confidence: float
    explanations: list[dict[str, Any]] | None = None


class SeenShape(BaseModel):
    """A statement as people see it, corrections in force applied."""

    uid: str
    document: str
    state: str = Field(description="`machine-read`, `confirmed`, `corrected` or `disputed`.")
    judged_by: str | None
    judged_at: str | None
    statement: StatementShape


class CorrectionShape(BaseModel):
    """A judgement by a person; the log only grows."""

    seq: int
    kind: str
    document: str
    statement: str | None
    field: str | None
    before: Any
    after: Any
    author: str
    made_at: str
    reason: str | None
    revokes: int | None
    revoked_by: int | None


class JudgedShape(BaseModel):
    """What was written."""

    corrections: list[CorrectionShape]


class HistoryShape(BaseModel):
    """Everything that happened to a statement."""

    uid: str
    document: str
    now: SeenShape | None
    readings: list[dict[str, Any]]
    corrections: list[CorrectionShape]


class LogShape(BaseModel):
    """A part of the log."""

    corrections: list[CorrectionShape]
    more: bool


class DocumentLine(BaseModel):
    """A report, or a version of one, as it came into the record."""

    document: str
    key: str
    outlet: str | None
    title: str | None
    published: str | None
    added_at: str
    version: int
    statements: int


class DocumentsShape(BaseModel):
    """A part of the list of documents, the last that came first."""

    documents: list[DocumentLine]
    more: bool


class DocumentShape(BaseModel):
    """A document as people see it."""

    key: str
    latest: bool
    document: dict[str, Any] = Field(description="As in Reading JSON, with its text.")
    statements: list[SeenShape]
    problems: list[dict[str, Any]]
    reader: dict[str, str]


class ResultsShape(BaseModel):
    """Results of a search, best first; each has the columns of the CSV (docs/search.md)."""

    query: str
    by: str
    offset: int
    more: bool
    results: list[dict[str, Any]]


class TallyShape(BaseModel):
    """How many results have a value."""

    value: str | None
    count: int


class FacetsShape(BaseModel):
    """All results of a search, counted."""

    total: int
    speakers: list[TallyShape]
    outlets: list[TallyShape]
    acts: list[TallyShape]
    kinds: list[TallyShape]
    days: list[TallyShape]


class ReportOfJob(BaseModel):
    """What became of a report."""

    status: str = Field(description="`added`, `unchanged`, `updated` or `failed`.")
    document: str | None
    statements: int
    problems: list[dict[str, Any]]


class JobShape(BaseModel):
    """Something that is being read."""

    id: str
    what: str
    stage: str = Field(description="`waiting`, `fetching`, `opening`, `reading`, `done` or `failed`.")
    finished: bool
    titles: list[str]
    reports: list[ReportOfJob]
    problems: list[dict[str, Any]]


class SessionShape(BaseModel):
    """Who is asking, and the token for writing: as the header `X-Sayso-Token`, with the cookie that came along."""

    user: str
    logged_in: bool
    token: str


class RecordShape(BaseModel):
    """What there is."""

    version: str
    reports: int
    statements: int
    judged: int
