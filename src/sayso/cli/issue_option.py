"""What the commands on issues share: the record opened and brought up to date, words shown as they are, formats."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.text import Text

from sayso.cli.record_option import faults_in_one_line
from sayso.cli.views import one_line

if TYPE_CHECKING:
    from sayso.services.issues import Issues

_Command = TypeVar("_Command", bound=Callable[..., Any])
_MANY = 300
_PIPED = 120


def format_option(*names: str) -> Callable[[_Command], _Command]:
    """Give a command ``--format``, the first name being the usual one."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="For people, or for programs.",
    )


def judging_options(command: _Command) -> _Command:
    """Give a command ``--reason`` and ``--by``."""
    command = click.option("--reason", metavar="TEXT", help="Why.")(command)
    return click.option(
        "--by", "author", envvar="SAYSO_AUTHOR", metavar="NAME", help="Who judges; also read from SAYSO_AUTHOR."
    )(command)


def checked_author(author: str | None) -> str:
    """The author, once there is one.

    Raises:
        click.UsageError: if none is given.
    """
    if not (author or "").strip():
        raise click.UsageError("say who judges: --by NAME, or SAYSO_AUTHOR")
    assert author is not None
    return author


@contextmanager
def opened_issues(where: str, *, looking: bool = False, followed_only: bool = True) -> Iterator[Issues]:
    """The issues of a record; faults are said in one line, and so is what could not be brought up to date.

    Args:
        where: path or URL.
        looking: something that is computed will be looked at: where bringing it up to date takes long, a bar of
            progress is shown.
        followed_only: as of :meth:`Issues.bring_up_to_date`.
    """
    from sayso.record.store import open_record
    from sayso.services.issues import Issues

    with faults_in_one_line(), open_record(where, create=False) as record:
        issues = Issues(record)
        if looking and sys.stderr.isatty():
            _show_progress(issues, followed_only)
        yield issues
        if issues.behind:
            click.echo(f"what came last may be missing: {one_line(issues.behind)}", err=True)


def _show_progress(issues: Issues, followed_only: bool) -> None:
    from sayso.record.faults import RecordError

    lacking = issues.lacking(followed_only=followed_only)
    if lacking < _MANY:
        return
    try:
        with click.progressbar(length=lacking, label="reading through", file=sys.stderr) as bar:
            for done in issues.bring_up_to_date(followed_only=followed_only):
                bar.update(done)
    except RecordError:
        return  # the look itself says so
    except KeyboardInterrupt:
        click.echo("interrupted: what is done is kept, the next look goes on from there", err=True)
        sys.exit(130)


def console() -> Console:
    """Where tables are printed; of a fixed width where nobody sees them, so that a file does not depend on a window."""
    plain = not sys.stdout.isatty()
    return Console(highlight=False, width=_PIPED if plain else None, soft_wrap=False)


def print_indented(console: Console, text: Text, by: int) -> None:
    """Print text some columns in, folded there."""
    for line in text.wrap(console, max(20, console.width - by)):
        line.rstrip()
        console.print(Text(" " * by) + line, no_wrap=True, crop=False)
