"""Statements as issues see them, a line each: enough to try the rules of positions and answers without a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from sayso.model import Act, Kind, SpeakerKind
from sayso.record.across.issues.values import Counted, Lane, Party, PartyKind, Position, Said
from sayso.record.across.positions.lanes import OnIssue, lanes
from sayso.spans import Span


def party(name: str, kind: PartyKind = "state") -> Party:
    return Party(f"{kind}:{name.lower()}", name, kind)


BRENN, ORRE = party("Brenn"), party("Orre")


@dataclass
class Dispute:
    """Statements on one issue, each in a report of its own unless it is told where.

    Attributes:
        like: cosines of pairs of contents, by words that stand in them; 0 where none is given.
    """

    like: dict[frozenset[str], float] = field(default_factory=dict)
    on: list[OnIssue] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    rows: count[int] = field(default_factory=lambda: count(1))

    def says(
        self,
        speaker: str,
        act: Act,
        words: str,
        day: str | None,
        side: Party | None = BRENN,
        *,
        score: float = 0.8,
        reported: str | None = None,
        kind: Kind = "direct",
        who: SpeakerKind = "person",
        role: str | None = None,
        document: str | None = None,
        utterance: int | None = None,
        within: str | None = None,
        answers: str | None = None,
    ) -> str:
        """One statement; its uid."""
        row = next(self.rows)
        document = document or f"report {row}"
        begin = len(self.texts.get(document, ""))
        self.texts[document] = self.texts.get(document, "") + words + "\n"
        said = Said(
            uid=f"u{row}", row=row, document=document, outlet="The Post", title=None, url=None,
            published=reported or day, kind=kind, act=act, speaker=speaker, speaker_kind=who, role=role,
            on_behalf_of=None, actor=None, actor_name=None, source=speaker, cue="said", content=words,
            contents=(Span(begin, begin + len(words), words),), start=begin, told_to=None, channel=None,
            said=day if reported or day else None, state="machine-read", confidence=0.9, within=within,
            answers=answers, utterance=utterance,
        )  # fmt: skip
        counted = (Counted(side, "told so"),) if side else ()
        self.on.append(OnIssue(said, score, counted))
        return said.uid

    def likeness(self, a: Said, b: Said) -> float:
        for pair, value in self.like.items():
            first, second = sorted(pair) if len(pair) == 2 else (*pair, *pair)
            if (first in a.content and second in b.content) or (second in a.content and first in b.content):
                return value
        return 0.0

    def lanes(self) -> dict[str, Lane]:
        return {lane.party.name: lane for lane in lanes(self.on, self.texts, self.likeness)}


def lead(lane: Lane, day: str) -> Position:
    """The main stand of a day."""
    (found,) = [p for p in lane.positions if p.leads and p.day == day]
    return found
