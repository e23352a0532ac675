"""The reporting around statements: which words are told by the article itself, and whose cue they go with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from sayso.model import Statement
from sayso.reading.context import Context
from sayso.spans import Span

_PARTING = re.compile(r";|, (?:while|but|whereas|although|though)\b|\bwhile\b|, (?:and|who|which)\b")
_FAR = 400
"""A phrase this many code points of reporting away from a cue does not go with it."""


class Frames:
    """Where an article's statements stand in its sentences.

    Attributes:
        text: the article.
        statements: its statements, in text order.
    """

    def __init__(self, context: Context) -> None:
        self.text = context.document.text
        self.statements = context.statements
        self.sentences = context.sentences or ((0, len(self.text)),)
        self.paragraphs = context.paragraphs or ((0, len(self.text)),)
        self._sentence_starts = [a for a, _ in self.sentences]
        self._paragraph_starts = [a for a, _ in self.paragraphs]
        self._contents = sorted(
            ((c.start, c.end, i) for i, s in enumerate(self.statements) for c in s.contents),
            key=lambda c: (c[0], -c[1]),
        )
        self._content_starts = [c[0] for c in self._contents]
        self._longest = max((b - a for a, b, _ in self._contents), default=0)
        self.anchors: list[Span | None] = [_anchor(s) for s in self.statements]
        self.holders = [None if a is None else self.holder(a.start, a.end, i) for i, a in enumerate(self.anchors)]
        self.in_sentence: defaultdict[int, list[int]] = defaultdict(list)
        for i, anchor in enumerate(self.anchors):
            if anchor is not None:
                self.in_sentence[self.sentence_of(anchor.start)].append(i)

    def sentence_of(self, offset: int) -> int:
        """Index of the sentence at (or last before) an offset."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def paragraph_of(self, offset: int) -> int:
        """Index of the paragraph at (or last before) an offset."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def place(self, index: int) -> int:
        """The paragraph in which a statement stands."""
        anchor = self.anchors[index]
        return self.paragraph_of(anchor.start if anchor else self.statements[index].start)

    def holder(self, start: int, end: int, but: int = -1) -> int | None:
        """The statement in whose content ``start:end`` lies, the innermost; ``None`` for the article's own."""
        best: tuple[int, int] | None = None
        at = bisect_right(self._content_starts, start) - 1
        while at >= 0 and self._contents[at][0] >= start - self._longest:
            a, b, i = self._contents[at]
            if i != but and a <= start and end <= b and (best is None or b - a < best[0]):
                best = (b - a, i)
            at -= 1
        return best[1] if best else None

    def visible(self, start: int, end: int, holder: int | None) -> str:
        """What of ``start:end`` the article itself tells (or ``holder``'s content, for statements nested in it)."""
        if start >= end:
            return ""
        pieces, at = [], start
        for a, b, i in self._contents[: bisect_right(self._content_starts, end)]:
            if b <= at or i == holder or (holder is not None and self._holds(i, holder)):
                continue
            pieces.append(self.text[at : max(at, a)])
            at = max(at, b)
            if at >= end:
                break
        pieces.append(self.text[at:end])
        return " ".join(p for p in pieces if p)

    def _holds(self, outer: int, inner: int) -> bool:
        seen = 0
        at: int | None = inner
        while at is not None and seen < 8:
            if at == outer:
                return True
            at, seen = self.holders[at], seen + 1
        return False

    def owner(self, start: int, end: int) -> tuple[int, str] | None:
        """The statement whose cue a phrase of the reporting goes with, and the words between the two."""
        holder = self.holder(start, end)
        best: tuple[float, int, str] | None = None
        for i in self.in_sentence.get(self.sentence_of(start), ()):
            if self.holders[i] != holder:
                continue
            between = self._between(i, start, end, holder)
            cost = len(between) + 80 * len(_PARTING.findall(between))
            if cost <= _FAR and (best is None or cost < best[0]):
                best = (cost, i, between)
        return (best[1], best[2]) if best else None

    def _between(self, index: int, start: int, end: int, holder: int | None) -> str:
        statement = self.statements[index]
        near = [
            s for s in (*statement.cues, *statement.sources) if self.sentence_of(s.start) == self.sentence_of(start)
        ]
        if any(s.start < end and start < s.end for s in near):
            return ""
        before = max((s.end for s in near if s.end <= start), default=None)
        after = min((s.start for s in near if s.start >= end), default=None)
        gaps = []
        if before is not None:
            gaps.append(self.visible(before, start, holder))
        if after is not None:
            gaps.append(self.visible(end, after, holder))
        return min(gaps, key=len, default="")

    def past_content(self, index: int, start: int) -> str | None:
        """The reporting between the end of a statement's content and ``start``, if it is parted from its cue."""
        statement = self.statements[index]
        cue_end = max((s.end for s in (*statement.cues, *statement.sources) if s.end <= start), default=None)
        if cue_end is None:
            return None
        ends = [c.end for c in statement.contents if cue_end - 1 <= c.start and c.end <= start]
        if not ends or self.sentence_of(max(ends) - 1) != self.sentence_of(start):
            return None
        return self.visible(max(ends), start, self.holders[index])

    def last_name(self, index: int) -> str | None:
        """The last word of the speaker's name, lower case."""
        speaker = self.statements[index].speaker
        words = re.findall(r"\w+", speaker.name.lower()) if speaker and speaker.name else []
        return words[-1] if words else None

    def in_source(self, index: int, start: int, end: int) -> bool:
        """Whether a phrase stands inside the statement's source."""
        return any(s.start <= start and end <= s.end for s in self.statements[index].sources)

    def clause_before(self, start: int, holder: int | None, reach: int = 120) -> str:
        """The reporting ahead of an offset in its sentence, at most ``reach`` code points."""
        first = self.sentences[self.sentence_of(start)][0]
        return self.visible(max(first, start - reach), start, holder)

    def clause_after(self, end: int, holder: int | None, reach: int = 120) -> str:
        """The reporting behind an offset in its sentence, at most ``reach`` code points."""
        last = self.sentences[self.sentence_of(max(0, end - 1))][1]
        return self.visible(end, min(last, end + reach), holder)


def _anchor(statement: Statement) -> Span | None:
    """What ties a statement to a sentence of the reporting: its cue, else its source."""
    spans: Sequence[Span] = statement.cues or statement.sources
    return spans[0] if spans else None


def cue_text(statement: Statement) -> str:
    """The statement's cue words, lower case, one blank between them."""
    return " ".join(" ".join(c.exact for c in statement.cues).lower().split())
