"""What a search finds, counted: by speaker, outlet, act, kind and day. SQL counts it all, nothing is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, String, false, func, literal, select, union_all

from sayso.record.search import Query, Search
from sayso.record.tables import documents, statements
from sayso.record.vectors import Floats
from sayso.record.words import WordQuery, parse_words

_NEWEST_AMONG = 200
"""Of a search by meaning, results among which the newest are looked for: those further down are hardly about it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many results have a value.

    Attributes:
        value: the value; ``None`` where the report does not tell.
        count: how many.
    """

    value: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The results of a search, counted.

    Attributes:
        total: all of them; of a search by meaning, those it goes down to (``search.DEPTH``).
        speakers: by name as written, the most frequent first, cut off.
        outlets: by publishing outlet, the most frequent first, cut off.
        acts: by act, the most frequent first.
        kinds: by kind, the most frequent first.
        days: by the first ten signs of the day said, or else published; in their order.
    """

    total: int
    speakers: tuple[Tally, ...]
    outlets: tuple[Tally, ...]
    acts: tuple[Tally, ...]
    kinds: tuple[Tally, ...]
    days: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A result, and when it came.

    Attributes:
        uid: the statement's.
        row: its number in the store.
        when: the moment at which the record got its report, or a person last judged it; ISO 8601 in UTC.
    """

    uid: str
    row: int
    when: str


class CountingSearch(Search):
    """A search that can also count what it finds, and tell what of it came last."""

    def facets(self, query: Query, vector: Floats | None = None, *, most: int = 12) -> Facets:
        """The results counted; ``most`` speakers and outlets."""
        with self._record.reading_connection() as connection:
            found = self._rows(connection, query, vector)
            day = func.substr(func.coalesce(statements.c.said, documents.c.published), 1, 10, type_=String())
            columns = (statements.c.speaker_name, documents.c.outlet, statements.c.act, statements.c.kind, day)
            names = ("speaker", "outlet", "act", "kind", "day")
            if self._asks_nothing(connection, query):
                # Each on its own, out of an index where there is one: half the time of reading every row into a table.
                sources = {name: _everything(name, column) for name, column in zip(names, columns, strict=True)}
            else:
                one = found.with_only_columns(*(c.label(n) for c, n in zip(columns, names, strict=True))).cte("found")
                sources = {name: (one.c[name], select()) for name in names}
            parts = [_tallies(name, *sources[name], most if name in ("speaker", "outlet") else None) for name in names]
            tallies: dict[str, list[Tally]] = {name: [] for name in names}
            for name, value, count in connection.execute(union_all(*parts)):
                tallies[name].append(Tally(value, count))
        ordered = {
            name: tuple(sorted(some, key=lambda t: (-t.count, t.value is None, t.value or "")))
            for name, some in tallies.items()
        }
        days = tuple(sorted(tallies["day"], key=lambda t: t.value or ""))
        total = sum(tally.count for tally in tallies["kind"])
        return Facets(total, ordered["speaker"], ordered["outlet"], ordered["act"], ordered["kind"], days)

    def count_among(
        self, query: Query, vector: Floats | None, sets: Sequence[tuple[str, Sequence[int]]]
    ) -> tuple[Tally, ...]:
        """Of each set of rows, how many are results; sets without any are left out, the largest count first."""
        with self._record.reading_connection() as connection:
            found = self._rows(connection, query, vector).with_only_columns(func.count())
            tallies = [
                Tally(name, connection.execute(found.where(statements.c.id.in_(rows))).scalar() or 0)
                for name, rows in sets
            ]
        return tuple(sorted((t for t in tallies if t.count), key=lambda t: -t.count))

    def newest(self, query: Query, vector: Floats | None = None, *, most: int = 50) -> tuple[Arrival, ...]:
        """The results that the record got last, the last first."""
        with self._record.reading_connection() as connection:
            if vector is None or query.mode == "words" or not query.text.strip():
                found = self._rows(connection, query, vector).order_by(statements.c.id.desc()).limit(most)
                rows = list(connection.execute(found).scalars())
            else:
                near = self._found(connection, query, vector, limit=_NEWEST_AMONG)[:_NEWEST_AMONG]
                rows = sorted((f.statement_id for f in near), reverse=True)[:most]
            s, d = statements.c, documents.c
            when = func.coalesce(s.judged_at, d.added_at)
            told = select(s.uid, s.id, when).join(documents, d.id == s.document_id).where(s.id.in_(rows))
            return tuple(Arrival(*tuple(row)) for row in connection.execute(told.order_by(s.id.desc())))

    def _asks_nothing(self, connection: Connection, query: Query) -> bool:
        """Whether every row there is is a result."""
        if query.text.strip() or query.filters.narrow:
            return False
        earlier = select(documents.c.id).where(documents.c.latest.is_(False)).limit(1)
        return query.filters.all_versions or connection.execute(earlier).first() is None

    def _rows(self, connection: Connection, query: Query, vector: Floats | None) -> Select[int]:
        """The rows that a search finds, in no order."""
        words = parse_words(query.text)
        if not query.text.strip():
            return self._chosen(query.filters, words)
        everything = self._chosen(query.filters, WordQuery())
        if not words or (query.mode == "meaning" and vector is None):
            return everything.where(false())
        if query.mode == "words" or vector is None:
            return everything.where(statements.c.id.in_(self._index_rows(words, ())))
        ids = [found.statement_id for found in self._found(connection, query, vector, limit=None)]
        return cast("Select[int]", _joined().where(statements.c.id.in_(ids)))


def _joined() -> Select[Any]:
    return select(statements.c.id).join(documents, documents.c.id == statements.c.document_id)


def _everything(name: str, column: ColumnElement[Any]) -> tuple[ColumnElement[Any], Select[Any]]:
    """A column of all statements, and where it is to be had: documents are read only where it is theirs."""
    place = select().select_from(statements)
    if name in ("outlet", "day"):
        place = place.join(documents, documents.c.id == statements.c.document_id)
    return column, place


def _tallies(name: str, column: ColumnElement[Any], place: Select[Any], most: int | None) -> Select[Any]:
    count = func.count().label("count")
    grouped = place.add_columns(literal(name).label("facet"), column.label("value"), count).group_by(column)
    if most is None:
        return grouped
    # Ordered and cut off inside: the parts of a union cannot be in SQLite.
    return select(grouped.order_by(count.desc(), column.asc()).limit(most).subquery())
