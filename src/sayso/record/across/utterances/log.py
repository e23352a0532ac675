"""What people say of utterances: the append-only log of judgements, and what it comes to. Nothing is changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, insert, select

from sayso.record.across.utterances.tables import utterance_log, utterance_pending
from sayso.record.across.utterances.values import Judged
from sayso.record.adding import now
from sayso.record.codec import digest, dumps
from sayso.record.faults import CorrectionError, UnknownStatementError
from sayso.record.judging import Judge
from sayso.record.loading import statement_document

Kind = Literal["same", "different", "revoke"]

_SEALED = ("seq", "kind", "statement_uid", "other_uid", "author", "made_at", "reason", "revokes")


@dataclass(frozen=True, slots=True)
class Entry:
    """One judgement, as logged.

    Attributes:
        seq: its number, with which it is revoked.
        kind: the statements report one utterance, or they do not, or a judgement is taken back.
        statement_uid, other_uid: the statements.
        author, made_at, reason: who, when (ISO 8601 in UTC) and why, in their words.
        revokes: number of the judgement that it takes back.
        chain: seal over it and all before it.
        in_force: whether it is no revocation, and not revoked.
    """

    seq: int
    kind: Kind
    statement_uid: str
    other_uid: str
    author: str
    made_at: str
    reason: str | None
    revokes: int | None
    chain: str
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class Log:
    """All judgements, oldest first, and what they come to."""

    entries: tuple[Entry, ...]

    def judged(self) -> tuple[Judged, ...]:
        """What stands: the latest word in force on each two statements, in the order in which it was said."""
        latest: dict[frozenset[str], Entry] = {}
        for entry in self.entries:
            if entry.in_force:
                latest[frozenset((entry.statement_uid, entry.other_uid))] = entry
        return tuple(
            Judged(e.seq, e.statement_uid, e.other_uid, e.kind == "same", e.author, e.made_at, e.reason)
            for e in sorted(latest.values(), key=lambda e: e.seq)
        )


def load_log(connection: Connection) -> Log:
    """The log as it stands."""
    rows = connection.execute(select(utterance_log).order_by(utterance_log.c.seq)).mappings().all()
    revoked = {row["revokes"] for row in rows if row["revokes"] is not None}
    return Log(tuple(Entry(**row, in_force=row["kind"] != "revoke" and row["seq"] not in revoked) for row in rows))


def judge_utterance(connection: Connection, one: str, other: str, same: bool, judge: Judge) -> Entry:
    """Say that two statements are reports of one utterance, or are not.

    Raises:
        UnknownStatementError: if there is no such statement.
        CorrectionError: if it is the same statement twice, or was said already.
    """
    documents = {statement_document(connection, uid) for uid in (one, other)}
    if one == other:
        raise CorrectionError(f"{one} is one statement: name two that are, or are not, reports of one utterance")
    for said in load_log(connection).judged():
        if {said.one, said.other} == {one, other} and said.same == same:
            raise CorrectionError(f"that was said already, by judgement {said.seq} of {said.author}")
    kind: Kind = "same" if same else "different"
    return _write(connection, documents, judge, kind=kind, statement_uid=one, other_uid=other)


def revoke_utterance(connection: Connection, seq: int, judge: Judge) -> Entry:
    """Take a judgement back; both stay in the log.

    Raises:
        UnknownStatementError: if there is no such judgement.
        CorrectionError: if it is taken back already, or is itself a revocation.
    """
    entry = next((e for e in load_log(connection).entries if e.seq == seq), None)
    if entry is None:
        raise UnknownStatementError(
            f"there is no judgement {seq} on utterances: sayso utterance log shows their numbers"
        )
    if not entry.in_force:
        raise CorrectionError(f"judgement {seq} is revoked already, or is itself a revocation")
    documents = {statement_document(connection, uid) for uid in (entry.statement_uid, entry.other_uid)}
    values = {"statement_uid": entry.statement_uid, "other_uid": entry.other_uid, "revokes": seq}
    return _write(connection, documents, judge, kind="revoke", **values)


def _write(connection: Connection, documents: Iterable[str], judge: Judge, **values: Any) -> Entry:
    last = connection.execute(select(utterance_log).order_by(utterance_log.c.seq.desc()).limit(1)).mappings().first()
    row = {c.name: None for c in utterance_log.c} | values
    row |= {"seq": (last["seq"] if last else 0) + 1, "author": judge.author, "made_at": now(), "reason": judge.reason}
    row["chain"] = _link(last["chain"] if last else "", row)
    connection.execute(insert(utterance_log).values(row))
    for document_id in documents:
        if not connection.execute(
            select(utterance_pending).where(utterance_pending.c.document_id == document_id)
        ).first():
            connection.execute(insert(utterance_pending).values(document_id=document_id))
    return Entry(**row)


def _link(previous: str, row: Mapping[str, Any] | RowMapping) -> str:
    return digest((previous + dumps([row[name] for name in _SEALED])).encode("ascii"))


def utterance_log_faults(connection: Connection) -> Iterator[str]:
    """What is wrong with the log: its numbers, its seals, or what a revocation takes back."""
    previous, rows = "", dict[int, RowMapping]()
    for number, row in enumerate(
        connection.execute(select(utterance_log).order_by(utterance_log.c.seq)).mappings(), start=1
    ):
        if row["seq"] != number:
            yield f"judgement {number} on utterances is missing from the log"
            return
        if row["chain"] != _link(previous, row):
            yield f"judgement {number} on utterances is not as it was made, or one before it is not"
            return
        target = rows.get(row["revokes"] or 0)
        if row["kind"] == "revoke" and (target is None or target["kind"] == "revoke"):
            yield f"judgement {number} on utterances revokes {row['revokes']}, which cannot be revoked"
        previous, rows[number] = row["chain"], row
