"""Searching with what a page shows beside the results: counts, issues, what came last. Queries in, values out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.record.across.issues.said import said_of_uids
from sayso.record.across.issues.values import NewsItem
from sayso.record.across.news.items import statement_item
from sayso.record.facets import CountingSearch, Facets, Tally
from sayso.record.search import Query
from sayso.record.store import Record
from sayso.services.kept import Kept
from sayso.services.searching import Embeds, Floats, Searcher, check_filters, own_embedder


class Finder(Searcher):
    """A searcher that also counts. As every searcher it is asked by one thread at a time.

    Args:
        record: where to look.
        embedder: makes the embedder when it is first needed.
        kept: where counts are kept until the record changes.
    """

    def __init__(self, record: Record, embedder: Callable[[], Embeds] = own_embedder, kept: Kept | None = None) -> None:
        super().__init__(record, embedder)
        self._counting = self._search = CountingSearch(record)
        self._kept = kept or Kept(record)

    def facets(self, query: Query, *, most: int = 12) -> Facets:
        """The results counted, ``most`` speakers and outlets.

        Raises:
            InputError: if a day of the filters is none.
        """
        check_filters(query.filters)
        return self._kept.get(
            ("facets", query, most), lambda: self._counting.facets(query, self._vector(query), most=most)
        )

    def count_among(self, query: Query, sets: Sequence[tuple[str, tuple[int, ...]]]) -> tuple[Tally, ...]:
        """Of each set of rows, how many are results; the largest first."""
        key = ("among", query, tuple(sets))
        return self._kept.get(key, lambda: self._counting.count_among(query, self._vector(query), sets))

    def _vector(self, query: Query) -> Floats | None:
        """The meaning of a query; one page asks for it several times."""
        if query.mode == "words":
            return None
        return self._kept.get(("vector", query.text), lambda: super(Finder, self)._vector(query))

    def arrivals(self, query: Query, *, most: int = 50) -> tuple[NewsItem, ...]:
        """The results that the record got last, as news: the last first. An item keeps its id.

        Raises:
            InputError: if a day of the filters is none.
        """
        check_filters(query.filters)
        arrived = self._counting.newest(query, self._vector(query), most=most)
        when = {arrival.uid: arrival.when for arrival in arrived}
        with self._record.reading_connection() as connection:
            said = {s.uid: s for s in said_of_uids(connection, list(when))}
        return tuple(statement_item(said[uid], lambda s: when[s.uid]) for uid in when if uid in said)
