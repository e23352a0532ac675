"""What an actor's page tells: names, roles, principals and outlets, each counted over the statements that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Row, func, select

from sayso.record.across.actors.grouping import slices
from sayso.record.across.actors.tables import actor_statements
from sayso.record.across.actors.values import NameSeen, Shown, Told
from sayso.record.tables import documents, statements


def names_of(connection: Connection, nodes: Mapping[int, str]) -> tuple[NameSeen, ...]:
    """Names as written, the most frequent first."""
    a = actor_statements.c
    found: list[NameSeen] = []
    for some in slices(sorted(nodes)):
        texts = func.count(a.document_id.distinct()).label("texts")
        query = select(a.name, a.node_id, func.count().label("number"), texts)
        for row in connection.execute(query.where(a.node_id.in_(some), a.counted).group_by(a.name, a.node_id)):
            found.append(NameSeen(row.name, row.number, row.texts, nodes[row.node_id]))
    return tuple(sorted(found, key=lambda seen: (-seen.statements, seen.name, seen.form)))


def roles_of(connection: Connection, nodes: Sequence[int]) -> tuple[Shown, ...]:
    """What reports call them, in order of time."""
    found = _shown(connection, nodes, statements.c.speaker_role)
    return tuple(sorted(found, key=lambda shown: (shown.first or "", shown.last or "", shown.words)))


def speaks_for(connection: Connection, nodes: Sequence[int]) -> tuple[Shown, ...]:
    """For whom they speak, the most frequent first."""
    found = _shown(connection, nodes, statements.c.speaker_for)
    return tuple(sorted(found, key=lambda shown: (-shown.statements, shown.first or "", shown.words)))


def told_of(connection: Connection, nodes: Sequence[int]) -> tuple[Told, ...]:
    """Outlets to which they spoke, the most frequent first."""
    found = [Told(shown.words, shown.statements, shown.uid) for shown in _shown(connection, nodes, statements.c.outlet)]
    return tuple(sorted(found, key=lambda told: (-told.statements, told.outlet)))


def outlets_of(connection: Connection, nodes: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """Outlets that report them, the most frequent first."""
    counts: dict[str, int] = defaultdict(int)
    a = actor_statements.c
    for some in slices(sorted(nodes)):
        query = (
            select(documents.c.outlet, func.count().label("number"))
            .join(actor_statements, a.document_id == documents.c.id)
            .where(a.node_id.in_(some), a.counted, documents.c.outlet.is_not(None))
            .group_by(documents.c.outlet)
        )
        for row in connection.execute(query):
            counts[row.outlet] += row.number
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def reports_of(connection: Connection, nodes: Sequence[int]) -> int:
    """In how many texts they speak."""
    texts: set[str] = set()
    a = actor_statements.c
    for some in slices(sorted(nodes)):
        query = select(a.document_id).where(a.node_id.in_(some), a.counted).distinct()
        texts.update(connection.execute(query).scalars())
    return len(texts)


def seen_when(connection: Connection, nodes: Sequence[int]) -> tuple[str | None, str | None, str | None]:
    """Days of the first and the last statement, and the last role; looked up by the index, however many there are."""
    a, s = actor_statements.c, statements.c
    firsts: list[str | None] = []
    lasts: list[str | None] = []
    roles: list[str | None] = []
    for node in nodes:
        dated = select(a.day).where(a.node_id == node, a.counted, a.day.is_not(None)).limit(1)
        firsts += connection.execute(dated.order_by(a.day)).scalars().all()
        lasts += connection.execute(dated.order_by(a.day.desc())).scalars().all()
        called = dated.join(statements, s.id == a.statement_id).where(s.speaker_role.is_not(None))
        roles += connection.execute(called.order_by(a.day.desc())).scalars().all()
    last_called = max((str(day) for day in roles), default=None)
    query = (
        select(s.speaker_role)
        .join(actor_statements, a.statement_id == s.id)
        .join(documents, documents.c.id == s.document_id)
        .where(a.node_id.in_(nodes), a.counted, s.speaker_role.is_not(None))
        .where(a.day == last_called if last_called is not None else a.day.is_(None))
        .order_by(documents.c.added_at.desc(), documents.c.id, s.ordinal.desc())
        .limit(1)
    )
    role = connection.execute(query).scalar()
    return min(map(str, firsts), default=None), max(map(str, lasts), default=None), role


def _shown(connection: Connection, nodes: Sequence[int], column: Column[Any]) -> list[Shown]:
    """Each value of a column once, with its days, and the first statement that shows it."""
    a, s = actor_statements.c, statements.c
    rows: dict[str, list[Row[Any]]] = defaultdict(list)
    for some in slices(sorted(nodes)):
        query = (
            select(
                column.label("words"),
                func.min(a.day).label("first"),
                func.max(a.day).label("last"),
                func.count().label("number"),
                # The first of the earliest day: days sort as text, and a statement without one comes last.
                func.min(func.coalesce(a.day, "9999")).label("earliest"),
            )
            .join(actor_statements, a.statement_id == s.id)
            .where(a.node_id.in_(some), a.counted, column.is_not(None))
            .group_by(column)
        )
        for row in connection.execute(query):
            rows[row.words].append(row)
    found = []
    for words, parts in rows.items():
        earliest = min(part.earliest for part in parts)
        shows = _first(connection, nodes, column, words, earliest)
        firsts, lasts = [p.first for p in parts if p.first], [p.last for p in parts if p.last]
        found.append(
            Shown(
                words,
                min(firsts, default=None),
                max(lasts, default=None),
                sum(part.number for part in parts),
                shows.uid,
                shows.document_id,
                shows.outlet,
                shows.title,
            )
        )
    return found


def _first(connection: Connection, nodes: Sequence[int], column: Column[Any], words: str, day: str) -> Row[Any]:
    a, s = actor_statements.c, statements.c
    found: list[Row[Any]] = []
    for some in slices(sorted(nodes)):
        query = (
            select(s.uid, s.document_id, s.ordinal, documents.c.outlet, documents.c.title, documents.c.added_at)
            .join(actor_statements, a.statement_id == s.id)
            .join(documents, documents.c.id == s.document_id)
            .where(a.node_id.in_(some), a.counted, column == words, func.coalesce(a.day, "9999") == day)
            .order_by(documents.c.added_at, documents.c.id, s.ordinal)
            .limit(1)
        )
        found.extend(connection.execute(query))
    return min(found, key=lambda row: (row.added_at, row.document_id, row.ordinal))
