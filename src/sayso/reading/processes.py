"""Reading on all cores: the same readings in the same order, made by worker processes with a reader each."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.connection import wait
from pathlib import Path

from sayso.errors import Problem
from sayso.model import Document, Reading, Statement
from sayso.reading.actors import Actor
from sayso.reading.reader import Reader

ALONE = 16
"""Documents that are read before workers are started: they take about as long to start as these to read."""

AHEAD = 4
"""Documents a worker that are under way while an earlier one is waited for."""

Read = tuple[tuple[Statement, ...], tuple[Problem, ...]]


class ProcessReader(Reader):
    """A reader that calls worker processes to its help when there is much to read.

    The network needs no help to use all cores; decoding and the fields do, since Python runs them one at a time in a
    process. Should a worker die, what it had is read here, and so is all that follows.

    Args:
        processes: how many workers; all cores by default. With fewer than two none is started.
        weights: folder with another network's files; the shipped network by default.
        actors: the user's own actors.
        alone: documents that are read before workers are started.

    Raises:
        InstallationError: if the network's files are missing or damaged.
    """

    def __init__(
        self,
        *,
        processes: int | None = None,
        weights: Path | None = None,
        actors: Iterable[Actor] = (),
        alone: int = ALONE,
    ) -> None:
        known = tuple(actors)
        super().__init__(threads=processes, weights=weights, actors=known)
        self._processes = processes or self._network.threads
        self._started_with = (weights, known)
        self._alone = alone

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Readings of the documents in their order, each as soon as it is done; a few documents are taken ahead."""
        rest = iter(documents)
        if self._processes < 2:
            yield from super().read_many(rest)
            return
        yield from super().read_many(islice(rest, self._alone))
        first = next(rest, None)
        if first is not None:
            yield from self._read_with_help(chain((first,), rest))

    def _read_with_help(self, documents: Iterator[Document]) -> Iterator[Reading]:
        pool = ProcessPoolExecutor(
            self._processes, multiprocessing.get_context("spawn"), _start_worker, self._started_with
        )
        waiting: deque[tuple[Document, Future[Read]]] = deque()
        try:
            with _heritage():
                waiting.extend((d, _submitted(pool, d)) for d in islice(documents, 1))
            while waiting:
                # Only now: a document that is slow to come must not hold back one that is done.
                while len(waiting) < AHEAD * self._processes and (document := next(documents, None)) is not None:
                    waiting.append((document, _submitted(pool, document)))
                    if waiting[0][1].done():
                        break
                document, future = waiting[0]
                try:
                    statements, problems = future.result()
                except BrokenProcessPool:
                    yield from super().read_many(chain((d for d, _ in waiting), documents))
                    return
                waiting.popleft()
                yield Reading(document, statements, problems, self.version)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, document: Document) -> Future[Read]:
    try:
        return pool.submit(_read, document)
    except BrokenProcessPool as fault:
        broken: Future[Read] = Future()
        broken.set_exception(fault)
        return broken


@contextmanager
def _heritage() -> Iterator[None]:
    """What workers inherit: Ctrl + C is answered by their parent alone, and their products keep to one thread."""
    name = "OPENBLAS_NUM_THREADS"
    threads, main = os.environ.get(name), threading.current_thread() is threading.main_thread()
    os.environ[name] = threads or "1"
    answer = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    try:
        yield
    finally:
        if main:
            signal.signal(signal.SIGINT, answer)
        if threads is None:
            del os.environ[name]


_worker: Reader
"""The reader of this worker process; set once when it starts."""


def _start_worker(weights: Path | None, actors: tuple[Actor, ...]) -> None:
    global _worker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = Reader(threads=1, weights=weights, actors=actors)


def _end_with_parent() -> None:
    """A parent that is killed cannot end its workers, and they would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _read(document: Document) -> Read:
    reading = _worker.read(document)
    return reading.statements, reading.problems
