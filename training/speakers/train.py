"""Train the antecedent ranker, the small network that says whom "he" and "she" mean, and measure it by article.

python -m training.speakers.train               trains and writes src/sayso/reading/weights/antecedents.npz
python -m training.speakers.train --measure     five-fold cross-validation over articles, nothing written

``antecedents.tsv`` holds the coding: article, place of a pronoun that is a source, place of a name of whom it means,
and how that was settled: ``read`` (a person's reading of the passage, where the earlier rules and the silver
coreference chains disagreed or the rules were unsure), ``agreed`` (both said the same) or ``sure`` (no chain, rules
confident). Candidates and their features depend on whom earlier pronouns were taken for, so they are gathered again
with the ranker that the first round gave.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import numpy.typing as npt

from sayso.reading.context import Context
from sayso.reading.network import Network
from sayso.reading.speakers import pronouns, resolve
from sayso.reading.speakers.antecedents import FEATURES
from sayso.reading.speakers.pronouns import Candidate
from sayso.reading.speakers.ranker import PARTS, Ranker
from training.evaluate_fields import CHECKOUT, CORPORA
from training.measure import scorer
from training.speakers.measure import context_of

LABELS = Path(__file__).with_name("antecedents.tsv")
OUT = CHECKOUT / "src" / "sayso" / "reading" / "weights" / "antecedents.npz"
UNITS, EPOCHS, BATCH, RATE, DECAY, DROPPED, SEEDS, FOLDS = 16, 25, 128, 4e-3, 0.05, 0.2, 3, 5
WEIGHT = {"read": 1.5, "agreed": 1.0, "sure": 1.0}

Floats = npt.NDArray[np.float64]

FIRST_GUESS = {
    "sentences": -3.4, "paragraphs": -1.05, "subject": 1.0, "subject here": 0.7, "object": -0.7, "owner": -0.3,
    "spoke last": 1.1, "gender known": 1.1, "named often": 0.6, "quoted": -1.6, "named in content": -2.6,
    "not surely a person": -0.7, "gender against": -4.0,
}  # fmt: skip
"""Weights set by hand: where training starts, and the rules it is compared with."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One coded pronoun.

    Attributes:
        start: where it stands.
        name: place of a name of whom it means.
        how: how that was settled.
    """

    start: int
    name: tuple[int, int]
    how: str


@dataclass(frozen=True, slots=True)
class Example:
    """One pronoun with its candidates.

    Attributes:
        article: its article.
        x: features, (candidates, features).
        right: which candidate is right; -1 if none is.
        weight: how much it counts in training.
    """

    article: str
    x: Floats
    right: int
    weight: float


def read_codings(path: Path = LABELS) -> dict[str, list[Coded]]:
    """The coded pronouns by article."""
    out: dict[str, list[Coded]] = defaultdict(list)
    with path.open(encoding="utf8", newline="") as rows:
        for doc, start, _, a, b, how in csv.reader(rows, delimiter="\t"):
            out[doc].append(Coded(int(start), (int(a), int(b)), how))
    return out


def first_guess() -> Ranker:
    """The ranker with the weights set by hand and no hidden units that count."""
    linear = np.array([FIRST_GUESS.get(name, 0.0) for name in FEATURES])
    return Ranker(linear, np.zeros((len(FEATURES), 1)), np.zeros(1), np.zeros(1), 1.0)


@contextmanager
def _ranking_by(ranker: Ranker) -> Iterator[dict[int, list[Candidate]]]:
    """Speakers are resolved with ``ranker``; yields the candidates of each source, by its offset."""
    seen: dict[int, list[Candidate]] = {}
    plain = pronouns.rank_people

    def recording(scene: Any, offset: int, gender: str, **more: Any) -> list[Candidate]:
        ranked = plain(scene, offset, gender, **more)
        if more.get("source"):
            seen[offset] = ranked
        return ranked

    with (
        mock.patch.object(pronouns, "shipped_ranker", lambda: ranker),
        mock.patch.object(resolve, "rank_people", recording),
    ):
        yield seen


def gather(contexts: dict[str, Context], codings: dict[str, list[Coded]], ranker: Ranker) -> list[Example]:
    """The coded pronouns with their candidates, earlier pronouns of the article resolved by ``ranker``."""
    out = []
    for doc, context in contexts.items():
        with _ranking_by(ranker) as seen:
            resolve.resolve_speakers(context)
        for coded in codings[doc]:
            ranked = seen.get(coded.start)
            if not ranked:
                continue
            a, b = coded.name
            right = next((i for i, c in enumerate(ranked) if any(s < b and a < e for s, e in c.figure.mentions)), -1)
            x = np.array([c.features for c in ranked])
            out.append(Example(doc, x, right, WEIGHT[coded.how]))
    return out


def fit(examples: Sequence[Example], *, units: int = UNITS, epochs: int = EPOCHS, seed: int = 0) -> Ranker:
    """The ranker of the examples: softmax cross-entropy over each pronoun's candidates.

    AdamW (Loshchilov & Hutter 2019) in small batches, features dropped at random (Srivastava et al. 2014) so that no
    single one is leant on; the linear part decays towards the weights set by hand, the rest towards nothing.
    """
    usable = [e for e in examples if e.right >= 0 and len(e.x) > 1]
    rng = np.random.default_rng(seed)
    width = len(FEATURES)
    home = [first_guess().linear, np.zeros((width, units)), np.zeros(units), np.zeros(units)]
    theta = [
        home[0].copy(),
        rng.normal(0, 0.6 / width**0.5, (width, units)),
        np.zeros(units),
        rng.normal(0, 0.2, units),
    ]
    first = [np.zeros_like(t) for t in theta]
    second = [np.zeros_like(t) for t in theta]
    steps = epochs * -(-len(usable) // BATCH)
    step = 0
    for _ in range(epochs):
        order = rng.permutation(len(usable))
        for at in range(0, len(usable), BATCH):
            batch = [usable[i] for i in order[at : at + BATCH]]
            step += 1
            part = step / steps
            rate = RATE * min(part / 0.3, (1 - part) / 0.7)
            gradient = _gradient(theta, batch, rng.random((len(batch), width)) >= DROPPED)
            for i, g in enumerate(gradient):
                first[i] += 0.1 * (g - first[i])
                second[i] += 0.001 * (g * g - second[i])
                ahead = (first[i] / (1 - 0.9**step)) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
                theta[i] = theta[i] - rate * (ahead + DECAY * (theta[i] - home[i]))
    return Ranker(*theta, sharpness=1.0)


def _gradient(theta: Sequence[Floats], batch: Sequence[Example], kept: npt.NDArray[np.bool_]) -> list[Floats]:
    """Slope of the batch's mean loss for each part of the weights; ``kept``: the features left in, by example."""
    linear, hidden, bias, out = theta
    sizes = np.array([len(e.x) for e in batch])
    starts = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(len(batch)), sizes)
    x = np.concatenate([e.x for e in batch]) * kept[owner] / (1 - DROPPED)
    weight = np.array([e.weight for e in batch])
    h = np.tanh(x @ hidden + bias)
    z = x @ linear + h @ out
    z = z - np.maximum.reduceat(z, starts)[owner]
    p = np.exp(z)
    p /= np.add.reduceat(p, starts)[owner]
    slope = p * weight[owner]
    slope[starts + np.array([e.right for e in batch])] -= weight
    slope /= len(batch)
    back = np.outer(slope, out) * (1 - h * h)
    return [x.T @ slope, x.T @ back, back.sum(0), h.T @ slope]


