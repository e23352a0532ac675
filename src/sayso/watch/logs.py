"""Log lines for machines: a JSON object each, with time, level, event and what it is about."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

_OWN = frozenset(vars(logging.LogRecord("", 0, "", 0, "", (), None))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """Formats a log record as one line of JSON; what was given as ``extra`` stands beside the event."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        value: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        value.update((name, thing) for name, thing in vars(record).items() if name not in _OWN)
        if record.exc_info:
            value["exception"] = self.formatException(record.exc_info)
        return json.dumps(value, ensure_ascii=True, default=str)


def log_to(handler: logging.Handler) -> None:
    """Send the watcher's log lines to ``handler``, as JSON."""
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("sayso")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
