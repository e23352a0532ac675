"""Mentions against statements: what speaks for and against a clue's reaching a statement, as numbers.

For an article of n statements and m mentions all evidence is in arrays of shape (n, m, …), computed together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.reading.circumstances.clues import Clues, Dimension
from sayso.reading.circumstances.frames import Frames
from sayso.reading.circumstances.manner import MANNERS, manner
from sayso.reading.circumstances.mentions import CARRIED, Mention
from sayso.reading.circumstances.speakers import speaker_key

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

GATES = ("own", "same speaker", "other speaker", "about the speaker", "by the way", "in its content")
"""How a mention is tied to a statement: each has its own weights."""
_KINDS = ("person", "group", "organisation", "government", "document", "anonymous", "outlet")
_SORTS: dict[str, tuple[str, ...]] = {
    "day": ("iso", "numeric", "day_first", "month_first", "weekday", "day", "weekend"),
    "span": ("period", "within", "recent", "ago", "last_month"),
    "long": ("month", "season", "decade", "year", "event_year"),
    "vague": ("event", "moment", "then", "anchored"),
}
_BOUND = frozenset({"event", "moment", "then", "recent"})
_GROUPS: dict[str, tuple[str, ...]] = {
    "talk": ("interview", "broadcast", "call"),
    "event": ("speech", "rally", "debate", "press conference", "briefing", "testimony", "meeting"),
    "writing": ("written statement", "letter", "document", "advertisement", "social media"),
}
_COMPATIBLE = (
    {"interview", "broadcast", "call"}, {"speech", "rally", "meeting", "debate"}, {"press conference", "briefing"},
    {"written statement", "document", "letter"}, {"testimony", "meeting"},
)  # fmt: skip
_PRONOUNS = frozenset(("he", "she", "they", "i", "we", "it"))
_STATEMENT = (
    *MANNERS, "direct", "headline", "lead", "nested", *_KINDS, "pronoun source", "no source", "most by this speaker",
    "says much",
)  # fmt: skip
_MENTION = (
    "confidence", "old", "early", "only one", "first", *_SORTS, *_GROUPS, "keeps", "told in a content", "told often",
    "told by a quotation",
)  # fmt: skip
_PAIR = (
    "behind", "same sentence", "same paragraph", "paragraphs on", "paragraphs back", "far", "own statements between",
    "others between", "rival between", "rival of the speaker", "rival nearer", "rival of its own", "last before",
    "conflict", "agrees", "named", "told to the publisher", "nested apart", "narrated between", "quoted both",
)  # fmt: skip
FEATURES = ("one", *_PAIR, *_STATEMENT, *_MENTION)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The evidence of one article.

    Attributes:
        features: (n, m, features), in the order of ``FEATURES``.
        gate: (n, m), index into ``GATES``.
        dimension: (m,), index into ``CARRIED``.
        bound: (m,), whether a mention dates its own clause only ("after the vote", "at the time").
    """

    features: Floats
    gate: Ints
    dimension: Ints
    bound: Bools

    @property
    def possible(self) -> Bools:
        """(n, m), whether a mention may hold for a statement at all.

        Where and how one spoke is not another's, and a vague date holds for its own clause.
        """
        of_another = self.gate == GATES.index("other speaker")
        elsewhere = of_another & (self.dimension != CARRIED.index("date"))[None, :]
        apart = (self.gate != GATES.index("own")) & self.bound[None, :]
        ruled_out: Bools = elsewhere | apart
        return ~ruled_out


