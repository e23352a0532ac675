"""Copies of a text in other outlets: syndicated, reprinted, trimmed. Pure; in come texts, out come shares in common."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.record.across.utterances.words import hashed
from sayso.record.words import plain_words

DAYS = 10
"""The most days between a text and a copy of it."""

COPY = 0.6
"""The share of the shorter text's runs of words that the other must hold: wires are trimmed and given other heads."""

_RUN = 6
_SAMPLED = 8
_FEWEST_WORDS = 40


def document_keys(text: str) -> set[int]:
    """Keys of a text: an eighth of the hashes of its runs of six words, the same eighth in every text.

    Two texts' shares of keys in common estimate those of their runs (sampling by hash: Manber, "Finding similar files
    in a large file system", USENIX 1994). None for a text of fewer than forty words.
    """
    return {key for key in _runs(text) if not key % _SAMPLED}


def may_be_copies(a: int, b: int, common: int) -> bool:
    """Whether as many keys in common, of two texts of so many keys, make it worth comparing the texts themselves."""
    return common >= max(2, 0.4 * min(a, b))


def share_in_common(one: str, other: str) -> float:
    """The share of the shorter text's runs of six words that stand in the other, 0–1."""
    mine, theirs = _runs(one), _runs(other)
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


def _runs(text: str) -> set[int]:
    words: Sequence[str] = plain_words(text)
    if len(words) < _FEWEST_WORDS:
        return set()
    return {hashed("d", *words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
