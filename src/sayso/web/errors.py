"""What went wrong, in plain words: a page for people, a line for a part of a page, one shape for programs.

Programs get ``{"error": {"code": "not-found", "message": "…", "where": null}}``, whatever happened.
"""

from __future__ import annotations

import html
import json
import logging
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from sayso.errors import InputError, SaysoError
from sayso.record.faults import (
    BusyRecordError,
    CorrectionError,
    ReadOnlyRecordError,
    RecordError,
    UnknownStatementError,
)
from sayso.web.templating import Shell, render

log = logging.getLogger(__name__)

_TITLES = {
    400: "That cannot be read",
    401: "Who are you?",
    403: "Not from here",
    404: "Nothing here",
    405: "Not in this way",
    409: "Not now",
    413: "Too much at once",
    421: "Wrong address",
    422: "That does not fit",
    429: "Too often",
    503: "The record is out of reach",
}
_CODES = {
    400: "bad-request", 401: "log-in", 403: "forbidden", 404: "not-found", 405: "method-not-allowed", 409: "conflict",
    413: "too-large", 415: "unsupported-type", 422: "bad-value", 429: "too-many", 503: "record-unreachable",
}  # fmt: skip


class Refusal(Exception):  # noqa: N818 - pages raise it to say why not, which is no error of the program
    """Why a request is not done.

    Attributes:
        status: HTTP status.
        code: for programs, in kebab case.
        message: for people: what is wrong and what to do.
        where: the field it concerns.
    """

    def __init__(self, status: int, code: str, message: str, where: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.where = status, code, message, where


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What ``error.html`` shows.

    Attributes:
        status: HTTP status.
        title: in a few words.
        message: what is wrong and what to do.
    """

    status: int
    title: str
    message: str


def refusal_of(error: Exception) -> Refusal:
    """What to tell of an exception."""
    match error:
        case Refusal():
            return error
        case UnknownStatementError():
            return Refusal(404, "not-found", str(error))
        case InputError():
            return Refusal(422, error.problem.code, error.problem.message, error.problem.where)
        case CorrectionError():
            return Refusal(422, "bad-correction", str(error))
        case ReadOnlyRecordError():
            return Refusal(403, "read-only", "This record can only be read here: nothing was written.")
        case BusyRecordError():
            busy = "Another program is writing the record: nothing was written here, try again in a minute."
            return Refusal(503, "record-busy", busy)
        case RecordError():
            # Its words name files and hosts: they are for the log, not for whoever asks.
            log.warning("the record is out of reach: %s", error)
            lost = "The record cannot be read or written just now; the reading room's log says why."
            return Refusal(503, "record-unreachable", lost)
        case SaysoError():
            return Refusal(422, "bad-value", str(error))
        case RequestValidationError():
            return _invalid(error)
        case HTTPException():
            words = {404: "There is no page at this address.", 405: "This address does not take that."}
            return Refusal(
                error.status_code,
                _CODES.get(error.status_code, "error"),
                words.get(error.status_code, str(error.detail)),
            )
    return Refusal(500, "internal", "Something is broken in the reading room itself; its log says what.")


def _invalid(error: RequestValidationError) -> Refusal:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("query", "path", "body"))
    return Refusal(422, "bad-value", f"{where or 'the request'}: {first['msg']}", where or None)


def error_response(scope: Scope, refusal: Refusal) -> Response:
    """The answer that says it: JSON for programs, a line for a part of a page, else a page."""
    headers = {name.decode("latin-1"): value for name, value in scope["headers"]}
    if scope["path"].startswith("/api"):
        value = {"error": {"code": refusal.code, "message": refusal.message, "where": refusal.where}}
        return Response(json.dumps(value), refusal.status, media_type="application/json")
    if headers.get("hx-request") == b"true":
        line = f'<p class="alert" role="alert">{html.escape(_shown(refusal.message))}</p>'
        return Response(line, refusal.status, media_type="text/html")
    title = _TITLES.get(refusal.status, "Something went wrong")
    page = ErrorPage(refusal.status, title, refusal.message)
    return render(Shell.of(scope, title), "error.html", page, refusal.status)


def add_error_answers(app: FastAPI) -> None:
    """Answer every exception that says why in the one shape; the guard does so for the others."""

    async def answer(request: Request, error: Exception) -> Response:
        return error_response(request.scope, refusal_of(error))

    for kind in (Refusal, SaysoError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer)


def _shown(message: str) -> str:
    return message.encode("utf-8", "replace").decode("utf-8")
