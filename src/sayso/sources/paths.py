"""What a person names on the command line to the files that are meant: files, folders, globs."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path

from sayso.errors import Problem

REPORT_SUFFIXES = (".txt", ".html", ".htm", ".jsonl")


def report_paths(arguments: Iterable[str | Path]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Files that the arguments name, each once, in the order named, and what was wrong with the arguments.

    A file is taken as it is, whatever its suffix; of a folder all reports in and under it (``.txt``, ``.html``,
    ``.htm``, ``.jsonl``), sorted by path, hidden ones left out; of a glob (``*``, ``?``, ``[…]``, ``**``) the files
    it matches, sorted. Problems: ``not-found``, ``no-reports``.
    """
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for argument in map(str, arguments):
        paths, problem = _named(argument)
        found.update(dict.fromkeys(paths))
        if problem is not None:
            problems.append(problem)
    return tuple(found), tuple(problems)


def _named(argument: str) -> tuple[list[Path], Problem | None]:
    path = Path(argument)
    try:
        if path.is_dir():
            return _under(path)
        # A broken link or a forbidden folder is left for the reading to name.
        if path.exists() or path.is_symlink():
            return [path], None
    except (OSError, ValueError):
        return [], Problem("not-found", f"{argument!r} is no path: check it", argument)
    if glob.has_magic(argument):
        return _matching(argument)
    return [], Problem("not-found", f"{argument} does not exist: check the path", argument)


def _under(folder: Path) -> tuple[list[Path], Problem | None]:
    paths: list[Path] = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths += (Path(root, name) for name in files if _is_report(name))
    paths.sort()
    if paths:
        return paths, None
    suffixes = ", ".join(REPORT_SUFFIXES)
    return [], Problem("no-reports", f"{folder} holds no reports ({suffixes}): name the files themselves", str(folder))


def _matching(pattern: str) -> tuple[list[Path], Problem | None]:
    # Path.glob takes no absolute pattern.
    matches = sorted(Path(match) for match in glob.glob(pattern, recursive=True))  # noqa: PTH207
    files = [path for path in matches if path.is_file()]
    if files:
        return files, None
    return [], Problem("not-found", f"{pattern} matches no file: check the pattern", pattern)


def _is_report(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(REPORT_SUFFIXES)
