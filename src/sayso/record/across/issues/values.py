"""What issues, positions, answers across reports and news are, as frozen values free of any database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from sayso.model import Act, Kind, SpeakerKind
from sayso.record.values import State
from sayso.spans import Span

Dated = Literal["said", "reported"]
"""Where a day comes from: the report tells when it was said, or only the report itself has a day."""

Choice = Literal["included", "excluded"]
PartyKind = Literal["state", "organisation", "group", "person"]
Side = Literal["for", "against", "demands"]
"""Which way an act goes: with what is in question, against it, or towards what another must do."""

FoundBy = Literal["report", "record", "person"]
"""Who says that one statement answers another: the report itself, the record's rules, or a person's judgement."""

NewsKind = Literal["statement", "variant", "position", "change", "answer"]
NEWS_KINDS: tuple[NewsKind, ...] = get_args(NewsKind)


@dataclass(frozen=True, slots=True)
class Issue:
    """A question in dispute that a person follows.

    Attributes:
        id: stays as it is when the issue is renamed; made of the first name (``territorial-exchange``).
        name: what people call it.
        about: what it is about, in a sentence; its meaning and words find the statements.
        author: who began to follow it.
        made_at: when, ISO 8601 in UTC.
        edited_at: when name or description were last changed; ``None`` if never.
    """

    id: str
    name: str
    about: str
    author: str
    made_at: str
    edited_at: str | None = None

    @property
    def text(self) -> str:
        """Name and description together."""
        return f"{self.name}. {self.about}" if self.about else self.name


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as it is seen now, with what is known of it across reports.

    Attributes:
        uid: its identifier in the record.
        row: its number in the store; another one in another copy of the record.
        document: id of the report's text.
        outlet: the outlet that published the report.
        title, url, published: the report's.
        kind, act: the statement's.
        speaker: name as the report gives it.
        speaker_kind: by the codebook.
        role: office or description in this report.
        on_behalf_of: whom a spokesperson speaks for, as this report says.
        actor: id of the actor across reports; ``None`` where nobody is known.
        actor_name: that actor's usual name.
        source, cue, content: the words; several stretches are joined by ``[…]``.
        contents: the same contents as spans of the report's text.
        start: first code point of any of its spans.
        told_to: outlet to which it was said.
        channel: how it was said.
        said: day on which it was said, EDTF, if the report tells.
        state: machine-read, confirmed, corrected or disputed.
        confidence: of the reader, 0–1.
        within: uid of the statement in whose content it stands.
        answers: uid of the statement in the same report that it answers by the report's own account.
        utterance: number of the utterance that it is a report of; ``None`` where none is known.
        added: when the record got the report, ISO 8601 in UTC.
    """

    uid: str
    row: int
    document: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    kind: Kind
    act: Act
    speaker: str | None
    speaker_kind: SpeakerKind | None
    role: str | None
    on_behalf_of: str | None
    actor: str | None
    actor_name: str | None
    source: str
    cue: str
    content: str
    contents: tuple[Span, ...]
    start: int
    told_to: str | None
    channel: str | None
    said: str | None
    state: State
    confidence: float
    within: str | None = None
    answers: str | None = None
    utterance: int | None = None
    added: str = ""

    @property
    def arrival(self) -> tuple[str, int, str]:
        """Orders statements as the record got them, the same in every copy of the record."""
        return (self.added, self.start, self.uid)

    @property
    def day(self) -> str | None:
        """The day it counts for: when it was said, else when it was reported; the last day of an interval."""
        when = self.said or self.published
        return when.rsplit("/", 1)[-1] if when else None

    @property
    def dated(self) -> Dated:
        """Where :attr:`day` comes from."""
        return "said" if self.said else "reported"

    @property
    def name(self) -> str | None:
        """Who says it, by the usual name where the actor is known."""
        return self.actor_name or self.speaker


@dataclass(frozen=True, slots=True)
class Member:
    """A statement that bears on an issue, or that a person said does not.

    Attributes:
        said: the statement.
        score: how surely it bears on the issue, 0–1; 1 and 0 where a person chose.
        meaning: cosine of its meaning with the issue's.
        words: share of the issue's own words that stand in it and around it, 0–1, rarer words counting more.
        choice: what a person said of it.
        chosen_by: who.
        judgement: the number of that judgement, with which it is revoked.
        why: in plain words.
    """

    said: Said
    score: float
    meaning: float
    words: float
    choice: Choice | None = None
    chosen_by: str | None = None
    judgement: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A side in a dispute.

    Attributes:
        key: stable within the record (``state:aldria``).
        name: the state's, organisation's or person's.
        kind: what sort of side.
    """

    key: str
    name: str
    kind: PartyKind


@dataclass(frozen=True, slots=True)
class Counted:
    """For whom a statement counts, and why.

    Attributes:
        party: the side.
        why: in plain words (``“foreign minister of Kardany” holds an office of the state``).
        evidence: uid of the statement whose report shows it, where that is another one.
    """

    party: Party
    why: str
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What a stand depends on, in the report's exact words.

    Attributes:
        span: code points of the report's text.
        marker: the words that make it a condition (``if``, ``as long as``).
        negated: whether the stand holds only while it is *not* so (``unless``, ``until``).
    """

    span: Span
    marker: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """A party's stand on an issue, shown by a statement.

    Attributes:
        party: whose.
        statement: what shows it.
        act: the statement's act, which takes a side.
        side: which way it goes.
        day: the day it counts for, EDTF; ``None`` where neither saying nor report is dated.
        dated: where the day comes from.
        why: why it counts for the party.
        conditions: what it depends on.
        restates: uid of the statement of an earlier position that this one only says again.
        reports: uids of other reports of the same utterance, the earliest first.
        score: how surely the statement bears on the issue.
        leads: whether it is the party's main stand of its day, which the next day's is held against.
    """

    party: Party
    statement: Said
    act: Act
    side: Side
    day: str | None
    dated: Dated
    why: str
    conditions: tuple[Condition, ...] = ()
    restates: str | None = None
    reports: tuple[str, ...] = ()
    score: float = 0.0
    leads: bool = False

    @property
    def conditional(self) -> bool:
        """Whether the words tie it to something."""
        return bool(self.conditions)


