"""Documents and readings into the record: what is new is kept, what is known is left as it is."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sayso.model import Document, Reading
from sayso.record.across.actors.keeping import keep_actors
from sayso.record.codec import (
    DOCUMENT_FACTS,
    digest,
    document_from_row,
    dumps,
    fetched_facts,
    furniture_to_text,
    pack_reading,
)
from sayso.record.facts import with_facts
from sayso.record.faults import RecordError
from sayso.record.loading import descendants, lineage, load_corrections, load_readings, load_view
from sayso.record.matching import Parts, assign_uids, parts
from sayso.record.projection import project
from sayso.record.tables import documents, originals, problems, readings, reports, versions
from sayso.record.values import Added, Original
from sayso.record.view import compute_view

_SHORTEST_KEY = 8


def now() -> str:
    """This moment in UTC, ISO 8601 to the microsecond, so that times sort as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def standing(connection: Connection, document: Document) -> Added:
    """What adding ``document`` would come to; nothing is written."""
    known = _row(connection, document.id)
    identity = document.url or _first_address(connection, document.id) or document.id
    report_id = connection.execute(select(reports.c.id).where(reports.c.identity == identity)).scalar()
    latest = _latest_version(connection, report_id)
    if latest is not None and latest["document_id"] != document.id and document.url is not None:
        number, previous = latest["ordinal"] + 1, latest["document_id"]
        return Added("new-version", document.id, identity, number, previous)
    number = latest["ordinal"] if latest is not None else 1
    if known is None:
        return Added("added", document.id, identity, number)
    lacks = any(known[fact] is None and getattr(document, fact) is not None for fact in DOCUMENT_FACTS[:-1])
    new_address = latest is None and document.url is not None and known["url"] is not None
    return Added("completed" if lacks else "unchanged", document.id, identity, number, None, new_address)


def add_document(
    connection: Connection, document: Document, reading: Reading | None, original: Original | None
) -> Added:
    """Keep a document with its reading; one transaction's work.

    Raises:
        RecordError: if a reading is needed and none is given, or it is not a reading of this document.
    """
    outcome = standing(connection, document)
    known = _row(connection, document.id)
    if reading is None and (known is None or outcome.status == "completed"):
        raise RecordError(f"document {document.id} is to be kept with a reading of it")
    if reading is not None:
        check_reading(document, reading)
    at = now()
    if known is None:
        _insert_document(connection, document, at)
    elif outcome.status == "completed":
        _fill_in(connection, document, known)
    if outcome.status != "unchanged" or outcome.new_address:
        _keep_version(connection, document, outcome, original, at)
    if reading is not None and (known is None or outcome.status == "completed"):
        keep_reading(connection, document.id, reading, at)
    if outcome.status == "new-version":
        for later in descendants(connection, document.id):
            project(connection, load_view(connection, later))
    return outcome


def check_reading(document: Document, reading: Reading) -> None:
    """Refuse a reading whose spans, ids or pointers do not fit its document.

    Raises:
        RecordError: naming the first misfit.
    """
    if reading.document.id != document.id:
        raise RecordError(f"the reading is of {reading.document.id}, not of {document.id}")
    ids = [s.id for s in reading.statements]
    if len(set(ids)) < len(ids):
        raise RecordError(f"the reading of {document.id} gives one id to several statements")
    for statement in reading.statements:
        spans = [s for group in parts(statement) for s in group]
        if not spans or any(s.start >= s.end or document.text[s.start : s.end] != s.exact for s in spans):
            raise RecordError(f"statement {statement.id} of {document.id} has words that do not stand in its text")
        for pointer in (statement.within, statement.answers):
            if pointer is not None and pointer not in ids:
                raise RecordError(f"statement {statement.id} of {document.id} points to {pointer}, which is not there")


def keep_reading(connection: Connection, document_id: str, reading: Reading, at: str) -> None:
    """Make ``reading`` the document's current one; those before it stay, and its statements keep their uids."""
    row = _row(connection, document_id)
    document = document_from_row(row)
    before = load_readings(connection, document)
    made_by_people = load_corrections(connection, lineage(connection, document_id))
    known: list[tuple[str, Parts]] = []
    if before:
        seen = compute_view(document, row["key"], before[-1], made_by_people)
        known = [(v.uid, parts(v.statement)) for v in seen.statements]
    for earlier in reversed(before):
        known += [(uid, parts(s)) for uid, s in zip(earlier.uids, earlier.reading.statements, strict=True)]
    uids, next_statement = assign_uids(reading.statements, known, row["key"], row["next_statement"])
    connection.execute(update(documents).where(documents.c.id == document_id).values(next_statement=next_statement))
    connection.execute(
        update(readings)
        .where(readings.c.document_id == document_id, readings.c.superseded_at.is_(None))
        .values(superseded_at=at)
    )
    body, body_digest = pack_reading(reading)
    values = {
        "document_id": document_id,
        "ordinal": len(before) + 1,
        "reader_version": reading.reader.version,
        "network": reading.reader.network,
        "made_at": at,
        "uids": dumps(uids),
        "body": body,
        "digest": body_digest,
    }
    reading_id = connection.execute(insert(readings).values(values)).inserted_primary_key
    if reading.problems:
        number = reading_id[0] if reading_id else None
        connection.execute(
            insert(problems),
            [{"reading_id": number, "code": p.code, "message": p.message, "place": p.where} for p in reading.problems],
        )
    project(connection, load_view(connection, document_id))


