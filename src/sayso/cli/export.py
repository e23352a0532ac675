"""``sayso export``: every result of a search, for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from sayso.cli.record_option import faults_in_one_line, record_option
from sayso.cli.search_options import complete_vectors, query_of, search_options


@click.command("export")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@record_option
@search_options
@click.option(
    "--format", "format_", type=click.Choice(["csv", "jsonl"]), default="jsonl", show_default=True,
    help="A row or an object a statement.",
)  # fmt: skip
@click.option("--whole", is_flag=True, help="The whole record instead, as JSONL that sayso restore takes back.")
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else the screen.")
def command(words: tuple[str, ...], where: str, format_: str, whole: bool, target: Path | None, **options: Any) -> None:
    """Write every statement that a search finds, as CSV or JSONL; without words and options, every statement.

    Words and options are those of sayso search. By meaning, and by words and meaning together, at most the first
    thousand of each are found; use --by words for all that hold the words.
    """
    from sayso.export.record_jsonl import write_record
    from sayso.export.search import csv_lines, jsonl_lines
    from sayso.record.store import open_record
    from sayso.services.searching import Searcher

    query = query_of(" ".join(words), options)
    if whole and (query.text or query.filters != type(query.filters)() or format_ == "csv"):
        raise click.UsageError("--whole takes the whole record, as JSONL: leave out words, filters and --format csv")
    with faults_in_one_line(), open_record(where, create=False) as record, _opened(target) as out:
        if whole:
            lines = write_record(record, out)
            if target is not None:
                click.echo(f"the whole record, in {lines} lines, goes to {target}")
            return
        searcher = Searcher(record)
        complete_vectors(searcher, query)
        hits = searcher.all(query)
        for line in csv_lines(hits) if format_ == "csv" else jsonl_lines(hits):
            out.write(line)


@contextmanager
def _opened(target: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears under its name only when all is written."""
    if target is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    part = target.with_name(target.name + ".part")
    try:
        with part.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
            yield file
        part.replace(target)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
