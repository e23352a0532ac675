"""Keeping utterances: new and changed reports are joined to what the record holds, and nothing else is looked at.

What two statements come to depends on these two alone, and what a set of joined statements comes to on that set alone;
so whatever order reports, corrections and judgements come in, the utterances are those of a computation from scratch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, or_, select, update

from sayso.record.across.issues.scoring import load_vectors
from sayso.record.across.utterances.candidates import candidates
from sayso.record.across.utterances.copying import keep_copies
from sayso.record.across.utterances.grouping import Pair, grouped
from sayso.record.across.utterances.listing import keep_groups
from sayso.record.across.utterances.loading import fresh_statements, load_pairs, slices
from sayso.record.across.utterances.log import load_log
from sayso.record.across.utterances.pairing import Joint, alike, joint, worth_comparing
from sayso.record.across.utterances.tables import (
    utterance_keys,
    utterance_pairs,
    utterance_pending,
    utterance_told,
)
from sayso.record.across.utterances.told import Told, days_of, keys_of, last_day
from sayso.record.tables import documents, statements

BATCH = 100
"""Documents joined in one transaction."""


def pending_documents(connection: Connection, most: int) -> list[str]:
    """Up to ``most`` documents that are to be looked at."""
    query = select(utterance_pending.c.document_id).order_by(utterance_pending.c.document_id).limit(most)
    return list(connection.execute(query).scalars())


def join_documents(connection: Connection, ids: Sequence[str]) -> int:
    """Join the statements of these documents to the record's, and take them off the list; how many there were."""
    touched = _forget(connection, ids)
    touched |= keep_copies(connection, ids)
    fresh = fresh_statements(connection, ids)
    new = [one.told for one in fresh]
    if fresh:
        connection.execute(insert(utterance_told), [one.row for one in fresh])
        rows = [
            {"key": key, "day": day, "statement_id": told.row}
            for told in new
            for key in sorted(keys_of(told))
            for day in days_of(told)
        ]
        if rows:
            connection.execute(insert(utterance_keys), rows)
    pairs = _pairs(connection, new)
    if pairs:
        columns = ("one", "other", "certainty", "score", "why")
        connection.execute(insert(utterance_pairs), [{name: getattr(p, name) for name in columns} for p in pairs])
    touched |= {told.row for told in new} | {row for p in pairs for row in (p.one, p.other)}
    _regroup(connection, touched)
    for some in slices(ids):
        connection.execute(delete(utterance_pending).where(utterance_pending.c.document_id.in_(some)))
    return len(ids)


def _forget(connection: Connection, ids: Sequence[str]) -> set[int]:
    """Take out all that was computed of these documents; their former statements and those that were joined to them."""
    t, s = utterance_told.c, statements.c
    old: set[int] = set()
    for some in slices(ids):
        old.update(connection.execute(select(t.statement_id).where(t.document_id.in_(some))).scalars())
        # A row's number may have been another statement's, of a document that is still on the list.
        now = select(s.id).where(s.document_id.in_(some))
        old.update(connection.execute(select(t.statement_id).where(t.statement_id.in_(now))).scalars())
    joined = _same_utterance(connection, old)
    for rows in slices(sorted(old)):
        connection.execute(delete(utterance_told).where(t.statement_id.in_(rows)))
        connection.execute(delete(utterance_keys).where(utterance_keys.c.statement_id.in_(rows)))
        pairs = utterance_pairs.c
        connection.execute(delete(utterance_pairs).where(or_(pairs.one.in_(rows), pairs.other.in_(rows))))
    return joined | old


def _same_utterance(connection: Connection, rows: Iterable[int]) -> set[int]:
    """The statements of all utterances of which some of these is one."""
    t = utterance_told.c
    numbers: set[int] = set()
    for some in slices(sorted(rows)):
        query = select(t.utterance).where(t.statement_id.in_(some), t.utterance.is_not(None)).distinct()
        numbers.update(connection.execute(query).scalars())
    found: set[int] = set()
    for some in slices(sorted(numbers)):
        found.update(connection.execute(select(t.statement_id).where(t.utterance.in_(some))).scalars())
    return found


