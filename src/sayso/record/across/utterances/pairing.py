"""Whether two statements in different reports are reports of one utterance, by speaker, day, words and meaning.

Pure functions of the two statements alone, so that whatever order reports come in, the same pairs are found.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from sayso.record.across.utterances.told import DAYS, Related, Told, days_apart, related
from sayso.record.across.utterances.values import Certainty

LEAST_TELLS = 1.0
"""What the words that two statements share must tell, at the least, for anything to join them."""

# Evidence is counted in words that tell (see ``Word.tells``).
_COMMON_TELLS = 0.15
_RUN_TELLS = 2.0
_RUN_WORDS, _RUN_EVIDENCE = 5, 2.7
_WHOLE_EVIDENCE = 1.4
_LONG_RUN_WORDS, _LONG_RUN_TELLS = 8, 3.0
_OPEN_RUN = ((6, 3.0), (10, 2.0))
"""Words and what they tell: either is enough for what is likely, where the speakers do not agree."""
_OPEN_SURE = ((6, 4.0), (8, 3.0), (10, 2.0))
"""The same for what is sure, where one report does not name the speaker."""
_TELLING = 0.2
_MUCH, _MUCH_WORDS = 0.7, 6
_SAME_WORDS = 6
_NEARLY_ALL, _NEARLY_TELLS = 0.8, 5.0
_WEAK = 0.88
_PART, _PART_TELLS = 0.5, 2.5
_MEANING, _MEANING_TELLS = 0.72, 1.4
_MEANING_ALONE = 0.82


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
    long_run = run.sum >= _LONG_RUN_WORDS and run.sum_tells >= _LONG_RUN_TELLS
    if days_apart(a, b) is None:
        return Joint("likely", 0.8, f"{found.why}; not both reports are dated") if long_run else None
    apart = abs(a.day - b.day)
    if apart > DAYS or (apart and a.exact and b.exact):
        if apart > 1 and not long_run:
            return None
        if found.certainty == "sure" and (apart > 1 or not long_run):
            return Joint("likely", min(found.score, 0.75), f"{found.why}; the reports give different days")
    return found


def worth_comparing(a: Told, b: Told) -> bool:
    """Whether two statements that no words join may be one by meaning: by one speaker, of one day, on one subject."""
    dated = a.day and b.day and abs(a.day - b.day) <= (0 if a.exact and b.exact else DAYS)
    if not dated or not _may_be_one(a, b) or min(a.weight, b.weight) < _MEANING_TELLS:
        return False
    return _in_common(a, b) >= LEAST_TELLS and related(a, b) in ("same", "kin")


def alike(a: Told, b: Told, meaning: float) -> Joint | None:
    """Whether two statements that are :func:`worth_comparing` report one utterance, by the cosine of their meanings."""
    if meaning >= (_MEANING if _in_common(a, b) >= _MEANING_TELLS else _MEANING_ALONE):
        return Joint("likely", round(min(meaning - 0.2, 0.69), 2), f"alike in meaning ({meaning:.2f})")
    return None


def _in_common(a: Told, b: Told) -> float:
    return sum(min(a.telling[word], b.telling[word]) for word in a.telling.keys() & b.telling.keys())


def _may_be_one(a: Told, b: Told) -> bool:
    apart = days_apart(a, b)
    return a.document != b.document and (apart is None or apart <= DAYS)


def _by_words(a: Told, b: Told, speakers: Related, run: _Run, tells: float) -> Joint | None:
    words = f"{run.words} quoted words are the same"
    if speakers in ("open", "other"):
        return _by_quotation(a, b, speakers, run, words)
    share = tells / max(min(a.weight, b.weight), 1e-6)
    much = run.sum > run.words and run.sum >= _MUCH_WORDS and run.sum_tells >= _RUN_TELLS and run.share >= _MUCH
    long_run = run.words >= _LONG_RUN_WORDS and run.tells >= _LONG_RUN_TELLS
    plainly = speakers == "same" or (speakers == "namesake" and (much or long_run))
    certain: Certainty = "sure" if plainly else "likely"
    if a.norms == b.norms and (run.evidence >= _WHOLE_EVIDENCE or len(a.norms) >= _SAME_WORDS):
        return Joint(certain, 1.0 if plainly else 0.9, "the same words")
    if much:
        return Joint(certain, _score(run.sum_tells), f"{run.sum} quoted words are the same, others changed or left out")
    if long_run or run.quotation or (run.words >= _RUN_WORDS and run.evidence >= _RUN_EVIDENCE):
        return Joint(certain, _score(run.tells), words)
    if share >= _NEARLY_ALL and tells >= _NEARLY_TELLS:
        return Joint(certain, _WEAK, f"{round(100 * share)} % of the shorter one's words")
    if (run.whole and run.evidence) or run.tells >= _RUN_TELLS:
        return Joint("likely", 0.55, f"{words}, of which few tell much")
    if share >= _PART and tells >= _PART_TELLS:
        return Joint("likely", round(0.4 + 0.19 * share, 2), f"{round(100 * share)} % of the shorter one's words")
    return None


def _by_quotation(a: Told, b: Told, speakers: Related, run: _Run, words: str) -> Joint | None:
    """By quoted words alone, where not both reports name the speaker, or they name different ones."""
    enough = any(run.words >= least and run.tells >= tells for least, tells in _OPEN_RUN)
    plenty = any(run.words >= least and run.tells >= tells for least, tells in _OPEN_SURE)
    if speakers == "other":
        # What holds another statement quotes somebody else's words.
        if not enough or a.outer or b.outer:
            return None
        return Joint("likely", 0.7, f"{words}, though the reports name different speakers")
    if plenty and not (a.outer or b.outer):
        return Joint("sure", _score(run.tells), f"{words}; not both reports name the speaker")
    return Joint("likely", 0.8, f"{words}; not both reports name the speaker") if enough else None


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

    @property
    def quotation(self) -> bool:
        """Whether it is a whole quotation that tells enough, and is no turn of phrase (“I see no reason why”)."""
        return self.whole and self.evidence >= _WHOLE_EVIDENCE and self.tells >= _TELLING * self.words


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