def _row(connection: Connection, document_id: str) -> Any:
    """The document's row, its facts as they came."""
    row = connection.execute(select(documents).where(documents.c.id == document_id)).mappings().first()
    return None if row is None else {**row, **fetched_facts(row), "came": None}


def _first_address(connection: Connection, document_id: str) -> str | None:
    query = select(reports.c.identity).join(versions, versions.c.report_id == reports.c.id)
    query = query.where(versions.c.document_id == document_id).order_by(versions.c.id).limit(1)
    return connection.execute(query).scalar()


def _latest_version(connection: Connection, report_id: int | None) -> Any:
    query = select(versions).where(versions.c.report_id == report_id).order_by(versions.c.ordinal.desc()).limit(1)
    return connection.execute(query).mappings().first() if report_id is not None else None


def _insert_document(connection: Connection, document: Document, at: str) -> None:
    digits = document.id.removeprefix("sha256:")
    width = _SHORTEST_KEY
    while connection.execute(select(documents.c.id).where(documents.c.key == digits[:width])).first():
        width += 1
    values = {fact: getattr(document, fact) for fact in DOCUMENT_FACTS}
    connection.execute(
        insert(documents).values(
            id=document.id,
            key=digits[:width],
            language=document.language,
            text=document.text,
            length=len(document.text),
            furniture=furniture_to_text(document.furniture),
            latest=True,
            next_statement=1,
            added_at=at,
            **values,
        )
    )


def merged(connection: Connection, given: Document) -> Document:
    """What a reader is to read: the document with the facts that it lacked, furniture and facts as people corrected."""
    if _row(connection, given.id) is None:
        return with_facts(given, load_corrections(connection, _at_its_address(connection, given)))[0]
    view = load_view(connection, given.id)
    lacking = {f: getattr(given, f) for f in DOCUMENT_FACTS if getattr(view.fetched, f) is None}
    corrected = {c.field or "": getattr(view.document, c.field or "") for c in view.facts}
    return replace(view.document, **{**lacking, **corrected})


def _at_its_address(connection: Connection, document: Document) -> tuple[str, ...]:
    query = select(versions.c.document_id).join(reports, versions.c.report_id == reports.c.id)
    return tuple(connection.execute(query.where(reports.c.identity == document.url)).scalars())


def _fill_in(connection: Connection, document: Document, known: Any) -> None:
    """Facts that the record lacked; what it has is never overwritten."""
    facts = {f: getattr(document, f) if known[f] is None else known[f] for f in DOCUMENT_FACTS}
    # As they came: the corrections of them come back with the reading that follows.
    connection.execute(update(documents).where(documents.c.id == document.id).values(**facts, came=None))


def _keep_version(
    connection: Connection, document: Document, outcome: Added, original: Original | None, at: str
) -> None:
    report_id = _report(connection, document, outcome.report, at)
    if outcome.status == "completed" and not outcome.new_address:
        _complete_versions(connection, report_id, document, original)
        return
    connection.execute(
        insert(versions).values(
            report_id=report_id,
            ordinal=outcome.version,
            document_id=document.id,
            original_id=_keep_original(connection, original) if original is not None else None,
            added_at=at,
            **{fact: getattr(document, fact) for fact in DOCUMENT_FACTS},
        )
    )
    for document_id in {document.id, *([outcome.previous] if outcome.previous else [])}:
        _mark_latest(connection, document_id)


def _complete_versions(connection: Connection, report_id: int, document: Document, original: Original | None) -> None:
    """Facts, and the page, that this text's versions of the report lacked."""
    query = select(versions).where(versions.c.report_id == report_id, versions.c.document_id == document.id)
    for row in connection.execute(query).mappings().all():
        facts = {f: getattr(document, f) for f in DOCUMENT_FACTS if row[f] is None}
        if row["original_id"] is None and original is not None:
            facts["original_id"] = _keep_original(connection, original)
        connection.execute(update(versions).where(versions.c.id == row["id"]).values(facts))


def _report(connection: Connection, document: Document, identity: str, at: str) -> int:
    """The row of the report; a text first added without URL hands its report on to the URL that it then comes with."""
    found = connection.execute(select(reports.c.id).where(reports.c.identity == identity)).scalar()
    if found is None and document.url is not None:
        found = connection.execute(select(reports.c.id).where(reports.c.identity == document.id)).scalar()
        if found is not None:
            connection.execute(update(reports).where(reports.c.id == found).values(identity=identity))
    if found is None:
        key = connection.execute(insert(reports).values(identity=identity, added_at=at)).inserted_primary_key
        found = key[0] if key else None
    return int(found or 0)


def _keep_original(connection: Connection, original: Original) -> str:
    original_id = digest(original.data)
    if connection.execute(select(originals.c.id).where(originals.c.id == original_id)).first() is None:
        connection.execute(
            insert(originals).values(
                id=original_id,
                content_type=original.content_type,
                size=len(original.data),
                data=zlib.compress(original.data, 6),
            )
        )
    return original_id


def _mark_latest(connection: Connection, document_id: str) -> None:
    connection.execute(
        update(documents).where(documents.c.id == document_id).values(latest=is_latest(connection, document_id))
    )
    keep_actors(connection, document_id)


def is_latest(connection: Connection, document_id: str) -> bool:
    """Whether the text is the newest version of at least one report."""
    newer = versions.alias()
    surpassed = select(newer.c.id).where(
        newer.c.report_id == versions.c.report_id, newer.c.ordinal > versions.c.ordinal
    )
    query = select(versions.c.id).where(versions.c.document_id == document_id, ~surpassed.exists()).limit(1)
    return connection.execute(query).first() is not None
