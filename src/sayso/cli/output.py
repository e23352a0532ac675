"""Where results go: standard output or a file, flushed a report at a time; and the one shape of a problem's line."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

import click

from sayso.cli.views import one_line
from sayso.errors import Problem

BROKEN_PIPE = 141
"""Exit code of a command whose output nobody wants any more, as a shell reports SIGPIPE."""
INTERRUPTED = 130
"""Exit code after SIGINT."""


def open_output(path: Path | None) -> AbstractContextManager[BinaryIO]:
    """The file for results; standard output if there is no path.

    Raises:
        click.ClickException: if the file cannot be written.
    """
    if path is None:
        return nullcontext(sys.stdout.buffer)
    try:
        return path.open("wb")
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written ({error.strerror}): give another --output") from error


def write(stream: BinaryIO, text: str) -> None:
    """Text out, at once, so that a run that is cut short has printed all that it finished."""
    stream.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def leave_broken_pipe() -> None:
    """Leave without a word once whoever read the output has gone."""
    # Else Python complains when it flushes standard output at the end (Python manual, "Note on SIGPIPE").
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(BROKEN_PIPE)


def say(level: str, problem: Problem, where: str | None) -> None:
    """One line on standard error: ``sayso: error: WHERE: message``, or the message alone where it names the input."""
    where = problem.where or where
    named = where is None or where in problem.message
    message = problem.message if named else f"{where}: {problem.message}"
    click.echo(f"sayso: {level}: {one_line(message)}", err=True)
