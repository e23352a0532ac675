"""How often somebody may give a wrong password: so often within so long, by name and by address."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_KEPT = 10_000


class Attempts:
    """Counts tries that failed; what is over is forgotten.

    Args:
        most: how many may fail …
        seconds: … within so many seconds, before nothing more is tried until the first of them is so long ago.
        clock: seconds, growing.
    """

    def __init__(self, most: int, seconds: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._failed: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, *keys: str) -> int:
        """Count a try against every key; 0 if it may be made, else the seconds to wait, and it is not counted.

        A try counts as failed until :meth:`forget` says otherwise, so that many at once gain nothing.
        """
        now = self._clock()
        with self._lock:
            waits = [wait for key in keys if (wait := self._wait(key, now)) > 0]
            if waits:
                return int(max(waits)) + 1
            for key in keys:
                self._failed.setdefault(key, []).append(now)
                self._failed.move_to_end(key)
            while len(self._failed) > _MOST_KEPT:
                self._failed.popitem(last=False)
        return 0

    def forget(self, *keys: str) -> None:
        """The last try went well: these keys start anew."""
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)

    def _wait(self, key: str, now: float) -> float:
        recent = [at for at in self._failed.get(key, ()) if at > now - self._seconds]
        if key in self._failed:
            self._failed[key] = recent
        return recent[0] + self._seconds - now if len(recent) >= self._most else 0
