"""Judging who is who: merges, splits and aparts by people, checked, logged, and in force at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from sayso.record.across.actors.keeping import document_forms, keep_many, touched_documents
from sayso.record.across.actors.log import in_force, load_judgements, revocable, split_key, write
from sayso.record.across.actors.looking import Knows, find
from sayso.record.across.actors.names import folded
from sayso.record.across.actors.tables import actor_names, actor_nodes, actor_statements, actors
from sayso.record.across.actors.values import ActorJudgement
from sayso.record.columns import storable
from sayso.record.faults import CorrectionError, UnknownStatementError
from sayso.record.judging import Judge
from sayso.record.loading import descendants, statement_document
from sayso.record.tables import statements


def merge(connection: Connection, first: str, second: str, judge: Judge) -> ActorJudgement:
    """Make two actors, by their ids, one.

    Raises:
        CorrectionError: if they are one already.
    """
    if first == second:
        raise CorrectionError(f"{first} is one actor already; nothing was written")
    nodes, others = _nodes_of(connection, first), _nodes_of(connection, second)
    names = (_name(connection, first), _name(connection, second))
    made = write(connection, "merge", judge, nodes=nodes, others=others, names=names)
    keep_many(connection, (), (*nodes, *others))
    return made


def split(connection: Connection, actor_id: str, uids: Sequence[str], name: str | None, judge: Judge) -> ActorJudgement:
    """Take statements, and all that goes by a name, from an actor.

    Raises:
        UnknownStatementError: if a statement or the name is not the actor's.
        CorrectionError: if nothing or everything would be taken.
    """
    if not uids and name is None:
        raise CorrectionError("say what is split off: statements by their ids, or a name as written")
    every = set(_nodes_of(connection, actor_id))
    forms, placed = _by_name(connection, actor_id, name) if name is not None else (set(), [])
    mine = _statements_of(connection, actor_id)
    for uid in dict.fromkeys(uids):
        if uid not in mine:
            raise UnknownStatementError(f"statement {uid} is not by {actor_id}: sayso actors show tells whose it is")
        placed.append(uid)
    chosen = set(placed) | {uid for uid, node in mine.items() if node in forms}
    if len(chosen) == len(mine):
        raise CorrectionError(f"that is all there is of {actor_id}: nothing would remain to split it from")
    entries = [(uid, *_standing(connection, uid)) for uid in sorted(set(placed)) if mine[uid] not in forms]
    names = (_name(connection, actor_id), *((name,) if name is not None else ()))
    made = write(connection, "split", judge, nodes=forms, uids=entries, names=names)
    _retake(connection, made, every)
    return made


def apart(connection: Connection, a: str, b: str, known: Knows, judge: Judge) -> ActorJudgement:
    """Keep the machine from joining two actors, or two forms that it has joined.

    Raises:
        UnknownStatementError: if either is not found.
        CorrectionError: if they are the same, or a person merged them.
    """
    first, second = find(connection, a, known), find(connection, b, known)
    if first != second:
        nodes, others = _nodes_of(connection, first), _nodes_of(connection, second)
    else:
        here = set(_nodes_of(connection, first))
        nodes, others = [key for key in (a,) if key in here], [key for key in (b,) if key in here]
        if not nodes or not others or nodes == others:
            raise CorrectionError(f"{a} and {b} are one actor: name two of its forms, or use split")
        for bond in in_force(connection).bonds:
            if bond.kind == "merge" and {a, b} <= bond.sides[0]:
                raise CorrectionError(f"a person merged them in judgement {bond.seq}: revoke that instead")
    for bond in in_force(connection).bonds:
        if bond.kind == "apart" and set(bond.sides) == {frozenset(nodes), frozenset(others)}:
            raise CorrectionError(f"that was said already, in judgement {bond.seq}")
    names = (_name(connection, first), _name(connection, second))
    made = write(connection, "apart", judge, nodes=nodes, others=others, names=names)
    keep_many(connection, (), (*nodes, *others))
    return made


def revoke(connection: Connection, seq: int, judge: Judge) -> ActorJudgement:
    """Take a judgement back.

    Raises:
        UnknownStatementError: if there is no such judgement.
        CorrectionError: if it is taken back already, or is itself a revocation.
    """
    taken = revocable(connection, seq)
    made = write(connection, "revoke", judge, names=taken.names, revokes=seq)
    if taken.kind == "split":
        _retake(connection, taken, ())
    else:
        keep_many(connection, (), (*taken.nodes, *taken.others))
    return made


def _retake(connection: Connection, judgement: ActorJudgement, nodes: Sequence[str] | set[str]) -> None:
    """Take the statements anew of all texts that a split, or its revocation, is about."""
    texts = set(touched_documents(connection, [*judgement.nodes, split_key(judgement.seq)]))
    for later in load_judgements(connection):
        if later.kind == "split" and set(later.nodes) & set(judgement.nodes):
            texts.update(touched_documents(connection, [split_key(later.seq)]))
    for document_id in _documents_of(connection, judgement.uids):
        texts.update(descendants(connection, document_id))
    keep_many(connection, sorted(texts), nodes)


def _documents_of(connection: Connection, uids: Sequence[str]) -> set[str]:
    """Ids of the texts of statements, whether they are seen now or not."""
    return {statement_document(connection, uid) for uid in uids}


def _by_name(connection: Connection, actor_id: str, name: str) -> tuple[set[str], list[str]]:
    """What goes by a name: whole forms, and statements one by one where their form has other names too."""
    n, a = actor_nodes.c, actor_statements.c
    keys = {key for key in _nodes_of(connection, actor_id) if key == name and not key.startswith("split:")}
    if keys:
        return keys, []
    query = (
        select(n.key, actor_names.c.name, actor_names.c.folded)
        .join(actor_names, actor_names.c.node_id == n.id)
        .where(n.actor_id == actor_id)
    )
    rows = connection.execute(query).all()
    written = {row.name for row in rows if row.name == name}
    written = written or {row.name for row in rows if row.folded == storable(folded(name))}
    if not written:
        known = ", ".join(sorted({row.name for row in rows})[:8])
        raise UnknownStatementError(f"{actor_id} is nowhere written {name!r}: reports write {known}")
    others = {row.key for row in rows if row.name not in written}
    forms = {row.key for row in rows if row.name in written and row.key not in others and row.key[:6] != "split:"}
    mixed = {row.key for row in rows if row.name in written} - forms
    one_by_one = (
        select(statements.c.uid)
        .join(actor_statements, a.statement_id == statements.c.id)
        .join(actor_nodes, n.id == a.node_id)
        .where(n.actor_id == actor_id, n.key.in_(sorted(mixed)), a.name.in_(sorted(written)))
    )
    return forms, list(connection.execute(one_by_one).scalars()) if mixed else []


def _statements_of(connection: Connection, actor_id: str) -> dict[str, str]:
    """Uid → key of the node of every statement of an actor."""
    query = (
        select(statements.c.uid, actor_nodes.c.key)
        .join(actor_statements, actor_statements.c.statement_id == statements.c.id)
        .join(actor_nodes, actor_nodes.c.id == actor_statements.c.node_id)
        .where(actor_nodes.c.actor_id == actor_id)
    )
    return {row.uid: row.key for row in connection.execute(query)}


def _standing(connection: Connection, uid: str) -> tuple[str, str]:
    """The document of a statement, and the key of the form that its words alone give it."""
    row = connection.execute(select(statements.c.id, statements.c.document_id).where(statements.c.uid == uid)).one()
    forms = document_forms(connection, row.document_id)[0]
    return row.document_id, forms[row.id].key


def _nodes_of(connection: Connection, actor_id: str) -> list[str]:
    query = select(actor_nodes.c.key).where(actor_nodes.c.actor_id == actor_id).order_by(actor_nodes.c.key)
    return list(connection.execute(query).scalars())


def _name(connection: Connection, actor_id: str) -> str:
    return str(connection.execute(select(actors.c.name).where(actors.c.id == actor_id)).scalar())
