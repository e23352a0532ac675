"""Bytes of plain text to code points: which encoding they are in, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sayso.errors import Problem
from sayso.sources.furniture_lines import kind_of_line

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of what people hand over by mistake. A wrong name here would refuse a report, so only sure ones.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"RIFF", "a sound, picture or film file"),
)
_SAMPLE = 65_536
# Control codes that no text has, however it came to be: all of C0 but NUL, bell to carriage return, and escape.
_CONTROLS = bytes([*range(1, 7), *range(14, 27), *range(28, 32), 127])
_MOST_CONTROLS = 0.01
_MOST_NULS = 0.05
_HIGH_BYTES = bytes(range(128, 256))
# Curved quotes, dashes and the ellipsis, as Windows-1252 and the old Macintosh wrote them.
_CP1252_MARKS = b"\x85\x91\x92\x93\x94\x96\x97"
_MAC_MARKS = b"\xc9\xd0\xd1\xd2\xd3\xd4\xd5"


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
    """Decode by byte-order mark, as UTF-8, by the ``declared`` encoding, or by the likeliest of the old ones.

    Valid UTF-8 wins over a declaration, since text in another encoding is hardly ever valid UTF-8 and declarations
    are often left over. Nothing is altered after decoding; a byte-order mark is no part of the text.
    Problems: ``binary`` (no text then), ``mixed-encoding``, ``replaced-characters``.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, where)
    if (what := _binary(data)) is not None:
        return Decoded(None, None, (binary(where, what),))
    if (wide := _wide_without_mark(data)) is not None:
        return _decoded(data, wide, where)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        # Before the declaration: bytes that are UTF-8 but for a pasted word would be garbled by any other.
        return Decoded(_mixed_text(data), "utf-8", (_mixed(where),))
    known = _known(declared)
    if known not in (None, "utf-8", "ascii"):
        return _decoded(data, str(known), where)
    return _decoded(data, _old_encoding(data), where)


def binary(where: str | None, what: str = "binary data") -> Problem:
    """The problem of an input that is no text."""
    return Problem("binary", f"{where or 'the input'} is {what}, not text: save it as plain text or HTML", where)


def _binary(data: bytes) -> str | None:
    """What kind of binary data these bytes are; ``None`` if they can be text."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(sample) and controls > 3:
        return "binary data"
    nuls = sample.count(0)
    if nuls > _MOST_NULS * len(sample) and nuls > 3 and _wide_without_mark(data) is None:
        return "binary data"
    return None


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark: in Latin text every other byte is NUL."""
    sample = data[: _SAMPLE & ~1]
    half = len(sample) // 2
    if half < 8 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether bytes that are no valid UTF-8 are so but for a few, with more good sequences than bad bytes."""
    text = data.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= ch <= "\udcff" for ch in text)
    good = sum(ch > "\x7f" for ch in text) - bad
    return good > bad


def _mixed(where: str | None) -> Problem:
    name = where or "the input"
    return Problem(
        "mixed-encoding",
        f"{name} mixes UTF-8 with another encoding, taken for Windows-1252: check its accents and quotation marks",
        where,
    )


def _decoded(data: bytes, encoding: str, where: str | None) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if not lost or lost == _own_replacements(data, encoding):
        return Decoded(text, encoding)
    name = where or "the input"
    message = f"{name}: {lost} characters are not valid {encoding} and show as \ufffd: save it as UTF-8"
    return Decoded(text, encoding, (Problem("replaced-characters", message, where),))


def _own_replacements(data: bytes, encoding: str) -> int:
    """How many replacement characters the input itself holds, already lost before it came here."""
    return data.decode(encoding, "ignore").count("\ufffd")


def _known(declared: str | None) -> str | None:
    """Python's name of a declared encoding; the web's reading of ``latin-1`` is Windows-1252."""
    try:
        name = codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    # Codecs such as "rot13" or "zlib" turn no bytes into text.
    return name if getattr(codecs.lookup(name), "_is_text_encoding", True) else None


def _old_encoding(data: bytes) -> str:
    """The likeliest encoding of bytes that declare none and are no UTF-8."""
    high = len(data) - len(data.translate(None, _HIGH_BYTES))
    if high > 0.3 * len(data) and high > 30:
        # Text in another script: a statistical guess is better than a certain garble.
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SAMPLE]).best()
        return best.encoding if best is not None else "cp1252"
    windows = sum(data.count(mark) for mark in _CP1252_MARKS)
    macintosh = sum(data.count(mark) for mark in _MAC_MARKS)
    return "mac_roman" if macintosh > 2 and windows == 0 else "cp1252"


def _mixed_text(data: bytes) -> str:
    """UTF-8, and Windows-1252 where it is not that."""
    text = data.decode("utf-8", "surrogateescape")
    return _STRAY.sub(lambda run: run[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)


_STRAY = re.compile("[\udc80-\udcff]+")
_FINAL = re.compile(r"[.?!:;,…][\"'”’)\]]*$")
_WORD = re.compile(r"[^\W\d_]")


def headline(text: str) -> str | None:
    """The headline that a plain text begins with: a short first line, no sentence, a blank line after it."""
    start = len(text) - len(text.lstrip("\ufeff\r\n \t"))
    lines = re.split(r"\r\n|\r|\n", text[start : start + 2_000], maxsplit=2)
    if len(lines) < 3 or lines[1].strip() or not lines[2].strip():
        return None
    first = lines[0].strip()
    words = first.split()
    if not 3 <= len(words) <= 25 or len(first) > 160 or _FINAL.search(first) or not _WORD.search(first):
        return None
    # A sentence that lost its full stop, a by-line or a dateline is no headline.
    if words[0][:1].islower() or kind_of_line(first) is not None:
        return None
    return first
