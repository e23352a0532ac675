"""Issues that nobody follows yet: statements that answer each other or share a topic, named by their own words."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sayso.record.across.issues.matching import stem, stems
from sayso.record.across.issues.values import Said, Suggestion
from sayso.record.across.positions.lanes import TAKES_SIDE
from sayso.record.words import plain_words

Floats = npt.NDArray[np.float32]

MOST = 3_000
"""Statements that are looked at, the latest first: their likenesses are held in memory, 4 bytes a pair."""

_NEAR = 0.5
_LEAST_STATEMENTS = 4
_LEAST_REPORTS = 2
_LEAST_PARTIES = 2
_COVERED = 0.5
_WORDS = 5
_NO_NAME = frozenset(
    re.findall(
        r"\w+",
        """
        never ever still yet already now then today yesterday tomorrow always again also only even much many more
        most first last next day week month year time monday tuesday wednesday thursday friday saturday sunday
        january february march april may june july august september october november december two three four five
        six seven eight nine ten eleven twelve want make made take taken give given come came go went gone get got
        see seen know known think thought let put tell told ask call called
        """,
    )
)
"""Words that name nothing by themselves."""
_TOKEN = re.compile(r"[^\W\d_][\w’'-]*")
_BREAK = re.compile(r"[.,;:!?()“”\"«»\n]|\s[–—]\s|(?<=\s)[‘’']|[‘’'](?=\s|$)")


def suggestions(
    statements: Sequence[Said],
    vectors: Floats,
    pairs: Iterable[tuple[str, str]],
    parties: Mapping[str, Sequence[str]],
    known: Iterable[str] = (),
    most: int = 8,
) -> tuple[Suggestion, ...]:
    """Clusters that could be issues, the best first.

    Each is the neighbourhood of one statement: what answers it, what it answers, other reports of the same utterance
    and what is near in meaning; it must span several statements, reports and parties, and hold a stand.

    Args:
        statements: what is looked at.
        vectors: their meanings, a row each.
        pairs: uids of an answer and of what it answers.
        parties: names of the parties that each statement counts for, by uid.
        known: uids that an issue holds already; clusters that are mostly of those are passed over.
        most: how many at most.
    """
    statements, vectors = list(statements)[:MOST], vectors[:MOST]
    if not statements:
        return ()
    at = {said.uid: row for row, said in enumerate(statements)}
    near = _neighbours(statements, vectors, pairs, at)
    counts: Counter[str] = Counter()
    for said in statements:
        counts.update(set(stems(said.content)))
    taken = {at[uid] for uid in known if uid in at}
    held = set(taken)
    found: list[Suggestion] = []
    order = sorted(range(len(statements)), key=lambda row: (-len(near[row]), row))
    for row in order:
        cluster = [r for r in near[row] if r not in held]
        if row in held or len(cluster) < _LEAST_STATEMENTS or len(cluster) < _COVERED * len(near[row]):
            continue
        mine = [statements[r] for r in cluster]
        sides = Counter(name for said in mine for name in parties.get(said.uid, ()))
        stands = [said for said in mine if said.act in TAKES_SIDE]
        if len({said.document for said in mine}) < _LEAST_REPORTS or len(sides) < _LEAST_PARTIES or len(stands) < 2:
            continue
        named = _named(mine, counts, len(statements), {w for name in sides for w in stems(name)})
        if named is None:
            continue
        held.update(cluster)
        name, words = named
        linked = sum(1 for a, b in pairs_among(pairs, {s.uid for s in mine}))
        why = f"{len(mine)} statements in {len({s.document for s in mine})} reports"
        why += f", {linked} of them answers" if linked else ""
        uids = tuple(
            said.uid for said in sorted(mine, key=lambda s: (-float(vectors[at[s.uid]] @ vectors[row]), s.arrival))
        )
        found.append(Suggestion(name, words, uids, tuple(n for n, _ in sides.most_common()), why))
        if len(found) == most:
            break
    return tuple(found)


def pairs_among(pairs: Iterable[tuple[str, str]], uids: set[str]) -> Iterator[tuple[str, str]]:
    """The pairs of which both stand in a cluster."""
    return ((a, b) for a, b in pairs if a in uids and b in uids)


def _neighbours(
    statements: Sequence[Said], vectors: Floats, pairs: Iterable[tuple[str, str]], at: Mapping[str, int]
) -> list[list[int]]:
    linked: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        if a in at and b in at:
            linked[at[a]].add(at[b])
            linked[at[b]].add(at[a])
    utterances: dict[int, list[int]] = defaultdict(list)
    for row, said in enumerate(statements):
        if said.utterance is not None:
            utterances[said.utterance].append(row)
    near = []
    for row, said in enumerate(statements):
        mine = set(np.flatnonzero(vectors @ vectors[row] >= _NEAR).tolist()) | linked[row] | {row}
        if said.utterance is not None:
            mine.update(utterances[said.utterance])
        near.append(sorted(mine))
    return near


def _named(
    cluster: Sequence[Said], counts: Mapping[str, int], total: int, speakers: set[str]
) -> tuple[str, tuple[str, ...]] | None:
    """A name out of the cluster's own words, and further words that tell; ``None`` where they share none.

    Not one of those who speak: a party is no issue.
    """
    inside: Counter[str] = Counter()
    for said in cluster:
        inside.update(set(stems(said.content)))
    least = max(2, math.ceil(len(cluster) / 5))
    telling = {
        word: n * math.log((1 + total) / (1 + counts.get(word, 0)))
        for word, n in inside.items()
        if n >= least and word not in speakers and word not in _NO_NAME
    }
    if not telling:
        return None
    phrases: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for said in cluster:
        for words in _runs(said.content):
            for size in (1, 2, 3):
                for start in range(len(words) - size + 1):
                    piece = words[start : start + size]
                    if _word(piece[0]) in telling and _word(piece[-1]) in telling:
                        phrases[tuple(_word(w) for w in piece)][" ".join(piece)] += 1

    def worth(phrase: tuple[str, ...]) -> tuple[float, str]:
        times = sum(phrases[phrase].values())
        value = sum(telling.get(w, 0.0) for w in phrase) / math.sqrt(len(phrase))
        return (value * (1.0 if times >= 2 else 0.6) * (1.2 if len(phrase) > 1 else 1.0), " ".join(phrase))

    if not phrases:
        return None
    best = max(phrases, key=worth)
    name = min(phrases[best].items(), key=lambda item: (-item[1], item[0]))[0]
    further = sorted((w for w in telling if w not in best), key=lambda w: (-telling[w], w))
    return name, tuple(_as_written(word, cluster) for word in further[:_WORDS])


def _runs(text: str) -> Iterator[list[str]]:
    """The words of a text in runs that no punctuation breaks, as they are written."""
    for run in _BREAK.split(text):
        words = run.split()
        if words and all(_TOKEN.fullmatch(w) for w in words):
            yield words
        else:
            yield from _whole_words(words)


def _whole_words(words: Sequence[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for word in words:
        if _TOKEN.fullmatch(word):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _word(written: str) -> str:
    plain = plain_words(written)
    return stem(plain[0]) if len(plain) == 1 else "".join(plain)


def _as_written(word: str, cluster: Sequence[Said]) -> str:
    """A stem as the statements write it, the commonest form."""
    forms: Counter[str] = Counter(w for said in cluster for w in _TOKEN.findall(said.content) if _word(w) == word)
    return min(forms, key=lambda form: (-forms[form], form))
