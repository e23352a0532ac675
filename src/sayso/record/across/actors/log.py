"""People's judgements on who is who: the append-only, sealed log, and what it comes to; never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from sayso.record.across.actors.clusters import Bond
from sayso.record.across.actors.tables import actor_bonds, actor_log, actor_placed_forms, actor_placed_statements
from sayso.record.across.actors.values import ActorJudgement, JudgementKind
from sayso.record.adding import now
from sayso.record.codec import digest, dumps
from sayso.record.faults import CorrectionError, UnknownStatementError
from sayso.record.judging import Judge

_SEALED = ("seq", "kind", "nodes", "others", "uids", "names", "author", "made_at", "reason", "revokes")


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement that a split puts elsewhere.

    Attributes:
        uid: the statement.
        document: id of its text.
        form: key of the form that it had.
        node: key of the node that it is put into.
    """

    uid: str
    document: str
    form: str
    node: str


@dataclass(frozen=True, slots=True)
class InForce:
    """What the log comes to.

    Attributes:
        bonds: merges and aparts, oldest first.
        forms: key of a form that is split off whole → the node that it is put into.
        statements: uid → where that statement is put.
    """

    bonds: tuple[Bond, ...]
    forms: Mapping[str, str]
    statements: Mapping[str, Placed]


def load_judgements(connection: Connection) -> tuple[ActorJudgement, ...]:
    """The log, oldest first."""
    rows = _rows(connection)
    revoked = {row["revokes"] for row in rows if row["revokes"] is not None}
    return tuple(_judgement(row, row["kind"] != "revoke" and row["seq"] not in revoked) for row in rows)


def in_force(connection: Connection) -> InForce:
    """What the log comes to: a function of it alone. The later of two splits has its way."""
    rows = _rows(connection)
    revoked = {row["revokes"] for row in rows if row["revokes"] is not None}
    bonds: list[Bond] = []
    forms: dict[str, str] = {}
    statements: dict[str, Placed] = {}
    for row in rows:
        if row["kind"] == "revoke" or row["seq"] in revoked:
            continue
        nodes, others = (frozenset(json.loads(row[name])) for name in ("nodes", "others"))
        if row["kind"] == "merge":
            bonds.append(Bond(row["seq"], "merge", (nodes | others,)))
        elif row["kind"] == "apart":
            bonds.append(Bond(row["seq"], "apart", (nodes, others)))
        else:
            into = split_key(row["seq"])
            forms |= dict.fromkeys(sorted(nodes), into)
            statements |= {u: Placed(u, document, form, into) for u, document, form in json.loads(row["uids"])}
    return InForce(tuple(bonds), forms, statements)


def split_key(seq: int) -> str:
    """Key of the node that a split makes."""
    return f"split:{seq}"


def write(
    connection: Connection,
    kind: JudgementKind,
    judge: Judge,
    *,
    nodes: Iterable[str] = (),
    others: Iterable[str] = (),
    uids: Sequence[tuple[str, str, str]] = (),
    names: Sequence[str] = (),
    revokes: int | None = None,
) -> ActorJudgement:
    """Put a judgement into the log, and bring the tables of what is in force in step with it."""
    query = select(actor_log.c.seq, actor_log.c.chain).order_by(actor_log.c.seq.desc()).limit(1)
    last = connection.execute(query).first()
    row: dict[str, Any] = {
        "seq": 1 if last is None else last.seq + 1,
        "kind": kind,
        "nodes": dumps(sorted(nodes)),
        "others": dumps(sorted(others)),
        "uids": dumps(sorted(uids)),
        "names": dumps(list(names)),
        "author": judge.author,
        "made_at": now(),
        "reason": judge.reason,
        "revokes": revokes,
    }
    row["chain"] = actor_link("" if last is None else last.chain, row)
    connection.execute(insert(actor_log).values(row))
    keep_in_force(connection)
    return _judgement(row, kind != "revoke")


def revocable(connection: Connection, seq: int) -> ActorJudgement:
    """The judgement of that number, if it can be taken back.

    Raises:
        UnknownStatementError: if there is none.
        CorrectionError: if it is taken back already, or is itself a revocation.
    """
    found = next((j for j in load_judgements(connection) if j.seq == seq), None)
    if found is None:
        raise UnknownStatementError(f"there is no judgement {seq} on actors: sayso actors judgements lists them")
    if found.kind == "revoke":
        raise CorrectionError(f"judgement {seq} is a revocation: judge anew instead of revoking it")
    if not found.in_force:
        raise CorrectionError(f"judgement {seq} is revoked already")
    return found


def keep_in_force(connection: Connection) -> None:
    """Make the tables of what is in force what the log comes to."""
    comes_to = in_force(connection)
    for table in (actor_bonds, actor_placed_forms, actor_placed_statements):
        connection.execute(delete(table))
    bonds = [
        {"node_key": key, "seq": bond.seq, "side": side, "kind": bond.kind}
        for bond in comes_to.bonds
        for side, keys in enumerate(bond.sides)
        for key in sorted(keys)
    ]
    forms = [{"form_key": form, "node_key": node} for form, node in comes_to.forms.items()]
    statements = [
        {"uid": p.uid, "document_id": p.document, "form_key": p.form, "node_key": p.node}
        for p in comes_to.statements.values()
    ]
    for table, values in ((actor_bonds, bonds), (actor_placed_forms, forms), (actor_placed_statements, statements)):
        if values:
            connection.execute(insert(table), values)


def log_faults(connection: Connection) -> Iterable[str]:
    """What is wrong with the log: missing links, and tables that are not what it comes to."""
    previous = ""
    for count, row in enumerate(_rows(connection), start=1):
        if row["seq"] != count:
            yield f"judgement {count} on actors is missing from the log"
            return
        if row["chain"] != actor_link(previous, row):
            yield f"judgement {count} on actors is not as it was made, or one before it is not"
            return
        previous = row["chain"]
    comes_to = in_force(connection)
    bonds = {(r.node_key, r.seq, r.side, r.kind) for r in connection.execute(select(actor_bonds))}
    forms = {r.form_key: r.node_key for r in connection.execute(select(actor_placed_forms))}
    placed = {
        r.uid: Placed(r.uid, r.document_id, r.form_key, r.node_key)
        for r in connection.execute(select(actor_placed_statements))
    }
    wanted = {(k, b.seq, side, b.kind) for b in comes_to.bonds for side, keys in enumerate(b.sides) for k in keys}
    if (bonds, forms, placed) != (wanted, comes_to.forms, comes_to.statements):
        yield "the judgements on actors that are in force are out of step with their log"


def actor_link(previous: str, row: Mapping[str, Any]) -> str:
    """The link that seals a judgement to all before it."""
    return digest((previous + dumps([row[name] for name in _SEALED])).encode("ascii"))


def _rows(connection: Connection) -> Sequence[Any]:
    return connection.execute(select(actor_log).order_by(actor_log.c.seq)).mappings().all()


def _judgement(row: Mapping[str, Any], standing: bool) -> ActorJudgement:
    return ActorJudgement(
        row["seq"],
        row["kind"],
        tuple(json.loads(row["nodes"])),
        tuple(json.loads(row["others"])),
        tuple(uid for uid, _, _ in json.loads(row["uids"])),
        tuple(json.loads(row["names"])),
        row["author"],
        row["made_at"],
        row["reason"],
        row["revokes"],
        standing,
    )
