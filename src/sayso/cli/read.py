"""``sayso read``: reports in, their statements out."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from sayso.cli.output import INTERRUPTED, leave_broken_pipe, open_output, say, write
from sayso.cli.views import View, show
from sayso.errors import InputError, SaysoError

if TYPE_CHECKING:
    from sayso.model import Document, ReaderVersion, Reading
    from sayso.reading.reader import Reader
    from sayso.services.reading import Result
    from sayso.sources.load import As

_MANY = 3
_PLAIN_WIDTH = 100

EXAMPLES = """\b
Examples:
  sayso read report.txt
  sayso read report.txt --published 2024-03-11 --outlet "Continental Press"
  sayso read https://example.org/news/story.html --explain
  sayso read reports/ 'more/*.html' --format jsonl > readings.jsonl
  sayso read reports/ --format csv --output statements.csv
  sayso read reports/ --format brat --output for-brat/
  cat report.txt | sayso read - --view table
"""


@click.command("read", epilog=EXAMPLES)
@click.argument("reports", nargs=-1, required=True, metavar="PATH|URL|-...")
@click.option(
    "--view",
    "-v",
    type=click.Choice(["text", "table"]),
    default="text",
    show_default=True,
    help="For people: the text with its statements marked and their table, or the table alone.",
)
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["json", "jsonl", "csv", "brat"]),
    help="For programs, instead of a view.",
)
@click.option(
    "--as",
    "as_",
    type=click.Choice(["auto", "text", "html"]),
    default="auto",
    show_default=True,
    help="What the input is.",
)
@click.option("--published", "-p", metavar="DATE", help="Day of publication, YYYY-MM-DD.")
@click.option("--outlet", metavar="NAME", help="The outlet that published it.")
@click.option("--language", metavar="CODE", help="Give en to read a text that does not look English.")
@click.option("--explain", "-e", is_flag=True, help="Say of each field why it has its value (not in csv, brat).")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="PATH",
              help="File for the results instead of standard output; for brat, a folder.")  # fmt: skip
def command(
    reports: tuple[str, ...],
    view: str,
    format_: str | None,
    as_: As,
    published: str | None,
    outlet: str | None,
    language: str | None,
    explain: bool,
    output: Path | None,
) -> None:
    """Read reports and print who said what.

    Files of text or HTML, .jsonl files (one object a report), folders, globs, web addresses, feeds, or - for
    standard input. Exit code 1 if any report could not be read; the others are read all the same.
    """
    if format_ == "brat" and output is None:
        raise click.UsageError("brat needs a folder for its files: give --output FOLDER")
    from sayso.services.reading import find_inputs, load_inputs, read_inputs
    from sayso.sources.load import Given

    try:
        given = Given(published=published, outlet=outlet, language=language)
    except InputError as error:
        raise click.BadParameter(str(error), param_hint="--published") from error
    inputs = find_inputs(reports)
    tally = Tally()
    with ExitStack() as stack:
        form = _form(format_, View(text=view == "text", explain=explain), output, stack)
        try:
            loaded = load_inputs(inputs, as_=as_, given=given, standard_input=sys.stdin.buffer)
            results = read_inputs(loaded, ReaderWhenNeeded())
            for result in _with_progress(results, inputs.count, to_terminal=output is None and sys.stdout.isatty()):
                tally.add(result)
                if result.reading is not None:
                    form.one(result.reading, result.where)
            form.end()
        except KeyboardInterrupt:
            form.end()
            click.echo(f"sayso: interrupted after {tally.read} reports; what was finished is printed", err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            leave_broken_pipe()
        except SaysoError as error:
            raise click.ClickException(str(error)) from error
    tally.summarise()
    if tally.skipped:
        sys.exit(1)


class ReaderWhenNeeded:
    """The shipped reader, loaded when the first report is there to be read."""

    @property
    def version(self) -> ReaderVersion:
        """Who it is; loads it."""
        return self._reader().version

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Readings of the documents in their order."""
        coming = iter(documents)
        for first in coming:
            yield from self._reader().read_many(chain([first], coming))

    def _reader(self) -> Reader:
        from sayso.services.known_actors import open_reader

        return open_reader(os.environ)


@dataclass
class Tally:
    """What became of the inputs so far; problems are said as they come."""

    read: int = 0
    skipped: int = 0
    not_english: int = 0

    def add(self, result: Result) -> None:
        """Count one result and say its problems."""
        for problem in result.problems:
            say("warning" if result.reading is not None else "error", problem, result.where)
        if result.reading is not None:
            self.read += 1
            return
        self.skipped += 1
        self.not_english += any(p.code == "not-english" for p in result.problems)

    def summarise(self) -> None:
        """Say how many were skipped, where more than one was asked for."""
        if self.skipped and self.read + self.skipped > 1:
            foreign = f", {self.not_english} of them not in English" if self.not_english else ""
            click.echo(f"sayso: {self.read} read, {self.skipped} skipped{foreign}", err=True)


@dataclass(frozen=True)
class Form:
    """A form of output: what is done with each reading, and at the end."""

    one: Callable[[Reading, str | None], None]
    end: Callable[[], None] = lambda: None


def _form(format_: str | None, view: View, output: Path | None, stack: ExitStack) -> Form:
    if format_ == "brat":
        assert output is not None
        from sayso.cli.brat_folder import BratFolder

        return Form(BratFolder(output).add)
    stream = stack.enter_context(open_output(output))
    if format_ is None:
        return _viewed(stream, view, output)
    if format_ == "csv":
        from sayso.export.csv import csv_header, csv_rows

        write(stream, csv_header())
        return Form(lambda reading, _: write(stream, csv_rows(reading)))
    if format_ == "jsonl":
        from sayso.export.jsonl import json_line

        return Form(lambda reading, _: write(stream, json_line(reading, explain=view.explain) + "\n"))
    from sayso.export.jsonl import JsonArray

    array = JsonArray(explain=view.explain)
    return Form(lambda reading, _: write(stream, array.add(reading)), lambda: write(stream, array.end()))


def _viewed(stream: BinaryIO, view: View, output: Path | None) -> Form:
    from rich.console import Console

    terminal = output is None and sys.stdout.isatty()

    def one(reading: Reading, where: str | None) -> None:
        # Rendered first and written in one piece, so that a report is shown whole or not at all.
        page = io.StringIO()
        width = None if terminal or "COLUMNS" in os.environ else _PLAIN_WIDTH
        forced = terminal or None
        show(Console(file=page, force_terminal=forced, width=width, highlight=False), reading, where, view)
        write(stream, page.getvalue())

    return Form(one)


def _with_progress(results: Iterator[Result], count: int | None, *, to_terminal: bool) -> Iterator[Result]:
    """The results; many of them with a bar on standard error, if that is a terminal and the results go elsewhere."""
    if to_terminal or not sys.stderr.isatty() or (count is not None and count <= _MANY):
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=count)
        for result in results:
            progress.advance(task)
            yield result
