"""The watcher put together from the record, the reader, the guarded fetcher and the sentence embedder."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from random import Random

from sayso.record.store import Record
from sayso.services.adding import Reads
from sayso.services.searching import Searcher
from sayso.sources.fetch import Fetched, Fetcher, FetchLimits
from sayso.watch.clock import SystemClock
from sayso.watch.pace import Pace
from sayso.watch.watcher import FeedWatcher
from sayso.watch.web import FEED_TYPES, PoliteWeb

MOST_BYTES = 50_000_000
"""The largest feed or page that is taken."""


def make_watcher(
    record: Record,
    feeds: Path,
    reader: Reads,
    stop: threading.Event,
    pace: Pace | None = None,
    fetcher: Fetcher | None = None,
) -> FeedWatcher:
    """A watcher of the feeds that the file lists, which ends soon after ``stop`` is set.

    What it adds can be searched by meaning as soon as it has nothing else to do.
    """
    pace = pace or Pace()
    fetcher = fetcher or Fetcher(FetchLimits(page_bytes=MOST_BYTES), media_types=FEED_TYPES)

    def fetch(url: str, headers: Mapping[str, str]) -> Fetched:
        return fetcher.fetch(url, headers)

    searcher = Searcher(record)

    def learn_meanings() -> None:
        for _ in searcher.make_vectors():
            if stop.is_set():
                return

    clock = SystemClock(stop)
    web = PoliteWeb(fetch, clock, pace.between_requests)
    return FeedWatcher(record, feeds, reader, web, clock, pace, Random(), learn_meanings)
