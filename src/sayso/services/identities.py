"""Who is who across reports: actors listed, shown, merged and split. Wires the record's actors to the known ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from sayso.reading.actor_tables import Actor, shipped_actors
from sayso.record.across.actors import judging as actors_judging
from sayso.record.across.actors import looking as actors_looking
from sayso.record.across.actors.log import load_judgements
from sayso.record.across.actors.looking import Known
from sayso.record.across.actors.values import ActorEntry, ActorJudgement, ActorPage, Join, OfficeHeld
from sayso.record.judging import Judge
from sayso.record.store import Record


class Actors:
    """The actors of one record; all that they are is kept in step with statements and judgements by the record itself.

    Args:
        record: where they are.
        own: the user's own actors, called when a page is looked at (:func:`sayso.services.known_actors.own_actors`).
    """

    def __init__(self, record: Record, own: Callable[[], Sequence[Actor]] = tuple) -> None:
        self._record = record
        self._own = own

    # Looking

    def list(self, query: str = "", offset: int = 0, limit: int = 50) -> tuple[ActorEntry, ...]:
        """Actors that speak in the newest versions of reports, those with most statements first.

        Args:
            query: words that a name of theirs must hold, case and accents aside.
            offset: how many to pass over.
            limit: how many to give at most.
        """
        with self._record.reading_connection() as connection:
            return actors_looking.entries(connection, query, offset, limit)

    def count(self, query: str = "") -> int:
        """How many :meth:`list` would give without bounds."""
        with self._record.reading_connection() as connection:
            return actors_looking.count(connection, query)

    def find(self, given: str) -> str:
        """The id of the actor of that id, former id, Wikidata id or name.

        Raises:
            UnknownStatementError: if there is none, or several go by that name; the message names them.
        """
        with self._record.reading_connection() as connection:
            return actors_looking.find(connection, given, self._known)

    def show(self, given: str) -> ActorPage:
        """The page of facts of the actor of that id or name.

        Raises:
            UnknownStatementError: as of :meth:`find`.
        """
        with self._record.reading_connection() as connection:
            return actors_looking.page(connection, actors_looking.find(connection, given, self._known), self._known)

    def statements(self, given: str, offset: int = 0, limit: int = 50) -> tuple[str, ...]:
        """Uids of the actor's statements in the newest versions of reports, the latest first.

        Raises:
            UnknownStatementError: as of :meth:`find`.
        """
        with self._record.reading_connection() as connection:
            actor = actors_looking.find(connection, given, self._known)
            return actors_looking.statement_uids(connection, actor, offset, limit)

    def actor_of(self, uids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Id and usual name of who says each of these statements; those by nobody known are left out."""
        with self._record.reading_connection() as connection:
            return actors_looking.actors_of(connection, uids)

    def proposals(self, limit: int = 100) -> tuple[Join, ...]:
        """Pairs that the machine takes for one and does not join by itself, the surest first."""
        with self._record.reading_connection() as connection:
            return actors_looking.joins(connection, in_force=False, limit=limit)

    def machine_joins(self, limit: int = 100) -> tuple[Join, ...]:
        """Pairs of forms that the machine joins by itself, the least sure first."""
        with self._record.reading_connection() as connection:
            return actors_looking.joins(connection, in_force=True, limit=limit)

    def judgements(self) -> tuple[ActorJudgement, ...]:
        """Everything that people said on who is who, oldest first."""
        with self._record.reading_connection() as connection:
            return load_judgements(connection)

    # Judging

    def merge(self, a: str, b: str, author: str, reason: str | None = None) -> ActorJudgement:
        """Say that two actors are one.

        Raises:
            UnknownStatementError: if either is not found.
            CorrectionError: if they are one already.
        """
        with self._record.writing_connection() as connection:
            first, second = (actors_looking.find(connection, given, self._known) for given in (a, b))
            return actors_judging.merge(connection, first, second, Judge(author, reason))

    def split(
        self,
        actor: str,
        statements: Sequence[str] = (),
        name: str | None = None,
        *,
        author: str,
        reason: str | None = None,
    ) -> ActorJudgement:
        """Say that statements, or all by a name or form of a name, are not this actor's but another's.

        Args:
            actor: id or name.
            statements: uids of theirs.
            name: a name as written, or key of a form, as :attr:`ActorPage.names` gives them.
            author: who says so.
            reason: why.

        Raises:
            UnknownStatementError: if the actor, or the name or a statement among theirs, is not found.
            CorrectionError: if nothing or everything would be split off.
        """
        with self._record.writing_connection() as connection:
            found = actors_looking.find(connection, actor, self._known)
            return actors_judging.split(connection, found, statements, name, Judge(author, reason))

    def apart(self, a: str, b: str, author: str, reason: str | None = None) -> ActorJudgement:
        """Say that the machine is not to join two actors, or two forms (by their keys) that it has joined.

        Raises:
            UnknownStatementError: if either is not found.
            CorrectionError: if they are the same form, or a person merged them.
        """
        with self._record.writing_connection() as connection:
            return actors_judging.apart(connection, a, b, self._known, Judge(author, reason))

    def revoke(self, seq: int, author: str, reason: str | None = None) -> ActorJudgement:
        """Take a judgement back; both stay in the log.

        Raises:
            UnknownStatementError: if there is no such judgement.
            CorrectionError: if it is taken back already, or is itself a revocation.
        """
        with self._record.writing_connection() as connection:
            return actors_judging.revoke(connection, seq, Judge(author, reason))

    def _known(self, actor_id: str) -> Known | None:
        """What the tables say of a known actor."""
        found = next((actor for actor in self._own() if actor.id == actor_id), None) or _shipped().get(actor_id)
        if found is None:
            return None
        offices = tuple(OfficeHeld(office.title, office.since, office.until) for office in found.offices)
        return Known(found.id, found.name, found.kind, found.country, offices)


@cache
def _shipped() -> dict[str, Actor]:
    return {actor.id: actor for actor in shipped_actors()}
