"""Faults of the database drivers, turned into one line for a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from sayso.record.faults import BusyRecordError, NoRecordError, ReadOnlyRecordError, RecordError

_KEPT = "what was reported as added is kept"

_SQLITE: dict[str, tuple[type[RecordError], str]] = {
    "SQLITE_FULL": (RecordError, f"{{where}} cannot grow, the disk is full: free some space and try again; {_KEPT}"),
    "SQLITE_IOERR": (
        RecordError,
        f"{{where}} cannot be written or read, the disk is full or faulty ({{error}}): {_KEPT}",
    ),
    "SQLITE_READONLY": (
        ReadOnlyRecordError,
        "{where} cannot be written, the file or its folder is read-only: change its rights or name another",
    ),
    "SQLITE_CANTOPEN": (
        RecordError,
        "{where} cannot be opened, the file or its folder cannot be read or written: change its rights or name another",
    ),
    "SQLITE_PERM": (RecordError, "{where} cannot be opened: change its rights or name another with --record"),
    "SQLITE_BUSY": (BusyRecordError, "{where} is being written by another program: wait for it and try again"),
    "SQLITE_LOCKED": (BusyRecordError, "{where} is being written by another program: wait for it and try again"),
    "SQLITE_NOTADB": (NoRecordError, "{where} is no record of sayso's (no SQLite database): name another"),
    "SQLITE_CORRUPT": (
        RecordError,
        "{where} is damaged ({error}): bring it back from a copy, or save what can be read with: sqlite3 FILE .recover",
    ),
}

# By SQLSTATE, the longest beginning first.
_POSTGRESQL: dict[str, tuple[type[RecordError], str]] = {
    "53100": (RecordError, f"{{where}} cannot grow, the server's disk is full: free some space and try again; {_KEPT}"),
    "55P03": (BusyRecordError, "{where} is being written by another program: wait for it and try again"),
    "25006": (ReadOnlyRecordError, "{where} cannot be written, it is read-only there"),
    "42501": (RecordError, "{where} cannot be used, this user lacks the right: {error}"),
    "40": (BusyRecordError, "{where} was changed by another program meanwhile: try again"),
    "57": (RecordError, f"{{where}} went away, the server stopped: try again when it is back; {_KEPT}"),
    "08": (RecordError, f"{{where}} cannot be reached ({{error}}): {_KEPT}"),
}


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Raise a driver's fault as :class:`~sayso.record.faults.RecordError`, naming ``where``."""
    try:
        yield
    except DBAPIError as error:
        fault = _fault(error, where)
        if fault is None:
            raise
        raise fault from error
    except PoolTimeoutError as error:
        raise BusyRecordError(f"{where} has no connection free: too many requests at once") from error


def _fault(error: DBAPIError, where: str) -> RecordError | None:
    cause = error.orig
    said = " ".join(str(cause).split())[:200]
    if isinstance(cause, sqlite3.Error):
        table, code = _SQLITE, getattr(cause, "sqlite_errorname", "") or ""
    else:
        table, code = _POSTGRESQL, getattr(cause, "sqlstate", None) or ""
        if not code and (error.connection_invalidated or type(cause).__name__ == "OperationalError"):
            code = "08"
    for beginning in sorted(table, key=len, reverse=True):
        if code.startswith(beginning):
            kind, message = table[beginning]
            return kind(message.format(where=where, error=said))
    return None
