"""How an actor speaks: when, by what acts, of what, whom they answer and who answers them. Counted, with the words."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, func, select

from sayso.model import Act
from sayso.record.across.actors.tables import actor_nodes, actor_statements, actors
from sayso.record.across.issues.matching import stem, stems
from sayso.record.across.issues.said import said_of_rows, slices
from sayso.record.across.issues.values import Said
from sayso.record.tables import statements
from sayso.record.words import plain_words

LOOKED_AT = 1_000
"""Statements, the latest, out of which the frequent words are told and among which one is looked for by word."""

_BACKGROUND = 2_000
_LEAST = 2
_WRITTEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class OnDay:
    """How many statements count for a day (ten signs of an EDTF date, or fewer); ``day`` is empty for undated ones."""

    day: str
    statements: int


@dataclass(frozen=True, slots=True)
class Used:
    """A word that an actor uses more than others do.

    Attributes:
        stem: as words are compared.
        word: as it is written most often.
        statements: in how many of theirs.
    """

    stem: str
    word: str
    statements: int


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Answers between an actor and another speaker, by the reports' own account.

    Attributes:
        actor: id of the other; ``None`` where it is not known across reports.
        name: the other's.
        pairs: uids of each answer and of what it answers.
    """

    actor: str | None
    name: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Speaking:
    """How an actor speaks.

    Attributes:
        days: statements by day, in order of time, undated ones last.
        acts: by act, the most frequent first.
        words: that they use more than the rest of the record does, the most telling first.
        answers: whom they answer, the most often answered first.
        answered: who answers them.
    """

    days: tuple[OnDay, ...]
    acts: tuple[tuple[Act, int], ...]
    words: tuple[Used, ...]
    answers: tuple[Exchanged, ...]
    answered: tuple[Exchanged, ...]


def speaking(connection: Connection, actor: str, words: int = 24) -> Speaking:
    """How the actor of this id speaks, with so many words at most."""
    a, s = actor_statements.c, statements.c
    day = func.substr(func.coalesce(a.day, ""), 1, 10)
    days = connection.execute(_mine(select(day, func.count()), actor).group_by(day)).all()
    acts = connection.execute(_mine(select(s.act, func.count()), actor).group_by(s.act)).all()
    return Speaking(
        days=tuple(OnDay(str(when), int(n)) for when, n in sorted(days, key=lambda row: row[0] or "~")),
        acts=tuple((cast(Act, act), int(n)) for act, n in sorted(acts, key=lambda row: (-row[1], row[0]))),
        words=_words(connection, actor, words),
        answers=_exchanged(connection, actor, theirs=True),
        answered=_exchanged(connection, actor, theirs=False),
    )


def said_by(
    connection: Connection,
    actor: str,
    *,
    month: str = "",
    act: str = "",
    word: str = "",
    offset: int = 0,
    limit: int = 20,
) -> tuple[tuple[Said, ...], int]:
    """Statements of an actor, the latest first, and how many there are.

    Args:
        connection: to the record.
        actor: id.
        month: only those of a day that begins so (``2031``, ``2031-04``, ``2031-04-02``).
        act: only those of an act.
        word: only those that hold a word of this stem, among the latest :data:`LOOKED_AT`.
        offset, limit: which of them are given.
    """
    a, s = actor_statements.c, statements.c
    query = _mine(select(s.id, s.content) if word else select(s.id), actor)
    if month:
        query = query.where(func.substr(a.day, 1, len(month)) == month)
    if act:
        query = query.where(s.act == act)
    ordered = query.order_by(func.coalesce(a.day, "").desc(), s.id.desc())
    if word:
        rows = connection.execute(ordered.limit(LOOKED_AT)).all()
        found = [row.id for row in rows if word in stems(row.content)]
        total, shown = len(found), found[offset : offset + limit]
    else:
        total = int(connection.execute(select(func.count()).select_from(query.subquery())).scalar() or 0)
        shown = list(connection.execute(ordered.offset(offset).limit(limit)).scalars())
    by_row = {said.row: said for said in said_of_rows(connection, shown)}
    return tuple(by_row[row] for row in shown if row in by_row), total


