"""`sayso actors` on a record: who speaks, who is one with whom, judged and taken back."""

import json
import re

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement
from sayso.record.store import open_record


def add(record, number, *speakers):
    text = f"Report {number}.\n" + "\n".join(f"We shall see, said {name}." for name, _ in speakers)
    document = Document(text, url=f"https://courier.example/{number}", outlet="The Courier", published="2031-05-06")
    statements, at = [], text.index("\n") + 1
    for count, (name, role) in enumerate(speakers, start=1):
        spans = [document.span(at + a, at + b) for a, b in ((19, 19 + len(name)), (14, 18), (0, 12))]
        statements.append(
            Statement(
                f"s{count}", "indirect", (spans[0],), (spans[1],), (spans[2],), speaker=Speaker(name, "person", role)
            )
        )
        at = text.index("\n", at) + 1 if "\n" in text[at:] else len(text)
    record.add(document, Reading(document, tuple(statements), (), ReaderVersion("hand", "sha256:hand")))
    return [seen.uid for seen in record.view(document.id).statements]


@pytest.fixture
def place(tmp_path):
    where = tmp_path / "record.db"
    with open_record(where) as record:
        add(record, 1, ("Ilse Varga", "foreign minister of Kardany"), ("Bram Osei", None))
        add(record, 2, ("Ilse Wargy", "Kardanian foreign minister"), ("Osei\x1b[31m", "a farmer"))
        add(record, 3, ("Ilse Varga", None), ("Pavel Ivanov", "Russian senator"))
        add(record, 4, ("Pavel Ivanov", "Bulgarian senator"))
    return where


@pytest.fixture
def run(place, tmp_path, monkeypatch):
    monkeypatch.setenv("SAYSO_RECORD", str(place))
    monkeypatch.setenv("SAYSO_ACTORS", str(tmp_path / "actors.json"))
    monkeypatch.setenv("SAYSO_AUTHOR", "Nele")

    def invoke(*args):
        got = CliRunner().invoke(main, ["actors", *args])
        assert "\x1b" not in got.output
        return got

    return invoke


def test_the_list_shows_who_speaks_and_pages(run):
    got = run("list")
    assert got.exit_code == 0
    assert re.search(r"Ilse Varga +ilse-varga +person +2 ", got.output)
    few = json.loads(run("list", "--limit", "1", "--format", "json").stdout)
    assert [entry["name"] for entry in few] == ["Ilse Varga"]
    assert json.loads(run("list", "osei", "--format", "json").stdout)[0]["id"] == "bram-osei"
    assert "1 to 1 of" in run("list", "--limit", "1").stderr


def test_a_page_shows_each_fact_with_the_statement_that_shows_it(run, place):
    got = run("show", "Ilse Varga")
    assert got.exit_code == 0
    assert re.search(r"foreign minister of Kardany · 2031-05-06 · 1 · [0-9a-f]{8}-1 \(The Courier\)", got.output)
    page = json.loads(run("show", "ilse-varga", "--format", "json").stdout)
    assert page["entry"]["statements"] == 2 and page["roles"][0]["words"] == "foreign minister of Kardany"


def test_a_name_of_several_names_the_candidates_in_one_line(run):
    got = run("show", "Pavel Ivanov")
    assert got.exit_code == 1 and len(got.output.strip().splitlines()) == 1
    assert "pavel-ivanov~russia~~official" in got.output and "pavel-ivanov~bulgaria~~official" in got.output
    assert "no actor is called 'Nobody'" in run("show", "Nobody").output


def test_proposals_are_judged_and_judgements_taken_back(run):
    before = run("proposals").output
    assert "pavel-ivanov~bulgaria~~official" in before
    proposed = json.loads(run("proposals", "--format", "json").stdout)
    assert proposed[0]["why"] == "the same name, but one is of Bulgaria, the other of Russia"
    merged = run("merge", "pavel-ivanov~russia~~official", "pavel-ivanov~bulgaria~~official", "--reason", "moved")
    assert "“Pavel Ivanov” and “Pavel Ivanov” are one (moved) · sayso actors revoke 1 takes it back" in merged.output
    assert run("show", "Pavel Ivanov").exit_code == 0
    assert run("revoke", "1").exit_code == 0
    assert run("proposals").output == before
    assert run("apart", "pavel-ivanov~russia~~official", "pavel-ivanov~bulgaria~~official").exit_code == 0
    assert "Bulgaria" not in run("proposals").output
    lines = run("judgements").output.splitlines()
    assert len(lines) == 3 and lines[0].endswith("[revoked]") and "takes back 1" in lines[1]
    assert [j["kind"] for j in json.loads(run("judgements", "--format", "json").stdout)] == ["merge", "revoke", "apart"]


def test_a_split_takes_a_statement_out(run, place):
    with open_record(place) as record:
        uids = add(record, 5, ("Ilse Varga", None))
    got = run("split", "ilse-varga", *uids, "--reason", "the singer")
    assert got.exit_code == 0 and f"{uids[0]} taken out of “Ilse Varga”" in got.output
    assert json.loads(run("show", "split:1", "--format", "json").stdout)["entry"]["statements"] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("merge", "Ilse Varga", "ilse-varga"), "one actor already"),
        (("merge", "Ilse Varga", "Elsa"), "no actor is called"),
        (("split", "ilse-varga"), "say what is split off"),
        (("split", "ilse-varga", "--name", "Elsa"), "nowhere written"),
        (("revoke", "7"), "there is no judgement 7"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(run, arguments, says):
    got = run(*arguments)
    assert got.exit_code == 1 and says in got.output and len(got.output.strip().splitlines()) == 1


def test_a_judgement_names_its_author(run, monkeypatch):
    monkeypatch.delenv("SAYSO_AUTHOR")
    got = run("merge", "Ilse Varga", "Bram Osei")
    assert got.exit_code == 2 and "--by" in got.output


def test_nobody_and_no_record_are_said(run, tmp_path, monkeypatch):
    assert "nobody in this record is called 'elsa'" in run("list", "elsa").stderr
    monkeypatch.setenv("SAYSO_RECORD", str(tmp_path / "none.db"))
    got = run("list")
    assert got.exit_code == 1 and "there is no record" in got.output
