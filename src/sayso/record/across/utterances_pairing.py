"""Whether two statements in different reports are reports of one utterance, by speaker, day, words and meaning.

Pure functions of the two statements alone, so that whatever order reports come in, the same pairs are found.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate
from typing import Literal

from sayso.model import SpeakerKind
from sayso.record.across.utterances_values import Certainty
from sayso.record.across.utterances_words import NAME_TELLS, Word, hashed, name_words, run_keys

DAYS = 3
"""The most days between two reports of one utterance, whether it is dated by the saying or by the report."""

LEAST_TELLS = 1.0
"""What the words that two statements share must tell, at the least, for anything to join them."""

_OF_ONE_REPORT = "@"
"""Stands in the id of an actor that could not be told beyond one report (a surname alone): no evidence against."""

Related = Literal["same", "kin", "open", "other"]
"""How two speakers stand to each other: one and the same; one speaks for the other, or may be a namesake; not told;
different ones."""

_OPEN_KINDS: frozenset[SpeakerKind] = frozenset({"unknown", "anonymous", "group", "outlet", "document", "author"})
_SIDES: frozenset[SpeakerKind] = frozenset({"government", "organisation"})

# Evidence is counted in words that tell (see ``Word.tells``); the figures below were chosen on the clusters of the wire
# corpus that are not used for measuring recall.
_TELLS = (0.0, NAME_TELLS, 1.0)
_COMMON_TELLS = 0.15
_RUN_TELLS = 2.0
_WHOLE_TELLS = 1.4
_LONG_RUN_WORDS, _LONG_RUN_TELLS = 8, 3.0
_VERY_LONG_RUN_WORDS, _VERY_LONG_RUN_TELLS = 12, 5.0
_MUCH, _MUCH_WORDS = 0.7, 6
_NEARLY_ALL, _NEARLY_TELLS = 0.75, 3.0
_PART, _PART_TELLS = 0.5, 2.5
_MEANING, _MEANING_TELLS = 0.72, 1.4
_MEANING_ALONE = 0.82


@dataclass(frozen=True, eq=False)
class Told:
    """A statement as it is held against others.

    Attributes:
        row: its number in the store.
        document: id of its report's text.
        day: number of the day it counts for (``date.toordinal``); 0 where nothing is dated.
        exact: whether the report itself tells that day.
        kind: what sort of speaker.
        speaker: name as the report gives it.
        on_behalf_of: for whom they speak.
        actor: id of the actor, where known.
        norms: the words of the content in their form for comparing.
        quoted: of each, in which quotation of the statement it stands, from 1; 0 outside quotation marks.
        tells: how much each tells.
        outer: whether another statement is nested in it.
    """

    row: int
    document: str
    day: int
    exact: bool
    kind: SpeakerKind | None
    speaker: str | None
    on_behalf_of: str | None
    actor: str | None
    norms: tuple[str, ...]
    quoted: tuple[int, ...]
    tells: tuple[float, ...]
    outer: bool = False

    @cached_property
    def telling(self) -> dict[str, float]:
        """What each different word that tells counts."""
        return {norm: tells for norm, tells in zip(self.norms, self.tells, strict=True) if tells}

    @cached_property
    def weight(self) -> float:
        """All that its words tell."""
        return sum(self.telling.values())

    @cached_property
    def quotes(self) -> frozenset[str]:
        """Its words inside quotation marks."""
        return frozenset(norm for norm, quoted in zip(self.norms, self.quoted, strict=True) if quoted)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The words of the speaker's name."""
        return name_words(self.speaker)


@dataclass(frozen=True, slots=True)
class Joint:
    """That two statements report one utterance.

    Attributes:
        certainty: ``sure`` or ``likely``.
        score: 0–1.
        why: in plain words.
    """

    certainty: Certainty
    score: float
    why: str


def packed_words(words: Sequence[Word]) -> str:
    """Words as they are kept beside a statement: a digit for quoted and telling, then the form for comparing."""
    return " ".join(f"{3 * (w.quoted + w.opens) + _TELLS.index(w.tells)}{w.norm}" for w in words)


def unpacked_words(kept: str) -> tuple[tuple[str, ...], tuple[int, ...], tuple[float, ...]]:
    """What :func:`packed_words` kept: forms, in which quotation each stands, how much each tells."""
    parts = kept.split(" ") if kept else []
    flags = [int(part[0]) for part in parts]
    quotations = accumulate(int(flag >= 6) for flag in flags)
    quoted = tuple(number if flag >= 3 else 0 for flag, number in zip(flags, quotations, strict=True))
    return tuple(p[1:] for p in parts), quoted, tuple(_TELLS[f % 3] for f in flags)


