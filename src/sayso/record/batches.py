"""Several judgements at once: all of them in one transaction, or none; and taking them back together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from sayso.record.faults import CorrectionError
from sayso.record.judging import Judge, bring_in_step, correct_in, write_revocation
from sayso.record.loading import load_view, statement_document
from sayso.record.store import Record
from sayso.record.tables import corrections
from sayso.record.values import Correction


@dataclass(frozen=True, slots=True)
class Batch:
    """Corrections that were made together.

    Attributes:
        first: number of the first.
        last: number of the last; between them stand no others, since writers are alone.
        statements: uids of the statements that they are about.
    """

    first: int
    last: int
    statements: tuple[str, ...]


def correct_all(
    record: Record, changes: Sequence[tuple[str, Mapping[str, Any]]], *, author: str, reason: str | None = None
) -> Batch:
    """Set fields of several statements. The numbers of the whole stand in each reason, so that the log tells it.

    Args:
        record: where.
        changes: uid and fields of each, as :meth:`sayso.record.store.Record.correct` takes them.
        author: who makes them.
        reason: why.

    Raises:
        CorrectionError: if there are none, or one of them cannot be made; then none is.
        UnknownStatementError: if a statement is not there; then none is made.
    """
    if not changes:
        raise CorrectionError("nothing would change; nothing was written")
    if len({uid for uid, _ in changes}) < len(changes):
        raise CorrectionError("a statement is named twice; nothing was written")
    with record.writing_connection() as connection:
        first = int(connection.execute(select(func.max(corrections.c.seq))).scalar() or 0) + 1
        together = f"one of {len(changes)} changed together, from correction {first} on"
        judge = Judge(author, f"{reason} ({together})" if reason else together)
        last = first
        for document, some in _by_document(connection, changes).items():
            view = load_view(connection, document)  # one for all of its statements, none of which is there twice
            for uid, fields in some:
                last = correct_in(connection, view, uid, fields, {}, judge)[-1].seq
            bring_in_step(connection, document)
    return Batch(first, last, tuple(uid for uid, _ in changes))


def _by_document(
    connection: Connection, changes: Sequence[tuple[str, Mapping[str, Any]]]
) -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for uid, fields in changes:
        found.setdefault(statement_document(connection, uid), []).append((uid, fields))
    return found


def revoke_all(
    record: Record, numbers: Sequence[int], *, author: str, reason: str | None = None
) -> tuple[Correction, ...]:
    """Take several corrections back, the last first; those taken back already are passed over.

    Raises:
        UnknownStatementError: if one of them is not there; then none is taken back.
        CorrectionError: if none of them is in force.
    """
    with record.writing_connection() as connection:
        taken_back = select(corrections.c.revokes).where(corrections.c.revokes.in_(set(numbers)))
        left = sorted(set(numbers) - set(connection.execute(taken_back).scalars()), reverse=True)
        if not left:
            raise CorrectionError("these corrections are taken back already")
        judge = Judge(author, reason)
        made = tuple(write_revocation(connection, number, judge) for number in left)
        for document in dict.fromkeys(c.document_id for c in made):
            bring_in_step(connection, document)
        return made
