"""Results counted in SQL are the results counted one by one, on both stores; what came last is told last first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from searching import Report

from sayso.record.conditions import Filters
from sayso.record.latest import arrived, corrections_after, since, size
from sayso.record.reviewing import Place, count_doubts, doubts
from sayso.record.search import Query
from sayso.services.finding import Finder
from sayso.services.kept import Kept


@pytest.fixture
def finder(record, embedder):
    """Reports of two outlets and one of none, one of them with an earlier version."""
    first = Report("Ferries", "Courier", "2031-04-02", "https://courier.example/ferries")
    first.says("Ilse Varga", "said", "the ferry sails at noon", name="Ilse Varga", act="promise", said="2031-04-01")
    first.says("Gunnar Moll", "denied", "that any ferry is late", name="Gunnar Moll", act="deny")
    first.says("Nobody", "said", "there was fog")
    second = Report("Fog", "Herald", "2031-05-02")
    second.says("Varga", "warned", "of fog on the ferry’s way", name="Ilse Varga", act="warn", kind="mixed")
    third = Report("Ice", None, "2031-05").says("Ilse Varga", "said", "the ice is thin", name="Ilse Varga")
    again = Report("Ferries", "Courier", "2031-04-03", "https://courier.example/ferries")
    again.says("Ilse Varga", "said", "the ferry sails at one", name="Ilse Varga", act="promise", said="2031-04-01")
    for report in (first, second, third, again):
        reading = report.reading()
        told = tuple(
            replace(s, speaker=None if s.sources[0].exact == "Nobody" else s.speaker, confidence=0.9 - 0.1 * place)
            for place, s in enumerate(reading.statements)
        )
        record.add(reading.document, replace(reading, statements=told))
    made = Finder(record, lambda: embedder)
    for _ in made.make_vectors():
        pass
    return made


QUERIES = [
    Query(),
    Query(filters=Filters(all_versions=True)),
    Query("ferry", "words"),
    Query("ferry -late", "words"),
    Query("ferry", "meaning"),
    Query("ferry", "fused"),
    Query("ferry", "words", Filters(speaker="varga")),
    Query(filters=Filters(acts=("promise", "warn"))),
    Query(filters=Filters(names=("Ilse Varga",), kinds=("mixed",))),
    Query(filters=Filters(names=("", "Gunnar Moll"), all_versions=True)),
    Query(filters=Filters(published_by=("",))),
    Query(filters=Filters(published_by=("Courier", ""))),
    Query(filters=Filters(since="2031-05", until="2031-05")),
    Query(filters=Filters(among=())),
    Query("!!!", "words"),
    Query("-ferry", "words"),
]


def test_counts_are_those_of_the_results(finder):
    found = 0
    for query in QUERIES:
        hits = list(finder.all(query))
        found += len(hits)
        facets = finder.facets(query)
        assert facets.total == len(hits), query
        for tallies, values in (
            (facets.acts, [hit.act for hit in hits]),
            (facets.kinds, [hit.kind for hit in hits]),
            (facets.speakers, [hit.speaker.name if hit.speaker else None for hit in hits]),
            (facets.outlets, [hit.outlet for hit in hits]),
            (facets.days, [hit.said or hit.published for hit in hits]),
        ):
            assert {tally.value: tally.count for tally in tallies} == Counter(values), query
        assert list(facets.acts) == sorted(facets.acts, key=lambda tally: (-tally.count, tally.value)), query
    assert found > 20


def test_the_most_frequent_are_kept_and_the_total_stays(finder):
    facets = finder.facets(Query(filters=Filters(all_versions=True)), most=1)
    assert [(tally.value, tally.count) for tally in facets.speakers] == [("Ilse Varga", 4)]
    assert len(facets.outlets) == 1
    assert facets.total == 6


def test_sets_of_rows_are_counted_and_narrow(finder, record):
    rows = tuple(range(1, 5))
    hits = {hit.uid for hit in finder.all(Query(filters=Filters(among=rows)))}
    tallies = finder.count_among(Query(), (("some", rows), ("none", (10_000,))))
    assert [(tally.value, tally.count) for tally in tallies] == [("some", len(hits))]


def test_what_came_last_is_told_first(finder, record):
    titles = [item.statement.title for item in finder.arrivals(Query("ferry", "words"))]
    assert titles == ["Ferries", "Fog"]
    with record.reading_connection() as connection:
        assert [(a.title, a.version, a.statements) for a in arrived(connection, 2)] == [
            ("Ferries", 2, 1),
            ("Ice", 1, 1),
        ]
        assert [a.title for a in arrived(connection, 2, 2)] == ["Fog", "Ferries"]
        assert (size(connection).reports, size(connection).statements) == (3, 6)
        assert since(connection, "2000-01-01").reports == 4
        assert since(connection, "2999-01-01").reports == 0


def test_the_least_certain_come_first_and_each_once(finder, record):
    with record.reading_connection() as connection:
        every = doubts(connection, 10)
        assert [d.hit.confidence for d in every] == sorted(d.hit.confidence for d in every)
        assert count_doubts(connection) == len(every) > 0
        place: Place | None = None
        one_by_one = []
        while some := doubts(connection, 1, place):
            one_by_one += [d.hit.uid for d in some]
            place = some[-1].place
        assert one_by_one == [d.hit.uid for d in every]
        for doubt in every:
            text = record.document(doubt.hit.document).text
            assert text[doubt.around.start : doubt.around.end] == doubt.around.text
        assert [d.hit.uid for d in doubts(connection, 10, without=[one_by_one[0]])] == one_by_one[1:]
    record.confirm(one_by_one[0], author="Tess")
    with record.reading_connection() as connection:
        assert [d.hit.uid for d in doubts(connection, 10)] == one_by_one[1:]


def test_the_log_is_told_in_parts(finder, record):
    uid = next(finder.all(Query())).uid
    made = [record.confirm(uid, author="Tess"), record.dispute(uid, author="Vera")]
    record.revoke(made[1].seq, author="Vera")
    with record.reading_connection() as connection:
        assert [c.seq for c in corrections_after(connection, 0, 2)] == [1, 2]
        second, third = corrections_after(connection, 1, 10)
    assert (second.revoked_by, third.revokes) == (third.seq, second.seq)


def test_an_answer_is_kept_until_the_record_changes(finder, record):
    kept = Kept(record, most=2)
    asked = []

    def answer():
        asked.append(1)
        return len(asked)

    assert (kept.get("a", answer), kept.get("a", answer)) == (1, 1)
    assert kept.ready("a")
    uid = next(finder.all(Query())).uid
    made = record.confirm(uid, author="Tess")
    assert not kept.ready("a")
    assert kept.get("a", answer) == 2
    record.revoke(made.seq, author="Tess")
    assert kept.get("a", answer) == 3
    kept.get("b", answer), kept.get("c", answer)
    assert not kept.ready("a")  # only so many are kept
