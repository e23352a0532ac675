"""What can go wrong with a record's file, disk or neighbours: each a clear line, nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from record_articles import QuoteReader, numbered_article
from sqlalchemy import text

from sayso.record.codec import chain_link
from sayso.record.database import open_database
from sayso.record.faults import BusyRecordError, NewerRecordError, NoRecordError, RecordError
from sayso.record.store import Record, open_record
from sayso.record.tables import corrections

NOBODY = 65534
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def add(record: Record, number: int) -> None:
    document = numbered_article(number)
    record.add(document, QuoteReader().read(document))


def one_line(error: BaseException, *naming: str) -> None:
    said = str(error)
    assert said and "\n" not in said and len(said) < 600
    for words in naming:
        assert words in said


def in_child(work: Callable[[], None], prepare: Callable[[], None] = lambda: None) -> str:
    """What a forked process came to: ``fine``, or the fault it ended with in one line."""
    receive, report = os.pipe()
    child = os.fork()
    if child == 0:
        said = "fine"
        try:
            prepare()
            work()
        except RecordError as error:
            said = f"RecordError: {error}"
        except BaseException:  # noqa: BLE001 - whatever it is, the test shows it
            said = traceback.format_exc()
        os.write(report, said.encode())
        os._exit(0)
    os.close(report)
    with os.fdopen(receive) as told:
        said = told.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users can enter."""
    made = Path(tempfile.mkdtemp(prefix="sayso-record-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


# What is there is no record, or not this one's


def test_a_record_of_a_newer_sayso_is_left_alone(place: str) -> None:
    with open_record(place) as record:
        add(record, 1)
    database = open_database(place, create=False)
    with database.write() as connection:
        (known,) = connection.execute(text("SELECT version_num FROM sayso_schema")).scalars()
        connection.execute(text("UPDATE sayso_schema SET version_num = '9999'"))
    database.close()
    for readonly in (False, True):
        with pytest.raises(NewerRecordError) as refused:
            open_record(place, readonly=readonly)
        one_line(refused.value, "9999", "newer sayso", "nothing was changed")
    shown = place if "://" not in place else ""
    if shown:
        connection = sqlite3.connect(shown)
        connection.execute("UPDATE sayso_schema SET version_num = ?", (known,))
        connection.commit()
        connection.close()
        with open_record(place) as record:
            assert record.verify().sound


def test_there_is_no_record_where_none_was_made(new_place: Callable[[], str]) -> None:
    place = new_place()
    with pytest.raises(NoRecordError) as refused:
        open_record(place, create=False)
    one_line(refused.value, "sayso add")
    if "://" not in place:
        assert not Path(place).exists()


def test_a_file_that_is_no_record_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ilse,\n" * 200)
    other = tmp_path / "photos.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE photos (id INTEGER PRIMARY KEY, taken TEXT)")
    connection.commit()
    connection.close()
    for path in (letter, other):
        before = path.read_bytes()
        for readonly in (False, True):
            with pytest.raises(NoRecordError) as refused:
                open_record(path, readonly=readonly)
            one_line(refused.value, str(path), "no record of sayso's")
        assert path.read_bytes() == before
    with pytest.raises(NoRecordError, match="folder"):
        open_record(tmp_path)
    with pytest.raises(NoRecordError, match="does not exist"):
        open_record(tmp_path / "nowhere" / "sayso.db")


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    with open_record(path) as record:
        add(record, 1)
        assert record.verify().sound


def test_another_programs_database_on_a_server_is_refused(server: object) -> None:
    place = server.new_database()  # type: ignore[attr-defined]
    database_url = place.replace("postgresql://", "postgresql+psycopg://")
    from sqlalchemy import create_engine

    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE documents (id int)"))
    engine.dispose()
    with pytest.raises(NoRecordError, match="no record of sayso's"):
        open_record(place)


def test_a_url_that_no_record_can_have_is_refused_without_its_password() -> None:
    for url in ("mysql://ida:secret@db.example/news", "nonsense://ida:secret@x", "://"):
        with pytest.raises(RecordError) as refused:
            open_record(url)
        one_line(refused.value, "postgresql://")
        assert "secret" not in str(refused.value)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(RecordError) as refused:
        open_record("postgresql://ida:secret@127.0.0.1:9/news", wait=2)
    one_line(refused.value, "127.0.0.1", "cannot be reached")
    assert "secret" not in str(refused.value)


# Rights and room


def as_nobody() -> None:
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def test_a_read_only_record_can_be_looked_at_and_says_that_it_cannot_be_written(folder: Path) -> None:
    path = folder / "archive.db"
    with open_record(path) as record:
        add(record, 1)
    path.chmod(0o444)
    folder.chmod(0o555)

    def look() -> None:
        with open_record(path, create=False, readonly=True) as record:
            assert record.verify().sound

    def write() -> None:
        with open_record(path) as record:
            add(record, 2)

    assert in_child(look, as_nobody) == "fine"
    said = in_child(write, as_nobody)
    assert said.startswith("RecordError: ")
    one_line(RecordError(said), str(path), "read")
    folder.chmod(0o755)
    with open_record(path) as record:
        assert record.document_count() == 1


def test_a_record_in_a_folder_that_cannot_be_written_cannot_be_made(folder: Path) -> None:
    folder.chmod(0o555)

    def make() -> None:
        open_record(folder / "new.db").close()

    said = in_child(make, as_nobody)
    assert said.startswith("RecordError: ")
    one_line(RecordError(said), "new.db")
    folder.chmod(0o755)
    assert list(folder.iterdir()) == []


def fill_up(path: Path) -> Callable[[], None]:
    def work() -> None:
        with open_record(path) as record:
            for number in range(1, 2000):
                add(record, number)
                (path.parent / "reported").write_text(str(number))

    return work


def holds_what_was_reported(path: Path, reported: int) -> None:
    with open_record(path) as record:
        found = record.verify()
        assert found.faults == ()
        assert found.documents >= reported > 0
        add(record, 5000)


def test_a_file_that_may_not_grow_any_more_says_so_and_keeps_what_was_added(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    with open_record(path) as record:
        add(record, 0)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))

    said = in_child(fill_up(path), limit)
    assert said.startswith("RecordError: ")
    one_line(RecordError(said), str(path), "disk", "kept")
    holds_what_was_reported(path, int((tmp_path / "reported").read_text()))


