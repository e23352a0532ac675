"""What a search gives back: a statement's exact words where they stand, who, when, where and the link."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, select

from sayso.model import Act, Kind, Speaker, SpeakerKind
from sayso.record.tables import documents, statements
from sayso.record.values import State

_READ = 500
_ROOM = 160


@dataclass(frozen=True, slots=True)
class Mark:
    """A span inside an excerpt: its part (``source``, ``cue`` or ``content``) and code points of the document."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document around a statement; ``document.text[start:end] == text``.

    Attributes:
        start: first code point.
        end: one past the last.
        text: the words, unaltered.
        marks: the statement's spans, in text order.
    """

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One result, as people see the statement, corrections in force applied.

    Attributes:
        uid: the statement's identifier in the record.
        rank: its place among all results, from 1.
        by_words: its place among those found by words, from 1; ``None`` if not found so.
        similarity: cosine of its meaning with the query's; ``None`` if meaning was not looked for.
        kind, act, source, cue, content: the statement; several stretches are joined by ``[…]``.
        speaker: who said it.
        told_to: outlet to which it was said or through which it is reported.
        channel, addressee, said: how, to whom and on what day it was said.
        state: machine-read, confirmed, corrected or disputed.
        confidence: of the reader.
        document: id of the report's text.
        outlet, title, url, published, language: the report.
        excerpt: the words in their context.
    """

    uid: str
    rank: int
    by_words: int | None
    similarity: float | None
    kind: Kind
    act: Act
    source: str
    cue: str
    content: str
    speaker: Speaker | None
    told_to: str | None
    channel: str | None
    addressee: str | None
    said: str | None
    state: State
    confidence: float
    document: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    language: str | None
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Found:
    """A row that a search found, before it is looked up: see :class:`Hit`."""

    statement_id: int
    by_words: int | None = None
    similarity: float | None = None


def load_hits(connection: Connection, found: Sequence[Found], first_rank: int = 1) -> list[Hit]:
    """The results for rows, in the order given; a row that is gone is left out."""
    rows: dict[int, Any] = {}
    texts: dict[str, str] = {}
    s, d = statements.c, documents.c
    about = [d.outlet.label("published_in"), d.title, d.url, d.published, d.language]
    for at in range(0, len(found), _READ):
        ids = [f.statement_id for f in found[at : at + _READ]]
        query = select(*statements.c, *about).join(documents, d.id == s.document_id).where(s.id.in_(ids))
        rows.update((row["id"], row) for row in connection.execute(query).mappings())
        wanted = list({row["document_id"] for row in rows.values()} - texts.keys())
        texts.update({row.id: row.text for row in connection.execute(select(d.id, d.text).where(d.id.in_(wanted)))})
    there = [f for f in found if f.statement_id in rows]
    return [
        _hit(f, rows[f.statement_id], texts[rows[f.statement_id]["document_id"]], rank)
        for rank, f in enumerate(there, start=first_rank)
    ]


def _hit(found: Found, row: Any, text: str, rank: int) -> Hit:
    speaker = None
    if row["speaker_kind"] is not None:
        speaker = Speaker(
            row["speaker_name"],
            cast(SpeakerKind, row["speaker_kind"]),
            row["speaker_role"],
            row["speaker_for"],
            row["speaker_actor"],
        )
    marks = tuple(Mark(*span) for span in sorted(json.loads(row["spans"]), key=lambda span: span[1:]))
    return Hit(
        uid=row["uid"],
        rank=rank,
        by_words=found.by_words,
        similarity=found.similarity,
        kind=row["kind"],
        act=row["act"],
        source=row["source"],
        cue=row["cue"],
        content=row["content"],
        speaker=speaker,
        told_to=row["outlet"],
        channel=row["channel"],
        addressee=row["addressee"],
        said=row["said"],
        state=row["state"],
        confidence=row["confidence"],
        document=row["document_id"],
        outlet=row["published_in"],
        title=row["title"],
        url=row["url"],
        published=row["published"],
        language=row["language"],
        excerpt=excerpt(text, marks),
    )


def excerpt(text: str, marks: tuple[Mark, ...], room: int = _ROOM) -> Excerpt:
    """The words from the first mark to the last, and up to ``room`` code points of their paragraphs on either side."""
    start, end = min(m.start for m in marks), max(m.end for m in marks)
    begin = text.rfind("\n", max(0, start - room), start) + 1
    if begin == 0 and start > room:  # the paragraph is longer: from the first whole word in the room
        blank = text.find(" ", start - room, start)
        begin = blank + 1 if blank >= 0 else start - room
    stop = text.find("\n", end, end + room)
    if stop < 0:
        stop = len(text)
        if end + room < stop:
            blank = text.rfind(" ", end, end + room)
            stop = blank if blank >= 0 else end + room
    return Excerpt(begin, stop, text[begin:stop], marks)
