"""Statements as utterances hold them against each other, out of the record's tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, select

from sayso.record.across.actors.tables import actor_nodes, actor_statements
from sayso.record.across.utterances.grouping import Pair
from sayso.record.across.utterances.tables import utterance_pairs, utterance_told
from sayso.record.across.utterances.told import Told, last_day, packed_words, unpacked_words
from sayso.record.across.utterances.words import words_of
from sayso.record.tables import documents, statements
from sayso.spans import Span

_SQL_MOST = 900
_Value = TypeVar("_Value")

_SPEAKER = (statements.c.speaker_name, statements.c.speaker_kind, statements.c.speaker_for)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A statement looked at anew, and the row of ``utterance_told`` that it makes."""

    told: Told
    row: dict[str, Any]


def slices(values: Sequence[_Value]) -> Iterable[Sequence[_Value]]:
    """Values in as many at a time as a store takes as parameters of one query."""
    return (values[at : at + _SQL_MOST] for at in range(0, len(values), _SQL_MOST))


def fresh_statements(connection: Connection, ids: Sequence[str]) -> list[Fresh]:
    """The statements of these documents that count: those in the newest version of a report, with words."""
    found: list[Fresh] = []
    for some in slices(ids):
        s, d = statements.c, documents.c
        texts = {
            row.id: row for row in connection.execute(select(d.id, d.text, d.published).where(d.id.in_(some), d.latest))
        }
        query = select(s.id, s.uid, s.document_id, s.spans, s.within_uid, s.said, s.speaker_actor, *_SPEAKER)
        rows = connection.execute(query.where(s.document_id.in_(list(texts))).order_by(s.id)).mappings().all()
        outer = {row["within_uid"] for row in rows}
        known = _actors(connection, [row["id"] for row in rows])
        for row in rows:
            document = texts[row["document_id"]]
            made = _fresh(row, document.text, document.published, row["uid"] in outer, known.get(row["id"]))
            if made is not None:
                found.append(made)
    return found


def _fresh(row: RowMapping, text: str, published: str | None, nests: bool, actor: str | None) -> Fresh | None:
    contents = [Span.of(text, start, end) for role, start, end in json.loads(row["spans"]) if role == "content"]
    words = packed_words(words_of(text, contents))
    if not words:
        return None
    said = last_day(row["said"])
    kept = {
        "statement_id": row["id"],
        "document_id": row["document_id"],
        "day": said or last_day(published),
        "exact": bool(said),
        "nests": nests,
        "actor": actor or row["speaker_actor"],
        "words": words,
    }
    return Fresh(_told(kept, row, published), {**kept, "utterance": None})


def _told(kept: Any, speaker: Any, published: str | None) -> Told:
    norms, quoted, tells = unpacked_words(kept["words"])
    return Told(
        row=kept["statement_id"],
        document=kept["document_id"],
        day=kept["day"],
        exact=kept["exact"],
        reported=last_day(published),
        kind=speaker["speaker_kind"],
        speaker=speaker["speaker_name"],
        on_behalf_of=speaker["speaker_for"],
        actor=kept["actor"],
        norms=norms,
        quoted=quoted,
        tells=tells,
        outer=kept["nests"],
    )


def _actors(connection: Connection, rows: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    n = actor_statements.c
    for some in slices(rows):
        query = select(n.statement_id, actor_nodes.c.actor_id).join(actor_nodes, actor_nodes.c.id == n.node_id)
        found.update(
            {row.statement_id: row.actor_id for row in connection.execute(query.where(n.statement_id.in_(some)))}
        )
    return found


def kept_statements(connection: Connection, rows: Sequence[int]) -> dict[int, Told]:
    """Statements that were looked at before, by row; those that have gone since are left out."""
    found: dict[int, Told] = {}
    t = utterance_told
    for some in slices(rows):
        query = select(t, *_SPEAKER, documents.c.published).join(statements, statements.c.id == t.c.statement_id)
        query = query.join(documents, documents.c.id == t.c.document_id)
        for row in connection.execute(query.where(t.c.statement_id.in_(some))).mappings():
            found[row["statement_id"]] = _told(row, row, row["published"])
    return found


def load_pairs(connection: Connection, rows: Iterable[int]) -> list[Pair]:
    """The machine's pairs of which either statement is one of these rows."""
    p = utterance_pairs.c
    found: dict[tuple[int, int], Pair] = {}
    for some in slices(sorted(rows)):
        for side in (p.one, p.other):
            for row in connection.execute(select(utterance_pairs).where(side.in_(some))):
                found[row.one, row.other] = Pair(row.one, row.other, row.certainty, row.score, row.why)
    return list(found.values())