def test_a_full_disk_says_so_and_keeps_what_was_added(tmp_path: Path) -> None:
    mounted = tmp_path / "disk"
    mounted.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(mounted)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk here; the test with a limit on the file's size stands in for it")
    try:
        path = mounted / "sayso.db"
        said = in_child(fill_up(path))
        assert said.startswith("RecordError: ")
        one_line(RecordError(said), str(path), "disk", "kept")
        reported = int((mounted / "reported").read_text() or 0)
        subprocess.run(["mount", "-o", "remount,size=8m", str(mounted)], check=True)
        holds_what_was_reported(path, reported)
    finally:
        subprocess.run(["umount", str(mounted)], check=True)


def test_what_is_reported_survives_a_power_cut_as_far_as_the_store_can_promise(place: str) -> None:
    with open_record(place) as record, record.writing_connection() as connection:
        if record.is_sqlite:
            settings = [
                connection.execute(text(f"PRAGMA {n}")).scalar()
                for n in ("journal_mode", "synchronous", "foreign_keys")
            ]
            assert settings == ["wal", 2, 1]  # 2: full
        else:
            assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


# Neighbours


def test_two_writers_at_once_both_get_their_work_done(place: str) -> None:
    open_record(place).close()
    children = []
    for first in (0, 6):  # both add 6 … 11
        child = os.fork()
        if child == 0:
            status = 1
            try:
                with open_record(place, wait=120) as record:
                    for number in range(first, first + 12):
                        add(record, number)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    with open_record(place) as record:
        assert record.document_count() == 18
        assert record.verify().sound


def test_several_programs_can_make_the_same_record_at_once(place: str) -> None:
    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                with open_record(place, wait=120) as record:
                    add(record, number)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    with open_record(place) as record:
        assert record.document_count() == 4


def test_who_waits_too_long_for_another_writer_is_told_and_can_still_read(place: str) -> None:
    with open_record(place) as record, open_record(place, wait=0.3) as impatient:
        add(record, 1)
        with record.writing_connection():
            assert impatient.document_count() == 1
            with pytest.raises(BusyRecordError) as refused:
                add(impatient, 2)
        one_line(refused.value, "another program")
        add(impatient, 2)
        assert record.document_count() == 2


