"""Proper names of a text by rule: capitals, titles, particles, known given names. A fallback and a second opinion."""

from __future__ import annotations

import re

from sayso.reading.context import Name
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.given_names import given_names
from sayso.reading.speakers.name_runs import Found, is_function, name_run
from sayso.reading.speakers.tokens import Tokens, scan
from sayso.spans import Span

# Endings of words that open sentences without being names.
_PLAIN_ENDINGS = ("ly", "ers", "ors", "ists", "ees", "ants", "ents", "ians", "ing")
_NICKNAME = re.compile(r" [\"“'‘(]$")
_PARTY_TAG = re.compile(r"[RDI]-[A-Z]")
_NEW = {
    "York",
    "Jersey",
    "Mexico",
    "Hampshire",
    "Zealand",
    "Orleans",
    "Delhi",
    "Yorker",
    "Republic",
    "England",
    "America",
}
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


def names_by_rule(text: str) -> tuple[Name, ...]:
    """Proper names in text order, without titles and possessive endings, by capitalisation and title evidence.

    A capital that opens a sentence counts only with other evidence; a line in title case or capitals yields only
    names that the rest of the text knows, unless the text has no other lines.
    """
    return tuple(Name(Span.of(text, f.start, f.end), f.kind) for f in find_names(text, scan(text)))


def find_names(text: str, tokens: Tokens) -> list[Found]:
    """As :func:`names_by_rule`, with the evidence that the rules saw."""
    shouting = _headline_lines(text, tokens)
    known = _known_words(tokens, shouting)
    out: list[Found] = []
    i, n = 0, len(tokens.words)
    while i < n:
        if not _may_start(tokens, i, known, shouting[i]):
            i += 1
            continue
        j = _run_end(text, tokens, i, known, shouting[i])
        out.extend(name_run(text, tokens, i, j))
        i = j
    return out


def _headline_lines(text: str, tokens: Tokens) -> list[bool]:
    """For each word, whether its line is set in title case or capitals."""
    flags = [False] * len(tokens.words)
    at = 0
    while at < len(flags):
        stop = text.find("\n", tokens.starts[at])
        end = tokens.first_from(stop if stop >= 0 else len(text))
        long = [w for w in tokens.words[at:end] if len(w) > 3 and w[0].isalpha()]
        capital = sum(1 for w in long if w[0].isupper())
        plain = sum(1 for w in tokens.words[at:end] if w[0].islower() and len(w) > 2 and w not in lex.FUNCTION)
        if 3 <= len(long) <= 30 and capital >= 0.75 * len(long) and end - at > 3 and not plain:
            flags[at:end] = [True] * (end - at)
        at = max(end, at + 1)
    return flags


def _known_words(tokens: Tokens, shouting: list[bool]) -> set[str]:
    """Words seen capitalised where no sentence opens, and never in lower case."""
    out: set[str] = set()
    lower: set[str] = set()
    for word, opening, loud in zip(tokens.words, tokens.opening, shouting, strict=True):
        if not word[0].isupper():
            lower.add(word)
        elif not opening and not loud:
            out.add(word)
    return {w for w in out if w.lower() not in lex.FUNCTION and (w.lower() not in lower or w.isupper())}


def _may_start(tokens: Tokens, i: int, known: set[str], loud: bool) -> bool:
    word = tokens.words[i]
    if not (word[0].isupper() or (word[:3].lower() == "al-" and word[3:4].isupper())):
        return word[0] == "@" and len(word) > 1
    low = word.lower()
    if word == "New" and i + 1 < len(tokens.words) and tokens.words[i + 1] in _NEW:
        return True
    if low in lex.CALENDAR or _PARTY_TAG.match(word):
        return False
    if is_function(low) and not (word.isupper() and len(word) > 1 and not loud):
        return False
    if word == "US":
        return True
    if loud:
        return word in known or word.capitalize() in known
    if not tokens.opening[i]:
        return True
    if word in known or low in given_names() or low.rstrip(".") in lex.ABBREVIATED or low.rstrip(".") in lex.HONORIFICS:
        return True
    if low in lex.GROUP_NOUNS or low.endswith(_PLAIN_ENDINGS):
        return i + 1 < len(tokens.words) and tokens.words[i + 1][0].isupper() and low not in lex.GROUP_NOUNS
    return True


def _run_end(text: str, tokens: Tokens, i: int, known: set[str], loud: bool) -> int:
    """One past the last word of the capitalised run that starts at word ``i``."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    j = i + 1
    n = len(words)
    while j < n and not tokens.possessive[j - 1]:
        gap = text[ends[j - 1] : starts[j]]
        word = words[j]
        low = word.lower()
        if gap == ", " and low.rstrip(".") in _SUFFIXES | {"inc", "llc"}:
            j += 1
            continue
        if gap == " & ":
            j += 1
            continue
        if (
            _NICKNAME.match(gap)
            and j + 1 < n
            and word[0].isupper()
            and text[ends[j] : starts[j + 1]] in ('" ', "” ", "' ", "’ ", ") ")
        ):
            if words[j + 1][0].isupper() and text[starts[j] - 1] != "(":
                j += 2
                continue
            break
        if gap not in (" ", "\u00a0", "  "):
            break
        if word[0].isupper() or (word[:3].lower() == "al-" and word[3:4].isupper()):
            if low == "may" and words[j - 1].lower() in given_names():
                j += 1
                continue
            if low in lex.CALENDAR:
                break
            if is_function(low) and not word.isupper() and low not in {"will", "best", "near", "new"}:
                body = any(w.lower() in lex.ORGANISATION_OPENERS for w in words[i:j])
                if not (body and j + 1 < n and words[j + 1][0].isupper() and not tokens.opening[j]):
                    break
            if loud and word not in known and word.capitalize() not in known:
                break
            j += 1
            continue
        step = _connector(text, tokens, i, j)
        if not step:
            break
        j += step
    return j


def _connector(text: str, tokens: Tokens, i: int, j: int) -> int:
    """How many words from ``j`` on carry the run of words ``i:j`` further (0: it ends there)."""
    words = tokens.words
    low = words[j].lower()
    n = len(words)

    def capital(k: int) -> bool:
        return (
            k < n and words[k][0].isupper() and text[tokens.ends[k - 1] : tokens.starts[k]] == " " and words[k] != "I"
        )

    if low in lex.PARTICLES and low not in {"y", "e"} and capital(j + 1):
        return 2
    if low in lex.PARTICLES and j + 1 < n and words[j + 1].lower() in lex.PARTICLES and capital(j + 2):
        return 3
    before = words[j - 1].lower()
    body = any(w.lower() in lex.ORGANISATION_OPENERS for w in words[i:j])
    if low == "on" and before not in {"committee", "commission", "council", "conference", "subcommittee"}:
        return 0
    if low in {"of", "for", "on", "to", "against"} and (body or before in {"secretary", "minister"}):
        skip = 2 if j + 1 < n and words[j + 1].lower() == "the" else 1
        if low != "of" and not body:
            return 0
        if capital(j + skip) and words[j + skip].lower() not in lex.CALENDAR:
            return skip + 1
    if low == "and" and body and any(w.lower() == "of" for w in words[i:j]) and capital(j + 1):
        left = words[j - 1].lower()
        return (
            2
            if left in {"health", "housing", "science", "food", "veterans", "foreign", "arts", "trade", "energy"}
            else 0
        )
    return 0
