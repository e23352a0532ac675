"""Train the act classifier and measure it: multinomial logistic regression by L-BFGS, then int8 weights.

python -m training.acts.train                       trains and writes src/sayso/reading/weights/acts.npz
python -m training.acts.train --measure             cross-validation, tuning part and the cue tables beside it
python -m training.acts.train --measure --held-out  also the articles set aside; for final figures only

A coding may name two acts. Half of the loss is the cross-entropy with the pair as a distribution (0.65 and 0.35), half
the log of the probability of either, which is what the score counts.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from sayso.model import ACTS
from sayso.reading.act_features import features, wording
from sayso.reading.act_words import base_form
from sayso.reading.acts import ActModel
from training.acts.data import Coded, figures, folds, polnear, whosaid, written
from training.evaluate_fields import CHECKOUT, CORPORA

Floats = npt.NDArray[np.float64]

OUT = CHECKOUT / "src" / "sayso" / "reading" / "weights" / "acts.npz"
LEAST, RIDGE, RIDGE_COMMON, EITHER, FIRST, STEPS = 2, 6.0, 1.5, 0.5, 0.65, 40
COMMON = frozenset(
    ("usual", "usual+kind", "usual+start", "key", "kind", "start", "ends", "frame", "frame+neutral", "frame+marked",
     "tone", "tone+usual", "sense", "sense+usual", "inner", "inner+usual")
)  # fmt: skip
"""Families of few, frequent features: they are held back less than the many rare words."""

PLAIN = {
    "confirm": "confirm admit acknowledge concede", "deny": "deny dispute", "propose": "propose offer suggest",
    "accept": "agree accept welcome", "reject": "reject refuse", "demand": "urge call demand ask",
    "promise": "vow pledge",
    "threaten": "threaten", "warn": "warn caution", "accuse": "accuse criticise criticize blast slam",
    "praise": "praise endorse hail defend", "ask": "question wonder", "believe": "think believe fear expect",
    "want": "want hope like",
}  # fmt: skip
"""The plain cue-verb table: the typical cues that docs/codebook.md names, each with its act; all else is ``state``."""


def plain_act(cue: tuple[str, ...]) -> str:
    """The act of the first cue word that the plain table has."""
    table = {base_form(v): act for act, verbs in PLAIN.items() for v in verbs.split()}
    return next((table[word] for word in cue if word in table), "state")


def fit(coded: list[Coded], named: list[list[str]]) -> ActModel:
    """The model of the coded statements, with their features given; not yet calibrated."""
    counts = Counter(name for names in named for name in set(names))
    index = {name: i for i, name in enumerate(sorted(n for n, count in counts.items() if count >= LEAST))}
    x = _matrix(named, index)
    first = np.zeros((len(coded), len(ACTS)))
    for row, c in zip(first, coded, strict=True):
        row[ACTS.index(c.act)] = FIRST if c.second else 1.0
        if c.second:
            row[ACTS.index(c.second)] = 1 - FIRST
    either = (first > 0).astype(float)
    ridge = np.array([[RIDGE_COMMON if name.partition("=")[0] in COMMON else RIDGE] for name in index])
    transposed = x.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        theta = flat.reshape(len(index) + 1, len(ACTS))
        z = x @ theta[:-1] + theta[-1]
        z = z - z.max(1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(1, keepdims=True))
        p = np.exp(log_p)
        right = (p * either).sum(1, keepdims=True) + 1e-12
        value = (
            -(1 - EITHER) * (first * log_p).sum()
            - EITHER * np.log(right).sum()
            + RIDGE / 2 * (ridge * theta[:-1] ** 2).sum()
        )
        slope = (1 - EITHER) * (p - first) + EITHER * (p - p * either / right)
        gradient = np.vstack([transposed @ slope + ridge * theta[:-1], slope.sum(0)])
        return float(value), gradient.ravel()

    start = np.zeros((len(index) + 1) * len(ACTS))
    theta = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 6}).x
    theta = theta.reshape(len(index) + 1, len(ACTS))
    return ActModel(index, theta[:-1], theta[-1], 1.0, 0.0)


def _matrix(named: list[list[str]], index: dict[str, int]) -> sparse.csr_matrix:
    columns: list[int] = []
    ends = [0]
    for names in named:
        columns += [index[name] for name in set(names) if name in index]
        ends.append(len(columns))
    return sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(named), len(index)))


def predict(model: ActModel, named: list[list[str]]) -> tuple[list[str], list[float]]:
    """Best act of each statement and its softmax probability."""
    acts, sure = [], []
    for names in named:
        z = model.scores(names)
        p = np.exp(z - z.max())
        acts.append(str(ACTS[int(z.argmax())]))
        sure.append(float(p.max() / p.sum()))
    return acts, sure


def calibration(sure: list[float], right: list[bool]) -> tuple[float, float]:
    """Slope and offset of the logistic function from log-odds to the probability of being right (Platt 1999)."""
    x = np.array([math.log(min(p, 1 - 1e-6) / max(1 - p, 1e-6)) for p in sure])
    y = np.array(right, dtype=float)

    def loss(ab: Floats) -> tuple[float, Floats]:
        z = ab[0] * x + ab[1]
        p = 1 / (1 + np.exp(-z))
        value = -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)).sum()
        return float(value), np.array([((p - y) * x).sum(), (p - y).sum()])

    a, b = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x
    return float(a), float(b)


def cross_validated(coded: list[Coded], always: list[Coded]) -> tuple[list[str], list[float]]:
    """Acts of ``coded``, each by a model that saw nothing of its article; ``always`` is in every training part."""
    named = [features(wording(c.statement)) for c in coded]
    more = [features(wording(c.statement)) for c in always]
    acts, sure = [""] * len(coded), [0.0] * len(coded)
    for train, test in folds(coded, 5):
        model = fit([*(coded[i] for i in train), *always], [*(named[i] for i in train), *more])
        for i, act, p in zip(test, *predict(model, [named[i] for i in test]), strict=True):
            acts[i], sure[i] = act, p
    return acts, sure


def write(model: ActModel, to: Path) -> None:
    """The model in one compressed file: names, int8 weights with a scale for each act, bias, calibration."""
    largest = np.abs(model.weights).max(1)
    kept = [(n, i) for n, i in model.index.items() if largest[i] > 0.01]
    weights = model.weights[[i for _, i in kept]]
    scale = np.abs(weights).max(0) / 127
    np.savez_compressed(
        to,
        names=np.frombuffer("\n".join(n for n, _ in kept).encode(), dtype=np.uint8),
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale,
        bias=model.bias,
        calibration=np.array([model.slope, model.offset]),
    )


def show(title: str, coded: list[Coded], acts: list[str], table: bool = False) -> None:
    """Print accuracy and macro-F1; with ``table`` F1 and count of each act too."""
    accuracy, macro, by_act = figures(coded, acts)
    print(f"{title:46} accuracy {accuracy:5.1f}  macro-F1 {macro:5.1f}  n {len(coded)}", flush=True)
    if table:
        print("    " + "  ".join(f"{a} {f:.0f} ({n})" for a, (f, n) in by_act.items()))


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="print figures instead of writing the weights")
    parser.add_argument("--held-out", action="store_true", help="with --measure: the articles set aside as well")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--to", type=Path, default=OUT)
    args = parser.parse_args()
    if not (args.corpora / "polnear").is_dir():
        print(f"{args.corpora}: no polnear/ there; give the corpora's folder with --corpora", file=sys.stderr)
        return 2
    coded, extra = polnear(corpora=args.corpora), written()
    acts, sure = cross_validated(coded, extra)
    model = fit([*coded, *extra], [features(wording(c.statement)) for c in (*coded, *extra)])
    slope, offset = calibration(sure, [c.right(a) for c, a in zip(coded, acts, strict=True)])
    model = ActModel(model.index, model.weights, model.bias, slope, offset)
    if not args.measure:
        write(model, args.to)
        print(f"{args.to}: {args.to.stat().st_size:,} bytes, calibration {slope:.3f} {offset:.3f}")
        return 0
    chance = [i for i, c in enumerate(coded) if c.drawn == "chance"]
    sets = {"labels": (coded, acts), "labels drawn by chance": ([coded[i] for i in chance], [acts[i] for i in chance])}
    for part in ("tuning", "held-out") if args.held_out else ("tuning",):
        for name in ("political", "diplomacy"):
            some = whosaid(name, part, args.corpora)
            sets[f"{name}, {part}"] = (some, predict(model, [features(wording(c.statement)) for c in some])[0])
    for title, (some, found) in sets.items():
        words = [wording(c.statement) for c in some]
        show(f"{title}: classifier", some, found, table=True)
        show(f"{title}: our whole cue table", some, [w.usual[0] for w in words])
        show(f"{title}: the codebook's cues", some, [plain_act(w.cue) for w in words])
    return 0


if __name__ == "__main__":
    sys.exit(main())
