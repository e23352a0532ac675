"""Statements that name no source: the quotation that follows on, the coordinated clause, or nobody."""

from __future__ import annotations

import re

from sayso.model import Speaker, Statement
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.scene import Answer, Scene, previous_answer

_UNKNOWN = Speaker(None, "unknown")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b", re.IGNORECASE)


def read_sourceless(scene: Scene, statement: Statement) -> Answer:
    """A statement that names no source: the quotation that follows on, the coordinated clause, or nobody."""
    cue = " ".join(c.exact for c in statement.cues)
    start = statement.start
    if lex.UNKNOWN_CUES.search(cue):
        return Answer(_UNKNOWN, 0.7, f"“{cue}” has nobody behind it")
    if statement.within is not None and statement.within in scene.answers and statement.kind == "direct":
        outer = scene.answers[statement.within]
        return Answer(outer.speaker, 0.6, "no source of its own: the one who is quoted around it", outer.figure)
    if statement.within is not None and statement.within in scene.answers and statement.cues:
        at = statement.cues[0].start
        outer = scene.answers[statement.within]
        if scene.quoted(at) and not _PASSIVE.search(cue) and re.fullmatch(r"(?:\w+ )?\w+(?:ed|ing)", cue):
            return Answer(outer.speaker, 0.5, "a verb without subject inside their own words", outer.figure)
    before = previous_answer(scene, start, steps=6 if statement.kind != "indirect" else 1)
    if _elided(scene, statement) and before is not None:
        return Answer(before.speaker, 0.5, f"a clause without subject: {before.speaker.name} goes on", before.figure)
    if statement.kind != "indirect" and before is not None and (not cue or _quotes_whole(scene, statement)):
        return Answer(
            before.speaker, 0.7, f"a quotation that follows on: {before.speaker.name} spoke before", before.figure
        )
    if cue and before is not None and not _PASSIVE.search(cue) and _coordinated(scene, statement, cue):
        return Answer(before.speaker, 0.6, f"same sentence: {before.speaker.name} goes on", before.figure)
    if lex.SEEMING_CUES.search(cue):
        return Answer(_UNKNOWN, 0.6, f"“{cue}”: the text does not say to whom")
    return Answer(_UNKNOWN, 0.5, "the text does not say who")


def _elided(scene: Scene, statement: Statement) -> bool:
    """Whether the cue is a verb that opens its sentence, its subject left out, as in a list of points."""
    if not statement.cues:
        return False
    k = scene.tokens.first_from(statement.cues[0].start)
    if k >= len(scene.tokens.words):
        return False
    word = scene.tokens.words[k]
    return scene.tokens.opening[k] and word[0].isupper() and word.endswith("s") and word.lower() not in lex.FUNCTION


def _quotes_whole(scene: Scene, statement: Statement) -> bool:
    """Whether the content is a quotation, not words of the article with a few marked off."""
    first = statement.contents[0].start if statement.contents else statement.start
    return scene.quotes.holding(first) is not None or scene.quotes.holding(first - 1) is not None


def _coordinated(scene: Scene, statement: Statement, cue: str) -> bool:
    """Whether the cue is a verb in a sentence that has had a source already."""
    if not re.match(r"(?:also |later |then )?\w+(?:ed|ing|s)\b", cue) or not statement.cues:
        return False
    k = scene.tokens.first_from(statement.cues[0].start) - 1
    word = scene.tokens.words[k].lower() if k >= 0 else ""
    if word not in {"and", "but", "then", "also", "or", "later"} and not cue.split()[-1].endswith("ing"):
        return False
    sentence = scene.sentence(statement.cues[0].start)
    return any(
        o.sources
        and o.id in scene.answers
        and scene.sentence(o.sources[0].start) == sentence
        and o.start < statement.start
        for o in scene.statements
    )
