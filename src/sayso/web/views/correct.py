"""Correcting in the page: the form at the selection, and what comes of it. Every answer is the report drawn anew."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, cast

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from sayso.model import ACTS, CHANNELS, SPEAKER_KINDS, Document, Statement
from sayso.record.batches import revoke_all
from sayso.record.values import Correction, DocumentView, StatementView
from sayso.services.judgements import (
    Draft,
    Part,
    add_by,
    checked_words,
    correct_by,
    joined_words,
    likely_part,
    nearest,
    seen_as,
    touched,
)
from sayso.services.room import Room
from sayso.spans import Span
from sayso.web.correction_words import correction_words
from sayso.web.errors import Refusal
from sayso.web.request import Form, form_of, room_of, shell_of, user_of
from sayso.web.templating import as_shown, render
from sayso.web.views.reader import ReaderPage, reader_page

router = APIRouter()

FIELDS = (
    "speaker", "speaker_kind", "role", "for", "act", "outlet", "channel", "addressee", "said", "said_text", "answers",
)  # fmt: skip
"""The fields of the form, as corrections name them."""


@dataclass(frozen=True, slots=True)
class CorrectForm:
    """What ``correct_form.html`` shows.

    Attributes:
        key: of the document.
        fixing: uid of the statement that is to be fixed; ``None`` to add one.
        seen: mark of how it looks now.
        words: the selected words, if any.
        part: what they most likely are.
        values: what stands in each of :data:`FIELDS`, empty for nothing.
        source: the words of its source.
        cue: the words of its cue.
        choices: statements that the words touch or are nearest to, any of which may be meant.
        others: every other statement of the report, which it may answer: uid and a line.
        speakers: names of the report's speakers, to choose from.
        outlets: names of the outlets that its statements were said to.
        acts, channels, speaker_kinds: the codebook's.
    """

    key: str
    fixing: str | None
    seen: str
    words: Span | None
    part: Part | None
    values: dict[str, str]
    source: str
    cue: str
    choices: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    speakers: tuple[str, ...]
    outlets: tuple[str, ...]
    acts: tuple[str, ...] = ACTS
    channels: tuple[str, ...] = CHANNELS
    speaker_kinds: tuple[str, ...] = SPEAKER_KINDS


@dataclass(frozen=True, slots=True)
class Changed:
    """What ``changed.html`` shows: the report anew, and a note with what was done.

    Attributes:
        page: the report.
        note: what was done.
        undo: numbers of the corrections that the note offers to take back.
        uid: the statement that was worked on, to stay at.
    """

    page: ReaderPage
    note: str
    undo: tuple[int, ...]
    uid: str | None


@router.get("/documents/{given}/correct")
def form(
    request: Request,
    given: str,
    start: int | None = Query(None, ge=0),
    end: int | None = Query(None, ge=0),
    statement: str | None = None,
) -> Response:
    """The form, for selected words (``start``, ``end``), a statement (its uid, or ``new``), or both."""
    room = room_of(request)
    view = room.record.view(given)
    words = None
    if start is not None and end is not None:
        if not start < end <= len(view.document.text):
            raise Refusal(422, "bad-selection", "The selected words lie outside the report: load the page again.")
        words = Span.of(view.document.text, start, end)
    page = correct_form(room, view, words, statement)
    return render(shell_of(request, "Correct"), "correct_form.html", page)


@router.post("/documents/{given}/statements")
async def save(request: Request, given: str) -> Response:
    """Add a statement, or fix the one that the form names (``fixing``)."""
    room, sent = room_of(request), await form_of(request)
    document = room.record.document(given)
    draft = draft_of(sent, document)
    reason, author, fixing = sent.get("reason"), user_of(request), sent.get("fixing")
    if fixing is not None:
        if room.record.document_of(fixing) != document.id:
            raise Refusal(422, "other-report", "That statement stands in another report.")
        made = correct_by(room.record, fixing, draft, author=author, reason=reason, seen=sent.get("seen"))
        return changed(request, room, document.id, made)
    added = add_by(room.record, document.id, draft, author=author, reason=reason)
    return changed(request, room, document.id, (added,))


@router.post("/statements/{uid}/{judgement}")
async def judge(request: Request, uid: str, judgement: str) -> Response:
    """Confirm, dispute or remove a statement as it is seen."""
    if judgement not in ("confirm", "dispute", "remove"):
        raise Refusal(404, "not-found", "A statement can be confirmed, disputed or removed.")
    room, sent = room_of(request), await form_of(request)
    act = {"confirm": room.record.confirm, "dispute": room.record.dispute, "remove": room.record.remove}[judgement]
    made = act(uid, author=user_of(request), reason=sent.get("reason"))
    return changed(request, room, made.document_id, (made,))


@router.post("/corrections/revoke")
async def revoke(request: Request) -> Response:
    """Take corrections back (``seq``, repeatable)."""
    room, sent = room_of(request), await form_of(request)
    try:
        numbers = [int(number) for number in sent.all("seq")]
    except ValueError:
        raise Refusal(422, "bad-value", "A correction is named by its number.", "seq") from None
    if not numbers or max(numbers) > 2**62 or min(numbers) < 1:
        raise Refusal(422, "bad-value", "Name the corrections to take back by their numbers.", "seq")
    made = revoke_all(room.record, numbers, author=user_of(request), reason=sent.get("reason"))
    return changed(request, room, sent.get("document") or made[0].document_id, made)


def correct_form(room: Room, view: DocumentView, words: Span | None, asked: str | None) -> CorrectForm:
    """The form filled in from the statement that was asked for, or that is nearest.

    Raises:
        UnknownStatementError: if the asked one is not seen in this report.
    """
    close = touched(view, words.start, words.end) if words else ()
    near = nearest(view, words.start, words.end) if words else None
    if asked not in (None, "new"):
        near = room.record.statement(asked or "")
        if all(v.uid != near.uid for v in view.statements):
            raise Refusal(404, "not-found", "That statement stands in another report.")
    elif words is None and asked != "new":
        raise Refusal(422, "nothing-chosen", "Select words, or choose a statement with j and k, and try again.")
    fixing = near if asked != "new" and (asked is not None or close) else None
    lines = {v.uid: _line(number, v) for number, v in enumerate(view.statements, start=1)}
    filled = near.statement if near else None
    document = view.document
    return CorrectForm(
        key=room.record.entry(document.id).key,
        fixing=fixing.uid if fixing else None,
        seen=seen_as(fixing.statement) if fixing else "",
        words=words,
        part=(likely_part(fixing.statement, words) if fixing else "content") if words else None,
        values=_values(view, filled, everything=fixing is not None),
        source=joined_words(fixing.statement.sources) if fixing else "",
        cue=joined_words(fixing.statement.cues) if fixing else "",
        choices=tuple((v.uid, lines[v.uid]) for v in dict.fromkeys([*close, *([near] if near else [])])),
        others=tuple((uid, line) for uid, line in lines.items() if fixing is None or uid != fixing.uid),
        speakers=_names(v.statement.speaker.name for v in view.statements if v.statement.speaker),
        outlets=_names(v.statement.outlet for v in view.statements),
    )


def draft_of(sent: Form, document: Document) -> Draft:
    """What a form says; the fields that it does not bring are left as they are.

    Raises:
        Refusal: if the selection is no selector.
        CorrectionError: if its words do not stand in the text.
    """
    names = sent.names()
    fields: dict[str, Any] = {name: sent.get(name) for name in FIELDS if name in names}
    part = sent.get("part")
    if part not in (None, "content", "source", "cue"):
        raise Refusal(422, "bad-value", "Selected words are content, source or cue.", "part")
    return Draft(
        fields=fields,
        words=selected_words(sent.get("words"), document),
        part=cast("Part | None", part),
        further=sent.get("further") is not None,
        source=_typed(sent, "source"),
        cue=_typed(sent, "cue"),
    )


def selected_words(selector: str | None, document: Document) -> Span | None:
    """The words that a selector (JSON: ``start``, ``end`` in code points, ``exact``) names, proved against the text.

    Raises:
        Refusal: if it is no selector.
        CorrectionError: if other words stand there.
    """
    if selector is None:
        return None
    try:
        value = json.loads(selector)
        start, end, exact = value["start"], value["end"], value["exact"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refusal(422, "bad-selection", "The selection cannot be read: select the words again.", "words") from None
    if type(start) is not int or type(end) is not int or not isinstance(exact, str):
        raise Refusal(422, "bad-selection", "The selection cannot be read: select the words again.", "words")
    there = document.text[start:end] if 0 <= start < end else ""
    if there and as_shown(there) == exact:  # signs that HTML cannot carry are shown as U+FFFD
        exact = there
    return checked_words(document, start, end, exact)


def changed(request: Request, room: Room, document: str, made: tuple[Correction, ...]) -> Response:
    """The answer to what was written: the report drawn anew, with what can be undone; without htmx its address."""
    uid = made[-1].statement_uid
    if request.headers.get("hx-request") != "true":
        key = room.record.entry(document).key
        return RedirectResponse(f"/documents/{key}" + (f"#s-{uid}" if uid else ""), 303)
    undo = tuple(c.seq for c in made if c.kind != "revoke")
    note = _note(made)
    page = Changed(reader_page(room, document), note, undo, uid)
    return render(shell_of(request, page.page.document.title or "A report"), "changed.html", page)


def _note(made: tuple[Correction, ...]) -> str:
    if made[0].kind == "revoke":
        return "Taken back." if len(made) == 1 else f"{len(made)} corrections taken back."
    if len(made) == 1:
        words = correction_words(made[0])
        return f"{words[:1].upper()}{words[1:]}."
    return f"{len(made)} things changed."


def _values(view: DocumentView, filled: Statement | None, *, everything: bool) -> dict[str, str]:
    """What stands in the form: all of the statement, or for a new one what its neighbour likely shares with it."""
    values = dict.fromkeys(FIELDS, "")
    values["act"], values["speaker_kind"] = "state", "person"
    if filled is None:
        return values
    speaker = filled.speaker
    if speaker is not None:
        values |= {"speaker": speaker.name or "", "speaker_kind": speaker.kind, "role": speaker.role or ""}
        values["for"] = speaker.on_behalf_of or ""
    shared = ("outlet", "channel", "addressee", "said", "said_text")
    values |= {name: getattr(filled, name) or "" for name in shared}
    if everything:
        values["act"] = filled.act
        values["answers"] = next((v.uid for v in view.statements if v.statement.id == filled.answers), "")
    return values


def _line(number: int, seen: StatementView) -> str:
    statement = replace(seen.statement)
    name = (statement.speaker.name if statement.speaker else None) or "speaker not named"
    words = " ".join(" ".join(s.exact for s in statement.contents).split())
    return f"{number} {name}: {words[:60]}{'…' if len(words) > 60 else ''}"


def _names(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _typed(sent: Form, name: str) -> str | None:
    return sent.raw(name) if name in sent.names() else None