def fit_all(examples: Sequence[Example]) -> Ranker:
    """The mean of several rankers from different starts, which is one ranker with all their hidden units."""
    parts = [fit(examples, seed=seed) for seed in range(SEEDS)]
    return Ranker(
        np.mean([r.linear for r in parts], axis=0),
        np.concatenate([r.hidden for r in parts], axis=1),
        np.concatenate([r.bias for r in parts]),
        np.concatenate([r.out for r in parts]) / len(parts),
        1.0,
    )


def chosen(ranker: Ranker, examples: Sequence[Example]) -> list[bool]:
    """Whether the ranker's best candidate is right, for each example."""
    return [int(np.argmax(ranker.scores(e.x.tolist()))) == e.right for e in examples]


def sharpness(scores: Sequence[Floats], examples: Sequence[Example]) -> float:
    """The factor on held-out scores that gives the right candidates the highest likelihood (temperature scaling)."""

    def loss(factor: float) -> float:
        total = 0.0
        for z, e in zip(scores, examples, strict=True):
            if e.right >= 0:
                y = factor * (z - z.max())
                total -= y[e.right] - np.log(np.exp(y).sum())
        return total

    return float(min(np.linspace(0.3, 1.5, 61), key=loss))


def cross_validated(examples: Sequence[Example]) -> list[Floats]:
    """Scores of each example's candidates by a ranker that saw nothing of its article."""
    articles = sorted({e.article for e in examples})
    fold = {a: i % FOLDS for i, a in enumerate(articles)}
    scores: list[Floats] = [np.zeros(0)] * len(examples)
    for k in range(FOLDS):
        ranker = fit_all([e for e in examples if fold[e.article] != k])
        for i, e in enumerate(examples):
            if fold[e.article] == k:
                scores[i] = ranker.scores(e.x.tolist())
    return scores


