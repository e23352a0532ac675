"""The circumstances of an article's statements: clues to place and time gathered, and carried over each occasion."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.reading.circumstances.carrier import reach, shipped_carrier
from sayso.reading.circumstances.clues import Clue, Clues, Dimension
from sayso.reading.circumstances.days import date_clues
from sayso.reading.circumstances.frames import Frames
from sayso.reading.circumstances.mentions import Mention, mentions
from sayso.reading.circumstances.occasions import Carried, share_hearers, share_transcript
from sayso.reading.circumstances.pairs import Pairs, pairs
from sayso.reading.circumstances.places import setting_clues
from sayso.reading.context import Context

Told = tuple[Frames, list[dict[Dimension, Carried]]]
"""The frames of an article's statements, and for each what the article tells of its circumstances."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an article tells of its occasions.

    Attributes:
        frames: its statements in their sentences.
        own: the clues by each statement's own cue.
        told: all mentions, in text order.
        pairs: what speaks for and against each mention's reaching each statement.
    """

    frames: Frames
    own: list[Clues]
    told: list[Mention]
    pairs: Pairs


def gather(context: Context) -> Evidence:
    """All that an article tells of outlet, channel and day; its statements have their speakers."""
    frames = Frames(context)
    settings, loose, to_publisher = setting_clues(frames, context.document)
    dates, loose_dates = date_clues(frames, context.document)
    own: list[Clues] = [{**a, **b} for a, b in zip(settings, dates, strict=True)]
    by_the_way: list[tuple[Dimension, Clue]] = [
        *loose,
        *(("date", c) for c in loose_dates),
    ]
    told = mentions(frames, own, by_the_way)
    return Evidence(frames, own, told, pairs(frames, told, own, to_publisher))


def circumstances(context: Context) -> Told:
    """The frames of the statements, and for each statement what the article tells of where and when it was made."""
    evidence = gather(context)
    found = reach(shipped_carrier(), evidence.told, evidence.pairs, evidence.own)
    share_hearers(evidence.frames, found)
    share_transcript(evidence.frames, found)
    return evidence.frames, found