@dataclass(frozen=True, slots=True)
class Change:
    """A party's stand that became another.

    Attributes:
        party: whose.
        before: the last position that was otherwise.
        after: the first that differs.
        day: that one's day.
        dated: where the day comes from.
        what: in plain words (``proposed → rejected``, ``demanded → dropped``).
    """

    party: Party
    before: Position
    after: Position
    day: str | None
    dated: Dated
    what: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two voices of one party that go opposite ways on one day; shown, never merged.

    Attributes:
        party: theirs.
        first: the one.
        second: the other, by somebody else.
        day: on which both count.
        why: in plain words.
    """

    party: Party
    first: Position
    second: Position
    day: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement that answers another.

    Attributes:
        answer: uid of the statement that answers.
        target: uid of the statement that is answered.
        confidence: 0–1; 1 for a person's word.
        why: in plain words, with the words that show it.
        found_by: the report itself, the record's rules, or a person.
        judgement: the number of the person's judgement, with which it is revoked.
    """

    answer: str
    target: str
    confidence: float
    why: str
    found_by: FoundBy
    judgement: int | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One party on one issue, over time.

    Attributes:
        party: whose.
        positions: oldest first; restatements are among them and say so.
        changes: oldest first.
    """

    party: Party
    positions: tuple[Position, ...]
    changes: tuple[Change, ...] = ()

    @property
    def latest(self) -> Position:
        """The stand in force: the main one of the latest day."""
        return next((p for p in reversed(self.positions) if p.leads), self.positions[-1])

    @property
    def stands(self) -> tuple[Position, ...]:
        """The positions without mere restatements."""
        return tuple(p for p in self.positions if p.restates is None)


@dataclass(frozen=True, slots=True)
class IssueBoard:
    """An issue as a person who read every report would tell it.

    Attributes:
        issue: which.
        lanes: a party each, the ones with most stands first.
        days: every day on which somebody takes a stand, in order; undated ones aside.
        contradictions: of one party's voices on one day.
        answers: between statements on the issue, in the order of the answers.
        statements: all statements that bear on it by uid, also those that take no side.
        counted: the parties that each of them counts for, by uid; none for unnamed people.
        threshold: the score from which a statement counts as bearing on it.
        cut: how many statements with the lowest scores were left aside because there were too many; mostly 0.
    """

    issue: Issue
    lanes: tuple[Lane, ...]
    days: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    answers: tuple[Answer, ...]
    statements: dict[str, Said] = field(default_factory=dict)
    counted: dict[str, tuple[Counted, ...]] = field(default_factory=dict)
    threshold: float = 0.5
    cut: int = 0


@dataclass(frozen=True, slots=True)
class IssuePage:
    """The statements that bear on an issue.

    Attributes:
        issue: which.
        members: those that bear on it, the surest first.
        excluded: those that a person took out.
        near: statements just below the threshold, the surest first: worth a look.
        threshold: the score from which a statement counts as bearing on it.
        trained: how many of a person's choices the threshold comes from; 0: the one that ships.
        cut: as of :class:`IssueBoard`.
    """

    issue: Issue
    members: tuple[Member, ...]
    excluded: tuple[Member, ...]
    near: tuple[Member, ...]
    threshold: float
    trained: int = 0
    cut: int = 0


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """A line in the list of issues.

    Attributes:
        issue: which.
        statements: how many bear on it.
        parties: names of the sides, the busiest first.
        latest: the day of the latest position.
    """

    issue: Issue
    statements: int
    parties: tuple[str, ...]
    latest: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Statements that answer each other or share a topic, and that no issue holds yet.

    Attributes:
        name: taken from their own words.
        words: further words that they share, the most telling first.
        statements: uids, the most central first.
        parties: names of who speaks in them.
        why: in plain words.
    """

    name: str
    words: tuple[str, ...]
    statements: tuple[str, ...]
    parties: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class NewsItem:
    """Something new.

    Attributes:
        id: stable: the same thing has the same id at every call (``statement/01b005ea-1``).
        kind: what sort of news.
        when: the moment it counts for, ISO 8601 (a day, or a moment in UTC).
        title: one line.
        summary: the words behind it.
        statement: the statement that it is about.
        before: for a change, the one before; for an answer, the one answered; for a variant, the earliest report.
        party: the side, for positions and changes.
        issue: id of the issue, for positions and changes, or when one was asked for.
    """

    id: str
    kind: NewsKind
    when: str
    title: str
    summary: str
    statement: Said
    before: Said | None = None
    party: Party | None = None
    issue: str | None = None
