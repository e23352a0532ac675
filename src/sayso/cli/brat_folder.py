"""Readings into a folder that brat can open."""

from __future__ import annotations

import re
from pathlib import Path

import click

from sayso.export.brat import CONFIGURATION, brat_files
from sayso.model import Reading

_STEM = re.compile(r"[^\w.-]+")


class BratFolder:
    """A folder that fills with a ``.txt`` and an ``.ann`` a report, named after its file, and ``annotation.conf``.

    Raises:
        click.ClickException: if it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "annotation.conf").write_text(CONFIGURATION, encoding="utf-8")
        except OSError as error:
            raise self._unwritable(error) from error

    def add(self, reading: Reading, where: str | None) -> None:
        """Write the pair of files of one reading."""
        files = brat_files(reading)
        stem = self._free_stem(where or "report")
        try:
            (self._folder / f"{stem}.txt").write_bytes(files.txt)
            (self._folder / f"{stem}.ann").write_bytes(files.ann)
        except OSError as error:
            raise self._unwritable(error) from error

    def _free_stem(self, where: str) -> str:
        last = where.rstrip("/").rsplit("/", 1)[-1]
        stem = _STEM.sub("-", re.sub(r"\.(txt|html?)$", "", last, flags=re.IGNORECASE)).strip("-.")[:100] or "report"
        free, number = stem, 2
        while free in self._taken:
            free, number = f"{stem}-{number}", number + 1
        self._taken.add(free)
        return free

    def _unwritable(self, error: OSError) -> click.ClickException:
        return click.ClickException(f"{self._folder} cannot be written ({error.strerror}): give another --output")
