"""The linear-chain conditional random field at reading time: best tag sequence and tag probabilities, in numpy.

A chain of n tokens is cut into about sqrt(n) blocks that are carried forward side by side: first each block's
transfer matrix, then the chain of blocks, then the inside of all blocks at once: about 3 * sqrt(n) steps instead of n.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

Step = Callable[[Doubles, Doubles, Doubles], Doubles]
"""Carries states (…, tags) over transitions (tags, tags) into a token's own scores, and keeps them in range."""


def best_path(emissions: Floats, transitions: Floats, begin: Floats, finish: Floats) -> Ints:
    """The most probable tag sequence (Viterbi 1967) of scores (n, tags)."""
    n = len(emissions)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    own, steps = emissions.astype(np.float64), transitions.astype(np.float64)
    score = _carry(begin + own[0], own[1:], steps, np.diag(np.full(own.shape[1], 1e9)) - 1e9, _best_step)
    came_from = (score[:-1, :, None] + steps).argmax(1).tolist()
    at = int((score[-1] + finish).argmax())
    path = [at]
    for choices in reversed(came_from):
        at = choices[at]
        path.append(at)
    return np.array(path[::-1], dtype=np.int64)


def marginals(emissions: Floats, transitions: Floats, begin: Floats, finish: Floats) -> Floats:
    """The probability of each tag at each token, (n, tags), by the forward-backward algorithm."""
    n, tags = emissions.shape
    if n == 0:
        return np.zeros((0, tags), dtype=np.float32)
    own = np.exp((emissions - emissions.max(1, keepdims=True)).astype(np.float64)) + 1e-30
    steps = np.exp(transitions.astype(np.float64))
    start, end = (np.exp(x.astype(np.float64)) for x in (begin, finish))
    ahead = _carry(start * own[0], own[1:], steps, np.eye(tags), _sum_step)
    behind = _carry(end * own[-1], own[-2::-1], steps.T, np.eye(tags), _sum_step)[::-1]
    both = ahead * behind / own
    out: Floats = (both / both.sum(1, keepdims=True)).astype(np.float32)
    return out


def _sum_step(states: Doubles, steps: Doubles, own: Doubles) -> Doubles:
    carried: Doubles = (states @ steps) * own
    carried /= carried.sum(-1, keepdims=True) if carried.ndim < 3 else carried.sum((-1, -2), keepdims=True)
    return carried


def _best_step(states: Doubles, steps: Doubles, own: Doubles) -> Doubles:
    carried: Doubles = (states[..., :, None] + steps).max(-2) + own
    return carried


def _carry(first: Doubles, own: Doubles, steps: Doubles, identity: Doubles, step: Step) -> Doubles:
    """States at every token, (n, tags), from the state at the first and the own scores of those after it."""
    rest, tags = own.shape
    length = max(1, math.isqrt(rest))
    blocks = -(-rest // length)
    padded = np.ones((blocks * length, tags))
    padded[:rest] = own
    columns = padded.reshape(blocks, length, tags).transpose(1, 0, 2)
    transfer = np.broadcast_to(identity, (blocks, tags, tags))
    for column in columns:
        transfer = step(transfer, steps, column[:, None])
    entering = np.empty((blocks, tags))
    state = first
    for block in range(blocks):
        entering[block] = state
        # One more transition with no steps of its own: the transfer matrix in place of the transitions.
        state = step(state, transfer[block], np.ones(tags) if step is _sum_step else np.zeros(tags))
    out = np.empty((length, blocks, tags))
    states = entering
    for at, column in enumerate(columns):
        out[at] = states = step(states, steps, column)
    inside = out.transpose(1, 0, 2).reshape(-1, tags)[:rest]
    return np.concatenate([first[None], inside])
