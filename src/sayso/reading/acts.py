"""The act of each statement, one of fifteen: a linear model over cue, content and source, and why it decided so.

Multinomial logistic regression on the named features of :mod:`sayso.reading.act_features`, trained by
``training/acts/train.py``; numpy only. The network's act head, where it has one, can be given as further evidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sayso.errors import InstallationError
from sayso.model import ACTS, Act, Explanation, Statement
from sayso.reading.act_features import LONGEST, NAME, Wording, features, wording
from sayso.reading.act_words import base_forms, tones_of
from sayso.reading.context import Context

Floats = npt.NDArray[np.float64]

WEIGHTS = "acts.npz"
TELLING = 0.35
"""Share of a verdict's strongest word that another word of the content must reach to be named in an explanation."""


@dataclass(frozen=True, slots=True)
class ActModel:
    """Weights of the classifier.

    Attributes:
        index: row of each feature.
        weights: of each feature for each act, (features, 15), in the order of ``ACTS``; rows sum to nought.
        bias: (15,).
        slope: with ``offset``, the logistic function from the log-odds of the best act to the probability that it is
            right (Platt 1999).
        offset: see ``slope``.
    """

    index: Mapping[str, int]
    weights: Floats
    bias: Floats
    slope: float
    offset: float

    @classmethod
    def load(cls, path: Path) -> ActModel:
        """The model stored at ``path``.

        Raises:
            InstallationError: if the file is missing or damaged.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                names = bytes(stored["names"]).decode("utf-8").split("\n")
                weights = stored["weights"].astype(np.float64) * stored["scale"]
                weights -= weights.mean(1, keepdims=True)
                slope, offset = (float(x) for x in stored["calibration"])
                model = cls({n: i for i, n in enumerate(names)}, weights, stored["bias"], slope, offset)
        except Exception as fault:
            raise InstallationError(f"{path}: the acts' weights cannot be loaded ({fault}); reinstall sayso") from fault
        if model.weights.shape != (len(model.index), len(ACTS)):
            raise InstallationError(f"{path}: weights and names do not match; reinstall sayso")
        return model

    def scores(self, named: Sequence[str]) -> Floats:
        """Unnormalised log-probabilities of the acts, (15,); features that training never met count nothing."""
        rows = [self.index[name] for name in set(named) if name in self.index]
        total: Floats = self.bias + self.weights[rows].sum(0)
        return total

    def weight(self, name: str, act: Act) -> float:
        """How much a feature speaks for ``act``, against the mean of all acts."""
        row = self.index.get(name)
        if row is None:
            return 0.0
        return float(self.weights[row, ACTS.index(act)])

    def confidence(self, probability: float) -> float:
        """The calibrated probability that an act of the given softmax probability is right."""
        p = min(max(probability, 1e-6), 1 - 1e-6)
        return 1 / (1 + math.exp(-(self.slope * math.log(p / (1 - p)) + self.offset)))


PLAINLY = 0.75
"""Confidence of an act that plain words decide: too few of the coded statements have them to fit it."""


def resolve_acts(context: Context, evidence: Mapping[str, Sequence[float]] | None = None) -> tuple[Statement, ...]:
    """The context's statements with their acts, each with an explanation; nothing else is changed.

    Args:
        context: the article; of each statement only spans and kind are looked at.
        evidence: log-probabilities of the fifteen acts by statement id, from the network's act head; they are added
            to the classifier's own (a product of two experts).
    """
    model = shipped_model()
    return tuple(_resolve(model, s, (evidence or {}).get(s.id)) for s in context.statements)


_PLAIN: tuple[tuple[Act, re.Pattern[str]], ...] = (
    (
        "reject",
        re.compile(
            r"\b(?:(?:this|that|it) (?:is|would be|remains) (?:simply |absolutely |completely |totally )?"
            r"(?:impossible|out of the question|unacceptable|not acceptable)(?=[.,;!”\"’]|$)|"
            r"(?:is|are|was|were) (?:out of the question|off the table|not on the table|not for sale|not negotiable|"
            r"non-negotiable)|"
            r"(?:will|would|shall) (?:not|never) (?:even |ever )?(?:discuss|negotiate|bargain|trade|swap|exchange|cede|"
            r"surrender|give up|give in|back down))\b",
            re.IGNORECASE,
        ),
    ),
    ("propose", re.compile(r"\b(?:would|will) propose\b", re.IGNORECASE)),
)
"""Words that are a refusal or an offer however they are introduced (codebook: "This is impossible")."""


def _plainly(statement: Statement) -> tuple[Act, str] | None:
    """The act that the content's own words leave no doubt of, and those words."""
    for act, pattern in _PLAIN:
        for span in statement.contents:
            if found := pattern.search(span.exact):
                return act, found[0]
    return None


