"""Articles with their statements marked in the text: ``<s1>source</s1> <c1>cue</c1> <q1>content</q1>``."""

from __future__ import annotations

import re

from sayso.model import Document, Furniture, Speaker, Statement
from sayso.reading.context import Context, Name
from sayso.reading.sentences import paragraph_ranges, sentence_ranges
from sayso.reading.speakers import resolve_speakers
from sayso.spans import Span

_TAG = re.compile(r"<(/?)([scq])(\d+)>")


def context_of(marked: str, *, names: tuple[Name, ...] = (), furniture: tuple[Furniture, ...] = ()) -> Context:
    """The article without its marks, and the statements that they name; one inside another's content is nested."""
    text, at, opened = "", 0, {}
    spans: dict[int, dict[str, list[tuple[int, int]]]] = {}
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        key = (tag[2], int(tag[3]))
        if tag[1]:
            spans.setdefault(key[1], {"s": [], "c": [], "q": []})[key[0]].append((opened.pop(key), len(text)))
        else:
            opened[key] = len(text)
    text += marked[at:]
    document = Document(text, furniture=furniture)
    statements = []
    for number, parts in sorted(spans.items()):
        sources, cues, contents = (tuple(Span.of(text, a, b) for a, b in parts[k]) for k in "scq")
        statements.append(
            Statement(
                f"s{number}", _kind(contents), sources, cues, contents, _outer(number, parts, spans), confidence=0.9
            )
        )
    statements.sort(key=lambda s: s.start)
    return Context(document, tuple(statements), names, sentence_ranges(document), paragraph_ranges(document))


def speakers(marked: str) -> list[Speaker]:
    """The speakers of a marked article's statements, in the order of their numbers."""
    done = sorted(resolve_speakers(context_of(marked)), key=lambda s: int(s.id[1:]))
    return [s.speaker for s in done if s.speaker is not None]


def names(marked: str) -> list[str | None]:
    """The speakers' names, in the order of the statements' numbers."""
    return [s.name for s in speakers(marked)]


def _kind(contents: tuple[Span, ...]) -> str:
    marks = [c.exact[0] in '“"' and c.exact.rstrip()[-1] in '”"' for c in contents]
    return "direct" if contents and all(marks) else "mixed" if any("“" in c.exact for c in contents) else "indirect"


def _outer(number: int, parts: dict, spans: dict) -> str | None:
    mine = [p for k in "scq" for p in parts[k]]
    holding = [
        (end - start, other)
        for other, theirs in spans.items()
        if other != number
        for start, end in theirs["q"]
        if all(start <= a and b <= end for a, b in mine)
    ]
    return f"s{min(holding)[1]}" if holding else None
