"""Sentence vectors of statements: kept small, and searched in two steps, coarse in memory and fine in the store.

A vector is kept as 384 signed bytes (steps of 1/512) and as its 384 signs (48 bytes). A search holds the signs of the
query against those of all statements, in memory, by Hamming distance; then the query itself against the signs of the
nearest 18,000; then against the bytes of the nearest 1,500 of those, read from the store. Signs as a sieve:
Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002. Recall against comparing everything:
docs/benchmarks.md.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, delete, func, insert, select

from sayso.record.index_tables import statement_vectors
from sayso.record.tables import record_info, statements

WIDTH = 384
STEP = 1 / 512
SIEVED = 1_500
"""Statements whose bytes are read from the store and compared."""

_COARSE = 12
"""How many times more are let through by signs against signs, for the query itself to be held against their signs."""

_FAMILY = "vectors"
_READ = 900  # SQLite's oldest limit on parameters of one statement is 999
_LOAD = 20_000
_NEWER = "SELECT seq, statement_id, code FROM statement_vectors WHERE seq > {after:d} ORDER BY seq LIMIT {most:d}"

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Similar:
    """A statement near in meaning: its row and the cosine, up to rounding, of its vector with the query's."""

    statement_id: int
    similarity: float


def packed(vector: Floats) -> tuple[bytes, bytes]:
    """The signs and the bytes of a vector of length 1."""
    steps = np.clip(np.rint(vector / STEP), -127, 127).astype(np.int8)
    return np.packbits(steps > 0).tobytes(), steps.tobytes()


def unpacked(stored: bytes) -> Floats:
    """The vector that the bytes stand for, up to rounding."""
    return np.frombuffer(stored, dtype=np.int8).astype(np.float32) * np.float32(STEP)


def begin_family(connection: Connection, family: str) -> None:
    """Make sure that all vectors kept are of ``family``: those of another network are dropped, to be made anew."""
    known = connection.execute(select(record_info.c.value).where(record_info.c.key == _FAMILY)).scalar()
    if known == family:
        return
    connection.execute(delete(statement_vectors))
    connection.execute(delete(record_info).where(record_info.c.key == _FAMILY))
    connection.execute(insert(record_info).values(key=_FAMILY, value=family))


def family_kept(connection: Connection) -> str | None:
    """The network whose vectors are kept."""
    return connection.execute(select(record_info.c.value).where(record_info.c.key == _FAMILY)).scalar()


def without_vector(connection: Connection, most: int, after: int = 0) -> list[tuple[int, str]]:
    """Up to ``most`` statements with rows past ``after`` that have no vector yet: row and contents, by row."""
    query = (
        select(statements.c.id, statements.c.content)
        .outerjoin(statement_vectors, statement_vectors.c.statement_id == statements.c.id)
        .where(statement_vectors.c.statement_id.is_(None), statements.c.id > after)
        .order_by(statements.c.id)
        .limit(most)
    )
    return [(row.id, row.content) for row in connection.execute(query)]


def count_without_vector(connection: Connection, family: str) -> int:
    """How many statements have no vector of ``family`` yet."""
    total = connection.execute(select(func.count()).select_from(statements)).scalar() or 0
    if family_kept(connection) != family:
        return total
    return max(0, total - (connection.execute(select(func.count()).select_from(statement_vectors)).scalar() or 0))


def keep_vectors(connection: Connection, made: Iterable[tuple[int, str, Floats]]) -> list[tuple[int, bytes]]:
    """Keep vectors made outside this transaction, each with its row and the contents that it was made of.

    Gives the rows that were kept, each with its bytes.

    A statement that was taken out or whose contents were changed meanwhile is passed over: it is without a vector, and
    will be found so again.
    """
    by_id = {row: (content, vector) for row, content, vector in made}
    rows: list[dict[str, Any]] = []
    for some in _slices(sorted(by_id)):
        now = select(statements.c.id, statements.c.content).where(statements.c.id.in_(some))
        for row in connection.execute(now):
            content, vector = by_id[row.id]
            if row.content == content:
                code, stored = packed(vector)
                rows.append({"statement_id": row.id, "code": code, "vector": stored})
    if rows:
        ids = [row["statement_id"] for row in rows]
        for some in _slices(ids):
            connection.execute(delete(statement_vectors).where(statement_vectors.c.statement_id.in_(some)))
        connection.execute(insert(statement_vectors), rows)
    return [(row["statement_id"], row["vector"]) for row in rows]


