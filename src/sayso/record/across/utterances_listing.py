"""The list of utterances: kept a row each, so that it is read without looking over their statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from sayso.record.across.utterances_copying import load_copies, originals
from sayso.record.across.utterances_loading import slices
from sayso.record.across.utterances_tables import utterance_groups, utterance_told
from sayso.record.tables import documents, statements


def keep_groups(connection: Connection, numbers: Iterable[int]) -> None:
    """Make the rows of these utterances what their statements come to; those that hold none go."""
    wanted = sorted(set(numbers))
    members: dict[int, list[Any]] = defaultdict(list)
    for some in slices(wanted):
        connection.execute(delete(utterance_groups).where(utterance_groups.c.utterance.in_(some)))
        t, s, d = utterance_told.c, statements.c, documents.c
        query = (
            select(t.utterance, t.document_id, t.day, t.words, s.span_start, d.published, d.added_at)
            .join(statements, s.id == t.statement_id)
            .join(documents, d.id == t.document_id)
            .where(t.utterance.in_(some))
            .order_by(s.span_start)
        )
        for row in connection.execute(query):
            members[row.utterance].append(row)
    copied = load_copies(connection, {row.document_id for rows in members.values() for row in rows})
    made = []
    for number, rows in members.items():
        wordings: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            wordings[row.document_id].append(row.words)
        order = sorted(wordings)
        made.append(
            {
                "utterance": number,
                "day": min((row.day for row in rows if row.day), default=0),
                "reports": len(wordings),
                "copies": len(originals(order, copied)),
                "wordings": len({" ".join(words) for words in wordings.values()}),
            }
        )
    if made:
        connection.execute(insert(utterance_groups), made)
