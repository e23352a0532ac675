"""Which statements are worth holding against a new one: found by keys and days, never by looking over the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, or_, select

from sayso.record.across.utterances.loading import kept_statements, slices
from sayso.record.across.utterances.pairing import LEAST_TELLS
from sayso.record.across.utterances.tables import utterance_keys
from sayso.record.across.utterances.told import DAYS, Told, days_of, keys_of


def candidates(connection: Connection, new: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Each new statement with each one in the record, new ones too, that shares a key and a few days with it.

    Every two come once. Of those under a key that many hold, only such as share words that tell something.
    """
    mine = {told.row: told for told in new}
    holders = _holders(connection, new)
    others = sorted({row for rows in holders.values() for row in rows if row not in mine})
    every = kept_statements(connection, others) | mine
    by_word = _by_word(holders, every)
    for told in new:
        near: set[int] = set()
        for key in keys_of(told):
            if key in by_word:
                near.update(_sharing(told, by_word[key]))
            else:
                near.update(holders.get(key, ()))
        for row in sorted(near):
            other = every.get(row)
            if other is not None and not (row in mine and row >= told.row):
                yield other, told


_FEW = 12
"""Statements under one key that are held against a new one without asking first which words they share."""


def _sharing(told: Told, by_word: Mapping[str, Sequence[int]]) -> Iterator[int]:
    shared: dict[int, float] = defaultdict(float)
    for word, tells in told.telling.items():
        for row in by_word.get(word, ()):
            shared[row] += tells
    return (row for row, tells in shared.items() if tells >= LEAST_TELLS)


def _holders(connection: Connection, new: Sequence[Told]) -> dict[int, list[int]]:
    """The statements under each key of the new ones, near in time to one of them."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for told in new:
        for day in days_of(told):
            wanted[day].update(keys_of(told))
    holders: dict[int, set[int]] = defaultdict(set)
    k = utterance_keys.c
    for day, keys in sorted(wanted.items()):
        in_time = [] if not day else [or_(k.day.between(day - DAYS, day + DAYS), k.day == 0)]
        for some in slices(sorted(keys)):
            query = select(k.key, k.statement_id).where(k.key.in_(some), *in_time)
            for row in connection.execute(query):
                holders[row.key].add(row.statement_id)
    return {key: sorted(rows) for key, rows in holders.items()}


def _by_word(holders: Mapping[int, Sequence[int]], every: Mapping[int, Told]) -> dict[int, dict[str, list[int]]]:
    """Under each key with many statements, those that hold a word that tells."""
    out: dict[int, dict[str, list[int]]] = {}
    for key, rows in holders.items():
        if len(rows) <= _FEW:
            continue
        words: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            for word in every[row].telling if row in every else ():
                words[word].append(row)
        out[key] = words
    return out
