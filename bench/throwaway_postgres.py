"""A PostgreSQL server that lives as long as a ``with`` block, from the machine's own packages."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """URL of an empty database on a fresh server, reachable by a socket only.

    Raises:
        SystemExit: if no server is installed.
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        raise SystemExit("no PostgreSQL server on this machine: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="sayso-bench-pg-"))
    as_postgres: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_postgres = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_postgres, str(programs[-1] / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", "sayso", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        settings = f"-c listen_addresses= -k {folder} -c shared_buffers=512MB -c max_wal_size=4GB -c work_mem=32MB"
        run("pg_ctl", "-D", data, "-o", settings, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgresql://sayso@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
