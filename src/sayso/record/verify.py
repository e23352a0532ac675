"""Proving a record: spans against their text, hashes, constraints, the log, and what is seen against what is known."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, func, select, text

from sayso.model import Document, text_id
from sayso.record.across.actors.proof import actor_faults
from sayso.record.across.issues.verify import issue_log_faults
from sayso.record.across.utterances.log import utterance_log_faults
from sayso.record.adding import check_reading, is_latest
from sayso.record.codec import chain_link, digest, document_from_row
from sayso.record.faults import RecordError
from sayso.record.loading import lineage, load_corrections, load_readings
from sayso.record.matching import parts
from sayso.record.projection import current_rows, fact_columns, statement_rows
from sayso.record.tables import corrections, documents, metadata, originals, readings, reports, versions
from sayso.record.values import StoredReading, VerifyReport
from sayso.record.view import compute_view

_DAMAGED = (ValueError, KeyError, TypeError, IndexError, zlib.error, RecordError)
"""What reading a damaged row back can raise."""


def verify(connection: Connection) -> VerifyReport:
    """Look at everything in the record; nothing is written."""
    faults = list(_database_faults(connection))
    statement_count = span_count = reading_count = 0
    ids = list(connection.execute(select(documents.c.id).order_by(documents.c.added_at, documents.c.id)).scalars())
    for document_id in ids:
        row = connection.execute(select(documents).where(documents.c.id == document_id)).mappings().one()
        try:
            document = document_from_row(row)
            faults += _document_faults(row, document)
            stored = load_readings(connection, document)
            reading_count += len(stored)
            for one in stored:
                check_reading(document, one.reading)
                span_count += sum(len(group) for s in one.reading.statements for group in parts(s))
                if len(one.uids) != len(one.reading.statements) or len(set(one.uids)) < len(one.uids):
                    faults.append(f"reading {one.ordinal} of {document_id} has uids that do not fit its statements")
            faults += _reading_faults(connection, document_id)
            statement_count += _check_rows(connection, row, document, stored[-1], faults)
            if row["latest"] != is_latest(connection, document_id):
                faults.append(f"document {document_id} is wrongly marked as newest version or not")
        except _DAMAGED as error:
            faults.append(f"document {document_id} is damaged: {error}")
    faults += _version_faults(connection)
    faults += actor_faults(connection)
    correction_count = _check_log(connection, faults)
    faults += issue_log_faults(connection)
    faults += utterance_log_faults(connection)
    original_count = _check_originals(connection, faults)
    return VerifyReport(
        len(ids), statement_count, span_count, reading_count, correction_count, original_count, tuple(faults)
    )


def _database_faults(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        for (line,) in connection.execute(text("PRAGMA integrity_check")):
            if line != "ok":
                yield f"the database file: {line}"
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            here, there = key.parent, key.column
            # An alias, since corrections point to corrections.
            target = there.table.alias()
            missing = ~select(target.c[there.name]).where(target.c[there.name] == here).exists()
            query = select(func.count()).select_from(table).where(here.is_not(None), missing)
            if lost := connection.execute(query).scalar():
                yield f"{lost} rows of {table.name} name a {here.name} that is not there"


def _document_faults(row: Any, document: Document) -> Iterator[str]:
    if text_id(document.text) != row["id"]:
        yield f"document {row['id']}: its text is not the one that was added (another hash)"
    if len(document.text) != row["length"]:
        yield f"document {row['id']}: its text is {len(document.text)} code points long, not {row['length']}"
    if not row["id"].startswith("sha256:" + row["key"]):
        yield f"document {row['id']}: its key {row['key']} is not the beginning of its id"
    at = 0
    for piece in document.furniture:
        if not at <= piece.start < piece.end <= len(document.text):
            yield f"document {row['id']}: its furniture at {piece.start}:{piece.end} is out of order or outside"
        at = piece.end


def _reading_faults(connection: Connection, document_id: str) -> Iterator[str]:
    query = select(readings).where(readings.c.document_id == document_id).order_by(readings.c.ordinal)
    rows = connection.execute(query).mappings().all()
    if [row["ordinal"] for row in rows] != list(range(1, len(rows) + 1)):
        yield f"document {document_id}: its readings are not numbered 1, 2 …"
    if [row["superseded_at"] is None for row in rows] != [False] * (len(rows) - 1) + [True]:
        yield f"document {document_id}: not its last reading is the current one"
    for row in rows:
        if digest(zlib.decompress(row["body"])) != row["digest"]:
            yield f"reading {row['ordinal']} of {document_id} is not the one that was made (another hash)"


def _check_rows(connection: Connection, row: Any, document: Document, current: StoredReading, faults: list[str]) -> int:
    """Compare the rows of ``statements`` with the view computed anew; the number of statements seen."""
    known = load_corrections(connection, lineage(connection, document.id))
    view = compute_view(document, row["key"], current, known)
    wanted, there = statement_rows(view), [dict(r) for r in current_rows(connection, document.id)]
    for want, have in zip(wanted, there, strict=False):
        if want != have:
            differing = sorted(k for k in want if want[k] != have[k])
            faults.append(f"statement {have['uid']}: its row is out of step in {', '.join(differing)}")
    for fact, value in fact_columns(view).items():
        if row[fact] != value:
            faults.append(f"document {document.id}: its {fact} is out of step")
    if len(wanted) != len(there):
        faults.append(f"document {document.id}: {len(there)} rows of statements where {len(wanted)} are seen")
    for correction in known:
        if correction.document_id == document.id:
            for _, words in correction.selectors:
                if document.text[words.start : words.end] != words.exact:
                    faults.append(f"correction {correction.seq}: its words do not stand in {document.id}")
    return len(wanted)


def _version_faults(connection: Connection) -> Iterator[str]:
    query = (
        select(
            reports.c.identity, func.count(versions.c.id), func.min(versions.c.ordinal), func.max(versions.c.ordinal)
        )
        .outerjoin(versions, versions.c.report_id == reports.c.id)
        .group_by(reports.c.identity)
    )
    for identity, count, first, last in connection.execute(query):
        if not count or first != 1 or last != count:
            yield f"report {identity}: its versions are not numbered 1, 2 …"
    without = select(func.count()).select_from(documents)
    without = without.where(~select(versions.c.id).where(versions.c.document_id == documents.c.id).exists())
    if lost := connection.execute(without).scalar():
        yield f"{lost} documents belong to no report"


def _check_log(connection: Connection, faults: list[str]) -> int:
    """Follow the chain of corrections from the first; their number."""
    previous, count = "", 0
    for row in connection.execute(select(corrections).order_by(corrections.c.seq)).mappings():
        count += 1
        if row["seq"] != count:
            faults.append(f"correction {count} is missing from the log")
            return count
        if row["chain"] != chain_link(previous, row):
            faults.append(f"correction {count} is not as it was made, or one before it is not")
            return count
        previous = row["chain"]
    return count


def _check_originals(connection: Connection, faults: list[str]) -> int:
    ids: Iterable[str] = connection.execute(select(originals.c.id)).scalars().all()
    count = 0
    for original_id in ids:
        count += 1
        row = connection.execute(select(originals).where(originals.c.id == original_id)).mappings().one()
        try:
            data = zlib.decompress(row["data"])
        except zlib.error as error:
            faults.append(f"page {original_id} is damaged: {error}")
            continue
        if digest(data) != original_id or len(data) != row["size"]:
            faults.append(f"page {original_id} is not the one that was fetched (another hash)")
    return count
