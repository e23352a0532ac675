"""The commands on a record, as a person types them; the network stands in its place as a simple reader."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from record_articles import FERRY, HARBOUR, QuoteReader

from sayso.cli import main
from sayso.record.store import open_record


class Desk:
    """A folder with reports and a record, and the commands run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reports = folder / "reports"
        self.reports.mkdir()
        (self.reports / "harbour.txt").write_text(HARBOUR)
        (self.reports / "ferry.txt").write_text(FERRY)
        self.place = folder / "sayso.db"

    def run(self, *arguments: str, typed: str = "") -> Result:
        result = CliRunner().invoke(main, [*arguments, "--record", str(self.place)], input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    def uid(self, words: str) -> str:
        with open_record(self.place) as record:
            for entry in record.documents():
                for seen in record.view(entry.id).statements:
                    if words in seen.statement.contents[0].exact:
                        return seen.uid
        raise AssertionError(words)

    def key(self, words: str) -> str:
        return self.uid(words).rpartition("-")[0]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("sayso.services.known_actors.open_reader", lambda environ: QuoteReader())
    monkeypatch.setenv("SAYSO_AUTHOR", "Nele")
    return Desk(tmp_path)


def test_adding_a_folder_twice(desk: Desk) -> None:
    first = desk.run("add", str(desk.reports), "--language", "en")
    assert (first.exit_code, first.stdout) == (0, "2 added, 0 unchanged, 0 updated, 0 failed\n")
    again = desk.run("add", str(desk.reports), "--language", "en")
    assert again.stdout == "0 added, 2 unchanged, 0 updated, 0 failed\n"


def test_one_bad_file_is_named_and_the_others_are_added(desk: Desk) -> None:
    (desk.reports / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00" * 50)
    result = desk.run("add", str(desk.reports), str(desk.folder / "missing.txt"), "--language", "en")
    assert result.exit_code == 1
    assert "2 added" in result.stdout and "2 failed" in result.stdout
    assert "picture.txt" in result.stderr and "missing.txt" in result.stderr


def test_lines_of_jsonl_and_a_new_version(desk: Desk) -> None:
    url = "https://courier.example/harbour"
    lines = desk.folder / "wire.jsonl"
    for text in (HARBOUR, HARBOUR.replace("never agreed", "never once agreed")):
        lines.write_text(json.dumps({"text": text, "url": url, "published": "2031-05-06"}) + "\n{}\n")
        result = desk.run("add", str(lines), "--language", "en")
        assert "1 failed" in result.stdout
    assert f"{url}: version 2" in result.stdout
    assert "~ Tomas Reyl" in result.stdout
    assert "contents: ““We never agreed to it,””" in result.stdout


def test_a_correction_whose_words_are_cut_is_shown_as_orphaned(desk: Desk) -> None:
    lines = desk.folder / "wire.jsonl"
    url = "https://courier.example/harbour"
    lines.write_text(json.dumps({"text": HARBOUR, "url": url}))
    desk.run("add", str(lines), "--language", "en")
    desk.run("correct", desk.uid("dead"), "--act", "reject")
    cut = HARBOUR.replace("“The plan is dead,” said Ilse Varga on Monday. ", "")
    lines.write_text(json.dumps({"text": cut, "url": url}))
    said = desk.run("add", str(lines), "--language", "en").stdout
    assert "  - Ilse Varga · reject · “The plan is dead,”" in said
    assert re.search(r"  orphaned: 1\. .* act: “state” → “reject”: its words are gone", said)


def test_the_history_shows_what_is_orphaned(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run("add", str(desk.reports), "--language", "en")
    uid = desk.uid("dead")
    desk.run("correct", uid, "--act", "reject")
    monkeypatch.setattr("sayso.services.known_actors.open_reader", lambda environ: QuoteReader("2", blind_to=["dead"]))
    assert desk.run("reread").stdout.endswith("1 corrections orphaned\n")
    history = desk.run("history", uid).stdout
    assert history.startswith(f"{uid} is not seen now")
    assert "[orphaned: the present reading has no statement with these words]" in history


def test_standard_input(desk: Desk) -> None:
    assert desk.run("add", "-", "--language", "en", typed=FERRY).stdout.startswith("1 added")


def test_a_correction_its_history_and_taking_it_back(desk: Desk) -> None:
    desk.run("add", str(desk.reports), "--language", "en")
    uid = desk.uid("dead")
    said = desk.run("correct", uid, "--act", "reject", "--speaker", "Ilse M. Varga", "--reason", "she refuses")
    assert said.exit_code == 0
    assert "act: “state” → “reject” (she refuses)" in said.stdout
    history = desk.run("history", uid).stdout
    assert history.startswith(f"{uid} · corrected · Ilse M. Varga · reject")
    assert desk.run("correct", "--revoke", "2", "--by", "Ben").exit_code == 0
    history = desk.run("history", uid).stdout
    assert history.startswith(f"{uid} · corrected · Ilse Varga · reject")
    assert "[revoked by 3]" in history
    listed = json.loads(desk.run("history", uid, "--format", "json").stdout)
    assert [c["kind"] for c in listed["corrections"]] == ["field", "field", "revoke"]
    assert listed["statement"]["act"] == "reject"


def test_adding_and_removing_a_statement_and_marking_furniture(desk: Desk) -> None:
    desk.run("add", str(desk.reports), "--language", "en")
    words = ("--content", "has no other", "--source", "The harbour office")
    made = desk.run("correct", "--add", desk.key("dead"), *words, "--act", "confirm")
    assert made.exit_code == 0, made.output
    uid = made.stdout.split()[0]
    assert desk.run("history", uid).stdout.startswith(f"{uid} · corrected · (no speaker) · confirm · has no other")
    assert desk.run("correct", desk.uid("drive"), "--remove").exit_code == 0
    line = ("--content", "Ferry line cut from June", "--furniture-kind", "teaser")
    assert "marked as teaser" in desk.run("correct", "--furniture", desk.key("no money"), *line).stdout
    assert desk.run("verify").stdout.startswith("sound: 2 documents")


def test_the_nearest_of_several_places_is_meant(desk: Desk) -> None:
    desk.run("add", str(desk.reports), "--language", "en")
    uid = desk.uid("never agreed")
    assert desk.run("correct", uid, "--source", "Tomas Reyl", "--cue", "97:101").exit_code in (0, 1)
    with open_record(desk.place) as record:
        seen = record.statement(uid).statement
    assert HARBOUR[seen.sources[0].start - 5 : seen.sources[0].end] == "said Tomas Reyl"
    assert seen.sources[0].start < HARBOUR.rindex("Tomas Reyl")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("correct", "3f2a9c41-7", "--act", "deny"), "no statement 3f2a9c41-7"),
        (("correct", "--revoke", "99"), "no correction 99"),
        (("correct", "--add", "ffffffff", "--content", "x"), "no document ffffffff"),
        (("correct", "--add", "KEY", "--content", "not in there"), "do not stand in"),
        (("correct", "--add", "KEY", "--content", "9999:99999"), "9999:99999"),
        (("correct", "--add", "KEY"), "--content"),
        (("correct", "UID"), "say what to correct"),
        (("correct", "UID", "--act", "shout"), "shout"),
        (("correct", "UID", "--clear", "act"), "never empty"),
        (("correct", "UID", "--said", "Monday"), "EDTF"),
        (("correct", "UID", "--content", "“No,”", "--cue", ""), "do not stand"),
        (("correct", "UID", "--remove", "--act", "deny"), "on their own"),
        (("correct", "UID", "--revoke", "1"), "name one of"),
        (("history", "nobody-1"), "no statement nobody-1"),
    ],
)
def test_a_mistake_in_a_correction_is_told_in_a_line(desk: Desk, arguments: tuple[str, ...], says: str) -> None:
    desk.run("add", str(desk.reports), "--language", "en")
    named = {"UID": desk.uid("dead"), "KEY": desk.key("dead")}
    result = desk.run(*(named.get(a, a) for a in arguments))
    assert result.exit_code in (1, 2)
    message = result.stderr.splitlines()[-1]
    assert message.startswith("Error: ")
    assert says in message
    assert desk.run("verify").stdout.endswith("0 corrections, 0 pages\n")


