"""Files, bytes and lines to Documents: what is found, what is given, and every kind of bad input as a value."""

# Sentences are as long as in reports.
# ruff: noqa: E501

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.sources.limits import Limits
from sayso.sources.load import Given, load_bytes, load_jsonl_line, load_path, load_text, looks_like_html, report_paths

BODY = [
    "The harbour board of Vareholm has ruled out a merger with the ferry company, its chair, Ilse Tamm, said on Monday.",
    "“There is nothing to merge,” Tamm told the Severin Courier. “They have the ships, and we have the debts.”",
    "A spokesman for the company said that it had never made an offer and would not comment on the board’s letter.",
]
TEXT = "Vareholm Board Rules Out Merger\n\n" + "\n\n".join(BODY) + "\n"
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Vareholm Board Rules Out Merger | Severin Courier</title>"
    "<meta property='og:site_name' content='Severin Courier'>"
    "<meta property='article:published_time' content='2024-03-11T08:00:00Z'></head>"
    "<body><article><h1>Vareholm Board Rules Out Merger</h1>"
    + "".join(f"<p>{p}</p>" for p in BODY)
    + "</article></body></html>"
)


def codes(loaded):
    return [problem.code for problem in loaded.problems]


def test_a_text_is_kept_as_it_is_and_its_headline_furniture_and_language_are_found():
    text = TEXT.replace("\n", "\r\n") + "\r\nAdvertisement\r\n"
    loaded = load_bytes(text.encode(), where="a.txt")
    document = loaded.document
    assert loaded.problems == ()
    assert document.text == text
    assert document.title == "Vareholm Board Rules Out Merger"
    assert document.language == "en"
    assert [text[f.start : f.end] for f in document.furniture] == ["Advertisement"]
    assert (document.outlet, document.published, document.byline, document.url) == (None, None, None, None)
    assert loaded.page == text.encode()


def test_a_page_is_recognised_and_gives_what_it_says_of_itself():
    document = load_bytes(PAGE.encode()).document
    assert document.text == "\n\n".join(BODY)
    assert (document.title, document.outlet, document.published) == (
        "Vareholm Board Rules Out Merger", "Severin Courier", "2024-03-11",
    )  # fmt: skip


def test_a_page_read_as_text_stays_markup():
    assert load_bytes(PAGE.encode(), as_="text").document.text == PAGE


def test_what_is_given_wins_over_what_is_found():
    given = Given(published="2024-03", outlet="Vareholm Post", language="da", title="Another", byline="Jon Reve")
    document = load_bytes(PAGE.encode(), given=given).document
    assert (document.published, document.outlet, document.language, document.title, document.byline) == (
        "2024-03", "Vareholm Post", "da", "Another", "Jon Reve",
    )  # fmt: skip


@pytest.mark.parametrize("day", ["2024", "2024-02", "2024-02-29"])
def test_a_day_month_or_year_can_be_given(day):
    assert Given(published=day).published == day


@pytest.mark.parametrize(
    "day", ["", "yesterday", "2023-02-29", "2024-13", "24-01-01", "2024-1-1", "0000", "2024-01-01T00:00"]
)
def test_what_is_no_day_cannot_be_given(day):
    with pytest.raises(InputError, match="write it as YYYY-MM-DD") as caught:
        Given(published=day)
    assert caught.value.problem.code == "bad-date"


@pytest.mark.parametrize(
    ("data", "html"),
    [
        (b"<!doctype html><p>x", True),
        (b"\xef\xbb\xbf  \n<!-- saved -->\n<HTML>", True),
        (b"<?xml version='1.0'?><html xmlns='x'>", True),
        ("<html>".encode("utf-16"), True),
        (b"<div class='story'>", True),
        (b"The board said no. <b>No</b>.", False),
        (b"<3 was all she wrote", False),
        (b"", False),
    ],
)
def test_a_page_is_told_from_a_text_by_how_it_begins(data, html):
    assert looks_like_html(data) is html


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\0\0", b"<html>", b"<!doctype html>\n<html><body></body></html>"]
)
def test_an_input_without_words_is_a_problem(data):
    loaded = load_bytes(data, where="nothing")
    assert loaded.document is None
    assert codes(loaded)[0] in ("empty", "no-article")
    assert "nothing" in loaded.problems[0].message


