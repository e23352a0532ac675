"""Interviews and hearings printed as turns (``Q: …``, ``THE CHAIR: …``): each is a statement of the one it names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from sayso.model import Document, Statement
from sayso.reading.context import Context
from sayso.reading.kind import kind_of
from sayso.spans import Span, merge_ranges

CONFIDENCE = 0.93
"""Of a turn: right were 35 of 37 in the four PolNeAR articles where people marked turns, 20 of 21 in our own slice."""
LEAST_TURNS = 3

_TURN = re.compile(
    r"^[ \t]*[\"“]?(?P<label>(?:[A-Z][\w.'’-]*)(?:[ \t]+(?:[A-Z][\w.'’-]*|of|the|de|van|al|and)){0,4})(?P<colon>:)"
    r"[ \t]+(?P<words>\S.*?)[ \t\r]*$",
    re.MULTILINE,
)
_NO_SPEAKER = re.compile(
    r"(?:the facts?|facts?|fact check|note|update|updated|photo|image|video|watch|read|related|sources?|correction|"
    r"breaking|editor|analysis|opinion|more|also|tags?|topics?|location|date|time|where|when|who|what|why|how|subject|"
    r"from|to|re|cc|ps)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: who is named, the colon, and the words after it."""

    label: Span
    colon: Span
    words: Span


def find_turns(document: Document) -> list[Turn]:
    """The turns of a transcript, in order; none where fewer than three lines look like turns.

    Labels in capitals (or ``Q`` and ``A``) make a transcript by themselves if one of them comes back or two differ;
    labels such as ``Ana Farrant`` must come back, for lines of other sorts begin like that too.
    """
    found = []
    for match in _TURN.finditer(document.text):
        label = match["label"]
        if _NO_SPEAKER.match(label) or any(f.start < match.end() and match.start() < f.end for f in document.furniture):
            continue
        start, end = match.span("words")
        spans = (match.span("label"), match.span("colon"), (start, end))
        found.append(Turn(*(document.span(a, b) for a, b in spans)))
    counts = Counter(turn.label.exact for turn in found)
    turns = [t for t in found if t.label.exact.isupper() or (counts[t.label.exact] > 1 and _spoken(t.words.exact))]
    labels = {t.label.exact for t in turns}
    if len(turns) < LEAST_TURNS or (len(labels) < 2 and max(counts.values()) < LEAST_TURNS):
        return []
    return turns


def _spoken(words: str) -> bool:
    """Whether words look spoken and not like a list's entry: no figure first, a sentence's end last."""
    return not words[0].isdigit() and words[-1] in '.!?…"”’)—–-'


def take_turns(context: Context) -> tuple[Statement, ...]:
    """The statements with one for each turn; what was found inside a turn's words is nested in it.

    A statement that takes a whole turn for its own content, or runs over several turns, is the network's guess at the
    same thing and gives way.
    """
    turns = find_turns(context.document)
    if not turns:
        return context.statements
    taken = merge_ranges((t.words.start, t.words.end) for t in turns)
    out: list[Statement] = []
    for number, turn in enumerate(turns):
        out.append(
            Statement(
                id=f"turn{number}",
                kind=kind_of(context.document.text, (turn.words,)),
                sources=(turn.label,),
                cues=(turn.colon,),
                contents=(turn.words,),
                confidence=CONFIDENCE,
            )
        )
    for statement in context.statements:
        own = tuple(c for c in statement.contents if not _touches(c, taken))
        turn_at = next((i for i, t in enumerate(turns) if all(t.words.contains(c) for c in statement.contents)), None)
        if turn_at is not None:
            covered = sum(c.end - c.start for c in statement.contents)
            outside = [s for s in (*statement.sources, *statement.cues) if not turns[turn_at].words.contains(s)]
            if not outside and covered < 0.8 * len(turns[turn_at].words.exact):
                out.append(statement if statement.within else replace(statement, within=f"turn{turn_at}"))
        elif own:
            out.append(replace(statement, contents=own))
    return tuple(sorted(out, key=lambda s: s.start))


def _touches(span: Span, ranges: list[tuple[int, int]]) -> bool:
    return any(span.start < b and a < span.end for a, b in ranges)