def test_a_writer_killed_with_the_lock_leaves_it_to_the_next(place: str) -> None:
    with open_record(place) as record:
        add(record, 1)
    receive, report = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with open_record(place) as record, record.writing_connection() as connection:
                connection.execute(text("UPDATE documents SET title = 'half done'"))
                os.write(report, b"writing\n")
                signal.pause()
        finally:
            os._exit(1)
    os.close(report)
    with os.fdopen(receive) as told:
        assert told.readline() == "writing\n"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with open_record(place, wait=30) as record:
        add(record, 2)
        assert [entry.title for entry in record.documents()] == [None, None]
        assert record.verify().sound


# Damage


def test_a_torn_file_is_a_clear_fault(tmp_path: Path) -> None:
    path = tmp_path / "torn.db"
    with open_record(path) as record:
        for number in range(5):
            add(record, number)
    whole = path.read_bytes()
    for keep in (50, 4096, len(whole) // 2, len(whole) - 4096):
        path.write_bytes(whole[:keep])
        with pytest.raises(RecordError) as refused, open_record(path, create=False) as record:
            found = record.verify()
            raise RecordError(f"{path}: {found.faults[0]}")
        one_line(refused.value, str(path))


TAMPERING = {
    "another text": "UPDATE documents SET text = replace(text, 'boats', 'goats')",
    "a statement's row": "UPDATE statements SET act = 'deny'",
    "a row of what is seen dropped": "DELETE FROM statements WHERE ordinal = 2",
    "a correction reworded": "UPDATE corrections SET reason = 'because' WHERE seq = 1",
    "a correction dropped": "DELETE FROM corrections WHERE seq = 2",
    "a reading's digest": "UPDATE readings SET digest = 'sha256:00'",
    "a version's number": "UPDATE versions SET ordinal = 7",
    "no current reading": "UPDATE readings SET superseded_at = made_at",
    "furniture outside the text": """UPDATE documents SET furniture = '[{"start":5,"end":99999,"kind":"teaser"}]'""",
    "a document marked as old": "UPDATE documents SET latest = (1 = 0)",
}


@pytest.mark.parametrize("what", TAMPERING)
def test_verify_finds_what_was_changed_behind_the_records_back(place: str, what: str) -> None:
    with open_record(place) as record:
        add(record, 1)
        uid = record.view(numbered_article(1).id).statements[0].uid
        record.correct(uid, {"act": "warn"}, author="Ann", reason="cue")
        record.confirm(uid, author="Ben")
        record.dispute(uid, author="Cleo")
        assert record.verify().sound
        facts = ("corrections", "documents", "readings", "originals")
        with record.writing_connection() as connection:
            for table in facts:
                for name in ("changed", "deleted"):
                    on = "" if record.is_sqlite else f" ON {table}"
                    connection.execute(text(f"DROP TRIGGER {table}_never_{name}{on}"))
            connection.execute(text(TAMPERING[what].replace(":", r"\:")))
        found = record.verify()
        assert not found.sound, what
        assert all("\n" not in fault for fault in found.faults)


def test_a_correction_forged_with_a_seal_of_its_own_breaks_the_seals_after_it(place: str) -> None:
    with open_record(place) as record:
        add(record, 1)
        uid = record.view(numbered_article(1).id).statements[0].uid
        record.confirm(uid, author="Ann")
        record.dispute(uid, author="Ben")
        with record.writing_connection() as connection:
            on = "" if record.is_sqlite else " ON corrections"
            connection.execute(text(f"DROP TRIGGER corrections_never_changed{on}"))
            first = dict(connection.execute(corrections.select().order_by(corrections.c.seq)).mappings().first() or {})
            forged = {**first, "reason": "Ann saw the page"}
            seal = chain_link("", forged)
            connection.execute(
                corrections.update().where(corrections.c.seq == 1).values(reason=forged["reason"], chain=seal)
            )
        assert [fault for fault in record.verify().faults if fault.startswith("correction 2")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE corrections SET reason = 'x'",
        "DELETE FROM corrections",
        "UPDATE documents SET text = 'x'",
        "DELETE FROM readings",
        "UPDATE readings SET body = body",
    ],
)
def test_the_database_itself_refuses_to_change_facts(place: str, statement: str) -> None:
    with open_record(place) as record:
        add(record, 1)
        record.confirm(record.view(numbered_article(1).id).statements[0].uid, author="Ann")
        before = list(record.dump())
        with pytest.raises(Exception, match="facts"), record.writing_connection() as connection:
            connection.execute(text(statement))
        assert list(record.dump()) == before
