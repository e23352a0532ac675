"""One key for the many Latin spellings of a name: Zelensky, Zelenskiy, Zelenskyy and Zelenskii are one."""

from __future__ import annotations

import re
import unicodedata

_FOLDED = str.maketrans({"’": "", "'": "", ".": "", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss"})
_FINAL_Y = re.compile(r"(?:[iy][iyj]|[iy])$")
_INNER_Y = re.compile(r"(?:[iy][iyj]|[yj])(?=.)")
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
"""What can stand after a name and is no part of it."""


def name_key(name: str) -> list[str]:
    """The spelling keys of the words of a person's name, without suffixes such as Jr."""
    words = [w for w in name.replace(",", "").split() if w]
    while len(words) > 1 and words[-1].lower().rstrip(".") in SUFFIXES:
        words.pop()
    return [spelling_key(w) for w in words] or [""]


def spelling_key(word: str) -> str:
    """One key for the spellings of a name in Latin letters."""
    plain = word.lower().translate(_FOLDED)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode() or plain
    plain = _INNER_Y.sub("i", _FINAL_Y.sub("y", plain))
    return plain.replace("kh", "h").replace("ie", "e").replace("ts", "c").replace("ks", "x")


_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("dzh", "j"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"),
    ("dh", "d"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v"), ("x", "ks"), ("tz", "ts"), ("cz", "c"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ie", "i"), ("y", "i"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")


def sound_key(word: str) -> str:
    """A looser key, for names carried over from another alphabet: Jelkan and Zhelkan, Qaddafi and Kadhafi are one.

    Args:
        word: in plain small letters.
    """
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _TWICE.sub(r"\1", word)


def consonants(word: str) -> str:
    """A word's consonants, by which names are found that spelling or sound keys may take for one, and some others."""
    return re.sub(r"[aeiouyj]", "", sound_key(word)).replace("ts", "c").replace("h", "") or word[:1]
