"""Searching a record as a person does: text in, results out. Wires the record's search to the sentence embedder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sayso.errors import InputError, Problem
from sayso.record.conditions import Filters
from sayso.record.hits import Hit
from sayso.record.pgvector import keep_meanings, meanings_kept, prepare_meanings
from sayso.record.search import Page, Query, Search
from sayso.record.store import Record
from sayso.record.vectors import begin_family, count_without_vector, family_kept, keep_vectors, without_vector
from sayso.record.words import parse_words
from sayso.sources.days import is_day

Floats = npt.NDArray[np.float32]

_BATCH = 256
"""Statements whose vectors are written in one transaction: a second or two of work that a stop can cost."""


class Embeds(Protocol):
    """What turns texts into vectors: :class:`sayso.embedding.Embedder`, or another with the same names."""

    @property
    def family(self) -> str:
        """Which vectors its own can be compared with."""

    def vector(self, text: str) -> Floats:
        """The vector of a text, of length 1."""

    def vectors(self, texts: Sequence[str]) -> Floats:
        """The vectors of several, a row each."""


def own_embedder() -> Embeds:
    """The embedder that ships with the package.

    Raises:
        InstallationError: if its files are missing or damaged.
    """
    from sayso.embedding import Embedder

    return Embedder()


class Searcher:
    """Searches one record; make one and keep it, since it keeps the network and the vectors' signs in memory.

    Args:
        record: where to look.
        embedder: makes the embedder when it is first needed; a search for words alone never does.
    """

    def __init__(self, record: Record, embedder: Callable[[], Embeds] = own_embedder) -> None:
        self._record = record
        self._make = embedder
        self._search = Search(record)

    @cached_property
    def _embedder(self) -> Embeds:
        return self._make()

    @property
    def embedder(self) -> Embeds:
        """The embedder, made when it is first asked for."""
        return self._embedder

    def page(self, query: Query, *, offset: int = 0, limit: int = 20) -> Page:
        """The results from the ``offset``-th on, ``limit`` at most.

        Raises:
            InputError: if a day of the filters is none.
        """
        check_filters(query.filters)
        return self._search.page(query, self._vector(query), offset=max(0, offset), limit=max(1, limit))

    def all(self, query: Query) -> Iterator[Hit]:
        """Every result, in the same order.

        Raises:
            InputError: if a day of the filters is none.
        """
        check_filters(query.filters)
        return self._search.all(query, self._vector(query))

    def _vector(self, query: Query) -> Floats | None:
        words = parse_words(query.text)
        if not words or query.mode == "words":
            return None
        with self._record.reading_connection() as connection:
            comparable = family_kept(connection) == self._embedder.family
        return self._embedder.vector(words.plain) if comparable else None

    def lacking(self) -> int:
        """How many statements cannot be found by meaning yet."""
        with self._record.reading_connection() as connection:
            return count_without_vector(connection, self._embedder.family)

    def make_vectors(self) -> Iterator[int]:
        """Make the vectors that are lacking; gives how many each transaction kept. Can be stopped and begun anew.

        Raises:
            RecordError: if the record cannot be written.
        """
        with self._record.reading_connection() as connection:
            current = family_kept(connection) == self._embedder.family
        if not current:
            with self._record.writing_connection() as connection:
                begin_family(connection, self._embedder.family)
        last = 0
        prepared = self._record.is_sqlite
        while True:
            with self._record.reading_connection() as connection:
                batch = without_vector(connection, _BATCH, after=last)
            if not batch:
                return
            made = self._embedder.vectors([content for _, content in batch])
            with self._record.writing_connection() as connection:
                kept = keep_vectors(
                    connection, [(row, content, v) for (row, content), v in zip(batch, made, strict=True)]
                )
                if meanings_kept(connection):
                    keep_meanings(connection, kept)
                elif not prepared:
                    prepare_meanings(connection)
                prepared = True
            last = batch[-1][0]
            yield len(batch)


def check_filters(filters: Filters) -> None:
    """Refuse filters that could only find nothing.

    Raises:
        InputError: with code ``bad-date``.
    """
    for name, day in (("since", filters.since), ("until", filters.until)):
        if day is not None and not is_day(day):
            raise InputError(
                Problem("bad-date", f"{name} {day!r} is no day: write it as YYYY-MM-DD, YYYY-MM or YYYY", name)
            )
    if filters.since and filters.until and filters.since > filters.until + "~":
        raise InputError(Problem("bad-date", f"since {filters.since} is later than until {filters.until}", "since"))
