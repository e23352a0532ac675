"""Actors as people look at them: lists, one by its id or name, the page of facts, out of the computed tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, Select, func, or_, select

from sayso.model import SpeakerKind
from sayso.record.across.actors.bodies import government_key
from sayso.record.across.actors.grouping import slices
from sayso.record.across.actors.log import load_judgements
from sayso.record.across.actors.names import folded, slug
from sayso.record.across.actors.page import names_of, outlets_of, reports_of, roles_of, seen_when, speaks_for, told_of
from sayso.record.across.actors.tables import actor_joins, actor_names, actor_nodes, actor_statements, actors
from sayso.record.across.actors.values import ActorEntry, ActorPage, Join, OfficeHeld
from sayso.record.columns import storable
from sayso.record.faults import UnknownStatementError
from sayso.record.tables import documents, statements

_NAMED_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Known:
    """What a table of known actors says of one: id, usual name, kind, state, offices."""

    id: str
    name: str
    kind: str
    country: str | None
    offices: tuple[OfficeHeld, ...]


Knows = Callable[[str], Known | None]
"""Gives what is known of an id."""


def entries(connection: Connection, query: str, offset: int, limit: int) -> tuple[ActorEntry, ...]:
    """Lines of the list of actors, those with most statements first."""
    chosen = _chosen(query).order_by(actors.c.statements.desc(), actors.c.id).offset(offset).limit(limit)
    return tuple(_entries(connection, [str(found) for found in connection.execute(chosen).scalars()]))


def count(connection: Connection, query: str) -> int:
    """How many actors a query finds."""
    return int(connection.execute(select(func.count()).select_from(_chosen(query).subquery())).scalar() or 0)


def find(connection: Connection, given: str, known: Knows) -> str:
    """The id of the actor of that id, former id or name.

    Raises:
        UnknownStatementError: if there is none, or several; the message names them.
    """
    n = actor_nodes.c
    exact = connection.execute(select(actors.c.id).where(actors.c.id == given)).scalar()
    exact = exact or connection.execute(select(n.actor_id).where(n.key == given)).scalar()
    if exact:
        return str(exact)
    # A name that was an id for as long as no other actor had it.
    former = select(n.actor_id).where(n.key.like(f"{_escaped(given)}~%", escape="\\")).distinct().limit(2)
    if len(once := connection.execute(former).scalars().all()) == 1:
        return str(once[0])
    plain = folded(given)
    named = select(n.actor_id).join(actor_names, actor_names.c.node_id == n.id)
    found = set(connection.execute(named.where(actor_names.c.folded == storable(plain)).distinct()).scalars())
    if not found and (about := known(given)) is not None and about.kind == "state":
        key = f"government:{slug(government_key(about.name)[0])}"
        found = set(connection.execute(select(n.actor_id).where(n.key == key)).scalars())
    if not found and plain:
        part = actor_names.c.folded.like(f"%{_escaped(plain)}%", escape="\\")
        found = set(connection.execute(named.where(part).distinct().limit(200)).scalars())
    if len(found) == 1:
        return str(found.pop())
    if not found:
        raise UnknownStatementError(f"no actor is called {given!r}: sayso actors list shows who speaks in the record")
    candidates = _entries(connection, sorted(found))
    candidates.sort(key=lambda entry: (-entry.statements, entry.id))
    listed = "; ".join(f"{e.id} ({_described(e)})" for e in candidates[:_NAMED_AT_MOST])
    more = f" and {len(found) - _NAMED_AT_MOST} more" if len(found) > _NAMED_AT_MOST else ""
    raise UnknownStatementError(f"{given!r} may be {len(found)} actors, give one's id: {listed}{more}")


def page(connection: Connection, actor_id: str, known: Knows) -> ActorPage:
    """The page of facts of an actor, by its id."""
    (entry,) = _entries(connection, [actor_id])
    nodes = {
        row.id: row.key
        for row in connection.execute(
            select(actor_nodes.c.id, actor_nodes.c.key).where(actor_nodes.c.actor_id == actor_id)
        )
    }
    row = connection.execute(select(actors).where(actors.c.id == actor_id)).one()
    about = known(row.known.removeprefix("own:")) if row.known else None
    keys = set(nodes.values())
    return ActorPage(
        entry=entry,
        names=names_of(connection, nodes),
        roles=roles_of(connection, list(nodes)),
        speaks_for=speaks_for(connection, list(nodes)),
        told=told_of(connection, list(nodes)),
        published_in=outlets_of(connection, list(nodes)),
        reports=reports_of(connection, list(nodes)),
        wikidata=row.known if row.known and row.known[0] == "Q" and row.known[1:].isdigit() else None,
        known_as=about.name if about else None,
        country=about.country if about else None,
        offices=about.offices if about else (),
        joins=joins(connection, in_force=True, nodes=list(nodes)),
        judgements=tuple(
            j for j in load_judgements(connection) if j.in_force and _about(j.nodes, j.others, j.seq, keys)
        ),
        proposals=joins(connection, in_force=False, nodes=list(nodes)),
    )


def statement_uids(connection: Connection, actor_id: str, offset: int, limit: int) -> tuple[str, ...]:
    """Uids of an actor's statements in the newest versions of reports, the latest first."""
    a = actor_statements.c
    query = (
        select(statements.c.uid)
        .join(actor_statements, a.statement_id == statements.c.id)
        .join(actor_nodes, actor_nodes.c.id == a.node_id)
        .join(documents, documents.c.id == a.document_id)
        .where(actor_nodes.c.actor_id == actor_id, a.counted)
        .order_by(
            func.coalesce(a.day, "").desc(), documents.c.added_at.desc(), documents.c.id, statements.c.ordinal.desc()
        )
    )
    return tuple(connection.execute(query.offset(offset).limit(limit)).scalars())


