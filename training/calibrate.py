"""Fit the confidence of statements on PolNeAR dev, and say how well it is calibrated.

    python -m training.calibrate [--weights src/sayso/reading/weights]

A statement is right when half of its content and its source are a gold statement's (``linked`` in the measure). The
stored weights are fitted on all dev articles; the reliability figures are from ten-fold cross-validation by article.
"""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path

import numpy as np

from sayso.interchange import statement_to_json
from sayso.model import Document
from sayso.reading.network import WEIGHTS
from sayso.reading.reader import Reader, confidence_inputs
from training.measure import SHARED, scorer

FOLDS = 10


def gather(reader: Reader, gold_folder: Path) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Names of the inputs, inputs (n, k), whether each statement is right (n,), and its article's fold (n,)."""
    score = scorer()
    gold, _ = score.load_gold(str(gold_folder))
    rows, right, fold = [], [], []
    for text, article in gold.items():
        found = reader.relations(Document(text, language="en"))
        predicted = [dict(statement_to_json(s), spans=score.spans_of(statement_to_json(s))) for s, _ in found]
        wanted = [s for s in article["statements"] if s["spans"]["content"]]
        good = set()
        for i, j, overlap in score.pair(wanted, predicted):
            a, b = (score.chars(x["spans"]["source"]) for x in (wanted[i], predicted[j]))
            if overlap >= 0.5 and (a & b or (not a and not b)):
                good.add(j)
        for j, (_, signals) in enumerate(found):
            rows.append(confidence_inputs(signals))
            right.append(j in good)
            fold.append(zlib.crc32(article["doc"].encode()) % FOLDS)
    names = sorted(rows[0])
    return names, np.array([[r[n] for n in names] for r in rows]), np.array(right, dtype=float), np.array(fold)


def fit(x: np.ndarray, y: np.ndarray, penalty: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method; the last weight is the bias, which is not penalised."""
    x = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(x.shape[1])
    ridge = np.diag([penalty] * (x.shape[1] - 1) + [0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve(
            (x * (p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(len(w)), x.T @ (p - y) + ridge @ w
        )
    return w


def reliability(p: np.ndarray, y: np.ndarray) -> tuple[list[tuple[str, int, float, float]], float, float]:
    """Rows (range, statements, mean confidence, share right), expected calibration error and Brier score."""
    rows, error = [], 0.0
    for low in np.arange(0, 1, 0.1):
        at = (p >= low) & (p < low + 0.1 + 1e-9 * (low > 0.85))
        if at.any():
            rows.append((f"{low:.1f} to {low + 0.1:.1f}", int(at.sum()), float(p[at].mean()), float(y[at].mean())))
            error += at.mean() * abs(p[at].mean() - y[at].mean())
    return rows, float(error), float(((p - y) ** 2).mean())


def cross_validated(x: np.ndarray, y: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """Each statement's confidence by weights that were fitted without its article."""
    p = np.empty(len(y))
    for k in range(FOLDS):
        out = fold == k
        if out.any():
            w = fit(x[~out], y[~out])
            p[out] = 1 / (1 + np.exp(-np.hstack([x[out], np.ones((out.sum(), 1))]) @ w))
    return p


def table(rows: list[tuple[str, int, float, float]], error: float, brier: float) -> str:
    """The reliability table as Markdown."""
    lines = ["| confidence | statements | mean confidence | right |", "|---|---|---|---|"]
    lines += [f"| {name} | {n} | {mean:.2f} | {share:.2f} |" for name, n, mean, share in rows]
    return "\n".join([*lines, "", f"Expected calibration error {error:.3f}, Brier score {brier:.3f}."])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--gold", type=Path, default=SHARED / "corpora/polnear/dev")
    args = parser.parse_args()
    names, x, y, fold = gather(Reader(weights=args.weights), args.gold)
    print(table(*reliability(cross_validated(x, y, fold), y)))
    weights = fit(x, y)
    settings = json.loads((args.weights / "settings.json").read_text("utf-8"))
    settings["confidence"] = dict(zip([*names, "bias"], np.round(weights, 4).tolist(), strict=True))
    (args.weights / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
