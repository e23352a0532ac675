"""A clue: what some words of the article say about one side of the occasion on which something was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Dimension = Literal["outlet", "channel", "addressee", "date"]
DIMENSIONS: tuple[Dimension, ...] = ("outlet", "channel", "addressee", "date")


@dataclass(frozen=True, slots=True)
class Clue:
    """What some words of the article say about one side of an occasion.

    Attributes:
        value: outlet, channel, addressee or date phrase, as it is reported.
        key: the value in a form for comparison.
        words: the words that say so.
        start: where they stand.
        confidence: 0–1.
        old: whether it sets the occasion apart from the day's news (a date long past).
        carries: whether it holds for the whole occasion.
        sort: of a date, which rule of the grammar found it (see :class:`DatePhrase`).
        heard: the last name, lower case, of the one who asked the questions.
        inside: the statement in whose content the words stand; ``None`` where the article itself tells them.
    """

    value: str
    key: str
    words: str
    start: int
    confidence: float
    old: bool = False
    carries: bool = True
    sort: str = ""
    inside: int | None = None
    heard: str = ""


Clues = dict[Dimension, Clue]
