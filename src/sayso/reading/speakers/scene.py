"""An article laid out for the speaker rules: words, quotations, sentences, cast, and what has been resolved so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from sayso.model import Speaker, Statement
from sayso.reading.context import Context
from sayso.reading.speakers.cast import build_cast
from sayso.reading.speakers.figures import Cast, Figure, Mention
from sayso.reading.speakers.tokens import Ranges, Tokens, quotations, scan

_APPOSED = re.compile(r"[,–—] ((?:[A-Z][\w’'.-]+ ){1,3}[A-Z][\w’'-]+)(?=,|$)")
_HEAD = re.compile(r"[^,;(–—]*?(?=\s*(?:[,;(–—]|$| who | of ))")


@dataclass(frozen=True, slots=True)
class Answer:
    """Who a source was found to be.

    Attributes:
        speaker: the speaker.
        confidence: probability in 0–1 that it is right.
        why: plain words for a person.
        figure: the named figure behind it, if any.
    """

    speaker: Speaker
    confidence: float
    why: str
    figure: Figure | None = None


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted ranges, those that overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in ranges:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


_TELLING = {"he": "m", "his": "m", "she": "f"}
"""Pronouns that can take up the subject; "him" and "her" in a clause are somebody else."""


def _infer_genders(scene: Scene) -> None:
    """A person alone in a sentence with "he" or "she" behind it, or opening the next, has told its gender.

    That fills in an unknown gender, and three times over it outdoes the given name's.
    """
    votes: dict[int, Counter[str]] = {}
    by_id: dict[int, Figure] = {}
    words, starts = scene.tokens.words, scene.tokens.starts
    sentences = scene.sentences.ranges
    for i, (start, end) in enumerate(sentences):
        people = [m for m in scene.cast.within(start, end) if m.figure.kind == "person" and not scene.quoted(m.start)]
        if not people or any(m.figure is not people[0].figure for m in people):
            continue
        figure = people[0].figure
        if figure.gender and (not figure.gender_guessed or figure.surname_shared):
            continue
        stop = sentences[i + 1][0] + 4 if i + 1 < len(sentences) else end
        for k in range(scene.tokens.first_from(people[0].end), len(words)):
            if starts[k] >= stop:
                break
            told = _TELLING.get(words[k].lower())
            if told and not scene.quoted(starts[k]):
                by_id[id(figure)] = figure
                votes.setdefault(id(figure), Counter())[told] += 1
    for key, told_by in votes.items():
        (first, n), (_, m) = (*told_by.most_common(2), ("", 0))[:2]
        figure = by_id[key]
        if n > 2 * m and (not figure.gender or (n > 2 and m == 0 and figure.gender != first)):
            figure.gender, figure.gender_guessed = first, n < 2 or (figure.gender_guessed and figure.gender == first)


def _source_ends(context: Context) -> frozenset[int]:
    """Where the first noun phrase of each source ends, possessive ending and punctuation left out."""
    out = set()
    for statement in context.statements:
        for span in statement.sources:
            head = _HEAD.match(span.exact)
            if head:
                out.add(span.start + head.end())
                out.add(span.start + len(head[0].removesuffix("’s").removesuffix("'s")))
            out.update(span.start + m.end(1) for m in _APPOSED.finditer(span.exact))
    return frozenset(out)


@dataclass(slots=True)
class Scene:
    """One article while its speakers are being resolved.

    Attributes:
        text: the article's text.
        tokens: its words.
        cast: who is named in it.
        sentences: its sentences.
        paragraphs: its paragraphs.
        quotes: its quotations.
        answers: statements resolved so far, by id.
        echoes: pronouns resolved so far, as (offset, figure), in text order.
        spoke: sources resolved so far that stand in nobody's words, as (offset, figure), in text order.
        unnamed: where individuals whom the article never names were referred to as sources, in text order.
        persons: how often persons are named in all.
        contents: words of the article that are part of what somebody said.
    """

    text: str
    tokens: Tokens
    cast: Cast
    sentences: Ranges
    paragraphs: Ranges
    quotes: Ranges
    statements: tuple[Statement, ...]
    answers: dict[str, Answer] = field(default_factory=dict)
    echoes: list[tuple[int, Figure]] = field(default_factory=list)
    spoke: list[tuple[int, Figure]] = field(default_factory=list)
    unnamed: list[tuple[int, Figure]] = field(default_factory=list)
    persons: int = 1
    contents: Ranges = field(default_factory=lambda: Ranges([]))
    _plain: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, context: Context) -> Scene:
        """The scene of an article."""
        text = context.document.text
        tokens = scan(text)
        quotes = Ranges(quotations(text))
        scene = cls(
            text,
            tokens,
            build_cast(text, tokens, context.names, _source_ends(context)),
            Ranges(context.sentences),
            Ranges(context.paragraphs),
            quotes,
            context.statements,
        )
        _infer_genders(scene)
        scene.persons = max(1, sum(len(f.mentions) for f in scene.cast.figures if f.kind == "person"))
        scene.contents = Ranges(_merged(sorted((c.start, c.end) for s in context.statements for c in s.contents)))
        count = 0
        for start, _ in context.sentences:
            held = quotes.holding(start)
            count += held is None or held[0] == start
            scene._plain.append(count)
        return scene

    def sentence(self, offset: int) -> int:
        """Index of the sentence at ``offset``."""
        return self.sentences.index(offset)

    def steps(self, earlier: int, later: int) -> int:
        """Sentences between two offsets, those inside one quotation counted once."""
        a, b = self.sentence(earlier), self.sentence(later)
        if a < 0 or b < 0 or a == b:
            return 0
        return max(1, self._plain[b] - self._plain[a])

    def quoted(self, offset: int) -> bool:
        """Whether ``offset`` lies inside a quotation."""
        return self.quotes.holding(offset) is not None

    def reported(self, offset: int) -> bool:
        """Whether ``offset`` lies inside what somebody is reported to have said."""
        return self.contents.holding(offset) is not None

    def mentions_before(self, offset: int, limit: int = 60) -> list[Mention]:
        """The last ``limit`` mentions that start before ``offset``, nearest last."""
        i = self.cast.before(offset)
        return self.cast.mentions[max(0, i - limit) : i]

    def speakers_before(self, offset: int) -> list[tuple[int, Figure]]:
        """The named sources that stand before ``offset``, nearest last."""
        return self.spoke[: bisect_right(self.spoke, offset - 1, key=lambda s: s[0])]

    def last_speaker(self, offset: int) -> Figure | None:
        """Who was the source last before ``offset``, at most four sentences back."""
        before = self.speakers_before(offset)
        return before[-1][1] if before and self.steps(before[-1][0], offset) <= 4 else None

    def met_before(self, offset: int, noun: str) -> Figure | None:
        """The unnamed person met last before ``offset`` whom "the woman", "the nurse" takes up."""
        for at, figure in reversed(self.unnamed):
            if at < offset and figure.name.split()[-1].lower() == noun and self.steps(at, offset) <= 10:
                return figure
        return None

    def last_echo(self, offset: int) -> tuple[int, Figure | None]:
        """The pronoun or description resolved last before ``offset``, and whom it means."""
        i = bisect_right(self.echoes, offset - 1, key=lambda e: e[0]) - 1
        return self.echoes[i] if i >= 0 else (-1, None)

    def echoes_within(self, start: int, end: int) -> list[tuple[int, Figure]]:
        """The pronouns and descriptions resolved in ``start:end``."""
        i = bisect_right(self.echoes, start - 1, key=lambda e: e[0])
        j = bisect_right(self.echoes, end - 1, key=lambda e: e[0])
        return self.echoes[i:j]

    def echo_at(self, offset: int) -> Figure | None:
        """Whom the pronoun at ``offset`` was found to mean."""
        i = bisect_right(self.echoes, offset, key=lambda e: e[0]) - 1
        return self.echoes[i][1] if i >= 0 and self.echoes[i][0] == offset else None


def previous_answer(scene: Scene, offset: int, *, steps: int = 3) -> Answer | None:
    """The answer for the source that stands last before ``offset``, at most ``steps`` sentences back."""
    best: tuple[int, Answer] | None = None
    for statement in scene.statements:
        answer = scene.answers.get(statement.id)
        if answer is None or statement.within or not statement.sources:
            continue
        at = statement.sources[0].start
        if at < offset and (best is None or at > best[0]):
            best = (at, answer)
    return best[1] if best and scene.steps(best[0], offset) <= steps else None
