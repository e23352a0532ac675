"""``kill -9`` at any moment: what was reported as kept is there, and the record is sound.

``SAYSO_KILLS`` sets how often (a few where it is not set).
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable

import pytest
from record_articles import QuoteReader, numbered_article

from sayso.record.faults import NoRecordError
from sayso.record.store import open_record

KILLS = int(os.environ.get("SAYSO_KILLS", "8"))
KILLS_A_RECORD = 10


def work_for_ever(place: str, start: int, report: int) -> None:
    """Add articles, correct and reread them, and report each thing once the record says that it is done."""
    readers = [QuoteReader("1"), QuoteReader("2", marks=False, act="deny")]
    number = start
    with open_record(place, wait=60) as record:
        while True:
            document = numbered_article(number)
            record.add(document, readers[0].read(document))
            os.write(report, f"added {document.id}\n".encode())
            if number % 2:
                uid = record.view(document.id).statements[0].uid
                made = record.correct(uid, {"act": "warn", "addressee": f"reader {number}"}, author="Ida")
                os.write(report, f"corrected {made[-1].seq} {uid}\n".encode())
            if number % 3 == 0:
                record.reread(readers[1].read(document))
                os.write(report, f"reread {document.id}\n".encode())
            number += 1


def killed_after(reports: int, seconds: float, place: str, start: int) -> list[list[str]]:
    """What a process reported before it was killed, some seconds after it had reported so many things."""
    receive, report = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(receive)
            work_for_ever(place, start, report)
        finally:
            os._exit(1)
    os.close(report)
    with os.fdopen(receive) as told:
        lines = [line for _, line in zip(range(reports), told, strict=False)]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, "the process ended by itself"
        return [line.split() for line in [*lines, *told] if line.endswith("\n")]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_killed_writer_loses_nothing_that_it_reported(new_place: Callable[[], str]) -> None:
    chance = random.Random(20310506)
    place, reported = "", []
    for kill in range(KILLS):
        if kill % KILLS_A_RECORD == 0:
            place, reported = new_place(), []
        # The first of each record while it is being made or opened, the others in the middle of their work.
        reports = chance.randrange(1, 6) if kill % KILLS_A_RECORD else 0
        reported += killed_after(reports, chance.uniform(0, 0.25), place, start=kill * 1000)
        try:
            record = open_record(place, create=False)
        except NoRecordError:
            assert not reported, "a record that something was reported from is there"
            continue
        with record:
            found = record.verify()
            assert found.faults == ()
            assert found.documents <= sum(line[0] == "added" for line in reported) + kill % KILLS_A_RECORD + 1
            for what, *names in reported:
                if what == "added":
                    assert record.current_reading(names[0]).reading.statements
                elif what == "corrected":
                    seen = record.statement(names[1])
                    assert (seen.statement.act, seen.state) == ("warn", "corrected")
                    assert int(names[0]) <= found.corrections
                elif what == "reread":
                    assert record.current_reading(names[0]).reading.reader.version == "2"
    assert any(line[0] == "added" for line in reported), "the kills came too early to tell anything"
