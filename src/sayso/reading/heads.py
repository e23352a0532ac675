"""Tags and links from the network's scores: the chain's weights, and which token a cue or a content points to.

The same arithmetic as ``training/model.py``, where the layers are trained; ``training.check_export`` compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Range = tuple[int, int]

TAG_COUNT, NAME_TAG_COUNT = 7, 9
FORBIDDEN = -1e4


@dataclass(frozen=True, slots=True)
class WindowLinks:
    """Link projections of one window. Vectors know their place in their own window only, so links stay inside one.

    Attributes:
        start: first token of the window.
        owned: tokens that this window speaks for; those of all windows together are the whole text.
        links: projections that make up queries and keys, (tokens of the window, 8 keys + 5).
        vectors: the encoder's vectors, (tokens of the window, width).
    """

    start: int
    owned: tuple[int, int]
    links: Floats
    vectors: Floats


@dataclass(frozen=True, slots=True)
class Place:
    """Where each of n tokens stands.

    Attributes:
        paragraphs: number of its paragraph, (n,).
        fresh: whether no stretch may run on into it, (n,): in PolNeAR none crosses a paragraph.
        headline: whether it stands in the headline, (n,); no link leads from there to the body or back.
    """

    paragraphs: Ints
    fresh: npt.NDArray[np.bool_]
    headline: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of each of n tokens.

    Attributes:
        tags: scores of source, cue and content tags, (n, 7).
        names: scores of name tags, (n, 9).
        windows: link projections window by window.
    """

    tags: Floats
    names: Floats
    windows: tuple[WindowLinks, ...]

    def __len__(self) -> int:
        return len(self.tags)


class Heads:
    """The few weights that look at two tokens at once: the chain's transitions, distances between linked tokens."""

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

    @classmethod
    def load(cls, path: Path) -> Heads:
        """The weights stored at ``path`` (numpy archive, named as in training)."""
        with np.load(path) as archive:
            return cls({name: archive[name].astype(np.float32) for name in archive.files})

    def source_links(self, scores: Scores, place: Place, cues: Ints) -> Floats:
        """Probabilities of each token to be first and last of a cue's source: (2, cues, n + 1), last column "none"."""
        out = np.zeros((2, len(cues), len(scores) + 1), dtype=np.float32)
        for window, rows, local, there in _by_window(scores, cues):
            links, key = window.links, _key(window.links)
            pooled = _means(links[:, : 2 * key + 2], local)
            distance = distance_bucket(np.arange(len(links))[None] - local[:, :1])
            crossing = crossing_bucket(place.paragraphs[there][None] - place.paragraphs[cues[rows, 0]][:, None])
            apart = place.headline[there][None] != place.headline[cues[rows, 0]][:, None]
            for e in range(2):
                keys = links[:, (2 + e) * key + 2 : (3 + e) * key + 2]
                x = pooled[:, e * key : (e + 1) * key] @ keys.T * key**-0.5
                x += self._w["source_distance"][e][distance] + self._w["source_crossing"][e][crossing]
                x[apart] = FORBIDDEN
                _put(out[e], rows, there, _softmax(np.concatenate([x, pooled[:, 2 * key + e, None]], 1)))
        return out

    def cue_links(self, scores: Scores, place: Place, contents: Ints) -> Floats:
        """Probabilities of each token to be first of a content's cue: (contents, n + 1), last column "none"."""
        out = np.zeros((len(contents), len(scores) + 1), dtype=np.float32)
        for window, rows, local, there in _by_window(scores, contents):
            links, key = window.links, _key(window.links)
            mean, first, last = (links[:, 5 * key + 2 + e * (key + 1) :][:, : key + 1] for e in range(3))
            query = _means(mean, local) + first[local[:, 0]] + last[local[:, 1] - 1]
            at = np.arange(len(links))[None]
            x = query[:, :key] @ links[:, 4 * key + 2 : 5 * key + 2].T * key**-0.5
            x += self._w["cue_distance"][0][distance_bucket(at - local[:, :1])]
            x += self._w["cue_distance"][1][distance_bucket(at - local[:, 1:] + 1)]
            x += self._w["cue_crossing"][
                crossing_bucket(place.paragraphs[there][None] - place.paragraphs[contents[rows, 0]][:, None])
            ]
            x[place.headline[there][None] != place.headline[contents[rows, 0]][:, None]] = FORBIDDEN
            _put(out, rows, there, _softmax(np.concatenate([x, query[:, key, None]], 1)))
        return out

    def acts(self, scores: Scores, cues: Sequence[Range], contents: Sequence[Range]) -> Floats:
        """Log-probabilities of the fifteen acts, (statements, 15), of statements with these cues and first contents."""
        pooled = np.stack([self._pooled(scores, cue, content) for cue, content in zip(cues, contents, strict=True)])
        hidden = pooled @ self._w["act_hidden.weight"].T + self._w["act_hidden.bias"]
        # GELU by tanh (Hendrycks & Gimpel 2016): within 0.001 of the error function that training uses.
        hidden = 0.5 * hidden * (1 + np.tanh(np.sqrt(2 / np.pi) * (hidden + 0.044715 * hidden**3)))
        x = hidden @ self._w["acts.weight"].T + self._w["acts.bias"]
        x = x - x.max(1, keepdims=True)
        out: Floats = x - np.log(np.exp(x).sum(1, keepdims=True))
        return out

    def _pooled(self, scores: Scores, cue: Range, content: Range) -> Floats:
        window = next(w for w in scores.windows if w.owned[0] <= cue[0] < w.owned[1])
        inside = window.vectors[max(content[0] - window.start, 0) : max(content[1] - window.start, 0)]
        own = window.vectors[cue[0] - window.start : cue[1] - window.start]
        if not len(inside):
            inside = own
        pooled: Floats = np.concatenate([own.mean(0), inside.mean(0), inside[0]])
        return pooled


