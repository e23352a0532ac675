"""Two wordings side by side: where they differ, inside and outside quotation marks, as stretches to print.

A difference inside quotation marks is a variant of what somebody is said to have said word for word; outside, it is how
a report tells it. The two never look the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.record.across.utterances.values import Piece, UtteranceReport, Wording
from sayso.spans import Span

Difference = Literal["inside", "outside", "moved"]
"""Other words where either report has quotation marks; other words where none has; the same words, quoted in one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words to print one after the other.

    Attributes:
        text: as the report has them; ``[…]`` where it was cut.
        difference: how they differ from the other wording; ``None`` where they do not.
        alone: whether the other wording has nothing in their place.
    """

    text: str
    difference: Difference | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Differing:
    """One difference.

    Attributes:
        difference: its kind.
        here: this wording's words; ``None`` where it has none there.
        there: the base wording's; ``None`` where it has none there.
        quoted_here: for words whose quotation marks moved, whether they stand inside them here.
    """

    difference: Difference
    here: str | None
    there: str | None
    quoted_here: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A wording beside the base.

    Attributes:
        wording: it.
        reports: the reports that have it, in order of time, copies among them.
        own: its words.
        base: the base wording's words, marked where this one differs.
        differences: in the order of this wording, then what it leaves out.
    """

    wording: Wording
    reports: tuple[UtteranceReport, ...]
    own: tuple[Stretch, ...]
    base: tuple[Stretch, ...]
    differences: tuple[Differing, ...]

    def count(self, difference: Difference) -> int:
        """How many differences there are of a kind."""
        return sum(d.difference == difference for d in self.differences)


def beside(wording: Wording, base: Wording, reports: Iterable[UtteranceReport]) -> Beside:
    """A wording held against the base, to print."""
    own = [(p.span, kind, p.how == "only") for p in wording.pieces if (kind := difference_of(p))]
    theirs = [(p.there, kind, False) for p in wording.pieces if p.there and (kind := difference_of(p))]
    theirs += [(p.span, difference_of(p) or "outside", True) for p in wording.missing]
    return Beside(
        wording=wording,
        reports=tuple(report for report in reports if report.wording == wording.number),
        own=stretches(wording.stretches, own),
        base=stretches(base.stretches, theirs),
        differences=(
            *(
                Differing(kind, p.span.exact, p.there.exact if p.there else None, p.quoted)
                for p in wording.pieces
                if (kind := difference_of(p))
            ),
            *(Differing(difference_of(p) or "outside", None, p.span.exact, False) for p in wording.missing),
        ),
    )


def difference_of(piece: Piece) -> Difference | None:
    """How a piece differs from what it is held against."""
    if piece.how == "same":
        return "moved" if piece.moved else None
    return "inside" if piece.quoted or piece.quoted_there else "outside"


def stretches(contents: Sequence[Span], marks: Iterable[tuple[Span, Difference, bool]] = ()) -> tuple[Stretch, ...]:
    """The contents of a wording, cut where a mark begins or ends; contents are parted by ``[…]``.

    Args:
        contents: stretches of a report's text, in order.
        marks: stretches of the same text that differ, how, and whether the other wording has nothing there.
    """
    marked = sorted(marks, key=lambda mark: mark[0].start)
    found: list[Stretch] = []
    for number, content in enumerate(contents):
        if number:
            found.append(Stretch(" […] "))
        found.extend(_cut(content, marked))
    return tuple(found)


def _cut(content: Span, marks: Sequence[tuple[Span, Difference, bool]]) -> Iterator[Stretch]:
    at = content.start
    for span, difference, alone in marks:
        start, end = max(span.start, at), min(span.end, content.end)
        if start >= end:
            continue
        if at < start:
            yield Stretch(content.exact[at - content.start : start - content.start])
        yield Stretch(content.exact[start - content.start : end - content.start], difference, alone)
        at = end
    if at < content.end:
        yield Stretch(content.exact[at - content.start :])
