"""Reading the record's rows back as values: documents, readings, corrections, views."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from sayso.model import Document
from sayso.record.codec import correction_from_row, document_from_row, unpack_reading
from sayso.record.faults import RecordError, UnknownStatementError
from sayso.record.tables import corrections, documents, readings, statements, versions
from sayso.record.values import Correction, DocumentView, History, StoredReading
from sayso.record.view import compute_view


def document_row(connection: Connection, given: str) -> Any:
    """The row of the document with this id, key, or beginning of an id.

    Raises:
        UnknownStatementError: if there is none, or several.
    """
    if "\x00" in given:  # PostgreSQL takes it for a fault of the query
        raise UnknownStatementError("a document's id has no U+0000 in it")
    found = connection.execute(select(documents).where((documents.c.id == given) | (documents.c.key == given)))
    row = found.mappings().first()
    if row is not None:
        return row
    digits = given.removeprefix("sha256:").lower()
    if len(digits) >= 6 and all(ch in "0123456789abcdef" for ch in digits):
        rows = connection.execute(select(documents).where(documents.c.id.like(f"sha256:{digits}%")).limit(2))
        matches = rows.mappings().all()
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise UnknownStatementError(f"several documents begin with {given}: give more of its digits")
    raise UnknownStatementError(f"the record has no document {given}")


def load_document(connection: Connection, given: str) -> Document:
    """The document as fetched, corrections not applied."""
    return document_from_row(document_row(connection, given))


def load_readings(connection: Connection, document: Document) -> tuple[StoredReading, ...]:
    """Every reading of a document, oldest first."""
    query = select(readings).where(readings.c.document_id == document.id).order_by(readings.c.ordinal)
    return tuple(unpack_reading(row, document.text) for row in connection.execute(query).mappings())


def load_current(connection: Connection, document: Document) -> StoredReading:
    """The document's current reading."""
    query = select(readings).where(readings.c.document_id == document.id, readings.c.superseded_at.is_(None))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise RecordError(f"document {document.id} has no current reading: the record is damaged, run: sayso verify")
    return unpack_reading(row, document.text)


def load_corrections(connection: Connection, document_ids: Sequence[str]) -> tuple[Correction, ...]:
    """Every correction made on these texts, revoked ones and revocations too, in order."""
    query = select(corrections).where(corrections.c.document_id.in_(document_ids)).order_by(corrections.c.seq)
    return with_revocations(connection.execute(query).mappings().all())


def with_revocations(rows: Iterable[Any]) -> tuple[Correction, ...]:
    """Rows of ``corrections`` as values; a revocation is kept with the document of what it revokes."""
    rows = list(rows)
    revoked = {row["revokes"]: row["seq"] for row in rows if row["revokes"] is not None}
    return tuple(correction_from_row(row, revoked.get(row["seq"])) for row in rows)


def lineage(connection: Connection, document_id: str) -> tuple[str, ...]:
    """The document and every text that stood at one of its addresses before it did."""
    mine = (
        select(versions.c.report_id, func.max(versions.c.ordinal).label("last"))
        .where(versions.c.document_id == document_id)
        .group_by(versions.c.report_id)
        .subquery()
    )
    query = select(versions.c.document_id).join(mine, versions.c.report_id == mine.c.report_id)
    earlier = connection.execute(query.where(versions.c.ordinal < mine.c.last)).scalars()
    return (document_id, *sorted(set(earlier) - {document_id}))


def descendants(connection: Connection, document_id: str) -> tuple[str, ...]:
    """The document and every text that stood at one of its addresses after it first did."""
    mine = (
        select(versions.c.report_id, func.min(versions.c.ordinal).label("first"))
        .where(versions.c.document_id == document_id)
        .group_by(versions.c.report_id)
        .subquery()
    )
    query = select(versions.c.document_id).join(mine, versions.c.report_id == mine.c.report_id)
    later = connection.execute(query.where(versions.c.ordinal > mine.c.first)).scalars()
    return (document_id, *sorted(set(later) - {document_id}))


def load_view(connection: Connection, given: str) -> DocumentView:
    """What people see of a document."""
    row = document_row(connection, given)
    document = document_from_row(row)
    return compute_view(
        document,
        row["key"],
        load_current(connection, document),
        load_corrections(connection, lineage(connection, document.id)),
    )


def statement_document(connection: Connection, uid: str) -> str:
    """The id of the document that a statement, seen now or not, belongs to.

    Raises:
        UnknownStatementError: if the record never had such a statement.
    """
    if "\x00" in uid:
        raise UnknownStatementError("a statement's identifier has no U+0000 in it")
    seen = connection.execute(select(statements.c.document_id).where(statements.c.uid == uid)).scalar()
    if seen is not None:
        return str(seen)
    key, _, number = uid.rpartition("-")
    found = connection.execute(select(documents.c.id, documents.c.next_statement).where(documents.c.key == key)).first()
    if found is not None:
        digits = number.removeprefix("a")
        if digits.isdigit() and (number.startswith("a") or 1 <= int(digits) < found.next_statement):
            return str(found.id)
    raise UnknownStatementError(
        f"the record has no statement {uid}: sayso search shows each statement's identifier, such as 3f2a9c41-7"
    )


def load_history(connection: Connection, uid: str) -> History:
    """Everything that happened to one statement, corrections carried over from earlier versions of its report too."""
    row = document_row(connection, statement_document(connection, uid))
    document = document_from_row(row)
    stored = load_readings(connection, document)
    every = load_corrections(connection, lineage(connection, document.id))
    view = compute_view(document, row["key"], stored[-1], every)
    seen = next((v for v in view.statements if v.uid == uid), None)
    numbers = {c.seq for c in every if c.statement_uid == uid}
    numbers |= {c.seq for c in seen.corrections} if seen else set()
    numbers |= {r.correction.seq for r in view.removed if r.uid == uid}
    found_by = tuple(
        (r, statement)
        for r in stored
        for statement, given in zip(r.reading.statements, r.uids, strict=True)
        if given == uid
    )
    if not numbers and not found_by:
        raise UnknownStatementError(f"the record has no statement {uid}")
    about = tuple(c for c in every if c.seq in numbers or c.revokes in numbers)
    orphans = tuple(o for o in view.orphans if o.correction.seq in numbers)
    return History(uid, document.id, found_by, about, seen, orphans)
