"""What utterances are: reports of one saying in several documents, as frozen values free of any database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.record.across.issues.values import Said
from sayso.spans import Span

Certainty = Literal["person", "sure", "likely"]
"""Who or what says that a report is one of the utterance: a person, the same or nearly the same words, or, less
certain, only meaning, a part of the words, or words that the reports give to different speakers."""

How = Literal["same", "changed", "only"]
"""A stretch of one wording held against another: the same words, other words in their place, or none there."""

CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording, and what the wording that it is held against has there.

    Attributes:
        span: code points of the report's text, from the first word to the last; ``text[start:end] == exact``.
        how: the same words, changed ones, or words that only this one has.
        quoted: whether they stand inside quotation marks here.
        there: the stretch of the base wording's text that answers it; ``None`` where there is none, and for pieces of
            the base itself.
        quoted_there: whether it stands inside quotation marks there; for a piece of the base, in the others that have
            it (in some of them, if they differ from it). ``None`` where nothing answers it.
    """

    span: Span
    how: How
    quoted: bool
    there: Span | None = None
    quoted_there: bool | None = None

    @property
    def moved(self) -> bool:
        """Whether a quotation mark moved: the same words, quoted in one report and told in the other."""
        return self.how == "same" and self.quoted_there is not None and self.quoted != self.quoted_there


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which the utterance is worded.

    Attributes:
        number: 1, 2 … in the order of time; every report names its wording by it.
        document: the report whose text the spans are of: the earliest with this wording.
        uids: the statements there that give it, in text order; several where one report parts what another joins.
        stretches: the contents of those statements, in text order, marks and all.
        pieces: all words of the stretches, in text order. The base's are held against all other wordings (``same`` is
            what some other has too, ``only`` what none has); every other's against the base.
        missing: stretches of the base wording's text that this one does not have; none for the base itself.
        base: whether the others are held against this one: the earliest of those that quote most.
    """

    number: int
    document: str
    uids: tuple[str, ...]
    stretches: tuple[Span, ...]
    pieces: tuple[Piece, ...]
    missing: tuple[Piece, ...] = ()
    base: bool = False

    @property
    def text(self) -> str:
        """Its words; stretches are joined by ``[…]``."""
        return " […] ".join(stretch.exact for stretch in self.stretches)

    @property
    def moved(self) -> bool:
        """Whether some quotation mark stands elsewhere than in the wording that it is held against."""
        return any(piece.moved for piece in self.pieces)

    @property
    def changed(self) -> bool:
        """Whether it has words that the other has not there."""
        return any(piece.how != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Credit:
    """Through whom a report has the words.

    Attributes:
        outlet: the outlet to which it was said or from which it is taken, as the report names it.
        channel: how it was said (``interview``, ``social media``); ``None`` where the report does not tell.
        words: the report's own words for it, in its text; ``None`` where they are not found there.
    """

    outlet: str | None
    channel: str | None
    words: Span | None


@dataclass(frozen=True, slots=True)
class UtteranceReport:
    """One document's report of the utterance.

    Attributes:
        document: id of its text.
        statements: those of its statements that report it, in text order.
        outlet, title, url, published: the document's.
        speaker: name as this report gives it.
        day: the day it counts for, EDTF: when it was said, if the report tells, else the day of the report.
        credit: through whom this report has it; ``None`` where it does not tell.
        wording: number of its wording.
        certainty: how surely it is a report of this utterance.
        score: 0–1; 1 for a person's word.
        why: in plain words.
        copy_of: id of the document of which this one is a copy (same body, other outlet or address), also a trimmed
            one; ``None`` where it is none. A copy confirms nothing.
    """

    document: str
    statements: tuple[Said, ...]
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    speaker: str | None
    day: str | None
    credit: Credit | None
    wording: int
    certainty: Certainty
    score: float
    why: str
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class UtteranceEntry:
    """A line in the list of utterances.

    Attributes:
        id: uid of its first statement in the order of the record; the uid of any other of its statements finds it too.
        number: its number in the store (``Said.utterance``).
        speaker: who says it, by the usual name where the actor is known.
        actor: id of that actor.
        day: the earliest day it counts for, EDTF.
        words: the base wording.
        outlets: in order of time, each once; those of copies too.
        reports: how many documents report it, copies included.
        copies: how many of them are copies of another among them.
        wordings: how many different ones.
        less_certain: how many of the reports are ``likely`` only.
    """

    id: str
    number: int
    speaker: str | None
    actor: str | None
    day: str | None
    words: str
    outlets: tuple[str, ...]
    reports: int
    copies: int
    wordings: int
    less_certain: int

    @property
    def confirming(self) -> int:
        """How many reports there are beside copies."""
        return self.reports - self.copies


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person said of two statements, in force.

    Attributes:
        seq: its number, with which it is revoked.
        one, other: uids of the statements.
        same: whether they are reports of one utterance.
        author, made_at, reason: who, when (ISO 8601 in UTC) and why.
    """

    seq: int
    one: str
    other: str
    same: bool
    author: str
    made_at: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class UtterancePage:
    """An utterance whole.

    Attributes:
        entry: its line in the list.
        reports: in order of time; the first is the earliest.
        wordings: in order of time; exactly one is the base.
        judgements: in force on statements of this utterance, also those that keep another statement out.
    """

    entry: UtteranceEntry
    reports: tuple[UtteranceReport, ...]
    wordings: tuple[Wording, ...]
    judgements: tuple[Judged, ...] = ()

    @property
    def earliest(self) -> UtteranceReport:
        """The earliest report."""
        return self.reports[0]

    @property
    def base(self) -> Wording:
        """The wording that the others are held against."""
        return next(w for w in self.wordings if w.base)


@dataclass(frozen=True, slots=True)
class UtteranceQuery:
    """Which utterances are listed.

    Attributes:
        words: all stand in one of its statements or in the speaker's name; empty for any.
        actor: id, or name, of who says it.
        since, until: first and last day (``2031-05-06``).
        variants: only those of more than one wording.
        reports: the fewest documents, copies not counted.
    """

    words: str = ""
    actor: str | None = None
    since: str | None = None
    until: str | None = None
    variants: bool = False
    reports: int = 2


@dataclass(frozen=True, slots=True)
class UtteranceList:
    """A page of the list, the latest utterances first, and whether there are more."""

    entries: tuple[UtteranceEntry, ...]
    more: bool
