"""Asking servers politely: robots.txt heeded, hosts given rest between requests, answers sorted by what to do next."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from sayso.errors import InputError, Problem
from sayso.sources.fetch import PAGE_TYPES, Fetched, StatusError
from sayso.sources.robots import DENY_ALL, Rules, robots_address, rules_from
from sayso.watch.clock import Clock
from sayso.watch.pace import retry_after

FEED_TYPES = (
    *PAGE_TYPES, "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/octet-stream",
    "text/rss+xml", "text/atom+xml", "application/rss", "application/x-rss+xml", "text/rdf",
)  # fmt: skip
"""What servers call feeds. Whether it is one is told by what is in it."""

Fetch = Callable[[str, Mapping[str, str]], Fetched]
"""Fetches an address with request headers, as :meth:`sayso.sources.fetch.Fetcher.fetch` does."""

Verdict = Literal["ok", "unchanged", "gone", "refused", "later", "bad"]

_MOST_HOSTS = 5_000
_RULES_HOLD = timedelta(hours=24)
_TROUBLE_HOLDS = timedelta(minutes=5)
_LONGEST_REST = 3_600.0
_FOR_GOOD = ("unsupported-type", "too-large", "bad-url", "refused-address", "too-many-redirects")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request.

    Attributes:
        verdict: ``ok``, ``unchanged`` (304), ``gone`` (404, 410), ``refused`` (robots.txt, or no right), ``later``
            (try again) or ``bad`` (no use trying again).
        fetched: the page, for ``ok``.
        problem: what is wrong, otherwise.
        wish: seconds that the server asks for before the next try.
        unreachable: whether not even the host was reached.
    """

    verdict: Verdict
    fetched: Fetched | None = None
    problem: Problem | None = None
    wish: float | None = None
    unreachable: bool = False


class _Host:
    """What is remembered of a host, for as long as the watcher runs."""

    __slots__ = ("free_at", "hold_until", "rules", "trouble")

    def __init__(self) -> None:
        self.rules: Rules | None = None
        self.hold_until: datetime | None = None
        self.free_at: datetime | None = None
        self.trouble: Problem | None = None


class PoliteWeb:
    """The web, one request at a time.

    Args:
        fetch: fetches addresses.
        clock: the time.
        between: seconds between two requests to one host, at least.
    """

    def __init__(self, fetch: Fetch, clock: Clock, between: float = 5.0) -> None:
        self._fetch, self._clock, self._between = fetch, clock, between
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    def free_at(self, url: str) -> datetime | None:
        """When the address's host may be asked next; ``None`` for at once."""
        host = self._hosts.get(_host_of(url))
        return host.free_at if host and host.free_at and host.free_at > self._clock.now() else None

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for ``url``, if its host's robots.txt allows; ``headers`` as for a conditional request."""
        host = self._host(url)
        rules = self._rules(host, url)
        if rules is DENY_ALL:
            message = f"{url} is not fetched: its host gives no robots.txt at present, so nothing of it is fetched"
            return Answer("later", problem=host.trouble or Problem("robots", message, url), unreachable=True)
        if not rules.allows(url):
            message = f"{url} is not fetched: its host's robots.txt asks sayso not to"
            return Answer("refused", problem=Problem("robots", message, url))
        answer = self._ask(url, headers or {})
        rest = max(self._between, rules.delay or 0.0)
        if answer.verdict == "later" and answer.wish:
            rest = max(rest, min(answer.wish, _LONGEST_REST))
        host.free_at = self._clock.now() + timedelta(seconds=rest)
        return answer

    def _host(self, url: str) -> _Host:
        key = _host_of(url)
        host = self._hosts.setdefault(key, _Host())
        self._hosts.move_to_end(key)
        if len(self._hosts) > _MOST_HOSTS:
            self._hosts.popitem(last=False)
        return host

    def _rules(self, host: _Host, url: str) -> Rules:
        now = self._clock.now()
        if host.rules is not None and host.hold_until is not None and now < host.hold_until:
            return host.rules
        answer = self._ask(robots_address(url), {})
        if answer.fetched is not None:
            rules = rules_from(200, answer.fetched.body)
        elif answer.verdict == "later":
            rules = DENY_ALL
        else:
            rules = rules_from(404, b"")
        host.rules = rules
        host.trouble = answer.problem if answer.unreachable else None
        host.hold_until = now + (_TROUBLE_HOLDS if rules is DENY_ALL else _RULES_HOLD)
        return rules

    def _ask(self, url: str, headers: Mapping[str, str]) -> Answer:
        try:
            return Answer("ok", self._fetch(url, headers))
        except StatusError as error:
            return self._by_status(error)
        except InputError as error:
            problem = error.problem
            if problem.code in _FOR_GOOD:
                return Answer("bad", problem=problem)
            return Answer("later", problem=problem, unreachable=problem.code in ("unreachable", "timeout"))

    def _by_status(self, error: StatusError) -> Answer:
        status, problem = error.status, error.problem
        wish = retry_after(error.headers.get("retry-after"), self._clock.now())
        if status == 304:
            return Answer("unchanged")
        if status in (404, 410):
            return Answer("gone", problem=problem)
        if status in (408, 421, 425, 429) or status >= 500 or wish is not None:
            return Answer("later", problem=problem, wish=wish)
        if status in (401, 402, 403, 451):
            return Answer("refused", problem=problem)
        return Answer("bad", problem=problem)


def _host_of(url: str) -> str:
    return urlsplit(url).netloc.lower()
