"""Rows to values and back: readings, corrections, documents. Nothing is rounded, nothing left out."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import asdict
from typing import Any

from sayso.interchange import Json, document_from_json, document_to_json, reading_from_json, statement_to_json
from sayso.model import Document, Furniture, Reading, Statement
from sayso.reanchor import Selector
from sayso.record.values import Correction, StoredReading

Row = Any
"""A row of SQLAlchemy's as a mapping, or a dict with the same keys."""

DOCUMENT_FACTS = ("url", "outlet", "title", "byline", "published", "fetched")
"""What is known of a document beside its text, and can be filled in later."""

# What a correction's link in the chain covers.
_CHAINED = (
    "seq", "kind", "document_id", "statement_uid", "field", "before", "after", "selectors", "author", "made_at",
    "reason", "revokes",
)  # fmt: skip


def dumps(value: Any) -> str:
    """JSON in its shortest form, ASCII only: every string survives both stores."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def digest(data: bytes) -> str:
    """``sha256:`` and the hash of ``data``."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def statement_json(statement: Statement) -> Json:
    """A statement with everything it has: explanations, and its confidence unrounded."""
    out = statement_to_json(statement, explain=True)
    out["confidence"] = float(statement.confidence)
    for explained, value in zip(statement.explanations, out["explanations"], strict=True):
        value["confidence"] = float(explained.confidence)
    return out


def pack_reading(reading: Reading) -> tuple[bytes, str]:
    """A reading as the bytes of ``readings.body``, and their digest; the text stays with the document."""
    document = document_to_json(reading.document)
    del document["text"]
    value = {
        "document": document,
        "statements": [statement_json(s) for s in reading.statements],
        "problems": [{"code": p.code, "message": p.message, "where": p.where} for p in reading.problems],
        "reader": {"version": reading.reader.version, "network": reading.reader.network},
    }
    plain = dumps(value).encode("ascii")
    return zlib.compress(plain, 6), digest(plain)


def unpack_reading(row: Row, text: str) -> StoredReading:
    """A row of ``readings`` and its document's text to the reading that was packed."""
    value = json.loads(zlib.decompress(row["body"]))
    value["document"]["text"] = text
    return StoredReading(
        row["id"],
        row["ordinal"],
        row["made_at"],
        row["superseded_at"],
        tuple(json.loads(row["uids"])),
        reading_from_json(value),
    )


def furniture_to_text(furniture: tuple[Furniture, ...]) -> str:
    """Furniture as the JSON of ``documents.furniture``."""
    return dumps([asdict(f) for f in furniture])


def fetched_facts(row: Row) -> dict[str, str | None]:
    """The facts of a row of ``documents`` as they came; its columns hold them as people see them."""
    came: dict[str, str | None] = {} if row["came"] is None else json.loads(row["came"])
    return {k: row[k] for k in DOCUMENT_FACTS} | came


def document_from_row(row: Row) -> Document:
    """The document that a row of ``documents`` holds, as it came: corrections not applied."""
    value = {k: row[k] for k in ("id", "text", "language")} | fetched_facts(row)
    return document_from_json({**value, "furniture": json.loads(row["furniture"])})


def selectors_to_text(selectors: tuple[tuple[Any, Selector], ...]) -> str:
    """Selectors as the JSON of ``corrections.selectors``."""
    return dumps([{"role": role, **asdict(selector)} for role, selector in selectors])


def correction_from_row(row: Row, revoked_by: int | None) -> Correction:
    """The correction that a row of ``corrections`` holds."""
    return Correction(
        seq=row["seq"],
        kind=row["kind"],
        document_id=row["document_id"],
        statement_uid=row["statement_uid"],
        field=row["field"],
        before=None if row["before"] is None else json.loads(row["before"]),
        after=None if row["after"] is None else json.loads(row["after"]),
        selectors=tuple((s.pop("role"), Selector(**s)) for s in json.loads(row["selectors"])),
        author=row["author"],
        made_at=row["made_at"],
        reason=row["reason"],
        revokes=row["revokes"],
        revoked_by=revoked_by,
    )


def chain_link(previous: str, row: Row) -> str:
    """The link that seals a correction to all before it: changing, dropping or reordering one breaks all later ones."""
    return digest((previous + dumps([row[k] for k in _CHAINED])).encode("ascii"))
