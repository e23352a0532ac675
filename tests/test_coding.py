"""Every coded report keeps the codebook: verbatim spans, known words, links that lead somewhere."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sayso.model import ACTS, CHANNELS, FURNITURE_KINDS, KINDS, SPEAKER_KINDS

Json = dict[str, Any]

TESTS = Path(__file__).resolve().parent
SLICES = TESTS / "robustness" / "slices"
FILES = [TESTS / "gold" / "examples.jsonl", *sorted(SLICES.glob("*.jsonl"))]
PARTS = ("sources", "cues", "contents")
FIELDS = {
    *("id", "kind", "within", "speaker", "speaker_kind", "role", "for", "outlet", "channel", "addressee"),
    *("said_text", "said", "act", "act2", "answers", *PARTS),
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def articles_of(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


ARTICLES = [pytest.param(article, id=article["doc"]) for path in FILES for article in articles_of(path)]


def spans_of(statement: Json) -> list[Json]:
    return [span for part in PARTS for span in statement[part]]


def overlap(a: Json, b: Json) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def days(value: str) -> list[date]:
    """First day of each end of an EDTF day, month or interval."""
    return [date.fromisoformat(part if len(part) == 10 else f"{part}-01") for part in value.split("/")]


@pytest.mark.parametrize("article", ARTICLES)
def test_every_span_is_verbatim_and_whole_words(article: Json) -> None:
    text = article["text"]
    for span in (span for s in article["statements"] for span in spans_of(s)):
        exact = text[span["start"] : span["end"]]
        assert exact == span["exact"]
        assert exact
        assert exact == exact.strip()
        assert not (text[span["start"] - 1 : span["start"]].isalnum() and exact[0].isalnum()), span
        assert not (exact[-1].isalnum() and text[span["end"] : span["end"] + 1].isalnum()), span


@pytest.mark.parametrize("article", ARTICLES)
def test_source_cue_and_content_of_a_statement_lie_apart(article: Json) -> None:
    for statement in article["statements"]:
        assert statement["contents"]
        spans = sorted(spans_of(statement), key=lambda s: int(s["start"]))
        for left, right in pairwise(spans):
            assert not overlap(left, right), (statement["id"], left["exact"], right["exact"])


@pytest.mark.parametrize("article", ARTICLES)
def test_statements_are_numbered_in_text_order(article: Json) -> None:
    statements = article["statements"]
    assert [s["id"] for s in statements] == [f"s{i}" for i in range(1, len(statements) + 1)]
    starts = [min(span["start"] for span in spans_of(s)) for s in statements]
    assert starts == sorted(starts)


@pytest.mark.parametrize("article", ARTICLES)
def test_no_statement_is_coded_twice(article: Json) -> None:
    keys = [tuple((p, x["start"], x["end"]) for p in PARTS for x in s[p]) for s in article["statements"]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("article", ARTICLES)
def test_a_nested_statement_lies_in_its_outer_ones_content(article: Json) -> None:
    by_id = {s["id"]: s for s in article["statements"]}
    for inner in (s for s in article["statements"] if s["within"] is not None):
        outer = by_id[inner["within"]]
        assert outer["within"] != inner["id"]
        for span in inner["contents"]:
            assert any(o["start"] <= span["start"] and span["end"] <= o["end"] for o in outer["contents"]), inner


@pytest.mark.parametrize("article", ARTICLES)
def test_an_answer_names_another_statement_and_answers_make_no_circle(article: Json) -> None:
    by_id = {s["id"]: s for s in article["statements"]}
    for statement in article["statements"]:
        seen = {statement["id"]}
        while (answered := statement["answers"]) is not None:
            assert answered not in seen, sorted(seen)
            seen.add(answered)
            statement = by_id[answered]


@pytest.mark.parametrize("article", ARTICLES)
def test_fields_keep_to_the_codebook(article: Json) -> None:
    for s in article["statements"]:
        assert set(s) - {"speaker2"} == FIELDS
        assert s["kind"] in KINDS
        assert s["speaker_kind"] in SPEAKER_KINDS
        assert s["act"] in ACTS
        assert s["act2"] is None or (s["act2"] in ACTS and s["act2"] != s["act"])
        assert s["channel"] is None or s["channel"] in CHANNELS
        assert s["outlet"] is None or s["outlet"] != article["outlet"], "never the outlet that publishes the report"
        assert (s["speaker"] is None) == (s["speaker_kind"] == "unknown")
        assert s["speaker"] is None or s["speaker"] == s["speaker"].strip() != ""


@pytest.mark.parametrize("article", ARTICLES)
def test_a_day_stands_on_words_of_the_text_and_is_never_after_publication(article: Json) -> None:
    published = date.fromisoformat(article["published"])
    for s in article["statements"]:
        assert (s["said"] is None) == (s["said_text"] is None)
        if s["said"] is None:
            continue
        assert s["said_text"] in article["text"]
        for day in days(s["said"]):
            assert published - timedelta(days=366) < day <= published
        named = [i for i, name in enumerate(WEEKDAYS) if name in s["said_text"].lower()]
        if named and "/" not in s["said"]:
            assert days(s["said"])[0].weekday() == named[0], s


@pytest.mark.parametrize("article", ARTICLES)
def test_quotation_marks_bear_the_kind_out(article: Json) -> None:
    for s in article["statements"]:
        exact = " ".join(x["exact"] for x in s["contents"])
        if s["kind"] == "mixed":
            assert re.search(r"[“‘\"]", exact), s
        elif s["kind"] == "indirect":
            assert not re.search(r"[“”\"]", exact), s
        elif s["within"] is None:
            assert all(x["exact"][0] in '“‘"' for x in s["contents"]), s


@pytest.mark.parametrize("article", [pytest.param(a, id=a["doc"]) for a in articles_of(FILES[0])])
def test_furniture_is_in_order_and_holds_no_statement(article: Json) -> None:
    end = 0
    for block in article["furniture"]:
        assert end <= block["start"] < block["end"] <= len(article["text"])
        assert block["kind"] in FURNITURE_KINDS
        end = block["end"]
        for s in article["statements"]:
            assert not any(overlap(block, span) for span in spans_of(s)), (s["id"], block)


@pytest.mark.parametrize("path", FILES[1:], ids=lambda p: p.stem)
def test_a_slice_has_four_to_six_short_reports_and_a_line_on_what_it_tests(path: Path) -> None:
    reports = articles_of(path)
    assert 4 <= len(reports) <= 6
    assert all(60 <= len(a["text"].split()) <= 200 for a in reports)
    assert f"| `{path.name}` |" in (SLICES / "README.md").read_text(encoding="utf-8")
