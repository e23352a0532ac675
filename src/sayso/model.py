"""The nouns: documents, statements and readings as frozen values. Field meanings: docs/codebook.md."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal, get_args

from sayso.errors import Problem
from sayso.spans import Span

Kind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal[
    "person", "government", "organisation", "outlet", "document", "group", "anonymous", "author", "unknown"
]
Act = Literal[
    "state", "confirm", "deny", "propose", "accept", "reject", "demand", "promise",
    "threaten", "warn", "accuse", "praise", "ask", "believe", "want",
]  # fmt: skip
Channel = Literal[
    "interview", "press conference", "briefing", "speech", "rally", "debate", "social media", "written statement",
    "letter", "testimony", "call", "meeting", "document", "advertisement", "broadcast", "other",
]  # fmt: skip
FurnitureKind = Literal[
    "advertisement", "teaser", "share", "newsletter", "credit", "correction-notice", "navigation", "byline"
]

KINDS: tuple[Kind, ...] = get_args(Kind)
SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
ACTS: tuple[Act, ...] = get_args(Act)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
FURNITURE_KINDS: tuple[FurnitureKind, ...] = get_args(FurnitureKind)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of page apparatus inside a text: it is kept and marked, and no statement is taken from it.

    Attributes:
        start: first code point.
        end: one past the last code point.
        kind: what sort of apparatus it is.
    """

    start: int
    end: int
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Document:
    """One fetched version of one report.

    Attributes:
        text: the report's text, never altered after it came from its source.
        url: where it was fetched, if anywhere.
        outlet: the outlet that published it.
        title: its headline.
        byline: its author as given.
        published: day of publication as an EDTF date (``2025-02-12``).
        fetched: moment of fetching, ISO 8601 with offset.
        language: ISO 639-1 code, found or given.
        furniture: page apparatus in the text, in order, disjoint.
        id: ``sha256:`` and the SHA-256 of the text in UTF-8 (lone surrogates passed through).
    """

    text: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    fetched: str | None = None
    language: str | None = None
    furniture: tuple[Furniture, ...] = ()
    id: str = field(default="")

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", text_id(self.text))

    def span(self, start: int, end: int) -> Span:
        """The span of this document's text from ``start`` to ``end`` (code points)."""
        return Span.of(self.text, start, end)


def text_id(text: str) -> str:
    """The identifier of a text: ``sha256:`` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who the source of a statement is, by the article's own account.

    Attributes:
        name: fullest name that the article gives, without title; ``None`` when the text does not say.
        kind: what sort of speaker.
        role: office or description that the article gives.
        on_behalf_of: for whom a spokesperson, lawyer or envoy speaks (``for`` in the Reading JSON).
        actor: identifier of the actor this is, where known.
    """

    name: str | None
    kind: SpeakerKind
    role: str | None = None
    on_behalf_of: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a field has its value.

    Attributes:
        field: name of the statement's field (``speaker``, ``outlet``, ``said`` …).
        confidence: probability in 0–1 that the value is right.
        why: plain words for a person.
    """

    field: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution relation: the reporting says that somebody said, wrote, thinks, feels or wants something.

    Attributes:
        id: unique within its reading (``s1``, ``s2`` …, in text order).
        kind: whether the contents' words stand inside quotation marks.
        sources: whom it is attributed to, as the text puts it.
        cues: the words that attribute.
        contents: what is attributed.
        within: id of the statement in whose content this one is nested.
        speaker: who the source is.
        outlet: outlet to which it was said or through which it is reported; never the publishing one.
        channel: how it was said.
        addressee: to whom, when that is no outlet.
        said: day it was said, EDTF.
        said_text: the words that give that day.
        act: what the speaker does in saying it.
        answers: id of the statement that this one replies to.
        confidence: calibrated probability that the statement's spans and link are right.
        explanations: why each resolved field has its value.
    """

    id: str
    kind: Kind
    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]
    within: str | None = None
    speaker: Speaker | None = None
    outlet: str | None = None
    channel: Channel | None = None
    addressee: str | None = None
    said: str | None = None
    said_text: str | None = None
    act: Act = "state"
    answers: str | None = None
    confidence: float = 0.0
    explanations: tuple[Explanation, ...] = ()

    @property
    def start(self) -> int:
        """First code point of any of its spans."""
        return min(s.start for s in (*self.sources, *self.cues, *self.contents))


@dataclass(frozen=True, slots=True)
class ReaderVersion:
    """Which reader made a reading: package version and SHA-256 of the network file."""

    version: str
    network: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's statements and problems, and the reader that found them."""

    document: Document
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    reader: ReaderVersion
