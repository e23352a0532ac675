"""What joining new reports to a record costs, at several sizes of the record.

    python -m bench.joining --readings /tmp/wire.db                      # 1,000 and 10,000 reports
    python -m bench.joining --readings /tmp/wire.db --sizes 1000 10000 100000 --out docs/benchmarks-record.md

Reports are grown from real readings, those in the record given (``bench.utterances_wire`` makes one): of a reading
four statements that follow each other are taken, their names changed for others and every sixth word for another,
drawn as often as they occur there. Three in ten reports are second reports of what an earlier one has, from another
outlet within a day, most of them trimmed and worded otherwise. A hundred reports a day; speakers are drawn from 3,000
names, the n-th most frequent with a weight of 1/n, so that the first is heard some 45 times a day. Meanings are
vectors drawn at random.

The record that is joined to is built by writing its tables straight: documents and statements, and what joining keeps
of them (words and keys by the very functions that joining uses; pairs and groups as they were grown). The new reports
are then added through the record, a transaction each, and joined as a look at utterances does; both are timed.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import json
import random
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import delete, insert, select, text

from bench.machine import describe
from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement
from sayso.record.across.utterances.copies import document_keys
from sayso.record.across.utterances.keeping import join_documents, pending_documents
from sayso.record.across.utterances.tables import (
    utterance_document_keys,
    utterance_keys,
    utterance_pairs,
    utterance_pending,
    utterance_told,
)
from sayso.record.across.utterances.told import Told, days_of, keys_of, packed_words, unpacked_words
from sayso.record.across.utterances.values import UtteranceQuery
from sayso.record.across.utterances.words import words_of
from sayso.record.index_tables import statement_vectors
from sayso.record.projection import spans_by_role
from sayso.record.store import Record, open_record
from sayso.record.tables import documents, statements
from sayso.record.vectors import WIDTH, packed
from sayso.services.utterances import Utterances
from sayso.spans import Span

A_DAY = 100
FIRST = date(2031, 1, 1)
STATEMENTS = 4
SPEAKERS = 3_000
BEGIN, END = "<!-- joining -->", "<!-- /joining -->"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Seed:
    """Some statements of a real reading: who, cue and contents in their words."""

    said: tuple[tuple[str, str], ...]


@dataclass
class Event:
    """What a first report tells, for second ones to tell again."""

    day: int
    said: list[tuple[str, str, str]]  # speaker, cue, content
    body: str
    rows: list[int] = field(default_factory=list)


class Grower:
    """Makes reports of seeds; the same seed number gives the same."""

    def __init__(self, seeds: list[Seed], words: list[str], names: list[str], seed: int = 1) -> None:
        self.rng = random.Random(seed)
        self.seeds, self.words, self.names = seeds, words, names
        first, last = names[::2], names[1::2]
        self.speakers = [f"{self.rng.choice(first)} {self.rng.choice(last)}" for _ in range(SPEAKERS)]
        self.weights = list(itertools.accumulate(1 / n for n in range(1, SPEAKERS + 1)))
        self.recent: list[Event] = []
        self.count = 0

    def speaker(self) -> str:
        return self.speakers[bisect.bisect(self.weights, self.rng.random() * self.weights[-1])]

    def changed(self, words: str, share: float = 1 / 6) -> str:
        """The words with other names, and a share of the longer ones for others."""

        def other(match: re.Match[str]) -> str:
            word = match[0]
            if word[0].isupper() and len(word) > 1 and share > 0.1:
                return self.rng.choice(self.names)
            return self.rng.choice(self.words) if len(word) > 3 and self.rng.random() < share else word

        return _WORD.sub(other, words)

    def event(self) -> Event:
        """Something new that is told."""
        seed = self.rng.choice(self.seeds)
        said = [(self.speaker(), cue, self.changed(content)) for cue, content in seed.said]
        return Event(self.count // A_DAY, said, "")

    def reading(self) -> tuple[Reading, Event, bool]:
        """The next report; what it tells, and whether that was told before."""
        day = self.count // A_DAY
        self.recent = [e for e in self.recent if day - e.day <= 1][-2 * A_DAY :]
        again = bool(self.recent) and self.rng.random() < 0.3
        event = self.rng.choice(self.recent) if again else self.event()
        said = [self._retold(*one) for one in event.said] if again else event.said
        if again and self.rng.random() < 1 / 6:
            said = event.said
        made = self._document(said, day)
        if not again:
            self.recent.append(event)
        self.count += 1
        return made, event, again

    def _retold(self, speaker: str, cue: str, content: str) -> tuple[str, str, str]:
        words = content.strip("“”").split(" ")
        cut = self.rng.randrange(len(words) // 3 + 1)
        kept = " ".join(words[cut:] if self.rng.random() < 0.5 else words[: len(words) - cut])
        kept = self.changed(kept, 0.05)
        name = speaker.split()[-1] if self.rng.random() < 0.5 else speaker
        return name, cue, f"“{kept}”" if content.startswith("“") else kept

    def _document(self, said: list[tuple[str, str, str]], day: int) -> Reading:
        pieces, places, at = [], [], 0
        for speaker, cue, content in said:
            line = f"{speaker} {cue} {content}.\n\n"
            begin = at + len(speaker) + len(cue) + 2
            places.append(((at, at + len(speaker)), (begin - len(cue) - 1, begin - 1), (begin, begin + len(content))))
            pieces.append(line)
            at += len(line)
        body = "".join(pieces) + f"Report {self.count}."
        published = (FIRST + timedelta(days=day)).isoformat()
        facts = f"https://paper.example/{self.count}", f"Paper {self.rng.randrange(60)}", body[:60], None, published
        document = Document(body, *facts, language="en")
        found = tuple(
            Statement(
                f"s{n}", "direct" if said[n - 1][2].startswith("“") else "indirect",
                *((document.span(*place),) for place in one), speaker=Speaker(said[n - 1][0], "person"), confidence=0.9,
            )
            for n, one in enumerate(places, start=1)
        )  # fmt: skip
        return Reading(document, found, (), ReaderVersion("0", "sha256:0"))


def seeds_of(path: Path) -> tuple[list[Seed], list[str], list[str]]:
    """Seeds, words and names of the readings in a record."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with open_record(path, readonly=True) as record, record.reading_connection() as connection:
        s = statements.c
        query = select(s.document_id, s.cue, s.content).where(s.speaker_kind == "person").order_by(s.id)
        for row in connection.execute(query):
            content = row.content.split(" […] ")[0]
            if 6 <= len(content.split()) <= 60 and row.cue:
                groups[row.document_id].append((row.cue.split(" […] ")[0], content.rstrip(".,")))
    seeds = [
        Seed(tuple(some[at : at + STATEMENTS]))
        for some in groups.values()
        for at in range(0, len(some) - STATEMENTS + 1, STATEMENTS)
    ]
    every = _WORD.findall(" ".join(content for some in groups.values() for _, content in some))
    names = [w for w in every if w[0].isupper() and len(w) > 2]
    return seeds, [w for w in every if w.islower() and len(w) > 3], names


