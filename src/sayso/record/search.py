"""Searching what people see: by words, by meaning, or by both at once. Queries in, results in a stable order out.

Words are ranked by the store (BM25 on SQLite; PostgreSQL has no BM25: ``ts_rank``, weighted, by length), meaning by
cosine. Both together are fused by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, get_args

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, column, func, literal_column, select, table

from sayso.record.conditions import Conditions, Filters
from sayso.record.hits import Found, Hit, load_hits
from sayso.record.pgvector import meanings_kept, nearest_meanings
from sayso.record.store import Record
from sayso.record.tables import documents, statements
from sayso.record.vectors import SIEVED, Floats, Ints, SignIndex, Similar, compare
from sayso.record.words import WordQuery, fts5, parse_words, tsquery

Mode = Literal["words", "meaning", "fused"]
MODES: tuple[Mode, ...] = get_args(Mode)

DEPTH = 1_000
"""Results that meaning, and each side of a fused search, go down to; words alone have no such bound."""

LEAST_SIMILARITY = 0.25
"""Cosine under which a statement is not about the query: of pairs of statements taken at random, most lie below."""

_FUSION = 60  # the constant of the paper
_FTS = table("statements_fts", column("rowid"), column("rank"), column("statements_fts"))
_TS = table("statement_words", column("statement_id"), column("words"))
_WEIGHTS: ColumnElement[Any] = literal_column("'{0.1, 0.1, 0.5, 1.0}'::float4[]")  # cue, source, speaker, content
_BY_LENGTH = 1  # ts_rank divides by 1 + the logarithm of the length


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        text: words as a person types them (:mod:`sayso.record.words`); empty for everything the filters leave.
        mode: words, meaning or both.
        filters: what every result must be.
    """

    text: str = ""
    mode: Mode = "fused"
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Page:
    """Some results.

    Attributes:
        hits: in order.
        offset: how many stand before them.
        more: whether some stand after them.
    """

    hits: tuple[Hit, ...]
    offset: int
    more: bool


