"""Bytes of plain text to code points: which encoding they are in, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sayso.errors import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """What bytes say.

    Attributes:
        text: the text; ``None`` when the bytes are no text.
        encoding: Python's name of the encoding they were taken to be in.
        problems: what was wrong with them.
    """

    text: str | None
    encoding: str | None
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, *, declared: str | None = None, where: str | None = None) -> Decoded:
    """Decode ``data`` by byte-order mark, as UTF-8, by the ``declared`` encoding, or as Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return Decoded(data.decode("cp1252", "replace"), "cp1252")


_FINAL = re.compile(r"[.?!:;,…][\"'”’)\]]*$")


def headline(text: str) -> str | None:
    """The headline that a plain text begins with, if its first line looks like one."""
    first, _, rest = text.lstrip("\ufeff\r\n \t").partition("\n")
    first = first.strip()
    if not 3 <= len(first.split()) <= 25 or len(first) > 160 or _FINAL.search(first):
        return None
    following, _, body = rest.partition("\n")
    return first if not following.strip() and body.strip() else None