def test_a_binary_input_is_a_problem():
    loaded = load_bytes(b"%PDF-1.4 ...", where="minutes.pdf")
    assert loaded.document is None
    assert codes(loaded) == ["binary"]


def test_fifty_megabytes_are_refused_whether_as_bytes_as_file_or_as_text(tmp_path):
    data = b"She said no. " * 4_000_000
    assert codes(load_bytes(data, where="big")) == ["too-large"]
    assert codes(load_text(data.decode(), where="big")) == ["too-large"]
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    [loaded] = load_path(path)
    assert codes(loaded) == ["too-large"]
    assert "50 MB, limit 20 MB" in loaded.problems[0].message


def test_limits_are_values_of_the_caller():
    assert codes(load_text("x" * 11, limits=Limits(text_length=10))) == ["too-large"]
    assert codes(load_bytes(b"x" * 11, limits=Limits(page_bytes=10))) == ["too-large"]


def test_a_report_in_another_language_is_read_and_reported():
    german = (
        "Der Hafenrat von Vareholm hat den Zusammenschluss mit der Reederei am Montag abgelehnt. Das sagte die "
        "Vorsitzende Ilse Tamm dem Kurier. Ein Sprecher der Reederei wollte sich dazu nicht äußern."
    )
    loaded = load_text(german, where="de.txt")
    assert loaded.document.language == "de"
    assert codes(loaded) == ["not-english"]
    assert "--language en" in loaded.problems[0].message
    assert load_text(german, given=Given(language="en")).problems == ()


def test_a_text_too_short_to_tell_has_no_language_and_no_complaint():
    loaded = load_text("Nein, sagte er.")
    assert loaded.document.language is None
    assert loaded.problems == ()


@pytest.mark.parametrize("markup", ["<html><body><p>" + BODY[0], "<div><div><p>" + "</p><p>".join(BODY), "<html" + ">" * 50 + BODY[0],
                                    "<p>" + BODY[0] + "</p></body></div></html><p>" + BODY[1], "<html><body>" + "<div>" * 5000 + BODY[0]])  # fmt: skip
def test_broken_markup_gives_its_text_or_a_problem(markup):
    loaded = load_bytes(markup.encode(), as_="html", where="broken.html")
    assert (BODY[0] in loaded.document.text) if loaded.document else codes(loaded) == ["no-article"]


def test_a_missing_file_is_a_problem(tmp_path):
    [loaded] = load_path(tmp_path / "gone.txt")
    assert loaded.document is None
    assert codes(loaded) == ["not-found"]
    assert str(tmp_path / "gone.txt") in loaded.problems[0].message


def test_a_folder_given_as_a_file_is_a_problem(tmp_path):
    [loaded] = load_path(tmp_path)
    assert codes(loaded) == ["unreadable"]


