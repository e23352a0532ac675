"""Tag scores and links to attribution relations: one tidy span a stretch, every content at most one cue and source.

Decisions are taken for the whole text at once: the chain's best path gives the stretches; then every cue chooses its
source among all stretches (or a stretch of its own that the tagger missed, or none), and every content chooses its cue.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

import numpy as np
import numpy.typing as npt

from sayso.reading.chain import best_path, marginals
from sayso.reading.context import NameKind
from sayso.reading.heads import FORBIDDEN, Heads, Place, Scores

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Range = tuple[int, int]

SOURCE, CUE, CONTENT = range(3)
INSIDE_TAGS = (2, 4, 6)
NAME_KINDS: tuple[NameKind, ...] = get_args(NameKind)


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds of decoding, chosen on PolNeAR dev and stored with the weights.

    Attributes:
        found_source: least pointer probability for a source stretch that the tagger did not mark.
        no_source: how many times likelier than the best stretch "none" must be for a cue to go without a source.
        found_cue: least pointer probability for a cue that the tagger did not mark.
        far_cue: least pointer probability for a content to hang on a marked cue; below it, it stands alone.
        begin_source: added to the score of the tag that begins a source: above 0 more are found, below 0 fewer.
        begin_cue: the same for cues.
        begin_content: the same for contents.
        least_confidence: hypotheses less sure than this are no statements.
    """

    found_source: float = 0.5
    no_source: float = 1.0
    found_cue: float = 0.3
    far_cue: float = 0.2
    begin_source: float = 0.0
    begin_cue: float = 0.0
    begin_content: float = 0.0
    least_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution relation in token ranges, with the probabilities that its confidence is made from.

    Attributes:
        cue: token range, or ``None``.
        source: token range, or ``None``.
        contents: token ranges in order.
        signals: probabilities of cue, source, content stretches and of the links, by name.
    """

    cue: Range | None
    source: Range | None
    contents: tuple[Range, ...]
    signals: dict[str, float] = field(default_factory=dict)


def decode(scores: Scores, place: Place, heads: Heads, rules: Rules) -> list[Relation]:
    """The relations of one text, in the order of their first tokens.

    Args:
        scores: what the network says of each of n tokens.
        place: paragraphs, line starts and headline.
        heads: the link weights.
        rules: thresholds.
    """
    emissions = scores.tags + np.array(
        [0, rules.begin_source, 0, rules.begin_cue, 0, rules.begin_content, 0], dtype=np.float32
    )
    for inside in INSIDE_TAGS:
        emissions[place.fresh, inside] = FORBIDDEN
    stretches = stretches_of(best_path(emissions, heads.transitions, heads.begin, heads.finish))
    contents = stretches[CONTENT]
    if not contents:
        return []
    belief = marginals(emissions, heads.transitions, heads.begin, heads.finish)
    cues, chosen = _choose_cues(scores, place, heads, rules, stretches, belief)
    sources = _choose_sources(scores, place, heads, rules, (stretches[SOURCE], cues, contents))
    relations = []
    for i, cue in enumerate(cues):
        own = tuple(content for content, (cue_at, _) in zip(contents, chosen, strict=True) if cue_at == i)
        if not own:
            continue
        source, certainty = sources[i]
        signals = {
            "cue": _belief(belief, cue, CUE),
            "source": _belief(belief, source, SOURCE) if source else 1.0,
            "source_link": certainty,
            "content": min(_belief(belief, c, CONTENT) for c in own),
            "content_link": min(p for cue_at, p in chosen if cue_at == i),
            "no_source": float(source is None),
        }
        relations.append(Relation(cue, source, own, signals))
    for content, (cue_at, p) in zip(contents, chosen, strict=True):
        if cue_at < 0:
            signals = {
                "cue": 1.0,
                "source": 1.0,
                "source_link": p,
                "content": _belief(belief, content, CONTENT),
                "content_link": p,
                "no_source": 1.0,
            }
            relations.append(Relation(None, None, (content,), signals))
    return sorted(relations, key=_first)


def stretches_of(tags: Ints) -> tuple[list[Range], list[Range], list[Range]]:
    """Token ranges of sources, cues and contents in a tag sequence."""
    out: tuple[list[Range], list[Range], list[Range]] = ([], [], [])
    at, n = 0, len(tags)
    while at < n:
        tag = int(tags[at])
        if tag == 0:
            at += 1
            continue
        kind = (tag - 1) // 2
        end = at + 1
        while end < n and tags[end] == 2 * kind + 2:
            end += 1
        out[kind].append((at, end))
        at = end
    return out


def names_of(scores: Floats) -> list[tuple[int, int, NameKind]]:
    """Token ranges and kinds of the proper names in name-tag scores (n, 9); a kind is decided for the whole name."""
    tags = scores.argmax(1)
    out = []
    at, n = 0, len(tags)
    while at < n:
        if tags[at] == 0:
            at += 1
            continue
        end = at + 1
        while end < n and tags[end] != 0 and tags[end] % 2 == 0:
            end += 1
        total = scores[at:end, 1:].sum(0)
        out.append((at, end, NAME_KINDS[int((total[0::2] + total[1::2]).argmax())]))
        at = end
    return out


def _choose_sources(
    scores: Scores,
    place: Place,
    heads: Heads,
    rules: Rules,
    stretches: tuple[list[Range], list[Range], list[Range]],
) -> list[tuple[Range | None, float]]:
    """For each cue its source (a marked stretch, a newly found one, or none) and that choice's probability."""
    marked, cues, contents = stretches
    if not cues:
        return []
    p_source = heads.source_links(scores, place, np.array(cues, dtype=np.int64))
    n = len(scores)
    running = np.concatenate([np.zeros((2, len(cues), 1)), np.cumsum(p_source[:, :, :n], 2)], 2)
    taken = np.zeros(n, dtype=bool)
    for a, b in (*marked, *cues, *contents):
        taken[a:b] = True
    out: list[tuple[Range | None, float]] = []
    for i in range(len(cues)):
        none = float(np.sqrt(p_source[0, i, n] * p_source[1, i, n]))
        best: Range | None = None
        best_p = none * rules.no_source
        for a, b in marked:
            p = float(np.sqrt((running[0, i, b] - running[0, i, a]) * (running[1, i, b] - running[1, i, a])))
            if p > best_p:
                best, best_p = (a, b), p
        first, last = int(p_source[0, i, :n].argmax()), int(p_source[1, i, :n].argmax())
        fresh = float(np.sqrt(p_source[0, i, first] * p_source[1, i, last]))
        whole = first <= last < first + 40 and place.paragraphs[first] == place.paragraphs[last]
        if whole and fresh > max(best_p, rules.found_source) and not taken[first : last + 1].any():
            best, best_p = (first, last + 1), fresh
        out.append((best, best_p if best else none))
    return out