def fill(record: Record, grower: Grower, count: int) -> None:
    """Write ``count`` grown reports, and what joining keeps of them, straight into the tables."""
    rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    number = 0
    rng = np.random.default_rng(2)

    def write() -> None:
        rows[statement_vectors] = vectors(rng, [row["id"] for row in rows[statements]])
        with record.writing_connection() as connection:
            for table in (
                documents, statements, utterance_told, utterance_keys, utterance_document_keys, utterance_pairs,
                statement_vectors,
            ):  # fmt: skip
                if rows[table]:
                    connection.execute(insert(table), rows[table])
            connection.execute(delete(utterance_pending))
            connection.execute(text("DELETE FROM issue_pending"))
        rows.clear()

    for at in range(count):
        made, event, again = grower.reading()
        document, day = made.document, (FIRST + timedelta(days=at // A_DAY)).toordinal()
        key = document.id.removeprefix("sha256:")[:12]
        rows[documents].append(_document_row(document, key))
        rows[utterance_document_keys] += [
            {"key": k, "day": day, "document_id": document.id} for k in sorted(document_keys(document.text))
        ]
        first = number + 1
        for place, statement in enumerate(made.statements, start=1):
            number += 1
            rows[statements].append(_statement_row(number, key, place, document.id, statement))
            told, kept = _told(number, document, day, statement)
            original = event.rows[place - 1] if again and event.rows else None
            rows[utterance_told].append({**kept, "utterance": original})
            keyed = ((k, d) for k in keys_of(told) for d in days_of(told))
            rows[utterance_keys] += [{"key": k, "day": d, "statement_id": number} for k, d in keyed]
            if original is not None:
                rows[utterance_pairs].append(
                    {"one": original, "other": number, "certainty": "sure", "score": 0.95, "why": "grown"}
                )
        if not again:
            event.rows = list(range(first, number + 1))
        if len(rows[statements]) >= 20_000:
            write()
    write()
    with record.writing_connection() as connection:
        retold = select(utterance_told.c.utterance).where(utterance_told.c.utterance.is_not(None))
        connection.execute(
            utterance_told.update()
            .where(utterance_told.c.statement_id.in_(retold))
            .values(utterance=utterance_told.c.statement_id)
        )
        connection.execute(
            text(
                "INSERT INTO utterance_groups (utterance, day, reports, copies, wordings) SELECT utterance, min(day), "
                "count(*), 0, count(*) FROM utterance_told WHERE utterance IS NOT NULL GROUP BY utterance"
            )
        )
        connection.execute(text("ANALYZE"))


def vectors(rng: np.random.Generator, ids: list[int]) -> list[dict[str, Any]]:
    """Rows of vectors drawn at random, of length 1."""
    drawn = rng.normal(size=(len(ids), WIDTH)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    made = ((number, *packed(vector)) for number, vector in zip(ids, drawn, strict=True))
    return [{"statement_id": number, "code": code, "vector": stored} for number, code, stored in made]


def _document_row(document: Document, key: str) -> dict[str, Any]:
    return {
        "id": document.id, "key": key, "url": document.url, "outlet": document.outlet, "title": document.title,
        "published": document.published, "language": "en", "text": document.text, "length": len(document.text),
        "furniture": "[]", "latest": True, "next_statement": STATEMENTS + 1, "added_at": "2031-01-01T00:00:00Z",
    }  # fmt: skip


def _statement_row(number: int, key: str, place: int, document_id: str, statement: Statement) -> dict[str, Any]:
    speaker = statement.speaker
    assert speaker is not None
    return {
        "id": number, "uid": f"{key}-{place}", "document_id": document_id, "ordinal": place,
        "local_id": statement.id, "kind": statement.kind, "source": statement.sources[0].exact,
        "cue": statement.cues[0].exact, "content": statement.contents[0].exact,
        "spans": json.dumps([[role, s.start, s.end] for role, s in spans_by_role(statement)]),
        "span_start": statement.start, "span_end": statement.contents[0].end, "speaker_name": speaker.name,
        "speaker_kind": "person", "act": "state", "confidence": 0.9, "state": "machine-read",
    }  # fmt: skip


def _told(number: int, document: Document, day: int, statement: Statement) -> tuple[Told, dict[str, Any]]:
    # The line alone gives the same words as the whole text: quotations end with their paragraph.
    content = statement.contents[0].exact
    words = packed_words(words_of(content, (Span(0, len(content), content),)))
    kept = {
        "statement_id": number, "document_id": document.id, "day": day, "exact": False, "nests": False, "actor": None,
        "words": words,
    }  # fmt: skip
    name = statement.speaker.name if statement.speaker else None
    return Told(number, document.id, day, False, day, "person", name, None, None, *unpacked_words(words)), kept


def joined(record: Record, grower: Grower, count: int) -> tuple[float, float]:
    """Seconds that adding, and joining, so many more reports take."""
    readings = [grower.reading()[0] for _ in range(count)]
    begin = time.perf_counter()
    for one in readings:
        record.add(one.document, one)
    added = time.perf_counter() - begin
    with record.writing_connection() as connection:
        new = [one.document.id for one in readings]
        ids = list(connection.execute(select(statements.c.id).where(statements.c.document_id.in_(new))).scalars())
        connection.execute(insert(statement_vectors), vectors(np.random.default_rng(3), ids))
    begin = time.perf_counter()
    while True:
        with record.writing_connection() as connection:
            ids = pending_documents(connection, 100)
            if not ids:
                break
            join_documents(connection, ids)
    return added, time.perf_counter() - begin


def looked(record: Record) -> tuple[float, float]:
    """Milliseconds that the list and a page of utterances take, at the median of ten."""
    utterances = Utterances(record)
    lists, pages = [], []
    for at in range(10):
        begin = time.perf_counter()
        found = utterances.list(UtteranceQuery(), 20 * at, 20)
        lists.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        utterances.show(found.entries[0].id)
        pages.append(time.perf_counter() - begin)
    return 1000 * statistics.median(lists), 1000 * statistics.median(pages)


def measure(place: Path, size: int, source: tuple[list[Seed], list[str], list[str]]) -> Iterator[str]:
    """Lines of the table for a record of one size."""
    with open_record(place) as record:
        grower = Grower(*source)
        begin = time.perf_counter()
        fill(record, grower, size)
        filled = time.perf_counter() - begin
        joined(record, grower, 20)  # what is read for the first time
        for count in (100, 300):
            added, took = joined(record, grower, count)
            listing, page = looked(record)
            yield (
                f"| {size:,} | {size * STATEMENTS:,} | {count} | {1000 * took / count:.1f} | {took:.2f} | "
                f"{1000 * added / count:.1f} | {listing:.0f} | {page:.0f} |"
            )
        print(f"{size:,}: filled in {filled:.0f} s, {place.stat().st_size / 1e6:.0f} MB", flush=True)


def main() -> None:
    """Measure, print, and write down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, required=True, help="a record of real readings to grow from")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--out", type=Path, help="Markdown file in which to write the table, between its marks")
    arguments = parser.parse_args()
    source = seeds_of(arguments.readings)
    lines = [
        "| reports | statements | joined | ms a report | s in all | adding: ms a report | list: ms | page: ms |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory(prefix="sayso-bench-joining-") as folder:
        for size in arguments.sizes:
            for line in measure(Path(folder) / f"{size}.db", size, source):
                lines.append(line)
                print(line, flush=True)
    lines += ["", describe()]
    if arguments.out:
        page = arguments.out.read_text("utf-8")
        before, _, rest = page.partition(BEGIN)
        after = rest.partition(END)[2]
        arguments.out.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
