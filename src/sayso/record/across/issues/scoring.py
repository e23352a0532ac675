"""Keeping issues' scores: new and changed reports are scored against all issues, a new issue against all reports.

What a report's statements score depends on that report and the issue alone, so that whatever order reports come in,
and however often they are corrected, the scores are those that would be computed from scratch.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from sqlalchemy import Connection, delete, insert, literal, select

from sayso.record.across.issues.matching import KEPT, Placed, Topic, scores
from sayso.record.across.issues.tables import issue_pending, issue_scored, issue_scores, party_clues
from sayso.record.across.issues.values import Issue
from sayso.record.across.parties.clues import clues
from sayso.record.across.parties.offices import bare
from sayso.record.index_tables import statement_vectors
from sayso.record.tables import documents, statements
from sayso.record.vectors import Floats, unpacked

BATCH = 100
"""Documents scored in one transaction."""

_SQL_MOST = 900
_Value = TypeVar("_Value")


def topic_hash(issue: Issue, family: str) -> str:
    """What an issue's scores were made for: its texts, and the network that gave the meanings."""
    return hashlib.sha256("\x1f".join((family, issue.name, issue.about)).encode("utf-8", "surrogatepass")).hexdigest()


def pending_documents(connection: Connection, most: int) -> list[str]:
    """Up to ``most`` documents whose statements changed since they were scored."""
    query = select(issue_pending.c.document_id).order_by(issue_pending.c.document_id).limit(most)
    return list(connection.execute(query).scalars())


def stale_issues(connection: Connection, issues: Iterable[Issue], family: str) -> list[Issue]:
    """Issues that are new, or have been described otherwise since they were scored."""
    known = {row.issue_id: row.topic for row in connection.execute(select(issue_scored))}
    return [issue for issue in issues if known.get(issue.id) != topic_hash(issue, family)]


def documents_after(connection: Connection, after: str, most: int) -> list[str]:
    """Documents in the order of their ids, past ``after``."""
    query = select(documents.c.id).where(documents.c.id > after).order_by(documents.c.id).limit(most)
    return list(connection.execute(query).scalars())


def drop_issue(connection: Connection, issue_id: str) -> None:
    """Forget an issue's scores, to be made anew."""
    connection.execute(delete(issue_scores).where(issue_scores.c.issue_id == issue_id))
    connection.execute(delete(issue_scored).where(issue_scored.c.issue_id == issue_id))


def drop_others(connection: Connection, issues: Iterable[Issue]) -> None:
    """Forget the scores of issues that are followed no more."""
    keep = [issue.id for issue in issues]
    connection.execute(delete(issue_scores).where(issue_scores.c.issue_id.not_in(keep)))
    connection.execute(delete(issue_scored).where(issue_scored.c.issue_id.not_in(keep)))


def mark_scored(connection: Connection, issue: Issue, family: str) -> None:
    """Note that every document has been scored for an issue."""
    connection.execute(delete(issue_scored).where(issue_scored.c.issue_id == issue.id))
    connection.execute(insert(issue_scored).values(issue_id=issue.id, topic=topic_hash(issue, family)))


def score_pending(connection: Connection, ids: Sequence[str], topics: Mapping[str, Topic]) -> int:
    """Score documents for all issues, find their clues to parties, and take them off the list; how many were done.

    A document of which a statement has no vector yet stays on the list.
    """
    ready = _with_vectors(connection, ids)
    score_documents(connection, ready, topics)
    keep_clues(connection, ready)
    for some in _slices(ready):
        connection.execute(delete(issue_pending).where(issue_pending.c.document_id.in_(some)))
    return len(ready)


def _with_vectors(connection: Connection, ids: Sequence[str]) -> list[str]:
    lacking: set[str] = set()
    for some in _slices(ids):
        query = (
            select(statements.c.document_id)
            .outerjoin(statement_vectors, statement_vectors.c.statement_id == statements.c.id)
            .where(statements.c.document_id.in_(some), statement_vectors.c.statement_id.is_(None))
            .distinct()
        )
        lacking.update(connection.execute(query).scalars())
    return [document_id for document_id in ids if document_id not in lacking]


