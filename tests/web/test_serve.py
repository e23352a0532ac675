"""``sayso serve``: what it opens, what it refuses, each in one line, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from rooms import Visitor, written

from sayso.cli import main
from sayso.cli.serve import is_loopback
from sayso.record.faults import ReadOnlyRecordError
from sayso.record.store import open_record


@pytest.fixture
def small_record(tmp_path):
    path = tmp_path / "small.db"
    with open_record(path) as record:
        reading = written("A small report", [("Ilse Varga", "said", "it is small", {})])
        record.add(reading.document, reading)
    return path


@contextmanager
def serving(*arguments, stdin=subprocess.DEVNULL):
    """``sayso serve`` as a program of its own; gives the process and the line that it opened with."""
    command = [sys.executable, "-m", "sayso", "serve", "--port", "0", *arguments]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        # A job in the background of a script is born ignoring SIGINT.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        try:
            yield process, process.stdout.readline()
        finally:
            process.kill()


def address(line):
    return line.split("open at ")[1].split("/ ")[0]


def refused(*arguments):
    result = CliRunner().invoke(main, ["serve", "--port", "0", *arguments])
    assert result.exit_code != 0
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stderr.strip().splitlines()


def test_it_opens_says_where_and_ends_with_ctrl_c(small_record):
    with serving("--record", str(small_record)) as (process, line):
        assert line.startswith("The reading room is open at http://127.0.0.1:")
        assert httpx.get(address(line) + "/keys").status_code == 200
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert out == "Closed.\n"
    assert "Traceback" not in errors and "Aborted" not in errors


def test_a_port_that_is_taken_is_said_before_the_record_is_touched(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        (line,) = refused("--port", str(port), "--record", str(tmp_path / "none.db"), "--new")
    assert (
        line == f"Error: 127.0.0.1:{port} cannot be listened on (Address already in use): give another --port or --host"
    )
    assert not (tmp_path / "none.db").exists()


def test_a_host_that_is_none_is_said_in_one_line(small_record):
    (line,) = refused("--record", str(small_record), "--host", "203.0.113.7", "--auth", str(users_of(small_record)))
    assert "cannot be listened on" in line


def users_of(beside: Path) -> Path:
    from sayso.web.users import add_user

    add_user(beside.with_name("users.json"), "Nele", "long enough a word")
    return beside.with_name("users.json")


def test_without_a_record_it_says_how_to_make_one(tmp_path):
    (line,) = refused("--record", str(tmp_path / "none.db"))
    assert line.startswith(f"Error: there is no record at {tmp_path / 'none.db'}: make one with: sayso add")
    assert line.endswith("or an empty one with: sayso serve --new")
    assert not (tmp_path / "none.db").exists()


def test_new_makes_an_empty_record(tmp_path):
    with serving("--record", str(tmp_path / "new.db"), "--new") as (_, line):
        assert httpx.get(address(line) + "/keys").status_code == 200
    with open_record(tmp_path / "new.db", create=False) as record:
        assert record.document_count() == 0


def test_what_is_no_record_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear reader")
    (line,) = refused("--record", str(tmp_path / "letter.txt"), "--new")
    assert "is no record of sayso's" in line
    assert (tmp_path / "letter.txt").read_text() == "Dear reader"
    assert "is a folder" in refused("--record", str(tmp_path))[-1]


def test_a_record_of_a_newer_sayso_is_said_in_one_line(small_record):
    import sqlite3

    from sayso.record.tables import VERSION_TABLE

    connection = sqlite3.connect(small_record)
    with connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    connection.close()
    (line,) = refused("--record", str(small_record))
    assert "was written by a newer sayso" in line


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_others_are_let_in_only_with_users_or_a_proxy(small_record, host):
    lines = refused("--record", str(small_record), "--host", host)
    assert "can be reached by others: say who may come in, with --auth FILE or --proxy-user-header NAME" in lines[-1]


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("localhost.example.org", False),
     ("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("", False)],
)  # fmt: skip
def test_loopback(host, own):
    assert is_loopback(host) is own


def test_users_and_a_proxy_together_are_refused(small_record):
    lines = refused(
        "--record", str(small_record), "--auth", str(users_of(small_record)), "--proxy-user-header", "X-User"
    )
    assert "not both" in lines[-1]


def test_a_missing_or_faulty_file_of_users_is_said_in_one_line(small_record, tmp_path):
    (line,) = refused("--record", str(small_record), "--auth", str(tmp_path / "nobody.json"))
    assert line.endswith("make it with sayso serve --auth " + str(tmp_path / "nobody.json") + " --add-user NAME")
    (tmp_path / "bad.json").write_text('{"users": {"Nele": {"salt": "xx"}}}')
    (line,) = refused("--record", str(small_record), "--auth", str(tmp_path / "bad.json"))
    assert "is no file of users" in line


def test_adding_a_user_asks_for_the_password_twice(tmp_path):
    path = tmp_path / "users.json"
    arguments = ["serve", "--auth", str(path), "--add-user", "Nele"]
    made = CliRunner().invoke(main, arguments, input="long enough a word\nlong enough a word\n")
    assert made.exit_code == 0 and "Nele may come in" in made.stdout
    assert path.stat().st_mode & 0o777 == 0o600
    assert "long enough" not in path.read_text() and "long enough" not in made.output
    short = CliRunner().invoke(main, arguments, input="short\nshort\n")
    assert short.exit_code == 1 and "at least 10 characters" in short.stderr
    assert CliRunner().invoke(main, ["serve", "--add-user", "Nele"]).exit_code == 2


def test_a_record_that_can_only_be_read_shows_its_pages_and_refuses_writing_in_words(small_record):
    with open_record(small_record) as record:
        entry = next(record.documents())
        uid = record.view(entry.id).statements[0].uid
    with serving("--record", str(small_record), "--read-only") as (_, line), Visitor(base_url=address(line)) as visitor:
        assert "it is small" in visitor.get(f"/documents/{entry.key}").text
        answer = visitor.write(f"/statements/{uid}/confirm", htmx=True)
        assert answer.status_code == 403
        assert "This record can only be read here: nothing was written." in answer.text


def test_a_file_without_write_permission_is_opened_for_reading(small_record, monkeypatch):
    """Told by the store when the record is opened: who runs the tests as root could write the file anyhow."""
    opened = []

    def opening(where, *, create=True, readonly=False):
        opened.append(readonly)
        if not readonly:
            raise ReadOnlyRecordError(f"{where} cannot be written")
        return open_record(where, readonly=True)

    monkeypatch.setattr("sayso.record.store.open_record", opening)
    monkeypatch.setattr("sayso.cli.serve._run", lambda app, listening, host: None)
    result = CliRunner().invoke(main, ["serve", "--port", "0", "--record", str(small_record)])
    assert result.exit_code == 0 and opened == [False, True]
    assert "can be read and not written: its pages work, corrections are refused" in result.stderr
