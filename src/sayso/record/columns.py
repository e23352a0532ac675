"""Column types that keep any Python string exactly, on stores that cannot hold every code point."""

from __future__ import annotations

import re

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

# PostgreSQL refuses U+0000 and neither store holds lone surrogates. U+FDD0 is a noncharacter that no text should
# carry: it marks the code points that are written out, itself among them.
_MARK = "\ufdd0"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff\ufdd0]")
_WRITTEN_OUT = re.compile(_MARK + "([0-9a-f]{4})")


def storable(words: str) -> str:
    """``words`` with NUL, lone surrogates and U+FDD0 written out as U+FDD0 and four hexadecimal digits."""
    if not _UNSTORABLE.search(words):
        return words
    return _UNSTORABLE.sub(lambda m: f"{_MARK}{ord(m.group()):04x}", words)


def stored(words: str) -> str:
    """The string that :func:`storable` was given."""
    return _WRITTEN_OUT.sub(lambda m: chr(int(m.group(1), 16)), words) if _MARK in words else words


class Verbatim(TypeDecorator[str]):
    """Text of which every code point comes back as it went in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Python to store."""
        return None if value is None else storable(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Store to Python."""
        return None if value is None else stored(value)
