"""The circumstances of an article's statements: clues to place and time gathered, and carried over each occasion."""

from __future__ import annotations

from sayso.reading.circumstances.clues import Clues, Dimension
from sayso.reading.circumstances.days import date_clues
from sayso.reading.circumstances.frames import Frames
from sayso.reading.circumstances.occasions import Carried, carry
from sayso.reading.circumstances.places import setting_clues
from sayso.reading.context import Context

Told = tuple[Frames, list[dict[Dimension, Carried]]]
"""The frames of an article's statements, and for each what the article tells of its circumstances."""


def circumstances(context: Context) -> Told:
    """The frames of the statements, and for each statement what the article tells of where and when it was made."""
    frames = Frames(context)
    settings, _, _ = setting_clues(frames, context.document)
    dates, _ = date_clues(frames, context.document)
    own: list[Clues] = [{**a, **b} for a, b in zip(settings, dates, strict=True)]
    return frames, carry(frames, own)
