"""Statements as issues see them: rows of ``statements`` with their reports, actors and utterances, as values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Select, select

from sayso.record.across.issues.joined import joined
from sayso.record.across.issues.values import Said
from sayso.record.tables import documents, statements
from sayso.spans import Span

_SQL_MOST = 900
_Value = TypeVar("_Value")

_COLUMNS = (
    *(statements.c[name] for name in (
        "id", "uid", "document_id", "kind", "act", "within_uid", "answers_uid", "source", "cue", "content", "spans",
        "span_start", "speaker_name", "speaker_kind", "speaker_role", "speaker_for", "speaker_actor", "channel", "said",
        "state", "confidence",
    )),
    statements.c.outlet.label("told_to"),
    documents.c.outlet.label("published_in"),
    documents.c.title,
    documents.c.url,
    documents.c.published,
    documents.c.added_at,
)  # fmt: skip


def said_of_rows(connection: Connection, rows: Sequence[int]) -> list[Said]:
    """The statements of these rows that stand in the newest version of a report."""
    return _load(connection, rows, lambda some: statements.c.id.in_(some))


def said_of_uids(connection: Connection, uids: Sequence[str]) -> list[Said]:
    """The statements of these uids that stand in the newest version of a report."""
    return _load(connection, uids, lambda some: statements.c.uid.in_(some))


def said_answering(connection: Connection, uids: Sequence[str]) -> list[Said]:
    """The statements that, by their own reports, answer any of these."""
    return _load(connection, uids, lambda some: statements.c.answers_uid.in_(some))


def said_where(connection: Connection, query: Select[Any]) -> list[Said]:
    """The statements of the rows that a query of ``statements.id`` gives."""
    return said_of_rows(connection, list(connection.execute(query).scalars()))


def _load(connection: Connection, values: Sequence[Any], chosen: Callable[[Sequence[Any]], Any]) -> list[Said]:
    found: list[Any] = []
    for some in slices(list(dict.fromkeys(values))):
        query = select(*_COLUMNS).join(documents, documents.c.id == statements.c.document_id)
        found += connection.execute(query.where(chosen(some), documents.c.latest)).mappings().all()
    links = joined(connection, [row["id"] for row in found])
    return [_said(row, links) for row in sorted(found, key=lambda row: int(row["id"]))]


def _said(row: Any, links: dict[int, Any]) -> Said:
    link = links.get(row["id"])
    contents = _contents(row["spans"], row["content"])
    return Said(
        uid=row["uid"],
        row=row["id"],
        document=row["document_id"],
        outlet=row["published_in"],
        title=row["title"],
        url=row["url"],
        published=row["published"],
        kind=row["kind"],
        act=row["act"],
        speaker=row["speaker_name"],
        speaker_kind=row["speaker_kind"],
        role=row["speaker_role"],
        on_behalf_of=row["speaker_for"],
        actor=(link.actor if link else None) or row["speaker_actor"],
        actor_name=link.name if link else None,
        source=row["source"],
        cue=row["cue"],
        content=row["content"],
        contents=contents,
        start=row["span_start"],
        told_to=row["told_to"],
        channel=row["channel"],
        said=row["said"],
        state=row["state"],
        confidence=row["confidence"],
        within=row["within_uid"],
        answers=row["answers_uid"],
        utterance=link.utterance if link else None,
        added=row["added_at"],
    )


def _contents(spans: str, content: str) -> tuple[Span, ...]:
    """The content's spans, with their words cut out of the joined ones by length."""
    out, at = [], 0
    for role, start, end in json.loads(spans):
        if role == "content":
            exact = content[at : at + end - start]
            out.append(Span(start, end, exact))
            at += end - start + _JOINT
    return tuple(out)


_JOINT = len(" […] ")


def texts_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The texts of documents, by id."""
    found: dict[str, str] = {}
    for some in slices(list(dict.fromkeys(ids))):
        query = select(documents.c.id, documents.c.text).where(documents.c.id.in_(some))
        found.update({row.id: row.text for row in connection.execute(query)})
    return found


def slices(values: Sequence[_Value]) -> Iterable[Sequence[_Value]]:
    """Values in as many at a time as a store takes as parameters of one query."""
    return (values[at : at + _SQL_MOST] for at in range(0, len(values), _SQL_MOST))


class Likenesses:
    """The cosines of a set of statements, all at once; 0 where either has no vector.

    Args:
        vectors: of statements, by row.
    """

    def __init__(self, vectors: dict[int, npt.NDArray[np.float32]]) -> None:
        self._at = {row: at for at, row in enumerate(vectors)}
        matrix = np.stack(list(vectors.values())) if vectors else np.zeros((0, 1), dtype=np.float32)
        self._cosines = (matrix @ matrix.T).tolist() if len(matrix) <= 600 else (matrix @ matrix.T)

    def __call__(self, a: Said, b: Said) -> float:
        """The cosine of two."""
        mine, theirs = self._at.get(a.row), self._at.get(b.row)
        return 0.0 if mine is None or theirs is None else float(self._cosines[mine][theirs])
