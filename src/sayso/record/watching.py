"""What ``sayso watch`` remembers in the record: feeds, the articles they announced, and who is watching.

Every method is one transaction. Moments are written as ``2025-02-12T08:30:00Z``, so that they compare as text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from sayso.record.index_tables import watch_articles, watch_feeds, watch_run
from sayso.record.store import Record

ArticleState = Literal["waiting", "added", "unchanged", "updated", "gone", "refused", "failed"]

_SLICE = 500


def moment(at: datetime) -> str:
    """A moment as it is written in the record."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str) -> datetime:
    """The moment that was written."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed as remembered.

    Attributes:
        url: its address.
        outlet: the outlet's name, where the feeds file gives one.
        title: what the feed calls itself.
        listed: whether the feeds file still has it.
        etag, last_modified: what its server said with the last answer, to be asked by.
        next_poll: when it is to be asked again.
        last_poll, last_answer: when it was last asked, and last answered well.
        polls: how often it was asked.
        failures: how often in a row it did not answer well.
        problem: what was wrong the last time.
    """

    url: str
    outlet: str | None
    title: str | None
    listed: bool
    etag: str | None
    last_modified: str | None
    next_poll: str
    last_poll: str | None
    last_answer: str | None
    polls: int
    failures: int
    problem: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that is to be fetched."""

    url: str
    feed: str
    title: str | None
    published: str | None
    attempts: int
    next_try: str
    first_seen: str
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Announced:
    """An article as a feed announces it; ``stamp`` changes when the feed says that it changed."""

    url: str
    title: str | None
    published: str | None
    stamp: str


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who watches: machine, process, since when, when last heard of, doing what."""

    host: str
    pid: int
    started: str
    beat: str
    doing: str


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """A feed, and how many of its articles are in which state."""

    feed: Watched
    articles: Mapping[str, int]


class WatchMemory:
    """The memory of one record's watcher."""

    def __init__(self, record: Record) -> None:
        self._record = record

    # Who watches

    def watcher(self) -> Watcher | None:
        """Who watches, or did when last heard of."""
        with self._record.reading_connection() as connection:
            row = connection.execute(select(watch_run)).mappings().first()
        return Watcher(row["host"], row["pid"], row["started"], row["beat"], row["doing"]) if row else None

    def claim(self, host: str, pid: int, now: datetime) -> None:
        """Write down that this process watches."""
        values = {"host": host, "pid": pid, "started": moment(now), "beat": moment(now), "doing": "starting"}
        with self._record.writing_connection() as connection:
            connection.execute(delete(watch_run))
            connection.execute(insert(watch_run).values(id=1, **values))

    def beat(self, doing: str, now: datetime) -> None:
        """Write down that it is alive, and what it does."""
        with self._record.writing_connection() as connection:
            connection.execute(update(watch_run).values(beat=moment(now), doing=doing[:300]))

    def release(self) -> None:
        """Write down that nobody watches."""
        with self._record.writing_connection() as connection:
            connection.execute(delete(watch_run))

    # Feeds

    def list_feeds(self, outlets: Mapping[str, str | None], now: datetime, *, poll_now: bool = False) -> None:
        """Make the feeds that are watched those given, each with its outlet's name; the others are kept unlisted."""
        with self._record.writing_connection() as connection:
            known = set(connection.execute(select(watch_feeds.c.url)).scalars())
            connection.execute(update(watch_feeds).values(listed=False))
            for url, outlet in outlets.items():
                if url in known:
                    values: dict[str, Any] = {"listed": True, "outlet": outlet}
                    if poll_now:
                        values["next_poll"] = moment(now)
                    connection.execute(update(watch_feeds).where(watch_feeds.c.url == url).values(values))
                else:
                    row = {"url": url, "outlet": outlet, "listed": True, "next_poll": moment(now)}
                    connection.execute(insert(watch_feeds).values(polls=0, failures=0, **row))

    def feeds(self) -> list[Watched]:
        """The listed feeds, the next to be asked first."""
        query = select(watch_feeds).where(watch_feeds.c.listed).order_by(watch_feeds.c.next_poll, watch_feeds.c.url)
        with self._record.reading_connection() as connection:
            return [Watched(**row) for row in connection.execute(query).mappings()]

    def polled(
        self,
        url: str,
        now: datetime,
        next_poll: datetime,
        announced: Sequence[Announced] = (),
        *,
        title: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        problem: str | None = None,
        changed: bool = True,
    ) -> int:
        """Keep what a feed answered, all at once; how many of its articles are to be fetched for it.

        Args:
            url: the feed.
            now: when it answered.
            next_poll: when it is to be asked again.
            announced: its entries.
            title, etag, last_modified: as answered; left as they were unless ``changed``.
            problem: what was wrong with it all the same.
            changed: ``False`` when the server said that it is as it was.
        """
        values: dict[str, Any] = {"last_poll": moment(now), "last_answer": moment(now), "next_poll": moment(next_poll)}
        if changed:
            values.update(title=title, etag=etag, last_modified=last_modified, problem=problem)
        with self._record.writing_connection() as connection:
            new = _announce(connection, url, announced, now)
            connection.execute(
                update(watch_feeds)
                .where(watch_feeds.c.url == url)
                .values(failures=0, polls=watch_feeds.c.polls + 1, **values)
            )
        return new

    def poll_failed(self, url: str, now: datetime, next_poll: datetime, problem: str) -> None:
        """Keep that a feed did not answer well."""
        with self._record.writing_connection() as connection:
            connection.execute(
                update(watch_feeds)
                .where(watch_feeds.c.url == url)
                .values(
                    failures=watch_feeds.c.failures + 1,
                    polls=watch_feeds.c.polls + 1,
                    last_poll=moment(now),
                    next_poll=moment(next_poll),
                    problem=problem,
                )
            )

    # Articles

    def waiting(self, most: int = 2_000) -> list[Waiting]:
        """Articles to be fetched, the next first."""
        a = watch_articles.c
        columns = (a.url, a.feed, a.title, a.published, a.attempts, a.next_try, a.first_seen, watch_feeds.c.outlet)
        query = select(*columns).join(watch_feeds, watch_feeds.c.url == a.feed).where(a.state == "waiting")
        query = query.order_by(a.next_try, a.first_seen, a.url).limit(most)
        with self._record.reading_connection() as connection:
            return [Waiting(**row) for row in connection.execute(query).mappings()]

    def finished(self, url: str, state: ArticleState, now: datetime, problem: str | None = None) -> None:
        """Keep what became of an article."""
        with self._record.writing_connection() as connection:
            values = {"state": state, "finished": moment(now), "problem": problem}
            connection.execute(update(watch_articles).where(watch_articles.c.url == url).values(values))

    def put_off(self, url: str, next_try: datetime, problem: str) -> None:
        """Keep that an article could not be had yet."""
        with self._record.writing_connection() as connection:
            connection.execute(
                update(watch_articles)
                .where(watch_articles.c.url == url)
                .values(attempts=watch_articles.c.attempts + 1, next_try=moment(next_try), problem=problem)
            )

    def forget(self, before: datetime) -> int:
        """Drop what was remembered of finished articles that no feed has shown since; the record keeps the texts."""
        old = (watch_articles.c.state != "waiting") & (watch_articles.c.last_seen < moment(before))
        with self._record.writing_connection() as connection:
            return connection.execute(delete(watch_articles).where(old)).rowcount

    def status(self) -> list[FeedStatus]:
        """Every feed, listed or not, with the states of its articles."""
        counted = select(watch_articles.c.feed, watch_articles.c.state, func.count()).group_by(
            watch_articles.c.feed, watch_articles.c.state
        )
        counts: dict[str, dict[str, int]] = {}
        with self._record.reading_connection() as connection:
            for feed, state, number in connection.execute(counted):
                counts.setdefault(feed, {})[state] = number
            rows = connection.execute(select(watch_feeds).order_by(watch_feeds.c.url)).mappings()
            return [FeedStatus(Watched(**row), counts.get(row["url"], {})) for row in rows]


