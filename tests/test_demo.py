"""``make demo``: the record of the example reports, made once and kept, shown here or served until Ctrl + C."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    if shutil.which("bash") is None:
        pytest.skip("no bash on this machine")
    return tmp_path_factory.mktemp("demo")


def environment(folder, **more):
    return os.environ | {"BIN": str(Path(sys.executable).parent), "DEMO": str(folder), "PORT": "0"} | more


def run(folder, **more):
    return subprocess.run(
        [ROOT / "examples" / "demo.sh"], cwd=ROOT, env=environment(folder, **more), capture_output=True, text=True
    )


def test_without_a_terminal_it_makes_the_record_and_shows_the_dispute(folder):
    made = run(folder)
    assert made.returncode == 0, made.stderr
    assert "16 added" in made.stdout
    assert "Kardany rejects Aldria's offer" in made.stdout  # a report and its statements
    assert "The Strand line" in made.stdout and "reject" in made.stdout  # who stands where
    assert made.stderr == ""


def test_again_it_adds_nothing_and_keeps_what_was_corrected(folder):
    from sayso.record.store import open_record
    from sayso.services.room import Room

    with open_record(folder / "sayso.db") as record:
        uid = record.view(next(record.documents()).id).statements[0].uid
        record.confirm(uid, author="Nele")
    again = run(folder)
    assert again.returncode == 0 and "0 added, 16 unchanged" in again.stdout
    with Room(open_record(folder / "sayso.db"), lambda: None) as room:
        assert room.record.statement(uid).state == "confirmed"
        assert len(room.issues.issues()) == 4


def test_on_a_terminal_it_serves_until_ctrl_c(folder):
    """The whole group of programs gets the signal, as from a terminal."""
    run(folder)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [ROOT / "examples" / "demo.sh"],
        cwd=ROOT,
        env=environment(folder),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        # A job in the background of a script is born ignoring SIGINT.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        os.close(theirs)
        try:
            shown = read_until(ours, "(Ctrl + C closes it)")
            assert "What to look at" in shown
            address = re.search(r"open at (http://127\.0\.0\.1:\d+/)", shown)[1]
            assert "16 reports" in page(address)
            assert "The Strand line" in page(address + "issues")
            os.killpg(process.pid, signal.SIGINT)
            shown = read_until(ours, "Closed.")
            assert process.wait(timeout=90) == 0, shown
        finally:
            process.kill()
    os.close(ours)
    assert "Traceback" not in shown


def page(address):
    with urllib.request.urlopen(address, timeout=120) as answer:
        return " ".join(re.sub(r"<[^>]*>", " ", answer.read().decode()).split())


def read_until(terminal, words, seconds=180):
    shown, until = "", time.monotonic() + seconds
    while words not in shown:
        assert time.monotonic() < until, shown
        if select.select([terminal], [], [], 1)[0]:
            try:
                shown += os.read(terminal, 4096).decode("utf-8", "replace")
            except OSError:  # the other end is closed
                break
    assert words in shown, f"no {words!r} in {shown!r}"
    return shown
