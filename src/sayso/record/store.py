"""The record as one object: open it with :func:`open_record`. Each writing method is one transaction: all or none."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, func, select

from sayso.model import Document, FurnitureKind, Reading, Statement
from sayso.record import adding, judging, judging_documents, loading
from sayso.record.across.actors.keeping import make_anew, up_to_date
from sayso.record.database import Database, open_database
from sayso.record.dump import dump, restore
from sayso.record.faults import UnknownStatementError
from sayso.record.judging import Judge
from sayso.record.tables import documents, originals, readings, reports, versions
from sayso.record.values import (
    Added,
    Correction,
    CorrectionKind,
    DocumentEntry,
    DocumentView,
    History,
    Original,
    Report,
    StatementView,
    StoredReading,
    VerifyReport,
    Version,
)
from sayso.record.verify import verify
from sayso.spans import Span

_ENTRY = (
    "id", "key", "url", "outlet", "title", "byline", "published", "fetched", "language", "length", "latest", "added_at",
)  # fmt: skip
_VERSION = (
    "ordinal", "document_id", "added_at", "url", "outlet", "title", "byline", "published", "fetched", "original_id",
)  # fmt: skip


def open_record(where: str | Path, *, create: bool = True, readonly: bool = False, wait: float = 30.0) -> Record:
    """Open the record at a path (SQLite) or ``postgresql://`` URL; to be used as a context manager.

    Args:
        where: path or URL.
        create: make one where there is none; a command that only looks gives ``False``.
        readonly: write nothing at all.
        wait: seconds to wait for another program that is writing.

    Raises:
        NoRecordError: nothing there, or no record of sayso's.
        NewerRecordError: written by a newer sayso.
        RecordError: it cannot be opened; the message says why and what to do.
    """
    record = Record(open_database(where, create=create and not readonly, readonly=readonly, wait=wait))
    try:
        if not readonly:
            record.compute_lacking()
    except BaseException:
        record.close()
        raise
    return record


class Record:
    """Documents, readings and people's corrections, kept for years."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @property
    def where(self) -> str:
        """The path or URL, its password hidden."""
        return self._database.where

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is SQLite (else PostgreSQL)."""
        return self._database.is_sqlite

    @property
    def readonly(self) -> bool:
        """Whether it was opened for reading only."""
        return self._database.readonly

    def reading_connection(self) -> AbstractContextManager[Connection]:
        """A connection that sees one unchanging state; for the record's own modules (search)."""
        return self._database.read()

    def writing_connection(self) -> AbstractContextManager[Connection]:
        """A connection in a transaction alone among writers; for the record's own modules (embeddings)."""
        return self._database.write()

    def compute_lacking(self) -> None:
        """Compute what a record of an older sayso lacks: who speaks across its reports."""
        with self._database.read() as connection:
            if up_to_date(connection):
                return
        with self._database.write() as connection:
            make_anew(connection)

    # Documents and readings

    def standing(self, document: Document) -> Added:
        """What :meth:`add` would come to, so that a text already known is not read again. Nothing is written."""
        with self._database.read() as connection:
            return adding.standing(connection, document)

    def merged(self, document: Document) -> Document:
        """What a reader is to read: the document with facts that it lacked, furniture and facts as corrected."""
        with self._database.read() as connection:
            return adding.merged(connection, document)

    def add(self, document: Document, reading: Reading | None = None, original: Original | None = None) -> Added:
        """Keep a document, its reading and its page; when this returns they are on disk.

        The reading may be left out where :meth:`standing` says ``unchanged``, or ``new-version`` with a known text.

        Raises:
            RecordError: if the reading is missing where one is needed, or does not fit the document.
        """
        with self._database.write() as connection:
            return adding.add_document(connection, document, reading, original)

    def reread(self, reading: Reading) -> None:
        """Make this the current reading of its document, which the record has; the one before stays.

        Raises:
            UnknownStatementError: if the record lacks the document.
            RecordError: if the reading does not fit it.
        """
        with self._database.write() as connection:
            document = loading.load_document(connection, reading.document.id)
            adding.check_reading(document, reading)
            adding.keep_reading(connection, document.id, reading, adding.now())

    def documents(self, *, latest_only: bool = False) -> Iterator[DocumentEntry]:
        """Every document, in the order they were added."""
        query = (
            select(*(documents.c[name] for name in _ENTRY), readings.c.reader_version, readings.c.network)
            .join(readings, (readings.c.document_id == documents.c.id) & readings.c.superseded_at.is_(None))
            .order_by(documents.c.added_at, documents.c.id)
        )
        if latest_only:
            query = query.where(documents.c.latest)
        with self._database.read() as connection:
            for row in connection.execution_options(yield_per=500).execute(query):
                yield DocumentEntry(*tuple(row))

    def entry(self, given: str) -> DocumentEntry:
        """The line of the list of documents for an id, key or beginning of an id.

        Raises:
            UnknownStatementError: if there is none, or several.
        """
        with self._database.read() as connection:
            row = loading.document_row(connection, given)
            reading = select(readings.c.reader_version, readings.c.network)
            current = readings.c.document_id == row["id"], readings.c.superseded_at.is_(None)
            made_by = connection.execute(reading.where(*current)).first()
        return DocumentEntry(*(row[name] for name in _ENTRY), *(made_by or ("", "")))

    def document_count(self) -> int:
        """How many documents there are."""
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(documents)).scalar() or 0)

    def document(self, given: str) -> Document:
        """The document with this id, key or beginning of an id, as fetched.

        Raises:
            UnknownStatementError: if there is none, or several.
        """
        with self._database.read() as connection:
            return loading.load_document(connection, given)

    def original(self, original_id: str) -> Original:
        """A page as it was fetched, by the ``original_id`` of a :class:`~sayso.record.values.Version`.

        Raises:
            UnknownStatementError: if the record does not keep it.
        """
        with self._database.read() as connection:
            row = connection.execute(select(originals).where(originals.c.id == original_id)).mappings().first()
        if row is None:
            raise UnknownStatementError(f"the record keeps no page {original_id}")
        return Original(zlib.decompress(row["data"]), row["content_type"])

    def report(self, identity: str) -> Report:
        """The report at a URL (or, for one without, by its document's id), with its versions.

        Raises:
            UnknownStatementError: if there is none.
        """
        query = (
            select(*(versions.c[name] for name in _VERSION))
            .join(reports, reports.c.id == versions.c.report_id)
            .where(reports.c.identity == identity)
            .order_by(versions.c.ordinal)
        )
        with self._database.read() as connection:
            found = tuple(Version(*tuple(row)) for row in connection.execute(query))
        if not found:
            raise UnknownStatementError(f"the record has no report {identity}")
        return Report(identity, found)

    def reports_of(self, document_id: str) -> tuple[Report, ...]:
        """Every report that this text is or was a version of."""
        query = (
            select(reports.c.identity)
            .join(versions, versions.c.report_id == reports.c.id)
            .where(versions.c.document_id == document_id)
            .distinct()
            .order_by(reports.c.identity)
        )
        with self._database.read() as connection:
            identities = list(connection.execute(query).scalars())
        return tuple(self.report(identity) for identity in identities)

    def readings(self, given: str) -> tuple[StoredReading, ...]:
        """Every reading of a document, oldest first, exactly as its reader gave it."""
        with self._database.read() as connection:
            return loading.load_readings(connection, loading.load_document(connection, given))

    def current_reading(self, given: str) -> StoredReading:
        """The document's current reading, corrections not applied."""
        with self._database.read() as connection:
            return loading.load_current(connection, loading.load_document(connection, given))

    # What people see

    def view(self, given: str) -> DocumentView:
        """The document as people see it: its current reading with the corrections in force."""
        with self._database.read() as connection:
            return loading.load_view(connection, given)

    def statement(self, uid: str) -> StatementView:
        """One statement as people see it.

        Raises:
            UnknownStatementError: if it is not in the record, or not seen any more.
        """
        with self._database.read() as connection:
            view = loading.load_view(connection, loading.statement_document(connection, uid))
        for seen in view.statements:
            if seen.uid == uid:
                return seen
        raise UnknownStatementError(f"statement {uid} is not seen any more: sayso history {uid} tells why")

    def document_of(self, uid: str) -> str:
        """The id of the document that a statement stands in, seen or not."""
        with self._database.read() as connection:
            return loading.statement_document(connection, uid)

    def history(self, uid: str) -> History:
        """Everything that happened to one statement.

        Raises:
            UnknownStatementError: if the record never had it.
        """
        with self._database.read() as connection:
            return loading.load_history(connection, uid)

    # People's judgements

    def correct(
        self,
        uid: str,
        fields: Mapping[str, Any] | None = None,
        spans: Mapping[str, Sequence[Span]] | None = None,
        *,
        author: str,
        reason: str | None = None,
    ) -> tuple[Correction, ...]:
        """Set fields (:data:`sayso.record.fields.FIELDS`; ``None`` clears) and spans of a statement.

        Raises:
            UnknownStatementError: if there is no such statement.
            CorrectionError: if a value is outside the codebook, words are not in the text, or nothing would change.
        """
        with self._database.write() as connection:
            return judging.correct(connection, uid, fields or {}, spans or {}, Judge(author, reason))

    def confirm(self, uid: str, *, author: str, reason: str | None = None) -> Correction:
        """Say that a statement is right as it is seen; it then stays so, whatever a later reader makes of it."""
        return self._whole(uid, "confirm", author, reason)

    def dispute(self, uid: str, *, author: str, reason: str | None = None) -> Correction:
        """Say that a statement is not right, without saying what is."""
        return self._whole(uid, "dispute", author, reason)

    def remove(self, uid: str, *, author: str, reason: str | None = None) -> Correction:
        """Say that there is no such statement in the text."""
        return self._whole(uid, "remove", author, reason)

    def _whole(self, uid: str, kind: CorrectionKind, author: str, reason: str | None) -> Correction:
        with self._database.write() as connection:
            return judging.judge_whole(connection, uid, kind, Judge(author, reason))

    def add_statement(self, given: str, statement: Statement, *, author: str, reason: str | None = None) -> Correction:
        """Add a statement that the reader missed; the correction's ``statement_uid`` names it."""
        with self._database.write() as connection:
            return judging.add_statement(connection, given, statement, Judge(author, reason))

    def mark_furniture(
        self, given: str, span: Span, kind: FurnitureKind, *, author: str, reason: str | None = None
    ) -> Correction:
        """Say that a stretch of a document is page apparatus; machine statements inside it are no longer seen."""
        with self._database.write() as connection:
            return judging_documents.judge_furniture(connection, given, span, kind, Judge(author, reason))

    def unmark_furniture(self, given: str, span: Span, *, author: str, reason: str | None = None) -> Correction:
        """Say that a stretch marked as furniture is part of the report; a re-reading then reads it."""
        with self._database.write() as connection:
            return judging_documents.judge_furniture(connection, given, span, None, Judge(author, reason))

    def correct_facts(
        self, given: str, facts: Mapping[str, str | None], *, author: str, reason: str | None = None
    ) -> tuple[Correction, ...]:
        """Set facts of a document (:data:`sayso.record.facts.FACTS`; ``None`` empties).

        The days that its statements were said stay as they were read until it is read anew.

        Raises:
            UnknownStatementError: if there is no such document.
            CorrectionError: if a fact or value cannot be, or nothing would change.
        """
        with self._database.write() as connection:
            return judging_documents.correct_facts(connection, given, facts, Judge(author, reason))

    def fact_history(self, given: str) -> tuple[Correction, ...]:
        """Every correction of a document's facts, and every revocation of one, oldest first."""
        with self._database.read() as connection:
            return judging_documents.fact_history(connection, loading.document_row(connection, given)["id"])

    def revoke(self, seq: int, *, author: str, reason: str | None = None) -> Correction:
        """Take a correction back; both stay in the log."""
        with self._database.write() as connection:
            return judging.revoke(connection, seq, Judge(author, reason))

    # The whole

    def verify(self) -> VerifyReport:
        """Prove every span, hash, constraint, link of the log and row in step; nothing is written."""
        with self._database.read() as connection:
            return verify(connection)

    def dump(self) -> Iterator[dict[str, Any]]:
        """Everything in the record as JSON objects, in an order that :meth:`restore` can take."""
        with self._database.read() as connection:
            yield from dump(connection)

    def restore(self, objects: Iterator[dict[str, Any]]) -> int:
        """Fill an empty record with what :meth:`dump` gave, all or nothing; the number of objects taken.

        Raises:
            RecordError: if the record is not empty, or the objects are no dump.
        """
        with self._database.write() as connection:
            return restore(connection, objects)
