"""The whole record as JSONL, one object a line, and back: nothing that it knows is lost. Format: docs/record.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any, Protocol

from sayso.errors import InputError, Problem


class Dumps(Protocol):
    """A record that gives all it has (:class:`sayso.record.store.Record`)."""

    def dump(self) -> Iterator[dict[str, Any]]:
        """Everything as JSON objects, in an order that ``restore`` takes."""


class Restores(Protocol):
    """An empty record to be filled (:class:`sayso.record.store.Record`)."""

    def restore(self, objects: Iterator[dict[str, Any]]) -> int:
        """Take everything, or nothing."""


def write_record(record: Dumps, file: IO[str]) -> int:
    """Write the whole record, one unchanging state of it, to a text file; the number of lines."""
    lines = 0
    for value in record.dump():
        # ASCII only: a lone surrogate in a text has no UTF-8.
        file.write(json.dumps(value, separators=(",", ":"), allow_nan=False) + "\n")
        lines += 1
    return lines


def read_record(record: Restores, file: IO[str], *, where: str) -> int:
    """Fill an empty record from what :func:`write_record` wrote; the number of objects taken.

    Raises:
        InputError: if a line is no JSON object; nothing is kept.
        RecordError: if the record is not empty, or the file is cut short, damaged or of a newer format.
    """
    return record.restore(_objects(file, where))


def _objects(file: IO[str], where: str) -> Iterator[dict[str, Any]]:
    try:
        for line in file:
            value = json.loads(line)
            if not isinstance(value, dict):
                raise ValueError("no object")
            yield value
    except (ValueError, RecursionError) as error:
        message = f"{where} is no export of a whole record, or a damaged one: nothing was kept ({error})"
        raise InputError(Problem("bad-record-export", message, where)) from error
