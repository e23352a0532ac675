"""Which statements bear on an issue now: kept scores, people's choices, and what answers or repeats a member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, func, select

from sayso.record.across.issues.log import Log
from sayso.record.across.issues.matching import ANSWERS, refined, trained_threshold
from sayso.record.across.issues.said import Likenesses, said_answering, said_of_rows, said_of_uids
from sayso.record.across.issues.scoring import load_vectors
from sayso.record.across.issues.tables import issue_scores
from sayso.record.across.issues.values import Issue, IssuePage, Member, Said
from sayso.record.tables import documents, statements
from sayso.record.vectors import WIDTH, Floats

MOST = 1_500
"""Statements of one issue that are looked at, the surest first."""

_REPEATS = 0.9
_NEAR = 0.5
_NEAR_SHOWN = 20


@dataclass(frozen=True, slots=True, eq=False)
class Membership:
    """What bears on an issue, with what else was loaded to tell.

    Attributes:
        issue: which.
        members: those that bear on it, the surest first.
        excluded: those that a person took out.
        near: those just below.
        threshold: the score from which a statement counts.
        trained: how many choices it comes from.
        cut: how many with the lowest scores were left aside.
        vectors: meanings of all that was loaded, by row.
        likeness: the cosines of all that was loaded.
    """

    issue: Issue
    members: tuple[Member, ...]
    excluded: tuple[Member, ...]
    near: tuple[Member, ...]
    threshold: float
    trained: int
    cut: int
    vectors: Mapping[int, Floats]
    likeness: Likenesses

    def page(self) -> IssuePage:
        """The same as people see it."""
        return IssuePage(self.issue, self.members, self.excluded, self.near, self.threshold, self.trained, self.cut)


@dataclass(frozen=True, slots=True)
class _Kept:
    score: float
    meaning: float
    words: float


def membership(connection: Connection, log: Log, issue: Issue) -> Membership:
    """What bears on an issue now. A person's choices are always obeyed, whatever a statement scores."""
    choices = log.choices(issue.id)
    chosen = {said.uid: said for said in said_of_uids(connection, sorted(choices))}
    kept, cut = _kept(connection, issue.id)
    lacking = [said.row for said in chosen.values() if said.row not in kept]
    kept |= _kept_of(connection, issue.id, lacking)
    base = {row: k.score for row, k in kept.items()} | {row: 0.0 for row in lacking if row not in kept}
    inside = [s.row for uid, s in chosen.items() if choices[uid][0] == "included"]
    outside = [s.row for uid, s in chosen.items() if choices[uid][0] == "excluded"]
    vectors: dict[int, Floats] = {}
    moved = dict(base)
    if inside or outside:
        rows = sorted(base)
        vectors = load_vectors(connection, rows)
        placed = [row for row in rows if row in vectors]
        after = refined(
            [base[row] for row in placed], _stack(vectors, placed), _stack(vectors, inside), _stack(vectors, outside)
        )
        moved |= dict(zip(placed, after, strict=True))
    judged = {*inside, *outside}
    threshold = trained_threshold(
        (base[row] for row in inside),
        (base[row] for row in outside),
        (score for row, score in base.items() if row not in judged),
    )
    found = {
        said.uid: said for said in said_of_rows(connection, [r for r, s in moved.items() if s >= _NEAR * threshold])
    }
    found |= chosen
    sure = [uid for uid, said in found.items() if moved.get(said.row, 0.0) >= threshold or uid in choices]
    found |= {said.uid: said for said in said_answering(connection, sure)}
    vectors |= load_vectors(connection, [said.row for said in found.values() if said.row not in vectors])
    likeness = Likenesses({said.row: vectors[said.row] for said in found.values() if said.row in vectors})
    every = sorted(found.values(), key=lambda s: s.arrival)
    fixed = {uid: 1.0 if choice == "included" else 0.0 for uid, (choice, _) in choices.items()}
    final, why = spread(every, {said.uid: moved.get(said.row, 0.0) for said in every}, fixed)
    members, excluded, near = [], [], []
    for said in every:
        k = kept.get(said.row, _Kept(0.0, 0.0, 0.0))
        choice, entry = choices.get(said.uid, (None, None))
        member = Member(
            said, round(final[said.uid], 4), k.meaning, k.words, choice,
            entry.author if entry else None, entry.seq if entry else None, why.get(said.uid) or _own_why(k),
        )  # fmt: skip
        if choice == "excluded":
            excluded.append(member)
        elif choice == "included" or member.score >= threshold:
            members.append(member)
        else:
            near.append(member)

    def surest(some: Iterable[Member]) -> tuple[Member, ...]:
        return tuple(sorted(some, key=lambda m: (-m.score, m.said.arrival)))

    trained = len(inside) + len(outside)
    return Membership(
        issue, surest(members), surest(excluded), surest(near)[:_NEAR_SHOWN], threshold, trained, cut, vectors, likeness
    )