def actors_of(connection: Connection, uids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Id and usual name of who says each of these statements."""
    found: dict[str, tuple[str, str]] = {}
    for some in slices(list(dict.fromkeys(uids))):
        query = (
            select(statements.c.uid, actors.c.id, actors.c.name)
            .join(actor_statements, actor_statements.c.statement_id == statements.c.id)
            .join(actor_nodes, actor_nodes.c.id == actor_statements.c.node_id)
            .join(actors, actors.c.id == actor_nodes.c.actor_id)
            .where(statements.c.uid.in_(some))
        )
        found |= {row.uid: (row.id, row.name) for row in connection.execute(query)}
    return found


def joins(
    connection: Connection, *, in_force: bool, nodes: Sequence[int] | None = None, limit: int = 200
) -> tuple[Join, ...]:
    """The machine's judgements, of all or of some nodes (by number): proposals surest first, joins least sure first."""
    left, right = actor_nodes.alias(), actor_nodes.alias()
    j = actor_joins.c
    query = (
        select(j.left_id, j.right_id, j.score, j.why, left.c.key, right.c.key, left.c.actor_id, right.c.actor_id)
        .join(left, left.c.id == j.left_id)
        .join(right, right.c.id == j.right_id)
        .where(j.in_force if in_force else ~j.in_force)
        .order_by(j.score if in_force else j.score.desc(), left.c.key, right.c.key)
        .limit(limit)
    )
    if not in_force:
        query = query.where(left.c.statements > 0, right.c.statements > 0)
    rows: list[tuple[int, int, float, str, str, str, str, str]] = []
    if nodes is None:
        rows = [tuple(row) for row in connection.execute(query)]
    else:
        for some in slices(nodes):
            here = query.where(or_(j.left_id.in_(some), j.right_id.in_(some)))
            rows += [tuple(row) for row in connection.execute(here)]
    names = _names(connection, {number for row in rows for number in row[:2]})
    return tuple(
        Join(lkey, rkey, names[l_id], names[r_id], lactor, ractor, score, why, in_force)
        for l_id, r_id, score, why, lkey, rkey, lactor, ractor in dict.fromkeys(rows)
    )


def _chosen(query: str) -> Select[tuple[str]]:
    chosen = select(actors.c.id).where(actors.c.statements > 0)
    if words := folded(query) if query.strip() else "":
        mine = select(actor_nodes.c.actor_id).join(actor_names, actor_names.c.node_id == actor_nodes.c.id)
        part = actor_names.c.folded.like(f"%{_escaped(words)}%", escape="\\")
        chosen = chosen.where(actors.c.id.in_(mine.where(part)))
    return chosen


def _entries(connection: Connection, ids: Sequence[str]) -> list[ActorEntry]:
    """Lines for actors, in the order given."""
    rows: dict[str, tuple[str, str, int]] = {}
    nodes: dict[str, list[int]] = defaultdict(list)
    names: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    n = actor_nodes.c
    for some in slices(ids):
        for row in connection.execute(select(actors).where(actors.c.id.in_(some))):
            rows[row.id] = (row.name, row.kind, row.statements)
        for row in connection.execute(select(n.id, n.actor_id).where(n.actor_id.in_(some)).order_by(n.id)):
            nodes[row.actor_id].append(row.id)
        query = select(n.actor_id, actor_names.c.name, actor_names.c.statements)
        query = query.join(actor_names, actor_names.c.node_id == n.id).where(n.actor_id.in_(some))
        for row in connection.execute(query):
            names[row.actor_id][row.name] += row.statements
    found = []
    for actor_id in ids:
        name, kind, number = rows[actor_id]
        written = sorted(names[actor_id], key=lambda w: (-names[actor_id][w], w))
        first, last, role = seen_when(connection, nodes[actor_id])
        found.append(ActorEntry(actor_id, name, cast(SpeakerKind, kind), number, first, last, role, tuple(written)))
    return found


def _names(connection: Connection, nodes: set[int]) -> dict[int, str]:
    """How each node is mostly written."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for some in slices(sorted(nodes)):
        for row in connection.execute(select(actor_names).where(actor_names.c.node_id.in_(some))):
            counts[row.node_id][row.name] = row.statements
    return {node: min(names, key=lambda w: (-names[w], w)) for node, names in counts.items()}


def _about(nodes: Sequence[str], others: Sequence[str], seq: int, keys: set[str]) -> bool:
    return bool(keys & {*nodes, *others, f"split:{seq}"})


def _described(entry: ActorEntry) -> str:
    days = f", {entry.first} to {entry.last}" if entry.first else ""
    return f"{entry.name}{f', {entry.role}' if entry.role else ''}, {entry.statements} statements{days}"


def _escaped(words: str) -> str:
    return storable(words).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
