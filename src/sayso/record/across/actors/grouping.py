"""Grouping forms into actors in the tables: a region of forms that share keys or judgements is loaded and computed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from sayso.record.across.actors.clusters import Bond, Clusters, cluster
from sayso.record.across.actors.forms import Form, form_from_json
from sayso.record.across.actors.likeness import Node
from sayso.record.across.actors.tables import (
    actor_bonds,
    actor_joins,
    actor_names,
    actor_node_keys,
    actor_nodes,
    actor_statements,
    actors,
)

_SQL_MOST = 900
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Group:
    """An actor, as its row and nodes tell."""

    id: str
    name: str
    kind: str
    known: str | None
    statements: int
    nodes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A node with what its row has beside.

    Attributes:
        node: the node.
        kind: of its speakers.
        names: as written → how many statements in the newest versions of reports.
    """

    node: Node
    kind: str
    names: dict[str, int]


def related(connection: Connection, nodes: Iterable[int]) -> set[int]:
    """These nodes, and all that are tied to them by keys and judgements, however far."""
    found: set[int] = set()
    frontier = set(nodes)
    known_keys: set[str] = set()
    known_bonds: set[int] = set()
    k, b, n = actor_node_keys.c, actor_bonds.c, actor_nodes.c
    while frontier:
        found |= frontier
        keys: set[str] = set()
        bonds: set[int] = set()
        for some in slices(sorted(frontier)):
            keys.update(connection.execute(select(k.key).where(k.node_id.in_(some))).scalars())
            tied = select(b.seq).join(actor_nodes, n.key == b.node_key).where(n.id.in_(some))
            bonds.update(connection.execute(tied).scalars())
        keys -= known_keys
        bonds -= known_bonds
        known_keys |= keys
        known_bonds |= bonds
        reached: set[int] = set()
        for names in slices(sorted(keys)):
            reached.update(connection.execute(select(k.node_id).where(k.key.in_(names))).scalars())
        for numbers in slices(sorted(bonds)):
            there = select(n.id).join(actor_bonds, n.key == b.node_key).where(b.seq.in_(numbers))
            reached.update(connection.execute(there).scalars())
        frontier = reached - found
    return found


def regroup(connection: Connection, region: set[int], empty: set[int]) -> None:
    """Make the rows of a region's actors and joins what its nodes come to; nodes that are empty go."""
    before = _actor_ids(connection, region)
    for some in slices(sorted(empty)):
        for column in (actor_joins.c.left_id, actor_joins.c.right_id):
            connection.execute(delete(actor_joins).where(column.in_(some)))
        connection.execute(delete(actor_node_keys).where(actor_node_keys.c.node_id.in_(some)))
        connection.execute(delete(actor_nodes).where(actor_nodes.c.id.in_(some)))
    numbers, loaded = load_nodes(connection, region - empty)
    clusters = cluster((one.node for one in loaded.values()), load_bonds(connection, sorted(loaded)))
    groups = named_groups(loaded, clusters)
    _keep_actors(connection, groups, set(before.values()))
    moved = [
        {"number": numbers[key], "actor": group.id}
        for group in groups
        for key in sorted(group.nodes)
        if before.get(numbers[key]) != group.id
    ]
    if moved:
        to_actor = update(actor_nodes).where(actor_nodes.c.id == bindparam("number"))
        connection.execute(to_actor.values(actor_id=bindparam("actor")), moved)
    _keep_joins(connection, clusters, numbers)


def named_groups(loaded: dict[str, Loaded], clusters: Clusters) -> list[Group]:
    """The actors that nodes come to, each with its id, usual name and kind. Pure."""
    bases: dict[str, int] = defaultdict(int)
    holders: dict[str, str] = {}
    for group in clusters.groups:
        for base in {base for key in group if (base := _base(loaded[key].node.form)) is not None}:
            bases[base] += 1
        for key in group:
            form = loaded[key].node.form
            if form is not None and form.known is not None:
                holders[form.known] = min(key, holders.get(form.known, key))
    return [_named(group, loaded, bases, holders) for group in clusters.groups]


def load_nodes(connection: Connection, region: Iterable[int]) -> tuple[dict[str, int], dict[str, Loaded]]:
    """Nodes by key: their numbers, and what is known of them."""
    rows: list[Any] = []
    names: dict[int, dict[str, int]] = defaultdict(dict)
    n = actor_nodes.c
    for some in slices(sorted(region)):
        rows += connection.execute(select(n.id, n.key, n.kind, n.form, n.statements).where(n.id.in_(some))).all()
        query = select(actor_names).where(actor_names.c.node_id.in_(some))
        for row in connection.execute(query):
            names[row.node_id][row.name] = row.statements
    forms = {row.id: form_from_json(json.loads(row.form)) if row.form != "{}" else None for row in rows}
    days = _days(connection, [number for number, form in forms.items() if form is not None and form.context.fields])
    loaded = {
        row.key: Loaded(
            Node(row.key, forms[row.id], row.statements, *days.get(row.id, (None, None))), row.kind, names[row.id]
        )
        for row in rows
    }
    return {row.key: row.id for row in rows}, loaded


