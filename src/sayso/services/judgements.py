"""A person's judgement as they give it in a form: selected words, typed words, fields. Drafts in, corrections out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sayso.interchange import statement_to_json
from sayso.model import Document, Statement
from sayso.record.faults import CorrectionError
from sayso.record.fields import check_field, get_field, set_field
from sayso.record.store import Record
from sayso.record.tables import PIECES
from sayso.record.values import Correction, DocumentView, StatementView
from sayso.services.adding import build_statement, words_in
from sayso.spans import Span, merge_ranges

Part = Literal["content", "source", "cue"]
PARTS: dict[str, str] = {"content": "contents", "source": "sources", "cue": "cues"}
"""Each part of a statement, and the name of its spans."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person wants a statement to be.

    Attributes:
        fields: values of :data:`sayso.record.fields.FIELDS`; ``None`` clears.
        words: the words that were selected, if any.
        part: what the selected words are; ``None`` leaves the statement's words as they are.
        further: whether they are one more stretch of it, and take no other's place.
        source: the exact words of its source as typed, stretches parted by ``[…]``; ``None`` leaves them.
        cue: the same for its cue.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    words: Span | None = None
    part: Part | None = None
    further: bool = False
    source: str | None = None
    cue: str | None = None


def seen_as(statement: Statement) -> str:
    """A short mark of how a statement looks, so that a form can tell whether somebody changed it meanwhile."""
    value = json.dumps(statement_to_json(statement), sort_keys=True)
    return hashlib.sha256(value.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def nearest(view: DocumentView, start: int, end: int) -> StatementView | None:
    """The statement that these words belong to, or that stands nearest; of those around them the innermost."""

    def rank(seen: StatementView) -> tuple[int, int, int]:
        spans = _spans(seen.statement)
        first, last = min(s.start for s in spans), max(s.end for s in spans)
        common = sum(max(0, min(end, s.end) - max(start, s.start)) for s in spans)
        away = max(0, first - end, start - last)
        return (away, 0 if common else 1, last - first)

    return min(view.statements, key=rank, default=None)


def touched(view: DocumentView, start: int, end: int) -> tuple[StatementView, ...]:
    """The statements that have some of these words."""
    return tuple(v for v in view.statements if any(s.start < end and start < s.end for s in _spans(v.statement)))


def likely_part(statement: Statement, words: Span) -> Part | None:
    """What words that reach beyond a statement's own are most likely to be of it; ``None`` for words of its own."""
    common: dict[Part, int] = {}
    for part, spans in _by_part(statement).items():
        common[part] = sum(max(0, min(words.end, s.end) - max(words.start, s.start)) for s in spans)
        if any(s.contains(words) for s in spans):
            return None
    best = max(common, key=lambda part: common[part])
    return best if common[best] else None


def correct_by(
    record: Record, uid: str, draft: Draft, *, author: str, reason: str | None = None, seen: str | None = None
) -> tuple[Correction, ...]:
    """Make a statement what the draft says.

    Args:
        record: where.
        uid: which statement.
        draft: what it is to be; fields that it has already are passed over.
        author: who says so.
        reason: why.
        seen: :func:`seen_as` of what they saw; a statement that looks otherwise by now is left as it is.

    Raises:
        UnknownStatementError: if there is no such statement.
        CorrectionError: if the draft does not fit the text or the codebook, or the statement has changed.
    """
    now = record.statement(uid).statement
    if seen is not None and seen != seen_as(now):
        raise CorrectionError("somebody has changed this statement meanwhile: look at it again, nothing was written")
    document = record.document(record.document_of(uid))
    spans = _new_spans(document, now, draft)
    fields = {name: value for name, value in draft.fields.items() if value != _as_form(record, uid, now, name)}
    if "contents" in spans and "kind" not in fields:
        kind = build_statement(document, spans["contents"], (), ()).kind
        if kind != now.kind:
            fields["kind"] = kind
    return record.correct(uid, fields, spans, author=author, reason=reason)


def add_by(record: Record, given: str, draft: Draft, *, author: str, reason: str | None = None) -> Correction:
    """Add the statement that the draft describes.

    Raises:
        UnknownStatementError: if there is no such document.
        CorrectionError: if its words do not stand in the text, or a field is outside the codebook.
    """
    document = record.document(given)
    if draft.words is None:
        raise CorrectionError("a new statement needs words: select them in the text")
    placed: dict[str, tuple[Span, ...]] = dict.fromkeys(PARTS.values(), ()) | {
        PARTS[draft.part or "content"]: (draft.words,)
    }
    typed = _typed(document, draft, draft.words)
    contents = placed["contents"]
    statement = build_statement(
        document, contents, typed.get("sources", placed["sources"]), typed.get("cues", placed["cues"])
    )
    for name, value in draft.fields.items():
        if value is not None or name != "kind":
            check_field(name, value)
            statement = set_field(statement, name, value)
    if statement.speaker is not None and statement.speaker.name and statement.speaker.kind == "unknown":
        raise CorrectionError("say what kind of speaker that is too")
    return record.add_statement(document.id, replace(statement), author=author, reason=reason)


def checked_words(document: Document, start: int, end: int, exact: str) -> Span:
    """A selection made in a page, proved against the text.

    Raises:
        CorrectionError: if other words stand there: the page shows another version, or counts otherwise.
    """
    if not 0 <= start < end <= len(document.text) or document.text[start:end] != exact:
        raise CorrectionError("the words that were selected do not stand there in the text: load the page again")
    return Span(start, end, exact)


def _as_form(record: Record, uid: str, statement: Statement, name: str) -> Any:
    """A field's value as forms have it: pointers as uids."""
    value = get_field(statement, name)
    if name in ("within", "answers") and value is not None:
        view = record.view(record.document_of(uid))
        return next((v.uid for v in view.statements if v.statement.id == value), None)
    return value


def _new_spans(document: Document, now: Statement, draft: Draft) -> dict[str, tuple[Span, ...]]:
    near = Span.of(document.text, now.start, max(s.end for s in _spans(now)))
    spans = _typed(document, draft, near, now)
    if draft.words is not None and draft.part is not None:
        name = PARTS[draft.part]
        before = getattr(now, name)
        kept = [s for s in before if draft.further or (len(before) > 1 and not s.overlaps(draft.words))]
        joined = merge_ranges((s.start, s.end) for s in (*kept, draft.words))
        spans[name] = tuple(Span.of(document.text, start, end) for start, end in joined)
    return spans


def _typed(document: Document, draft: Draft, near: Span, now: Statement | None = None) -> dict[str, tuple[Span, ...]]:
    """Spans of the words that were typed and are other than before."""
    found: dict[str, tuple[Span, ...]] = {}
    for name, typed in (("sources", draft.source), ("cues", draft.cue)):
        before = "" if now is None else joined_words(getattr(now, name))
        if typed is None or " ".join(typed.split()) == " ".join(before.split()):
            continue
        pieces = [piece.strip() for piece in typed.split(PIECES.strip())]
        found[name] = tuple(sorted(words_in(document, piece, near=near) for piece in pieces if piece))
    return found


def joined_words(spans: tuple[Span, ...]) -> str:
    """The words of spans as one line, stretches parted by ``[…]``."""
    return PIECES.join(s.exact for s in spans)


def _spans(statement: Statement) -> tuple[Span, ...]:
    return (*statement.sources, *statement.cues, *statement.contents)


def _by_part(statement: Statement) -> dict[Part, tuple[Span, ...]]:
    return {"content": statement.contents, "source": statement.sources, "cue": statement.cues}
