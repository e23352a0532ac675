"""Train the carrier, which says how far a clue to outlet, channel or day reaches, and measure it by article.

python -m training.circumstances.train               trains and writes src/sayso/reading/weights/circumstances.npz
python -m training.circumstances.train --measure     six-fold cross-validation over articles, nothing written

The articles are the coded ones of PolNeAR train (``labels.tsv``) and the tuning articles of ``whosaid/``. One weight a
feature is shared by all; what the weights of one side of an occasion or of one tie add to it is held back by a ridge
``1 / ADDED²`` times as strong.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from sayso.reading.circumstances.carrier import WEIGHTS, Carrier, likeliest
from sayso.reading.circumstances.mentions import CARRIED
from sayso.reading.circumstances.pairs import FEATURES, GATES
from sayso.reading.network import Network
from training.circumstances.examples import Example, gathered, of_whosaid
from training.evaluate_fields import CHECKOUT, CORPORA

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

OUT = CHECKOUT / "src" / "sayso" / "reading" / "weights" / WEIGHTS
RIDGE, ADDED, FOLDS, STEPS = 16.0, 0.5, 6, 300
THRESHOLDS = np.arange(0.25, 0.66, 0.05)


@dataclass(frozen=True, slots=True)
class Table:
    """Examples in one table, a row for each statement and mention.

    Attributes:
        x: the shared, gated and sided features of each row.
        group: which statement and side of its occasion a row is a candidate for.
        right: whether it is right.
        groups: how many groups there are.
    """

    x: sparse.csr_matrix
    group: Ints
    right: Bools
    groups: int


def table(examples: Sequence[Example]) -> Table:
    """The rows of all examples."""
    rows, group, right, done = [], [], [], 0
    for e in examples:
        n, m, _ = e.evidence.features.shape
        if not m:
            done += n * len(CARRIED)
            continue
        side = np.broadcast_to(e.evidence.dimension, (n, m)).ravel()
        gates = np.eye(len(GATES))[e.evidence.gate.ravel()]
        sides = np.eye(len(CARRIED))[side]
        f = e.evidence.features.reshape(n * m, len(FEATURES))
        added = [ADDED * (s[:, :, None] * f[:, None, :]).reshape(n * m, -1) for s in (gates, sides)]
        kept = e.evidence.possible.ravel()
        rows.append(sparse.csr_matrix(np.concatenate([f, *added], axis=1)[kept]))
        group.append((done + np.repeat(np.arange(n), m) * len(CARRIED) + side)[kept])
        right.append(e.right.ravel()[kept])
        done += n * len(CARRIED)
    return Table(sparse.vstack(rows).tocsr(), np.concatenate(group), np.concatenate(right), done)


def fit(examples: Sequence[Example]) -> Floats:
    """The weights (sides, gates, features) that make the right mentions, or none where none is, most likely."""
    t = table(examples)
    transposed = t.x.T.tocsr()
    some = np.bincount(t.group, t.right, t.groups) > 0

    def loss(w: Floats) -> tuple[float, Floats]:
        odds = np.exp(np.clip(t.x @ w, -30, 30))
        every = 1 + np.bincount(t.group, odds, t.groups)
        good = np.where(some, np.bincount(t.group, odds * t.right, t.groups), 1.0)
        slope = odds / every[t.group] - np.where(t.right, odds / good[t.group], 0.0)
        value = (np.log(every) - np.log(good)).sum() + RIDGE / 2 * (w @ w)
        return float(value), transposed @ slope + RIDGE * w

    w = minimize(loss, np.zeros(t.x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    size = len(FEATURES)
    gated = ADDED * w[size : size * (1 + len(GATES))].reshape(1, len(GATES), size)
    sided = ADDED * w[size * (1 + len(GATES)) :].reshape(len(CARRIED), 1, size)
    weights: Floats = w[:size] + gated + sided
    return weights


def cross_validated(examples: Sequence[Example]) -> list[Floats]:
    """The shares of each example by a model that did not see its article."""
    fold = [zlib.crc32(e.name.encode()) % FOLDS for e in examples]
    out: list[Floats] = [np.zeros(0)] * len(examples)
    for k in range(FOLDS):
        weights = fit([e for e, f in zip(examples, fold, strict=True) if f != k])
        carrier = Carrier(weights, np.zeros(len(CARRIED)), 1.0, 0.0)
        for i, e in enumerate(examples):
            if fold[i] == k:
                out[i] = carrier.shares(e.evidence)
    return out


def decisions(examples: Sequence[Example], shares: Sequence[Floats], side: int) -> tuple[Floats, Bools, int]:
    """Of each statement's likeliest value its share and whether it is right; and how many statements have one coded."""
    sure: list[float] = []
    right: list[bool] = []
    for e, s in zip(examples, shares, strict=True):
        for i, row in enumerate(s.tolist()):
            if (best := likeliest(e.told, row, CARRIED[side])) is not None:
                sure.append(best[1])
                right.append(bool(e.right[i, best[0]]))
    return np.array(sure), np.array(right, dtype=bool), sum(int(e.gold[:, side].sum()) for e in examples)


def figures(sure: Floats, right: Bools, gold: int, least: float) -> tuple[float, float, float]:
    """Precision, recall and F1, in per cent, if what has a share of ``least`` is reported."""
    said = sure >= least
    good = int((said & right).sum())
    return 100 * good / max(1, said.sum()), 100 * good / max(1, gold), 200 * good / max(1, said.sum() + gold)


def calibration(sure: Floats, right: Bools) -> tuple[float, float]:
    """Slope and offset of the logistic function from log-odds to the probability of being right (Platt 1999)."""
    share = np.clip(sure, 1e-6, 1 - 1e-6)
    x, y = np.log(share / (1 - share)), right.astype(float)

    def loss(ab: Floats) -> tuple[float, Floats]:
        p = 1 / (1 + np.exp(-(ab[0] * x + ab[1])))
        value = -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)).sum()
        return float(value), np.array([((p - y) * x).sum(), (p - y).sum()])

    a, b = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x
    return float(a), float(b)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="print figures instead of writing the weights")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--to", type=Path, default=OUT)
    args = parser.parse_args()
    if not (args.corpora / "polnear").is_dir():
        print(f"{args.corpora}: no polnear/ there; give the corpora's folder with --corpora", file=sys.stderr)
        return 2
    train = list(gathered("all", args.corpora, Network(None, 2)))
    more = [e for name in ("political", "diplomacy") for e in of_whosaid(name, args.corpora)]
    examples = [*train, *more]
    shares = cross_validated(examples)
    least, all_sure, all_right = [], [], []
    for d, dimension in enumerate(CARRIED):
        sure, right, gold = decisions(examples, shares, d)
        best = max(THRESHOLDS, key=lambda t: figures(sure, right, gold, t)[2])
        least.append(float(best))
        all_sure.append(sure[sure >= best])
        all_right.append(right[sure >= best])
        for title, some in (("PolNeAR train", slice(0, len(train))), ("whosaid, tuning", slice(len(train), None))):
            p, r, f1 = figures(*decisions(examples[some], shares[some], d), best)
            print(f"{dimension:8} {title:16} P {p:5.1f}  R {r:5.1f}  F1 {f1:5.1f}   from {best:.2f}")
    if args.measure:
        return 0
    slope, offset = calibration(np.concatenate(all_sure), np.concatenate(all_right))
    np.savez_compressed(
        args.to, weights=fit(examples).astype(np.float32), least=np.array(least), calibration=np.array([slope, offset])
    )
    print(f"{args.to}: {args.to.stat().st_size:,} bytes, calibration {slope:.3f} {offset:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
