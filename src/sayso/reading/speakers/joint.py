"""Two or more speakers joined: "Singer and Faso", "the Saudi king and Trump"."""

from __future__ import annotations

import re

from sayso.model import Speaker
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.figures import Mention
from sayso.reading.speakers.kinds import head_noun
from sayso.reading.speakers.phrases import Phrase
from sayso.reading.speakers.scene import Answer, Scene


def read_mixed_pair(scene: Scene, phrase: Phrase, inside: list[Mention], head: str) -> Answer | None:
    """A description and a name joined: "the Saudi king and Trump"."""
    match = re.fullmatch(r"((?:the|a|an) [^,]+?) and ((?:the )?(?:[A-Z][\w.’'-]*\s?)+)", phrase.words)
    if match is None or head_noun(match[1]) not in lex.ROLES or not inside or inside[-1].end != phrase.end:
        return None
    return Answer(Speaker(" ".join(phrase.words.split()), "group"), 0.75, "joint speakers, as the source has them")


_JOIN = re.compile(r"\s*,?\s+(?:and|&)\s+(?:the\s+)?(?:[\w.’'-]+\s+){0,5}|\s*,\s+(?:[\w.’'-]+\s+){0,4}")
_PREPOSITION = re.compile(r"\b(?:of|for|by|from|with|to|at|in|who|that|among|between)\b")


def read_joint(scene: Scene, phrase: Phrase, inside: list[Mention]) -> Answer | None:
    """Two or more speakers joined: "Singer and Faso"."""
    text = scene.text
    if " and " not in phrase.words and " & " not in phrase.words:
        return None
    if any(m.figure.kind == "person" for m in inside):
        inside = [m for m in inside if m.figure.kind != "place"]
    if len(inside) < 2:
        return None
    parts = [inside[0]]
    for mention in inside[1:]:
        gap = re.sub(r"\([^)]*\)", "", text[parts[-1].end : mention.start])
        if _JOIN.fullmatch(gap):
            parts.append(mention)
    if len(parts) < 2 or not re.search(r"\b(?:and|&)\b", text[parts[-2].end : parts[-1].start]):
        return None
    if len({id(p.figure) for p in parts}) < len(parts) or _PREPOSITION.search(
        text[phrase.start : parts[0].start].lower().replace("secretary of", "")
    ):
        return None
    tail = text[parts[-1].end : phrase.end].strip()
    if tail not in ("", "administration") and not tail.startswith((",", "(", "who")):
        return None
    names = [p.figure.name for p in parts]
    if tail == "administration":
        names[-1] = text[article_before(text, parts[-1].start) : phrase.end]
    name = ", ".join(names[:-1]) + " and " + names[-1]
    governments = all(p.figure.kind == "place" for p in parts)
    return Answer(Speaker(name, "government" if governments else "group"), 0.85, "joint speakers")


def article_before(text: str, start: int) -> int:
    """Where a name starts with the "the" before it, if there is one."""
    return start - 4 if text[max(0, start - 4) : start].lower() == "the " else start
