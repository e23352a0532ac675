"""Time as the watcher sees it, so that tests can give it another."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the time is, and waiting."""

    def now(self) -> datetime:
        """The present moment, in UTC."""

    def wait(self, seconds: float) -> bool:
        """Let time pass; ``True`` as soon as the watcher is asked to stop."""

    def stopped(self) -> bool:
        """Whether the watcher is asked to stop."""


class SystemClock:
    """The machine's clock; ``stop`` is set by whoever wants the watcher to end."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> bool:
        """Wait, but no longer than until the watcher is asked to stop."""
        return self._stop.wait(max(0.0, seconds))

    def stopped(self) -> bool:
        """Whether the watcher is asked to stop."""
        return self._stop.is_set()
