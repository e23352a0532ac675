"""Keeping actors in step: what a text's speakers come to, taken into the tables in the transaction that changes them.

The tables are a function of the statements and of the judgements in force. Adding a report touches its own statements
and the forms of names that share a key with its speakers, however large the record is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from sayso.record.across.actors.forms import Form, Spoken, form_to_json, forms_of, kind_of
from sayso.record.across.actors.grouping import regroup, related, slices
from sayso.record.across.actors.names import folded
from sayso.record.across.actors.tables import (
    actor_names,
    actor_node_keys,
    actor_nodes,
    actor_placed_forms,
    actor_placed_statements,
    actor_statements,
    actors,
)
from sayso.record.codec import dumps
from sayso.record.columns import storable
from sayso.record.loading import lineage
from sayso.record.tables import documents, record_info, statements

RULES = "3"
"""Which rules made the tables; a record made by others is computed anew when it is opened for writing."""

_RULES_KEY = "actors"


@dataclass(frozen=True, slots=True)
class Mine:
    """What a statement comes to."""

    node: str
    name: str
    day: str | None
    counted: bool


def keep_actors(connection: Connection, document_id: str) -> None:
    """Bring the tables in step with a text's statements."""
    touched = _take(connection, document_id)
    if touched:
        _settle(connection, touched)


def keep_many(connection: Connection, document_ids: Iterable[str], nodes: Iterable[str] = ()) -> None:
    """Bring the tables in step with several texts, and with judgements on these nodes (by key)."""
    touched: set[int] = set()
    for document_id in document_ids:
        touched |= _take(connection, document_id)
    for some in slices(sorted(set(nodes))):
        touched.update(connection.execute(select(actor_nodes.c.id).where(actor_nodes.c.key.in_(some))).scalars())
    if touched:
        _settle(connection, touched)


def up_to_date(connection: Connection) -> bool:
    """Whether the tables were made by these rules."""
    query = select(record_info.c.value).where(record_info.c.key == _RULES_KEY)
    return connection.execute(query).scalar() == RULES


def make_anew(connection: Connection) -> None:
    """Compute all that is computed from scratch; for a record of an older sayso."""
    if up_to_date(connection):  # another program has done it meanwhile
        return
    for table in (actor_statements, actor_nodes, actors):
        connection.execute(delete(table))
    for document_id in connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars().all():
        keep_actors(connection, document_id)
    connection.execute(delete(record_info).where(record_info.c.key == _RULES_KEY))
    connection.execute(insert(record_info).values(key=_RULES_KEY, value=RULES))


def document_forms(connection: Connection, document_id: str) -> tuple[dict[int, Form], dict[int, Mine]]:
    """The form of each of a text's statements with a named speaker, and what it comes to, splits considered."""
    document = connection.execute(
        select(documents.c.key, documents.c.published, documents.c.latest).where(documents.c.id == document_id)
    ).one()
    s = statements.c
    columns = (s.id, s.uid, s.speaker_name, s.speaker_kind, s.speaker_role, s.speaker_for, s.speaker_actor, s.said)
    query = select(*columns).where(s.document_id == document_id, s.speaker_name.is_not(None)).order_by(s.id)
    rows = connection.execute(query).all()
    spoken = [
        Spoken(r.id, r.speaker_name, r.speaker_kind, r.speaker_role, r.speaker_for, r.speaker_actor)
        for r in rows
        if r.speaker_kind is not None
    ]
    forms = forms_of(spoken, document.key)
    places = _placements(connection, document_id, {form.key for form in forms.values()})
    mine = {}
    for row in rows:
        if row.id not in forms:
            continue
        key = forms[row.id].key
        day = row.said or document.published
        node = places.get(row.uid) or places.get(("", key)) or places.get(key) or key
        mine[row.id] = Mine(node, row.speaker_name, day.rsplit("/", 1)[-1] if day else None, document.latest)
    return forms, mine


def _placements(connection: Connection, document_id: str, forms: set[str]) -> dict[str | tuple[str, str], str]:
    """Where splits put this text's statements: by uid; ``("", form)`` from an earlier version; by form."""
    found: dict[str | tuple[str, str], str] = {}
    placed = actor_placed_statements.c
    if connection.execute(select(placed.uid).limit(1)).first() is not None:
        ids = lineage(connection, document_id)
        for row in connection.execute(select(actor_placed_statements).where(placed.document_id.in_(ids))):
            found[row.uid] = row.node_key
            if row.document_id != document_id:
                # A later version of a report: whoever is named so there is the one who was split off here.
                found["", row.form_key] = row.node_key
    for some in slices(sorted(forms)):
        query = select(actor_placed_forms).where(actor_placed_forms.c.form_key.in_(some))
        found |= {row.form_key: row.node_key for row in connection.execute(query)}
    return found


def _take(connection: Connection, document_id: str) -> set[int]:
    """Make the rows of a text's statements what they are to be; the numbers of all nodes touched, some now empty."""
    by_row, wanted = document_forms(connection, document_id)
    forms = {form.key: form for form in by_row.values()}
    a = actor_statements.c
    query = select(a.statement_id, actor_nodes.c.key, a.name, a.day, a.counted, a.node_id)
    rows = connection.execute(
        query.join(actor_nodes, actor_nodes.c.id == a.node_id).where(a.document_id == document_id)
    )
    nodes: dict[str, int] = {}
    there: dict[int, Mine] = {}
    for row in rows:
        there[row.statement_id] = Mine(row.key, row.name, row.day, row.counted)
        nodes[row.key] = row.node_id
    if there == wanted:
        return set()
    gone = {row: mine for row, mine in there.items() if wanted.get(row) != mine}
    new = {row: mine for row, mine in wanted.items() if there.get(row) != mine}
    nodes |= _ensure(connection, {mine.node for mine in new.values()} - nodes.keys(), forms)
    for some in slices(sorted(gone)):
        connection.execute(delete(actor_statements).where(a.statement_id.in_(some)))
    if new:
        connection.execute(
            insert(actor_statements),
            [
                {
                    "statement_id": row,
                    "document_id": document_id,
                    "node_id": nodes[mine.node],
                    "name": mine.name,
                    "day": mine.day,
                    "counted": mine.counted,
                }
                for row, mine in new.items()
            ],
        )
    _count(connection, gone.values(), new.values(), nodes)
    return {nodes[mine.node] for mine in (*gone.values(), *new.values())}