def load_bonds(connection: Connection, keys: Sequence[str]) -> list[Bond]:
    """The judgements in force that name any of these nodes."""
    seqs: set[int] = set()
    b = actor_bonds.c
    for names in slices(keys):
        seqs.update(connection.execute(select(b.seq).where(b.node_key.in_(names))).scalars())
    sides: dict[tuple[int, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for numbers in slices(sorted(seqs)):
        for row in connection.execute(select(actor_bonds).where(b.seq.in_(numbers))):
            sides[row.seq, row.kind][row.side].add(row.node_key)
    return [
        Bond(seq, kind, tuple(frozenset(side) for side in (both if kind == "apart" else both[:1])))
        for (seq, kind), both in sorted(sides.items())
    ]


def slices(values: Sequence[_Value]) -> Iterable[Sequence[_Value]]:
    """Values in as many at a time as a store takes as parameters of one query."""
    return (values[at : at + _SQL_MOST] for at in range(0, len(values), _SQL_MOST))


def _named(group: frozenset[str], loaded: dict[str, Loaded], bases: dict[str, int], holders: dict[str, str]) -> Group:
    mine = [loaded[key] for key in sorted(group)]
    ids = sorted({one.node.form.known for one in mine if one.node.form is not None and one.node.form.known})
    held = [known for known in ids if holders[known] in group]
    counts: dict[str, int] = defaultdict(int)
    for one in mine:
        for name, statements in one.names.items():
            counts[name] += statements
    kinds: dict[str, int] = defaultdict(int)
    for one in mine:
        kinds[one.kind] += one.node.statements
    kind = min(kinds, key=lambda k: (-kinds[k], k))
    actor_id = held[0] if held else _own_id(mine, bases)
    usual = min(counts, key=lambda name: (kind == "person" and len(name.split()) < 2, -counts[name], len(name), name))
    return Group(
        actor_id, usual, kind, held[0] if held else None, sum(one.node.statements for one in mine), frozenset(group)
    )


def _own_id(mine: Sequence[Loaded], bases: dict[str, int]) -> str:
    """The name alone where no other actor has it; else the first form's key."""
    own = sorted(
        {base for one in mine if (base := _base(one.node.form)) is not None and bases[base] == 1},
        key=lambda base: (len(base), base),
    )
    if own:
        return own[0]
    return min((one.node.key for one in mine), key=lambda key: (key.startswith("split:"), "@" in key, len(key), key))


def _base(form: Form | None) -> str | None:
    """A form's key without context, where the name alone can be an id."""
    if form is None or form.document is not None or (form.kind == "person" and len(form.words) < 2):
        return None
    return form.key.partition("~")[0]


def _actor_ids(connection: Connection, region: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in slices(sorted(region)):
        query = select(actor_nodes.c.id, actor_nodes.c.actor_id).where(actor_nodes.c.id.in_(some))
        found |= {row.id: row.actor_id for row in connection.execute(query)}
    return found


def _days(connection: Connection, nodes: Sequence[int]) -> dict[int, tuple[int | None, int | None]]:
    found: dict[int, tuple[int | None, int | None]] = {}
    a = actor_statements.c
    for some in slices(nodes):
        query = select(a.node_id, func.min(a.day).label("first"), func.max(a.day).label("last"))
        for row in connection.execute(query.where(a.node_id.in_(some), a.day.is_not(None)).group_by(a.node_id)):
            found[row.node_id] = _number(row.first), _number(row.last)
    return found


def _number(day: str) -> int | None:
    """The number of a day, the first one of a month or year."""
    try:
        return date.fromisoformat((day + "-01-01")[:10] if len(day) < 10 else day[:10]).toordinal()
    except ValueError:
        return None


def _keep_actors(connection: Connection, groups: Sequence[Group], before: set[str]) -> None:
    wanted = {g.id: {"name": g.name, "kind": g.kind, "known": g.known, "statements": g.statements} for g in groups}
    there: dict[str, dict[str, Any]] = {}
    for some in slices(sorted(before | wanted.keys())):
        for row in connection.execute(select(actors).where(actors.c.id.in_(some))).mappings():
            there[row["id"]] = {name: row[name] for name in ("name", "kind", "known", "statements")}
    for some in slices(sorted(there.keys() - wanted.keys())):
        connection.execute(delete(actors).where(actors.c.id.in_(some)))
    changed = [
        {"which": actor_id, "usual": values["name"], "sort": values["kind"], "known_as": values["known"],
         "number": values["statements"]}
        for actor_id, values in wanted.items()
        if actor_id in there and there[actor_id] != values
    ]  # fmt: skip
    if changed:
        new_values = {"name": "usual", "kind": "sort", "known": "known_as", "statements": "number"}
        here = update(actors).where(actors.c.id == bindparam("which"))
        connection.execute(here.values({column: bindparam(name) for column, name in new_values.items()}), changed)
    new = [{"id": actor_id, **values} for actor_id, values in wanted.items() if actor_id not in there]
    if new:
        connection.execute(insert(actors), new)


def _keep_joins(connection: Connection, clusters: Clusters, numbers: dict[str, int]) -> None:
    wanted = {(numbers[p.left], numbers[p.right]): (p.score, p.why, p.in_force) for p in clusters.pairs}
    there: dict[tuple[int, int], tuple[float, str, bool]] = {}
    j = actor_joins.c
    for some in slices(sorted(numbers.values())):
        for row in connection.execute(select(actor_joins).where(j.left_id.in_(some))):
            there[row.left_id, row.right_id] = (row.score, row.why, row.in_force)
    for left, right in there.keys() - {pair for pair, value in wanted.items() if there.get(pair) == value}:
        connection.execute(delete(actor_joins).where(j.left_id == left, j.right_id == right))
    new = [
        {"left_id": left, "right_id": right, "score": score, "why": why, "in_force": standing}
        for (left, right), (score, why, standing) in wanted.items()
        if there.get((left, right)) != (score, why, standing)
    ]
    if new:
        connection.execute(insert(actor_joins), new)
