"""``sayso issue``, ``sayso positions`` and ``sayso news``, as a person types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click
import feedparser
import pytest
from click.testing import CliRunner, Result
from tests.record.across.told_reports import Told, keep, uid

from sayso.cli import main
from sayso.record.store import open_record

OFFER = Told("The Post", "2031-04-03", "Brenn offers to share the ferry").says(
    "Ilse Varga", "propose", "“If the dues are paid, we run the ferry to Orre together,”",
    role="prime minister of Brenn", said="2031-04-02",
)  # fmt: skip
REPLY = (
    Told("The Mail", "2031-04-05", "Orre says no to the ferry")
    .says("Odo Lenz", "reject", "“We will not share the ferry to Orre\x1b[31m with anybody,”", role="president of Orre")
    .says("Brenn", "state", "“We have read it,”", who="government")
    .says("Orre", "state", "“We have said it,”", who="government")
)
TURN = Told("The Post", "2031-04-20", "Ferry to Orre: Brenn turns").says(
    "Ilse Varga", "reject", "=“We will never share the ferry to Orre,”", role="prime minister of Brenn"
)


class Desk:
    """A record of three reports, and the commands run on it."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "sayso.db"
        with open_record(self.place) as record:
            keep(record, OFFER, REPLY, TURN)
            self.offer, self.reply = uid(record, "If the dues"), uid(record, "with anybody")

    def run(self, *arguments: str, author: str | None = "Nele") -> Result:
        # The options of "issue COMMAND" come after its name, wherever they are given here.
        result = CliRunner().invoke(main, [*arguments, "--record", str(self.place)], env={"SAYSO_AUTHOR": author})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    def tells(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert (result.exit_code, result.stderr) == (0, ""), result.stderr
        return result.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def ferry(desk: Desk) -> Desk:
    desk.tells("issue", "add", "The ferry to Orre", "--about", "sharing the ferry across the sound to Orre")
    return desk


def test_an_issue_is_added_listed_and_its_board_printed(ferry: Desk) -> None:
    listed = ferry.tells("issue", "list")
    assert "ferry-to-orre" in listed and "2031-04-20" in listed
    board = ferry.tells("positions", "The ferry to Orre")
    assert "→ proposed (If the dues are paid) → rejected" in board
    assert "{If the dues are paid}" in board
    assert ferry.offer in board and "The Post, 2031-04-03" in board
    assert "\x1b" not in board


def test_the_board_for_programs(ferry: Desk) -> None:
    board = json.loads(ferry.tells("positions", "ferry-to-orre", "--format", "json"))
    brenn = next(p for p in board["parties"] if p["party"]["name"] == "Brenn")
    (change,) = brenn["changes"]
    assert board["statements"][change["before"]]["speaker"] == "Ilse Varga"
    assert brenn["positions"][0]["conditions"][0]["span"]["exact"] == "If the dues are paid"
    rows = list(csv.DictReader(io.StringIO(ferry.tells("positions", "ferry-to-orre", "--format", "csv"))))
    assert {row["party"] for row in rows} == {"Brenn", "Orre"}
    assert rows[0]["conditions"] == "If the dues are paid"
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


def test_what_a_person_says_of_statements_is_shown_logged_and_revoked(ferry: Desk) -> None:
    said = ferry.tells("issue", "exclude", "ferry-to-orre", ferry.reply, "--reason", "another ferry")
    assert said == f"{ferry.reply}: excluded; sayso issue revoke 2 takes that back\n"
    assert "excluded by Nele (2)" in " ".join(ferry.tells("issue", "show", "ferry-to-orre").split())
    assert "Orre" not in ferry.tells("positions", "ferry-to-orre").split("\n\n", 3)[1]
    assert ferry.tells("issue", "revoke", "2") == "2 is taken back by 3\n"
    log = ferry.tells("issue", "log").splitlines()
    assert log[1].endswith(f"Nele: ferry-to-orre: {ferry.reply} does not bear on it (another ferry) [revoked]")
    assert log[2].endswith("Nele: took back 2")
    assert [e["kind"] for e in json.loads(ferry.tells("issue", "log", "--format", "json"))] == [
        "add",
        "exclude",
        "revoke",
    ]
    assert "included" in ferry.tells("issue", "include", "ferry-to-orre", ferry.reply)


def test_an_issue_is_renamed_and_removed_and_comes_back(ferry: Desk) -> None:
    assert ferry.tells("issue", "edit", "ferry-to-orre", "--name", "Boat") == (
        "ferry-to-orre: Boat. sharing the ferry across the sound to Orre\n"
    )
    assert "sayso issue revoke 3 brings it back" in ferry.tells("issue", "remove", "Boat")
    assert "no issue is followed yet" in ferry.run("issue", "list").stderr
    ferry.tells("issue", "revoke", "3")
    assert "Boat" in ferry.tells("issue", "list")


def test_a_person_says_what_answers_what(ferry: Desk) -> None:
    assert "answers" in ferry.tells("issue", "answer", ferry.reply, ferry.offer)
    assert "Nele says so" in ferry.tells("positions", "ferry-to-orre")
    ferry.tells("issue", "answer", ferry.reply, ferry.offer, "--not")
    assert "Nele says so" not in ferry.tells("positions", "ferry-to-orre")


def test_statements_of_an_issue_for_programs(ferry: Desk) -> None:
    page = json.loads(ferry.tells("issue", "show", "ferry-to-orre", "--format", "json"))
    assert ferry.offer in {m["statement"]["uid"] for m in page["members"]}
    rows = list(csv.DictReader(io.StringIO(ferry.tells("issue", "show", "ferry-to-orre", "--format", "csv"))))
    assert [r["statement"] for r in rows] == [m["statement"]["uid"] for m in page["members"]]
    entries = json.loads(ferry.tells("issue", "list", "--format", "json"))
    assert [(e["id"], e["latest"]) for e in entries] == [("ferry-to-orre", "2031-04-20")]
    assert "ferry-to-orre" in ferry.tells("issue", "list", "--format", "csv")


def test_nothing_to_suggest_is_said(desk: Desk) -> None:
    assert "nothing to suggest" in desk.run("issue", "suggest").stderr
    assert json.loads(desk.tells("issue", "suggest", "--format", "json")) == []


def test_news_since_a_day(ferry: Desk) -> None:
    news = ferry.tells("news", "--since", "2031-04-05")
    assert "Brenn: proposed (If the dues are paid) → rejected · The ferry to Orre" in " ".join(news.split())
    assert "Odo Lenz" not in ferry.tells("news", "--since", "2031-04-05", "--who", "Brenn")
    items = json.loads(ferry.tells("news", "--since", "2031", "--kind", "change", "--format", "json"))
    assert [item["kind"] for item in items] == ["change"]
    assert items[0]["before"]["uid"] == ferry.offer
    assert "change," in ferry.tells("news", "--since", "2031", "--format", "csv")
    assert ferry.run("news", "--since", "2040").stderr == "nothing new\n"


def test_news_as_a_feed(ferry: Desk) -> None:
    text = ferry.tells(
        "news", "--since", "2031", "--issue", "ferry-to-orre", "--format", "atom", "--address", "https://a.example"
    )
    found = feedparser.parse(text)
    assert not found.bozo
    assert found.feed.title == "The ferry to Orre · sayso"
    assert found.entries
    assert all(e.link.startswith("https://a.example/statements/") for e in found.entries)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("positions", "quay"), "no issue 'quay' is followed"),
        (("issue", "show", "quay"), "no issue 'quay' is followed"),
        (("issue", "add", "the FERRY to orre"), "followed already"),
        (("issue", "add", "—"), "needs a name"),
        (("issue", "edit", "ferry-to-orre"), "--name or --about"),
        (("issue", "exclude", "ferry-to-orre", "dead-1"), "no statement dead-1"),
        (("issue", "revoke", "77"), "no judgement 77"),
        (("issue", "revoke", "x"), "not a valid integer"),
        (("news", "--since", "soon"), "since 'soon' is no day"),
        (("news",), "--since"),
        (("news", "--since", "2031", "--issue", "quay"), "no issue 'quay'"),
    ],
)
def test_a_fault_is_one_line_that_names_the_input(ferry: Desk, arguments: tuple[str, ...], words: str) -> None:
    result = ferry.run(*arguments)
    assert result.exit_code != 0
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert words in line
    assert result.stdout == ""


def test_who_judges_must_be_said(desk: Desk) -> None:
    result = desk.run("issue", "add", "Ferry", author="  ")
    assert result.exit_code == 2 and "--by NAME, or SAYSO_AUTHOR" in result.stderr


def test_a_record_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    place = tmp_path / "none.db"
    result = CliRunner().invoke(main, ["positions", "ferry", "--record", str(place)])
    assert result.exit_code == 1 and "there is no record" in result.stderr
    assert not place.exists()


def test_every_command_of_the_group_has_help_and_says_what_each_option_does() -> None:
    group = main.get_command(click.Context(main), "issue")
    assert isinstance(group, click.Group)
    for name, command in group.commands.items():
        assert command.help, name
        assert all(o.help for o in command.params if isinstance(o, click.Option)), name
