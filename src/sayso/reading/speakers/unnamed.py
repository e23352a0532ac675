"""People met in the running text without a name: "a woman in the crowd" introduced, "the senator" taken up again."""

from __future__ import annotations

import re

from sayso.model import Speaker
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.descriptions import bearer
from sayso.reading.speakers.figures import Figure
from sayso.reading.speakers.phrases import Phrase
from sayso.reading.speakers.scene import Scene

_INDEFINITE = frozenset(("a", "an", "one", "another"))
_NAMES_IT = re.compile(r",? (?:named |called |identified as )?")
_BREAK = re.compile(r"[,.;:()\n“”\"]")


def met(scene: Scene, k: int) -> tuple[int, Figure] | None:
    """Whom word ``k``, a noun for a person, introduces without naming, and where: "One woman", "a 26-year-old nurse".

    No one is met where the words say what somebody is or is like ("was a senator", "as a candidate"), or where a name
    stands beside them.
    """
    tokens, text = scene.tokens, scene.text
    first = _opener(scene, k, _INDEFINITE)
    if first is None:
        return None
    start, end = tokens.starts[first], tokens.ends[k]
    before = tokens.words[first - 1].lower() if first else ""
    if before in lex.NOBODY_MET_BEHIND or text[end : end + 2].strip()[:1].isupper() or tokens.possessive[k]:
        return None
    beside = [m for m in scene.cast.within(max(0, start - 60), end + 30) if m.figure.kind == "person"]
    if any(text[m.end : start] in (", ", " (", " — ") for m in beside if m.end <= start):
        return None
    if any(_NAMES_IT.fullmatch(text, end, m.start) for m in beside if m.start > end):
        return None
    noun = tokens.words[k].lower()
    gender = "m" if noun in lex.MALE_NOUNS - lex.OFFICE_MEN else "f" if noun in lex.FEMALE_NOUNS else ""
    name = " ".join(text[start:end].split())
    return start, Figure("person", False, {name: 1}, [(start, end)], gender, speaker=Speaker(name, "anonymous"))


def taken_up(scene: Scene, k: int, sources: set[int]) -> tuple[int, Figure] | None:
    """Whom word ``k``, an office with "the" before it, means: "the senator", "the former governor"; and where."""
    tokens, text = scene.tokens, scene.text
    first = _opener(scene, k, frozenset(("the",)))
    if first is None or tokens.starts[first] in sources or text[tokens.ends[k] :][:2].strip()[:1].isupper():
        return None
    if any(w.lower() in lex.ROLES for w in tokens.words[first + 1 : k]):
        return None
    start, end = tokens.starts[first], tokens.ends[k]
    phrase, noun = Phrase(start, end, text[start:end]), tokens.words[k].lower()
    figure = scene.met_before(start, noun)
    if figure is not None:
        return start, figure
    found = bearer(scene, phrase, noun)
    return (start, found[0]) if found is not None else None


def _opener(scene: Scene, k: int, words: frozenset[str]) -> int | None:
    """Index of the article at most four words before word ``k``, with no mark between them."""
    tokens = scene.tokens
    for i in range(k - 1, max(-1, k - 5), -1):
        low = tokens.words[i].lower()
        if _BREAK.search(scene.text, tokens.ends[i], tokens.starts[i + 1]):
            return None
        if low in words:
            return i
        if low in lex.PHRASE_STOPS or low in lex.DETERMINERS:
            return None
    return None
