"""Suggested issues out of a record: its latest statements with meanings and sides, and what is followed already."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, select

from sayso.record.across.issues.log import Log
from sayso.record.across.issues.members import membership
from sayso.record.across.issues.said import said_where
from sayso.record.across.issues.scoring import load_vectors
from sayso.record.across.issues.suggesting import MOST, suggestions
from sayso.record.across.issues.values import Said, Suggestion
from sayso.record.across.parties.loading import Atlas, load_parties
from sayso.record.index_tables import statement_vectors
from sayso.record.tables import documents, statements


def suggested(connection: Connection, log: Log, atlas: Atlas, most: int = 8) -> tuple[Suggestion, ...]:
    """Issues that nobody follows yet, out of the latest statements that somebody makes.

    Args:
        connection: to the record.
        log: what is followed; what bears on an issue of it is not suggested again.
        atlas: states known beforehand.
        most: how many at most.
    """
    said = _latest(connection)
    vectors = load_vectors(connection, [s.row for s in said])
    said = [s for s in said if s.row in vectors]
    if not said:
        return ()
    parties = load_parties(connection, said, atlas)
    sides = {s.uid: [counted.party.name for counted in parties.of(s)] for s in said}
    pairs = [(s.uid, s.answers) for s in said if s.answers]
    matrix = np.stack([vectors[s.row] for s in said])
    return suggestions(said, matrix, pairs, sides, _known(connection, log), most)


def _latest(connection: Connection) -> Sequence[Said]:
    """The statements added last, a report's own voice and nobody's aside: neither has an issue with anybody."""
    s = statements.c
    earlier = select(documents.c.id).where(documents.c.latest.is_(False))
    query = (
        select(s.id)
        .join(statement_vectors, statement_vectors.c.statement_id == s.id)
        .where(s.document_id.not_in(earlier), s.speaker_kind.not_in(("author", "unknown")))
        .order_by(s.id.desc())
        .limit(MOST)
    )
    return said_where(connection, query)


def _known(connection: Connection, log: Log) -> set[str]:
    """What bears on an issue that is followed."""
    found: set[str] = set()
    for issue in log.issues().values():
        held = membership(connection, log, issue)
        found.update(member.said.uid for member in held.members)
    return found
