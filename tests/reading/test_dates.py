"""When it was said: the article's words, and the EDTF day they come to. The article is of Wednesday, 13 March 2024."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.told_articles import told

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def said(words, **given):
    (s,) = told(f"<s1>Odile Farrant</s1> <c1>said</c1> {words} <q1>that the quay was safe</q1>.", **given)
    return s.said_text, s.said


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Monday", "2024-03-11"),
        ("late on Tuesday", "2024-03-12"),
        ("on Wednesday", "2024-03-13"),
        ("on Thursday", "2024-03-07"),
        ("yesterday", "2024-03-12"),
        ("on March 5", "2024-03-05"),
        ("on 5 March 2023", "2023-03-05"),
        ("in 2014", "2014"),
    ],
)
def test_news_phrases_are_counted_from_the_day_of_publication(words, day):
    text, found = said(words)
    assert found == day
    assert text and text in words


def test_without_a_day_of_publication_the_words_are_kept_and_no_day_is_given():
    assert said("on Monday", published=None) == ("on Monday", None)


def test_the_day_of_publication_is_never_put_in_silently():
    (s,) = told("<s1>Odile Farrant</s1> <c1>said</c1> <q1>that the quay was safe</q1>.")
    assert (s.said_text, s.said) == (None, None)


def test_a_date_inside_the_content_is_not_when_it_was_said():
    (s,) = told("<s1>Odile Farrant</s1> <c1>said</c1> <q1>that the quay would open on Monday</q1>.")
    assert (s.said_text, s.said) == (None, None)


def test_a_day_reaches_over_the_occasion():
    _, second = told(
        "<s1>Odile Farrant</s1> <c1>said</c1> at a news conference on Monday <q1>that the quay was safe</q1>.\n\n"
        "<q2>“Quite safe,”</q2> <s2>she</s2> <c2>added</c2>."
    )
    assert second.said == "2024-03-11"


def test_an_event_dates_its_own_clause_only():
    first, second = told(
        "<s1>Odile Farrant</s1> <c1>said</c1> after the vote <q1>that the quay was safe</q1>.\n\n"
        "<q2>“Quite safe,”</q2> <s2>she</s2> <c2>said</c2>."
    )
    assert (first.said_text, first.said) == ("after the vote", None)
    assert second.said_text is None


@given(published=st.dates(date(1990, 1, 1), date(2030, 12, 31)), day=st.sampled_from(DAYS))
def test_a_weekday_is_the_latest_such_day_up_to_publication(published, day):
    text, found = said(f"on {day}", published=published.isoformat())
    assert text == f"on {day}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found)
    back = (published - date.fromisoformat(found)).days
    assert 0 <= back < 7
    assert DAYS[date.fromisoformat(found).weekday()] == day
