"""A statement as it is held against others: its speaker, days and words, and the keys by which it is found. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Literal

from sayso.model import SpeakerKind
from sayso.record.across.utterances.words import NAME_TELLS, Word, hashed, name_words, run_keys

DAYS = 3
"""The most days between two reports of one utterance, by the saying or by the reports."""

_OF_ONE_REPORT = "@"
"""Stands in the id of an actor that could not be told beyond one report (a surname alone): no evidence against."""

Related = Literal["same", "namesake", "kin", "open", "other"]
"""How two speakers stand to each other: one and the same; of one name, though taken for two; one speaks for the other;
not told; different ones."""

_OPEN_KINDS: frozenset[SpeakerKind] = frozenset({"unknown", "anonymous", "group", "outlet", "document", "author"})
_SIDES: frozenset[SpeakerKind] = frozenset({"government", "organisation"})
_TELLS = (0.0, NAME_TELLS, 1.0)
_YOUNGER = frozenset({"jr", "junior"})


@dataclass(frozen=True, eq=False)
class Told:
    """A statement as it is held against others.

    Attributes:
        row: its number in the store.
        document: id of its report's text.
        day: number of the day it counts for (``date.toordinal``); 0 where nothing is dated.
        exact: whether the report itself tells that day.
        reported: number of the day of the report; 0 where it is not known.
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
    reported: int
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
    """Keys under which a statement is found: two that are to be joined share one."""
    keys: set[int] = set()
    if told.kind not in _OPEN_KINDS:
        keys |= _speaker_keys(told.kind, told.names)
        if told.actor:
            keys.add(hashed("a", told.actor))
    if told.on_behalf_of:
        keys |= _speaker_keys("person", name_words(told.on_behalf_of))
    return keys | run_keys([norm for norm, quoted in zip(told.norms, told.quoted, strict=True) if quoted])


def _speaker_keys(kind: SpeakerKind | None, names: Sequence[str]) -> set[int]:
    if not names:
        return set()
    # The second name too, since an article may give one that the other lacks (“Mohammed bin Salman Al Saud”).
    some = names if kind in _SIDES else names[-2:] if len(names) > 2 else names[-1:]
    return {hashed("n", name) for name in some if len(name) > 2}


def related(a: Told, b: Told) -> Related:
    """How the speakers of two statements stand to each other."""
    if a.actor and a.actor == b.actor:
        return "same"
    if a.kind in _OPEN_KINDS or b.kind in _OPEN_KINDS or not a.names or not b.names:
        return "same" if a.names and a.names == b.names and a.kind == b.kind else "open"
    for one, other in ((a, b), (b, a)):
        mine = name_words(one.on_behalf_of)
        if mine and (_same_name(mine, other.names) or mine == name_words(other.on_behalf_of)):
            return "kin"
    if (a.kind in _SIDES) != (b.kind in _SIDES) or not _same_name(a.names, b.names):
        return "other"
    known = a.actor and b.actor and _OF_ONE_REPORT not in a.actor and _OF_ONE_REPORT not in b.actor
    return "namesake" if known else "same"


def _same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    if _YOUNGER.isdisjoint(a) != _YOUNGER.isdisjoint(b):
        return False
    if a[-1] != b[-1]:
        fewer, more = sorted((set(a), set(b)), key=len)
        shared = [name for name in fewer & more if len(name) > 2]
        return len(shared) > 1 or (fewer < more and len(" ".join(fewer)) > 3)
    if len(a) == 1 or len(b) == 1:
        return True
    return a[0] == b[0] or a[0][0] == b[0][0] or a[0] in b or b[0] in a


def days_of(told: Told) -> tuple[int, ...]:
    """The days under which a statement is found: the one it counts for, and that of its report."""
    return (told.day, told.reported) if told.reported and told.reported != told.day else (told.day,)


def days_apart(a: Told, b: Told) -> int | None:
    """The days between two statements: those that they count for, or those of their reports, whichever are nearer.

    ``None`` where not both are dated.
    """
    if not a.day or not b.day:
        return None
    apart = abs(a.day - b.day)
    return min(apart, abs(a.reported - b.reported)) if a.reported and b.reported else apart
