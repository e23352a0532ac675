"""Reports read while somebody watches: a text or a web address in, a job whose state can be asked, one at a time."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from sayso.errors import Problem, SaysoError
from sayso.record.store import Record
from sayso.services.adding import Outcome, add_reports
from sayso.services.addresses import load_address
from sayso.services.reading import Reads, is_address
from sayso.sources.fetch import Fetcher
from sayso.sources.load import NOTHING_GIVEN, Loaded, load_bytes
from sayso.sources.load import Given as Given

log = logging.getLogger(__name__)

Stage = Literal["waiting", "fetching", "opening", "reading", "done", "failed"]

MOST_OF_A_FEED = 50
"""Reports that one address may bring."""
_MOST_WAITING = 20
_MOST_KEPT = 200


class BusyError(SaysoError):
    """So much is waiting to be read that nothing more is taken for now."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is being read.

    Attributes:
        id: names it in addresses.
        what: the web address, or the first words of the text.
        stage: how far it is.
        by: who asked for it.
        begun: seconds since 1970.
        titles: headlines of the reports found so far.
        outcomes: what became of each report.
        problems: why nothing came of it, or what was wrong all the same.
    """

    id: str
    what: str
    stage: Stage
    by: str
    begun: float
    titles: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self.stage in ("done", "failed")

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that it brought or found there already."""
        return tuple(o.added.document_id for o in self.outcomes if o.added is not None)


class Intake:
    """Reads one after the other on a thread of its own.

    Args:
        record: where the reports go.
        open_reader: makes the reader, once.
        learn_meanings: makes what was added searchable by meaning, when nothing else is to be done.
        fetcher: fetches web addresses; the guarded one if none is given.
    """

    def __init__(
        self,
        record: Record,
        open_reader: Callable[[], Reads],
        learn_meanings: Callable[[threading.Event], None],
        fetcher: Fetcher | None = None,
    ) -> None:
        self._record, self._open_reader, self._fetcher = record, open_reader, fetcher
        self._learn_meanings = learn_meanings
        self._reader: Reads | None = None
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._given: dict[str, Callable[[], Iterator[Loaded]]] = {}
        self._waiting: queue.Queue[str | None] = queue.Queue()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def take_text(self, text: str, by: str, given: Given = NOTHING_GIVEN) -> Job:
        """Have a text, or the source of a page, read.

        Raises:
            BusyError: if too much is waiting.
        """
        what = " ".join(text[:400].split())[:80]

        def load() -> Iterator[Loaded]:
            yield load_bytes(text.encode("utf-8", "surrogatepass"), where="the pasted text", given=given)

        return self._take(what, by, "opening", load)

    def take_address(self, url: str, by: str, given: Given = NOTHING_GIVEN) -> Job:
        """Have a web address read; a feed brings its first :data:`MOST_OF_A_FEED` reports.

        Raises:
            BusyError: if too much is waiting.
            ValueError: if it is no web address.
        """
        if not is_address(url):
            raise ValueError(f"{url} is no web address")

        def load() -> Iterator[Loaded]:
            yield from islice(load_address(url, given=given, fetcher=self._fetcher), MOST_OF_A_FEED)

        return self._take(url, by, "fetching", load)

    def job(self, identifier: str) -> Job | None:
        """How far a job is; ``None`` if there is none, or it is long over."""
        with self._lock:
            return self._jobs.get(identifier)

    def learn(self) -> None:
        """Make what the record holds searchable by meaning, when nothing else is to be done."""
        self._begin()
        self._waiting.put("")

    def close(self) -> None:
        """Take nothing more, and end after the report at hand."""
        self._stop.set()
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(timeout=60)

    def _take(self, what: str, by: str, first: Stage, load: Callable[[], Iterator[Loaded]]) -> Job:
        with self._lock:
            if len(self._given) >= _MOST_WAITING:
                raise BusyError("too much is waiting to be read: try again in a minute")
            job = Job(secrets.token_urlsafe(9), what, "waiting", by, time.time())
            self._jobs[job.id] = job
            self._given[job.id] = load
            for old in [j.id for j in self._jobs.values() if j.finished][: max(0, len(self._jobs) - _MOST_KEPT)]:
                del self._jobs[old]
        self._begin()
        self._waiting.put(job.id)
        return job

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="sayso-intake", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while not self._stop.is_set() and (identifier := self._waiting.get()) is not None:
            if identifier:
                self._read(identifier)
            if self._waiting.empty():
                try:
                    self._learn_meanings(self._stop)
                except SaysoError as error:
                    log.warning("meanings are not learnt: %s", error)
                except Exception:  # the thread must outlive whatever happens to one piece of work
                    log.exception("meanings are not learnt")

    def _read(self, identifier: str) -> None:
        with self._lock:
            load = self._given.pop(identifier)
        try:
            self._now(identifier, stage="fetching" if is_address(self._jobs[identifier].what) else "opening")
            if self._reader is None:
                self._reader = self._open_reader()
            outcomes = []
            for outcome in add_reports(self._record, self._seen(identifier, load()), self._reader):
                outcomes.append(outcome)
                self._now(identifier, outcomes=tuple(outcomes))
            problems = tuple(p for o in outcomes for p in o.problems)
            kept = any(o.added is not None for o in outcomes)
            self._now(identifier, stage="done" if kept else "failed", problems=problems)
        except SaysoError as error:
            self._now(identifier, stage="failed", problems=(Problem("not-read", str(error)),))
        except Exception:
            log.exception("reading %s", identifier)
            problem = Problem("internal", "the reader broke on this report; the log on the terminal says where")
            self._now(identifier, stage="failed", problems=(problem,))

    def _seen(self, identifier: str, inputs: Iterator[Loaded]) -> Iterator[Loaded]:
        titles: list[str] = []
        for loaded in inputs:
            if loaded.document is not None:
                titles.append(loaded.document.title or loaded.document.url or "a report without headline")
            self._now(identifier, stage="reading", titles=tuple(titles))
            yield loaded

    def _now(self, identifier: str, **changes: object) -> None:
        with self._lock:
            self._jobs[identifier] = replace(self._jobs[identifier], **changes)  # type: ignore[arg-type]
