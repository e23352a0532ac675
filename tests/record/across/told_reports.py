"""Reports built statement by statement, as if they had been read without a fault, and issues over them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from sayso.embedding import Embedder
from sayso.model import Act, Document, Kind, ReaderVersion, Reading, Speaker, SpeakerKind, Statement
from sayso.record.store import Record
from sayso.services.issues import Issues

VERSION = ReaderVersion("told", "by hand")


class Told:
    """A report: each call of :meth:`says` is a paragraph, and a statement ``s1``, ``s2`` … of its own."""

    def __init__(self, outlet: str | None, published: str | None, title: str = "Untitled", url: str | None = None):
        self.outlet, self.published, self.title, self.url = outlet, published, title, url
        self._text = title
        self._statements: list[Statement] = []

    def line(self, words: str) -> Told:
        """A paragraph in the report's own voice."""
        self._text += f"\n\n{words}"
        return self

    def says(
        self,
        name: str | None,
        act: Act,
        words: str,
        *,
        role: str | None = None,
        behalf: str | None = None,
        who: SpeakerKind = "person",
        kind: Kind = "direct",
        written: str | None = None,
        **fields: str | None,
    ) -> Told:
        """``name, role, said: words``; the statement's further fields by their names."""
        source = written or name or "Someone"
        begin = len(self._text) + 2
        self._text += f"\n\n{source}{f', {role},' if role and not written else ''} said: {words}"
        document = Document(self._text)
        cue = self._text.index(" said: ", begin) + 1
        speaker = Speaker(name, who, role, behalf)
        self._statements.append(
            Statement(
                f"s{len(self._statements) + 1}", kind, (document.span(begin, begin + len(source)),),
                (document.span(cue, cue + 4),), (document.span(cue + 6, cue + 6 + len(words)),),
                speaker=speaker, act=act, confidence=0.9, **fields,  # type: ignore[arg-type]
            )
        )  # fmt: skip
        return self

    def holds(self, name: str, act: Act, words: str, *, who: SpeakerKind = "person", kind: Kind = "indirect") -> Told:
        """Inside the last statement's content another one says ``words``."""
        outer = self._statements[-1]
        at = self._text.index(words, outer.contents[0].start)
        span = Document(self._text).span(at, at + len(words))
        inner = Statement(
            f"s{len(self._statements) + 1}", kind, (), (), (span,),
            within=outer.id, speaker=Speaker(name, who), act=act, confidence=0.8,
        )  # fmt: skip
        self._statements.append(inner)
        return self

    def reading(self) -> Reading:
        """The report as read."""
        document = Document(self._text, self.url, self.outlet, self.title, None, self.published, language="en")
        spans = [replace(s) for s in self._statements]
        return Reading(document, tuple(spans), (), VERSION)


def keep(record: Record, *reports: Told) -> None:
    """Add reports as if they had been read."""
    for report in reports:
        reading = report.reading()
        record.add(reading.document, reading)


def uid(record: Record, words: str) -> str:
    """The statement whose content holds these words, the first that does."""
    for entry in record.documents(latest_only=True):
        for seen in record.view(entry.id).statements:
            if any(words in span.exact for span in seen.statement.contents):
                return seen.uid
    raise AssertionError(f"nobody says {words!r}")


@cache
def network() -> Embedder:
    """The shipped network of sentences."""
    return Embedder(threads=1)


def issues_of(record: Record) -> Issues:
    """The issues of a record."""
    return Issues(record, network)
