"""Where sources, reading and record meet: adding reports, reading them anew. Streams in, outcomes out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from sayso.errors import Problem
from sayso.model import Document, Reading, Statement
from sayso.reanchor import occurrences
from sayso.record.changes import Changes, compare
from sayso.record.faults import CorrectionError
from sayso.record.store import Record
from sayso.record.values import Added, DocumentEntry, Original, Orphan
from sayso.services.reading import Reads as Reads
from sayso.services.reading import readable
from sayso.sources.load import Loaded
from sayso.spans import Span

OutcomeStatus = Literal["added", "unchanged", "updated", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input.

    Attributes:
        status: ``added``, ``unchanged``, ``updated`` (a new version, or facts that were lacking) or ``failed``.
        where: the path, ``path:line`` or URL.
        problems: why it failed, or what was wrong with it all the same.
        added: what the record did; ``None`` when it failed.
        statements: how many its reading has.
        changes: for a new version, what changed in its statements.
        orphans: for a new version, corrections in force that find their words in it no more.
    """

    status: OutcomeStatus
    where: str | None
    problems: tuple[Problem, ...] = ()
    added: Added | None = None
    statements: int = 0
    changes: Changes | None = None
    orphans: tuple[Orphan, ...] = ()


def add_reports(record: Record, inputs: Iterable[Loaded], reader: Reads) -> Iterator[Outcome]:
    """Add reports as they come. Each outcome is given once its report is safely on disk.

    Texts that the record has are not read again; what cannot be read, or is in no language that the reader knows, has
    failed. Stopping at any moment loses only what was not yet given.

    Raises:
        RecordError: if the record can no longer be written.
    """
    # Outcomes that need no reading, and inputs whose reading is under way, in the order they came.
    waiting: deque[Outcome | Loaded] = deque()

    def to_read() -> Iterator[Document]:
        for loaded in inputs:
            document = loaded.document
            if document is None or not readable(loaded):
                waiting.append(Outcome("failed", loaded.where, loaded.problems))
                continue
            standing = record.standing(document)
            if standing.status == "unchanged":
                if standing.new_address:
                    standing = record.add(document, None, _page(loaded))
                waiting.append(Outcome("unchanged", loaded.where, loaded.problems, standing))
                continue
            waiting.append(loaded)
            yield record.merged(document) if standing.status != "added" else document

    for reading in reader.read_many(to_read()):
        yield from _settled(waiting)
        loaded = waiting.popleft()
        assert isinstance(loaded, Loaded)
        yield _kept(record, loaded, reading, reader)
    yield from _settled(waiting)


def _settled(waiting: deque[Outcome | Loaded]) -> Iterator[Outcome]:
    while waiting and isinstance(waiting[0], Outcome):
        settled = waiting.popleft()
        assert isinstance(settled, Outcome)
        yield settled


def _kept(record: Record, loaded: Loaded, reading: Reading, reader: Reads) -> Outcome:
    document = loaded.document
    assert document is not None
    if record.standing(document).status == "completed":
        merged = record.merged(document)
        if merged != reading.document:  # its first appearance was still being read when this one was taken ahead
            (reading,) = reader.read_many([merged])
    reading = replace(reading, problems=(*loaded.problems, *reading.problems))
    added = record.add(document, reading, _page(loaded))
    changes: Changes | None = None
    orphans: tuple[Orphan, ...] = ()
    if added.previous is not None:
        seen = record.view(added.document_id)
        orphans = seen.orphans
        changes = compare(record.view(added.previous).reading().statements, seen.reading().statements, same_text=False)
    status: OutcomeStatus = added.status if added.status in ("added", "unchanged") else "updated"
    return Outcome(status, loaded.where, reading.problems, added, len(reading.statements), changes, orphans)


def _page(loaded: Loaded) -> Original | None:
    """The page as it came, unless it is the text itself."""
    if loaded.page is None or loaded.document is None:
        return None
    if loaded.page == loaded.document.text.encode("utf-8", "surrogatepass"):
        return None
    from sayso.sources.load import looks_like_html

    return Original(loaded.page, "text/html" if looks_like_html(loaded.page) else "text/plain")


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading one document anew came to.

    Attributes:
        entry: the document.
        changes: in what people see; ``None`` where the present reader had read it already.
        orphans: corrections in force that cannot be placed after it.
    """

    entry: DocumentEntry
    changes: Changes | None
    orphans: int = 0


def reread(record: Record, reader: Reads, *, everything: bool = False) -> Iterator[Reread]:
    """Read all documents with the present reader; the readings before stay, and corrections stay in force.

    A document is passed over when this very reader read it, with the furniture and facts that it has now; so a run
    that was stopped goes on where it was. ``everything`` passes over none.
    """
    waiting: deque[tuple[DocumentEntry, tuple[Statement, ...] | None]] = deque()

    def to_read() -> Iterator[Document]:
        for entry in list(record.documents()):
            view = record.view(entry.id)
            before = record.current_reading(entry.id).reading
            done = before.reader == reader.version and before.document == view.document
            if done and not everything:
                waiting.append((entry, None))
                continue
            waiting.append((entry, view.reading().statements))
            yield view.document

    for reading in reader.read_many(to_read()):
        yield from _passed_over(waiting)
        entry, before = waiting.popleft()
        record.reread(reading)
        view = record.view(entry.id)
        yield Reread(entry, compare(before or (), view.reading().statements, same_text=True), len(view.orphans))
    yield from _passed_over(waiting)


def _passed_over(waiting: deque[tuple[DocumentEntry, tuple[Statement, ...] | None]]) -> Iterator[Reread]:
    while waiting and waiting[0][1] is None:
        yield Reread(waiting.popleft()[0], None)


def words_in(document: Document, words: str, *, near: Span | None = None) -> Span:
    """Where exact words stand in a document; with ``near``, the occurrence closest to it where there are several.

    Raises:
        CorrectionError: if they do not stand there, or it cannot be told which are meant.
    """
    places = occurrences(document.text, words) if words else []
    if not places:
        raise CorrectionError(f"the words {words[:60]!r} do not stand in {document.title or document.id}")
    if len(places) > 1:
        if near is None:
            raise CorrectionError(
                f"the words {words[:60]!r} stand {len(places)} times in {document.title or document.id}: "
                "give more of them, or START:END in characters"
            )
        away = sorted((_distance(at, at + len(words), near), at) for at in places)
        if away[0][0] == away[1][0]:
            raise CorrectionError(f"the words {words[:60]!r} stand twice as near: give START:END in characters")
        places = [away[0][1]]
    return Span(places[0], places[0] + len(words), words)


def _distance(start: int, end: int, near: Span) -> int:
    return max(0, start - near.end, near.start - end)


def build_statement(
    document: Document, contents: tuple[Span, ...], sources: tuple[Span, ...], cues: tuple[Span, ...]
) -> Statement:
    """A statement as a person marks it, its kind told from the quotation marks; fields are set with ``replace``."""
    from sayso.reading.kind import kind_of

    statement = Statement("new", kind_of(document.text, contents), tuple(sources), tuple(cues), tuple(contents))
    return replace(statement, confidence=1.0)
