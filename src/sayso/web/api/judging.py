"""Writing: judgements on statements, and reports to be read. All of it needs the token (``/api/session``)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from sayso.model import Document
from sayso.record.fields import FIELDS
from sayso.record.values import Correction
from sayso.services.judgements import Draft, Part, add_by, checked_words, correct_by
from sayso.web.api import answers as shape
from sayso.web.api.answers import DocumentId, Seq, Uid, answer
from sayso.web.api.values import correction_to_json, job_to_json
from sayso.web.errors import Refusal
from sayso.web.request import room_of, settings_of, user_of
from sayso.web.views.paste import begin

router = APIRouter()

Reason = Annotated[str | None, Field(max_length=2_000, description="Why, in your words.")]


class Because(BaseModel):
    """A judgement that needs nothing but may have a reason."""

    model_config = ConfigDict(extra="forbid")
    reason: Reason = None


class Words(BaseModel):
    """Words of the text in code points, proved against it."""

    model_config = ConfigDict(extra="forbid")
    start: int = Field(ge=0, lt=2**31)
    end: int = Field(ge=1, lt=2**31)
    exact: str = Field(min_length=1, max_length=100_000)


class Corrected(BaseModel):
    """What a statement is to be."""

    model_config = ConfigDict(extra="forbid")
    fields: dict[str, Annotated[str, Field(max_length=2_000)] | None] = Field(
        {}, description=f"Values by field; null clears. Fields: {', '.join(FIELDS)}."
    )
    words: Words | None = Field(None, description="Words that are to be its content, source or cue.")
    part: Part | None = Field(None, description="Which of these the words are.")
    further: bool = Field(False, description="Whether the words are one more stretch and take no other's place.")
    source: Annotated[str, Field(max_length=10_000)] | None = Field(
        None, description="Exact words of its source, as an alternative; stretches parted by […]."
    )
    cue: Annotated[str, Field(max_length=10_000)] | None = Field(None, description="The same for its cue.")
    reason: Reason = None

    def draft(self, document: Document) -> Draft:
        """The same as the services take it.

        Raises:
            Refusal: if a field is none.
            CorrectionError: if the words do not stand in the text.
        """
        unknown = sorted(set(self.fields) - set(FIELDS))
        if unknown:
            raise Refusal(422, "bad-value", f"There is no field {unknown[0][:80]!r}: {', '.join(FIELDS)}.", "fields")
        words = None
        if self.words is not None:
            words = checked_words(document, self.words.start, self.words.end, self.words.exact)
        return Draft(self.fields, words, self.part, self.further, self.source, self.cue)


class ToRead(BaseModel):
    """A report to be read."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, description="Its words, the source of its page, or its web address.")
    outlet: Annotated[str, Field(max_length=400)] | None = Field(None, description="The outlet that published it.")
    published: Annotated[str, Field(max_length=40)] | None = Field(None, description="Its day: YYYY-MM-DD.")


_NO_REASON = Because()


def _written(*made: Correction) -> Response:
    return answer({"corrections": [correction_to_json(correction) for correction in made]}, 201)


@router.post("/statements/{uid}/confirm", status_code=201, response_model=shape.JudgedShape, tags=["corrections"])
def confirm(request: Request, uid: Uid, sent: Because = _NO_REASON) -> Response:
    """Say that a statement is right as it is seen."""
    return _written(room_of(request).record.confirm(uid, author=user_of(request), reason=sent.reason))


@router.post("/statements/{uid}/dispute", status_code=201, response_model=shape.JudgedShape, tags=["corrections"])
def dispute(request: Request, uid: Uid, sent: Because = _NO_REASON) -> Response:
    """Say that a statement is not right, without saying what is."""
    return _written(room_of(request).record.dispute(uid, author=user_of(request), reason=sent.reason))


@router.post("/statements/{uid}/remove", status_code=201, response_model=shape.JudgedShape, tags=["corrections"])
def remove(request: Request, uid: Uid, sent: Because = _NO_REASON) -> Response:
    """Say that there is no such statement in the text."""
    return _written(room_of(request).record.remove(uid, author=user_of(request), reason=sent.reason))


@router.patch("/statements/{uid}", status_code=201, response_model=shape.JudgedShape, tags=["corrections"])
def correct(request: Request, uid: Uid, sent: Corrected) -> Response:
    """Make a statement what it is to be; what it has already is passed over."""
    record = room_of(request).record
    draft = sent.draft(record.document(record.document_of(uid)))
    return _written(*correct_by(record, uid, draft, author=user_of(request), reason=sent.reason))


@router.post(
    "/documents/{document}/statements", status_code=201, response_model=shape.JudgedShape, tags=["corrections"]
)
def add(request: Request, document: DocumentId, sent: Corrected) -> Response:
    """Add a statement that the reader missed; ``words`` are its content."""
    record = room_of(request).record
    draft = sent.draft(record.document(document))
    return _written(add_by(record, document, draft, author=user_of(request), reason=sent.reason))


@router.post("/corrections/{seq}/revoke", status_code=201, response_model=shape.JudgedShape, tags=["corrections"])
def revoke(request: Request, seq: Seq, sent: Because = _NO_REASON) -> Response:
    """Take a judgement back; both stay in the log."""
    return _written(room_of(request).record.revoke(seq, author=user_of(request), reason=sent.reason))


@router.post("/read", status_code=202, response_model=shape.JobShape, tags=["reading"])
def read(request: Request, sent: ToRead) -> Response:
    """Have a report read; how far it is, ``/api/read/{id}`` tells."""
    most = settings_of(request).bounds.text_length
    job = begin(room_of(request), sent.text, sent.outlet, sent.published, user_of(request), most)
    return answer(job_to_json(job), 202)


@router.get("/read/{job}", response_model=shape.JobShape, tags=["reading"])
def reading(request: Request, job: Uid) -> Response:
    """How far a report is read."""
    found: Any = room_of(request).intake.job(job)
    if found is None:
        raise Refusal(404, "not-found", "Nothing by that name is being read, or it is long over.", "job")
    return answer(job_to_json(found))
