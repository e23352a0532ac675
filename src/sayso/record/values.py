"""What the record gives back: frozen values, free of any database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from sayso.errors import Problem
from sayso.model import Document, ReaderVersion, Reading, Statement
from sayso.reanchor import Selector

AddedStatus = Literal["added", "unchanged", "completed", "new-version"]
State = Literal["machine-read", "confirmed", "corrected", "disputed"]
CorrectionKind = Literal[
    "field", "spans", "add", "remove", "furniture-add", "furniture-remove", "fact", "confirm", "dispute", "revoke"
]
SelectorRole = Literal["source", "cue", "content", "new", "to", "furniture"]

CORRECTION_KINDS: tuple[CorrectionKind, ...] = get_args(CorrectionKind)


@dataclass(frozen=True, slots=True)
class Original:
    """A page as it was fetched.

    Attributes:
        data: its bytes, unchanged.
        content_type: its media type, where known.
    """

    data: bytes
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document given to the record.

    Attributes:
        status: ``added`` (a text the record did not have), ``unchanged`` (it had it), ``completed`` (it had the text
            but lacked its URL, outlet, title, byline or date, now filled in and the reading renewed) or
            ``new-version`` (the report at that URL has changed; the former text is kept).
        document_id: the text's identifier.
        report: the report's identity: its URL, or the document's id.
        version: which version of the report this text is, from 1.
        previous: the document id of the version before, for ``new-version``.
        new_address: whether a text already there has now been seen under another URL too.
    """

    status: AddedStatus
    document_id: str
    report: str
    version: int
    previous: str | None = None
    new_address: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One text that stood at a report's address.

    Attributes:
        ordinal: 1, 2 … in the order they were seen.
        document_id: the text.
        added_at: when the record got it, ISO 8601 in UTC.
        url, outlet, title, byline, published, fetched: as given with this version.
        original_id: ``sha256:`` of the page's bytes, where kept.
    """

    ordinal: int
    document_id: str
    added_at: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    published: str | None
    fetched: str | None
    original_id: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A report's identity (its URL, or its document's id) and its versions, oldest first."""

    identity: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A line in the list of documents: enough to show and choose by, without the text.

    Attributes:
        id: of the text.
        key: short form of the id, unique in the record; statements' uids begin with it.
        latest: whether it is the newest version of a report.
        reader: version of the reader of its current reading.
        network: network file of the reader of its current reading.
    """

    id: str
    key: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    published: str | None
    fetched: str | None
    language: str | None
    length: int
    latest: bool
    added_at: str
    reader: str
    network: str


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading as kept.

    Attributes:
        id: the row.
        ordinal: 1, 2 … in the order they were made.
        made_at: ISO 8601 in UTC.
        superseded_at: when a later reading took its place; ``None`` for the current one.
        uids: the record-wide identifier of each of its statements, in their order.
        reading: the reading itself, as the reader gave it.
    """

    id: int
    ordinal: int
    made_at: str
    superseded_at: str | None
    uids: tuple[str, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class Correction:
    """An append-only judgement by a person.

    Attributes:
        seq: its number in the record, from 1 without a gap.
        kind: what sort of judgement.
        document_id: the text it was made on.
        statement_uid: the statement it is about; ``None`` for furniture, facts and revocations of them.
        field: which field (``field``), which spans: ``sources``, ``cues``, ``contents`` (``spans``), or which fact of
            the document: ``title``, ``outlet``, ``byline``, ``published`` (``fact``).
        before: what stood there when it was made, as JSON values.
        after: what it puts there, as JSON values.
        selectors: the words it is about, each with its part: ``source``, ``cue`` and ``content`` of the statement,
            ``new`` for spans it sets, ``to`` for the statement it points to, ``furniture``.
        author: who made it.
        made_at: ISO 8601 in UTC.
        reason: why, in their words.
        revokes: the number of the correction that this one takes back.
        revoked_by: the number of the correction that takes this one back.
    """

    seq: int
    kind: CorrectionKind
    document_id: str
    statement_uid: str | None
    field: str | None
    before: Any
    after: Any
    selectors: tuple[tuple[SelectorRole, Selector], ...]
    author: str
    made_at: str
    reason: str | None = None
    revokes: int | None = None
    revoked_by: int | None = None

    @property
    def in_force(self) -> bool:
        """Whether it shapes what people see: no revocation, and not revoked."""
        return self.kind != "revoke" and self.revoked_by is None


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement as people see it: the machine's, with the corrections in force applied.

    Attributes:
        uid: identifier in the whole record, the same after a re-reading.
        statement: what is seen.
        machine: what the reader found; ``None`` for one that a person added.
        state: machine-read, confirmed, corrected or disputed, by the latest judgement in force.
        judged_by: author of that judgement.
        judged_at: its time.
        corrections: those in force that apply to it, oldest first.
    """

    uid: str
    statement: Statement
    machine: Statement | None
    state: State = "machine-read"
    judged_by: str | None = None
    judged_at: str | None = None
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Orphan:
    """A correction in force whose words, or whose statement, cannot be found again; it is shown and changes nothing."""

    correction: Correction
    why: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A statement that a person took out, as it was, and the correction that did."""

    uid: str
    statement: Statement
    correction: Correction


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as people see it.

    Attributes:
        document: the text and what is known of it, furniture and facts as corrected.
        statements: in text order.
        orphans: corrections that could not be placed.
        removed: statements that corrections took out.
        problems: the current reading's.
        reader: who made the current reading.
        fetched: the document as it came.
        facts: corrections in force on its title, outlet, byline and day, oldest first.
    """

    document: Document
    statements: tuple[StatementView, ...]
    orphans: tuple[Orphan, ...]
    removed: tuple[Removed, ...]
    problems: tuple[Problem, ...]
    reader: ReaderVersion
    fetched: Document
    facts: tuple[Correction, ...] = ()

    def reading(self) -> Reading:
        """What is seen, as a reading, for the formats of ``sayso.export``."""
        return Reading(self.document, tuple(v.statement for v in self.statements), self.problems, self.reader)


@dataclass(frozen=True, slots=True)
class History:
    """Everything that happened to one statement.

    Attributes:
        uid: the statement.
        document_id: its text.
        readings: each reading that found it, with what it found, oldest first.
        corrections: every judgement on it and every revocation of one, oldest first.
        now: as it is seen; ``None`` when it is removed or no longer found.
        orphans: those of the corrections that are in force and cannot be placed.
    """

    uid: str
    document_id: str
    readings: tuple[tuple[StoredReading, Statement], ...]
    corrections: tuple[Correction, ...]
    now: StatementView | None
    orphans: tuple[Orphan, ...] = ()


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What ``verify`` looked at, and what is wrong (nothing, in a sound record)."""

    documents: int
    statements: int
    spans: int
    readings: int
    corrections: int
    originals: int
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults
