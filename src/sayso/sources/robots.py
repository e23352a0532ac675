"""robots.txt (RFC 9309): which addresses of a host may be fetched, and how far apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from protego import Protego

AGENT = "sayso"
"""The product token that robots.txt rules may name."""

LONGEST = 512_000
"""Bytes of a robots.txt that are looked at; RFC 9309, 2.5, asks for at least 500 KiB."""

LONGEST_DELAY = 120.0
"""Seconds between two requests that a robots.txt can ask for; longer wishes are cut to this."""


class Rules(Protocol):
    """What a host allows."""

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be fetched."""

    @property
    def delay(self) -> float | None:
        """Seconds that the host wants between requests, if it says."""


@dataclass(frozen=True, slots=True)
class Blanket:
    """The same answer for every address: for hosts without a robots.txt, and for those whose is out of reach."""

    answer: bool
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """The one answer."""
        return self.answer


class Written:
    """The rules that a robots.txt states for sayso."""

    def __init__(self, body: bytes) -> None:
        from protego import Protego

        self._rules: Protego = Protego.parse(body[:LONGEST].decode("utf-8", "replace"))

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be fetched."""
        return bool(self._rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float | None:
        """``Crawl-delay`` for sayso, in seconds, at most two minutes."""
        delay = self._rules.crawl_delay(AGENT)
        return None if delay is None or not delay >= 0 else min(float(delay), LONGEST_DELAY)


ALLOW_ALL = Blanket(True)
DENY_ALL = Blanket(False)


def robots_address(url: str) -> str:
    """Where the robots.txt stands that governs ``url``."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def rules_from(status: int | None, body: bytes) -> Rules:
    """The rules that an answer for robots.txt means; ``status`` is ``None`` when the host could not be reached.

    No such file, or no right to see it (4xx): everything is allowed. A host in trouble (5xx, 429) or out of reach:
    nothing is, until it answers (RFC 9309, 2.3.1).
    """
    if status is not None and 200 <= status < 300:
        return Written(body)
    if status is not None and 400 <= status < 500 and status != 429:
        return ALLOW_ALL
    return DENY_ALL
