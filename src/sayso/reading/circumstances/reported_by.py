"""Outlets that report what others said: told in the statement that holds theirs, or in a clause beside it."""

from __future__ import annotations

import re

from sayso.model import Document, Statement
from sayso.reading.circumstances.clues import Clue, Clues
from sayso.reading.circumstances.frames import Frames, cue_text
from sayso.reading.circumstances.outlet_names import same_outlet, spelling
from sayso.reading.circumstances.outlets import OutletMention


def is_speaker(statement: Statement, mention: OutletMention) -> bool:
    """Whether an outlet is itself the one who speaks."""
    speaker = statement.speaker
    return bool(speaker and speaker.kind == "outlet" and same_outlet(speaker.name, mention.name))


def reporting_outlets(frames: Frames, document: Document, clues: list[Clues]) -> None:
    """Statements that reach the article through an outlet: told in its statement, or in a clause that names it."""
    for i, statement in enumerate(frames.statements):
        if "outlet" in clues[i]:
            continue
        holder = frames.holders[i]
        if holder is None and statement.within:
            holder = next((j for j, s in enumerate(frames.statements) if s.id == statement.within), None)
        name = _outlet_speaking(frames.statements[holder]) if holder is not None else None
        if name is None and frames.anchors[i] is not None:
            name = _outlet_beside(frames, i)
        if name and "█" not in name and not same_outlet(name, document.outlet):
            clues[i]["outlet"] = Clue(name, spelling(name), name, statement.start, 0.8, carries=False)


def _outlet_speaking(statement: Statement) -> str | None:
    speaker = statement.speaker
    return speaker.name if speaker is not None and speaker.kind == "outlet" else None


def _outlet_beside(frames: Frames, index: int) -> str | None:
    """The outlet of another statement in the same sentence that reports this one ("…, she said, according to X")."""
    anchor = frames.anchors[index]
    if anchor is None or _outlet_speaking(frames.statements[index]):
        return None
    for j in frames.in_sentence[frames.sentence_of(anchor.start)]:
        name = _outlet_speaking(frames.statements[j])
        if j != index and name and re.search(r"according|report|quot|cit", cue_text(frames.statements[j])):
            contents = frames.statements[j].contents
            mine = frames.statements[index].contents
            if any(a.overlaps(b) for a in contents for b in mine):
                return name
    return None
