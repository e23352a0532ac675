"""Statements within statements: "A said that B had denied C" holds B's denial of C inside A's content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.model import Explanation, Kind, Statement
from sayso.reading.context import Context
from sayso.reading.kind import kind_of
from sayso.reading.nested_frames import (
    BEGINS_CONTENT,
    CLAUSE_END,
    FRAME,
    HEARER,
    LEAD,
    LEAST,
    NO_SPEAKERS,
    NOMINAL,
    REPORTS,
    SAYS,
    SELF,
)
from sayso.spans import Span


def find_nested(context: Context) -> tuple[Statement, ...]:
    """The statements together with those that stand inside their contents, in text order.

    Old statements keep their ids; one that lies wholly inside another's content gets its ``within``. New ones are named
    ``n1``, ``n2`` … and carry source, cue, content, kind and a confidence; other fields are left to the resolvers.
    Only frames with a named or described source of their own count: "he said he hoped" is one statement, not two.
    """
    old = _mark_within(context.statements)
    text = context.document.text
    found: list[Statement] = []
    taken = [(c.start, c.end) for s in old for c in ((*s.cues, *s.contents) if s.within else s.cues)]
    for outer in old:
        if outer.within is not None or not outer.contents:
            continue
        for inner in _inside(text, outer):
            piece = inner.cues[0]
            if any(a < piece.end and piece.start < b for a, b in taken):
                continue
            taken += [(c.start, c.end) for c in inner.cues]
            found.append(inner)
    found.sort(key=lambda s: s.start)
    named = [replace(s, id=f"n{i}") for i, s in enumerate(found, start=1)]
    return tuple(sorted((*old, *named), key=lambda s: (s.start, -max((c.end for c in s.contents), default=0))))


def _mark_within(statements: tuple[Statement, ...]) -> list[Statement]:
    out = []
    for statement in statements:
        holder = None
        if statement.within is None and statement.cues and statement.contents:
            mine = (*statement.cues, *statement.contents)
            holders = [
                other
                for other in statements
                if other is not statement
                and other.id
                and all(any(c.contains(span) for c in other.contents) for span in mine)
            ]
            holder = min(holders, key=lambda o: sum(c.end - c.start for c in o.contents), default=None)
        out.append(replace(statement, within=holder.id) if holder else statement)
    return out


def _inside(text: str, outer: Statement) -> Iterator[Statement]:
    speaker = " ".join(s.exact for s in outer.sources)
    for content in outer.contents:
        if content.end - content.start < 3 * LEAST:
            continue
        for pattern, confidence in ((FRAME, 0.75), (NOMINAL, 0.7), (REPORTS, 0.6)):
            for match in pattern.finditer(content.exact):
                inner = _frame(text, outer, content, match, speaker, confidence)
                if inner is not None:
                    yield inner


def _frame(
    text: str, outer: Statement, content: Span, match: re.Match[str], speaker: str, confidence: float
) -> Statement | None:
    begin = content.start
    pattern_is_clause = match.re is FRAME
    source: Span | None = None
    if "source" in match.re.groupindex:
        first, last = match.span("source")
        if lead := LEAD.match(match["source"]):
            first += lead.end()
        words = content.exact[first:last].split()
        if (
            not words
            or words[0].lower() in NO_SPEAKERS
            or SELF & {re.split("[’']", w.lower())[0] for w in words}
            or _same(words, speaker)
        ):
            return None
        if pattern_is_clause and words[-1].endswith(("’s", "'s", "s’", "s'")):
            return None  # "Venn's proposed cuts" is a thing, no saying
        source = Span.of(text, begin + first, begin + last)
    cue_start, cue_end = match.span("cue")
    while cue_start < cue_end and content.exact[cue_start].isspace():
        cue_start += 1
    cue = Span.of(text, begin + cue_start, begin + cue_end)
    if source is not None and cue.exact.split()[-1] in SAYS and (before := _quoted_before(text, content, source.start)):
        return _nested(outer, source, cue, before, speaker, confidence)
    rest = match.end("cue")
    if cue.exact.split()[-1] in ("told", "tells", "assured", "assures", "promised") and (
        hearer := HEARER.match(content.exact, rest)
    ):
        rest = hearer.end()
    if gap := BEGINS_CONTENT.match(content.exact, rest):
        rest = gap.end()
    stop = len(content.exact)
    if (end := CLAUSE_END.search(content.exact, rest + 1)) and end.start() - rest >= LEAST:
        stop = end.start()
    stop = _before_stray_mark(content.exact, rest, stop)
    while stop > rest and content.exact[stop - 1] in " \u00a0\n,":
        stop -= 1
    if stop - rest < LEAST:
        return None
    return _nested(outer, source, cue, Span.of(text, begin + rest, begin + stop), speaker, confidence)


def _quoted_before(text: str, content: Span, offset: int) -> Span | None:
    """The quotation that closes right ahead of ``offset`` inside ``content`` ("“…,” Venn said, according to …")."""
    end = offset
    while end > content.start and text[end - 1] in " \u00a0":
        end -= 1
    if end <= content.start or text[end - 1] not in '”"»' or end - content.start < LEAST:
        return None
    return Span.of(text, content.start, end)


def _nested(
    outer: Statement, source: Span | None, cue: Span, content: Span, speaker: str, confidence: float
) -> Statement:
    why = f"“{' '.join(cue.exact.split())}” inside what is attributed to {speaker or 'the outer source'}"
    return Statement(
        id="",
        kind=_kind(content),
        sources=(source,) if source else (),
        cues=(cue,),
        contents=(content,),
        within=outer.id,
        confidence=round(confidence * outer.confidence, 4),
        explanations=(Explanation("within", confidence, why),),
    )


def _before_stray_mark(words: str, start: int, end: int) -> int:
    """``end``, or where a quotation mark closes that was not opened inside ``start:end``."""
    depth = 0
    for at in range(start, end):
        if words[at] in "“«":
            depth += 1
        elif words[at] in "”»":
            if not depth:
                return at
            depth -= 1
    return end


def _same(words: list[str], speaker: str) -> bool:
    """Whether the inner source repeats the outer one ("Venn said Venn's side hoped")."""
    last = re.sub(r"[’']s$", "", words[-1])
    return bool(last) and re.search(rf"\b{re.escape(last)}\b", speaker) is not None


def _kind(content: Span) -> Kind:
    """The kind by the marks inside the outer content: the outer quotation's marks say nothing of inner words."""
    return kind_of(content.exact, [Span(0, len(content.exact), content.exact)])