def _mine(query: Select[Any], actor: str) -> Select[Any]:
    """A query over the actor's statements in the newest versions of reports."""
    a = actor_statements.c
    return (
        query.select_from(statements)
        .join(actor_statements, a.statement_id == statements.c.id)
        .join(actor_nodes, actor_nodes.c.id == a.node_id)
        .where(actor_nodes.c.actor_id == actor, a.counted)
    )


def _words(connection: Connection, actor: str, most: int) -> tuple[Used, ...]:
    a, s = actor_statements.c, statements.c
    latest = func.coalesce(a.day, "").desc(), s.id.desc()
    mine = list(connection.execute(_mine(select(s.content), actor).order_by(*latest).limit(LOOKED_AT)).scalars())
    others = connection.execute(select(s.content).order_by(s.id.desc()).limit(_BACKGROUND)).scalars()
    names = {
        word for name in connection.execute(_mine(select(a.name), actor).distinct()).scalars() for word in stems(name)
    }
    own, common = _counted(mine), _counted(others)
    total = _BACKGROUND + len(mine)
    worth = {
        word: n * math.log((1 + total) / (1 + common[word]))
        for word, n in own.items()
        if n >= _LEAST and word not in names and len(word) > 2
    }
    best = sorted(worth, key=lambda word: (-worth[word], word))[:most]
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    wanted = set(best)
    for content in mine:
        for written in _WRITTEN.findall(content):
            for word in plain_words(written):
                if stem(word) in wanted:
                    forms[stem(word)][written] += 1
    return tuple(Used(word, min(forms[word], key=lambda f: (-forms[word][f], f)), own[word]) for word in best)


def _counted(contents: Iterable[str]) -> Counter[str]:
    """In how many of the contents each stem stands."""
    counts: Counter[str] = Counter()
    for content in contents:
        counts.update(set(stems(content)))
    return counts


def _exchanged(connection: Connection, actor: str, *, theirs: bool) -> tuple[Exchanged, ...]:
    """Answers that the actor gives (``theirs``) or is given, by the other speaker; both stand in one report."""
    s = statements.c
    mine = connection.execute(_mine(select(s.uid, s.answers_uid), actor)).all()
    sought = sorted({row.answers_uid for row in mine if row.answers_uid} if theirs else {row.uid for row in mine})
    link = s.uid if theirs else s.answers_uid
    others: list[Row[Any]] = []
    for some in slices(sought):
        query = select(s.id, s.uid, s.answers_uid, s.speaker_name).where(link.in_(some))
        others.extend(connection.execute(query))
    pairs = (
        [(row.uid, row.answers_uid) for row in mine if row.answers_uid]
        if theirs
        else [(row.uid, row.answers_uid) for row in sorted(others, key=lambda row: row.id)]
    )
    other_of = {row.uid: row for row in others}
    known = _actors_of(connection, [row.id for row in others])
    found: dict[tuple[str | None, str], list[tuple[str, str]]] = defaultdict(list)
    for answer, target in pairs:
        other = other_of.get(target if theirs else answer)
        if other is None:
            continue
        key = known.get(other.id) or (None, other.speaker_name or "")
        if key[0] != actor and key[1]:
            found[key].append((answer, target))
    exchanged = (Exchanged(key[0], key[1], tuple(dict.fromkeys(pairs))) for key, pairs in found.items())
    return tuple(sorted(exchanged, key=lambda one: (-len(one.pairs), one.name)))


def _actors_of(connection: Connection, rows: Sequence[int]) -> dict[int, tuple[str | None, str]]:
    found: dict[int, tuple[str | None, str]] = {}
    for some in slices(list(dict.fromkeys(rows))):
        query = (
            select(actor_statements.c.statement_id, actors.c.id, actors.c.name)
            .join(actor_nodes, actor_nodes.c.id == actor_statements.c.node_id)
            .join(actors, actors.c.id == actor_nodes.c.actor_id)
            .where(actor_statements.c.statement_id.in_(some))
        )
        found |= {row.statement_id: (row.id, row.name) for row in connection.execute(query)}
    return found
