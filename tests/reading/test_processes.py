"""Reading by worker processes: nothing about it may show in what is read."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from sayso.model import Document
from sayso.reading.processes import ProcessReader
from sayso.reading.reader import Reader

TOWNS = ("Kelm", "Vessar", "Sorvan", "Lisarra")


def reports(n):
    for i in range(n):
        town = TOWNS[i % len(TOWNS)]
        yield Document(
            f"The harbour of {town} stays shut, mayor Ines Farrant said on Monday.\n\n"
            f"“We will not open it before day {i},” she told reporters. "
            "The port company denied that it had asked for this.",
            outlet=f"{town} Post",
            published="2024-03-05",
            language="en",
        )


def seen(readings):
    """What can be seen of readings; sums of floating-point numbers may differ in their last digit between processes."""
    return [
        [
            (replace(s, confidence=round(s.confidence, 9), explanations=()), explained(s.explanations))
            for s in reading.statements
        ]
        for reading in readings
    ]


def explained(explanations):
    return [(e.field, round(e.confidence, 9), e.why) for e in explanations]


@pytest.fixture(scope="module")
def alone():
    return seen(Reader(threads=1).read_many(reports(9)))


def test_workers_read_what_one_reader_reads_in_the_same_order(alone):
    assert seen(ProcessReader(processes=2, alone=2).read_many(reports(9))) == alone


def test_what_a_killed_worker_had_is_read_all_the_same(alone):
    readings, killed = [], []
    for reading in ProcessReader(processes=2, alone=1).read_many(reports(9)):
        readings.append(reading)
        if len(readings) == 3:
            killed = [pid for pid in children(os.getpid()) if "spawn_main" in command_of(pid)]
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
    assert killed, "no worker was running: the test would prove nothing"
    assert seen(readings) == alone


def test_an_empty_report_among_many_is_a_problem_of_its_own():
    documents = [*reports(2), Document("", language="en"), *reports(1)]
    readings = list(ProcessReader(processes=2, alone=1).read_many(documents))
    assert [[p.code for p in r.problems] for r in readings] == [[], [], ["no-text"], []]


def test_documents_are_taken_as_they_are_needed():
    taken = count()
    documents = (d for d, _ in zip(reports(200), taken, strict=False))
    next(ProcessReader(processes=2, alone=1).read_many(documents))
    assert next(taken) < 40


PARENT = """
import signal, sys
from test_processes import reports
from sayso.reading.processes import ProcessReader
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background
    for n, _ in enumerate(ProcessReader(processes=2, alone=1).read_many(reports(10**6))):
        if n == 5:
            print("reading", flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the workers in /proc")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_the_program_that_started_them(sent, tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    ) as parent:
        assert parent.stdout.readline() == "reading\n"
        workers = [pid for pid in children(parent.pid) if "spawn_main" in command_of(pid)]
        assert workers
        parent.send_signal(sent)
        errors = parent.stderr.read()
    assert errors.count("Traceback") <= 1, "a worker answered the interrupt too"
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{pid}").exists() and "spawn_main" in command_of(pid) for pid in workers):
        assert time.monotonic() < deadline, "a worker outlived its parent"
        time.sleep(0.1)


def children(parent):
    pids = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            pids.append(int(stat.parent.name))
    return pids


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
