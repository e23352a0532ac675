"""Which statements bear on an issue: by meaning and by words, in the statement and around it. Pure functions.

The score is a logistic regression over five features of a statement in its report (weights below), fitted on the coded
reports of ``examples/`` for four issues, 1,262 judged pairs; leaving one issue out in turn, mean average precision is
0.83, against 0.69 for the cosine alone. A person's choices then move statements that are near them in meaning, in the
way of Rocchio's relevance feedback (in Salton, "The SMART Retrieval System", 1971), here by the nearest choice.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.record.words import plain_words

Floats = npt.NDArray[np.float32]

THRESHOLD = 0.45
"""The score from which a statement counts as bearing on an issue, until a person's choices say otherwise."""

KEPT = 0.05
"""Scores below are not kept: no person's choices bring such a statement back."""

ANSWERS = 0.75
"""What an answer to a statement on the issue has of that one's score, where its own words say less."""

_WEIGHTS = {"meaning": 5.11, "words": 7.01, "around": 2.92, "neighbours": 6.13, "title": 2.01}
_BIAS = -5.89
_NEAREST = 5.0
_LIKE = 0.35
_PULL = 0.35
_CARRIED = 0.1
_REACH = 2
_MOST_WORDS, _MOST_AROUND, _MOST_TITLE = 4, 6, 3

_STOP = frozenset(
    re.findall(
        r"\w+",
        """
        the a an of in on at to for and or with by from is was are be been were that this these those it its as not no
        who whom which what whether than then their his her our your my between into over under about after before
        during against without within upon has have had will would can could should may might must do does did if when
        where why how there here they he she we you i them him us me any all some more most other others such only own
        same so too very just also up down out off again once both each few nor through until while because said says
        say
        """,
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """An issue as statements are held against it.

    Attributes:
        vectors: meanings of name with description, of the description, and of the name: (n, 384), each of length 1.
        terms: stems of the words that tell.
    """

    vectors: Floats
    terms: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A statement as it stands in its report.

    Attributes:
        row: its number in the store.
        content: its words.
        start, end: the stretch of text from its first content to its last.
        vector: the meaning of its words, of length 1; ``None`` if it has none yet.
    """

    row: int
    content: str
    start: int
    end: int
    vector: Floats | None


@dataclass(frozen=True, slots=True)
class Score:
    """How surely a statement bears on an issue, and by what.

    Attributes:
        row: the statement's.
        score: 0–1, before anybody's choices.
        meaning: cosine with the nearest of the issue's vectors.
        words: share of the issue's words that stand in it, 0–1.
    """

    row: int
    score: float
    meaning: float
    words: float


def topic_texts(name: str, about: str) -> list[str]:
    """The texts whose meanings make a :class:`Topic`."""
    return [f"{name}. {about}", about, name] if about.strip() else [name]


def topic(name: str, about: str, vectors: Floats) -> Topic:
    """The topic of an issue, given the meanings of :func:`topic_texts`."""
    return Topic(vectors, frozenset(stems(f"{name} {about}")))


def stems(text: str) -> list[str]:
    """The words of a text that tell something, plurals and tenses as one, in their order."""
    return [stem(word) for word in plain_words(text) if word not in _STOP and not word.isdigit() and len(word) > 1]


def stem(word: str) -> str:
    """A word without the endings of plural and tense; enough to bring "trains" and "train" together."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word[: -len(ending)]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def scores(topic: Topic, text: str, title: str | None, statements: Sequence[Placed]) -> list[Score]:
    """How surely each statement of one report bears on the topic.

    It depends on nothing but the report and the topic, so that a report scored when it comes in and one scored anew
    are scored alike.

    Args:
        topic: the issue's.
        text: the report's.
        title: its headline.
        statements: all of the report's, in text order.
    """
    cosines = [
        0.0 if s.vector is None else float(np.max(topic.vectors @ s.vector.astype(np.float32))) for s in statements
    ]
    in_title = _share(topic, title or "", _MOST_TITLE)
    out = []
    for at, statement in enumerate(statements):
        near = [
            cosines[other]
            for other in range(max(0, at - _REACH), min(len(statements), at + _REACH + 1))
            if other != at and statements[other].vector is not None
        ]
        words = _share(topic, statement.content, _MOST_WORDS)
        features = {
            "meaning": cosines[at],
            "words": words,
            "around": _share(topic, _around(text, statement), _MOST_AROUND),
            "neighbours": sum(near) / len(near) if near else cosines[at],
            "title": in_title,
        }
        logit = _BIAS + sum(_WEIGHTS[name] * value for name, value in features.items())
        out.append(Score(statement.row, round(_sigmoid(logit), 4), round(cosines[at], 4), round(words, 4)))
    return out


def _share(topic: Topic, text: str, most: int) -> float:
    """How many of the topic's words stand in a text, of as many as can be looked for there."""
    if not topic.terms:
        return 0.0
    return min(1.0, len(topic.terms.intersection(stems(text))) / min(len(topic.terms), most))


def _around(text: str, statement: Placed) -> str:
    """The paragraph or paragraphs in which a statement stands."""
    start = text.rfind("\n", 0, statement.start) + 1
    end = text.find("\n", statement.end)
    return text[start : end if end >= 0 else len(text)]


def refined(base: Sequence[float], vectors: Floats, included: Floats, excluded: Floats) -> list[float]:
    """Scores moved by a person's choices: up where a statement is like one they included, down where excluded.

    Args:
        base: scores, 0–1.
        vectors: the statements' meanings, (n, 384).
        included, excluded: meanings of the chosen ones, (k, 384); none where k is 0.
    """
    moved = np.zeros(len(base), dtype=np.float32)
    if len(base) and len(included):
        moved += np.maximum((vectors @ included.T).max(axis=1) - _LIKE, 0)
    if len(base) and len(excluded):
        moved -= np.maximum((vectors @ excluded.T).max(axis=1) - _LIKE, 0)
    return [
        round(_sigmoid(_logit(value) + _NEAREST * float(by)), 4) if by else value
        for value, by in zip(base, moved, strict=True)
    ]


def trained_threshold(included: Iterable[float], excluded: Iterable[float], others: Iterable[float] = ()) -> float:
    """The threshold with the fewest of a person's choices on its wrong side, staying near the one that ships.

    What nobody said anything of stays where it is unless much speaks for it: one far-off choice, which is obeyed in any
    case, does not carry dozens of other statements with it.

    Args:
        included, excluded: scores of the chosen statements, as they would be without being chosen.
        others: scores of the rest.
    """
    wanted, unwanted = [_logit(s) for s in included], [_logit(s) for s in excluded]
    home = _logit(THRESHOLD)
    candidates = [home, *(z - 1e-3 for z in wanted), *(z + 1e-3 for z in unwanted)]
    rest = sorted(_logit(s) for s in others)

    def cost(at: float) -> float:
        wrong = sum(z < at for z in wanted) + sum(z >= at for z in unwanted)
        carried = abs(bisect_left(rest, at) - bisect_left(rest, home))
        return wrong + _PULL * abs(at - home) + _CARRIED * carried

    best = min(candidates, key=lambda at: (round(cost(at), 9), abs(at - home), at))
    return round(_sigmoid(best), 4)


def _sigmoid(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def _logit(score: float) -> float:
    held = max(1e-6, min(1 - 1e-6, score))
    return math.log(held / (1 - held))
