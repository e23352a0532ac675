"""How the feeds are doing: read from the record, while a watcher runs or not. A record in, a page or JSON out."""

from __future__ import annotations

import os
import re
import socket
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sayso.record.store import Record
from sayso.record.watching import FeedStatus, Watcher, WatchMemory, moment_of

if TYPE_CHECKING:
    from rich.console import Console

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class WatchStatus:
    """The watcher, if one is at work, and each feed."""

    watcher: Watcher | None
    alive: bool
    feeds: tuple[FeedStatus, ...]
    at: datetime


def status_of(record: Record, now: datetime | None = None) -> WatchStatus:
    """How things stand."""
    now = now or datetime.now(UTC)
    memory = WatchMemory(record)
    watcher = memory.watcher()
    return WatchStatus(watcher, watcher is not None and _alive(watcher, now), tuple(memory.status()), now)


def _alive(watcher: Watcher, now: datetime) -> bool:
    if watcher.host == socket.gethostname():
        try:
            os.kill(watcher.pid, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True
    from sayso.watch.watcher import STALE_S

    return (now - moment_of(watcher.beat)).total_seconds() < STALE_S


def status_to_json(status: WatchStatus) -> dict[str, Any]:
    """The status as JSON values."""
    watcher = status.watcher
    return {
        "watching": status.alive,
        "watcher": None
        if watcher is None
        else {"host": watcher.host, "pid": watcher.pid, "started": watcher.started, "last_heard": watcher.beat,
              "doing": watcher.doing},
        "feeds": [
            {
                "url": one.feed.url,
                "outlet": one.feed.outlet,
                "title": one.feed.title,
                "listed": one.feed.listed,
                "last_poll": one.feed.last_poll,
                "last_answer": one.feed.last_answer,
                "next_poll": one.feed.next_poll,
                "polls": one.feed.polls,
                "failures": one.feed.failures,
                "problem": one.feed.problem,
                "articles": dict(one.articles),
            }
            for one in status.feeds
        ],
    }  # fmt: skip


def print_status(status: WatchStatus, console: Console | None = None) -> None:
    """The status as a page in the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = console or Console(highlight=False)
    console.print(_headline(status), markup=False)
    if not status.feeds:
        console.print("no feed was ever watched: begin with sayso watch feeds.txt", markup=False)
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name, side in (("feed", "left"), ("state", "left"), ("last answer", "right"), ("next poll", "right"),
                       ("added", "right"), ("waiting", "right"), ("gone", "right"), ("failed", "right")):  # fmt: skip
        table.add_column(name, justify=side, overflow="fold")  # type: ignore[arg-type]
    for one in status.feeds:
        table.add_row(*(Text(cell) for cell in _row(one, status.at)))  # a feed's title may look like markup
    console.print(table)
    for one in status.feeds:
        if one.feed.problem and one.feed.listed:
            console.print(f"{_plain(one.feed.title or one.feed.url)}: {_plain(one.feed.problem)}", markup=False)


def _headline(status: WatchStatus) -> str:
    watcher = status.watcher
    waiting = sum(one.articles.get("waiting", 0) for one in status.feeds)
    feeds = f"{sum(one.feed.listed for one in status.feeds)} feeds, {waiting} articles waiting"
    if watcher is None:
        return f"nobody is watching; {feeds}"
    heard = ago(watcher.beat, status.at)
    if not status.alive:
        return f"nobody is watching: process {watcher.pid} on {watcher.host} ended {heard} ago without a word; {feeds}"
    since = ago(watcher.started, status.at)
    return f"watching for {since} (process {watcher.pid} on {watcher.host}), last heard of {heard} ago; {feeds}"


def _row(one: FeedStatus, now: datetime) -> tuple[str, ...]:
    feed, articles = one.feed, Counter(one.articles)
    if not feed.listed:
        state = "not listed"
    elif feed.last_poll is None:
        state = "new"
    elif feed.failures:
        state = f"failing, {feed.failures} in a row"
    else:
        state = "well" if not feed.problem else "answers, with faults"
    return (
        _plain(feed.outlet or feed.title or feed.url),
        state,
        f"{ago(feed.last_answer, now)} ago" if feed.last_answer else "never",
        ("now" if moment_of(feed.next_poll) <= now else f"in {until(feed.next_poll, now)}") if feed.listed else "-",
        str(articles["added"] + articles["updated"] + articles["unchanged"]),
        str(articles["waiting"]),
        str(articles["gone"]),
        str(articles["failed"] + articles["refused"]),
    )


def ago(text: str, now: datetime) -> str:
    """How long since a written moment, in one unit: ``12 min``."""
    return _length((now - moment_of(text)).total_seconds())


def until(text: str, now: datetime) -> str:
    """How long until a written moment."""
    return _length((moment_of(text) - now).total_seconds())


def _length(seconds: float) -> str:
    seconds = max(0.0, seconds)
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size or (seconds >= size and unit == "min"):
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def _plain(words: str) -> str:
    return _CONTROL.sub(" ", words)