def _pairs(connection: Connection, new: Sequence[Told]) -> list[Pair]:
    pairs: list[Pair] = []
    open_: list[tuple[Told, Told]] = []
    for one, other in candidates(connection, new):
        found = joint(one, other)
        if found is not None:
            pairs.append(_pair(one, other, found))
        elif worth_comparing(one, other):
            open_.append((one, other))
    vectors = load_vectors(connection, sorted({told.row for both in open_ for told in both}))
    for one, other in open_:
        if one.row in vectors and other.row in vectors:
            found = alike(one, other, float(vectors[one.row] @ vectors[other.row]))
            if found is not None:
                pairs.append(_pair(one, other, found))
    return pairs


def _pair(one: Told, other: Told, found: Joint) -> Pair:
    return Pair(min(one.row, other.row), max(one.row, other.row), found.certainty, found.score, found.why)


def _regroup(connection: Connection, touched: set[int]) -> None:
    """Make the utterances of these statements, and of all that hang on them, what pairs and judgements say now."""
    judged = _judged_rows(connection)
    by_row: dict[int, set[int]] = defaultdict(set)
    for one, other, _ in judged:
        by_row[one].add(other)
        by_row[other].add(one)
    known, edge = set[int](), set(touched)
    pairs: dict[tuple[int, int], Pair] = {}
    while edge:
        known |= edge
        reached = _same_utterance(connection, edge) | {row for at in edge for row in by_row.get(at, ())}
        for pair in load_pairs(connection, edge):
            pairs[pair.one, pair.other] = pair
            reached |= {pair.one, pair.other}
        edge = reached - known
    days = _days(connection, known)
    here = [(one, other, same) for one, other, same in judged if one in known]
    now = grouped(days, pairs.values(), here)
    before = _numbers(connection, known)
    changed: dict[int | None, list[int]] = defaultdict(list)
    for row in days:
        if before.get(row) != now.get(row):
            changed[now.get(row)].append(row)
    for number, rows in changed.items():
        for some in slices(sorted(rows)):
            query = update(utterance_told).where(utterance_told.c.statement_id.in_(some))
            connection.execute(query.values(utterance=number))
    keep_groups(connection, known.union(before.values()))


def _judged_rows(connection: Connection) -> list[tuple[int, int, bool]]:
    """What people say of statements that are there, by row."""
    judged = load_log(connection).judged()
    rows: dict[str, int] = {}
    for some in slices(sorted({uid for j in judged for uid in (j.one, j.other)})):
        query = select(statements.c.uid, statements.c.id).where(statements.c.uid.in_(some))
        rows.update({row.uid: row.id for row in connection.execute(query)})
    return [(rows[j.one], rows[j.other], j.same) for j in judged if j.one in rows and j.other in rows]


def _days(connection: Connection, rows: Iterable[int]) -> dict[int, tuple[int, int]]:
    t, d = utterance_told.c, documents.c
    found: dict[int, tuple[int, int]] = {}
    for some in slices(sorted(rows)):
        query = select(t.statement_id, t.day, d.published).join(documents, d.id == t.document_id)
        for row in connection.execute(query.where(t.statement_id.in_(some))):
            found[row.statement_id] = (row.day, last_day(row.published))
    return found


def _numbers(connection: Connection, rows: Iterable[int]) -> dict[int, int]:
    t = utterance_told.c
    found: dict[int, int] = {}
    for some in slices(sorted(rows)):
        query = select(t.statement_id, t.utterance).where(t.statement_id.in_(some), t.utterance.is_not(None))
        found.update({row.statement_id: row.utterance for row in connection.execute(query)})
    return found


def utterance_of(connection: Connection, uid: str) -> int | None:
    """The number of the utterance that a statement reports; ``None`` if it is joined to no other."""
    query = select(utterance_told.c.utterance).join(statements, statements.c.id == utterance_told.c.statement_id)
    return connection.execute(query.where(statements.c.uid == uid)).scalar()
