"""Readings to JSON: one object a line, or one indented array. Safe to print on a terminal and to split into lines."""

from __future__ import annotations

import json
import re

from sayso.interchange import reading_to_json
from sayso.model import Reading

# Beyond what JSON asks for: terminal controls (C1), what some programs take for line ends, and lone surrogates, which
# UTF-8 cannot carry. Outside ASCII these stand inside strings only, so that escaping them keeps the value.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def json_line(reading: Reading, *, explain: bool = False) -> str:
    """One reading as Reading JSON on one line, without a line end."""
    return _safe(json.dumps(reading_to_json(reading, explain=explain), ensure_ascii=False))


class JsonArray:
    """One indented JSON array, a piece at a time: concatenated, the pieces are the array."""

    def __init__(self, *, explain: bool = False) -> None:
        self._explain = explain
        self._begun = False

    def add(self, reading: Reading) -> str:
        """The piece with one more reading."""
        before = ",\n" if self._begun else "[\n"
        self._begun = True
        return before + _safe(json.dumps(reading_to_json(reading, explain=self._explain), ensure_ascii=False, indent=2))

    def end(self) -> str:
        """The piece that closes the array."""
        return "\n]\n" if self._begun else "[]\n"


def _safe(dumped: str) -> str:
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", dumped)