_AGAIN_AFTER_S = 3_600
_AGAIN_UNTIL_S = 7 * 86_400


def _announce(connection: Connection, feed: str, announced: Sequence[Announced], now: datetime) -> int:
    a = watch_articles.c
    new = 0
    for at in range(0, len(announced), _SLICE):
        some = {entry.url: entry for entry in announced[at : at + _SLICE]}
        rows = connection.execute(select(watch_articles).where(a.url.in_(list(some)))).mappings().all()
        known = {row["url"]: row for row in rows}
        if known:
            seen = update(watch_articles).where(a.url.in_(list(known))).values(last_seen=moment(now))
            connection.execute(seen)
        for url, row in known.items():
            if _worth_another_look(row, some[url].stamp, now):
                again = {"state": "waiting", "stamp": some[url].stamp, "attempts": 0, "next_try": moment(now)}
                connection.execute(update(watch_articles).where(a.url == url).values(again))
                new += 1
        fresh = [_row(feed, entry, now) for url, entry in some.items() if url not in known]
        if fresh:
            connection.execute(insert(watch_articles), fresh)
            new += len(fresh)
    return new


def _row(feed: str, entry: Announced, now: datetime) -> dict[str, Any]:
    return {
        "url": entry.url,
        "feed": feed,
        "title": entry.title,
        "published": entry.published,
        "stamp": entry.stamp,
        "state": "waiting",
        "attempts": 0,
        "next_try": moment(now),
        "first_seen": moment(now),
        "last_seen": moment(now),
    }


def _worth_another_look(row: RowMapping, stamp: str, now: datetime) -> bool:
    """Whether an article that its feed says has changed is fetched again.

    Some feeds say so at every poll: so not within an hour of the last time, and only in an article's first week.
    """
    if row["stamp"] == stamp or row["state"] == "waiting" or row["finished"] is None:
        return False
    rested = (now - moment_of(row["finished"])).total_seconds() >= _AGAIN_AFTER_S
    return rested and (now - moment_of(row["first_seen"])).total_seconds() <= _AGAIN_UNTIL_S
