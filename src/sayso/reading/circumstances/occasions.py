"""What holds for a statement of the occasion on which it was said, and what a conversation's turns share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.model import Statement
from sayso.reading.circumstances.clues import DIMENSIONS, Clue, Dimension
from sayso.reading.circumstances.frames import Frames, cue_text

TURNS = 4
"""So many turns make a transcript."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A clue as it holds for one statement.

    Attributes:
        clue: the clue.
        source: the statement by whose cue it stands; ``None`` where the article tells it by the way.
        confidence: 0–1.
        by_the_cue: whether it stands by this statement's own cue.
    """

    clue: Clue
    source: int | None
    confidence: float
    by_the_cue: bool = False


def why_it_holds(carried: Carried, statements: Sequence[Statement]) -> str:
    """In plain words why a clue is taken to hold for a statement."""
    if carried.by_the_cue:
        return "the words stand by the statement's cue"
    if carried.source is None:
        return "the article tells it near by, taken as one occasion"
    contents = statements[carried.source].contents
    content = " ".join(contents[0].exact.split()) if contents else ""
    shown = content if len(content) <= 40 else content[:39] + "…"
    return f"told of the words “{shown.strip('“”')}”, taken as one occasion"


def share_transcript(frames: Frames, result: Sequence[dict[Dimension, Carried]]) -> None:
    """The turns of a transcript ("VENN: …") are one conversation, whoever speaks: what one tells holds for all."""
    turns = [i for i, s in enumerate(frames.statements) if cue_text(s) == ":" and frames.place(i) > 0]
    if len(turns) < TURNS:
        return
    told = next((i for i in turns if "outlet" in result[i] or "channel" in result[i]), None)
    if told is None:
        return
    shared = dict(result[told])
    outlet, channel = shared.get("outlet"), shared.get("channel")
    if outlet is not None and channel is not None and channel.clue.value == "broadcast":
        clue = replace(channel.clue, value="interview", key="interview")
        for found in result:
            here = found.get("channel")
            if "outlet" in found and (here is None or here.clue.key == "broadcast"):
                found["channel"] = Carried(clue, here.source if here else told, 0.7)
        shared["channel"] = Carried(clue, told, 0.7)
    for i in turns:
        for dimension in DIMENSIONS:
            if dimension != "addressee" and dimension in shared:
                result[i].setdefault(dimension, replace(shared[dimension], by_the_cue=False))
