"""The rows of ``statements`` and the facts in ``documents``: what people see, kept in step with the view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sayso.model import Statement
from sayso.record.across.actors.keeping import keep_actors
from sayso.record.codec import dumps
from sayso.record.facts import FACTS
from sayso.record.tables import PIECES, documents, statements
from sayso.record.values import DocumentView, StatementView
from sayso.spans import Span

_COLUMNS = [c for c in statements.c if c.name != "id"]


def statement_rows(view: DocumentView) -> list[dict[str, Any]]:
    """What ``statements`` holds for a view, without the rows' own numbers."""
    uid_of = {v.statement.id: v.uid for v in view.statements}
    return [_row(view.document.id, at, v, uid_of) for at, v in enumerate(view.statements, start=1)]


def _row(document_id: str, ordinal: int, view: StatementView, uid_of: dict[str, str]) -> dict[str, Any]:
    statement, speaker = view.statement, view.statement.speaker
    spans = spans_by_role(statement)
    return {
        "uid": view.uid,
        "document_id": document_id,
        "ordinal": ordinal,
        "local_id": statement.id,
        "kind": statement.kind,
        "within_uid": uid_of.get(statement.within or ""),
        "answers_uid": uid_of.get(statement.answers or ""),
        "source": _words(statement.sources),
        "cue": _words(statement.cues),
        "content": _words(statement.contents),
        "spans": dumps([[role, s.start, s.end] for role, s in spans]),
        "span_start": statement.start,
        "span_end": max(s.end for _, s in spans),
        "speaker_name": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "speaker_role": speaker.role if speaker else None,
        "speaker_for": speaker.on_behalf_of if speaker else None,
        "speaker_actor": speaker.actor if speaker else None,
        "outlet": statement.outlet,
        "channel": statement.channel,
        "addressee": statement.addressee,
        "said": statement.said,
        "said_text": statement.said_text,
        "act": statement.act,
        "confidence": float(statement.confidence),
        "state": view.state,
        "judged_by": view.judged_by,
        "judged_at": view.judged_at,
    }


def spans_by_role(statement: Statement) -> list[tuple[str, Span]]:
    """Every span of a statement with its part: sources, then cues, then contents."""
    groups = (("source", statement.sources), ("cue", statement.cues), ("content", statement.contents))
    return [(role, span) for role, spans in groups for span in spans]


def project(connection: Connection, view: DocumentView) -> None:
    """Make the document's rows what its view is; rows that stay the same are not touched, and keep their number.

    Who speaks across reports follows in the same transaction.
    """
    facts = fact_columns(view)
    as_kept = select(*(documents.c[name] for name in facts)).where(documents.c.id == view.document.id)
    if dict(connection.execute(as_kept).mappings().one()) != facts:
        connection.execute(update(documents).where(documents.c.id == view.document.id).values(facts))
    wanted = {row["uid"]: row for row in statement_rows(view)}
    there = {row["uid"]: dict(row) for row in current_rows(connection, view.document.id)}
    gone = [uid for uid in there if uid not in wanted]
    _delete(connection, gone)
    for uid, row in wanted.items():
        if uid in there and there[uid] != row:
            connection.execute(update(statements).where(statements.c.uid == uid).values(row))
    new = [row for uid, row in wanted.items() if uid not in there]
    if new:
        connection.execute(insert(statements), new)
    keep_actors(connection, view.document.id)


def fact_columns(view: DocumentView) -> dict[str, Any]:
    """What ``documents`` holds of a document's facts: as they are seen, and in ``came`` those that came otherwise."""
    seen = {fact: getattr(view.document, fact) for fact in FACTS}
    came = {f: getattr(view.fetched, f) for f in FACTS if getattr(view.fetched, f) != seen[f]}
    return {**seen, "came": dumps(came) if came else None}


def current_rows(connection: Connection, document_id: str) -> Iterable[Any]:
    """The document's rows as they stand, in order, without their numbers."""
    query = select(*_COLUMNS).where(statements.c.document_id == document_id).order_by(statements.c.ordinal)
    return connection.execute(query).mappings().all()


def _delete(connection: Connection, uids: list[str]) -> None:
    for at in range(0, len(uids), 500):
        connection.execute(delete(statements).where(statements.c.uid.in_(uids[at : at + 500])))


def _words(spans: tuple[Span, ...]) -> str:
    return PIECES.join(s.exact for s in spans)
