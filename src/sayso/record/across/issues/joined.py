"""Who says a statement across reports, and of which utterance it is a report, where the record knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from sayso.record.across.actors.tables import actor_nodes, actor_statements, actors
from sayso.record.across.utterances.tables import utterance_told

_SQL_MOST = 900


@dataclass(frozen=True, slots=True)
class Link:
    """What joins a statement to others.

    Attributes:
        actor: id of the actor.
        name: the actor's usual name.
        utterance: number of the utterance.
    """

    actor: str | None
    name: str | None
    utterance: int | None


def joined(connection: Connection, rows: Sequence[int]) -> dict[int, Link]:
    """The links of statements, by row; those that are joined to nothing are left out."""
    found: dict[int, Link] = {}
    told = utterance_told.c
    for at in range(0, len(rows), _SQL_MOST):
        query = (
            select(actor_statements.c.statement_id, actors.c.id, actors.c.name)
            .join(actor_nodes, actor_nodes.c.id == actor_statements.c.node_id)
            .join(actors, actors.c.id == actor_nodes.c.actor_id)
            .where(actor_statements.c.statement_id.in_(rows[at : at + _SQL_MOST]))
        )
        for row in connection.execute(query):
            found[row.statement_id] = Link(row.id, row.name, None)
        of = select(told.statement_id, told.utterance).where(
            told.statement_id.in_(rows[at : at + _SQL_MOST]), told.utterance.is_not(None)
        )
        for statement_id, utterance in connection.execute(of):
            found[statement_id] = replace(found.get(statement_id, Link(None, None, None)), utterance=utterance)
    return found
