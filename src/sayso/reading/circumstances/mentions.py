"""Everything an article tells of its occasions: each clue to outlet, channel or day, and the statement it stands by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reading.circumstances.clues import Clue, Clues, Dimension
from sayso.reading.circumstances.frames import Frames
from sayso.reading.circumstances.speakers import speaker_key

CARRIED: tuple[Dimension, ...] = ("outlet", "channel", "date")
"""What belongs to an occasion and is told once for many statements."""
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]er|[Tt]heir)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A clue in its place.

    Attributes:
        dimension: which side of the occasion it tells.
        clue: what it tells.
        owner: the statement whose cue it goes with; ``None`` where the article tells it by the way.
        about: the :func:`speaker_key` of the owner, or of whom its sentence is about; ``None`` where that is not known.
        names: last names of speakers that its sentence names.
        heard: the last name of the one who asked the questions there: an occasion is theirs too.
    """

    dimension: Dimension
    clue: Clue
    owner: int | None
    about: str | None
    names: frozenset[str]
    heard: str = ""


def mentions(frames: Frames, own: Sequence[Clues], loose: Sequence[tuple[Dimension, Clue]]) -> list[Mention]:
    """The mentions of an article in text order."""
    keys = [speaker_key(s) for s in frames.statements]
    known = {name: key for i, key in enumerate(keys) if key and (name := frames.last_name(i))}
    found: list[Mention] = []
    for i, clues in enumerate(own):
        heard = next((c.heard for c in clues.values() if c.heard), "")
        for dimension in CARRIED:
            if dimension in clues:
                clue = clues[dimension]
                names = frozenset(n for n, _ in _named(frames, clue.start, known))
                found.append(Mention(dimension, clue, i, keys[i], names, heard))
    for dimension, clue in loose:
        named = _named(frames, clue.start, known)
        about = known[min(named, key=lambda n: n[1])[0]] if named else _pronoun(frames, clue.start, keys)
        found.append(Mention(dimension, clue, None, about, frozenset(n for n, _ in named), clue.heard))
    return sorted(found, key=lambda m: m.clue.start)


def _named(frames: Frames, start: int, known: dict[str, str]) -> list[tuple[str, int]]:
    """The speakers' last names in the sentence at ``start``, each with its distance; ahead of it counts as nearer."""
    first, last = frames.sentences[frames.sentence_of(start)]
    out = []
    for match in re.finditer(r"[A-Z]\w+", frames.text[first:last]):
        name = match[0].lower()
        if name in known:
            gap = start - (first + match.end())
            out.append((name, gap if gap >= 0 else 200 - gap))
    return out


def _pronoun(frames: Frames, start: int, keys: Sequence[str | None]) -> str | None:
    """Whom "he" in the sentence at ``start`` most likely is: the speaker of the last statement before it."""
    sentence = frames.sentence_of(start)
    first, last = frames.sentences[sentence]
    if not _PRONOUN.search(frames.text, first, last):
        return None
    for earlier in range(sentence - 1, max(-1, sentence - 4), -1):
        for index in reversed(frames.in_sentence.get(earlier, [])):
            if frames.holders[index] is None:
                return keys[index]
    return None
