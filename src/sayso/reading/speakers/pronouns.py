"""Whom a pronoun means: gender, nearness, who was subject, who spoke last, and what the words said rule out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sayso.model import Statement
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.cast import Figure, Mention
from sayso.reading.speakers.scene import Scene

_PREPOSITIONS = frozenset(
    (
        "to",
        "with",
        "of",
        "for",
        "by",
        "from",
        "against",
        "about",
        "on",
        "over",
        "at",
        "under",
        "between",
        "than",
        "like",
    )
)

# Weights of the features of a candidate; see docs/speakers.md for how they were set.
WEIGHTS = {
    "sentences": -0.85,
    "paragraphs": -0.35,
    "subject": 1.0,
    "subject here": 0.7,
    "object": -0.7,
    "owner": -0.3,
    "spoke last": 1.1,
    "gender": 0.7,
    "gender open": -0.4,
    "named often": 0.3,
    "quoted": -1.6,
    "named in content": -2.6,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone a pronoun may mean, with the score of the evidence.

    Attributes:
        figure: who.
        score: sum of weighted features.
        distance: sentences back to where the figure was last referred to.
        spoke: whether it was the source before.
    """

    figure: Figure
    score: float
    distance: int
    spoke: bool


def rank_people(
    scene: Scene,
    offset: int,
    gender: str,
    *,
    barred: frozenset[int] = frozenset(),
    content: tuple[tuple[int, int], ...] = (),
    inside_quote: bool = False,
) -> list[Candidate]:
    """Persons that a pronoun or description at ``offset`` may mean, best first.

    Args:
        scene: the article.
        offset: where the pronoun stands.
        gender: ``m``, ``f`` or empty when the words do not tell.
        barred: ``id()`` of figures it cannot mean.
        content: ranges said; whoever is named there is hardly the one who says it.
        inside_quote: whether it stands inside somebody's quoted words.
    """
    last = _last_speaker(scene, offset)
    seen: dict[int, tuple[Figure, int, Mention | None]] = {}
    for mention in scene.mentions_before(offset):
        figure = mention.figure
        if _can_be_person(figure):
            old = seen.get(id(figure))
            if old and scene.quoted(mention.start) and not inside_quote and not scene.quoted(old[1]):
                continue
            seen[id(figure)] = (figure, mention.start, mention)
    for at, figure in scene.echoes:
        if at < offset and id(figure) in seen and seen[id(figure)][1] < at:
            seen[id(figure)] = (figure, at, None)
    named = _named_in(scene, content)
    out = []
    for key, (figure, at, near) in seen.items():
        if key in barred or (gender and figure.gender and figure.gender != gender):
            continue
        score, steps = _score(scene, offset, figure, at, near, gender, inside_quote)
        if key in named:
            score += WEIGHTS["named in content"]
        spoke = last is figure
        if spoke:
            score += WEIGHTS["spoke last"]
        if figure.kind == "other":
            score -= 2.0
        out.append(Candidate(figure, score, steps, spoke))
    return sorted(out, key=lambda c: -c.score)


def _can_be_person(figure: Figure) -> bool:
    if figure.kind == "person":
        return not figure.name.startswith("@")
    return figure.kind == "other" and not figure.sure and " " in figure.name


def _score(
    scene: Scene, offset: int, figure: Figure, at: int, near: Mention | None, gender: str, inside_quote: bool
) -> tuple[float, int]:
    steps = scene.steps(at, offset)
    score = WEIGHTS["sentences"] * min(steps, 7)
    score += WEIGHTS["paragraphs"] * min(3, max(0, scene.paragraphs.index(offset) - scene.paragraphs.index(at)))
    if near is None:
        score += WEIGHTS["subject"]
    elif near.possessive or _modifies(scene, near):
        score += WEIGHTS["owner"]
    else:
        before = scene.tokens.first_from(near.start) - 1
        word = scene.tokens.words[before].lower() if before >= 0 else ""
        if word in _PREPOSITIONS and scene.sentence(scene.tokens.starts[before]) == scene.sentence(near.start):
            score += WEIGHTS["object"]
        elif _leads_sentence(scene, near):
            score += WEIGHTS["subject"] + (WEIGHTS["subject here"] if steps == 0 else 0.0)
    if gender:
        score += WEIGHTS["gender"] if figure.gender else WEIGHTS["gender open"]
    score += WEIGHTS["named often"] * math.log1p(len(figure.mentions))
    if not inside_quote and scene.quoted(at):
        score += WEIGHTS["quoted"]
    return score, steps


def _leads_sentence(scene: Scene, mention: Mention) -> bool:
    i = scene.sentence(mention.start)
    if i < 0:
        return False
    start = scene.sentences.ranges[i][0]
    return not any(
        m.figure.kind == "person" and not scene.quoted(m.start) and not _is_aside(scene, m)
        for m in scene.cast.within(start, mention.start)
    )


def _is_aside(scene: Scene, mention: Mention) -> bool:
    """Whether a name is no subject: an owner, a modifier ("the Clinton campaign") or the object of a preposition."""
    if mention.possessive or _modifies(scene, mention):
        return True
    before = scene.tokens.first_from(mention.start) - 1
    if before > 0 and scene.tokens.words[before].lower() in lex.DETERMINERS:
        before -= 1
    return before >= 0 and scene.tokens.words[before].lower() in _PREPOSITIONS | {"in", "after", "before"}


def _modifies(scene: Scene, mention: Mention) -> bool:
    """Whether a noun for people or bodies follows the name: "Clinton spokeswoman"."""
    k = scene.tokens.first_from(mention.end)
    if k >= len(scene.tokens.words) or scene.text[mention.end : scene.tokens.starts[k]] != " ":
        return False
    return scene.tokens.words[k] in lex.ROLES | lex.GROUP_NOUNS | lex.ORGANISATION_NOUNS | {"release", "event", "rally"}


def _last_speaker(scene: Scene, offset: int) -> Figure | None:
    best: tuple[int, Figure] | None = None
    for statement in scene.statements:
        if statement.within or not statement.sources:
            continue
        at = statement.sources[0].start
        answer = scene.answers.get(statement.id)
        if at < offset and answer and answer.figure and (best is None or at >= best[0]):
            best = (at, answer.figure)
    if best and scene.steps(best[0], offset) <= 4:
        return best[1]
    return None


def _named_in(scene: Scene, ranges: tuple[tuple[int, int], ...]) -> set[int]:
    return {id(m.figure) for a, b in ranges for m in scene.cast.within(a, b)}


def confidence_of(ranked: list[Candidate]) -> float:
    """Probability of the best candidate, from its lead over the others."""
    if not ranked:
        return 0.0
    total = sum(math.exp(c.score - ranked[0].score) for c in ranked)
    return round(min(0.97, 0.95 / total), 3)


def outer_speaker(scene: Scene, statement: Statement) -> frozenset[int]:
    """Whom a pronoun inside a quotation cannot mean: the one who is quoted."""
    if statement.within is None or not statement.sources or not scene.quoted(statement.sources[0].start):
        return frozenset()
    answer = scene.answers.get(statement.within)
    return frozenset({id(answer.figure)}) if answer and answer.figure else frozenset()


def explain(word: str, best: Candidate) -> str:
    """Why a pronoun or description was taken for somebody."""
    gone = {0: "in the same sentence", 1: "one sentence back"}.get(best.distance, f"{best.distance} sentences back")
    what = "last named as a source" if best.spoke else "the nearest person that fits"
    return f"{word} → {best.figure.name}: {what}, {gone}"


GENDERED = dict.fromkeys(lex.HE, "m") | dict.fromkeys(lex.SHE, "f")
