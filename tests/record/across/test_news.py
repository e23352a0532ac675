"""What is new since a day: for everybody, for an issue, for an actor or a side; each item with an id that stays."""

from __future__ import annotations

import pytest
from told_reports import Told, issues_of, keep, uid

from sayso.errors import InputError
from sayso.record.across.issues.values import NewsItem
from sayso.record.across.news.since import NewsQuery
from sayso.record.faults import UnknownStatementError
from sayso.record.store import Record
from sayso.services.issues import Issues

OFFER = Told("The Post", "2031-04-03", "Brenn offers to share the ferry").says(
    "Ilse Varga", "propose", "“We could run the ferry to Orre together from the first of May,”",
    role="prime minister of Brenn", said="2031-04-02",
)  # fmt: skip
AGAIN = Told("The Mail", "2031-04-04", "Ferry").says(
    "Ilse Varga", "propose", "“We could run the ferry to Orre together from May,”",
    role="prime minister of Brenn", said="2031-04-02",
)  # fmt: skip
REPLY = Told("The Mail", "2031-04-05", "Orre says no to the ferry").says(
    "Odo Lenz", "reject", "“We will not share the ferry to Orre with anybody,”", role="president of Orre"
)
TURN = Told("The Post", "2031-04-20", "Ferry to Orre: Brenn turns").says(
    "Bram Osei", "reject", "“We will never share the ferry to Orre,”",
    role="spokesman for the prime minister", behalf="Ilse Varga",
)  # fmt: skip
OTHER = (
    Told("The Mail", "2031-04-21", "Potatoes dear")
    .says("Tomas Reyl", "accuse", "“The merchants have doubled the price of potatoes,”", role="a farmer")
    .says("The Mail", "state", "potatoes were never dearer", who="author", kind="indirect")
    .says("Brenn", "state", "“We have read it,”", who="government")
    .says("Orre", "state", "“We have said it,”", who="government")
)


def told(record: Record, *more: Told) -> Issues:
    keep(record, OFFER, REPLY, TURN, OTHER, *more)
    issues = issues_of(record)
    issues.add("The ferry to Orre", "sharing the ferry across the sound to Orre", author="Nele")
    return issues


def titles(items: tuple[NewsItem, ...]) -> list[str]:
    return [f"{item.when} {item.kind}: {item.title}" for item in items]


def test_new_stands_and_changes_are_told_as_such_and_everything_else_as_statements(record: Record) -> None:
    found = titles(told(record).news(NewsQuery(since="2031-04-05")))
    assert found[-2:] == [
        "2031-04-20 change: Brenn: proposed → rejected · The ferry to Orre",
        "2031-04-05 position: Orre rejects · The ferry to Orre: “We will not share the ferry to Orre with anybody,”",
    ]
    assert found[0].startswith("2031-04-21 statement: Tomas Reyl accuses: “The merchants have doubled")
    assert not any("never dearer" in title for title in found), "a report's own voice is nobody's news"


def test_a_change_shows_both_statements_and_counts_from_the_report_that_first_shows_it(record: Record) -> None:
    (change,) = told(record).news(NewsQuery(since="2031", kinds=("change",)))
    assert change.before is not None and change.party is not None
    assert (change.before.speaker, change.statement.speaker, change.party.name) == ("Ilse Varga", "Bram Osei", "Brenn")
    assert "We could run the ferry" in change.summary and "We will never share" in change.summary


def test_another_wording_of_what_is_known_is_a_variant_and_the_same_words_again_are_no_news(record: Record) -> None:
    copy = Told("The Gazette", "2031-04-04", "From the Post").says(
        "Ilse Varga", "propose", "“We could run the ferry to Orre together from the first of May,”",
        role="prime minister of Brenn", said="2031-04-02",
    )  # fmt: skip
    keep(record, OFFER, AGAIN, copy)
    items = issues_of(record).news(NewsQuery(since="2031"))
    assert {(item.kind, item.statement.outlet) for item in items} == {
        ("variant", "The Mail"),
        ("statement", "The Post"),
    }
    variant = next(item for item in items if item.kind == "variant")
    assert variant.before is not None and variant.before.outlet == "The Post"


def test_what_is_a_variant_does_not_depend_on_where_the_time_asked_for_begins(record: Record) -> None:
    keep(record, OFFER, AGAIN)
    issues = issues_of(record)
    late, all_ = issues.news(NewsQuery(since="2031-04-04")), issues.news(NewsQuery(since="2031"))
    assert [item.id for item in late] == [item.id for item in all_ if item.when >= "2031-04-04"]


