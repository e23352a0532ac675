"""``sayso add``: reports into the record."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from sayso.cli.record_lines import change_lines, correction_line
from sayso.cli.record_option import faults_in_one_line, record_option

if TYPE_CHECKING:
    from sayso.services.adding import Outcome
    from sayso.sources.load import As


@click.command("add")
@click.argument("reports", nargs=-1, required=True, metavar="PATH|URL|FEED|-...")
@record_option
@click.option("--as", "as_", type=click.Choice(["auto", "text", "html"]), default="auto", help="What the input is.")
@click.option("--published", metavar="DATE", help="Day of publication, YYYY-MM-DD.")
@click.option("--outlet", metavar="NAME", help="The outlet that published it.")
@click.option("--language", metavar="CODE", help="Take the text to be in this language (en).")
@click.option("--quiet", is_flag=True, help="Only the summary.")
def command(
    reports: tuple[str, ...],
    where: str,
    as_: As,
    published: str | None,
    outlet: str | None,
    language: str | None,
    quiet: bool,
) -> None:
    """Read reports and keep them: files, folders, .jsonl files, web addresses, feeds, or - for standard input.

    A text that the record has is left as it is. A web address whose text has changed becomes a new version of its
    report, and what changed in its statements is shown. Run it again after an interruption: it goes on where it was.
    """
    from sayso.record.store import open_record
    from sayso.services.adding import add_reports
    from sayso.services.known_actors import open_reader
    from sayso.services.reading import find_inputs, load_inputs
    from sayso.sources.load import Given

    with faults_in_one_line(), open_record(where) as record:
        given = Given(published=published, outlet=outlet, language=language)
        inputs = find_inputs(reports)
        loaded = load_inputs(inputs, as_=as_, given=given, standard_input=sys.stdin.buffer)
        tally: Counter[str] = Counter()
        try:
            for outcome in _shown_progress(add_reports(record, loaded, open_reader(os.environ)), tally, inputs.count):
                _say(outcome, quiet)
        except KeyboardInterrupt:
            click.echo(f"{_counts(tally)}\ninterrupted: the same command again goes on from here", err=True)
            sys.exit(130)
        click.echo(_counts(tally))
        if tally["failed"]:
            sys.exit(1)


def _shown_progress(outcomes: Iterator[Outcome], tally: Counter[str], total: int | None) -> Iterator[Outcome]:
    """The outcomes, counted; with a line of progress on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        for outcome in outcomes:
            tally[outcome.status] += 1
            yield outcome
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        for outcome in outcomes:
            tally[outcome.status] += 1
            progress.update(task, advance=1, description=_counts(tally))
            yield outcome


def _say(outcome: Outcome, quiet: bool) -> None:
    if outcome.status == "failed":
        for problem in outcome.problems:
            click.echo(f"failed: {problem.message}", err=True)
        return
    if quiet:
        return
    for problem in outcome.problems:
        click.echo(f"{outcome.where}: {problem.message}", err=True)
    if outcome.changes is not None and outcome.added is not None:
        click.echo(f"{outcome.added.report}: version {outcome.added.version}")
        for line in change_lines(outcome.changes):
            click.echo(f"  {line}")
        if not outcome.changes:
            click.echo("  the same statements")
        for orphan in outcome.orphans:
            click.echo(f"  orphaned: {correction_line(orphan.correction)}: {orphan.why}")


def _counts(tally: Counter[str]) -> str:
    return ", ".join(f"{tally[status]} {status}" for status in ("added", "unchanged", "updated", "failed"))
