"""What ``sayso search`` and ``sayso export`` share: filters, way of searching, and making the vectors that lack."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from sayso.model import ACTS, KINDS, Act, Kind

if TYPE_CHECKING:
    from sayso.record.search import Mode, Query
    from sayso.services.searching import Searcher

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--speaker", metavar="NAME", help="Words of the speaker's name."),
    click.option("--outlet", metavar="NAME", help="Part of the name of the outlet: publishing, or told to."),
    click.option("--act", "acts", multiple=True, type=click.Choice(ACTS), help="What the speaker does; repeatable."),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Repeatable."),
    click.option("--since", metavar="DATE", help="Said (or published) on this day or later: YYYY[-MM[-DD]]."),
    click.option("--until", metavar="DATE", help="… on this day or earlier."),
    click.option("--language", metavar="CODE", help="Language of the report, such as en."),
    click.option("--all-versions", is_flag=True, help="Look in earlier versions of reports too."),
    click.option(
        "--by",
        "mode",
        type=click.Choice(["words", "meaning", "fused"]),
        default="fused",
        show_default=True,
        help="What must agree.",
    ),
)


def search_options(command: _Command) -> _Command:
    """Give a command the options that :func:`query_of` takes."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def query_of(text: str, options: dict[str, Any]) -> Query:
    """The query that the words and the options mean."""
    from sayso.record.conditions import Filters
    from sayso.record.search import Query

    filters = Filters(
        speaker=options["speaker"],
        outlet=options["outlet"],
        acts=cast("tuple[Act, ...]", options["acts"]),
        kinds=cast("tuple[Kind, ...]", options["kinds"]),
        since=options["since"],
        until=options["until"],
        language=options["language"],
        all_versions=options["all_versions"],
    )
    return Query(text, cast("Mode", options["mode"]), filters)


def complete_vectors(searcher: Searcher, query: Query) -> None:
    """Make the vectors that a search by meaning lacks, with a bar of progress where standard error is a terminal.

    A record that cannot be written is searched as it is; what cannot be found in it for that is said.
    """
    if query.mode == "words" or not query.text.strip():
        return
    lacking = searcher.lacking()
    if not lacking:
        return
    from sayso.record.faults import RecordError

    try:
        if not sys.stderr.isatty() or lacking < 500:
            for _ in searcher.make_vectors():
                pass
            return
        with click.progressbar(length=lacking, label="learning meanings", file=sys.stderr) as bar:
            for made in searcher.make_vectors():
                bar.update(made)
    except RecordError as error:
        click.echo(f"{lacking:,} statements are looked for by their words only: {error}", err=True)
    except KeyboardInterrupt:
        click.echo("interrupted: what is done is kept, the next search goes on from there", err=True)
        sys.exit(130)


_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def print_data(line: str) -> None:
    """Write a line for programs exactly as it is; on a terminal without the signs that could steer it."""
    if sys.stdout.isatty():
        line = _CONTROL.sub(" ", line)
    # color=True: click would take escape sequences out of words that hold them. Lone surrogates cannot be written.
    click.echo(line.encode("utf-8", "replace").decode("utf-8"), nl=False, color=True)
