"""``sayso read`` as a person uses it: views, formats, options, many reports."""

import csv
import io
import json
import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from sayso.cli import main

REPORT = """Harbour talks stall

The government of Vessany has rejected a plan to share the port of Kelm, its transport minister, Odile Farrant, told the
Northern Wire on Monday.

“We will not give away a single quay,” Farrant said. “Kelm is not for sale.”

ADVERTISEMENT

Port workers said they feared for their jobs.
"""


@pytest.fixture
def sayso(reader, monkeypatch):
    """Run the command in this process; what comes back has exit_code, stdout and stderr."""
    # The real reader, loaded once for all tests.
    monkeypatch.setattr("sayso.reading.reader.Reader", lambda **given: reader)
    return lambda *args, **kw: CliRunner().invoke(main, ["read", *map(str, args)], **kw)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "harbour.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def heed_interrupts():
    """In a child: take SIGINT again, which a job in the background of a script is born ignoring."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def quoted(reading):
    (found,) = [s for s in reading["statements"] if any("single quay" in c["exact"] for c in s["contents"])]
    return found


def test_the_view_shows_the_text_in_its_order_with_marks_and_the_table_below(sayso, report):
    shown = sayso(report, "--outlet", "Kelm Courier", "--published", "2024-03-12")
    assert shown.exit_code == 0
    text, table = shown.stdout.split("[source]  ‹cue›")
    assert text.index("Harbour talks stall") < text.index("single quay") < text.index("feared for their jobs")
    assert "[Farrant] ‹said›" in text
    assert "{“We will not give away a single quay,”}" in text
    assert "~ADVERTISEMENT~" in text
    assert "Kelm Courier · 2024-03-12" in text
    assert "speaker" in table
    assert "said" in table
    assert "single quay" in " ".join(table.split())


def test_the_table_alone(sayso, report):
    shown = sayso(report, "--view", "table").stdout
    assert "‹said›" not in shown
    assert "single quay" in " ".join(shown.split())


def test_explain_says_of_each_statement_why_its_speaker_is_who_it_is(sayso, report):
    shown = " ".join(sayso(report, "--view", "table", "--explain").stdout.split())
    assert "speaker: Odile Farrant (" in shown
    assert "sure) ·" in shown


def test_colours_on_a_terminal_and_brackets_where_no_color_is_set(report):
    def shown(**env):
        return run_on_terminal([sys.executable, "-m", "sayso", "read", str(report)], env)

    coloured = shown(TERM="xterm-256color")
    assert "\x1b[" in coloured
    assert "‹said›" not in coloured
    plain = shown(TERM="xterm-256color", NO_COLOR="1")
    assert "[Farrant] ‹said›" in plain
    assert "\x1b[3" not in plain


def run_on_terminal(command, env):
    """What a command prints when standard output is a terminal."""
    ours, theirs = os.openpty()
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(command, stdout=theirs, env=clean | {"COLUMNS": "100"} | env)
    os.close(theirs)
    out = b""
    try:
        while piece := os.read(ours, 65536):
            out += piece
    except OSError:
        pass  # Linux says so when the other end of a terminal is closed.
    assert process.wait() == 0
    os.close(ours)
    return out.decode()


def test_jsonl_is_an_object_a_report_that_follows_the_schema(sayso, report, tmp_path, schema_validator):
    other = tmp_path / "other.txt"
    other.write_text("The mayor of Kelm, Ivo Brandt, said the bridge would open in May.\n", encoding="utf-8")
    lines = sayso(other, report, "-f", "jsonl").stdout.splitlines()
    values = [json.loads(line) for line in lines]
    for value in values:
        schema_validator.validate(value)
    assert "Brandt" in values[0]["document"]["text"]
    assert quoted(values[1])["sources"][0]["exact"] == "Farrant"


def test_json_is_one_array_with_explanations_on_demand(sayso, report, schema_validator):
    (value,) = json.loads(sayso(report, "--format", "json", "--explain").stdout)
    schema_validator.validate(value)
    assert any(e["field"] == "speaker" for e in quoted(value)["explanations"])
    (bare,) = json.loads(sayso(report, "--format", "json").stdout)
    assert "explanations" not in quoted(bare)


def test_csv_is_a_row_a_statement(sayso, report):
    rows = list(csv.DictReader(io.StringIO(sayso(report, "--format", "csv", "--outlet", "Kelm Courier").stdout)))
    (row,) = [r for r in rows if "single quay" in r["content"]]
    assert row["source"] == "Farrant"
    assert row["content"] == "“We will not give away a single quay,” … “Kelm is not for sale.”"
    assert row["publisher"] == "Kelm Courier"


def test_brat_files_go_into_a_folder_under_the_names_of_the_reports(sayso, report, tmp_path):
    (tmp_path / "b").mkdir()
    twin = tmp_path / "b" / "harbour.txt"
    twin.write_text(REPORT, encoding="utf-8")
    out = tmp_path / "for brat"
    assert sayso(report, twin, "--format", "brat", "--output", out).exit_code == 0
    assert sorted(p.name for p in out.iterdir()) == [
        "annotation.conf", "harbour-2.ann", "harbour-2.txt", "harbour.ann", "harbour.txt",
    ]  # fmt: skip
    assert (out / "harbour.txt").read_text(encoding="utf-8") == REPORT
    assert "\tSource " in (out / "harbour.ann").read_text(encoding="utf-8")


def test_brat_without_a_folder_is_a_wrong_use(sayso, report):
    result = sayso(report, "--format", "brat")
    assert result.exit_code == 2
    assert "--output FOLDER" in result.stderr


def test_results_go_to_a_file(sayso, report, tmp_path):
    out = tmp_path / "out.jsonl"
    assert sayso(report, "-f", "jsonl", "-o", out).stdout == ""
    assert quoted(json.loads(out.read_text(encoding="utf-8")))


def test_an_output_that_cannot_be_written_is_said_in_a_line(sayso, report, tmp_path):
    result = sayso(report, "-o", tmp_path / "no" / "such" / "out.txt")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_folders_globs_and_standard_input(sayso, report, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><article><p>{REPORT}</p></article></body></html>", encoding="utf-8")
    assert len(sayso(tmp_path, "-f", "jsonl").stdout.splitlines()) == 2
    assert len(sayso(tmp_path / "*.txt", "-f", "jsonl").stdout.splitlines()) == 1
    (line,) = sayso("-", "-f", "jsonl", input=REPORT.encode()).stdout.splitlines()
    assert json.loads(line)["document"]["text"] == REPORT


def test_what_is_given_wins_over_what_is_found_and_text_can_be_called_text(sayso, tmp_path):
    page = tmp_path / "page"
    page.write_text("<p>“We will not give away a single quay,” Farrant said.</p>", encoding="utf-8")
    (value,) = json.loads(sayso(page, "--as", "text", "--outlet", "Kelm Courier", "-f", "json").stdout)
    assert value["document"]["text"].startswith("<p>")
    assert value["document"]["outlet"] == "Kelm Courier"


def test_a_jsonl_file_holds_a_report_a_line(sayso, tmp_path):
    file = tmp_path / "reports.jsonl"
    reports = [
        {"text": REPORT, "outlet": "Kelm Courier", "published": "2024-03-12", "url": "https://kelm.example/1"},
        {},
    ]
    file.write_text("\n".join(map(json.dumps, reports)), encoding="utf-8")
    result = sayso(file, "-f", "jsonl")
    (line,) = result.stdout.splitlines()
    document = json.loads(line)["document"]
    assert (document["outlet"], document["published"]) == ("Kelm Courier", "2024-03-12")
    assert document["url"] == "https://kelm.example/1"
    assert result.exit_code == 1
    assert f"{file}:2" in result.stderr


def test_a_manifest_says_what_plain_text_cannot(sayso, report, tmp_path):
    entry = {"file": report.name, "outlet": "Kelm Courier", "published": "12 March 2024", "title": "No quay"}
    (tmp_path / "manifest.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    for named in (tmp_path, report, tmp_path / "manifest.jsonl"):
        (line,) = sayso(named, "-f", "jsonl").stdout.splitlines()
        document = json.loads(line)["document"]
        assert (document["outlet"], document["title"]) == ("Kelm Courier", "No quay")
        assert document["published"] == "2024-03-12"
    (line,) = sayso(report, "-f", "jsonl", "--outlet", "Northern Wire").stdout.splitlines()
    assert json.loads(line)["document"]["outlet"] == "Northern Wire"


def test_control_characters_of_a_report_do_not_reach_the_terminal(sayso, tmp_path):
    hostile = tmp_path / "hostile\x1b[31m.txt"
    hostile.write_text(f"\x1b]0;owned\x07{REPORT}\x9b2J\u202eevil", encoding="utf-8")
    for arguments in (["--view", "text"], ["--explain"], ["-f", "jsonl"]):
        result = sayso(hostile, *arguments)
        for character in "\x1b\x07\x9b":
            assert character not in result.stdout
            assert character not in result.stderr
    assert "\u202e" not in sayso(hostile).stdout
    assert "␛]0;owned␇" in sayso(hostile).stdout


@pytest.mark.parametrize("arguments", [[], ["x.txt", "--published", "someday"], ["x.txt", "--format", "xml"]])
def test_wrong_use_is_exit_code_2_with_a_word_on_what_is_right(sayso, arguments):
    result = sayso(*arguments)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr
    assert "Traceback" not in result.stderr


def test_an_interrupted_run_has_printed_what_it_finished(report, tmp_path):
    # Reports without end: a pipe that one file after the other comes through.
    many = tmp_path / "many.jsonl"
    os.mkfifo(many)
    process = subprocess.Popen(
        [sys.executable, "-m", "sayso", "read", str(many), "-f", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    )
    with many.open("wb", buffering=0) as pipe:
        line = (json.dumps({"text": REPORT}) + "\n").encode()
        for _ in range(40):
            pipe.write(line)
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert quoted(json.loads(first))
    assert all(quoted(json.loads(one)) for one in rest.splitlines())
    assert process.returncode == 130
    (note,) = errors.decode().splitlines()
    assert "interrupted" in note


def test_an_output_that_nobody_reads_ends_the_run_quietly(report, tmp_path):
    many = tmp_path / "many.jsonl"
    many.write_text((json.dumps({"text": REPORT * 20}) + "\n") * 20, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "sayso", "read", str(many), "-f", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 141
    assert errors == b""
