"""Whether a record has changed: a mark that is another one after anything that people see may have changed."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from sayso.record.across.actors.tables import actor_log
from sayso.record.across.issues.tables import issue_log
from sayso.record.across.utterances.tables import utterance_log
from sayso.record.index_tables import statement_vectors
from sayso.record.tables import corrections, readings, versions

Stamp = tuple[int, ...]

# Every one of these only ever grows, and whatever is computed follows from them.
_GROWING = (
    corrections.c.seq, readings.c.id, versions.c.id, issue_log.c.seq, actor_log.c.seq, utterance_log.c.seq,
    statement_vectors.c.seq,
)  # fmt: skip


def stamp(connection: Connection) -> Stamp:
    """The mark of the record as this connection sees it."""
    last = [select(func.coalesce(func.max(column), 0)).scalar_subquery() for column in _GROWING]
    return tuple(connection.execute(select(*last)).one())
