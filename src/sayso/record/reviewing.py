"""The statements that most need a person's eye: those that the reader is least sure of and nobody has judged yet."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from sayso.record.hits import Excerpt, Found, Hit, Mark, load_hits
from sayso.record.tables import documents, statements

_BEFORE, _AFTER = 360, 260


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sitting is: after the statement with this confidence and this row."""

    confidence: float
    row: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement to be looked at.

    Attributes:
        hit: the statement and its report.
        key: of the document, for its address.
        around: its words in more of their context than a search shows.
        place: what is asked for as the place after it.
    """

    hit: Hit
    key: str
    around: Excerpt
    place: Place


def doubts(
    connection: Connection, most: int, after: Place | None = None, without: Collection[str] = ()
) -> tuple[Doubt, ...]:
    """The least certain statements that nobody has judged, the least certain first.

    Args:
        connection: to the record.
        most: how many.
        after: go on after this place.
        without: uids to be passed over.
    """
    s, d = statements.c, documents.c
    earlier = select(d.id).where(d.latest.is_(False))
    query = select(s.id, s.confidence).where(s.state == "machine-read", s.document_id.not_in(earlier))
    if after is not None:
        query = query.where(
            or_(s.confidence > after.confidence, and_(s.confidence == after.confidence, s.id > after.row))
        )
    if without:
        query = query.where(s.uid.not_in(without))
    rows = connection.execute(query.order_by(s.confidence, s.id).limit(most)).all()
    hits = {hit.uid: hit for hit in load_hits(connection, [Found(row.id) for row in rows])}
    told = select(s.uid, s.id, s.confidence, s.spans, d.key, d.text).join(documents, d.id == s.document_id)
    texts: dict[int, Any] = {
        row.id: row for row in connection.execute(told.where(s.id.in_([row.id for row in rows]))) if row.uid in hits
    }
    found = []
    for row in rows:
        if row.id in texts:
            full = texts[row.id]
            marks = tuple(Mark(*span) for span in sorted(json.loads(full.spans), key=lambda span: span[1:]))
            place = Place(row.confidence, row.id)
            found.append(Doubt(hits[full.uid], full.key, _around(full.text, marks), place))
    return tuple(found)


def _around(text: str, marks: tuple[Mark, ...]) -> Excerpt:
    """The words with what stands before and after them, other paragraphs too: doubt is settled by the context."""
    first, last = min(m.start for m in marks), max(m.end for m in marks)
    start = max(0, first - _BEFORE)
    if start:
        blanks = [at for mark in (" ", "\n") if (at := text.find(mark, start, first)) >= 0]
        start = min(blanks) + 1 if blanks else start
    end = min(len(text), last + _AFTER)
    if end < len(text):
        blank = max(text.rfind(mark, last, end) for mark in (" ", "\n"))
        end = blank if blank >= 0 else end
    return Excerpt(start, end, text[start:end], marks)


def count_doubts(connection: Connection, below: float = 1.1) -> int:
    """How many statements nobody has judged, of those with less confidence than ``below``."""
    s, d = statements.c, documents.c
    earlier = select(d.id).where(d.latest.is_(False))
    query = select(func.count(s.id)).where(s.state == "machine-read", s.document_id.not_in(earlier))
    return connection.execute(query.where(s.confidence < below)).scalar() or 0
