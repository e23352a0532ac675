"""One record's database: opened, guarded and brought to the present schema. A path or URL in, transactions out."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from sayso.record.driver_faults import translated
from sayso.record.faults import NewerRecordError, NoRecordError, ReadOnlyRecordError, RecordError
from sayso.record.tables import HEAD, VERSION_TABLE

_WRITE = "sayso_write"
# Any number that other programs are unlikely to lock on: the letters of "sayso".
_WRITERS_LOCK = 0x736179736F
_SQLITE_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Database:
    """An open database.

    Attributes:
        engine: SQLAlchemy's engine.
        where: path or URL for messages, its password hidden.
        readonly: whether writing is refused.
    """

    engine: Engine
    where: str
    readonly: bool = False

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is SQLite (else PostgreSQL)."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One unchanging state of the record, whatever is written meanwhile."""
        with translated(self.where):
            options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, alone among all writers: all of it is kept, or nothing."""
        if self.readonly:
            raise ReadOnlyRecordError(f"{self.where} was opened for reading only")
        with (
            translated(self.where),
            self.engine.connect().execution_options(**{_WRITE: True}) as connection,
            connection.begin(),
        ):
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_database(where: str | Path, *, create: bool, readonly: bool = False, wait: float = 30.0) -> Database:
    """The database at a path or ``postgresql://`` URL, at the present schema.

    Args:
        where: path of an SQLite file, or a URL.
        create: make a record where there is none.
        readonly: never write, not even a lock file; a record of an older schema is refused.
        wait: seconds to wait for another program's lock.

    Raises:
        NoRecordError: nothing there (and not ``create``), or no record of sayso's.
        NewerRecordError: written by a newer sayso.
        RecordError: it cannot be opened.
    """
    url = _url(where)
    if url.get_backend_name() == "sqlite":
        database = _open_sqlite(url, create=create, readonly=readonly, wait=wait)
    else:
        database = _open_postgresql(url, readonly=readonly, wait=wait)
    try:
        _bring_up_to_date(database, create=create)
    except BaseException:
        database.close()
        raise
    return database


def _url(where: str | Path) -> URL:
    given = str(where)
    if "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        url = make_url(given)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        backend = ""
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database:
        return url.set(drivername="sqlite")
    shown = given.split("://", 1)[0]
    raise RecordError(f"a record is a file or a postgresql:// URL, not {shown}://…: see docs/record.md")


def _open_sqlite(url: URL, *, create: bool, readonly: bool, wait: float) -> Database:
    path = Path(url.database or "")
    _check_file(path, create=create)
    if readonly:
        query = "?mode=ro"
        if not _can_lock(path) and not path.with_name(path.name + "-wal").exists():
            # No lock file can be made beside it, and nothing waits in a log: it is at rest and can be read as it is.
            query += "&immutable=1"
        name = path.resolve().as_uri() + query
    else:
        name = path.resolve().as_uri() + ("?mode=rwc" if create else "?mode=rw")

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(name, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)

    engine = create_engine(url, creator=connect)

    def prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        # WAL is written into the file: not into one that turns out to be another program's.
        if not readonly and (not tables or VERSION_TABLE in tables):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(_WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return Database(engine, str(path), readonly)


def _check_file(path: Path, *, create: bool) -> None:
    """Refuse what can be no record before SQLite looks at it."""
    if path.is_dir():
        raise NoRecordError(f"{path} is a folder: name the record's file in it, for example {path / 'sayso.db'}")
    if not path.exists():
        if not create:
            raise NoRecordError(f"there is no record at {path}: make one with: sayso add --record {path} REPORT")
        if not path.parent.is_dir():
            raise NoRecordError(f"{path} cannot be made: the folder {path.parent} does not exist")
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE_MAGIC))
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}") from error
    if head and head != _SQLITE_MAGIC:
        raise NoRecordError(f"{path} is no record of sayso's (no SQLite database): name another with --record")


def _can_lock(path: Path) -> bool:
    """Whether SQLite could make its lock file beside ``path``."""
    return os.access(path.parent, os.W_OK)


def _open_postgresql(url: URL, *, readonly: bool, wait: float) -> Database:
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise RecordError(f"{shown} needs the driver for PostgreSQL: pip install 'sayso[postgres]'") from error
    settings = [f"-c lock_timeout={int(wait * 1000)}", "-c synchronous_commit=on"]
    if readonly:
        settings.append("-c default_transaction_read_only=on")
    given = url.query.get("options", "")
    options = " ".join([given if isinstance(given, str) else " ".join(given), *settings]).strip()
    arguments: dict[str, Any] = {"options": options}
    if "connect_timeout" not in url.query:
        arguments["connect_timeout"] = max(2, int(min(wait, 10)))
    engine = create_engine(url.difference_update_query(["options"]), connect_args=arguments, pool_pre_ping=True)
    return Database(engine, shown, readonly)


def schema_revision(connection: Connection) -> str | None:
    """The revision that a database is at; ``None`` where there is no record in it."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant


def _bring_up_to_date(database: Database, *, create: bool) -> None:
    with database.read() as connection:
        revision = schema_revision(connection)
        tables = inspect(connection).get_table_names() if revision is None else ()
    if revision == HEAD:
        return
    if revision is None and tables and (database.is_sqlite or {"documents", "statements"} & set(tables)):
        raise NoRecordError(
            f"{database.where} is no record of sayso's (a database with other tables): name another with --record"
        )
    if revision is None and (database.readonly or not create):
        raise NoRecordError(
            f"there is no record at {database.where}: make one with: sayso add --record {database.where} REPORT"
        )
    from sayso.record.migrate import known_revisions, migrate

    if revision is not None and revision not in known_revisions():
        raise NewerRecordError(
            f"{database.where} was written by a newer sayso (its schema is {revision}, this one knows {HEAD}): "
            "install the newer sayso; nothing was changed"
        )
    if database.readonly:
        raise RecordError(f"{database.where} is of an older sayso: open it once for writing to bring it up to date")
    with database.write() as connection:
        if schema_revision(connection) != HEAD:  # another program may have done it while this one waited
            migrate(connection)
