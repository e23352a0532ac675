"""Who or what an article names: a figure, each mention of it, and the cast of all of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from sayso.model import Speaker
from sayso.reading.context import NameKind
from sayso.reading.speakers.roles import RoleNote

_SPLIT = re.compile(r"[\s\u00a0]+")
_INITIAL = re.compile(r"[A-Z]\.? ")


@dataclass(slots=True)
class Figure:
    """Someone or something that the article names.

    Attributes:
        kind: what sort of name it is.
        forms: each wording of its name, with how often it occurs.
        mentions: where it is named (start, end), in order.
        gender: ``m``, ``f`` or empty.
        notes: what the article says it is, in order.
        gender_guessed: whether the gender is only that of the given name.
        surname_shared: whether another person of the cast has the same last name.
        speaker: who it is as a speaker, where the article never names it.
    """

    kind: NameKind
    sure: bool
    forms: dict[str, int] = field(default_factory=dict)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    gender: str = ""
    gender_guessed: bool = False
    notes: list[RoleNote] = field(default_factory=list)
    surname_shared: bool = False
    full_at: list[int] = field(default_factory=list)
    goes_by_given_name: bool = False
    titles: frozenset[str] = frozenset()
    speaker: Speaker | None = None
    long: str | None = None

    @property
    def name(self) -> str:
        """The fullest wording of its name."""
        if self.long is None:
            self.long = self._longest()
        return self.long

    def _longest(self) -> str:
        return max(
            self.forms,
            key=lambda f: (len(_SPLIT.split(f)), not _INITIAL.match(f), not f.isupper(), self.forms[f], len(f)),
        )

    @property
    def role(self) -> str | None:
        """Its first role in the article."""
        return self.notes[0].role if self.notes else None

    @property
    def on_behalf_of(self) -> str | None:
        """For whom it speaks."""
        return next((n.on_behalf_of for n in self.notes if n.on_behalf_of), None)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a figure is named.

    Attributes:
        start: first code point of the name.
        end: one past its last.
        figure: who is named.
        possessive: whether ``'s`` follows.
        doubtful: whether another figure of the same surname could be meant.
    """

    start: int
    end: int
    figure: Figure
    possessive: bool
    doubtful: bool = False


@dataclass(slots=True)
class Cast:
    """All figures of an article and where they are named."""

    figures: list[Figure]
    mentions: list[Mention]
    _starts: list[int]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie in ``start:end``, in order."""
        i = bisect_right(self._starts, start - 1)
        out = []
        while i < len(self.mentions) and self.mentions[i].start < end:
            if self.mentions[i].end <= end + 1:
                out.append(self.mentions[i])
            i += 1
        return out

    def before(self, offset: int) -> int:
        """How many mentions start before ``offset``."""
        return bisect_right(self._starts, offset - 1)