def _by_window(scores: Scores, ranges: Ints) -> Iterator[tuple[WindowLinks, Ints, Ints, slice]]:
    """Windows with the ranges they speak for: row numbers, the ranges in the window's tokens, the window's slice."""
    for window in scores.windows:
        a, b = window.owned
        rows = np.flatnonzero((ranges[:, 0] >= a) & (ranges[:, 0] < b))
        if len(rows):
            size = len(window.links)
            yield window, rows, np.minimum(ranges[rows] - window.start, size), slice(window.start, window.start + size)


def _put(out: Floats, rows: Ints, there: slice, p: Floats) -> None:
    """Write probabilities of a window's tokens, and of "none" in the last column, into whole rows."""
    block = out[rows]
    block[:, there], block[:, -1] = p[:, :-1], p[:, -1]
    out[rows] = block


def _key(links: Floats) -> int:
    """Width of a key: the links are 4 keys + 2 for sources and 4 keys + 3 for cues wide."""
    return int(links.shape[1] - 5) // 8


def distance_bucket(d: Ints) -> Ints:
    """Signed token distances to 33 buckets: exact up to 6, then by halves of powers of two."""
    bounded: Ints = _BUCKETS[np.clip(d, -_FARTHEST, _FARTHEST) + _FARTHEST]
    return bounded


def _bucket_table() -> Ints:
    d = np.arange(-_FARTHEST, _FARTHEST + 1)
    size = np.abs(d)
    far = 7 + np.minimum(np.floor(2 * np.log2(np.maximum(size, 7) / 7)), 9)
    return np.asarray(16 + np.sign(d) * np.where(size <= 6, size, far), dtype=np.int64)


_FARTHEST = 512
_BUCKETS = _bucket_table()


def crossing_bucket(d: Ints) -> Ints:
    """Signed numbers of paragraph breaks to 9 buckets."""
    return np.asarray(4 + np.clip(d, -4, 4), dtype=np.int64)


def _means(vectors: Floats, ranges: Ints) -> Floats:
    return np.stack([vectors[a:b].mean(0) for a, b in ranges])


def _softmax(x: Floats) -> Floats:
    x = np.exp(x - x.max(-1, keepdims=True))
    y: Floats = x / x.sum(-1, keepdims=True)
    return y