def write(ranker: Ranker, to: Path) -> None:
    """The weights in one file, as 16-bit floats."""
    parts = {name: getattr(ranker, name).astype(np.float16) for name in PARTS}
    np.savez_compressed(to, **parts, sharpness=np.array(ranker.sharpness))


def contexts_of(corpora: Path, docs: Sequence[str]) -> dict[str, Context]:
    """The articles as the resolver gets them: the first coder's spans, and the network's names."""
    folder = corpora / "polnear" / "train"
    network, score = Network(None, 2), scorer()
    out = {}
    for doc in docs:
        coding = sorted(folder.glob(f"attributions/{doc.replace('[', '[[]')}_????.ann"))[0]
        out[doc] = context_of(folder / "text" / f"{doc}.txt", score.read_ann(coding), network)
    return out


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="cross-validation only; nothing is written")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--to", type=Path, default=OUT)
    args = parser.parse_args()
    if not (args.corpora / "polnear").is_dir():
        print(f"{args.corpora}: no polnear/ there; give the corpora's folder with --corpora", file=sys.stderr)
        return 2
    codings = read_codings()
    contexts = contexts_of(args.corpora, sorted(codings))
    return run(contexts, codings, args.to, args.measure)


def run(contexts: dict[str, Context], codings: dict[str, list[Coded]], to: Path, measure: bool) -> int:
    """Gather, cross-validate, and unless only measuring train on everything and write."""
    start = first_guess()
    examples = gather(contexts, codings, start)
    examples = gather(contexts, codings, fit(examples, epochs=8))
    scores = cross_validated(examples)
    found = [int(np.argmax(z)) == e.right for z, e in zip(scores, examples, strict=True)]
    hand = chosen(start, examples)
    read = [i for i, e in enumerate(examples) if e.weight == WEIGHT["read"]]
    factor = sharpness(scores, examples)
    without = sum(e.right < 0 for e in examples)
    print(f"{len(examples)} pronouns in {len(contexts)} articles; no right candidate: {without}")
    for title, some in (("all", range(len(examples))), ("of these read", read)):
        n = max(1, len(some))
        print(
            f"{title:14} n {n:5}  hand weights {100 * sum(hand[i] for i in some) / n:5.1f}  "
            f"ranker, cross-validated {100 * sum(found[i] for i in some) / n:5.1f}"
        )
    print(f"sharpness {factor:.2f}")
    if not measure:
        ranker = fit_all(examples)
        write(Ranker(ranker.linear, ranker.hidden, ranker.bias, ranker.out, factor), to)
        print(f"{to}: {to.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
