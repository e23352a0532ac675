"""Reading a report while somebody watches: a text or an address in, its progress, then the report's page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from sayso.record.faults import UnknownStatementError
from sayso.services.intake import BusyError, Given, Job
from sayso.services.room import Room
from sayso.web.errors import Refusal
from sayso.web.request import form_of, room_of, settings_of, shell_of, user_of
from sayso.web.templating import render
from sayso.web.words import short

router = APIRouter()

_WITH_SCHEME = re.compile(r"https?://\S+", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)

_STAGES = {
    "waiting": "Waiting for what is being read before it",
    "fetching": "Fetching the page",
    "opening": "Opening the text",
    "reading": "Reading: who says what, to whom, when",
    "done": "Read",
    "failed": "Not read",
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report of a job.

    Attributes:
        title: its headline.
        key: of its document, once it is in the record.
        words: what became of it, or is about to.
    """

    title: str
    key: str | None
    words: str


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What ``read.html`` and ``parts/reading.html`` show.

    Attributes:
        job: what is being read.
        stage: how far it is, in words.
        reports: its reports in order.
        done: how many of them are done.
    """

    job: Job
    stage: str
    reports: tuple[ReportLine, ...]
    done: int


@router.post("/read")
async def take(request: Request) -> Response:
    """Have a report read (``text``: its words or its web address; ``outlet`` and ``published`` where known)."""
    sent = await form_of(request)
    room, text = room_of(request), sent.raw("text")
    job = await run_in_threadpool(begin, room, text, sent.get("outlet"), sent.get("published"), user_of(request),
                                  settings_of(request).bounds.text_length)  # fmt: skip
    if request.headers.get("hx-request") == "true":
        return _part(request, job)
    return RedirectResponse(f"/read/{job.id}", 303)


@router.get("/read/{identifier}")
def watch(request: Request, identifier: str) -> Response:
    """How far it is; once a single report is read, its page."""
    job = room_of(request).intake.job(identifier)
    if job is None:
        raise Refusal(404, "not-found", "Nothing by that name is being read, or it is long over.")
    if request.headers.get("hx-request") == "true":
        return _part(request, job)
    target = _only_report(room_of(request), job)
    if target:
        return RedirectResponse(target, 302)
    return render(shell_of(request, short(job.what, 60) or "Reading"), "read.html", read_page(room_of(request), job))


def begin(room: Room, text: str, outlet: str | None, published: str | None, by: str, most: int) -> Job:
    """Give a text or an address to the reader.

    Raises:
        Refusal: if there is nothing to be read, it is too long, or too much is waiting.
        InputError: if the day is none.
    """
    if not text.strip():
        raise Refusal(422, "nothing-given", "Paste the words of a report, or its web address.", "text")
    if len(text) > most:
        raise Refusal(413, "too-large", f"That is {len(text):,} signs long; at most {most:,} are read.", "text")
    given = Given(published=published, outlet=outlet)
    try:
        address = address_in(text)
        return room.intake.take_address(address, by, given) if address else room.intake.take_text(text, by, given)
    except BusyError as error:
        raise Refusal(429, "too-many", str(error)) from error


def address_in(text: str) -> str | None:
    """The web address that a text is; ``None`` if it is more than that."""
    word = text.strip()
    if _WITH_SCHEME.fullmatch(word):
        return word
    return f"https://{word}" if _WITHOUT_SCHEME.fullmatch(word) else None


def read_page(room: Room, job: Job) -> ReadPage:
    """How far a job is."""
    lines = []
    for place, title in enumerate(job.titles):
        outcome = job.outcomes[place] if place < len(job.outcomes) else None
        if outcome is None:
            lines.append(ReportLine(title, None, "being read" if place == len(job.outcomes) else "next"))
        elif outcome.added is None:
            lines.append(ReportLine(title, None, "; ".join(p.message for p in outcome.problems) or "not read"))
        else:
            words = "the record has it already" if outcome.status == "unchanged" else f"{outcome.statements} statements"
            lines.append(ReportLine(title, _key(room, outcome.added.document_id), words))
    return ReadPage(job, _STAGES[job.stage], tuple(lines), len(job.outcomes))


def _part(request: Request, job: Job) -> Response:
    room = room_of(request)
    target = _only_report(room, job)
    headers = {"HX-Redirect": target} if target else None
    return render(shell_of(request, "Reading"), "parts/reading.html", read_page(room, job), headers=headers)


def _only_report(room: Room, job: Job) -> str | None:
    """The page of the report, where there is one only and nothing was wrong with it."""
    documents = set(job.documents)
    if not job.finished or len(documents) != 1 or len(job.outcomes) != 1:
        return None
    key = _key(room, documents.pop())
    return f"/documents/{key}" if key else None


def _key(room: Room, document: str) -> str | None:
    try:
        return room.record.entry(document).key
    except UnknownStatementError:
        return None