def _choose_cues(
    scores: Scores,
    place: Place,
    heads: Heads,
    rules: Rules,
    stretches: tuple[list[Range], list[Range], list[Range]],
    belief: Floats,
) -> tuple[list[Range], list[tuple[int, float]]]:
    """The cues, newly found ones among them, and for each content the index of its cue, or -1, with its probability."""
    marked, cues, contents = stretches[SOURCE], list(stretches[CUE]), stretches[CONTENT]
    p_cue = heads.cue_links(scores, place, np.array(contents, dtype=np.int64))
    running = np.concatenate([np.zeros((len(contents), 1)), np.cumsum(p_cue[:, :-1], 1)], 1)
    taken = np.zeros(len(scores), dtype=bool)
    for a, b in (*marked, *cues, *contents):
        taken[a:b] = True
    for i in range(len(contents)):
        first = int(p_cue[i, :-1].argmax())
        if p_cue[i, first] >= rules.found_cue and not taken[first]:
            last = first + 1
            while last < len(scores) and not taken[last] and belief[last, 2 * CUE + 2] > 0.1 and last < first + 8:
                last += 1
            cues.append((first, last))
            taken[first:last] = True
    cues.sort()
    none = p_cue[:, -1]
    if not cues:
        return cues, [(-1, float(p)) for p in none]
    ranges = np.array(cues, dtype=np.int64)
    by_cue = running[:, ranges[:, 1]] - running[:, ranges[:, 0]]
    best = by_cue.argmax(1)
    p = by_cue[np.arange(len(contents)), best]
    chosen = [
        (int(c), float(q)) if q >= max(z, rules.far_cue) else (-1, float(z))
        for c, q, z in zip(best, p, none, strict=True)
    ]
    return cues, chosen


def _belief(belief: Floats, span: Range, kind: int) -> float:
    """How sure the chain is of a stretch: its begin, its least sure inside, and that it ends where it ends."""
    a, b = span
    begin, inside = 2 * kind + 1, 2 * kind + 2
    p = float(belief[a, begin])
    if b > a + 1:
        p = min(p, float(belief[a + 1 : b, inside].min()))
    if b < len(belief):
        p = min(p, 1.0 - float(belief[b, inside]))
    return p


def _first(relation: Relation) -> int:
    pieces = [*relation.contents, *(r for r in (relation.cue, relation.source) if r)]
    return min(a for a, _ in pieces)
