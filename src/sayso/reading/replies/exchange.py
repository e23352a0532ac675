"""An article's statements as an exchange: who speaks, in what words, and what the reporting tells around them."""

from __future__ import annotations

from sayso.model import Statement
from sayso.reading.circumstances.frames import Frames, cue_text
from sayso.reading.circumstances.speakers import speaker_key
from sayso.reading.context import Context
from sayso.reading.replies.wording import PASSIVE, QUESTIONS, stems

TURNS = 4
"""So many turns make a transcript."""


class Exchange:
    """What telling replies needs of each statement, by its index.

    Attributes:
        frames: the statements in their sentences.
        statements: the statements, in text order.
        keys: who speaks (see :func:`speaker_key`); of a question told in the passive, nobody.
        names: the speaker's last name, lower case, or nothing.
        cues: the cue's words.
        contents: the content's words.
        words: the content's telling words (see :func:`stems`).
        places: the paragraph.
        asks: whether it is a question.
        transcript: whether the article is one.
    """

    def __init__(self, context: Context) -> None:
        self.frames = Frames(context)
        self.statements = context.statements
        every = range(len(self.statements))
        self.cues = [cue_text(s) for s in self.statements]
        self.keys = [self._key(i) for i in every]
        self.names = [self.frames.last_name(i) or "" if self.keys[i] else "" for i in every]
        self.contents = [" ".join(c.exact for c in s.contents) for s in self.statements]
        self.words = [stems(c) for c in self.contents]
        self.places = [self.frames.place(i) for i in every]
        self.asks = [self._asks(i) for i in every]
        self.transcript = sum(c == ":" for c in self.cues) >= TURNS

    def _key(self, index: int) -> str | None:
        passive = not self.statements[index].sources and PASSIVE.search(self.cues[index])
        return None if passive else speaker_key(self.statements[index])

    def _asks(self, index: int) -> bool:
        cue = self.cues[index]
        ends = self.contents[index].rstrip(" ”\"’'").endswith("?")
        return bool(QUESTIONS.search(cue) or PASSIVE.search(cue)) or (ends and self.statements[index].kind == "direct")

    def sentence(self, index: int) -> tuple[int, int] | None:
        """The sentence that a statement's cue stands in."""
        anchor = self.frames.anchors[index]
        return None if anchor is None else self.frames.sentences[self.frames.sentence_of(anchor.start)]

    def report(self, index: int) -> str:
        """What the article itself tells in a statement's sentence."""
        sentence = self.sentence(index)
        return self.frames.visible(*sentence, self.frames.holders[index]) if sentence else ""

    def same(self, one: int, other: int) -> bool:
        """Whether two statements are one speaker's, as far as is known."""
        return self.keys[one] is not None and self.keys[one] == self.keys[other]

    def nested(self, index: int) -> bool:
        """Whether a statement stands in another's content."""
        return self.frames.holders[index] is not None or self.statements[index].within is not None

    def last_other(self, index: int, reach: int) -> int | None:
        """The last statement before one by another speaker, at most ``reach`` paragraphs back."""
        for i in range(index - 1, -1, -1):
            if self.places[index] - self.places[i] > reach:
                return None
            if not self.same(i, index) and not self.nested(i):
                return i
        return None

    def speaks_between(self, index: int, offset: int) -> bool:
        """Whether another speaker's statement is cued after one and ahead of ``offset``."""
        mine = self.frames.anchors[index]
        return mine is not None and any(
            a is not None and mine.start < a.start < offset and self.keys[j] != self.keys[index]
            for j, a in enumerate(self.frames.anchors)
        )


def cue_end(statement: Statement) -> int:
    """Where a statement's cue ends."""
    return statement.cues[-1].end if statement.cues else statement.start