def spread(
    said: Sequence[Said], base: Mapping[str, float], fixed: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, str]]:
    """Scores with what repeats or answers a member raised; the reasons of those that were, by uid.

    Another report of a member's utterance bears on the issue as it does; an answer to a member, for the most part.

    Args:
        said: the statements.
        base: their own scores, by uid.
        fixed: what a person said, by uid; nothing raises or lowers it, and nothing spreads from what was taken out.
    """
    scores = {s.uid: fixed.get(s.uid, base.get(s.uid, 0.0)) for s in said}
    by_uid = {s.uid: s for s in said}
    why: dict[str, str] = {}

    def lift(uid: str, to: float, reason: str) -> None:
        if uid not in fixed and to > scores[uid] + 1e-6:
            scores[uid], why[uid] = to, reason

    for _ in range(2):
        best: dict[int, Said] = {}
        for s in said:
            if s.utterance is not None and (s.utterance not in best or scores[s.uid] > scores[best[s.utterance].uid]):
                best[s.utterance] = s
        for s in said:
            if s.utterance is not None and best[s.utterance].uid != s.uid:
                source = best[s.utterance]
                lift(s.uid, _REPEATS * scores[source.uid], f"another report of the utterance bears on it: {source.uid}")
        for s in said:
            target = by_uid.get(s.answers or "")
            if target is not None:
                lift(s.uid, ANSWERS * scores[target.uid], f"it answers {target.name or target.uid}: {target.uid}")
    return scores, why


def _own_why(kept: _Kept) -> str:
    words = f", {round(100 * kept.words)} % of the issue's words" if kept.words else ""
    return f"meaning {kept.meaning:.2f}{words}"


def _kept(connection: Connection, issue_id: str) -> tuple[dict[int, _Kept], int]:
    """The surest kept scores of an issue, and how many more there are."""
    i = issue_scores.c
    earlier = select(statements.c.id).join(documents, documents.c.id == statements.c.document_id)
    earlier = earlier.where(documents.c.latest.is_(False))
    mine = (i.issue_id == issue_id, i.statement_id.not_in(earlier))
    query = select(i.statement_id, i.score, i.meaning, i.words).where(*mine)
    rows = connection.execute(query.order_by(i.score.desc(), i.statement_id).limit(MOST)).all()
    total = len(rows)
    if total == MOST:
        total = connection.execute(select(func.count()).select_from(issue_scores).where(*mine)).scalar() or 0
    return {row.statement_id: _Kept(row.score, row.meaning, row.words) for row in rows}, total - len(rows)


def _kept_of(connection: Connection, issue_id: str, rows: Sequence[int]) -> dict[int, _Kept]:
    i = issue_scores.c
    query = select(i.statement_id, i.score, i.meaning, i.words)
    found = connection.execute(query.where(i.issue_id == issue_id, i.statement_id.in_(rows))) if rows else ()
    return {row.statement_id: _Kept(row.score, row.meaning, row.words) for row in found}


def _stack(vectors: Mapping[int, Floats], rows: Sequence[int]) -> Floats:
    there = [vectors[row] for row in rows if row in vectors]
    return np.stack(there) if there else np.zeros((0, WIDTH), dtype=np.float32)
