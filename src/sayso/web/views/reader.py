"""The page of one report: its words as written, its statements marked, a card beside each."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from sayso.errors import Problem
from sayso.model import Document
from sayso.record.values import Correction, DocumentEntry, DocumentView, History, Orphan, Removed, StatementView
from sayso.services.room import Room
from sayso.web.citations import citation, cited_statement
from sayso.web.marked_text import Paragraph, paragraphs
from sayso.web.request import room_of, shell_of
from sayso.web.templating import render
from sayso.web.words import path_part

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Card:
    """What stands beside a statement.

    Attributes:
        number: its place in the report, from 1.
        seen: the statement, with its state and the corrections on it.
        words: its content on one line.
        answers: the card of the statement that it answers.
        answered_by: uids of those that answer it.
        within: uid of the statement in whose content it stands.
        citation: how to cite it.
    """

    number: int
    seen: StatementView
    words: str
    answers: str | None
    answered_by: tuple[str, ...]
    within: str | None
    citation: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One text that stood at the report's address.

    Attributes:
        ordinal: 1, 2 …
        key: the document's.
        added_at: when the record got it.
        here: whether it is the one that is shown.
    """

    ordinal: int
    key: str
    added_at: str
    here: bool


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """What ``reader.html`` shows.

    Attributes:
        entry: the document's line in the record: key, whether it is the newest version, who read it.
        document: the text and what is known of it.
        paragraphs: the text in order, cut at every span.
        cards: of each statement, by uid, in text order.
        versions: the texts of this report, oldest first; one where it never changed.
        removed: statements that people took out.
        orphans: corrections that no longer find their words.
        problems: what was wrong with the report when it was read.
        speakers: names of who speaks in it, in order of first appearance.
        facts: every correction of its title, outlet, byline and day, and every revocation of one.
        days_as_before: the day of publication from which the days of its statements were counted, if that is now
            another one.
    """

    entry: DocumentEntry
    document: Document
    paragraphs: tuple[Paragraph, ...]
    cards: dict[str, Card]
    versions: tuple[VersionLine, ...]
    removed: tuple[Removed, ...]
    orphans: tuple[Orphan, ...]
    problems: tuple[Problem, ...]
    speakers: tuple[str, ...]
    facts: tuple[Correction, ...]
    days_as_before: str | None


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """What ``history.html`` and ``history_part.html`` show.

    Attributes:
        history: every reading that found the statement and every judgement on it.
        key: of its document.
    """

    history: History
    key: str


@router.get("/documents/{given}")
def reader(request: Request, given: str) -> Response:
    """The page."""
    page = reader_page(room_of(request), given)
    shell = shell_of(request, page.document.title or "A report", scripts=("correct.js",))
    return render(shell, "reader.html", page)


@router.get("/statements/{uid}")
def statement(request: Request, uid: str) -> Response:
    """The permanent link of a statement: to its words, or to its history where it is not seen any more."""
    record = room_of(request).record
    document = record.document_of(uid)
    if any(v.uid == uid for v in record.view(document).statements):
        return RedirectResponse(f"/documents/{record.entry(document).key}#s-{path_part(uid)}", 302)
    return history(request, uid)


@router.get("/statements/{uid}/history")
def history(request: Request, uid: str) -> Response:
    """Everything that happened to a statement; for htmx as a part of a page."""
    record = room_of(request).record
    found = record.history(uid)
    page = HistoryPart(found, record.entry(found.document_id).key)
    part = request.headers.get("hx-request") == "true"
    return render(shell_of(request, f"History of {uid}"), "history_part.html" if part else "history.html", page)


def reader_page(room: Room, given: str) -> ReaderPage:
    """The page of the document with this id or key.

    Raises:
        UnknownStatementError: if there is none.
    """
    record = room.record
    entry = record.entry(given)
    view = record.view(entry.id)
    cards = _cards(view)
    names = (v.statement.speaker.name for v in view.statements if v.statement.speaker)
    return ReaderPage(
        entry=entry,
        document=view.document,
        paragraphs=paragraphs(view.document, view.statements),
        cards=cards,
        versions=_versions(room, entry),
        removed=view.removed,
        orphans=view.orphans,
        problems=view.problems,
        speakers=tuple(dict.fromkeys(name for name in names if name)),
        facts=record.fact_history(entry.id),
        days_as_before=_days_as_before(room, view),
    )


def _days_as_before(room: Room, view: DocumentView) -> str | None:
    if all(c.field != "published" for c in view.facts):
        return None
    read_with = room.record.current_reading(view.document.id).reading.document.published
    return None if read_with == view.document.published else read_with


def _cards(view: DocumentView) -> dict[str, Card]:
    uid_of = {v.statement.id: v.uid for v in view.statements}
    answered: dict[str, list[str]] = {}
    for v in view.statements:
        if v.statement.answers in uid_of:
            answered.setdefault(v.statement.answers or "", []).append(v.uid)
    return {
        v.uid: Card(
            number=number,
            seen=v,
            words=" […] ".join(" ".join(s.exact.split()) for s in v.statement.contents),
            answers=uid_of.get(v.statement.answers or ""),
            answered_by=tuple(answered.get(v.statement.id, ())),
            within=uid_of.get(v.statement.within or ""),
            citation=citation(cited_statement(v.uid, v.statement, view.document)),
        )
        for number, v in enumerate(view.statements, start=1)
    }


def _versions(room: Room, entry: DocumentEntry) -> tuple[VersionLine, ...]:
    lines: dict[str, VersionLine] = {}
    for report in room.record.reports_of(entry.id):
        if len(report.versions) > 1:
            for version in report.versions:
                key = room.record.entry(version.document_id).key
                here = version.document_id == entry.id
                lines[f"{report.identity} {version.ordinal}"] = VersionLine(
                    version.ordinal, key, version.added_at, here
                )
    return tuple(lines.values())
