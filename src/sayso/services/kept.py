"""Answers that take long to work out, kept until the record changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from sayso.record.stamp import Stamp, stamp
from sayso.record.store import Record

_Answer = TypeVar("_Answer")


class Kept:
    """Keeps answers about one record; safe to ask from several threads.

    Args:
        record: what they are about.
        most: how many are kept, the latest asked for.
    """

    def __init__(self, record: Record, most: int = 256) -> None:
        self._record, self._most = record, most
        self._answers: OrderedDict[Hashable, tuple[Stamp, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, work_out: Callable[[], _Answer]) -> _Answer:
        """The answer that goes by ``key``, worked out anew where there is none or the record has changed since."""
        now = self._now()
        with self._lock:
            found = self._answers.get(key)
            if found is not None and found[0] == now:
                self._answers.move_to_end(key)
                return cast(_Answer, found[1])
        # A change in between leaves the older mark with the newer answer: it is worked out once more, never kept stale.
        answer = work_out()
        with self._lock:
            self._answers[key] = (now, answer)
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

    def ready(self, key: Hashable) -> bool:
        """Whether the answer is there, so that asking for it takes no time."""
        now = self._now()
        with self._lock:
            return key in self._answers and self._answers[key][0] == now

    def _now(self) -> Stamp:
        with self._record.reading_connection() as connection:
            return stamp(connection)
