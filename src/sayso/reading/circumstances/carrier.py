"""How far a clue reaches: for each statement the outlet, channel and day that most likely hold for it. numpy only.

Every mention of one side of an occasion, and that nothing is told of it, compete for a statement. A log-linear model
over :data:`sayso.reading.circumstances.pairs.FEATURES`, with weights of its own for each side of an occasion and each
tie between mention and statement (``GATES``), says how likely each is. Trained by ``training/circumstances/train.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sayso.errors import InstallationError
from sayso.reading.circumstances.clues import Clues, Dimension
from sayso.reading.circumstances.mentions import CARRIED, Mention
from sayso.reading.circumstances.occasions import Carried
from sayso.reading.circumstances.pairs import FEATURES, GATES, Pairs

Floats = npt.NDArray[np.float64]

WEIGHTS = "circumstances.npz"
_LARGEST = 30.0


@dataclass(frozen=True, slots=True)
class Carrier:
    """The model.

    Attributes:
        weights: (sides, gates, features).
        least: of each side, how likely a value must be to be reported.
        slope: of the logistic function from log-odds to the confidence that is shown.
        offset: of the same.
    """

    weights: Floats
    least: Floats
    slope: float
    offset: float

    @classmethod
    def load(cls, path: Path) -> Carrier:
        """The model stored at ``path``.

        Raises:
            InstallationError: if the file is missing or damaged.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                weights, least = stored["weights"].astype(np.float64), stored["least"].astype(np.float64)
                slope, offset = (float(x) for x in stored["calibration"])
        except Exception as fault:
            raise InstallationError(f"{path}: the weights cannot be loaded ({fault}); reinstall sayso") from fault
        if weights.shape != (len(CARRIED), len(GATES), len(FEATURES)) or least.shape != (len(CARRIED),):
            raise InstallationError(f"{path}: the weights do not fit their features; reinstall sayso")
        return cls(weights, least, slope, offset)

    def shares(self, evidence: Pairs) -> Floats:
        """How likely each mention is what holds for each statement, (statements, mentions).

        The shares of one side's mentions and of nothing being told make one.
        """
        n, m, _ = evidence.features.shape
        if not n or not m:
            return np.zeros((n, m))
        own = self.weights[evidence.dimension[None, :], evidence.gate]
        odds = np.exp(np.clip(np.einsum("nmf,nmf->nm", evidence.features, own), -_LARGEST, _LARGEST))
        odds = odds * evidence.possible
        of_side = np.eye(len(CARRIED))[evidence.dimension]
        shares: Floats = odds / (1.0 + (odds @ of_side) @ of_side.T)
        return shares

    def confidence(self, share: float) -> float:
        """The probability that what has this share is right."""
        share = min(max(share, 1e-6), 1 - 1e-6)
        return float(1 / (1 + np.exp(-(self.slope * np.log(share / (1 - share)) + self.offset))))


@cache
def shipped_carrier() -> Carrier:
    """The model that comes with the package, loaded once.

    Raises:
        InstallationError: if its file is missing or damaged.
    """
    with as_file(files("sayso.reading.weights").joinpath(WEIGHTS)) as path:
        return Carrier.load(path)


def likeliest(told: Sequence[Mention], shares: Sequence[float], dimension: Dimension) -> tuple[int, float] | None:
    """Of one statement the mention whose value has most of the shares, and how much that value has in all."""
    total: defaultdict[str, float] = defaultdict(float)
    best: dict[str, int] = {}
    for j, mention in enumerate(told):
        if mention.dimension == dimension:
            key = mention.clue.key
            total[key] += shares[j]
            if key not in best or shares[j] > shares[best[key]]:
                best[key] = j
    if not total:
        return None
    key = max(total, key=lambda k: total[k])
    return best[key], float(total[key])


def reach(
    carrier: Carrier, told: Sequence[Mention], evidence: Pairs, own: Sequence[Clues]
) -> list[dict[Dimension, Carried]]:
    """For each statement what holds of its occasion, where that is likely enough, and whom it was told."""
    shares = carrier.shares(evidence).tolist()
    result: list[dict[Dimension, Carried]] = []
    for i, clues in enumerate(own):
        found: dict[Dimension, Carried] = {}
        for d, dimension in enumerate(CARRIED):
            best = likeliest(told, shares[i], dimension)
            if best is None or best[1] < carrier.least[d]:
                continue
            mention = told[best[0]]
            confidence = round(carrier.confidence(best[1]), 3)
            found[dimension] = Carried(mention.clue, mention.owner, confidence, by_the_cue=mention.owner == i)
        if "addressee" in clues:
            found["addressee"] = Carried(clues["addressee"], i, clues["addressee"].confidence, by_the_cue=True)
        result.append(found)
    return result