def pairs(frames: Frames, told: Sequence[Mention], own: Sequence[Clues], to_publisher: frozenset[int]) -> Pairs:
    """The evidence for each statement and mention of an article."""
    n, m = len(frames.statements), len(told)
    if not n or not m:
        return Pairs(
            np.zeros((n, m, len(FEATURES))), np.zeros((n, m), np.int64), np.zeros(m, np.int64), np.zeros(m, bool)
        )
    keys = [speaker_key(s) for s in frames.statements]
    numbers = {key: i for i, key in enumerate(dict.fromkeys([*keys, *(t.about for t in told)])) if key is not None}
    speaker = np.array([numbers.get(k, -1) if k else -1 for k in keys], dtype=np.int64)
    about = np.array([numbers.get(t.about, -2) if t.about else -2 for t in told], dtype=np.int64)
    owner = np.array([-1 if t.owner is None else t.owner for t in told], dtype=np.int64)
    position = np.array([(a or s).start for a, s in zip(frames.anchors, frames.statements, strict=True)])
    at = np.array([t.clue.start for t in told])
    paragraph = np.array([frames.paragraph_of(int(p)) for p in position])
    sentence = np.array([frames.sentence_of(int(p)) for p in position])
    its_paragraph = np.array([frames.paragraph_of(int(p)) for p in at])
    its_sentence = np.array([frames.sentence_of(int(p)) for p in at])
    dimension = np.array([CARRIED.index(t.dimension) for t in told], dtype=np.int64)
    key = np.unique([t.clue.key for t in told], return_inverse=True)[1]

    is_own = owner[None, :] == np.arange(n)[:, None]
    names = [frames.last_name(i) for i in range(n)]
    asked = np.array([[bool(t.heard) and t.heard == name for t in told] for name in names])
    same = (speaker[:, None] == about[None, :]) | asked
    owned = (owner >= 0)[None, :]
    inside = np.array([-1 if t.clue.inside is None else t.clue.inside for t in told], dtype=np.int64)
    gate = np.where(is_own, 0, np.where(owned, np.where(same, 1, 2), np.where(same, 3, 4)))
    gate = np.where(inside[None, :] == np.arange(n)[:, None], 5, gate)

    columns: list[Floats] = [np.ones((n, m))]
    behind = position[:, None] >= at[None, :]
    step = paragraph[:, None] - its_paragraph[None, :]
    columns += [behind.astype(np.float64), sentence[:, None] == its_sentence[None, :], step == 0]
    columns += [np.log1p(np.maximum(0, step)), np.log1p(np.maximum(0, -step)), np.minimum(1, np.abs(step) / 20)]
    order = np.argsort(np.argsort(position, kind="stable"), kind="stable")
    columns += _between(speaker, position, order, at)
    columns += _rivals(dimension, key, owner, about, speaker, position, at, inside < 0)
    columns += _occasion(frames, told, own, keys, to_publisher)
    columns += _telling(frames, owner, paragraph, its_paragraph)
    features = np.empty((n, m, len(FEATURES)))
    for i, column in enumerate(columns):
        features[:, :, i] = column
    features[:, :, len(columns) : len(columns) + len(_STATEMENT)] = _statements(frames, paragraph, speaker)[:, None, :]
    features[:, :, len(columns) + len(_STATEMENT) :] = _mentions(frames, told, dimension, key, its_paragraph)[
        None, :, :
    ]
    bound = np.array([t.dimension == "date" and t.clue.sort in _BOUND for t in told])
    return Pairs(features, gate, dimension, bound)


def _between(speaker: Ints, position: Ints, order: Ints, at: Ints) -> list[Floats]:
    """How many statements stand between mention and statement: the same speaker's, and others'."""
    n = len(speaker)
    same = (speaker[:, None] == speaker[None, :]) | np.eye(n, dtype=bool)
    sorted_same = same[:, np.argsort(order)]
    counts = np.concatenate([np.zeros((n, 1)), np.cumsum(sorted_same, axis=1)], axis=1)
    rank = np.searchsorted(np.sort(position), at)
    mine = np.abs(counts[np.arange(n), order][:, None] - counts[:, rank])
    every = np.abs(order[:, None] - rank[None, :])
    return [np.log1p(mine), np.log1p(np.maximum(0, every - mine))]


def _rivals(
    dimension: Ints, key: Ints, owner: Ints, about: Ints, speaker: Ints, position: Ints, at: Ints, plain: Bools
) -> list[Floats]:
    """Other mentions of the same side of an occasion with another value, and where they stand."""
    n, m = len(position), len(at)
    rival = (dimension[:, None] == dimension[None, :]) & (key[:, None] != key[None, :])
    low = np.minimum(position[:, None], at[None, :])
    high = np.maximum(position[:, None], at[None, :])
    away = high - low
    between = np.zeros((n, m), dtype=bool)
    of_speaker = np.zeros((n, m), dtype=bool)
    nearer = np.zeros((n, m), dtype=bool)
    of_its_own = np.zeros((n, m), dtype=bool)
    last = at[None, :] <= position[:, None]
    for r in np.flatnonzero(plain):
        here = rival[:, r][None, :]
        inside = here & (at[r] > low) & (at[r] < high)
        between |= inside
        of_speaker |= inside & (speaker == about[r])[:, None]
        nearer |= here & (away[:, r][:, None] < away)
        if owner[r] >= 0:
            of_its_own[owner[r]] |= rival[:, r]
        same_side = (dimension == dimension[r])[None, :]
        last &= ~(same_side & (at[r] > at)[None, :] & (at[r] <= position)[:, None])
    return [x.astype(np.float64) for x in (between, of_speaker, nearer, of_its_own, last)]


