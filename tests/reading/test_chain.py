"""The chain against a plain enumeration of all tag sequences, and its blocks against a step-by-step run."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.chain import best_path, marginals

BARRED = -1e4


def chain(n, tags, seed, barred=True):
    rng = np.random.default_rng(seed)
    emissions = rng.normal(0, 3, (n, tags)).astype(np.float32)
    transitions = rng.normal(0, 1, (tags, tags)).astype(np.float32)
    begin, finish = rng.normal(0, 1, (2, tags)).astype(np.float32)
    if barred:
        transitions[0, tags - 1] = begin[tags - 1] = BARRED
    return emissions, transitions, begin, finish


def enumerated(emissions, transitions, begin, finish):
    n, tags = emissions.shape
    scores = {}
    for path in itertools.product(range(tags), repeat=n):
        total = (
            float(begin[path[0]]) + float(finish[path[-1]]) + sum(float(emissions[t, y]) for t, y in enumerate(path))
        )
        scores[path] = total + sum(float(transitions[a, b]) for a, b in itertools.pairwise(path))
    return scores


@settings(max_examples=40, deadline=None)
@given(n=st.integers(1, 6), tags=st.integers(2, 4), seed=st.integers(0, 10**6))
def test_best_path_and_marginals_agree_with_enumeration(n, tags, seed):
    args = chain(n, tags, seed)
    scores = enumerated(*args)
    assert tuple(best_path(*args)) == max(scores, key=scores.get)
    weights = np.exp(np.array(list(scores.values())) - max(scores.values()))
    expected = np.zeros((n, tags))
    for path, weight in zip(scores, weights / weights.sum(), strict=True):
        for t, y in enumerate(path):
            expected[t, y] += weight
    np.testing.assert_allclose(marginals(*args), expected, atol=1e-4)


@pytest.mark.parametrize("n", [1, 2, 3, 16, 17, 250, 1023])
def test_long_chains_in_blocks_equal_a_step_by_step_run(n):
    emissions, transitions, begin, finish = chain(n, 7, n)
    score, back = begin + emissions[0], []
    for t in range(1, n):
        options = score[:, None] + transitions
        back.append(options.argmax(0))
        score = options.max(0) + emissions[t]
    path = [int((score + finish).argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    assert best_path(emissions, transitions, begin, finish).tolist() == path[::-1]
    p = marginals(emissions, transitions, begin, finish)
    np.testing.assert_allclose(p.sum(1), 1, atol=1e-5)
    assert p[0, 6] < 1e-6, "a barred first tag has no probability"


def test_an_empty_chain_has_no_tags():
    nothing = np.zeros((0, 7), dtype=np.float32)
    flat = np.zeros(7, dtype=np.float32)
    assert best_path(nothing, np.zeros((7, 7), dtype=np.float32), flat, flat).shape == (0,)
    assert marginals(nothing, np.zeros((7, 7), dtype=np.float32), flat, flat).shape == (0, 7)
