"""The linear-chain conditional random field at reading time: best tag sequence and tag probabilities, in numpy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def best_path(emissions: Floats, transitions: Floats, begin: Floats, finish: Floats) -> Ints:
    """The most probable tag sequence (Viterbi 1967) of scores (n, tags)."""
    n, tags = emissions.shape
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    score = begin + emissions[0]
    back = np.empty((n, tags), dtype=np.int64)
    rows = np.arange(tags)
    by_target = np.ascontiguousarray(transitions.T)
    for t in range(1, n):
        options = by_target + score
        choice = options.argmax(1)
        back[t] = choice
        score = options[rows, choice] + emissions[t]
    path = np.empty(n, dtype=np.int64)
    at = int((score + finish).argmax())
    for t in range(n - 1, -1, -1):
        path[t] = at
        at = int(back[t, at])
    return path


def marginals(emissions: Floats, transitions: Floats, begin: Floats, finish: Floats) -> Floats:
    """The probability of each tag at each token, (n, tags), by the scaled forward-backward algorithm."""
    n, tags = emissions.shape
    if n == 0:
        return np.zeros((0, tags), dtype=np.float32)
    potentials = np.exp(emissions - emissions.max(1, keepdims=True)).astype(np.float64)
    steps = np.exp(transitions.astype(np.float64))
    forward = np.empty((n, tags))
    backward = np.empty((n, tags))
    a = np.exp(begin.astype(np.float64)) * potentials[0]
    forward[0] = a = a / a.sum()
    for t in range(1, n):
        a = (a @ steps) * potentials[t]
        a /= a.sum()
        forward[t] = a
    b = np.exp(finish.astype(np.float64))
    backward[n - 1] = b = b / b.sum()
    for t in range(n - 2, -1, -1):
        b = steps @ (b * potentials[t + 1])
        b /= b.sum()
        backward[t] = b
    both = forward * backward
    out: Floats = (both / both.sum(1, keepdims=True)).astype(np.float32)
    return out
