"""`sayso actors`: the user's own actors are kept, listed, and known when a report is read."""

import json

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.services.known_actors import own_actors_path

REPORT = """Vessany’s transport minister, Odile Farrant, said on Monday that the port of Kelm would stay open.

“We will not give away a single quay,” Farrant said.
"""
TABLE = """id,name,aliases,kind,country,office,from,to
my:1,Odile Farrant,Odile Farant,person,Vessany,transport minister,2020,2026
my:1,Odile Farrant,,person,Vessany,mayor of Kelm,2014,2019
my:2,Vessany,,state,,,,
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("SAYSO_ACTORS", str(tmp_path / "own" / "actors.json"))
    monkeypatch.chdir(tmp_path)

    def invoke(*args, **more):
        return CliRunner().invoke(main, list(args), **more)

    return invoke


def test_an_import_is_counted_kept_and_repeated_without_change(run, tmp_path):
    (tmp_path / "a.csv").write_text(TABLE, "utf-8")
    first = run("actors", "import", "a.csv")
    assert first.exit_code == 0, first.output
    assert first.output.startswith("2 added, 0 replaced, 0 unchanged")
    assert run("actors", "import", "a.csv").output.startswith("0 added, 0 replaced, 2 unchanged")
    (tmp_path / "b.json").write_text(
        json.dumps([{"id": "my:2", "name": "Vessany", "kind": "state", "aliases": ["VS"]}])
    )
    assert run("actors", "import", "b.json").output.startswith("0 added, 1 replaced, 0 unchanged")


def test_listing_finds_own_and_shipped_actors_by_alias(run, tmp_path):
    (tmp_path / "a.csv").write_text(TABLE, "utf-8")
    run("actors", "import", "a.csv")
    own = run("actors", "known", "farant")
    assert (
        "my:1\tOdile Farrant\tperson\tVessany\ttransport minister (2020–2026); mayor of Kelm (2014–2019)" in own.output
    )
    shipped = run("actors", "known", "zelenskyy", "--format", "json")
    assert any(json.loads(line)["id"].startswith("Q") for line in shipped.output.splitlines())


def test_a_report_is_linked_to_ones_own_actors(run, tmp_path):
    (tmp_path / "a.csv").write_text(TABLE, "utf-8")
    run("actors", "import", "a.csv")
    got = run("read", "-", "--format", "jsonl", "--published", "2024-03-05", input=REPORT)
    assert got.exit_code == 0, got.output
    speakers = [s["speaker"] for s in json.loads(got.stdout)["statements"]]
    assert {s["name"]: s["actor"] for s in speakers}["Odile Farrant"] == "my:1"


def test_what_is_unknown_is_said(run):
    got = run("actors", "known", "Nobody Whatever")
    assert got.exit_code == 1
    assert "no actor is known by 'Nobody Whatever'" in got.output


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("a.csv", "name\nAna", "columns id and name are required"),
        ("a.csv", "id,name,office,from\nx,Ana,mayor,yesterday\n", "line 2: from 'yesterday' is no date"),
        ("a.json", "{", "is no JSON"),
        ("a.txt", "x", "must end in .csv or .json"),
        (None, "", "cannot be read"),
    ],
)
def test_a_faulty_file_changes_nothing_and_says_why_in_one_line(run, tmp_path, name, text, fault):
    (tmp_path / "good.csv").write_text(TABLE, "utf-8")
    run("actors", "import", "good.csv")
    if name:
        (tmp_path / name).write_text(text, "utf-8")
    got = run("actors", "import", name or "missing.csv")
    assert got.exit_code == 1
    assert fault in got.output
    assert len(got.output.strip().splitlines()) == 1
    assert run("actors", "known", "farrant").exit_code == 0


def test_the_file_stands_in_the_users_data_folder(tmp_path):
    assert own_actors_path({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "sayso" / "actors.json"
    assert own_actors_path({"SAYSO_ACTORS": "mine.json"}).name == "mine.json"
