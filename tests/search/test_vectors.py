"""Vectors: kept small, sieved without loss that matters, and alike for a text however it is computed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from searching import Report, keep

from sayso.embedding import WIDTH, Embedder
from sayso.errors import InstallationError
from sayso.record.store import Record
from sayso.record.vectors import SignIndex, compare, keep_vectors, packed, unpacked


def unit(rows: int, seed: int) -> np.ndarray:
    """Random vectors of length 1."""
    made = np.random.default_rng(seed).normal(size=(rows, WIDTH)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_a_vector_comes_back_from_its_bytes_up_to_rounding() -> None:
    for vector in unit(20, 1):
        code, stored = packed(vector)
        assert (len(code), len(stored)) == (48, 384)
        assert float(unpacked(stored) @ vector) == pytest.approx(1.0, abs=0.01)


def test_the_sieve_lets_the_nearest_through(record: Record) -> None:
    report = Report("Many")
    for number in range(400):
        report.says("A", "said", f"thing number {number}")
    keep(record, report)
    vectors = unit(400, 2)
    with record.writing_connection() as connection:
        keep_vectors(connection, [(n + 1, f"thing number {n}", vectors[n]) for n in range(400)])
    index = SignIndex()
    with record.reading_connection() as connection:
        index.refresh(connection)
        for number, noise in enumerate(unit(20, 3)):
            query = vectors[number] + 1.5 * noise
            query /= np.linalg.norm(query)
            let_through = index.sieve(query, most=20)
            assert len(let_through) == 20 and number + 1 in let_through
            assert compare(connection, query, let_through)[0].statement_id == number + 1


def test_the_signs_in_memory_follow_what_is_written(record: Record) -> None:
    keep(record, Report("One").says("A", "said", "first thing").says("B", "said", "second thing"))
    index, vectors = SignIndex(), unit(3, 4)
    with record.writing_connection() as connection:
        keep_vectors(connection, [(1, "first thing", vectors[0])])
    with record.reading_connection() as connection:
        index.refresh(connection)
    assert index.sieve(vectors[0]).tolist() == [1]
    with record.writing_connection() as connection:
        keep_vectors(connection, [(2, "second thing", vectors[1]), (1, "first thing", vectors[2])])
    with record.reading_connection() as connection:
        index.refresh(connection)
        assert index.sieve(vectors[0]).tolist() == [1, 2]
        near = {n.statement_id: n.similarity for n in compare(connection, vectors[2], [1, 2])}
    assert near[1] == pytest.approx(1.0, abs=0.01), "the vector that took the place of another is the one compared"


def test_a_vector_of_words_that_changed_meanwhile_is_not_kept(record: Record) -> None:
    keep(record, Report("One").says("A", "said", "first thing"))
    with record.writing_connection() as connection:
        keep_vectors(connection, [(1, "what it said before", unit(1, 5)[0]), (99, "gone", unit(1, 6)[0])])
    with record.reading_connection() as connection:
        assert compare(connection, unit(1, 5)[0], [1, 99]) == []


def test_a_text_has_one_vector_whatever_is_computed_beside_it(embedder: Embedder) -> None:
    texts = ["the dam will hold", "a much longer sentence about the harbour, the ships and the rain " * 5, "no"]
    together, alone = Embedder(threads=2).vectors(texts), [embedder.vector(t) for t in texts]
    assert all((a == b).all() for a, b in zip(together, alone, strict=True))
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\x00", "語" * 10_000, "a" * 100_000])
def test_any_text_has_a_vector(embedder: Embedder, text: str) -> None:
    assert embedder.vector(text).shape == (WIDTH,)


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        ("territorial exchange", "swapping occupied land for peace", "a football cup"),
        ("he denies taking bribes", "no money ever changed hands, he insisted", "snow fell early"),
        ("vaccine shortage", "clinics have run out of doses", "a hospital was painted blue"),
        ("peace talks collapse", "negotiators walked out of the room", "the tomato harvest begins"),
    ],
)
def test_what_means_the_same_is_near(embedder: Embedder, query: str, near: str, far: str) -> None:
    asked = embedder.vector(query)
    assert asked @ embedder.vector(near) > asked @ embedder.vector(far)


def test_missing_files_are_an_installation_to_mend(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match="reinstall sayso"):
        Embedder(tmp_path)
