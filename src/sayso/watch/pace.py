"""When to ask again: regular polls, back-off with jitter, and what servers ask for. Numbers in, seconds out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random

LONGEST_WISH = 7 * 86_400.0
"""Seconds of a ``Retry-After`` that is heeded; longer ones are cut to this."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often, in seconds.

    Attributes:
        every: between two polls of a feed that answers.
        spread: the share by which that is varied, so that feeds do not fall into step.
        longest: the most between two polls of a feed that fails.
        longest_unreachable: the same while it cannot be reached at all, as when the network is away: shorter, so that
            all goes on soon after it is back.
        first_retry: before an article that failed is tried again; then four times as long each time.
        longest_retry: the most of that.
        give_up_after: an article that fails is given up this long after it was first announced …
        give_up_tries: … and after as many tries at least.
        between_requests: between two requests to one host, unless its robots.txt asks for more.
    """

    every: float = 900.0
    spread: float = 0.1
    longest: float = 86_400.0
    longest_unreachable: float = 1_800.0
    first_retry: float = 60.0
    longest_retry: float = 43_200.0
    give_up_after: float = 3 * 86_400.0
    give_up_tries: int = 8
    between_requests: float = 5.0

    def until_next_poll(self, minutes_asked: int | None, rng: Random) -> float:
        """Seconds to the next poll of a feed that answered, and may ask not to be polled for some minutes."""
        asked = min(60.0 * (minutes_asked or 0), self.longest)
        return max(self.every, asked) * rng.uniform(1 - self.spread, 1 + self.spread)

    def after_failures(self, failures: int, rng: Random, *, unreachable: bool, wish: float | None = None) -> float:
        """Seconds to the next poll of a feed that failed ``failures`` times in a row (1 …); a server's wish is kept."""
        longest = self.longest_unreachable if unreachable else self.longest
        backed_off = min(self.every * 2.0 ** min(failures - 1, 40), max(longest, self.every))
        return max(backed_off * rng.uniform(0.5, 1.0), wish or 0.0)

    def until_retry(self, tries: int, rng: Random, wish: float | None = None) -> float:
        """Seconds until an article that failed ``tries`` times (1 …) is tried again."""
        backed_off = min(self.first_retry * 4.0 ** min(tries - 1, 40), self.longest_retry)
        return max(backed_off * rng.uniform(0.5, 1.0), wish or 0.0)

    def give_up(self, tries: int, known_for: float) -> bool:
        """Whether an article first announced ``known_for`` seconds ago has failed too often."""
        return tries >= self.give_up_tries and known_for >= self.give_up_after


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks for (RFC 9110, 10.2.3); ``None`` if it makes no sense."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST_WISH)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(0.0, (until - now).total_seconds()), LONGEST_WISH)
