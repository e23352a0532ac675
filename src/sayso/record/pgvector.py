"""Meanings kept in PostgreSQL by pgvector, where that extension is: the server finds the nearest by its own index.

``statement_meanings`` mirrors ``statement_vectors`` as ``halfvec`` with an HNSW index (Malkov and Yashunin, IEEE TPAMI
2020), and loses a row with it. It is made when vectors are first written to a database that has pgvector 0.7 or later,
or may have it; a database without it is searched by the signs in memory (:mod:`sayso.record.vectors`). Whichever finds
them, the nearest are compared by the same bytes afterwards, so that both give the same similarities.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Select, column, literal_column, select, table, text
from sqlalchemy.exc import SQLAlchemyError

from sayso.record.index_tables import statement_vectors
from sayso.record.vectors import WIDTH, Floats, Ints, unpacked

_LEAST_VERSION = (0, 7)  # the first with halfvec
_MOST = 1_000
"""The longest list that pgvector's index keeps while it searches, and so the most rows that it finds."""

_FILL = 2_000
_MEANINGS = table("statement_meanings", column("statement_id"), column("meaning"))
_MAKE = (
    f"CREATE TABLE statement_meanings (statement_id integer PRIMARY KEY REFERENCES statement_vectors (statement_id) "
    f"ON DELETE CASCADE, meaning halfvec({WIDTH:d}) NOT NULL)",
    "CREATE INDEX ix_statement_meanings_meaning ON statement_meanings USING hnsw (meaning halfvec_ip_ops)",
)
_KEEP = text(
    "INSERT INTO statement_meanings (statement_id, meaning) VALUES (:row, CAST(:meaning AS halfvec)) "
    "ON CONFLICT (statement_id) DO UPDATE SET meaning = excluded.meaning"
)


def meanings_kept(connection: Connection) -> bool:
    """Whether the database keeps meanings for the server to search."""
    if connection.dialect.name != "postgresql":
        return False
    return bool(connection.execute(text("SELECT to_regclass('statement_meanings') IS NOT NULL")).scalar())


def prepare_meanings(connection: Connection) -> bool:
    """Make the table and its index where pgvector is, or may be, in the database, and fill it; whether it is there.

    Creating the extension takes the right to; without it an administrator's ``CREATE EXTENSION vector`` is needed.
    """
    if meanings_kept(connection):
        return True
    if connection.dialect.name != "postgresql" or not _extension(connection):
        return False
    for statement in _MAKE:
        connection.exec_driver_sql(statement)
    after = 0
    vectors = statement_vectors.c
    while True:
        rows = connection.execute(
            select(vectors.statement_id, vectors.vector)
            .where(vectors.statement_id > after)
            .order_by(vectors.statement_id)
            .limit(_FILL)
        ).all()
        if not rows:
            return True
        keep_meanings(connection, ((row.statement_id, row.vector) for row in rows))
        after = rows[-1].statement_id


def keep_meanings(connection: Connection, stored: Iterable[tuple[int, bytes]]) -> None:
    """Mirror vectors, given as rows and the bytes that ``statement_vectors`` keeps."""
    rows = [{"row": row, "meaning": _written(unpacked(data))} for row, data in stored]
    if rows:
        connection.execute(_KEEP, rows)


def nearest_meanings(connection: Connection, vector: Floats, most: int, within: Select[int] | None = None) -> Ints:
    """Up to ``most`` rows, a thousand at most, that are nearest in meaning, ordered by row.

    Args:
        connection: in a transaction.
        vector: of length 1.
        most: how many.
        within: query of the rows to choose among; all by default. They are compared one by one, and none is missed.
    """
    asked = text("CAST(:asked AS halfvec)").bindparams(asked=_written(vector))
    distance = _MEANINGS.c.meaning.op("<#>")(asked)
    if within is None:
        connection.exec_driver_sql(f"SET LOCAL hnsw.ef_search = {_MOST:d}")
        query = select(_MEANINGS.c.statement_id).order_by(distance)
    else:
        chosen = within.cte("chosen")
        first = chosen.c[0]
        # An index scan would stop before it came to rows that the filters leave: adding 0 keeps it out.
        query = (
            select(_MEANINGS.c.statement_id)
            .join(chosen, first == _MEANINGS.c.statement_id)
            .order_by(distance.op("+")(literal_column("0")))
        )
    rows = connection.execute(query.limit(min(most, _MOST))).scalars()
    found: Ints = np.unique(np.fromiter(rows, dtype=np.int64))
    return found


def _extension(connection: Connection) -> bool:
    installed = connection.execute(text("SELECT extversion FROM pg_extension WHERE extname = 'vector'")).scalar()
    if installed is None:
        offered = "SELECT default_version FROM pg_available_extensions WHERE name = 'vector'"
        installed = connection.execute(text(offered)).scalar()
        if installed is None or _version(installed) < _LEAST_VERSION:
            return False
        try:
            with connection.begin_nested():
                connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS vector")
        except SQLAlchemyError:  # not allowed to: the signs in memory do as well
            return False
    return _version(installed) >= _LEAST_VERSION


def _version(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in written.split(".")[:2] if part.isdigit())


def _written(vector: npt.NDArray[np.float32]) -> str:
    return "[" + ",".join(f"{x:.6g}" for x in vector.tolist()) + "]"
