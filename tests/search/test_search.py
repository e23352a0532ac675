"""Searching records: what is found, in what order, how it is shown, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from searching import Report, keep, new_place

from sayso.embedding import Embedder
from sayso.errors import InputError
from sayso.record.conditions import Filters
from sayso.record.search import MODES, Mode, Query
from sayso.record.store import Record, open_record
from sayso.services.searching import Searcher

EXCHANGE = Report("Norra rules out territory swap", "The Hallam Courier", "2031-04-02", "https://courier.example/swap")
EXCHANGE.line("Envoys of Norra and Istvia met again on Tuesday in the spa town of Bad Eschen.")
EXCHANGE.says("Prime Minister Ilse Maar", "ruled out", "any territorial exchange with Istvia", name="Ilse Maar",
              act="reject", said="2031-04-01")  # fmt: skip
EXCHANGE.says("Her Istvian counterpart, José Núñez,", "offered", "to exchange the two border valleys",
              name="José Núñez", act="propose", said="2031-03", outlet="Radio Zürich")  # fmt: skip
EXCHANGE.says("A spokeswoman", "said", "snow had closed the passes above the valleys", name="a spokeswoman")

FLOOD = Report("River bursts its banks", "Il Corriere dell’Alpe", "2031-05-20", "https://alpe.example/piena")
FLOOD.says("Mayor Tomas Rehn", "said", "“We had no warning at all,”", name="Tomas Rehn", kind="direct", act="accuse")
FLOOD.says("Ilse Maar", "promised", "aid for the flooded villages", name="Ilse Maar", act="promise")
FLOOD.says("The weather office", "warned", "of still higher water before the weekend", name="the weather office",
           act="warn")  # fmt: skip


@pytest.fixture
def filled(record: Record, searcher: Searcher) -> Searcher:
    keep(record, EXCHANGE, FLOOD)
    list(searcher.make_vectors())
    return searcher


def contents(searcher: Searcher, text: str = "", mode: Mode = "words", **filters: object) -> list[str]:
    page = searcher.page(Query(text, mode, Filters(**filters)))  # type: ignore[arg-type]
    return [hit.content for hit in page.hits]


# Words


def test_a_word_is_found_in_all_its_forms(filled: Searcher) -> None:
    assert set(contents(filled, "exchanges")) == {
        "any territorial exchange with Istvia",
        "to exchange the two border valleys",
    }


def test_all_words_must_be_there(filled: Searcher) -> None:
    assert contents(filled, "exchange valleys") == ["to exchange the two border valleys"]


def test_a_phrase_is_found_as_it_stands(filled: Searcher) -> None:
    assert contents(filled, '"border valleys"') == ["to exchange the two border valleys"]
    assert contents(filled, '"valleys border"') == []


def test_a_beginning_is_found(filled: Searcher) -> None:
    assert contents(filled, "territ*") == ["any territorial exchange with Istvia"]


def test_either_word_will_do_and_one_may_be_ruled_out(filled: Searcher) -> None:
    assert len(contents(filled, "snow OR aid OR water")) == 3
    assert contents(filled, "valleys -snow") == ["to exchange the two border valleys"]


def test_diacritics_and_case_do_not_matter(filled: Searcher) -> None:
    for typed in ("jose nunez", "José NÚÑEZ", "núnez"):
        assert contents(filled, typed) == ["to exchange the two border valleys"]


def test_who_says_it_counts_less_than_what_is_said(record: Record, searcher: Searcher) -> None:
    keep(
        record,
        Report("One").says("Ada Stone", "said", "the quarry would open by the end of the summer", name="Ada Stone"),
        Report("Two").says("Ben Orr", "said", "a stone wall had fallen on the road to the coast", name="Ben Orr"),
    )
    assert contents(searcher, "stone")[0].startswith("a stone wall")


def test_a_shorter_statement_with_the_word_twice_comes_before_a_long_one_with_it_once(
    record: Record, searcher: Searcher
) -> None:
    keep(
        record,
        Report("Long").says("A", "said", "of many other things " * 6 + "and of tariffs too, near the end"),
        Report("Short").says("B", "said", "tariffs, tariffs"),
    )
    assert contents(searcher, "tariffs")[0] == "tariffs, tariffs"


# Meaning


def test_meaning_finds_what_no_word_finds(filled: Searcher) -> None:
    assert contents(filled, "handing over land for peace") == []
    assert contents(filled, "handing over land for peace", "meaning")[0] in (
        "any territorial exchange with Istvia",
        "to exchange the two border valleys",
    )


def test_what_is_not_about_the_query_is_not_a_result(filled: Searcher) -> None:
    assert "any territorial exchange with Istvia" not in contents(filled, "a recipe for plum cake", "meaning")


def test_words_and_meaning_together_put_first_what_both_find(filled: Searcher) -> None:
    page = filled.page(Query("territorial exchange", "fused"))
    first = page.hits[0]
    assert (first.content, first.by_words) == ("any territorial exchange with Istvia", 1)
    assert first.similarity is not None and first.similarity > 0.5
    assert any(hit.by_words is None for hit in page.hits), "what only meaning finds follows"


def test_a_word_ruled_out_is_ruled_out_of_meaning_too(filled: Searcher) -> None:
    found = contents(filled, "exchange of land -territorial", "fused")
    assert found and "any territorial exchange with Istvia" not in found


def test_statements_without_vector_are_still_found_by_words(record: Record, searcher: Searcher) -> None:
    keep(record, EXCHANGE)
    assert searcher.lacking() == 3
    assert contents(searcher, "snow", "fused") == ["snow had closed the passes above the valleys"]


def test_vectors_are_made_once(record: Record, searcher: Searcher) -> None:
    keep(record, EXCHANGE)
    assert sum(searcher.make_vectors()) == 3
    assert sum(searcher.make_vectors()) == 0
    keep(record, FLOOD)
    assert searcher.lacking() == 3
    assert "aid for the flooded villages" not in contents(searcher, "flood relief", "meaning")
    assert sum(searcher.make_vectors()) == 3
    assert contents(searcher, "flood relief", "meaning")[0] == "aid for the flooded villages"


class OtherNetwork:
    """An embedder of another family."""

    family = "another/1"

    def __init__(self, embedder: Embedder) -> None:
        self.vector, self.vectors = embedder.vector, embedder.vectors


def test_vectors_of_another_network_are_not_compared_and_are_made_anew(
    record: Record, searcher: Searcher, embedder: Embedder
) -> None:
    keep(record, EXCHANGE)
    list(searcher.make_vectors())
    other = Searcher(record, lambda: OtherNetwork(embedder))
    assert other.lacking() == 3
    assert contents(other, "giving up land", "meaning") == []
    assert sum(other.make_vectors()) == 3
    assert contents(other, "giving up land", "meaning")


# What people see


def test_a_correction_is_what_is_searched(record: Record, filled: Searcher) -> None:
    [hit] = filled.page(Query("snow", "words")).hits
    record.correct(hit.uid, {"act": "warn", "speaker": "Lena Fjord"}, author="Mira")
    [seen] = filled.page(Query("snow", "words", Filters(speaker="fjord", acts=("warn",)))).hits
    assert (seen.uid, seen.state) == (hit.uid, "corrected")
    assert contents(filled, "snow", acts=("state",)) == []


def test_a_removed_statement_is_not_found_by_words_nor_by_meaning(record: Record, filled: Searcher) -> None:
    [hit] = filled.page(Query("snow", "words")).hits
    correction = record.remove(hit.uid, author="Mira", reason="nobody said this")
    for mode in MODES:
        assert hit.content not in contents(filled, "snow on the mountain passes", mode)
    record.revoke(correction.seq, author="Mira")
    list(filled.make_vectors())
    assert hit.content in contents(filled, "snow on the mountain passes", "meaning")


def test_corrected_words_are_found_by_their_new_meaning(record: Record, filled: Searcher) -> None:
    [hit] = filled.page(Query("snow", "words")).hits
    document = record.document(hit.document)
    at = document.text.index("the passes above the valleys")
    record.correct(
        hit.uid, spans={"contents": [document.span(at, at + len("the passes above the valleys"))]}, author="M"
    )
    assert contents(filled, "snow") == []
    assert filled.lacking() == 1
    list(filled.make_vectors())
    assert contents(filled, "mountain roads", "meaning")[0] == "the passes above the valleys"


def test_only_the_newest_version_of_a_report_is_searched_unless_asked(record: Record, searcher: Searcher) -> None:
    url = "https://courier.example/port"
    keep(record, Report("Port", url=url).says("The harbour master", "said", "the port would reopen on Monday"))
    keep(record, Report("Port", url=url).says("The harbour master", "said", "the port would reopen on Friday"))
    list(searcher.make_vectors())
    for mode in MODES:
        assert contents(searcher, "port reopen", mode) == ["the port would reopen on Friday"]
        assert len(contents(searcher, "port reopen", mode, all_versions=True)) == 2


# Filters


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"speaker": "maar"}, 2),
        ({"speaker": "Ilse Maar"}, 2),
        ({"speaker": "Maar Rehn"}, 0),
        ({"acts": ("promise", "warn")}, 2),
        ({"kinds": ("direct",)}, 1),
        ({"outlet": "courier"}, 3),
        ({"outlet": "corriere dell’alpe"}, 3),
        ({"outlet": "radio zürich"}, 1),
        ({"outlet": "%"}, 0),
        ({"since": "2031-05"}, 3),
        ({"until": "2031-03-31"}, 1),
        ({"since": "2031-03-15", "until": "2031-03-20"}, 1),  # said in March: it can have been then
        ({"since": "2031-04-02", "until": "2031-04-02"}, 1),  # no day said: the day of publication
        ({"since": "2032"}, 0),
        ({"language": "en"}, 6),
        ({"language": "de"}, 0),
        ({"speaker": "maar", "acts": ("reject",), "until": "2031"}, 1),
    ],
)
def test_filters_leave_what_they_say(filled: Searcher, filters: dict[str, object], count: int) -> None:
    assert len(contents(filled, **filters)) == count


def test_an_interval_of_days_is_within_reach_of_both_its_ends(record: Record, searcher: Searcher) -> None:
    keep(record, Report("Talks").says("A", "said", "talks went on", said="2031-04-01/2031-04-10"))
    assert contents(searcher, since="2031-04-10") and contents(searcher, until="2031-04-01")
    assert not contents(searcher, since="2031-04-11") and not contents(searcher, until="2031-03-31")


@pytest.mark.parametrize("mode", MODES)
def test_filters_narrow_every_way_of_searching(filled: Searcher, mode: Mode) -> None:
    found = filled.page(Query("exchange of border land", mode, Filters(speaker="núñez", acts=("propose",)))).hits
    assert {hit.content for hit in found} <= {"to exchange the two border valleys"}
    assert found or mode == "words"


@pytest.mark.parametrize("since", ["yesterday", "2031-02-30", "2031-4-1", ""])
def test_a_day_that_is_none_is_refused_with_the_remedy(filled: Searcher, since: str) -> None:
    with pytest.raises(InputError, match="write it as YYYY-MM-DD"):
        filled.page(Query("exchange", filters=Filters(since=since)))


def test_since_after_until_is_refused(filled: Searcher) -> None:
    with pytest.raises(InputError, match="later than"):
        filled.page(Query(filters=Filters(since="2031-05-01", until="2031-04")))


# How results are shown


def test_a_result_tells_who_when_where_and_shows_the_words_in_their_place(record: Record, filled: Searcher) -> None:
    [hit] = filled.page(Query("ruled out", "words")).hits
    assert hit.speaker is not None
    assert (hit.speaker.name, hit.act, hit.said) == ("Ilse Maar", "reject", "2031-04-01")
    assert (hit.outlet, hit.published, hit.url) == ("The Hallam Courier", "2031-04-02", "https://courier.example/swap")
    text, excerpt = record.document(hit.document).text, hit.excerpt
    assert (
        excerpt.text
        == text[excerpt.start : excerpt.end]
        == ("Prime Minister Ilse Maar ruled out any territorial exchange with Istvia")
    )
    assert [(m.part, text[m.start : m.end]) for m in excerpt.marks] == [
        ("source", "Prime Minister Ilse Maar"),
        ("cue", "ruled out"),
        ("content", "any territorial exchange with Istvia"),
    ]


def test_an_excerpt_of_a_long_paragraph_begins_and_ends_with_whole_words(record: Record, searcher: Searcher) -> None:
    before, after = "Along the quay the cranes stood idle for weeks. " * 9, " while ships waited in the roads" * 9
    report = Report("Quay")
    report.says(before + "The union", "said", "nobody would work" + after.replace("while", "so"))
    reading = report.reading()
    content = reading.statements[0].contents[0]
    short = reading.document.span(content.start, content.start + len("nobody would work"))
    statement = reading.statements[0]
    source = reading.document.span(len(before), len(before) + len("The union"))
    record.add(
        reading.document,
        replace(reading, statements=(replace(statement, sources=(source,), contents=(short,)),)),
    )
    [hit] = searcher.page(Query("nobody", "words")).hits
    words = hit.excerpt.text.split()
    assert words[0] in before.split() and words[-1] in after.replace("while", "so").split()
    assert len(hit.excerpt.text) < 400


def test_without_words_everything_comes_latest_first(filled: Searcher) -> None:
    days = [hit.said or hit.published or "" for hit in filled.page(Query()).hits]
    assert len(days) == 6 and days == sorted(days, reverse=True)


def test_an_empty_record_finds_nothing(searcher: Searcher) -> None:
    for mode in MODES:
        page = searcher.page(Query("anything", mode))
        assert (page.hits, page.more) == ((), False)


# Any input whatever: one filled record for each store


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def many(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> Iterator[Searcher]:
    with open_record(new_place(request.param, tmp_path_factory.mktemp("many"), request)) as record:
        topics = ("the bridge", "new taxes", "the harvest", "a ceasefire", "the old mine")
        for day in range(1, 9):
            report = Report(f"Day {day}", f"Paper {day % 3}", f"2031-06-{day:02}", f"https://paper.example/{day}")
            for number, topic in enumerate(topics):
                report.says(f"Speaker {number}", "said", f"{topic} would be debated again on day {day} of the session")
            keep(record, report)
        keep(record, FLOOD, EXCHANGE)
        searcher = Searcher(record, lambda: embedder)
        list(searcher.make_vectors())
        yield searcher


anything = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
hostile = st.one_of(
    st.text(max_size=60),
    st.text(alphabet='"\'*-^:(){}|&!<>~\\%_;\x00 aORNEAR', max_size=40),
    st.lists(st.sampled_from(['"', "OR", "AND", "NOT", "NEAR(", "-", "*", "bridge", "''", "\\", ":B", "<->", "5e3",
                              "speaker_name:", "\ud800", "ﬀ", "İ", "http://a.b/c", "-5", "1.2.3"]), max_size=12)
    .map(" ".join),
)  # fmt: skip


@anything
@given(text=hostile, mode=st.sampled_from(MODES))
def test_no_query_is_an_error(many: Searcher, text: str, mode: Mode) -> None:
    many.page(Query(text, mode))


@anything
@given(value=hostile)
def test_no_filter_is_an_error(many: Searcher, value: str) -> None:
    many.page(Query("bridge", "fused", Filters(speaker=value, outlet=value, language=value)))


@anything
@given(
    text=st.sampled_from(["", "bridge", "session", "day OR valleys", "a ceasefire in the valleys"]),
    mode=st.sampled_from(MODES),
    limit=st.integers(1, 17),
)
def test_pages_laid_end_to_end_are_the_whole_list(many: Searcher, text: str, mode: Mode, limit: int) -> None:
    query = Query(text, mode)
    whole = [(hit.rank, hit.uid) for hit in many.all(query)]
    paged, offset, more = [], 0, True
    while more:
        page = many.page(query, offset=offset, limit=limit)
        paged += [(hit.rank, hit.uid) for hit in page.hits]
        offset, more = offset + limit, page.more
    assert paged == whole
    assert [rank for rank, _ in paged] == list(range(1, len(paged) + 1))


def test_both_stores_find_the_same_words(request: pytest.FixtureRequest, tmp_path: Path, embedder: Embedder) -> None:
    found = []
    for store in ("sqlite", "postgresql"):
        with open_record(new_place(store, tmp_path, request)) as record:
            odd = "don’t e-mail José’s U.S. office at info@norra.example about the 3,000-tonne “Straße” co-operation"
            keep(record, EXCHANGE, FLOOD, Report("Odd").says("Z", "said", odd))
            searcher = Searcher(record, lambda: embedder)
            typed = ["e-mail", "email", "U.S.", '"u s office"', "info@norra.example", "3,000", "3000", "tonnes",
                     "strasse", "Straße", "straß*", "co-operation", "operat*", "the", "jose's", "don't", "saying",
                     "example OR valleys", '"the two border"', "rules", "of still -higher"]  # fmt: skip
            found.append({text: set(contents(searcher, text)) for text in typed})
    assert found[0] == found[1]
