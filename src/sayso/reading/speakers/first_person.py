"""Whom "I" and "we" mean: the one quoted, whose turn it is, who signs, or the writer."""

from __future__ import annotations

import re

from sayso.model import Speaker, Statement
from sayso.reading.speakers.kinds import speaker_of
from sayso.reading.speakers.phrases import Phrase
from sayso.reading.speakers.scene import Answer, Scene, previous_answer

_UNKNOWN = Speaker(None, "unknown")
_AUTHOR = Speaker(None, "author")
_SIGNATURE = re.compile(r"(?:[—–-]+ ?)?((?:[A-Z][\w’'.-]*|@\w+)(?: [A-Z][\w’'.-]*){0,3})\.?")


def read_first_person(scene: Scene, statement: Statement, phrase: Phrase, word: str) -> Answer:
    """ "I" is whoever is quoted; outside quotations the writer, or who signs the letter."""
    if statement.within is not None and statement.within in scene.answers:
        outer = scene.answers[statement.within]
        return Answer(
            outer.speaker, 0.8, f"{phrase.words} → {outer.speaker.name}: inside their own words", outer.figure
        )
    quote = scene.quotes.holding(phrase.start)
    if quote is not None:
        for other in scene.statements:
            answer = scene.answers.get(other.id)
            if (
                other is not statement
                and answer
                and any(c.start < quote[1] and quote[0] < c.end for c in other.contents)
            ):
                return Answer(
                    answer.speaker,
                    0.75,
                    f"{phrase.words} → {answer.speaker.name}: inside their own words",
                    answer.figure,
                )
        before = previous_answer(scene, phrase.start, steps=4)
        if before is not None:
            return Answer(
                before.speaker, 0.6, f"{phrase.words} → {before.speaker.name}: who is quoted around it", before.figure
            )
        return Answer(_UNKNOWN, 0.4, f"“{phrase.words}” stands in a quotation of nobody named")
    label = _label(scene, phrase.start)
    if label is not None:
        return Answer(label.speaker, 0.7, f"{phrase.words} → {label.speaker.name}: whose turn it is", label.figure)
    signed = _signature(scene, phrase.start)
    if signed is not None:
        return Answer(Speaker(signed, "person"), 0.6, f"{phrase.words} → {signed}: whose signature follows")
    return Answer(_AUTHOR, 0.75, f"{phrase.words}: the first person of the article itself")


_LABEL = re.compile(r"(?:[A-Z][\w.’'-]* ?){1,4}:\s")


def _label(scene: Scene, offset: int) -> Answer | None:
    """Whose turn it is in a transcript: the name and colon that open the paragraph."""
    held = scene.paragraphs.holding(offset)
    match = _LABEL.match(scene.text, *held) if held else None
    if match is None:
        return None
    named = [m for m in scene.cast.within(match.start(), match.end()) if m.figure.kind == "person"]
    return Answer(speaker_of(scene, named[-1].figure), 0.7, "", named[-1].figure) if named else None


def _signature(scene: Scene, offset: int) -> str | None:
    """The name that signs a reader's letter: a paragraph of its own that is nothing but a name."""
    for start, end in scene.paragraphs.ranges:
        if start <= offset or end - start > 42:
            continue
        match = _SIGNATURE.fullmatch(scene.text, start, end)
        name = match[1].rstrip(".") if match else ""
        if match and (name[0] == "@" or " " in name) and not name.isupper():
            return name
    return None
