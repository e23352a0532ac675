"""The reading room's services in one place: a record that stays open, its search, its reader, what is being read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType

from sayso.reading.actor_tables import Actor
from sayso.record.search import Page, Query
from sayso.record.store import Record
from sayso.services.finding import Finder
from sayso.services.identities import Actors
from sayso.services.intake import Intake
from sayso.services.issues import Issues
from sayso.services.kept import Kept
from sayso.services.reading import Reads
from sayso.services.searching import Embeds, Searcher, own_embedder
from sayso.services.utterances import Utterances
from sayso.sources.fetch import Fetcher


class Room:
    """What every page may ask; safe to ask from several threads.

    Args:
        record: the record; closed with the room.
        open_reader: makes the reader when something is to be read for the first time.
        embedder: makes the embedder when meaning is searched for the first time.
        fetcher: fetches web addresses; the guarded one if none is given.
        own_actors: the user's own actors, asked for when an actor is looked at.
    """

    def __init__(
        self,
        record: Record,
        open_reader: Callable[[], Reads],
        embedder: Callable[[], Embeds] = own_embedder,
        fetcher: Fetcher | None = None,
        own_actors: Callable[[], Sequence[Actor]] = tuple,
    ) -> None:
        self.record = record
        self._own_actors = own_actors
        self.kept = Kept(record)
        self._searcher = Finder(record, embedder, self.kept)
        self._searching = threading.Lock()
        self._open_reader, self._fetcher = open_reader, fetcher

    def __enter__(self) -> Room:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "intake" in self.__dict__:
            self.intake.close()
        self.record.close()

    @cached_property
    def intake(self) -> Intake:
        """Reports that are being read, one after the other, beside what people look at."""
        return Intake(self.record, self._open_reader, self.learn_meanings, self._fetcher)

    @cached_property
    def issues(self) -> Issues:
        """The issues that people follow; they share the searcher's embedder."""
        return Issues(self.record, lambda: self._embedder)

    @cached_property
    def actors(self) -> Actors:
        """Who speaks, across reports; the user's own actors are read when one is looked at."""
        return Actors(self.record, self._own_actors)

    @cached_property
    def utterances(self) -> Utterances:
        """What was said once and reported more often; they share the searcher's embedder."""
        return Utterances(self.record, lambda: self._embedder)

    @contextmanager
    def searcher(self) -> Iterator[Finder]:
        """The searcher, for one thread at a time: it keeps signs in memory."""
        with self._searching:
            yield self._searcher

    def search(self, query: Query, *, offset: int = 0, limit: int = 20) -> Page:
        """Results of a search.

        Raises:
            InputError: if a day of the filters is none.
        """
        with self.searcher() as searcher:
            return searcher.page(query, offset=offset, limit=limit)

    def learn_meanings(self, stop: threading.Event) -> None:
        """Bring meanings, utterances and issues up to date, so that no page has to; others may look in between."""
        own = Searcher(self.record, lambda: self._embedder)
        for steps in (own.make_vectors, self.utterances.bring_up_to_date, self._score_issues):
            for _ in steps():
                if stop.is_set():
                    return
        with self.searcher() as searcher:  # the one count that reads over every statement
            searcher.facets(Query())

    def _score_issues(self) -> Iterator[int]:
        return self.issues.bring_up_to_date(followed_only=False)

    @property
    def _embedder(self) -> Embeds:
        with self.searcher() as searcher:
            return searcher.embedder
