"""What actors across reports are, as frozen values free of any database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.model import SpeakerKind

JudgementKind = Literal["merge", "split", "apart", "revoke"]
JUDGEMENT_KINDS: tuple[JudgementKind, ...] = get_args(JudgementKind)


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """A line in the list of actors.

    Attributes:
        id: Wikidata id or the user's own where the reports' offices tell it, else made of the name
            (``ilse-varga``, ``government:ukraine``); older ids of the same actor are understood too.
        name: the usual one: how reports mostly write it in full.
        kind: person, government, organisation or outlet.
        statements: how many, in the newest versions of reports.
        first, last: days of the first and the last of them, EDTF; ``None`` where none is dated.
        role: what a report last called it; ``None`` where none did.
        names: all names as written, the most frequent first.
    """

    id: str
    name: str
    kind: SpeakerKind
    statements: int
    first: str | None
    last: str | None
    role: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A name as reports write it.

    Attributes:
        name: the very words.
        statements: how many statements are by a speaker so written.
        reports: in how many texts.
        form: key of the form that it belongs to, by which it can be split off; a name can have several.
    """

    name: str
    statements: int
    reports: int
    form: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that reports say of an actor, with the statement that shows it.

    Attributes:
        words: a role, or for whom they speak, in the report's words.
        first, last: days of the first and last statement that it comes with.
        statements: how many.
        uid: the first statement that shows it.
        document: id of its text.
        outlet, title: of that report.
    """

    words: str
    first: str | None
    last: str | None
    statements: int
    uid: str
    document: str
    outlet: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """An outlet to which an actor said something, as reports have it."""

    outlet: str
    statements: int
    uid: str


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office that the tables of known actors give.

    Attributes:
        title: the office.
        since, until: first and last day, month or year; ``None`` where not known, or held still.
    """

    title: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Join:
    """Why the machine takes two forms of names for one actor, or proposes to.

    Attributes:
        left, right: keys of the two forms.
        left_name, right_name: how each is mostly written.
        left_actor, right_actor: ids of their actors; the same where the join is in force.
        score: 0–1, how sure; those from 0.85 that nothing speaks against are in force by themselves.
        why: in plain words.
        in_force: whether it joins them; else it is a proposal.
    """

    left: str
    right: str
    left_name: str
    right_name: str
    left_actor: str
    right_actor: str
    score: float
    why: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class ActorJudgement:
    """A person's word on who is who, as logged.

    Attributes:
        seq: its number, with which it is revoked.
        kind: ``merge`` (both sides are one), ``split`` (the first side is none of the actor it was in), ``apart`` (the
            machine is not to join the sides) or ``revoke``.
        nodes: keys of the forms of the first side; for a split, forms that are split off whole.
        others: keys of the forms of the other side.
        uids: statements that are split off one by one.
        names: the usual names of the sides at the time.
        author, made_at, reason: who, when (ISO 8601 in UTC) and why.
        revokes: number of the judgement that it takes back.
        in_force: whether it is no revocation, and not revoked.
    """

    seq: int
    kind: JudgementKind
    nodes: tuple[str, ...]
    others: tuple[str, ...]
    uids: tuple[str, ...]
    names: tuple[str, ...]
    author: str
    made_at: str
    reason: str | None
    revokes: int | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class ActorPage:
    """What the reports say of an actor, all of it computed from statements and judgements.

    Attributes:
        entry: the line in the list.
        names: as written, the most frequent first.
        roles: what reports call them, in order of time.
        speaks_for: for whom, in the reports' words, the most frequent first.
        told: outlets to which they spoke, the most frequent first.
        published_in: outlets that report them, with how many statements, the most frequent first.
        reports: in how many texts they speak.
        wikidata: Wikidata id, where known.
        known_as: the name that the table of known actors has.
        country: the state that the table gives.
        offices: that the table gives, oldest first.
        joins: the machine's joins that make it one, the least sure first.
        judgements: people's words that are in force on it.
        proposals: others that it might be one with, the surest first.
    """

    entry: ActorEntry
    names: tuple[NameSeen, ...]
    roles: tuple[Shown, ...]
    speaks_for: tuple[Shown, ...]
    told: tuple[Told, ...]
    published_in: tuple[tuple[str, int], ...]
    reports: int
    wikidata: str | None
    known_as: str | None
    country: str | None
    offices: tuple[OfficeHeld, ...]
    joins: tuple[Join, ...]
    judgements: tuple[ActorJudgement, ...]
    proposals: tuple[Join, ...]
