"""Making a correction: what a person says of a statement or a text, checked and put into the append-only log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, insert, select

from sayso.model import Document, Statement
from sayso.reanchor import Selector
from sayso.record.adding import now
from sayso.record.codec import chain_link, correction_from_row, dumps, selectors_to_text, statement_json
from sayso.record.faults import CorrectionError, UnknownStatementError
from sayso.record.fields import POINTERS, SPAN_FIELDS, check_field, get_field
from sayso.record.loading import descendants, document_row, load_view, statement_document
from sayso.record.projection import project, spans_by_role
from sayso.record.tables import corrections
from sayso.record.values import Correction, CorrectionKind, DocumentView, SelectorRole, StatementView
from sayso.spans import Span


@dataclass(frozen=True, slots=True)
class Judge:
    """Who makes a correction, and why, in their words."""

    author: str
    reason: str | None = None

    def __post_init__(self) -> None:
        if not self.author.strip():
            raise CorrectionError("a correction names its author: --by NAME")


def correct(
    connection: Connection,
    uid: str,
    fields: Mapping[str, Any],
    spans: Mapping[str, Sequence[Span]],
    judge: Judge,
) -> tuple[Correction, ...]:
    """Set fields and spans of a statement; one correction each. Pointers are given as uids."""
    view = load_view(connection, statement_document(connection, uid))
    made = correct_in(connection, view, uid, fields, spans, judge)
    bring_in_step(connection, view.document.id)
    return made


def correct_in(
    connection: Connection,
    view: DocumentView,
    uid: str,
    fields: Mapping[str, Any],
    spans: Mapping[str, Sequence[Span]],
    judge: Judge,
) -> tuple[Correction, ...]:
    """The same in a view at hand; :func:`bring_in_step` is to follow."""
    seen = _seen_in(view, uid)
    for field, value in fields.items():
        check_field(field, value)
    for name, given in spans.items():
        check_spans(view.document, name, given)
    _check_speaker(seen, fields)
    made = []
    for field, value in fields.items():
        before = _field_now(view, seen, field)
        if before == value:
            continue
        extra: list[tuple[SelectorRole, Selector]] = []
        if field in POINTERS and value is not None:
            pointed = _pointed(view, seen, field, value)
            extra = [("to", Selector.of(view.document.text, s)) for s in pointed.statement.contents]
        made.append(log_correction(connection, view, "field", seen, judge, field, before, value, extra))
    for name, given in spans.items():
        ordered = tuple(sorted(given))
        if ordered == getattr(seen.statement, name):
            continue
        extra = [("new", Selector.of(view.document.text, s)) for s in ordered]
        before, after = ([[s.start, s.end, s.exact] for s in g] for g in (getattr(seen.statement, name), ordered))
        made.append(log_correction(connection, view, "spans", seen, judge, name, before, after, extra))
    if not made:
        raise CorrectionError(f"statement {uid} already is as the correction would make it; nothing was written")
    return tuple(made)


def judge_whole(connection: Connection, uid: str, kind: CorrectionKind, judge: Judge) -> Correction:
    """Confirm, dispute or remove a statement as it is seen now."""
    view, seen = _seen(connection, uid)
    before = _with_uids(view, seen)
    made = log_correction(connection, view, kind, seen, judge, None, before, before if kind == "confirm" else None, [])
    bring_in_step(connection, view.document.id)
    return made


def add_statement(connection: Connection, given: str, statement: Statement, judge: Judge) -> Correction:
    """Add a statement that the reader missed; its ``within`` and ``answers`` are uids.

    Raises:
        CorrectionError: if it has no content, its words do not stand in the text, or it is there already.
    """
    view = load_view(connection, given)
    document = view.document
    for name in SPAN_FIELDS:
        check_spans(document, name, getattr(statement, name))
    for field in ("kind", "act", "channel", "said", "speaker_kind"):
        value = get_field(statement, field)
        if value is not None:
            check_field(field, value)
    seq = _next(connection)[0]
    added = replace(statement, id=f"a{seq}", confidence=1.0, explanations=())
    for there in view.statements:
        if there.statement.contents == added.contents and there.statement.cues == added.cues:
            raise CorrectionError(f"that statement is there already, as {there.uid}: correct it instead")
    key = document_row(connection, document.id)["key"]
    subject = StatementView(f"{key}-a{seq}", added, None)
    after = {**statement_json(added), "within": statement.within, "answers": statement.answers}
    made = log_correction(connection, view, "add", subject, judge, None, None, after, [])
    bring_in_step(connection, document.id)
    return made


def revoke(connection: Connection, seq: int, judge: Judge) -> Correction:
    """Take a correction back; raises what :func:`write_revocation` does."""
    made = write_revocation(connection, seq, judge)
    bring_in_step(connection, made.document_id)
    return made


def write_revocation(connection: Connection, seq: int, judge: Judge) -> Correction:
    """Put the revocation of a correction into the log; :func:`bring_in_step` is to follow.

    Raises:
        UnknownStatementError: if there is no such correction.
        CorrectionError: if it is taken back already, or is itself a revocation.
    """
    row = connection.execute(select(corrections).where(corrections.c.seq == seq)).mappings().first()
    if row is None:
        raise UnknownStatementError(f"the record has no correction {seq}: sayso history STATEMENT shows their numbers")
    if row["kind"] == "revoke":
        raise CorrectionError(f"correction {seq} is a revocation: make the correction anew instead of revoking it")
    by = connection.execute(select(corrections.c.seq).where(corrections.c.revokes == seq)).scalar()
    if by is not None:
        raise CorrectionError(f"correction {seq} is revoked already, by {by}")
    return _write(
        connection,
        {
            "kind": "revoke",
            "document_id": row["document_id"],
            "statement_uid": row["statement_uid"],
            "field": row["field"],
            "before": None,
            "after": None,
            "selectors": "[]",
            "revokes": seq,
        },
        judge,
    )


def _seen(connection: Connection, uid: str) -> tuple[DocumentView, StatementView]:
    """The statement as it is seen, and its document's view."""
    view = load_view(connection, statement_document(connection, uid))
    return view, _seen_in(view, uid)


