"""``sayso search`` and ``sayso export`` as a person runs them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from searching import Report, keep

from sayso.cli import main
from sayso.record.store import open_record


@pytest.fixture
def place(tmp_path: Path) -> Iterator[str]:
    """A record of four statements."""
    swap = Report("Norra rules out swap", "The Hallam Courier", "2031-04-02", "https://courier.example/swap")
    swap.says("Ilse Maar", "ruled out", "any territorial exchange", act="reject", said="2031-04-01")
    swap.says("José Núñez", "said", 'the valleys were \x1b[31mIstvian\x1b[0m, "always"')
    flood = Report("Flood", "Alpe", "2031-05-20")
    flood.says("Tomas Rehn", "said", "nobody had warned them").says(
        "The office", "warned", "of higher water", act="warn"
    )
    place = str(tmp_path / "sayso.db")
    with open_record(place) as record:
        keep(record, swap, flood)
    yield place


def sayso(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_result_is_shown_with_its_words_its_speaker_its_day_and_its_link(place: str) -> None:
    shown = sayso("search", "--record", place, "territorial", "exchanges", "--by", "words")
    assert shown.exit_code == 0
    for words in ("Ilse Maar ruled out any territorial exchange", "reject", "said 2031-04-01", "The Hallam Courier",
                  "https://courier.example/swap"):  # fmt: skip
        assert words in shown.output
    assert "higher water" not in shown.output


def test_text_from_outside_cannot_steer_the_terminal(place: str) -> None:
    assert "\x1b" not in sayso("search", "--record", place, "valleys", "--by", "words").output


def test_meaning_is_made_at_the_first_search(place: str) -> None:
    shown = json.loads(sayso("search", "--record", place, "giving up land", "--format", "json").stdout)
    assert shown["by"] == "fused" and not shown["more"]
    assert shown["results"][0]["content"] == "any territorial exchange"
    assert shown["results"][0]["similarity"] > 0.25


def test_json_gives_the_spans_inside_the_context(place: str) -> None:
    [result] = json.loads(
        sayso("search", "--record", place, "warned them", "--by", "words", "--format", "json").stdout
    )["results"]
    context, start = result["context"], result["start"]
    parts = {span["part"]: context[span["start"] - start : span["end"] - start] for span in result["spans"]}
    assert parts == {"source": "Tomas Rehn", "cue": "said", "content": "nobody had warned them"}


def test_csv_comes_back_as_it_was(place: str) -> None:
    rows = list(csv.DictReader(io.StringIO(sayso("search", "--record", place, "--format", "csv").stdout)))
    assert len(rows) == 4
    assert {row["content"] for row in rows} >= {'the valleys were \x1b[31mIstvian\x1b[0m, "always"'}


def test_export_writes_every_result_as_jsonl_or_csv(place: str, tmp_path: Path) -> None:
    lines = sayso("export", "--record", place, "--until", "2031-04").stdout.splitlines()
    assert [json.loads(line)["rank"] for line in lines] == [1, 2]
    target = tmp_path / "all.csv"
    assert sayso("export", "--record", place, "--format", "csv", "--to", str(target)).exit_code == 0
    assert len(list(csv.DictReader(target.open(encoding="utf-8", newline="")))) == 4
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_pages_are_told_of(place: str) -> None:
    first = sayso("search", "--record", place, "--per-page", "3")
    assert "more: --page 2" in first.stderr
    assert "past the last result" in sayso("search", "--record", place, "--page", "9").stderr
    assert "nothing found" in sayso("search", "--record", place, "xylophone", "--by", "words").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search", "x", "--since", "tomorrow"], "write it as YYYY-MM-DD"),
        (["search", "x", "--record", "missing.db"], "there is no record at missing.db"),
        (["export", "x", "--to", "missing/folder/x.csv"], "cannot be written"),
        (["search", "x", "--act", "shout"], "is not one of"),
        (["export", "x", "--whole"], "leave out words"),
    ],
)
def test_bad_input_is_said_in_one_line(place: str, arguments: list[str], said: str) -> None:
    where = [] if "--record" in arguments else ["--record", place]
    result = sayso(*arguments, *where)
    assert result.exit_code != 0 and said in result.stderr and "Traceback" not in result.output
