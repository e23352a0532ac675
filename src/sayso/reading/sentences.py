"""Sentence and paragraph ranges of a document: exact code-point offsets, furniture left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sayso.model import Document
from sayso.spans import complement_ranges

Range = tuple[int, int]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# A full stop after one of these ends no sentence by itself.
_ABBREVIATIONS = _words(
    "mr mrs ms dr prof sen sens rep reps gov govs gen col lt maj capt cmdr adm sgt cpl pvt rev hon pres supt insp "
    "st ste ft mt vs v no nos art fig vol dept univ assn bros ave blvd rd approx est al etc eg ie cf messrs mme mlle "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun amb atty det sr "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa "
    "tenn tex va vt wash wis wyo"
)
# Those that are words, too: abbreviations only with a capital.
_ALSO_WORDS = _words("art fig sat sun wed mar ill ore wash mass mo miss ind gen del hon ft pa id am det est")
# Abbreviations that often do end a sentence: they do when a capitalised function word or a quotation follows.
_CLOSERS = _words("inc co corp ltd llc plc jr u.s u.k u.n e.u d.c p.m a.m ph.d b.c a.d")
_STARTERS = _words(
    "the a an he she it they we i you this that these those there but and or so in on at as if when while for to by "
    "his her its their our my with from after before since although though however still yet not no what who how why "
    "where asked according speaking last earlier later also even some many most one two"
)
_END = re.compile(r"(?:[.!?…]+)[\"'”’»)\]]*(?=\s|$)")
_QUOTES = "\"'”’»)]"
_BLANKS = " \t\r\n\f\v\u00a0\u2028\u2029\u200b"
_BREAK = re.compile(r"[^\S\n]*(?:\r?\n|\u2029)(?:[^\S\n]*(?:\r?\n))*")
_WORD_BEFORE = re.compile(r"[\w.&'’-]*$")
_NEXT = re.compile(r"[\"'“‘«(\[]*(\w+)?")


def paragraph_ranges(document: Document) -> tuple[Range, ...]:
    """Paragraphs in order: stretches between blank lines, or between line breaks where the text has no blank line.

    Blanks at both ends are left out, and so is furniture, which parts the paragraph it stands in.
    """
    return tuple(_paragraphs(document))


def sentence_ranges(document: Document) -> tuple[Range, ...]:
    """Sentences in order, none of them crossing a paragraph or a piece of furniture.

    A sentence ends after ``. ! ? …`` with the quotation marks and brackets that close there; not after a known
    abbreviation or an initial, nor where the next word goes on in lower case (``"Why?" she asked``).
    """
    return tuple(s for p in _paragraphs(document) for s in _split(document.text, *p))


def _paragraphs(document: Document) -> Iterator[Range]:
    text = document.text
    hard = _hard_wrapped(text)
    for start, end in complement_ranges(((f.start, f.end) for f in document.furniture), len(text)):
        at = start
        for match in _BREAK.finditer(text, start, end):
            if hard and match[0].count("\n") < 2:
                continue
            yield from _trimmed(text, at, match.start())
            at = match.end()
        yield from _trimmed(text, at, end)


def _hard_wrapped(text: str) -> bool:
    """Whether lines are broken at a fixed width, blank lines parting the paragraphs."""
    lines = [line for line in text.splitlines() if line.strip()]
    if "\n\n" not in text.replace("\r", "") or len(lines) < 6:
        return False
    single = text.replace("\r", "").split("\n")
    runs = sum(1 for a, b in pairwise(single) if a.strip() and b.strip())
    return runs > len(lines) // 2 and max(map(len, lines)) <= 120


def _split(text: str, start: int, end: int) -> Iterator[Range]:
    at = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends(text, at, match, end):
            yield from _trimmed(text, at, match.end())
            at = match.end()
    yield from _trimmed(text, at, end)


def _ends(text: str, at: int, match: re.Match[str], end: int) -> bool:
    stop = match.end()
    while stop < end and text[stop] in _BLANKS:
        stop += 1
    following = _NEXT.match(text, stop, end)
    word = (following[1] if following else None) or ""
    if word[:1].islower():
        return False
    if match[0][0] != "." or match[0].startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(at, match.start() - 24), match.start())
    token = (before[0] if before else "").strip(_QUOTES).lower()
    if len(match[0]) > 1:  # a closing mark stands behind the full stop
        return token not in _ABBREVIATIONS
    if token in _CLOSERS:
        return word.lower() in _STARTERS or text[stop : stop + 1] in {'"', "“", "«"}
    if token in _ABBREVIATIONS:
        written = before[0] if before else ""
        if token in ("no", "nos"):
            return not text[stop : stop + 1].isdigit()
        return token in _ALSO_WORDS and written.islower()
    return not (len(token) == 1 and token.isalpha() and token != "i")


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    if start < end:
        yield start, end
