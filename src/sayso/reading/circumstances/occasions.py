"""What holds for a statement of the occasion on which it was said, and what a conversation's turns share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.model import Statement
from sayso.reading.circumstances.clues import DIMENSIONS, Clue, Dimension
from sayso.reading.circumstances.frames import Frames, cue_text
from sayso.reading.circumstances.manner import GOES_ON
from sayso.reading.circumstances.speakers import speaker_key

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


def share_hearers(frames: Frames, result: Sequence[dict[Dimension, Carried]]) -> None:
    """Whom something was said to holds for what the same speaker adds right behind it."""
    for i in range(1, len(result)):
        told = result[i - 1].get("addressee")
        if told is None or "addressee" in result[i] or not GOES_ON.search(cue_text(frames.statements[i])):
            continue
        key = speaker_key(frames.statements[i])
        same = key is not None and key == speaker_key(frames.statements[i - 1])
        if same and frames.place(i) - frames.place(i - 1) <= 1 and frames.holders[i] == frames.holders[i - 1]:
            source = i - 1 if told.by_the_cue else told.source
            result[i]["addressee"] = Carried(told.clue, source, round(told.confidence * 0.85, 3))


def share_transcript(frames: Frames, result: Sequence[dict[Dimension, Carried]]) -> None:
    """The turns of a transcript ("VENN: …") are one conversation, whoever speaks: what one tells holds for all."""
    turns = [i for i, s in enumerate(frames.statements) if cue_text(s) == ":" and frames.place(i) > 0]
    if len(turns) < TURNS:
        return
    _put_to_the_guest(frames, turns, result)
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


def _put_to_the_guest(frames: Frames, turns: Sequence[int], result: Sequence[dict[Dimension, Carried]]) -> None:
    """Of two who take turns, the one who asks speaks to the other; the answers go to the outlet."""
    keys = {i: speaker_key(frames.statements[i]) for i in turns}
    speakers = set(keys.values())
    if len(speakers) != 2 or None in speakers:
        return
    asks = Counter(keys[i] for i in turns if "?" in frames.statements[i].contents[-1].exact)
    asker, questions = asks.most_common(1)[0] if asks else (None, 0)
    if asker is None or 2 * questions <= asks.total() or 3 * questions < sum(k == asker for k in keys.values()):
        return
    guest = next(i for i in turns if keys[i] != asker)
    speaker = frames.statements[guest].speaker
    if speaker is None or not speaker.name:
        return
    clue = Clue(speaker.name, speaker.name, speaker.name, frames.statements[guest].start, 0.6, carries=False)
    for i in turns:
        if keys[i] == asker:
            result[i].setdefault("addressee", Carried(clue, guest, 0.6))
