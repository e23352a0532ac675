"""A sitting at which a person goes through what the machine is least sure of: statements, and who is one with whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sayso.record.across.actors.values import ActorPage, Join
from sayso.record.across.issues.said import said_of_uids
from sayso.record.across.issues.values import Said
from sayso.record.faults import UnknownStatementError
from sayso.record.reviewing import Doubt, Place, count_doubts, doubts
from sayso.record.values import DocumentView, StatementView
from sayso.services.room import Room

UNCERTAIN = 0.7
"""Confidence below which a statement is said to be uncertain."""

MOST_PROPOSALS = 500
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A statement to be looked at, with what the reader gives as its reasons.

    Attributes:
        doubt: the statement where it stands.
        seen: the same with the reader's explanations.
        answered: the words of the statement that it answers, and who says them.
    """

    doubt: Doubt
    seen: StatementView
    answered: tuple[str | None, str] | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that the machine takes for one, to be looked at.

    Attributes:
        join: what it goes by.
        left, right: what is known of each.
        left_said, right_said: some statements of each, the latest first.
    """

    join: Join
    left: ActorPage
    right: ActorPage
    left_said: tuple[Said, ...]
    right_said: tuple[Said, ...]


def doubtful(room: Room, most: int, after: Place | None = None, without: Collection[str] = ()) -> tuple[Doubtful, ...]:
    """The statements to be looked at next; the arguments as of :func:`sayso.record.reviewing.doubts`."""
    with room.record.reading_connection() as connection:
        found = doubts(connection, most, after, without)
    views: dict[str, DocumentView] = {}
    shown = []
    for doubt in found:
        document = doubt.hit.document
        if document not in views:
            views[document] = room.record.view(document)
        by_id = {v.statement.id: v for v in views[document].statements}
        seen = next((v for v in by_id.values() if v.uid == doubt.hit.uid), None)
        if seen is None:  # somebody took it out in between
            continue
        target = by_id.get(seen.statement.answers or "")
        answered = None
        if target is not None:
            speaker = target.statement.speaker
            answered = (speaker.name if speaker else None, " […] ".join(s.exact for s in target.statement.contents))
        shown.append(Doubtful(doubt, seen, answered))
    return tuple(shown)


def doubts_left(room: Room) -> tuple[int, int]:
    """How many statements nobody has judged, and how many of these are uncertain."""

    def count() -> tuple[int, int]:
        with room.record.reading_connection() as connection:
            return count_doubts(connection), count_doubts(connection, UNCERTAIN)

    return room.kept.get("doubts left", count)


def proposals(room: Room) -> tuple[Join, ...]:
    """Pairs of actors that the machine takes for one and does not join by itself, the surest first."""
    found = room.kept.get("proposals", lambda: room.actors.proposals(MOST_PROPOSALS))
    return tuple(sorted(found, key=lambda join: (-join.score, forms_of(join))))


def forms_of(join: Join) -> str:
    """The keys of both forms, as they stand in a place of the review."""
    return f"{join.left} {join.right}"


def pairs(room: Room, most: int, after: tuple[float, str] | None = None) -> tuple[Pair, ...]:
    """The :func:`proposals` after the one of this score and these forms, with what is known of both sides."""
    actors = room.actors
    found: list[Pair] = []
    for join in proposals(room):
        if len(found) == most:
            break
        if after is not None and (-join.score, forms_of(join)) <= (-after[0], after[1]):
            continue
        try:
            left, right = actors.show(join.left_actor), actors.show(join.right_actor)
        except UnknownStatementError:  # joined or renamed in between
            continue
        sides = []
        for actor in (join.left_actor, join.right_actor):
            uids = actors.statements(actor, limit=_SHOWN)
            with room.record.reading_connection() as connection:
                said = {s.uid: s for s in said_of_uids(connection, uids)}
            sides.append(tuple(said[uid] for uid in uids if uid in said))
        found.append(Pair(join, left, right, sides[0], sides[1]))
    return tuple(found)


def judge_pair(room: Room, left: str, right: str, *, one: bool, author: str) -> int:
    """Say that two actors are one, or are not (then by the keys of their forms); the judgement's number.

    Raises:
        UnknownStatementError: if either is not found.
        CorrectionError: if that is so already.
    """
    actors = room.actors
    made = actors.merge(left, right, author) if one else actors.apart(left, right, author)
    return made.seq


def revoke_pair(room: Room, seq: int, *, author: str) -> None:
    """Take back what was said of a pair.

    Raises:
        UnknownStatementError: if there is no such judgement.
        CorrectionError: if it is taken back already.
    """
    room.actors.revoke(seq, author)
