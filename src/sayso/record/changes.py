"""What changed in the statements from one reading, or version of a report, to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from sayso.model import Statement
from sayso.record.fields import FIELDS, POINTERS, SPAN_FIELDS, get_field
from sayso.record.matching import SAME, likeness, parts
from sayso.spans import Span

_ALIKE = 60.0
"""Least likeness of wording (Levenshtein ratio, 0–100) for statements of two texts to be one that was edited."""

COMPARED = (*SPAN_FIELDS, *(f for f in FIELDS if f not in POINTERS))
"""What is compared: words and fields. Confidence, ids and places in the text are not."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One statement before and after, and which of :data:`COMPARED` differ."""

    before: Statement
    after: Statement
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What came, what went, what is different; ``same`` counts the rest."""

    added: tuple[Statement, ...]
    gone: tuple[Statement, ...]
    changed: tuple[Changed, ...]
    same: int

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed)


def compare(before: Sequence[Statement], after: Sequence[Statement], *, same_text: bool) -> Changes:
    """Pair the statements of two readings, the most alike first, and say how each pair differs.

    Args:
        before: the earlier ones.
        after: the later ones.
        same_text: whether both stand in one text; then their places tell which is which, else their words.
    """
    pairs = _pairs(before, after, same_text)
    changed, same = [], 0
    for old, new in sorted(pairs, key=lambda pair: pair[1]):
        fields = tuple(f for f in COMPARED if shown(before[old], f) != shown(after[new], f))
        if fields:
            changed.append(Changed(before[old], after[new], fields))
        else:
            same += 1
    old_paired, new_paired = {old for old, _ in pairs}, {new for _, new in pairs}
    return Changes(
        added=tuple(s for at, s in enumerate(after) if at not in new_paired),
        gone=tuple(s for at, s in enumerate(before) if at not in old_paired),
        changed=tuple(changed),
        same=same,
    )


def shown(statement: Statement, name: str) -> Any:
    """The value of one of :data:`COMPARED`: a field's, or the words of its spans."""
    return _words(getattr(statement, name)) if name in SPAN_FIELDS else get_field(statement, name)


def _pairs(before: Sequence[Statement], after: Sequence[Statement], same_text: bool) -> list[tuple[int, int]]:
    scored = []
    for old, one in enumerate(before):
        for new, other in enumerate(after):
            score = _same_place(one, other) if same_text else _same_words(one, other)
            if score:
                # Among equals, the pair that stands most nearly at the same place in its reading.
                scored.append((score, -abs(old * len(after) - new * len(before)), old, new))
    pairs: list[tuple[int, int]] = []
    olds: set[int] = set()
    news: set[int] = set()
    for _, _, old, new in sorted(scored, key=lambda s: (s[0], s[1]), reverse=True):
        if old not in olds and new not in news:
            pairs.append((old, new))
            olds.add(old)
            news.add(new)
    return pairs


def _same_place(one: Statement, other: Statement) -> tuple[float, float] | None:
    score = likeness(parts(one), parts(other))
    return score if score[0] >= SAME else None


def _same_words(one: Statement, other: Statement) -> tuple[float, float] | None:
    wording = fuzz.ratio(_words(one.contents), _words(other.contents), score_cutoff=_ALIKE)
    if not wording:
        return None
    rest = fuzz.ratio(_words((*one.sources, *one.cues)), _words((*other.sources, *other.cues)))
    return wording, rest


def _words(spans: Sequence[Span]) -> str:
    return " … ".join(" ".join(s.exact.split()) for s in spans)
