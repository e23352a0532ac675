"""The antecedent ranker: a small network that scores each person a pronoun may mean. numpy only.

A linear part and one hidden layer over :data:`sayso.reading.speakers.antecedents.FEATURES`; the scores of a pronoun's
candidates are log-odds against each other (softmax). Trained by ``training/speakers/train.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sayso.errors import InstallationError
from sayso.reading.speakers.antecedents import FEATURES

Floats = npt.NDArray[np.float64]

WEIGHTS = "antecedents.npz"
PARTS = ("linear", "hidden", "bias", "out")


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights of the ranker.

    Attributes:
        linear: weight of each feature, (features,).
        hidden: (features, units).
        bias: of the hidden units, (units,).
        out: of each hidden unit, (units,).
        sharpness: factor on the scores that makes the shares of their exponentials honest probabilities.
    """

    linear: Floats
    hidden: Floats
    bias: Floats
    out: Floats
    sharpness: float

    @classmethod
    def load(cls, path: Path) -> Ranker:
        """The ranker stored at ``path``.

        Raises:
            InstallationError: if the file is missing or damaged.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                linear, hidden, bias, out = (stored[name].astype(np.float64) for name in PARTS)
                ranker = cls(linear, hidden, bias, out, float(stored["sharpness"]))
        except Exception as fault:
            raise InstallationError(
                f"{path}: the ranker's weights cannot be loaded ({fault}); reinstall sayso"
            ) from fault
        if ranker.linear.shape != (len(FEATURES),) or ranker.hidden.shape != (len(FEATURES), len(ranker.out)):
            raise InstallationError(f"{path}: the ranker's weights do not fit its features; reinstall sayso")
        return ranker

    def scores(self, rows: Sequence[Sequence[float]]) -> Floats:
        """A score for each row of features, (candidates,); higher is likelier."""
        x = np.asarray(rows, dtype=np.float64)
        total: Floats = x @ self.linear + np.tanh(x @ self.hidden + self.bias) @ self.out
        return total * self.sharpness


@cache
def shipped_ranker() -> Ranker:
    """The ranker that comes with the package, loaded once.

    Raises:
        InstallationError: if its file is missing or damaged.
    """
    with as_file(files("sayso.reading.weights").joinpath(WEIGHTS)) as path:
        return Ranker.load(path)
