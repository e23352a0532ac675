"""Articles with their mentions, the evidence of each for each statement, and which of them the coding calls right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.reading.circumstances import gather
from sayso.reading.circumstances.frames import Frames
from sayso.reading.circumstances.mentions import CARRIED, Mention
from sayso.reading.circumstances.pairs import Pairs
from sayso.reading.context import Context
from sayso.reading.network import Network
from sayso.reading.speakers import resolve_speakers
from training.circumstances.measure import Key, Told, contexts, key_of, right
from training.evaluate_fields import gold_context, load_gold, load_scorer, silver_names

Bools = npt.NDArray[np.bool_]
FIELD = {"outlet": "outlet", "channel": "channel", "date": "said_text"}


@dataclass(frozen=True, slots=True)
class Example:
    """One article.

    Attributes:
        name: of the article.
        frames: its statements in their sentences.
        told: its mentions.
        evidence: of each mention for each statement.
        right: (statements, mentions), whether the mention is what was coded.
        gold: (statements, sides of an occasion), whether anything was coded.
    """

    name: str
    frames: Frames
    told: list[Mention]
    evidence: Pairs
    right: Bools
    gold: Bools


def gathered(part: str, corpora: Path, network: Network | None) -> Iterator[Example]:
    """The coded articles of PolNeAR train that belong to ``part`` (``tuning``, ``confirm``, ``all``)."""
    score: Any = load_scorer()
    for name, context, want in contexts(part, corpora / "polnear" / "train", network):
        yield example(name, context, want, score)


def of_whosaid(name: str, corpora: Path) -> Iterator[Example]:
    """The tuning articles of one file of ``whosaid/``."""
    score: Any = load_scorer()
    silver = silver_names(corpora)
    for article in load_gold(corpora / "whosaid" / f"{name}.jsonl", "tuning"):
        context = gold_context(article, score, silver.get(article["doc"], ()), False)
        context = replace(context, statements=resolve_speakers(context))
        by_id = {s["id"]: s for s in article["statements"]}
        want = {
            key_of(s): {f: by_id[s.id][f] for f in FIELD.values() if by_id[s.id].get(f)} for s in context.statements
        }
        yield example(article["doc"], context, want, score)


def example(name: str, context: Context, want: dict[Key, Told], score: Any) -> Example:
    """An article, its speakers resolved, against what was coded of it."""
    found = gather(context)
    frames, told = found.frames, found.told
    fits = np.zeros((len(frames.statements), len(told)), dtype=bool)
    gold = np.zeros((len(frames.statements), len(CARRIED)), dtype=bool)
    for i, statement in enumerate(frames.statements):
        coded = want.get(key_of(statement), {})
        for d, dimension in enumerate(CARRIED):
            gold[i, d] = bool(coded.get(FIELD[dimension]))
        for j, mention in enumerate(told):
            said = mention.clue.words if mention.dimension == "date" else mention.clue.value
            fits[i, j] = right(FIELD[mention.dimension], coded.get(FIELD[mention.dimension]), said, score)
    return Example(name, frames, told, found.pairs, fits, gold)
