"""How actors speak, for the pages that show it: opens the connections, and holds answers across reports beside them."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.record.across.actors.speaking import Exchanged, Speaking, said_by, speaking
from sayso.record.across.issues.said import said_of_uids
from sayso.record.across.issues.values import IssueBoard, Said
from sayso.record.store import Record


def speaking_of(record: Record, actor: str) -> Speaking:
    """How the actor of this id speaks."""
    with record.reading_connection() as connection:
        return speaking(connection, actor)


def statements_by(
    record: Record, actor: str, *, month: str = "", act: str = "", word: str = "", offset: int = 0, limit: int = 20
) -> tuple[tuple[Said, ...], int]:
    """Statements of an actor, the latest first, and how many there are; the filters as of :func:`said_by`."""
    with record.reading_connection() as connection:
        return said_by(connection, actor, month=month, act=act, word=word, offset=offset, limit=limit)


def statements_of(record: Record, uids: Iterable[str]) -> dict[str, Said]:
    """Statements by uid; those that are not seen any more are left out."""
    with record.reading_connection() as connection:
        return {said.uid: said for said in said_of_uids(connection, list(uids))}


def with_boards(
    own: Iterable[Exchanged], boards: Iterable[IssueBoard], actor: str, *, theirs: bool
) -> tuple[Exchanged, ...]:
    """Answers within reports, and those across reports that the boards of issues know.

    Args:
        own: answers by the reports' own account.
        boards: of the issues that are followed.
        actor: whose answers.
        theirs: those that the actor gives, else those that are given to them.
    """
    found: dict[tuple[str | None, str], dict[tuple[str, str], None]] = {}
    for one in own:
        found.setdefault((one.actor, one.name), {}).update(dict.fromkeys(one.pairs))
    for board in boards:
        for answer in board.answers:
            reply, asked = board.statements.get(answer.answer), board.statements.get(answer.target)
            if reply is None or asked is None:
                continue
            mine, other = (reply, asked) if theirs else (asked, reply)
            if mine.actor == actor and other.actor != actor and other.name:
                found.setdefault((other.actor, other.name), {})[answer.answer, answer.target] = None
    exchanged = (Exchanged(key[0], key[1], tuple(pairs)) for key, pairs in found.items())
    return tuple(sorted(exchanged, key=lambda one: (-len(one.pairs), one.name)))
