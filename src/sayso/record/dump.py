"""The whole record as JSON objects and back. What can be computed (rows of ``statements``, indexes) is not carried.

The first object says what this is, the last how many there were, so that a file cut short is known for one.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from sayso.record.across.actors.log import keep_in_force
from sayso.record.across.actors.tables import actor_log
from sayso.record.across.issues.tables import issue_log
from sayso.record.across.utterances.tables import utterance_log
from sayso.record.codec import digest, dumps, fetched_facts
from sayso.record.faults import RecordError
from sayso.record.loading import load_view
from sayso.record.projection import project
from sayso.record.tables import corrections, documents, originals, problems, readings, reports, versions
from sayso.record.verify import verify

Object = dict[str, Any]

FORMAT = 1
_HEAD, _END = "sayso-record", "end"


def dump(connection: Connection) -> Iterator[Object]:
    """Everything in the record, in an order in which it can be put back."""
    counts: Counter[str] = Counter()
    yield {"type": _HEAD, "format": FORMAT}
    for give in (_originals, _documents, _reports, _readings, _corrections, _issue_log, _actor_log, _utterance_log):
        for value in give(connection):
            counts[value["type"]] += 1
            yield value
    yield {"type": _END, "counts": dict(counts)}


def restore(connection: Connection, objects: Iterator[Object]) -> int:
    """Fill an empty record; the number of objects taken, head and end aside.

    Raises:
        RecordError: if the record is not empty, or the objects are no whole and sound dump.
    """
    if connection.execute(select(func.count()).select_from(documents)).scalar():
        raise RecordError("a whole record goes into an empty one only: name a new file with --record")
    head = next(objects, None)
    if not isinstance(head, dict) or head.get("type") != _HEAD:
        raise RecordError("this is no export of a whole record: its first line does not say so")
    if head.get("format") != FORMAT:
        raise RecordError(
            f"this export has format {head.get('format')}, this sayso knows {FORMAT}: install the newer sayso"
        )
    counts = _take_all(connection, objects)
    keep_in_force(connection)
    for document_id in connection.execute(select(documents.c.id)).scalars().all():
        project(connection, load_view(connection, document_id))
    faults = verify(connection).faults
    if faults:
        raise RecordError(f"this export is damaged, nothing was kept: {faults[0]}")
    return sum(counts.values())


def _take_all(connection: Connection, objects: Iterator[Object]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for value in objects:
        name = value.get("type") if isinstance(value, dict) else None
        if name == _END:
            if dict(counts) != value.get("counts"):
                raise RecordError("this export is not whole, nothing was kept: objects are missing from it")
            return counts
        take = _TAKE.get(str(name))
        if take is None:
            raise RecordError(f"this export has an object of a type that is not known: {name}")
        try:
            take(connection, value)
        except IntegrityError as error:
            raise RecordError(
                f"this export is damaged, nothing was kept: a {name} names what is not in it, or is there twice"
            ) from error
        except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
            raise RecordError(f"this export is damaged, nothing was kept: {name} {error}") from error
        counts[str(name)] += 1
    raise RecordError("this export is cut short, nothing was kept: its last line is missing")


def _originals(connection: Connection) -> Iterator[Object]:
    for original_id in connection.execute(select(originals.c.id).order_by(originals.c.id)).scalars().all():
        row = connection.execute(select(originals).where(originals.c.id == original_id)).mappings().one()
        data = base64.b64encode(zlib.decompress(row["data"])).decode("ascii")
        yield {"type": "original", "id": original_id, "content_type": row["content_type"], "data": data}


def _take_original(connection: Connection, value: Object) -> None:
    data = base64.b64decode(value["data"], validate=True)
    connection.execute(
        insert(originals).values(
            id=value["id"], content_type=value["content_type"], size=len(data), data=zlib.compress(data, 6)
        )
    )


def _documents(connection: Connection) -> Iterator[Object]:
    query = select(documents.c.id).order_by(documents.c.added_at, documents.c.id)
    for document_id in connection.execute(query).scalars().all():
        row = connection.execute(select(documents).where(documents.c.id == document_id)).mappings().one()
        as_it_came = {k: v for k, v in {**row, **fetched_facts(row)}.items() if k != "came"}
        yield {"type": "document", **as_it_came, "furniture": json.loads(row["furniture"])}


def _take_document(connection: Connection, value: Object) -> None:
    row = {c.name: value[c.name] for c in documents.c if c.name != "came"}
    connection.execute(insert(documents).values({**row, "furniture": dumps(value["furniture"])}))


def _reports(connection: Connection) -> Iterator[Object]:
    first = select(versions.c.report_id, func.min(versions.c.id).label("first")).group_by(versions.c.report_id)
    firsts = first.subquery()
    query = select(reports).join(firsts, firsts.c.report_id == reports.c.id).order_by(firsts.c.first)
    for row in connection.execute(query).mappings().all():
        kept = select(versions).where(versions.c.report_id == row["id"]).order_by(versions.c.ordinal)
        yield {
            "type": "report",
            "identity": row["identity"],
            "added_at": row["added_at"],
            "versions": [
                {k: v for k, v in version.items() if k not in ("id", "report_id")}
                for version in connection.execute(kept).mappings()
            ],
        }


def _take_report(connection: Connection, value: Object) -> None:
    made = connection.execute(insert(reports).values(identity=value["identity"], added_at=value["added_at"]))
    report_id = made.inserted_primary_key[0] if made.inserted_primary_key else None
    for version in value["versions"]:
        row = {c.name: version[c.name] for c in versions.c if c.name not in ("id", "report_id")}
        connection.execute(insert(versions).values(report_id=report_id, **row))


def _readings(connection: Connection) -> Iterator[Object]:
    for reading_id in connection.execute(select(readings.c.id).order_by(readings.c.id)).scalars().all():
        row = connection.execute(select(readings).where(readings.c.id == reading_id)).mappings().one()
        yield {
            "type": "reading",
            **{k: row[k] for k in ("document_id", "ordinal", "made_at", "superseded_at", "digest")},
            "uids": json.loads(row["uids"]),
            "reading": json.loads(zlib.decompress(row["body"])),
        }


def _take_reading(connection: Connection, value: Object) -> None:
    reading = value["reading"]
    body = dumps(reading).encode("ascii")
    if digest(body) != value["digest"]:
        raise RecordError(f"this export is damaged, nothing was kept: a reading of {value['document_id']} was changed")
    made = connection.execute(
        insert(readings).values(
            **{k: value[k] for k in ("document_id", "ordinal", "made_at", "superseded_at", "digest")},
            reader_version=reading["reader"]["version"],
            network=reading["reader"]["network"],
            uids=dumps(value["uids"]),
            body=zlib.compress(body, 6),
        )
    )
    number = made.inserted_primary_key[0] if made.inserted_primary_key else None
    for problem in reading["problems"]:
        connection.execute(
            insert(problems).values(
                reading_id=number, code=problem["code"], message=problem["message"], place=problem["where"]
            )
        )


_JSON = ("before", "after", "selectors")


def _corrections(connection: Connection) -> Iterator[Object]:
    for row in connection.execute(select(corrections).order_by(corrections.c.seq)).mappings():
        # The JSON columns stay as they were written: the chain seals their very characters.
        yield {"type": "correction", **row}


def _take_correction(connection: Connection, value: Object) -> None:
    for name in _JSON:
        if value[name] is not None:
            json.loads(value[name])
    connection.execute(insert(corrections).values({c.name: value[c.name] for c in corrections.c}))


def _issue_log(connection: Connection) -> Iterator[Object]:
    for row in connection.execute(select(issue_log).order_by(issue_log.c.seq)).mappings():
        yield {"type": "issue-judgement", **row}


def _take_issue_judgement(connection: Connection, value: Object) -> None:
    connection.execute(insert(issue_log).values({c.name: value[c.name] for c in issue_log.c}))


def _actor_log(connection: Connection) -> Iterator[Object]:
    for row in connection.execute(select(actor_log).order_by(actor_log.c.seq)).mappings():
        # As with corrections, the JSON columns stay as they were written.
        yield {"type": "actor-judgement", **row}


def _take_actor_judgement(connection: Connection, value: Object) -> None:
    for name in ("nodes", "others", "uids", "names"):
        json.loads(value[name])
    connection.execute(insert(actor_log).values({c.name: value[c.name] for c in actor_log.c}))


def _utterance_log(connection: Connection) -> Iterator[Object]:
    for row in connection.execute(select(utterance_log).order_by(utterance_log.c.seq)).mappings():
        yield {"type": "utterance-judgement", **row}


def _take_utterance_judgement(connection: Connection, value: Object) -> None:
    connection.execute(insert(utterance_log).values({c.name: value[c.name] for c in utterance_log.c}))


_TAKE: dict[str, Callable[[Connection, Object], None]] = {
    "original": _take_original,
    "document": _take_document,
    "report": _take_report,
    "reading": _take_reading,
    "correction": _take_correction,
    "issue-judgement": _take_issue_judgement,
    "actor-judgement": _take_actor_judgement,
    "utterance-judgement": _take_utterance_judgement,
}