def test_a_file_that_may_not_be_read_is_a_problem(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(TEXT)
    path.chmod(0)
    if os.geteuid() == 0:  # Root may read everything but what leads nowhere.
        path.unlink()
        path.symlink_to(path)
    [loaded] = load_path(path)
    assert codes(loaded) == ["unreadable"]


def test_the_lines_of_a_jsonl_file_are_reports_and_a_bad_one_does_not_stop_the_others(tmp_path):
    lines = [
        json.dumps({"text": TEXT, "outlet": "Severin Courier", "published": "2024-03-11T08:00:00+01:00"}),
        "{not json",
        "",
        json.dumps(["no", "object"]),
        json.dumps({"title": "No text"}),
        json.dumps({"html": PAGE, "url": "https://courier.example/merger", "title": "From the feed"}),
        json.dumps({"text": TEXT, "published": "soon", "outlet": 7}),
        '{"text": "\\ud83d lone surrogate, she said"}',
    ]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    loaded = list(load_path(path))
    assert [item.where for item in loaded] == [f"{path}:{n}" for n in (1, 2, 4, 5, 6, 7, 8)]
    assert [codes(item) for item in loaded] == [
        [],
        ["bad-json"],
        ["bad-json"],
        ["no-text"],
        [],
        ["bad-field", "bad-date"],
        [],
    ]
    first, page, odd = loaded[0].document, loaded[4].document, loaded[5].document
    assert (first.outlet, first.published, first.text) == ("Severin Courier", "2024-03-11", TEXT)
    assert (page.url, page.title, page.outlet) == ("https://courier.example/merger", "From the feed", "Severin Courier")
    assert (odd.published, odd.outlet) == (None, None)


def test_a_jsonl_file_is_streamed(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text((json.dumps({"text": TEXT}) + "\n") * 3)
    reports = load_path(path)
    assert next(reports).document.text == TEXT
    with path.open("a") as file:
        file.write(json.dumps({"text": "Added later, she said."}) + "\n")
    assert [item.document.text for item in reports][-1] == "Added later, she said."


def test_a_line_beyond_the_limit_is_skipped_and_the_next_one_read(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps({"text": "x" * 5000}) + "\n" + json.dumps({"text": TEXT}) + "\n")
    loaded = list(load_path(path, limits=Limits(line_bytes=2000)))
    assert [codes(item) for item in loaded] == [["too-large"], []]


def test_given_fields_win_over_those_of_a_line():
    given = Given(outlet="Vareholm Post")
    loaded = load_jsonl_line({"text": TEXT, "outlet": "Severin Courier", "byline": "Jon Reve"}, given=given)
    assert (loaded.document.outlet, loaded.document.byline) == ("Vareholm Post", "Jon Reve")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda c: st.lists(c, max_size=3), max_leaves=5
)
KEYS = st.sampled_from(["text", "html", "url", "outlet", "published", "title", "byline", "language", "x"])


@given(JSON | st.dictionaries(KEYS, JSON, max_size=6))
def test_any_json_value_is_a_report_or_a_problem(value):
    loaded = load_jsonl_line(value)
    assert loaded.document is not None or loaded.problems


@given(st.text(max_size=500))
def test_any_text_is_kept_to_the_code_point(text):
    loaded = load_text(text, given=Given(language="en"))
    if loaded.document is None:
        assert codes(loaded) == ["empty"]
    else:
        assert loaded.document.text == text


def test_paths_are_files_folders_and_globs_each_file_once_in_stable_order(tmp_path):
    for name in ("b.txt", "a.html", "sub/c.HTM", "sub/d.jsonl", "notes.md", ".hidden.txt", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    paths, problems = report_paths([str(tmp_path / "notes.md"), str(tmp_path / "b.txt"), str(tmp_path)])
    assert [str(p.relative_to(tmp_path)) for p in paths] == ["notes.md", "b.txt", "a.html", "sub/c.HTM", "sub/d.jsonl"]
    assert problems == ()
    paths, problems = report_paths([str(tmp_path / "*.txt"), str(tmp_path / "**" / "*.jsonl")])
    assert [p.name for p in paths] == ["b.txt", "d.jsonl"]
    assert problems == ()


def test_a_file_whose_name_looks_like_a_glob_is_a_file(tmp_path):
    path = tmp_path / "report[1].txt"
    path.write_text("x")
    assert report_paths([str(path)]) == ((path,), ())


def test_arguments_that_name_no_report_are_problems_and_the_others_count(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("x")
    arguments = [str(tmp_path / name) for name in ("gone.txt", "empty", "*.html", "a.txt")] + ["nul\0"]
    paths, problems = report_paths(arguments)
    assert paths == (tmp_path / "a.txt",)
    assert [p.code for p in problems] == ["not-found", "no-reports", "not-found", "not-found"]
    assert Path(problems[1].where) == tmp_path / "empty"