def score_documents(connection: Connection, ids: Sequence[str], topics: Mapping[str, Topic]) -> None:
    """Make the rows of ``issue_scores`` of these documents and topics what their statements come to."""
    texts, titles = _texts(connection, ids)
    placed = _placed(connection, ids)
    rows: list[dict[str, object]] = []
    for document_id in ids:
        mine = placed.get(document_id, [])
        for issue_id, topic in topics.items():
            for score in scores(topic, texts.get(document_id, ""), titles.get(document_id), mine):
                if score.score >= KEPT:
                    rows.append(
                        {
                            "issue_id": issue_id,
                            "statement_id": score.row,
                            "score": score.score,
                            "meaning": score.meaning,
                            "words": score.words,
                        }
                    )
    every = [p.row for mine in placed.values() for p in mine]
    for some in _slices(every):
        gone = (issue_scores.c.statement_id.in_(some), issue_scores.c.issue_id.in_(list(topics)))
        connection.execute(delete(issue_scores).where(*gone))
    if rows:
        connection.execute(insert(issue_scores), rows)


def _texts(connection: Connection, ids: Sequence[str]) -> tuple[dict[str, str], dict[str, str | None]]:
    texts: dict[str, str] = {}
    titles: dict[str, str | None] = {}
    for some in _slices(ids):
        query = select(documents.c.id, documents.c.text, documents.c.title).where(documents.c.id.in_(some))
        for row in connection.execute(query):
            texts[row.id], titles[row.id] = row.text, row.title
    return texts, titles


def _placed(connection: Connection, ids: Sequence[str]) -> dict[str, list[Placed]]:
    """The documents' statements in text order, with their vectors."""
    found: dict[str, list[Placed]] = defaultdict(list)
    s, v = statements.c, statement_vectors.c
    for some in _slices(ids):
        query = (
            select(s.id, s.document_id, s.content, s.span_start, s.span_end, v.vector)
            .outerjoin(statement_vectors, v.statement_id == s.id)
            .where(s.document_id.in_(some))
            .order_by(s.document_id, s.ordinal)
        )
        for row in connection.execute(query):
            vector = None if row.vector is None else unpacked(row.vector)
            found[row.document_id].append(Placed(row.id, row.content, row.span_start, row.span_end, vector))
    return found


def keep_clues(connection: Connection, ids: Sequence[str]) -> None:
    """Make the rows of ``party_clues`` of these documents what their texts say of offices and seats of power."""
    texts, _ = _texts(connection, ids)
    names: dict[str, set[str]] = defaultdict(set)
    for some in _slices(ids):
        connection.execute(delete(party_clues).where(party_clues.c.document_id.in_(some)))
        s = statements.c
        query = select(s.document_id, s.speaker_name).where(
            s.document_id.in_(some), s.speaker_kind == literal("person")
        )
        for row in connection.execute(query):
            if row.speaker_name:
                names[row.document_id].add(row.speaker_name)
    rows = [
        {
            "document_id": document_id,
            "name_key": bare(clue.name),
            "name": clue.name,
            "phrase": clue.phrase,
            "span_start": clue.start,
            "span_end": clue.end,
        }
        for document_id in ids
        for clue in clues(texts.get(document_id, ""), sorted(names[document_id]))
    ]
    if rows:
        connection.execute(insert(party_clues), rows)


def load_vectors(connection: Connection, rows: Sequence[int]) -> dict[int, Floats]:
    """The vectors of statements that have one, by row."""
    found: dict[int, Floats] = {}
    table = statement_vectors.c
    for some in _slices(rows):
        query = select(table.statement_id, table.vector).where(table.statement_id.in_(some))
        kept = connection.execute(query).all()
        if kept:
            joined = np.frombuffer(b"".join(row.vector for row in kept), dtype=np.int8).reshape(len(kept), -1)
            matrix = joined.astype(np.float32)
            matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
            found.update({row.statement_id: matrix[at] for at, row in enumerate(kept)})
    return found


def _slices(values: Sequence[_Value]) -> Iterable[Sequence[_Value]]:
    return (values[at : at + _SQL_MOST] for at in range(0, len(values), _SQL_MOST))