def _resolve(model: ActModel, statement: Statement, evidence: Sequence[float] | None) -> Statement:
    words = wording(statement)
    scores = model.scores(features(words))
    if evidence is not None:
        scores = scores + np.asarray(evidence, dtype=np.float64)
    probabilities = np.exp(scores - scores.max())
    probabilities /= probabilities.sum()
    best = int(probabilities.argmax())
    act = ACTS[best]
    why = Explanation("act", model.confidence(float(probabilities[best])), explain(model, statement, words, act))
    # A bare "said" hides what is done by it: where nothing else is found, the plainest words decide.
    if act == "state" and words.usual[0] == "state" and (plain := _plainly(statement)) is not None:
        act, told = plain
        why = Explanation("act", PLAINLY, f"{act}: '{told}' leaves no doubt")
    others = tuple(e for e in statement.explanations if e.field != "act")
    return replace(statement, act=act, explanations=(*others, why))


def explain(model: ActModel, statement: Statement, words: Wording, act: Act) -> str:
    """In plain words why a statement has its act: ``reject: 'ruled out' before 'any exchange'``."""
    cue = " … ".join(" ".join(span.exact.split()) for span in statement.cues)
    usual = words.usual[0]
    if act == "state" and usual == "state":
        return f"state: with '{cue}', nothing asks, promises, blames or the like" if cue else "state: no cue"
    place = f"{'after' if words.inside else 'before'} '{_beginning(statement)}'"
    if cue and usual == act:
        return f"{act}: '{cue}' {place}"
    if act == "ask" and "?" in words.content:
        return f"ask: '{_beginning(statement)}' is a question"
    told = ", ".join(f"'{word}'" for word in _telling_words(model, statement, words, act))
    if told and cue:
        return f"{act}: {told} with '{cue}'"
    return f"{act}: {told}" if told else f"{act}: the wording of '{cue}' {place}"


def _telling_words(model: ActModel, statement: Statement, words: Wording, act: Act) -> list[str]:
    """Up to three words of the content that speak most for ``act``, as the text has them, in text order."""
    marked = "neutral" if words.usual[0] == "state" else "marked"
    worth = {}
    for word in {w for w in words.content if len(w) > 2 and w not in _PLAIN_WORDS and w != NAME}:
        worth[word] = model.weight(f"says={word}", act) + model.weight(f"{marked}says={word}", act)
        worth[word] += 0.5 * sum(model.weight(f"tone={tone}1", act) for tone in tones_of(word))
    strongest = sorted((w, n) for n, w in worth.items() if w > 0)[-3:]
    chosen = {n for w, n in strongest if w >= TELLING * strongest[-1][0]}
    out: list[str] = []
    for span in statement.contents:
        for raw in span.exact.split()[: 2 * LONGEST] if chosen else ():
            word = raw.strip("\"'“”‘’.,;:!()[]…—–-")
            found = chosen & set(base_forms(word))
            if found:
                chosen -= found
                out.append(word)
    return out


_PLAIN_WORDS = frozenset(
    base_forms(
        "the and but for with from that this these those there here then than when where while which who whom whose "
        "what are was were been being has have had does did doing its his her hers their theirs our ours your yours "
        "him them you she they into onto over under about after before between through during out off again once all "
        "any both each few more most other some such only own same too very just also because until against how why"
    )
)


def _beginning(statement: Statement) -> str:
    """The first words of a content, for a person to find it by."""
    words = statement.contents[0].exact.strip(" \"'“”‘’").split()
    if words and words[0] in ("that", "to", "whether") and len(words) > 1:
        words = words[1:]
    return " ".join(words[:4]) + (" …" if len(words) > 4 else "")


@cache
def shipped_model() -> ActModel:
    """The model that comes with the package, loaded once.

    Raises:
        InstallationError: if its file is missing or damaged.
    """
    with as_file(files("sayso.reading.weights").joinpath(WEIGHTS)) as path:
        return ActModel.load(path)
