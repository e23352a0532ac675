"""What a person types to look for words, as a query that both stores understand. No input is an error.

``territorial exchange``  both words · ``"territorial exchange"``  the phrase · ``negotiat*``  words that begin so ·
``ceasefire OR truce``  either · ``-sanctions``  without
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST_TERMS = 32
"""Terms of one query that are looked for; the rest of a longer one is left aside."""
_MOST_WORDS = 64
_LONGEST = 4_000

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r'(?P<without>-)?(?:"(?P<phrase>[^"]*)"?|(?P<bare>[^\s"]+))(?P<prefix>\*)?')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after another.

    Attributes:
        words: letters and digits only, without diacritics; never empty.
        prefix: whether the last one may go on.
    """

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class WordQuery:
    """Terms to be found.

    Attributes:
        groups: of each group at least one term must stand there.
        without: none of these may.
    """

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to be found (what must be absent alone finds nothing)."""
        return bool(self.groups)

    @property
    def plain(self) -> str:
        """The words that are looked for, without signs: what the query's meaning is taken from."""
        return " ".join(word for group in self.groups for term in group for word in term.words)


def parse_words(text: str) -> WordQuery:
    """The query in ``text``; signs that mean nothing are passed over."""
    groups: list[list[Term]] = []
    without: list[Term] = []
    either = False
    for piece in _PIECE.finditer(text[:_LONGEST].translate(_QUOTES)):
        if len(groups) + len(without) >= MOST_TERMS:
            break
        if piece["bare"] == "OR":
            either = bool(groups)
            continue
        raw = piece["phrase"] if piece["phrase"] is not None else piece["bare"]
        words = plain_words(raw)[:_MOST_WORDS]
        if not words:
            continue
        term = Term(words, bool(piece["prefix"]) or (piece["bare"] or "").endswith("*"))
        if piece["without"]:
            without.append(term)
        elif either:
            groups[-1].append(term)
        else:
            groups.append([term])
        either = False
    return WordQuery(tuple(map(tuple, groups)), tuple(without))


def plain_words(text: str) -> tuple[str, ...]:
    """The words of ``text`` as the indexes hold them before stemming: no case, no diacritics, letters and digits."""
    stripped = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return tuple(word.lower() for word in _WORD.findall(stripped))


def fts5(query: WordQuery, speaker: tuple[str, ...] = ()) -> str | None:
    """The FTS5 expression of ``query`` by a speaker with the given words in their name; ``None`` if it asks nothing."""
    parts = ["(" + " OR ".join(_fts5_term(term) for term in group) + ")" for group in query.groups]
    if speaker:
        parts.append("speaker_name : (" + " AND ".join(f'"{word}"' for word in speaker) + ")")
    if not parts:
        return None
    expression = " AND ".join(parts)
    for term in query.without:
        expression = f"({expression}) NOT {_fts5_term(term)}"
    return expression


def _fts5_term(term: Term) -> str:
    return '"' + " ".join(term.words) + '"' + ("*" if term.prefix else "")


def tsquery(query: WordQuery, speaker: tuple[str, ...] = ()) -> str | None:
    """The same for PostgreSQL's ``to_tsquery``."""
    parts = ["(" + " | ".join(_tsquery_term(term) for term in group) + ")" for group in query.groups]
    parts.extend(f"'{word}':B" for word in speaker)
    if not parts:
        return None
    return " & ".join([*parts, *(f"!{_tsquery_term(term)}" for term in query.without)])


def _tsquery_term(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    if term.prefix:
        words[-1] += ":*"
    return "(" + _joined(words) + ")"


def _joined(words: Iterable[str]) -> str:
    return " <-> ".join(words)
