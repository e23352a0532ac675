"""The list of utterances: kept a row each, so that it is read without looking over their statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, column, delete, func, insert, or_, select, table

from sayso.record.across.utterances.copying import load_copies, originals
from sayso.record.across.utterances.loading import slices
from sayso.record.across.utterances.tables import utterance_groups, utterance_told
from sayso.record.across.utterances.told import last_day, unpacked_words
from sayso.record.across.utterances.values import UtteranceQuery
from sayso.record.tables import statements
from sayso.record.words import WordQuery, fts5, parse_words, plain_words, tsquery


def keep_groups(connection: Connection, numbers: Iterable[int]) -> None:
    """Make the rows of these utterances what their statements come to; those that hold none go."""
    wanted = sorted(set(numbers))
    members: dict[int, list[Any]] = defaultdict(list)
    for some in slices(wanted):
        connection.execute(delete(utterance_groups).where(utterance_groups.c.utterance.in_(some)))
        t, s = utterance_told.c, statements.c
        query = (
            select(t.utterance, t.document_id, t.day, t.words)
            .join(statements, s.id == t.statement_id)
            .where(t.utterance.in_(some))
            .order_by(s.span_start)
        )
        for row in connection.execute(query):
            members[row.utterance].append(row)
    copied = load_copies(connection, {row.document_id for rows in members.values() for row in rows})
    made = []
    for number, rows in members.items():
        wordings: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for row in rows:
            norms, quoted, _ = unpacked_words(row.words)
            wordings[row.document_id] += zip(norms, map(bool, quoted), strict=True)
        order = sorted(wordings)
        made.append(
            {
                "utterance": number,
                "day": min((row.day for row in rows if row.day), default=0),
                "reports": len(wordings),
                "copies": len(originals(order, copied)),
                "wordings": len({tuple(words) for words in wordings.values()}),
            }
        )
    if made:
        connection.execute(insert(utterance_groups), made)


def utterance_numbers(connection: Connection, query: UtteranceQuery, offset: int, most: int) -> list[int]:
    """The numbers of the utterances that a query asks for, the latest first."""
    g = utterance_groups.c
    chosen = select(g.utterance).where(g.reports - g.copies >= max(1, query.reports))
    if query.variants:
        chosen = chosen.where(g.wordings > 1)
    if query.since and (first := last_day(query.since)):
        chosen = chosen.where(g.day >= first)
    if query.until and (last := last_day(query.until)):
        chosen = chosen.where(g.day <= last, g.day > 0)
    for rows in _conditions(connection, query):
        of = select(utterance_told.c.utterance).where(
            utterance_told.c.utterance.is_not(None), utterance_told.c.statement_id.in_(rows)
        )
        chosen = chosen.where(g.utterance.in_(of))
    chosen = chosen.order_by(g.day.desc(), g.utterance.desc()).offset(offset).limit(most)
    return list(connection.execute(chosen).scalars())


def _conditions(connection: Connection, query: UtteranceQuery) -> Iterator[Select[Any]]:
    """Selections of statements: of those of an utterance, one must be in each."""
    s, t = statements.c, utterance_told.c
    words = parse_words(query.words)
    if words:
        yield _with_words(connection, words, ())
    if query.actor:
        named = plain_words(query.actor)[:8]
        by_id = select(t.statement_id).where(t.actor == query.actor)
        if not named:
            yield by_id
            return
        rows = _with_words(connection, WordQuery(), named)
        yield select(s.id).where(or_(s.id.in_(by_id), s.id.in_(rows)))


def _with_words(connection: Connection, words: WordQuery, speaker: tuple[str, ...]) -> Select[Any]:
    if connection.dialect.name == "sqlite":
        fts = table("statements_fts", column("rowid"), column("statements_fts"))
        return select(fts.c.rowid).where(fts.c.statements_fts.op("MATCH", is_comparison=True)(fts5(words, speaker)))
    ts = table("statement_words", column("statement_id"), column("words"))
    found = func.to_tsquery("sayso", tsquery(words, speaker))
    return select(ts.c.statement_id).where(ts.c.words.op("@@", is_comparison=True)(found))