def _ensure(connection: Connection, keys: set[str], forms: Mapping[str, Form]) -> dict[str, int]:
    """The numbers of nodes, made where there are none; they join no actor yet."""
    found: dict[str, int] = {}
    for some in slices(sorted(keys)):
        query = select(actor_nodes.c.key, actor_nodes.c.id).where(actor_nodes.c.key.in_(some))
        found |= {row.key: row.id for row in connection.execute(query)}
    new = sorted(keys - found.keys())
    if not new:
        return found
    rows = []
    for key in new:
        form = forms.get(key)
        kind = form.kind if form is not None else _split_kind(connection, key)
        made_of = dumps(form_to_json(form)) if form is not None else "{}"
        rows.append({"key": key, "kind": kind, "form": made_of, "actor_id": "", "statements": 0, "rows": 0})
    connection.execute(insert(actor_nodes), rows)
    for some in slices(new):
        query = select(actor_nodes.c.key, actor_nodes.c.id).where(actor_nodes.c.key.in_(some))
        found |= {row.key: row.id for row in connection.execute(query)}
    names = [{"key": name, "node_id": found[key]} for key in new if key in forms for name in forms[key].keys]
    if names:
        connection.execute(insert(actor_node_keys), names)
    return found


def _split_kind(connection: Connection, node_key: str) -> str:
    """The kind of what a split put into a node: of the first of its forms."""
    forms: list[str] = []
    for table in (actor_placed_forms, actor_placed_statements):
        forms += connection.execute(select(table.c.form_key).where(table.c.node_key == node_key)).scalars()
    return kind_of(min(forms))


def _count(connection: Connection, gone: Iterable[Mine], new: Iterable[Mine], nodes: Mapping[str, int]) -> None:
    """Add and take away what nodes and names count."""
    rows: Counter[tuple[int, str]] = Counter()
    counted: Counter[tuple[int, str]] = Counter()
    for sign, some in ((-1, gone), (1, new)):
        for mine in some:
            rows[nodes[mine.node], mine.name] += sign
            counted[nodes[mine.node], mine.name] += sign * mine.counted
    _count_names(connection, rows, counted)
    by_node: dict[int, tuple[int, int]] = {}
    for (node, name), more in rows.items():
        before = by_node.get(node, (0, 0))
        by_node[node] = (before[0] + more, before[1] + counted[node, name])
    changed = [{"number": n, "more": more, "seen": seen} for n, (more, seen) in by_node.items() if more or seen]
    if changed:
        c = actor_nodes.c
        change = {"rows": c.rows + bindparam("more"), "statements": c.statements + bindparam("seen")}
        connection.execute(update(actor_nodes).where(c.id == bindparam("number")).values(change), changed)


def _count_names(connection: Connection, rows: Counter[tuple[int, str]], counted: Counter[tuple[int, str]]) -> None:
    n = actor_names.c
    there: set[tuple[int, str]] = set()
    for some in slices(sorted({node for node, _ in rows})):
        query = select(n.node_id, n.name).where(n.node_id.in_(some))
        there.update((row.node_id, row.name) for row in connection.execute(query))
    known = [
        {"number": node, "written": name, "more": more, "seen": counted[node, name]}
        for (node, name), more in rows.items()
        if (node, name) in there and (more or counted[node, name])
    ]
    if known:
        change = {"rows": n.rows + bindparam("more"), "statements": n.statements + bindparam("seen")}
        here = (n.node_id == bindparam("number"), n.name == bindparam("written"))
        connection.execute(update(actor_names).where(*here).values(change), known)
    new = [
        {
            "node_id": node,
            "name": name,
            "folded": storable(folded(name)),
            "rows": more,
            "statements": counted[node, name],
        }
        for (node, name), more in rows.items()
        if (node, name) not in there
    ]
    if new:
        connection.execute(insert(actor_names), new)


def _settle(connection: Connection, touched: set[int]) -> None:
    """Drop what is empty, and group anew all that is related to what was touched."""
    region = related(connection, touched)
    empty: set[int] = set()
    for some in slices(sorted(touched)):
        connection.execute(delete(actor_names).where(actor_names.c.node_id.in_(some), actor_names.c.rows == 0))
        query = select(actor_nodes.c.id).where(actor_nodes.c.id.in_(some), actor_nodes.c.rows == 0)
        empty.update(connection.execute(query).scalars())
    regroup(connection, region, empty)


def touched_documents(connection: Connection, nodes: Sequence[str]) -> list[str]:
    """Ids of the texts that have statements in these nodes (by key)."""
    found: set[str] = set()
    for some in slices(sorted(set(nodes))):
        query = select(actor_statements.c.document_id).distinct()
        query = query.join(actor_nodes, actor_nodes.c.id == actor_statements.c.node_id)
        found.update(connection.execute(query.where(actor_nodes.c.key.in_(some))).scalars())
    return sorted(found)
