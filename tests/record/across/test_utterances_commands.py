"""``sayso utterance`` as a person types it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from utterance_reports import COURIER, GAZETTE, HERALD, OTHER, Synonyms, keep

from sayso.cli import main
from sayso.record.store import open_record


class Desk:
    """A record of four reports, and the commands run on it."""

    def __init__(self, place: str) -> None:
        self.place = place
        with open_record(place) as record:
            self.courier, self.herald, self.quay, self.gazette, self.other = keep(
                record, COURIER, HERALD, GAZETTE, OTHER
            )

    def run(self, *arguments: str) -> Result:
        result = CliRunner().invoke(main, ["utterance", *arguments, "--record", self.place])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setattr("sayso.services.utterances.Utterances.__init__.__defaults__", (Synonyms,))  # no network
    monkeypatch.setenv("SAYSO_AUTHOR", "Nele")
    return Desk(str(tmp_path / "sayso.db"))


def test_the_list_says_who_reports_what(desk):
    shown = desk.run("list").stdout
    assert "Mara Lindqvist · 2031-04-01" in shown
    assert f"{desk.courier} · 3 reports · 3 wordings · 1 less certain · Hallam Courier, Ulvany Herald, Gazette" in shown
    assert desk.other not in shown
    none = desk.run("list", "trains")
    assert none.stdout == "" and "no two reports" in none.stderr


def test_an_utterance_is_shown_word_by_word(desk):
    shown = desk.run("show", desk.herald).stdout
    for line in (
        "2031-04-02  Hallam Courier · earliest · wording 1 · credits “told Radio Hallam”",
        "2031-04-02  Ulvany Herald · wording 2 · said by Lindqvist · credits “told state media”",
        "= will not trade told here, in quotation marks in the other",
        "~ “this” for “that”",
        "less certain",
    ):
        assert line in shown, shown
    assert "\x1b[" not in shown


def test_the_same_for_programs(desk):
    found = json.loads(desk.run("show", desk.courier, "--format", "json").stdout)
    texts = {r.document.id: r.document.text for r in (COURIER, HERALD, GAZETTE)}
    assert [r["certainty"] for r in found["reported"]] == ["sure", "sure", "likely"]
    for wording in found["worded"]:
        for piece in wording["pieces"]:
            assert texts[wording["document"]][piece["start"] : piece["end"]] == piece["exact"]
    listed = json.loads(desk.run("list", "--format", "json", "--actor", "Lindqvist").stdout)
    assert [u["id"] for u in listed["utterances"]] == [desk.courier] and listed["more"] is False


def test_a_person_joins_parts_and_takes_back(desk):
    assert "two utterances" in desk.run("differ", desk.courier, desk.quay, "--reason", "another visit").stdout
    shown = desk.run("show", desk.courier).stdout
    assert desk.quay not in shown.split("1. Nele")[0] and "is not one utterance with" in shown
    assert "one utterance" in desk.run("join", desk.other, desk.courier, "--by", "Ida").stdout
    assert desk.other in desk.run("show", desk.courier).stdout
    assert desk.run("revoke", "1").exit_code == 0
    assert desk.quay in desk.run("show", desk.courier).stdout
    log = desk.run("log").stdout.splitlines()
    assert [line.split(" · ")[0].split(":")[0] for line in log] == [
        "1. different utterance", "2. same utterance", "3. revokes 1",
    ]  # fmt: skip
    assert "not in force" in log[0] and "another visit" in log[0]
    assert json.loads(desk.run("log", "--format", "json").stdout)[0]["reason"] == "another visit"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "ffffffff-1"), "no statement ffffffff-1"),
        (("revoke", "9"), "no judgement 9"),
        (("list", "--since", "last week"), "no day"),
    ],
)
def test_faults_are_one_line(desk, arguments, says):
    result = desk.run(*arguments)
    assert result.exit_code != 0 and says in result.stderr
    assert len([line for line in result.stderr.splitlines() if line.startswith(("Error", "sayso"))]) == 1


def test_a_statement_that_nobody_else_has(desk):
    result = desk.run("show", desk.other)
    assert result.exit_code == 1 and "no other report" in result.stderr


def test_who_judges_must_be_said(desk, monkeypatch):
    monkeypatch.delenv("SAYSO_AUTHOR")
    result = desk.run("differ", desk.courier, desk.quay)
    assert result.exit_code == 2 and "--by" in result.stderr
