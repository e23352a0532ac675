"""What every command on a record shares: the ``--record`` option, and faults said in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from sayso.errors import SaysoError

_Command = TypeVar("_Command", bound=Callable[..., Any])


def record_option(command: _Command) -> _Command:
    """Give a command ``--record``, also read from ``SAYSO_RECORD``."""
    return click.option(
        "--record",
        "where",
        envvar="SAYSO_RECORD",
        default="sayso.db",
        show_default=True,
        show_envvar=True,
        metavar="PATH|URL",
        help="The record: a file, or a postgresql:// URL.",
    )(command)


def author_option(command: _Command) -> _Command:
    """Give a command ``--by``, also read from ``SAYSO_AUTHOR``."""
    return click.option(
        "--by",
        "author",
        envvar="SAYSO_AUTHOR",
        metavar="NAME",
        help="Who makes the correction; also read from SAYSO_AUTHOR.",
    )(command)


@contextmanager
def faults_in_one_line() -> Iterator[None]:
    """Say a fault of input or record in one line on standard error, and leave with exit code 1."""
    try:
        yield
    except SaysoError as error:
        raise click.ClickException(str(error)) from error
