"""Proving actors: the log link by link, and the tables against what statements and judgements come to from scratch."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from sayso.record.across.actors.clusters import Clusters, cluster
from sayso.record.across.actors.grouping import Group, Loaded, load_nodes, named_groups
from sayso.record.across.actors.keeping import Mine, document_forms, up_to_date
from sayso.record.across.actors.log import in_force, log_faults
from sayso.record.across.actors.tables import (
    actor_joins,
    actor_log,
    actor_names,
    actor_node_keys,
    actor_nodes,
    actor_statements,
    actors,
)
from sayso.record.tables import documents


def actor_faults(connection: Connection) -> Iterator[str]:
    """What is wrong with actors; nothing is written."""
    yield from log_faults(connection)
    if not up_to_date(connection):
        if (
            connection.execute(select(actor_log.c.seq).limit(1)).first()
            or connection.execute(select(documents.c.id).limit(1)).first()
        ):
            yield "actors were computed by an older sayso: open the record once for writing"
        return
    yield from _statement_faults(connection)
    yield from _group_faults(connection)


def _statement_faults(connection: Connection) -> Iterator[str]:
    """Statements against their texts, counts against statements."""
    kept: dict[str, dict[int, Mine]] = defaultdict(dict)
    rows: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    names: Counter[tuple[str, str]] = Counter()
    a = actor_statements.c
    query = select(actor_statements, actor_nodes.c.key).join(actor_nodes, actor_nodes.c.id == a.node_id)
    for row in connection.execute(query):
        kept[row.document_id][row.statement_id] = Mine(row.key, row.name, row.day, row.counted)
        rows[row.key] += 1
        counted[row.key] += row.counted
        names[row.key, row.name] += row.counted
    for document_id in connection.execute(select(documents.c.id)).scalars().all():
        forms, wanted = document_forms(connection, document_id)
        if kept.pop(document_id, {}) != wanted:
            yield f"document {document_id}: who speaks in it is out of step with its statements"
        for form in forms.values():
            rows.setdefault(form.key, 0)
    for document_id in kept:
        yield f"document {document_id}: actors speak in it, and it is not there"
    there = {
        row.key: (row.rows, row.statements)
        for row in connection.execute(select(actor_nodes.c.key, actor_nodes.c.rows, actor_nodes.c.statements))
    }
    if there != {key: (rows[key], counted[key]) for key in rows if rows[key]}:
        yield "the counts of actors' statements are out of step"
    query_names = select(actor_nodes.c.key, actor_names.c.name, actor_names.c.statements)
    query_names = query_names.join(actor_nodes, actor_nodes.c.id == actor_names.c.node_id)
    if {(r.key, r.name): r.statements for r in connection.execute(query_names)} != dict(names):
        yield "the names of actors are out of step"


def _group_faults(connection: Connection) -> Iterator[str]:
    """Actors and joins against what all nodes come to at once."""
    numbers, loaded = load_nodes(connection, connection.execute(select(actor_nodes.c.id)).scalars().all())
    keys: dict[str, set[str]] = defaultdict(set)
    query = select(actor_nodes.c.key, actor_node_keys.c.key.label("name"))
    for row in connection.execute(query.join(actor_nodes, actor_nodes.c.id == actor_node_keys.c.node_id)):
        keys[row.key].add(row.name)
    for key, one in loaded.items():
        if keys[key] != set(one.node.form.keys if one.node.form else ()):
            yield f"the keys of the form {key} are out of step"
    bonds = in_force(connection).bonds
    clusters = cluster((one.node for one in loaded.values()), bonds)
    groups = named_groups(loaded, clusters)
    if _seen(connection) != {key: _plain(group) for group in groups for key in group.nodes}:
        yield "actors are out of step with the statements and judgements"
    if {row.id for row in connection.execute(select(actors.c.id))} != {group.id for group in groups}:
        yield "the list of actors is out of step"
    yield from _join_faults(connection, clusters, loaded, numbers)


def _join_faults(
    connection: Connection, clusters: Clusters, loaded: dict[str, Loaded], numbers: dict[str, int]
) -> Iterator[str]:
    names = {number: key for key, number in numbers.items()}
    there = {
        (names[row.left_id], names[row.right_id]): (row.score, row.why, row.in_force)
        for row in connection.execute(select(actor_joins))
        if row.left_id in names and row.right_id in names
    }
    if there != {(p.left, p.right): (p.score, p.why, p.in_force) for p in clusters.pairs}:
        yield "the machine's judgements on actors are out of step"


def _seen(connection: Connection) -> dict[str, tuple[Any, ...]]:
    query = select(
        actor_nodes.c.key, actors.c.id, actors.c.name, actors.c.kind, actors.c.known, actors.c.statements
    ).outerjoin(actors, actors.c.id == actor_nodes.c.actor_id)
    return {row.key: tuple(row)[1:] for row in connection.execute(query)}


def _plain(group: Group) -> tuple[Any, ...]:
    return (group.id, group.name, group.kind, group.known, group.statements)
