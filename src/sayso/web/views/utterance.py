"""The page of an utterance: who had it first, who from whom, how each words it; and what is judged on it, in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from sayso.record.across.utterances.log import Entry
from sayso.record.across.utterances.values import UtterancePage, UtteranceReport
from sayso.record.hits import Hit
from sayso.record.search import Query as SearchQuery
from sayso.record.values import StatementView
from sayso.services.room import Room
from sayso.services.utterances import Utterances
from sayso.web.errors import Refusal
from sayso.web.marked_text import Piece, excerpt_pieces
from sayso.web.request import form_of, room_of, shell_of, user_of
from sayso.web.templating import Shell, render
from sayso.web.views.utterance_marks import Beside, Stretch, beside, stretches
from sayso.web.words import path_part

router = APIRouter()

_FOUND = 12
_MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class UtteranceView:
    """What ``utterance.html`` shows.

    Attributes:
        uid: the statement by which the page is found.
        alone: that statement, where no other report of it is known; the rest is empty then.
        key: of its report.
        page: the utterance.
        own: reports that are no copies, in order of time.
        copies: reports that are copies, each with the report that it copies.
        base: the base wording's words, unmarked.
        base_reports: the reports that have the base wording.
        others: every other wording beside the base.
    """

    uid: str
    alone: StatementView | None
    key: str
    page: UtterancePage | None
    own: tuple[UtteranceReport, ...] = ()
    copies: tuple[tuple[UtteranceReport, UtteranceReport | None], ...] = ()
    base: tuple[Stretch, ...] = ()
    base_reports: tuple[UtteranceReport, ...] = ()
    others: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class UtteranceChanged:
    """What ``utterance_changed.html`` shows: the utterance anew, and a note with what was done.

    Attributes:
        page: the utterance.
        note: what was done.
        undo: numbers of the judgements that the note offers to take back.
    """

    page: UtteranceView
    note: str
    undo: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A search's result that may be another report of the utterance: the statement, and its excerpt's pieces."""

    hit: Hit
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FoundReports:
    """What ``utterance_found.html`` shows.

    Attributes:
        uid: the statement by which the page is found.
        text: what was looked for.
        found: the results, without those that the utterance has already.
    """

    uid: str
    text: str
    found: tuple[FoundReport, ...]


@router.get("/utterances/{uid}")
def utterance(request: Request, uid: str) -> Response:
    """The page of the utterance that this statement reports."""
    room = room_of(request)
    page = utterance_view(room, uid)
    return render(_shell(request, page), "utterance.html", page)


@router.get("/utterances/{uid}/find")
def find(request: Request, uid: str, q: str = Query("", max_length=400)) -> Response:
    """Statements that may be other reports of it."""
    room = room_of(request)
    page = utterance_view(room, uid)
    inside = {said.uid for report in (page.page.reports if page.page else ()) for said in report.statements} | {uid}
    hits = room.search(SearchQuery(q), limit=_FOUND).hits if q.strip() else ()
    found = tuple(FoundReport(hit, excerpt_pieces(hit.excerpt)) for hit in hits if hit.uid not in inside)
    shown = FoundReports(uid, " ".join(q.split()), found)
    return render(shell_of(request, "Other reports"), "utterance_found.html", shown)


@router.post("/utterances/{uid}/judge")
async def judge(request: Request, uid: str) -> Response:
    """Say that statements (``other``, repeatable) report the same as ``against`` (``same=yes``), or do not (``no``)."""
    sent = await form_of(request)
    others, same, against = sent.all("other"), sent.get("same"), sent.get("against") or uid
    if not 0 < len(others) <= _MOST_AT_ONCE or same not in ("yes", "no"):
        raise Refusal(422, "bad-value", "Say which statement is, or is not, a report of the same utterance.", "same")
    author, reason = user_of(request), sent.get("reason")

    def judging(utterances: Utterances) -> tuple[Entry, ...]:
        return tuple(
            utterances.judge(against, other, same=same == "yes", author=author, reason=reason) for other in others
        )

    return await _judged(request, uid, judging, "Kept as one utterance" if same == "yes" else "Kept apart")


@router.post("/utterances/{uid}/revoke")
async def revoke(request: Request, uid: str) -> Response:
    """Take judgements (``seq``, repeatable) back."""
    sent = await form_of(request)
    numbers = sent.numbers("seq", _MOST_AT_ONCE)
    author, reason = user_of(request), sent.get("reason")

    def judging(utterances: Utterances) -> tuple[Entry, ...]:
        return tuple(utterances.revoke(number, author=author, reason=reason) for number in numbers)

    return await _judged(request, uid, judging, "Taken back")


def utterance_view(room: Room, uid: str) -> UtteranceView:
    """The page of the utterance that a statement reports.

    Raises:
        UnknownStatementError: if the record has no such statement.
    """
    page = room.kept.get(("utterance", uid), lambda: room.utterances.of_statement(uid))
    if page is None or len(page.reports) < 2:
        document = room.record.document_of(uid)
        return UtteranceView(uid, room.record.statement(uid), room.record.entry(document).key, page)
    by_document = {report.document: report for report in page.reports}
    return UtteranceView(
        uid=uid,
        alone=None,
        key="",
        page=page,
        own=tuple(report for report in page.reports if report.copy_of is None),
        copies=tuple((r, by_document.get(r.copy_of)) for r in page.reports if r.copy_of is not None),
        base=stretches(page.base.stretches),
        base_reports=tuple(report for report in page.reports if report.wording == page.base.number),
        others=tuple(beside(wording, page.base, page.reports) for wording in page.wordings if not wording.base),
    )


async def _judged(
    request: Request, uid: str, judging: Callable[[Utterances], tuple[Entry, ...]], note: str
) -> Response:
    """Judge, and answer with the utterance drawn anew (htmx) or its page (a plain form)."""
    room = room_of(request)
    made = await run_in_threadpool(judging, room.utterances)
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(f"/utterances/{path_part(uid)}", 303)
    page = await run_in_threadpool(utterance_view, room, uid)
    undo = tuple(entry.seq for entry in made if entry.kind != "revoke")
    return render(_shell(request, page), "utterance_changed.html", UtteranceChanged(page, f"{note}.", undo))


def _shell(request: Request, page: UtteranceView) -> Shell:
    speaker = page.page.entry.speaker if page.page else None
    title = f"What {speaker or 'somebody'} said, report by report"
    return shell_of(request, title, section="utterances", scripts=("utterance.js",))
