"""Correcting what is known of a report beside its text: title, outlet, byline, day of publication."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from sayso.model import Document
from sayso.record.facts import FACTS
from sayso.web.request import form_of, room_of, shell_of, user_of
from sayso.web.templating import render
from sayso.web.views.correct import changed

router = APIRouter()


@dataclass(frozen=True, slots=True)
class FactsForm:
    """What ``facts_form.html`` shows.

    Attributes:
        key: of the document.
        document: its title, outlet, byline and day as they are seen.
    """

    key: str
    document: Document


@router.get("/documents/{given}/facts")
def facts(request: Request, given: str) -> Response:
    """The form for what is known of the report beside its text."""
    record = room_of(request).record
    page = FactsForm(record.entry(given).key, record.view(given).document)
    return render(shell_of(request, "Correct"), "facts_form.html", page)


@router.post("/documents/{given}/facts")
async def save_facts(request: Request, given: str) -> Response:
    """Correct title, outlet, byline or day; empty ones are emptied, those that did not come stay."""
    room, sent = room_of(request), await form_of(request)
    document = room.record.view(given).document
    now = {fact: getattr(document, fact) for fact in FACTS if fact in sent.names()}
    values = {fact: sent.get(fact) for fact in now}
    # What a field for one line cannot hold as it is, such as a line end, is no change that anybody made.
    new = {f: v for f, v in values.items() if " ".join((v or "").split()) != " ".join((now[f] or "").split())}
    made = room.record.correct_facts(document.id, new, author=user_of(request), reason=sent.get("reason"))
    return changed(request, room, document.id, made)
