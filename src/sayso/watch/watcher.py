"""The watcher: one thing at a time, whatever is due next, until it is asked to stop. It is made to run for weeks.

All it knows stands in the record, so that it goes on where it was after any kind of end.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sayso.errors import InputError, SaysoError
from sayso.record.faults import RecordError
from sayso.record.store import Record
from sayso.record.watching import ArticleState, Waiting, Watched, WatchMemory, moment, moment_of
from sayso.services.adding import Outcome, Reads, add_reports
from sayso.sources.load import Given, Loaded, load_bytes
from sayso.watch.clock import Clock
from sayso.watch.feeds_file import read_feeds_file
from sayso.watch.pace import LONGEST_WISH, Pace
from sayso.watch.polling import poll
from sayso.watch.web import Answer, PoliteWeb

log = logging.getLogger("sayso.watch")

BEAT_S = 30.0
"""The longest that the watcher is silent in the record."""

STALE_S = 180.0
"""A watcher on another machine that was silent for so long is taken to be dead."""

_FARTHEST = timedelta(seconds=LONGEST_WISH) + timedelta(days=1)
_FORGET_AFTER = timedelta(days=90)
_FORGET_EVERY = timedelta(days=1)
_RECORD_RETRY_S = (5.0, 300.0)


class AlreadyWatchedError(SaysoError):
    """Another watcher is at work on the record."""


@dataclass(frozen=True, slots=True)
class Job:
    """What can be done next: a feed to ask or an article to fetch, and when its time comes."""

    at: datetime
    feed: Watched | None = None
    article: Waiting | None = None

    @property
    def url(self) -> str:
        """The address to be asked."""
        thing = self.feed or self.article
        return thing.url if thing else ""


class FeedWatcher:
    """Watches the feeds of a file and adds what they announce.

    Args:
        record: where articles and memory are kept.
        feeds: the feeds file; it is read again when it changes.
        reader: reads articles.
        web: asks servers.
        clock: the time.
        pace: how often.
        rng: source of jitter.
        after_adding: called when there is nothing to do and something was added since the last call.
    """

    def __init__(
        self,
        record: Record,
        feeds: Path,
        reader: Reads,
        web: PoliteWeb,
        clock: Clock,
        pace: Pace,
        rng: Random,
        after_adding: Callable[[], None] = lambda: None,
    ) -> None:
        self._record, self._path, self._reader, self._web = record, feeds, reader, web
        self._clock, self._pace, self._rng = clock, pace, rng
        self._after_adding = after_adding
        self._memory = WatchMemory(record)
        self._file_stamp: tuple[int, int] | None = None
        self._added = 0
        self._round: str | None = None
        self._beaten: datetime | None = None
        self._forgot: datetime | None = None

    def run(self, *, once: bool = False) -> None:
        """Watch until asked to stop; ``once``: until every feed was asked and nothing is due.

        Raises:
            InputError: if the feeds file cannot be read at the start, or lists no feed.
            AlreadyWatchedError: if another watcher is at work on the record.
            RecordError: if the record cannot be written at the start.
        """
        self._claim()
        try:
            self._round = moment(self._clock.now()) if once else None
            self._read_feeds(poll_now=once)
            log.info("watching", extra={"feeds": len(self._memory.feeds()), "record": self._record.where})
            failures = 0
            while not self._clock.stopped():
                try:
                    if not self._step(once):
                        break
                    failures = 0
                except RecordError as error:
                    # The disk may be full or the server away; what was added is safe, and it may come back.
                    failures += 1
                    if once:
                        raise
                    wait = min(_RECORD_RETRY_S[0] * 2.0 ** min(failures, 20), _RECORD_RETRY_S[1])
                    log.error("record", extra={"problem": str(error), "wait_s": round(wait)})
                    self._clock.wait(wait)
            self._finish_adding()
        finally:
            self._release()
        log.info("stopped")

    def _claim(self) -> None:
        other = self._memory.watcher()
        here = socket.gethostname()
        if other is not None and (other.host, other.pid) != (here, os.getpid()):
            silent = (self._clock.now() - moment_of(other.beat)).total_seconds()
            if (other.host == here and _alive(other.pid)) or (other.host != here and silent < STALE_S):
                raise AlreadyWatchedError(
                    f"{self._record.where} is being watched already (process {other.pid} on {other.host}): "
                    "stop that one first, or watch with another record"
                )
        self._memory.claim(here, os.getpid(), self._clock.now())

    def _release(self) -> None:
        try:
            self._memory.release()
        except RecordError as error:
            log.error("record", extra={"problem": str(error)})

    def _read_feeds(self, *, poll_now: bool = False) -> None:
        stat = self._path.stat() if self._path.exists() else None
        stamp = (stat.st_mtime_ns, stat.st_size) if stat else None
        if self._file_stamp is not None and stamp == self._file_stamp:
            return
        try:
            listed = read_feeds_file(self._path)
        except InputError as error:
            if self._file_stamp is None:
                raise
            log.error("feeds file", extra={"problem": error.problem.message})
            self._file_stamp = stamp or (0, 0)
            return
        for problem in listed.problems:
            log.warning("feeds file", extra={"problem": problem.message})
        self._memory.list_feeds(listed.outlets, self._clock.now(), poll_now=poll_now)
        self._file_stamp = stamp

    def _step(self, once: bool) -> bool:
        """Do what is due next, or wait for it; ``False`` when ``once`` has nothing left to do."""
        self._read_feeds()
        now = self._clock.now()
        job = self._next_job(now)
        if job is not None and job.at <= now:
            self._beat(f"asking {job.url}")
            if job.feed is not None:
                self._poll(job.feed)
            elif job.article is not None:
                self._fetch(job.article)
            return True
        self._finish_adding()
        self._forget(now)
        if once and job is None:
            return False
        self._beat("waiting")
        self._clock.wait(min(BEAT_S, max(0.05, (job.at - now).total_seconds())) if job else BEAT_S)
        return True

    def _next_job(self, now: datetime) -> Job | None:
        """The job whose time comes first, hosts' rest counted; feeds before articles."""
        best: Job | None = None
        for job in self._jobs():
            # A moment farther away than any wait that is ever set comes from a clock that was wrong.
            at = now if job.at > now + _FARTHEST else job.at
            at = max(at, self._web.free_at(job.url) or at)
            if best is None or max(at, now) < max(best.at, now):
                best = replace(job, at=at)
                if at <= now:
                    break
        return best

    def _jobs(self) -> list[Job]:
        """Everything that is to be done; for a single round, what was due when it began, and what came new in it."""
        feeds, articles = self._memory.feeds(), self._memory.waiting()
        if self._round is not None:
            feeds = [f for f in feeds if f.next_poll <= self._round]
            articles = [a for a in articles if a.attempts == 0 or a.next_try <= self._round]
        jobs = [Job(moment_of(f.next_poll), feed=f) for f in feeds]
        return jobs + [Job(moment_of(a.next_try), article=a) for a in articles]

    def _poll(self, feed: Watched) -> None:
        polled = poll(feed, self._web, self._memory, self._clock, self._pace, self._rng)
        about: dict[str, object] = {"feed": feed.url, "new": polled.new, "wait_s": round(polled.wait)}
        if polled.problem:
            about["problem"] = polled.problem.message
        if polled.failed:
            log.warning("feed failed", extra={**about, "failures": feed.failures + 1})
        else:
            log.info("feed", extra=about)

    def _fetch(self, article: Waiting) -> None:
        answer = self._web.get(article.url)
        if answer.verdict == "later":
            self._put_off(article, answer)
        elif answer.fetched is None:
            states: dict[str, ArticleState] = {"gone": "gone", "refused": "refused"}
            problem = answer.problem.message if answer.problem else None
            self._finished(article, states.get(answer.verdict, "failed"), problem)
        else:
            self._add(article, answer)

    def _put_off(self, article: Waiting, answer: Answer) -> None:
        tries = article.attempts + 1
        known_for = (self._clock.now() - moment_of(article.first_seen)).total_seconds()
        problem = answer.problem.message if answer.problem else f"{article.url} gave no answer"
        if self._pace.give_up(tries, known_for):
            self._finished(article, "failed", problem)
            return
        wait = self._pace.until_retry(tries, self._rng, answer.wish)
        self._memory.put_off(article.url, self._clock.now() + timedelta(seconds=wait), problem)
        log.warning("article put off", extra={"article": article.url, "problem": problem, "wait_s": round(wait)})

    def _add(self, article: Waiting, answer: Answer) -> None:
        try:
            outcome = self._read(article, answer)
        except RecordError:
            raise
        except Exception as fault:  # one article that trips the reader must not end weeks of watching
            log.exception("article failed", extra={"article": article.url})
            self._finished(article, "failed", f"{article.url} could not be read ({type(fault).__name__}: {fault})")
            return
        if outcome.status == "failed":
            self._finished(article, "failed", outcome.problems[0].message if outcome.problems else None)
            return
        self._added += outcome.status != "unchanged"
        self._finished(article, outcome.status, None, outcome.statements)

    def _read(self, article: Waiting, answer: Answer) -> Outcome:
        fetched = answer.fetched
        assert fetched is not None
        is_html = fetched.media_type in ("text/html", "application/xhtml+xml")
        loaded = load_bytes(
            fetched.body,
            as_="html" if is_html else "auto",
            url=fetched.url,
            where=article.url,
            charset=fetched.charset,
            fetched=self._clock.now().isoformat(timespec="seconds"),
            given=Given(outlet=article.outlet),
        )
        [outcome] = add_reports(self._record, [_filled(loaded, article)], self._reader)
        return outcome

    def _finished(self, article: Waiting, state: ArticleState, problem: str | None, statements: int = 0) -> None:
        self._memory.finished(article.url, state, self._clock.now(), problem)
        about: dict[str, object] = {"article": article.url, "outcome": state}
        if problem:
            log.warning("article", extra={**about, "problem": problem})
        else:
            log.info("article", extra={**about, "statements": statements})

    def _finish_adding(self) -> None:
        if self._added:
            self._added = 0
            self._after_adding()

    def _beat(self, doing: str) -> None:
        now = self._clock.now()
        if self._beaten is None or (now - self._beaten).total_seconds() >= BEAT_S / 2 or now < self._beaten:
            self._memory.beat(doing, now)
            self._beaten = now

    def _forget(self, now: datetime) -> None:
        if self._forgot is None or now - self._forgot >= _FORGET_EVERY:
            self._memory.forget(now - _FORGET_AFTER)
            self._forgot = now


def _filled(loaded: Loaded, article: Waiting) -> Loaded:
    """What the page does not say of its headline and day is taken from the feed."""
    document = loaded.document
    if document is None:
        return loaded
    title, published = document.title or article.title, document.published or article.published
    return replace(loaded, document=replace(document, title=title, published=published))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
