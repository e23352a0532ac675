"""One feed asked once: conditional request, entries, and when to ask again. An answer in, memory brought up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sayso.errors import Problem
from sayso.record.watching import Announced, Watched, WatchMemory
from sayso.sources.feed import Feed, parse_feed
from sayso.sources.fetch import Fetched
from sayso.watch.clock import Clock
from sayso.watch.pace import Pace
from sayso.watch.web import Answer, PoliteWeb

_LONGEST_VALIDATOR = 500


@dataclass(frozen=True, slots=True)
class Polled:
    """What asking a feed came to.

    Attributes:
        new: articles to be fetched because of it.
        problem: what was wrong, even where entries were found.
        failed: whether it did not answer as a feed does.
        wait: seconds to the next poll.
    """

    new: int
    problem: Problem | None
    failed: bool
    wait: float


def poll(feed: Watched, web: PoliteWeb, memory: WatchMemory, clock: Clock, pace: Pace, rng: Random) -> Polled:
    """Ask ``feed`` and remember what came of it."""
    answer = web.get(feed.url, _conditions(feed))
    if answer.verdict == "unchanged":
        wait = pace.until_next_poll(None, rng)
        memory.polled(feed.url, clock.now(), clock.now() + timedelta(seconds=wait), changed=False)
        return Polled(0, None, False, wait)
    if answer.fetched is None:
        return _failed(feed, answer, answer.problem, memory, clock, pace, rng)
    parsed = parse_feed(answer.fetched.body, url=answer.fetched.url, content_type=answer.fetched.media_type)
    if isinstance(parsed, Problem):
        return _failed(feed, answer, parsed, memory, clock, pace, rng)
    return _answered(feed, answer.fetched, parsed, memory, clock, pace, rng)


def _conditions(feed: Watched) -> dict[str, str]:
    headers = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in headers.items() if value}


def _answered(
    feed: Watched, fetched: Fetched, parsed: Feed, memory: WatchMemory, clock: Clock, pace: Pace, rng: Random
) -> Polled:
    wait = pace.until_next_poll(parsed.minutes, rng)
    problem = parsed.problems[0] if parsed.problems else None
    new = memory.polled(
        feed.url,
        clock.now(),
        clock.now() + timedelta(seconds=wait),
        [Announced(e.url, e.title, e.published, e.stamp) for e in parsed.entries],
        title=parsed.title or feed.title,
        # A feed that came broken is asked for whole again.
        etag=None if problem else _validator(fetched.headers.get("etag")),
        last_modified=None if problem else _validator(fetched.headers.get("last-modified")),
        problem=problem.message if problem else None,
    )
    return Polled(new, problem, False, wait)


def _validator(value: str | None) -> str | None:
    """What a server wants to be asked by, if it can be sent back."""
    usable = value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return value if usable else None


def _failed(
    feed: Watched,
    answer: Answer,
    problem: Problem | None,
    memory: WatchMemory,
    clock: Clock,
    pace: Pace,
    rng: Random,
) -> Polled:
    wait = pace.after_failures(feed.failures + 1, rng, unreachable=answer.unreachable, wish=answer.wish)
    message = problem.message if problem else f"{feed.url} gave no answer that can be used"
    memory.poll_failed(feed.url, clock.now(), clock.now() + timedelta(seconds=wait), message)
    return Polled(0, problem, True, wait)