def test_an_author_is_asked_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run("add", str(desk.reports), "--language", "en")
    monkeypatch.delenv("SAYSO_AUTHOR")
    assert "--by NAME" in desk.run("correct", desk.uid("dead"), "--act", "deny").stderr


def test_rereading_with_another_reader(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run("add", str(desk.reports), "--language", "en")
    assert desk.run("reread").stdout.startswith("0 reread, 0 with other statements, 2 read by this reader before")
    monkeypatch.setattr("sayso.services.known_actors.open_reader", lambda environ: QuoteReader("2", act="deny"))
    said = desk.run("reread").stdout
    assert "    act: “state” → “deny”" in said
    assert said.endswith("2 reread, 2 with other statements, 0 read by this reader before, 0 corrections orphaned\n")


def test_commands_that_look_make_no_record(desk: Desk) -> None:
    for command in (["verify"], ["history", "3f2a9c41-7"], ["reread"], ["correct", "3f2a9c41-7", "--act", "deny"]):
        result = desk.run(*command)
        assert result.exit_code == 1
        assert re.fullmatch(r"Error: there is no record at .*sayso add.*\n", result.stderr)
        assert not desk.place.exists()


def test_verify_says_what_is_wrong(desk: Desk) -> None:
    desk.run("add", str(desk.reports), "--language", "en")
    with open_record(desk.place) as record, record.writing_connection() as connection:
        connection.exec_driver_sql("UPDATE statements SET act = 'deny' WHERE ordinal = 1")
    result = desk.run("verify")
    assert result.exit_code == 1
    assert result.stdout.startswith("NOT sound, 2 faults")
    assert "out of step in act" in result.stderr


def test_the_whole_record_goes_out_and_comes_back(desk: Desk) -> None:
    desk.run("add", str(desk.reports), "--language", "en")
    desk.run("correct", desk.uid("dead"), "--act", "reject")
    target = desk.folder / "record.jsonl"
    assert desk.run("export", "--whole", "--to", str(target)).exit_code == 0
    before = desk.run("export", "--whole").stdout
    assert target.read_text() == before
    desk.place = desk.folder / "copy.db"
    assert desk.run("restore", str(target)).stdout.startswith("restored 2 documents, 7 objects")
    assert desk.run("export", "--whole").stdout == before
    again = desk.run("restore", str(target))
    assert again.exit_code == 1
    assert "empty one" in again.stderr
    missing = desk.run("restore", str(desk.folder / "no.jsonl"))
    assert missing.exit_code == 2
    assert "no.jsonl" in missing.stderr


SLOWLY = """
import sys, time
import sayso.services.known_actors
from record_articles import QuoteReader
from sayso.cli import main

class Slow(QuoteReader):
    def read(self, document):
        time.sleep(0.05)
        return super().read(document)

sayso.services.known_actors.open_reader = lambda environ: Slow()
main(sys.argv[1:])
"""


def test_ctrl_c_keeps_what_was_added_and_the_same_command_goes_on(desk: Desk) -> None:
    lines = desk.folder / "wire.jsonl"
    texts = [f"Report {n}\n\n“We counted {n} boats,” said Ilse Varga on the quay that morning." for n in range(60)]
    lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    arguments = ["add", str(lines), "--language", "en", "--record", str(desk.place)]
    running = subprocess.Popen(
        [sys.executable, "-c", SLOWLY, *arguments],
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A job in the background of a script is born ignoring SIGINT.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    documents = 0
    while documents < 3:
        assert running.poll() is None, running.communicate()
        time.sleep(0.02)
        if desk.place.exists():
            with open_record(desk.place) as record:
                documents = record.document_count()
    running.send_signal(signal.SIGINT)
    stderr = running.communicate(timeout=60)[1]
    assert running.returncode == 130
    assert "the same command again goes on from here" in stderr
    assert "Traceback" not in stderr
    with open_record(desk.place) as record:
        kept = record.document_count()
        assert record.verify().sound
    assert 3 <= kept < 60
    result = desk.run("add", str(lines), "--language", "en")
    assert result.stdout == f"{60 - kept} added, {kept} unchanged, 0 updated, 0 failed\n"