class Search:
    """Searches of one record. Keeps the signs of its vectors in memory, so make one and keep it.

    Args:
        record: where to look.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._signs = SignIndex()
        self._conditions = Conditions(postgresql=not record.is_sqlite)

    def page(self, query: Query, vector: Floats | None = None, *, offset: int = 0, limit: int = 20) -> Page:
        """The results from the ``offset``-th on, ``limit`` at most.

        Args:
            query: what is looked for.
            vector: the meaning of its text; without it nothing is found by meaning.
            offset: from 0.
            limit: from 1.
        """
        with self._record.reading_connection() as connection:
            found = self._found(connection, query, vector, limit=offset + limit + 1)[offset:]
            hits = load_hits(connection, found[:limit], offset + 1)
        return Page(tuple(hits), offset, len(found) > limit)

    def all(self, query: Query, vector: Floats | None = None) -> Iterator[Hit]:
        """Every result in the same order, of one state of the record; memory holds their numbers only."""
        with self._record.reading_connection() as connection:
            found = iter(self._found(connection, query, vector, limit=None))
            rank = 1
            while some := list(islice(found, 500)):
                hits = load_hits(connection, some, rank)
                yield from hits
                rank += len(hits)

    def _found(self, connection: Connection, query: Query, vector: Floats | None, limit: int | None) -> list[Found]:
        words = parse_words(query.text)
        if not query.text.strip():
            chosen = self._chosen(query.filters, words).order_by(*self._conditions.newest_first()).limit(limit)
            return [Found(row) for row in connection.execute(chosen).scalars()]
        if not words:  # nothing but signs, or only words that must not be there
            return []
        if query.mode == "meaning" and vector is None:
            return []
        if query.mode == "words" or vector is None:
            return self._by_words(connection, words, query.filters, limit)
        near = self._by_meaning(connection, vector, query.filters, words)
        if query.mode == "meaning":
            return near
        return fused(self._by_words(connection, words, query.filters, DEPTH), near)

    def _by_words(self, connection: Connection, words: WordQuery, filters: Filters, limit: int | None) -> list[Found]:
        s, d = statements.c, documents.c
        if self._record.is_sqlite:
            chosen = select(s.id).join_from(_FTS, statements, s.id == _FTS.c.rowid)
            ordered = chosen.order_by(_FTS.c.rank)
        else:
            chosen = select(s.id).join_from(_TS, statements, s.id == _TS.c.statement_id)
            asked = func.to_tsquery("sayso", tsquery(words))
            score = func.ts_rank(_WEIGHTS, _TS.c.words, asked, _BY_LENGTH)
            ordered = chosen.order_by(score.desc(), s.id)
        joined = ordered.join(documents, d.id == s.document_id).where(self._matching(words, filters.speaker_words))
        rows = connection.execute(joined.where(*self._conditions.of(filters)).limit(limit)).scalars()
        return [Found(row, by_words=place) for place, row in enumerate(rows, start=1)]

    def _by_meaning(self, connection: Connection, vector: Floats, filters: Filters, words: WordQuery) -> list[Found]:
        chosen = self._chosen(filters, words) if filters.narrow or words.without else None
        near = compare(connection, vector, self._sieved(connection, vector, chosen))
        if chosen is None and not filters.all_versions:
            near = _among(connection, near, self._conditions.of(filters))
        return [
            Found(n.statement_id, similarity=n.similarity) for n in near[:DEPTH] if n.similarity >= LEAST_SIMILARITY
        ]

    def _sieved(self, connection: Connection, vector: Floats, chosen: Select[int] | None) -> Ints:
        if meanings_kept(connection):
            return nearest_meanings(connection, vector, SIEVED, chosen)
        self._signs.refresh(connection)
        if chosen is None:
            return self._signs.sieve(vector)
        rows = connection.execute(chosen).scalars()
        return self._signs.sieve(vector, SIEVED, np.fromiter(rows, dtype=np.int64))

    def _chosen(self, filters: Filters, words: WordQuery) -> Select[int]:
        """The rows that the filters leave, without those that hold what must not be there."""
        s, d = statements.c, documents.c
        chosen = select(s.id).join(documents, d.id == s.document_id).where(*self._conditions.of(filters))
        if filters.speaker_words:
            chosen = chosen.where(s.id.in_(self._index_rows(WordQuery(), filters.speaker_words)))
        if words.without:
            chosen = chosen.where(s.id.not_in(self._index_rows(WordQuery((words.without,)), ())))
        return chosen

    def _index_rows(self, words: WordQuery, speaker: tuple[str, ...]) -> Select[int]:
        row = _FTS.c.rowid if self._record.is_sqlite else _TS.c.statement_id
        return select(row).where(self._matching(words, speaker))

    def _matching(self, words: WordQuery, speaker: tuple[str, ...]) -> ColumnElement[bool]:
        if self._record.is_sqlite:
            return _FTS.c.statements_fts.op("MATCH", is_comparison=True)(fts5(words, speaker))
        return _TS.c.words.op("@@", is_comparison=True)(func.to_tsquery("sayso", tsquery(words, speaker)))


def fused(by_words: list[Found], near: list[Found]) -> list[Found]:
    """Both lists as one: the sum of 1/(60 + place) over the lists that a row stands in, highest first."""
    scores: dict[int, float] = {}
    places: dict[int, int] = {}
    similarities: dict[int, float | None] = {}
    for place, found in enumerate(by_words, start=1):
        scores[found.statement_id] = 1 / (_FUSION + place)
        places[found.statement_id] = place
    for place, found in enumerate(near, start=1):
        scores[found.statement_id] = scores.get(found.statement_id, 0.0) + 1 / (_FUSION + place)
        similarities[found.statement_id] = found.similarity
    order = sorted(scores, key=lambda row: (-scores[row], row))
    return [Found(row, places.get(row), similarities.get(row)) for row in order]


def _among(connection: Connection, near: list[Similar], wanted: list[ColumnElement[bool]]) -> list[Similar]:
    """Those that meet the conditions; only as many are looked up as a search goes down to."""
    kept: list[Similar] = []
    for at in range(0, len(near), 900):
        some = near[at : at + 900]
        query = select(statements.c.id).where(statements.c.id.in_([n.statement_id for n in some]), *wanted)
        there = set(connection.execute(query).scalars())
        kept += [n for n in some if n.statement_id in there]
        if len(kept) >= DEPTH:
            break
    return kept