def last_day(edtf: str | None) -> int:
    """The number of the last day of an EDTF date or interval; 0 where there is none that counts."""
    value = (edtf or "").rsplit("/", 1)[-1][:10]
    try:
        if len(value) == 10:
            return date.fromisoformat(value).toordinal()
        if len(value) == 7:
            year, month = int(value[:4]), int(value[5:])
            first = date(year + month // 12, month % 12 + 1, 1)
            return (first - timedelta(days=1)).toordinal()
    except ValueError:
        pass
    return 0


def keys_of(told: Told) -> set[int]:
    """Keys under which a statement is found: two that :func:`joint` joins share one, up to chance."""
    keys: set[int] = set()
    if told.kind not in _OPEN_KINDS:
        keys |= _speaker_keys(told.kind, told.names)
        if told.actor:
            keys.add(hashed("a", told.actor))
    if told.on_behalf_of:
        keys |= _speaker_keys("person", name_words(told.on_behalf_of))
    if not told.outer:
        keys |= run_keys([norm for norm, quoted in zip(told.norms, told.quoted, strict=True) if quoted])
    return keys


def _speaker_keys(kind: SpeakerKind | None, names: Sequence[str]) -> set[int]:
    if not names:
        return set()
    # The second name too, since an article may give one that the other lacks (“Mohammed bin Salman Al Saud”).
    some = names if kind in _SIDES else names[-2:] if len(names) > 2 else names[-1:]
    return {hashed("n", name) for name in some if len(name) > 2}


def related(a: Told, b: Told) -> Related:
    """How the speakers of two statements stand to each other."""
    if a.actor and b.actor and a.actor == b.actor:
        return "same"
    if a.kind in _OPEN_KINDS or b.kind in _OPEN_KINDS or not a.names or not b.names:
        return "same" if a.names and a.names == b.names and a.kind == b.kind else "open"
    for one, other in ((a, b), (b, a)):
        mine = name_words(one.on_behalf_of)
        if mine and (_same_name(mine, other.names) or mine == name_words(other.on_behalf_of)):
            return "kin"
    if (a.kind in _SIDES) != (b.kind in _SIDES):
        return "open"
    if not _same_name(a.names, b.names):
        return "other"
    # Two actors that are known across reports, of one name: the words alone must show that they are one.
    known = a.actor and b.actor and _OF_ONE_REPORT not in a.actor and _OF_ONE_REPORT not in b.actor
    return "kin" if known else "same"


def _same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    if a[-1] != b[-1]:
        fewer, more = sorted((set(a), set(b)), key=len)
        return fewer < more and len(" ".join(fewer)) > 3
    if len(a) == 1 or len(b) == 1:
        return True
    return a[0] == b[0] or a[0][0] == b[0][0] or a[0] in b or b[0] in a


def joint(a: Told, b: Told) -> Joint | None:
    """Whether two statements report one utterance by their words, how surely, and why; ``None`` if they do not.

    Statements of one document are never joined, nor any whose days lie more than :data:`DAYS` apart.
    """
    tells = _in_common(a, b)
    if tells < LEAST_TELLS or not _may_be_one(a, b):
        return None
    run = _best_quoted_run(a, b)
    found = _by_words(a, b, related(a, b), run, tells)
    if found is None:
        return None
    long_run = run.words >= _LONG_RUN_WORDS
    if not (a.day and b.day):
        return Joint("likely", 0.8, f"{found.why}; not both reports are dated") if long_run else None
    if a.exact and b.exact and a.day != b.day:
        if abs(a.day - b.day) > 1 and run.words < _VERY_LONG_RUN_WORDS:
            return None
        if found.certainty == "sure" and (not long_run or abs(a.day - b.day) > 1):
            return Joint("likely", min(found.score, 0.75), f"{found.why}; the reports give different days")
    return found


def worth_comparing(a: Told, b: Told) -> bool:
    """Whether two statements that no words join may be one by meaning: by one speaker, of one day, on one subject."""
    dated = a.day and b.day and not (a.exact and b.exact and a.day != b.day)
    if not dated or not _may_be_one(a, b) or min(a.weight, b.weight) < _MEANING_TELLS:
        return False
    return _in_common(a, b) >= LEAST_TELLS and related(a, b) in ("same", "kin")


def alike(a: Told, b: Told, meaning: float) -> Joint | None:
    """Whether two statements that are :func:`worth_comparing` report one utterance, by the cosine of their meanings."""
    if meaning >= (_MEANING if _in_common(a, b) >= _MEANING_TELLS else _MEANING_ALONE):
        return Joint("likely", round(min(meaning, 0.85), 2), f"alike in meaning ({meaning:.2f})")
    return None


def _in_common(a: Told, b: Told) -> float:
    return sum(min(a.telling[word], b.telling[word]) for word in a.telling.keys() & b.telling.keys())


def _may_be_one(a: Told, b: Told) -> bool:
    near = not a.day or not b.day or abs(a.day - b.day) <= DAYS
    return near and a.document != b.document


def _by_words(a: Told, b: Told, speakers: Related, run: _Run, tells: float) -> Joint | None:
    share = tells / max(min(a.weight, b.weight), 1e-6)
    long_run = run.words >= _LONG_RUN_WORDS and run.tells >= _LONG_RUN_TELLS
    words = f"{run.words} quoted words are the same"
    if speakers == "other":
        if long_run and not a.outer and not b.outer:
            return Joint("likely", 0.7, f"{words}, though the reports name different speakers")
        return None
    if speakers == "open":
        if run.words >= _VERY_LONG_RUN_WORDS and run.tells >= _VERY_LONG_RUN_TELLS:
            return Joint("sure", 0.9, f"{words}; not both reports name the speaker")
        return Joint("likely", 0.8, f"{words}; not both reports name the speaker") if long_run else None
    certain: Certainty = "sure" if speakers == "same" else "likely"
    if a.norms == b.norms and (tells >= _WHOLE_TELLS or len(a.norms) >= _LONG_RUN_WORDS):
        return Joint(certain, 1.0 if speakers == "same" else 0.9, "the same words")
    much = run.sum >= _MUCH_WORDS and run.sum_tells >= _RUN_TELLS and run.share >= _MUCH
    if much and run.sum > run.words:
        return Joint(certain, _score(run.sum_tells), f"{run.sum} quoted words are the same, others changed or left out")
    if long_run or (run.words >= 3 and run.tells >= _RUN_TELLS) or (run.whole and run.evidence >= _WHOLE_TELLS):
        return Joint(certain, _score(run.tells), words)
    if share >= _NEARLY_ALL and tells >= _NEARLY_TELLS:
        return Joint(certain, _score(tells), f"{round(100 * share)} % of the shorter one's words")
    if run.whole and run.evidence:
        return Joint("likely", 0.6, f"{words}, of which few tell much")
    if share >= _PART and tells >= _PART_TELLS:
        return Joint("likely", round(0.5 + 0.3 * share, 2), f"{round(100 * share)} % of the shorter one's words")
    return None


def _score(tells: float) -> float:
    return round(1 - 0.2 * math.exp(-0.3 * tells), 2)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that both quote.

    Attributes:
        words: of the run of them that tells most, how many there are.
        tells: what they tell.
        whole: whether they hold a whole quotation of either.
        share: of all words that the one quotes that quotes less, those in runs that the other has.
        sum: how many these are.
        sum_tells: what they tell.
    """

    words: int
    tells: float
    whole: bool
    share: float
    sum: int
    sum_tells: float

    @property
    def evidence(self) -> float:
        return self.tells + _COMMON_TELLS * self.words if self.words > 1 and self.tells >= 1 else 0.0


_NO_RUN = _Run(0, 0.0, False, 0.0, 0, 0.0)


def _best_quoted_run(a: Told, b: Told) -> _Run:
    if not any(word in a.telling for word in a.quotes & b.quotes):
        return _NO_RUN
    mine, theirs = ([n if q else None for n, q in zip(t.norms, t.quoted, strict=True)] for t in (a, b))
    matcher = SequenceMatcher(None, [n or "\x00a" for n in mine], [n or "\x00b" for n in theirs], autojunk=False)
    best, every = _NO_RUN, dict[str, float]()
    total = 0
    for block in matcher.get_matching_blocks():
        told = dict(zip(a.norms[block.a : block.a + block.size], a.tells[block.a : block.a + block.size], strict=True))
        whole = _holds_quotation(a, block.a, block.size) or _holds_quotation(b, block.b, block.size)
        run = replace(best, words=block.size, tells=sum(told.values()), whole=whole)
        if (run.tells, run.words) > (best.tells, best.words):
            best = run
        if block.size > 1:
            total += block.size
            every |= told
    least = min(sum(map(bool, a.quoted)), sum(map(bool, b.quoted)))
    return replace(best, share=total / max(least, 1), sum=total, sum_tells=sum(every.values()))


def _holds_quotation(told: Told, at: int, size: int) -> bool:
    """Whether some quotation of the statement lies wholly within a run of its words."""
    numbers = {told.quoted[place] for place in range(at, at + size)} - {0}
    return any(n not in told.quoted[:at] and n not in told.quoted[at + size :] for n in numbers)