class SignIndex:
    """The signs of all vectors of one record, in memory (56 bytes a statement), brought up to date at each search.

    What was written since the last search is read and appended. What was taken out or replaced stays as a dead entry,
    which costs a place in the sieve and no wrong result, since the bytes compared are always the store's; with too
    many of them everything is read again. Safe to share by threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._empty()

    def _empty(self) -> None:
        self._ids: Ints = np.zeros(0, dtype=np.int64)
        self._codes: Codes = np.zeros((WIDTH // 64, 0), dtype=np.uint64)
        self._count = 0
        self._newest = 0

    def __len__(self) -> int:
        """Entries held, dead ones too."""
        return self._count

    def refresh(self, connection: Connection) -> None:
        """Read what was written since the last time."""
        with self._lock:
            table = statement_vectors.c
            newest = connection.execute(select(func.max(table.seq))).scalar() or 0
            if newest == self._newest:
                return
            if newest < self._newest:  # the newest were taken out
                self._empty()
            self._append(connection)
            kept = connection.execute(select(func.count()).select_from(statement_vectors)).scalar() or 0
            if self._count > 1.2 * kept + 1_000:
                self._empty()
                self._append(connection)

    def _append(self, connection: Connection) -> None:
        # The driver itself: a million rows through SQLAlchemy's take three times as long.
        cursor = connection.connection.cursor()
        try:
            while True:
                cursor.execute(_NEWER.format(after=int(self._newest), most=_LOAD))
                rows = cursor.fetchall()
                if not rows:
                    return
                seqs, ids, codes = zip(*rows, strict=True)
                self._grow(len(rows))
                part = slice(self._count, self._count + len(rows))
                self._ids[part] = ids
                self._codes[:, part] = np.frombuffer(b"".join(codes), dtype=np.uint64).reshape(len(rows), -1).T
                self._count += len(rows)
                self._newest = seqs[-1]
        finally:
            cursor.close()

    def _grow(self, by: int) -> None:
        need = self._count + by
        if need <= len(self._ids):
            return
        room = max(need, len(self._ids) * 5 // 4, 1_024)
        ids, codes = np.zeros(room, dtype=np.int64), np.zeros((WIDTH // 64, room), dtype=np.uint64)
        ids[: self._count], codes[:, : self._count] = self._ids[: self._count], self._codes[:, : self._count]
        self._ids, self._codes = ids, codes

    def sieve(self, vector: Floats, most: int = SIEVED, within: Ints | None = None) -> Ints:
        """Up to ``most`` rows that are nearest as far as their signs tell, ordered by row.

        Args:
            vector: of length 1.
            most: how many.
            within: rows to choose among; all by default.
        """
        with self._lock:
            ids, codes = self._ids[: self._count], self._codes[:, : self._count]
        if within is not None and len(ids):
            chosen = np.zeros(int(max(ids.max(), within.max(initial=0))) + 1, dtype=np.bool_)
            chosen[within] = True
            kept = np.flatnonzero(chosen[ids])
            ids, codes = ids[kept], codes[:, kept]
        if len(ids) > most * _COARSE:
            mine = np.frombuffer(packed(vector)[0], dtype=np.uint64)
            distances = np.bitwise_count(codes[0] ^ mine[0]).astype(np.uint16)
            for column, own in zip(codes[1:], mine[1:], strict=True):
                distances += np.bitwise_count(column ^ own)
            farthest = np.searchsorted(np.bincount(distances, minlength=WIDTH + 1).cumsum(), most * _COARSE)
            near = np.flatnonzero(distances <= farthest)
            ids, codes = ids[near], codes[:, near]
        if len(ids) > most:
            signs = np.unpackbits(np.ascontiguousarray(codes.T).view(np.uint8), axis=1).astype(np.float32)
            ids = ids[np.lexsort((ids, -(signs @ vector)))[:most]]
        return np.unique(ids)


def compare(connection: Connection, vector: Floats, rows: Ints | Sequence[int]) -> list[Similar]:
    """The given rows that have vectors, nearest in meaning first; equals in the order of their rows."""
    table = statement_vectors.c
    found: list[tuple[int, bytes]] = []
    for some in _slices([int(row) for row in rows]):
        query = select(table.statement_id, table.vector).where(table.statement_id.in_(some))
        found += [(row.statement_id, row.vector) for row in connection.execute(query)]
    if not found:
        return []
    ids = np.array([row for row, _ in found])
    matrix = np.frombuffer(b"".join(stored for _, stored in found), dtype=np.int8).reshape(len(found), WIDTH)
    similarity = (matrix.astype(np.float32) @ vector) * np.float32(STEP)
    order = np.lexsort((ids, -similarity))
    return [Similar(int(ids[i]), float(similarity[i])) for i in order]


def _slices(rows: Sequence[int]) -> Iterable[Sequence[int]]:
    return (rows[at : at + _READ] for at in range(0, len(rows), _READ))
