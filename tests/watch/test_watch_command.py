"""``sayso watch`` as typed: a process that signals end, and the status page that is read beside it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console
from site_for_watch import START, Reply, Site, Watch

from sayso.cli import main
from sayso.record.store import Record, open_record
from sayso.watch.status import print_status, status_of

SAYSO = (sys.executable, "-m", "sayso")


def status_in(record: Path) -> dict[str, object]:
    """What ``sayso watch --status --format json`` prints."""
    result = CliRunner().invoke(main, ["watch", "--status", "--format", "json", "--record", str(record)])
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.output)
    return found


@pytest.fixture
def watching(site: Site, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A watcher at work: its only feed is on this machine, which it refuses to ask, and says so."""
    site.serve_feed("/a")
    (tmp_path / "feeds.txt").write_text(f"{site.url}/feed The Quay Post\n", "utf-8")
    command = [*SAYSO, "watch", "feeds.txt", "--record", "sayso.db", "--log", "watch.log"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(600):
            if (tmp_path / "sayso.db").exists() and "feed failed" in log_of(tmp_path):
                break
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            time.sleep(0.1)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def log_of(folder: Path) -> list[str]:
    """The events that were logged."""
    path = folder / "watch.log"
    return [json.loads(line)["event"] for line in path.read_text("utf-8").splitlines()] if path.exists() else []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(
    watching: subprocess.Popen[str], number: signal.Signals, tmp_path: Path, site: Site
) -> None:
    during = status_in(tmp_path / "sayso.db")
    assert during["watching"] is True and during["watcher"]["pid"] == watching.pid  # type: ignore[index]
    watching.send_signal(number)
    _, errors = watching.communicate(timeout=30)
    assert watching.returncode == 0 and "Traceback" not in errors
    assert log_of(tmp_path)[-1] == "stopped"
    after = status_in(tmp_path / "sayso.db")
    assert after["watching"] is False and after["watcher"] is None
    (feed,) = after["feeds"]  # type: ignore[misc]
    assert feed["failures"] == 1 and "public" in feed["problem"], "this machine's own addresses are not asked"
    assert site.asked == []


def test_after_a_kill_the_status_says_so_and_the_next_watcher_goes_on(
    watching: subprocess.Popen[str], tmp_path: Path
) -> None:
    watching.kill()
    watching.communicate()
    shown = CliRunner().invoke(main, ["watch", "--status", "--record", str(tmp_path / "sayso.db")])
    assert f"process {watching.pid}" in shown.output and "without a word" in " ".join(shown.output.split())
    again = subprocess.run(
        [*SAYSO, "watch", "feeds.txt", "--record", "sayso.db", "--once"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert again.returncode == 0 and '"event": "stopped"' in again.stderr


def test_the_page_tells_of_each_feed_what_became_of_it(site: Site, record: Record, tmp_path: Path) -> None:
    site.serve_feed("/a", "/b", title="[bold]Quay\x1b[2J Post")
    site.serve_article("/a", "Ilse Maar", "Not one valley will be given away")
    site.pages["/b"] = Reply("gone", 410)
    site.pages["/broken"] = Reply("<html>no feed</html>")
    Watch(record, tmp_path, f"{site.url}/feed", f"{site.url}/broken The Broken Bugle").run(once=True)
    console = Console(width=160, record=True, force_terminal=False)
    print_status(status_of(record, START + timedelta(minutes=30)), console)
    lines = console.export_text().splitlines()
    assert lines[0] == "nobody is watching; 2 feeds, 0 articles waiting"
    quay = next(line for line in lines if "Quay" in line)
    assert (
        "[bold]Quay [2J Post" in quay and "answers, with faults" in quay and quay.split()[-4:] == ["1", "0", "1", "0"]
    )
    bugle = next(line for line in lines if line.startswith("The Broken Bugle"))
    assert "failing, 1 in a row" in bugle and "never" in bugle
    assert any(line.startswith(f"{site.url}/broken: ") for line in lines), "the last problem stands below, in words"


def test_a_record_that_was_never_watched_says_how_to_begin(tmp_path: Path) -> None:
    with open_record(tmp_path / "sayso.db"):
        pass
    shown = CliRunner().invoke(main, ["watch", "--status", "--record", str(tmp_path / "sayso.db")])
    assert shown.exit_code == 0 and "begin with sayso watch feeds.txt" in shown.output


def test_where_no_record_is_there_is_no_status(tmp_path: Path) -> None:
    shown = CliRunner().invoke(main, ["watch", "--status", "--record", str(tmp_path / "none.db")])
    assert shown.exit_code == 1 and "none.db" in shown.output and len(shown.output.splitlines()) == 1