def _occasion(
    frames: Frames,
    told: Sequence[Mention],
    own: Sequence[Clues],
    keys: Sequence[str | None],
    to_publisher: frozenset[int],
) -> list[Floats]:
    """What the statement's own clues say against or for its being the occasion of the mention's statement."""
    n, m = len(frames.statements), len(told)
    conflict, agrees, named, publisher, apart = (np.zeros((n, m)) for _ in range(5))
    sides = [{d: c for d, c in clues.items() if d in CARRIED} for clues in own]
    names = [frames.last_name(i) for i in range(n)]
    for j, mention in enumerate(told):
        theirs: Clues = sides[mention.owner] if mention.owner is not None else {mention.dimension: mention.clue}
        for i in range(n):
            if sides[i]:
                against, with_it = _compare(sides[i], theirs, mention.dimension)
                conflict[i, j], agrees[i, j] = against, with_it
            named[i, j] = names[i] in mention.names and keys[i] != mention.about
            if mention.owner is not None:
                apart[i, j] = frames.holders[i] != frames.holders[mention.owner]
        if mention.dimension == "outlet":
            publisher[list(to_publisher), j] = 1.0
    return [conflict, agrees, named, publisher, apart]


def _compare(mine: Clues, theirs: Clues, but: Dimension) -> tuple[bool, bool]:
    against = with_it = False
    for dimension, clue in mine.items():
        other = theirs.get(dimension)
        if other is None or other is clue:
            continue
        if clue.key == other.key or (
            dimension == "channel" and any({clue.value, other.value} <= pair for pair in _COMPATIBLE)
        ):
            with_it |= dimension != but or clue.key == other.key
        elif dimension != but:
            against = True
    return against, with_it


def _telling(frames: Frames, owner: Ints, paragraph: Ints, its_paragraph: Ints) -> list[Floats]:
    """How much the article tells by itself between mention and statement, and whether both are quoted word for word."""
    spoken = np.zeros(len(frames.paragraphs) + 1)
    spoken[paragraph + 1] = 1
    silent = np.cumsum(1 - spoken)
    narrated = np.abs(silent[paragraph][:, None] - silent[its_paragraph][None, :])
    direct = np.array([s.kind == "direct" for s in frames.statements], dtype=np.float64)
    quoted = direct[:, None] * np.where(owner >= 0, direct[owner], 0.0)[None, :]
    return [np.log1p(narrated), quoted]


def _statements(frames: Frames, paragraph: Ints, speaker: Ints) -> Floats:
    rows = []
    count = np.bincount(speaker[speaker >= 0], minlength=1)
    for i, statement in enumerate(frames.statements):
        kind = statement.speaker.kind if statement.speaker else "unknown"
        place = int(paragraph[i])
        rows.append(
            (
                *manner(frames, i),
                float(statement.kind == "direct"),
                float(place == 0),
                float(0 < place <= 2),
                float(frames.holders[i] is not None),
                *(float(kind == k) for k in _KINDS),
                float(any(s.exact.lower() in _PRONOUNS for s in statement.sources)),
                float(not statement.sources),
                float(count[speaker[i]] / len(speaker)) if speaker[i] >= 0 else 0.0,
                float(np.log1p(count[speaker[i]])) if speaker[i] >= 0 else 0.0,
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(_STATEMENT))


def _mentions(frames: Frames, told: Sequence[Mention], dimension: Ints, key: Ints, paragraph: Ints) -> Floats:
    rows = []
    for j, mention in enumerate(told):
        clue = mention.clue
        alike = dimension == dimension[j]
        rows.append(
            (
                clue.confidence,
                float(clue.old),
                float(paragraph[j] <= 3),
                float(len(set(key[alike].tolist())) == 1),
                float(not alike[:j].any()),
                *(float(clue.sort in sorts) for sorts in _SORTS.values()),
                *(float(mention.dimension == "channel" and clue.value in group) for group in _GROUPS.values()),
                float(clue.carries),
                float(clue.inside is not None),
                float(np.log((alike & (key == key[j])).sum())),
                float(mention.owner is not None and frames.statements[mention.owner].kind == "direct"),
            )
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(_MENTION))
