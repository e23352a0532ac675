"""What answers across reports are told by: who speaks, what people said of answers, and words held against words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sayso.model import Act
from sayso.record.across.issues.matching import stems
from sayso.record.across.positions.lanes import TAKES_SIDE


@dataclass(frozen=True, slots=True)
class Voices:
    """Who says what, across reports.

    Attributes:
        of: keys of the actor and the parties that a statement counts for, by uid.
        meant: keys of those whom words of a report name ("Mrs Tolvik", "the Aldrian prime minister").
    """

    of: Mapping[str, frozenset[str]]
    meant: Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's word that one statement does, or does not, answer another."""

    answer: str
    target: str
    linked: bool
    author: str
    judgement: int | None = None


def crossed(told: Act, found: Act) -> bool:
    """Whether two acts cannot be one saying told twice: the one for, the other against."""
    sides = {TAKES_SIDE.get(told), TAKES_SIDE.get(found)}
    return "against" in sides and "for" in sides


def day_of(value: str | None) -> date | None:
    """The calendar day of an EDTF date; ``None`` where it has none."""
    if not value or len(value) < 10:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def in_common(a: str, b: str) -> float:
    """Share of the telling words of the shorter that stand in both."""
    mine, theirs = set(stems(a)), set(stems(b))
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) / fewer if fewer >= 2 else 0.0


def brief(words: str) -> str:
    """Words on one line, cut at a blank where they are many."""
    line = " ".join(words.split())
    return line if len(line) <= 80 else line[:80].rsplit(" ", 1)[0] + " …"
