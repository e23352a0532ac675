"""How fast a record is added to and searched, and how large it gets, on SQLite and PostgreSQL.

    python -m bench.record --statements 20000
    python -m bench.record --statements 1000000 --store sqlite --out docs/benchmarks-record.md

The statements are grown from the gold statements of the PolNeAR training articles: names and every sixth word are
changed for others of the corpus, drawn as often as they occur there. Their vectors are those of the gold statements,
mixed in pairs and disturbed, since making a million takes hours. Adding is timed through the record, an article a
transaction; the grown statements are then written straight into its tables, so that a million takes minutes.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import platform
import random
import re
import resource
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import insert, text

from bench.throwaway_postgres import throwaway_postgres
from sayso.embedding import Embedder
from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement
from sayso.record.conditions import Filters
from sayso.record.index_tables import statement_vectors
from sayso.record.search import LEAST_SIMILARITY, MODES, Mode, Query
from sayso.record.store import Record, open_record
from sayso.record.tables import documents, statements
from sayso.record.vectors import begin_family, packed
from sayso.record.words import parse_words
from sayso.services.searching import Searcher
from training.data import Article, load_articles

ACTS = ("state", "state", "state", "believe", "demand", "accuse", "promise", "reject", "deny", "ask")
PER_DOCUMENT = 25
ADDED = 100


@dataclass(frozen=True)
class Gold:
    """A gold statement's words, and the place of its vector."""

    source: str
    cue: str
    content: str


class Grower:
    """Makes new statements of gold ones; the same seed gives the same."""

    def __init__(self, articles: list[Article], seed: int = 1) -> None:
        self.rng = random.Random(seed)
        words = re.findall(r"[^\W\d_]+", " ".join(a.text for a in articles))
        self.names = [w for w in words if w[0].isupper()]
        self.words = [w for w in words if w.islower() and len(w) > 3]
        self.gold = [
            Gold(*(" ".join(a.text[s:e] for s, e in r[part]) for part in ("source", "cue", "content")))
            for a in articles
            for r in a.relations
            if r["source"] and r["cue"] and r["content"]
        ]

    def changed(self, words: str) -> str:
        """The words with other names, and every sixth word another."""

        def other(match: re.Match[str]) -> str:
            word = match[0]
            if word[0].isupper():
                return self.rng.choice(self.names)
            return self.rng.choice(self.words) if len(word) > 3 and self.rng.random() < 1 / 6 else word

        return re.sub(r"[^\W\d_]+", other, words)

    def rows(self, count: int) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """Documents and their statements as rows of the record's tables, ``count`` statements in all."""
        for first in range(1, count + 1, PER_DOCUMENT):
            pieces: list[str] = []
            rows = []
            at = 0
            key = hashlib.sha256(f"grown {first}".encode()).hexdigest()
            for number in range(first, min(first + PER_DOCUMENT, count + 1)):
                gold = self.rng.choice(self.gold)
                source, cue, content = self.changed(gold.source), gold.cue, self.changed(gold.content)
                line = f"{source} {cue} {content}.\n\n"
                spans = [
                    ["source", at, at + len(source)],
                    ["cue", at + len(source) + 1, at + len(source) + 1 + len(cue)],
                ]
                begin = at + len(source) + len(cue) + 2
                spans.append(["content", begin, begin + len(content)])
                rows.append(
                    {
                        "id": number, "uid": f"{key[:12]}-{number}", "document_id": f"sha256:{key}",
                        "ordinal": number - first + 1, "local_id": f"s{number - first + 1}", "kind": "indirect",
                        "source": source, "cue": cue, "content": content, "spans": json.dumps(spans), "span_start": at,
                        "span_end": begin + len(content), "speaker_name": source[:60], "speaker_kind": "person",
                        "act": self.rng.choice(ACTS), "confidence": 0.9, "state": "machine-read",
                    }
                )  # fmt: skip
                pieces.append(line)
                at += len(line)
            whole = "".join(pieces)
            day = f"20{self.rng.randrange(10, 26)}-{self.rng.randrange(1, 13):02}-{self.rng.randrange(1, 29):02}"
            yield (
                {
                    "id": f"sha256:{key}", "key": key[:12], "url": f"https://paper.example/{first}",
                    "outlet": f"Paper {self.rng.randrange(60)}", "title": pieces[0][:80].strip(), "published": day,
                    "language": "en", "text": whole, "length": len(whole), "furniture": "[]", "latest": True,
                    "next_statement": PER_DOCUMENT + 1, "added_at": "2026-01-01T00:00:00Z",
                },
                rows,
            )  # fmt: skip

    def queries(self, count: int) -> list[Query]:
        """Two or three words of a statement; of four queries one is a phrase."""
        found = []
        for number in range(count):
            words: list[str] = []
            while len(words) < 3:
                words = [w for w in re.findall(r"[^\W\d_]+", self.rng.choice(self.gold).content) if len(w) > 3]
            at = self.rng.randrange(len(words) - 2)
            typed = " ".join(words[at : at + self.rng.choice((2, 2, 3))])
            found.append(Query(f'"{words[at]} {words[at + 1]}"' if number % 4 == 3 else typed, "words"))
        return found