@pytest.mark.parametrize(
    ("who", "speakers"),
    [
        ("Ilse Varga", {"Ilse Varga"}),
        ("varga", {"Ilse Varga"}),
        ("Brenn", {"Ilse Varga", "Bram Osei", "Brenn"}),
        ("Odo", {"Odo Lenz"}),
        ("Nobody Known", set()),
    ],
)
def test_news_of_an_actor_or_of_whoever_speaks_for_a_side(record: Record, who: str, speakers: set[str]) -> None:
    found = told(record).news(NewsQuery(since="2031", who=who))
    assert {item.statement.speaker for item in found} == speakers


def test_news_of_an_issue_are_of_that_issue_only(record: Record) -> None:
    found = told(record).news(NewsQuery(since="2031", issue="ferry-to-orre"))
    assert {item.issue for item in found} == {"ferry-to-orre"}
    assert {item.statement.speaker for item in found} >= {"Ilse Varga", "Odo Lenz", "Bram Osei"}
    with pytest.raises(UnknownStatementError, match="no issue 'quay'"):
        issues_of(record).news(NewsQuery(issue="quay"))


def test_the_same_thing_has_the_same_id_at_every_call_and_after_further_reports(record: Record) -> None:
    issues = told(record)
    before = {item.id: item.title for item in issues.news(NewsQuery(since="2031"))}
    keep(record, AGAIN)
    after = {item.id: item.title for item in issues.news(NewsQuery(since="2031"))}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_an_answer_is_told_once_with_what_it_answers(record: Record) -> None:
    issues = told(record)
    answer, target = uid(record, "with anybody"), uid(record, "first of May")
    issues.judge_answer(answer, target, linked=True, author="Nele")
    (item,) = issues.news(NewsQuery(since="2031", kinds=("answer",)))
    assert item.title.startswith("Odo Lenz answers Ilse Varga: “We will not share")
    assert item.before is not None and item.before.uid == target
    assert item.when == "2031-04-05"


@pytest.mark.parametrize(
    ("query", "days"),
    [
        (NewsQuery(since="2031-04-20"), {"2031-04-20", "2031-04-21"}),
        (NewsQuery(since="2031-04-06", until="2031-04-20"), {"2031-04-20"}),
        (NewsQuery(since="2031-04", until="2031-04-03"), {"2031-04-03"}),
        (NewsQuery(since="2031", until="2031-04"), {"2031-04-03", "2031-04-05", "2031-04-20", "2031-04-21"}),
        (NewsQuery(since="2032"), set()),
    ],
)
def test_since_and_until_are_days_months_or_years(record: Record, query: NewsQuery, days: set[str]) -> None:
    assert {item.when for item in told(record).news(query)} == days


def test_a_report_without_a_day_counts_from_when_it_came(record: Record) -> None:
    keep(record, Told("The Post", None, "Ferry").says("Ilse Varga", "propose", "“We share the ferry,”"))
    (item,) = issues_of(record).news(
        NewsQuery(since="2031-04"),
    ) or issues_of(record).news(NewsQuery(since="2020"))
    assert item.when.endswith("+00:00")


def test_arrival_counts_when_the_record_got_it(record: Record) -> None:
    issues = told(record)
    moment = max(entry.added_at for entry in record.documents())
    keep(record, AGAIN)
    found = issues.news(NewsQuery(since=moment, clock="arrival", kinds=("statement", "variant")))
    assert [item.statement.outlet for item in found if item.kind == "variant"] == ["The Mail"]
    assert all(item.when >= moment for item in found)


def test_the_latest_so_many(record: Record) -> None:
    issues = told(record)
    every = issues.news(NewsQuery(since="2031"))
    for most in range(1, len(every) + 2):
        assert issues.news(NewsQuery(since="2031", most=most)) == every[:most]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (NewsQuery(since="yesterday"), "since 'yesterday' is no day"),
        (NewsQuery(since="2031-02-30"), "is no day"),
        (NewsQuery(since="2031", until="2030"), "later than until"),
    ],
)
def test_days_that_are_none_are_refused(record: Record, query: NewsQuery, words: str) -> None:
    with pytest.raises(InputError, match=words):
        issues_of(record).news(query)
