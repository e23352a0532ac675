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
