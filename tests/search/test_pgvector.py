"""PostgreSQL with pgvector: the server finds the nearest, and finds the same as the signs in memory do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from searching import Report, keep, new_place
from sqlalchemy import create_engine, select, text

from sayso.embedding import Embedder
from sayso.record.conditions import Filters
from sayso.record.pgvector import meanings_kept, nearest_meanings, prepare_meanings
from sayso.record.search import Query, Search
from sayso.record.store import Record, open_record
from sayso.record.tables import statements
from sayso.record.vectors import keep_vectors
from sayso.services.searching import Searcher

THINGS = (
    "the dam will hold", "the harbour stays shut", "land can be swapped for peace", "no soldier crosses the river",
    "bread prices doubled", "the envoy flies home", "clinics have run out of doses", "the railway is not for sale",
)  # fmt: skip


def unit(rows: int, seed: int) -> np.ndarray:
    """Random vectors of length 1."""
    made = np.random.default_rng(seed).normal(size=(rows, 384)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty record can be made on a server that has pgvector."""
    return new_place("pgvector", tmp_path, request)


def searched(record: Record, embedder: Embedder) -> Searcher:
    """A searcher whose vectors are made."""
    searcher = Searcher(record, lambda: embedder)
    for _ in searcher.make_vectors():
        pass
    return searcher


def report_of_things() -> Report:
    """One report in which two people say eight things."""
    report = Report("Things")
    for number, thing in enumerate(THINGS):
        name = "Ada Venn" if number % 2 else "Odo Karst"
        report.says(name, "said", thing, name=name)
    return report


def kept_meanings(record: Record) -> int:
    """How many meanings the server has to search."""
    with record.reading_connection() as connection:
        return int(connection.execute(text("SELECT count(*) FROM statement_meanings")).scalar() or 0)


def test_the_server_finds_what_the_signs_in_memory_find(place: str, embedder: Embedder) -> None:
    with open_record(place) as record:
        keep(record, report_of_things())
        searcher = searched(record, embedder)
        assert kept_meanings(record) == len(THINGS)
        for filters in (Filters(), Filters(speaker="Venn")):
            query = Query("swapping territory", "meaning", filters)
            by_server = [(h.content, h.similarity) for h in searcher.page(query).hits]
            with record.writing_connection() as connection:
                connection.execute(text("ALTER TABLE statement_meanings RENAME TO aside"))
            by_signs = [(h.content, h.similarity) for h in Search(record).page(query, embedder.vector(query.text)).hits]
            with record.writing_connection() as connection:
                connection.execute(text("ALTER TABLE aside RENAME TO statement_meanings"))
            assert by_server == by_signs and (filters.narrow or by_server[0][0] == "land can be swapped for peace")


def test_the_index_misses_few_of_many_and_a_choice_of_rows_none(place: str) -> None:
    report, vectors = Report("Many"), unit(600, 7)
    for number in range(600):
        report.says("A", "said", f"thing number {number}")
    with open_record(place) as record:
        keep(record, report)
        with record.writing_connection() as connection:
            prepare_meanings(connection)
            keep_vectors(connection, [(n + 1, f"thing number {n}", vectors[n]) for n in range(300)])
        with record.writing_connection() as connection:
            keep_vectors(connection, [(n + 1, f"thing number {n}", vectors[n]) for n in range(300, 600)])
        with record.writing_connection() as connection:
            connection.execute(text("DROP TABLE statement_meanings"))
            assert prepare_meanings(connection), "filled with what was kept before the server could search it"
        with record.reading_connection() as connection:
            for query in unit(5, 8):
                exact = set((np.argsort(-(vectors @ query))[:50] + 1).tolist())
                found = set(nearest_meanings(connection, query, 50).tolist())
                assert len(found & exact) >= 45
                odd = select(statements.c.id).where(statements.c.id % 2 == 1)
                ranked = [row for row in (np.argsort(-(vectors @ query)) + 1).tolist() if row % 2][:40]
                found = set(nearest_meanings(connection, query, 40, odd).tolist())
                assert len(found) == 40 and len(found & set(ranked)) >= 38, "up to the rounding of half precision"


def test_a_statement_that_changes_loses_its_meaning_until_it_is_made_anew(place: str, embedder: Embedder) -> None:
    with open_record(place) as record:
        keep(record, report_of_things())
        searcher = searched(record, embedder)
        with record.writing_connection() as connection:
            connection.execute(text("DELETE FROM statement_vectors WHERE statement_id = 3"))
        assert kept_meanings(record) == len(THINGS) - 1
        assert [h for h in searcher.page(Query("swapping territory", "meaning")).hits if "swapped" in h.content] == []
        searched(record, embedder)
        assert kept_meanings(record) == len(THINGS)


def test_without_the_right_to_create_the_extension_the_signs_do(
    place: str, embedder: Embedder, request: pytest.FixtureRequest
) -> None:
    url = place.replace("postgresql", "postgresql+psycopg", 1)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP ROLE IF EXISTS clerk"))
        connection.execute(text("CREATE ROLE clerk LOGIN"))
        connection.execute(text("GRANT ALL ON SCHEMA public TO clerk"))
    engine.dispose()
    with open_record(place.replace("sayso@", "clerk@", 1)) as record:
        keep(record, report_of_things())
        searcher = searched(record, embedder)
        with record.reading_connection() as connection:
            assert not meanings_kept(connection)
        assert searcher.page(Query("swapping territory", "meaning")).hits[0].content == THINGS[2]