def grown_vectors(base: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Vectors like the given ones: pairs of them mixed, disturbed, brought to length 1."""
    first, second = base[rng.integers(0, len(base), count)], base[rng.integers(0, len(base), count)]
    share = rng.uniform(0, 0.5, (count, 1)).astype(np.float32)
    mixed = first * (1 - share) + second * share + rng.normal(0, 0.02, first.shape).astype(np.float32)
    return mixed / np.linalg.norm(mixed, axis=1, keepdims=True)


def fill(record: Record, grower: Grower, base: np.ndarray, count: int) -> None:
    """Write grown documents, statements and vectors straight into the tables."""
    rng = np.random.default_rng(2)
    batch_documents: list[dict[str, Any]] = []
    batch_rows: list[dict[str, Any]] = []

    def write() -> None:
        vectors = grown_vectors(base, len(batch_rows), rng)
        made = []
        for row, vector in zip(batch_rows, vectors, strict=True):
            code, stored = packed(vector)
            made.append({"statement_id": row["id"], "code": code, "vector": stored})
        with record.writing_connection() as connection:
            connection.execute(insert(documents), batch_documents)
            connection.execute(insert(statements), batch_rows)
            connection.execute(insert(statement_vectors), made)
        batch_documents.clear()
        batch_rows.clear()

    with record.writing_connection() as connection:
        begin_family(connection, Embedder.family)
        if not record.is_sqlite:  # the word index at once at the end, which takes a fifth of the time
            connection.execute(text("ALTER TABLE statements DISABLE TRIGGER USER"))
            connection.execute(text("DROP INDEX ix_statement_words_words"))
    for document, rows in grower.rows(count):
        batch_documents.append(document)
        batch_rows.extend(rows)
        if len(batch_rows) >= 20_000:
            write()
    if batch_rows:
        write()
    with record.writing_connection() as connection:
        if not record.is_sqlite:
            words = "SELECT id, sayso_words(speaker_name, source, cue, content) FROM statements"
            connection.execute(text("INSERT INTO statement_words " + words))
            connection.execute(text("CREATE INDEX ix_statement_words_words ON statement_words USING gin (words)"))
            connection.execute(text("ALTER TABLE statements ENABLE TRIGGER USER"))
        connection.execute(text("ANALYZE"))


def adding_rate(record: Record, articles: list[Article]) -> tuple[float, float]:
    """Articles and statements a second through the record, an article a transaction, gold statements as readings."""
    readings = []
    for article in articles:
        document = Document(article.text, f"https://gold.example/{article.name}", "Gold", article.name, language="en")
        found = tuple(
            Statement(
                f"s{n}",
                "indirect",
                *(tuple(document.span(s, e) for s, e in r[p]) for p in ("source", "cue", "content")),
                speaker=Speaker(None, "unknown"), confidence=1.0,
            )
            for n, r in enumerate(article.relations, start=1)
            if r["content"]
        )  # fmt: skip
        readings.append(Reading(document, found, (), ReaderVersion("0", "sha256:0")))
    begin = time.perf_counter()
    for reading in readings:
        record.add(reading.document, reading)
    took = time.perf_counter() - begin
    return len(readings) / took, sum(len(r.statements) for r in readings) / took


def timed(searcher: Searcher, queries: list[Query], mode: Mode) -> tuple[float, float, float, float]:
    """Milliseconds of the first search, then p50 and p95 of all, and results a query."""
    times, found = [], 0
    first = 0.0
    for number, query in enumerate([queries[0], *queries]):
        begin = time.perf_counter()
        page = searcher.page(Query(query.text, mode, query.filters))
        took = (time.perf_counter() - begin) * 1000
        if number == 0:
            first = took
        else:
            times.append(took)
            found += len(page.hits)
    cuts = statistics.quantiles(times, n=20)
    return first, statistics.median(times), cuts[18], found / len(queries)


def recall(record: Record, searcher: Searcher, queries: list[Query], most: int = 20) -> float:
    """The share of the 20 nearest statements, all compared, that a search by meaning finds; over 20 queries."""
    embedder = Embedder()
    total = wanted = 0
    for query in queries[:20]:
        vector = embedder.vector(parse_words(query.text).plain)
        best: list[Any] = []
        with record.reading_connection() as connection:
            last = connection.execute(text("SELECT max(id) FROM statements")).scalar() or 0
            for at in range(1, last + 1, 100_000):
                near = compare_range(connection, vector, at, at + 100_000)
                best = sorted([*best, *near], key=lambda n: (-n[1], n[0]))[:most]
        page = searcher.page(Query(query.text, "meaning"), limit=most)
        best = [near for near in best if near[1] >= LEAST_SIMILARITY]
        worst = best[-1][1] - 1e-6 if best else 0.0
        wanted += len(best)
        total += sum((hit.similarity or 0) >= worst for hit in page.hits)
    return total / wanted


def compare_range(connection: Any, vector: np.ndarray, start: int, end: int) -> list[tuple[int, float]]:
    """The 20 nearest of a range of rows, every one compared."""
    query = text("SELECT statement_id, vector FROM statement_vectors WHERE statement_id >= :a AND statement_id < :b")
    rows = connection.execute(query, {"a": start, "b": end}).all()
    if not rows:
        return []
    matrix = np.frombuffer(b"".join(bytes(r[1]) for r in rows), dtype=np.int8).reshape(len(rows), -1)
    scores = (matrix.astype(np.float32) @ vector) / 512
    return [(rows[i][0], float(scores[i])) for i in np.argsort(-scores)[:20]]


def size_of(record: Record) -> int:
    """Bytes on disk."""
    with record.reading_connection() as connection:
        if record.is_sqlite:
            pages, size = (connection.execute(text(f"PRAGMA {p}")).scalar() for p in ("page_count", "page_size"))
            return int(pages or 0) * int(size or 0)
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar() or 0)


def measure(where: str, name: str, count: int, articles: list[Article], base: np.ndarray, number: int) -> list[str]:
    """One store's lines of the report."""
    with open_record(where) as record:
        per_article, per_statement = adding_rate(record, articles[:ADDED])
    with open_record(where + ("-grown.db" if "://" not in where else ""), create=True) as record:
        if not record.is_sqlite:
            with record.writing_connection() as connection:
                connection.execute(text("TRUNCATE documents, statements, statement_vectors CASCADE"))
        begin = time.perf_counter()
        grower = Grower(articles)
        with record.reading_connection() as connection:
            there = connection.execute(text("SELECT max(id) FROM statements")).scalar()
        if there != count:
            fill(record, grower, base, count)
        bytes_each = size_of(record) / count
        print(f"{name}: filled in {time.perf_counter() - begin:.0f} s", flush=True)
        queries = grower.queries(number)
        gc.collect()
        searcher = Searcher(record)
        before = resident()
        lines = []
        narrowed = [Query(q.text, q.mode, Filters(acts=("reject", "deny"), since="2018")) for q in queries[:40]]
        for mode, asked, how in [
            *((mode, queries, "") for mode in MODES),
            *((mode, narrowed, ", two acts since 2018") for mode in MODES),
        ]:
            first, p50, p95, found = timed(searcher, asked, mode)
            lines.append(f"| {name} | {mode}{how} | {first:.0f} | {p50:.1f} | {p95:.1f} | {found:.1f} |")
            print(lines[-1], flush=True)
        grew = resident() - before
        found_again = recall(record, searcher, queries)
    lines.append("")
    lines.append(
        f"{name}: adding {per_article:.0f} articles ({per_statement:.0f} statements) a second, an article a "
        f"transaction; {bytes_each:,.0f} bytes a statement with text, word index and vector; searching took "
        f"{grew / 1e6:.0f} MB of memory beside Python's own (network and signs); of the 20 statements nearest in "
        f"meaning {100 * found_again:.1f} % are found."
    )
    lines.append("")
    return lines


def resident() -> int:
    """Bytes of memory in use now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def main() -> None:
    """Measure, print, and write down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--store", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/polnear/train"))
    parser.add_argument("--vectors", type=Path, help="gold statements' vectors (.npy), made and kept here if absent")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/sayso-bench-record"), help="for the databases")
    parser.add_argument("--keep", action="store_true", help="search the SQLite database of an earlier run again")
    parser.add_argument("--out", type=Path, help="Markdown file to write the tables to")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    articles = load_articles(arguments.corpus)
    base = base_vectors(articles, arguments.vectors or arguments.folder / "gold.npy", arguments.statements)
    lines = [
        f"{arguments.statements:,} statements, {arguments.queries} queries, 20 results each; milliseconds. "
        f"`python -m bench.record --statements {arguments.statements} --store {arguments.store}` on "
        f"{os.cpu_count()} cores, Python {platform.python_version()}.",
        "",
        "| store | by | first | p50 | p95 | results |",
        "|---|---|---:|---:|---:|---:|",
    ]
    if arguments.store != "postgresql":
        place = arguments.folder / f"{arguments.statements}.db"
        for old in arguments.folder.glob(f"{arguments.statements}.db*"):
            if not (arguments.keep and "-grown" in old.name):
                old.unlink()
        lines += measure(str(place), "SQLite", arguments.statements, articles, base, arguments.queries)
    if arguments.store != "sqlite":
        with throwaway_postgres() as url:
            lines += measure(url, "PostgreSQL", arguments.statements, articles, base, arguments.queries)
    print("\n".join(lines))
    if arguments.out:
        arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def base_vectors(articles: list[Article], kept: Path, wanted: int) -> np.ndarray:
    """Vectors of gold contents, as many as make sense for the number wanted; kept for the next time."""
    if kept.exists():
        return np.load(kept)
    contents = [" ".join(a.text[s:e] for s, e in r["content"]) for a in articles for r in a.relations if r["content"]]
    vectors = np.stack(list(Embedder().stream(contents[: max(1_000, min(len(contents), wanted // 10))])))
    np.save(kept, vectors)
    return vectors


if __name__ == "__main__":
    main()
