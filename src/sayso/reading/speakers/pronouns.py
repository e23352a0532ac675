"""Whom a pronoun means: the learnt ranker's choice among the persons named before, and what it rules out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sayso.model import Statement
from sayso.reading.speakers import lexicon as lex
from sayso.reading.speakers.antecedents import rows
from sayso.reading.speakers.figures import Figure
from sayso.reading.speakers.ranker import shipped_ranker
from sayso.reading.speakers.references import references
from sayso.reading.speakers.scene import Scene

GENDERED = dict.fromkeys(lex.HE, "m") | dict.fromkeys(lex.SHE, "f")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone a pronoun may mean, with the score of the evidence.

    Attributes:
        figure: who.
        score: the ranker's score: log-odds against the other candidates.
        distance: sentences back to where the figure was last referred to.
        spoke: whether it was the source before.
        features: the evidence, in the order of :data:`sayso.reading.speakers.antecedents.FEATURES`.
    """

    figure: Figure
    score: float
    distance: int
    spoke: bool
    features: tuple[float, ...] = ()


def rank_people(
    scene: Scene,
    offset: int,
    gender: str,
    *,
    barred: frozenset[int] = frozenset(),
    content: tuple[tuple[int, int], ...] = (),
    inside_quote: bool = False,
    source: bool = False,
) -> list[Candidate]:
    """Persons that a pronoun or description at ``offset`` may mean, best first.

    Args:
        scene: the article.
        offset: where the pronoun stands.
        gender: ``m``, ``f`` or empty when the words do not tell.
        barred: ``id()`` of figures it cannot mean.
        content: ranges said; whoever is named there is hardly the one who says it.
        inside_quote: whether it stands inside somebody's quoted words.
        source: whether it is the source of a statement.
    """
    found = [
        r
        for r in references(scene, offset, inside_quote)
        if id(r.figure) not in barred and (not gender or r.figure.gender_guessed or r.figure.gender in ("", gender))
    ]
    if not found:
        return []
    table = rows(scene, offset, gender, found, content=content, inside_quote=inside_quote, source=source)
    scores = shipped_ranker().scores(table).tolist()
    last = scene.last_speaker(offset)
    out = [
        Candidate(r.figure, score, scene.steps(r.at, offset), r.figure is last, tuple(row))
        for r, score, row in zip(found, scores, table, strict=True)
    ]
    return sorted(out, key=lambda c: -c.score)


def confidence_of(ranked: list[Candidate]) -> float:
    """Probability of the best candidate, from its lead over the others."""
    if not ranked:
        return 0.0
    total = sum(math.exp(c.score - ranked[0].score) for c in ranked)
    return round(min(0.97, 0.97 / total), 3)


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
