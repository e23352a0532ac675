"""Who says a statement across reports, and of which utterance it is a report, where the record knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from sayso.record.across.actors_tables import actor_nodes, actor_statements, actors
from sayso.record.across.issue_values import Said
from sayso.record.across.issues_matching import stems
from sayso.record.across.utterances_tables import utterance_told


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


_SQL_MOST = 900


_SAME = 0.78
_SAME_WORDS = 0.75
_DAYS = 2


def with_utterances(statements: Sequence[Said], likeness: Callable[[Said, Said], float]) -> list[Said]:
    """The statements, those that no utterance is known for joined where they plainly are one.

    By the same speaker, in different reports, within two days, and the same in words or meaning. Numbers given here are
    negative, and hold for this set of statements only.
    """
    by_speaker: dict[str, list[int]] = defaultdict(list)
    for at, said in enumerate(statements):
        if said.utterance is None and said.speaker and said.speaker_kind not in ("unknown", "author", "group"):
            by_speaker[said.actor or said.speaker.lower()].append(at)
    root = list(range(len(statements)))

    def top(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    for mine in by_speaker.values():
        for place, b in enumerate(mine):
            for a in mine[:place]:
                if top(a) != top(b) and _one_utterance(statements[a], statements[b], likeness):
                    root[max(top(a), top(b))] = min(top(a), top(b))
    sizes: dict[int, int] = defaultdict(int)
    for at in range(len(statements)):
        sizes[top(at)] += 1
    return [
        replace(said, utterance=-1 - top(at)) if said.utterance is None and sizes[top(at)] > 1 else said
        for at, said in enumerate(statements)
    ]


def _one_utterance(a: Said, b: Said, likeness: Callable[[Said, Said], float]) -> bool:
    if a.document == b.document or not _near(a, b):
        return False
    if a.said and b.said and a.day != b.day:
        return False
    return likeness(a, b) >= _SAME or _common(a.content, b.content) >= _SAME_WORDS


def _near(a: Said, b: Said) -> bool:
    try:
        return abs((date.fromisoformat((a.day or "")[:10]) - date.fromisoformat((b.day or "")[:10])).days) <= _DAYS
    except ValueError:
        return False


def _common(a: str, b: str) -> float:
    mine, theirs = set(stems(a)), set(stems(b))
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) / fewer if fewer >= 3 else 0.0
