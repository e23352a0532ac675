"""The small layers behind the encoder, in float32 numpy: tag scores, the chain's probabilities, links.

The same arithmetic as ``training/model.py``; a test in ``training`` holds the two against each other.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

TAG_COUNT = 7
FORBIDDEN = -1e4


class Heads:
    """The weights of the heads and what they compute from the encoder's vectors."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self._w = weights
        transitions = weights["transitions"].copy()
        start = weights["begin"].copy()
        for inside in range(2, TAG_COUNT, 2):
            barred = np.ones(TAG_COUNT, dtype=bool)
            barred[[inside - 1, inside]] = False
            transitions[barred, inside] = FORBIDDEN
            start[inside] = FORBIDDEN
        self.transitions: Floats = transitions
        self.begin: Floats = start
        self.finish: Floats = weights["finish"]
        self._key = weights["cue_key.weight"].shape[0]

    @classmethod
    def load(cls, path: Path) -> Heads:
        """The heads stored at ``path`` (numpy archive of float16 arrays, named as in training)."""
        with np.load(path) as archive:
            return cls({name: archive[name].astype(np.float32) for name in archive.files})

    def emissions(self, vectors: Floats) -> tuple[Floats, Floats]:
        """Tag scores (n, 7) and name-tag scores (n, 9) of vectors (n, width)."""
        z = _gelu(self._linear("hidden", vectors))
        return self._linear("tags", z), self._linear("names", z)

    def source_links(self, vectors: Floats, paragraphs: Ints, cues: Ints) -> Floats:
        """Probabilities of each token to be first and last of a cue's source: (2, cues, n + 1), last column "none"."""
        n, key = len(vectors), self._key
        pooled = _means(vectors, cues)
        queries = self._linear("source_query", pooled).reshape(-1, 2, key)
        keys = self._linear("source_key", vectors).reshape(-1, 2, key)
        distance = distance_bucket(np.arange(n)[None] - cues[:, :1])
        crossing = crossing_bucket(paragraphs[None] - paragraphs[cues[:, 0]][:, None])
        null = self._linear("source_null", pooled)
        out = np.empty((2, len(cues), n + 1), dtype=np.float32)
        for e in range(2):
            out[e, :, :n] = queries[:, e] @ keys[:, e].T * key**-0.5
            out[e, :, :n] += self._w["source_distance"][e][distance] + self._w["source_crossing"][e][crossing]
            out[e, :, n] = null[:, e]
        return _softmax(out)

    def cue_links(self, vectors: Floats, paragraphs: Ints, contents: Ints) -> Floats:
        """Probabilities of each token to be first of a content's cue: (contents, n + 1), last column "none"."""
        n, key = len(vectors), self._key
        pooled = np.concatenate([_means(vectors, contents), vectors[contents[:, 0]], vectors[contents[:, 1] - 1]], -1)
        at = np.arange(n)[None]
        out = np.empty((len(contents), n + 1), dtype=np.float32)
        out[:, :n] = self._linear("cue_query", pooled) @ self._linear("cue_key", vectors).T * key**-0.5
        out[:, :n] += self._w["cue_distance"][0][distance_bucket(at - contents[:, :1])]
        out[:, :n] += self._w["cue_distance"][1][distance_bucket(at - contents[:, 1:] + 1)]
        out[:, :n] += self._w["cue_crossing"][crossing_bucket(paragraphs[None] - paragraphs[contents[:, 0]][:, None])]
        out[:, n] = self._linear("cue_null", pooled)[:, 0]
        return _softmax(out)

    def _linear(self, name: str, x: Floats) -> Floats:
        y: Floats = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return y


def distance_bucket(d: Ints) -> Ints:
    """Signed token distances to 33 buckets: exact up to 6, then by halves of powers of two."""
    size = np.abs(d)
    far = 7 + np.minimum(np.floor(2 * np.log2(np.maximum(size, 7) / 7)), 9)
    return (16 + np.sign(d) * np.where(size <= 6, size, far)).astype(np.int64)


def crossing_bucket(d: Ints) -> Ints:
    """Signed numbers of paragraph breaks to 9 buckets."""
    return np.asarray(4 + np.clip(d, -4, 4), dtype=np.int64)


def _means(vectors: Floats, ranges: Ints) -> Floats:
    total = np.concatenate([np.zeros_like(vectors[:1]), np.cumsum(vectors, 0, dtype=np.float64)])
    lengths = np.maximum(ranges[:, 1] - ranges[:, 0], 1)[:, None]
    means: Floats = ((total[ranges[:, 1]] - total[ranges[:, 0]]) / lengths).astype(np.float32)
    return means


def _softmax(x: Floats) -> Floats:
    x = np.exp(x - x.max(-1, keepdims=True))
    y: Floats = x / x.sum(-1, keepdims=True)
    return y


def _gelu(x: Floats) -> Floats:
    """The error-function GELU, with erf by Abramowitz & Stegun 7.1.26 (absolute error below 1.5e-7)."""
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    y: Floats = (0.5 * x * (1 + erf)).astype(np.float32)
    return y
