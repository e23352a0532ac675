"""Wordings of one utterance held against each other word by word. Pure; every piece is a span of its report's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from sayso.record.across.utterances.values import Piece
from sayso.record.across.utterances.words import Word, words_of
from sayso.spans import Span


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of a wording.

    Attributes:
        text: of the report.
        words: in text order.
        stretch: of each word, the number of the content that it stands in: nothing reaches from one into another.
    """

    text: str
    words: tuple[Word, ...]
    stretch: tuple[int, ...]

    @classmethod
    def of(cls, text: str, stretches: Sequence[Span]) -> Worded:
        """The words of some stretches of a text."""
        found = [(word, number) for number, span in enumerate(stretches) for word in words_of(text, (span,))]
        return cls(text, tuple(word for word, _ in found), tuple(number for _, number in found))

    @property
    def tells(self) -> tuple[float, float]:
        """What its different words tell together: those inside quotation marks, then all."""
        quoted = {word.norm: word.tells for word in self.words if word.quoted}
        return sum(quoted.values()), sum({word.norm: word.tells for word in self.words}.values())

    def span(self, at: Sequence[int]) -> Span:
        """From the first of some words to the last."""
        return Span.of(self.text, self.words[at[0]].start, self.words[at[-1]].end)

    def runs(self, at: Sequence[int]) -> list[list[int]]:
        """Words that follow each other, parted where a stretch ends or a quotation mark stands between."""
        return [list(run) for _, run in groupby(at, key=lambda i: (self.stretch[i], self.words[i].quoted))]


@dataclass(frozen=True, slots=True)
class Aligned:
    """One wording held against the base.

    Attributes:
        pieces: of the wording.
        missing: of the base: what the wording does not have.
        same: of each word of the base that the wording has too, whether it quotes it.
    """

    pieces: tuple[Piece, ...]
    missing: tuple[Piece, ...]
    same: dict[int, bool]


def aligned(worded: Worded, base: Worded) -> Aligned:
    """The wording's words against the base's: what is the same, changed, only here, or missing."""
    there_of = _same_words(worded, base)
    here_of = {there: here for here, there in there_of.items()}
    pieces: list[Piece] = []
    answered: set[int] = set()
    for run in _runs(worded, base, there_of):
        quoted = worded.words[run[0]].quoted
        if run[0] in there_of:
            theirs = [there_of[at] for at in run]
            pieces.append(Piece(worded.span(run), "same", quoted, base.span(theirs), base.words[theirs[0]].quoted))
            continue
        theirs = [at for at in _between(run, there_of, here_of, len(base.words)) if at not in answered]
        theirs = base.runs(theirs)[0] if theirs else []
        if theirs and max(len(run), len(theirs)) <= _IN_PLACE * min(len(run), len(theirs)):
            answered.update(theirs)
            pieces.append(Piece(worded.span(run), "changed", quoted, base.span(theirs), base.words[theirs[0]].quoted))
        else:
            pieces.append(Piece(worded.span(run), "only", quoted))
    lost = [at for at in range(len(base.words)) if at not in here_of and at not in answered]
    missing = tuple(
        Piece(base.span(run), "only", base.words[run[0]].quoted) for some in _following(lost) for run in base.runs(some)
    )
    same = {there: worded.words[here].quoted for here, there in there_of.items()}
    return Aligned(tuple(pieces), missing, same)


def base_pieces(base: Worded, others: Sequence[Aligned]) -> tuple[Piece, ...]:
    """The base's own words: the same in some other wording, or in none; and where its quotation marks moved."""

    def state(at: int) -> tuple[int, bool, bool | None]:
        quoted = base.words[at].quoted
        there = [other.same[at] for other in others if at in other.same]
        moved = None if not there else quoted if all(one == quoted for one in there) else not quoted
        return base.stretch[at], quoted, moved

    pieces = []
    for (_, quoted, there), run in groupby(range(len(base.words)), key=state):
        how = "only" if there is None else "same"
        pieces.append(Piece(base.span(list(run)), how, quoted, None, there))  # type: ignore[arg-type]
    return tuple(pieces)


def _same_words(worded: Worded, base: Worded) -> dict[int, int]:
    """Which word of the base each word of the wording is: in the order of both, then whole runs that stand elsewhere.

    A common word that alone is the same among others that are not ("the", "to") is not taken for the same.
    """
    mine, theirs = [w.norm for w in worded.words], [w.norm for w in base.words]
    found: dict[int, int] = {}
    for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
        if block.size > 1 or (block.size and (worded.words[block.a].tells or len(mine) == 1)):
            found.update(zip(range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True))
    while True:
        taken = set(found.values())
        left = [f"\x00{at}" if at in found else norm for at, norm in enumerate(mine)]
        right = [f"\x01{at}" if at in taken else norm for at, norm in enumerate(theirs)]
        block = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
        if block.size < _MOVED or not any(w.tells for w in worded.words[block.a : block.a + block.size]):
            return found
        found.update(zip(range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True))


_IN_PLACE = 3
"""How many times as many words as another a run may have to count as put in its place."""

_MOVED = 3
"""The fewest words that are taken for the same where they stand elsewhere in the other wording."""


def _runs(worded: Worded, base: Worded, there_of: dict[int, int]) -> list[list[int]]:
    """The wording's words in runs that are the same as a run of the base, or that are not, parted where a text is."""
    runs: list[list[int]] = []
    before: tuple[object, ...] | None = None
    for at, word in enumerate(worded.words):
        there = there_of.get(at)
        state: tuple[object, ...] = (worded.stretch[at], word.quoted, None)
        if there is not None:
            state = (worded.stretch[at], word.quoted, there - at, base.stretch[there], base.words[there].quoted)
        if state != before:
            runs.append([])
        runs[-1].append(at)
        before = state
    return runs


def _between(run: list[int], there_of: dict[int, int], here_of: dict[int, int], length: int) -> list[int]:
    """The words of the base that stand where a run does that it lacks: after what comes before, before what follows."""
    first = there_of.get(run[0] - 1, -1 if run[0] == 0 else None)
    last = there_of.get(run[-1] + 1, length)
    if first is None or not first < last:
        return []
    between = list(range(first + 1, last))
    return [] if any(at in here_of for at in between) else between


def _following(places: Sequence[int]) -> list[list[int]]:
    """Places in runs without a gap."""
    return [[at for _, at in run] for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0])]