def _seen_in(view: DocumentView, uid: str) -> StatementView:
    for statement in view.statements:
        if statement.uid == uid:
            return statement
    for gone in view.removed:
        if gone.uid == uid:
            raise CorrectionError(
                f"statement {uid} was removed by correction {gone.correction.seq}: "
                f"take that back first, with: sayso correct --revoke {gone.correction.seq}"
            )
    raise UnknownStatementError(
        f"statement {uid} is not in the present reading of its report: sayso history {uid} shows what it was"
    )


def check_spans(document: Document, name: str, spans: Sequence[Span]) -> None:
    """Refuse spans whose words do not stand there, that overlap, or that a statement cannot do without.

    Raises:
        CorrectionError: naming the first fault.
    """
    if name not in (*SPAN_FIELDS, "furniture"):
        raise CorrectionError(f"a statement has no spans {name!r}: it has {', '.join(SPAN_FIELDS)}")
    if name == "contents" and not spans:
        raise CorrectionError("a statement keeps at least one stretch of content: remove the statement instead")
    for span in spans:
        if span.start >= span.end or document.text[span.start : span.end] != span.exact:
            raise CorrectionError(f"the words at {span.start}:{span.end} of {document.id} are not {span.exact[:60]!r}")
    ordered = sorted(spans)
    if any(a.overlaps(b) for a, b in pairwise(ordered)):
        raise CorrectionError(f"the stretches given as {name} overlap")


def _check_speaker(seen: StatementView, fields: Mapping[str, Any]) -> None:
    """A named speaker is of a known kind: ``unknown`` means that the text does not say who."""
    kind = fields.get("speaker_kind", get_field(seen.statement, "speaker_kind"))
    if fields.get("speaker") is not None and kind in (None, "unknown"):
        raise CorrectionError("say what kind of speaker that is too: --speaker-kind person, government, organisation …")


def _pointed(view: DocumentView, seen: StatementView, field: str, uid: str) -> StatementView:
    pointed = next((v for v in view.statements if v.uid == uid), None)
    if pointed is None:
        raise UnknownStatementError(f"{field} names {uid}, which is no statement of the same report")
    step: StatementView | None = pointed
    while step is not None:
        if step.uid == seen.uid:
            raise CorrectionError(f"{field} would make {seen.uid} point to itself, by way of {uid}")
        outer = getattr(step.statement, field)
        step = next((v for v in view.statements if v.statement.id == outer), None) if outer else None
    return pointed


def _field_now(view: DocumentView, seen: StatementView, field: str) -> Any:
    value = get_field(seen.statement, field)
    if field in POINTERS and value is not None:
        return next(v.uid for v in view.statements if v.statement.id == value)
    return value


def _with_uids(view: DocumentView, seen: StatementView) -> dict[str, Any]:
    return {**statement_json(seen.statement), **{p: _field_now(view, seen, p) for p in POINTERS}}


def log_correction(
    connection: Connection,
    view: DocumentView,
    kind: CorrectionKind,
    subject: StatementView | None,
    judge: Judge,
    field: str | None,
    before: Any,
    after: Any,
    extra: Sequence[tuple[SelectorRole, Selector]],
) -> Correction:
    """Put one judgement into the log; ``subject`` is the statement it is about, ``extra`` words beside its own."""
    text = view.document.text
    about = [] if subject is None else spans_by_role(subject.statement)
    selectors = (*((role, Selector.of(text, span)) for role, span in about), *extra)
    values = {
        "kind": kind,
        "document_id": view.document.id,
        "statement_uid": None if subject is None else subject.uid,
        "field": field,
        "before": None if before is None else dumps(before),
        "after": None if after is None else dumps(after),
        "selectors": selectors_to_text(selectors),
        "revokes": None,
    }
    return _write(connection, values, judge)


def _write(connection: Connection, values: dict[str, Any], judge: Judge) -> Correction:
    seq, previous = _next(connection)
    row = {**values, "seq": seq, "author": judge.author, "made_at": now(), "reason": judge.reason}
    row["chain"] = chain_link(previous, row)
    connection.execute(insert(corrections).values(row))
    return correction_from_row(row, None)


def _next(connection: Connection) -> tuple[int, str]:
    """The next number, and the link that the next correction hangs on; writers are alone, so it stays free."""
    query = select(corrections.c.seq, corrections.c.chain).order_by(corrections.c.seq.desc()).limit(1)
    last = connection.execute(query).first()
    return (1, "") if last is None else (last.seq + 1, last.chain)


def bring_in_step(connection: Connection, document_id: str) -> None:
    """Bring what is seen of this text, and of every later version of its report, in step."""
    for later in descendants(connection, document_id):
        project(connection, load_view(connection, later))
