"""``sayso search``: find statements by words, by meaning, by who, where and when."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.record_option import faults_in_one_line, record_option
from sayso.cli.search_options import complete_vectors, print_data, query_of, search_options

if TYPE_CHECKING:
    from sayso.record.search import Page, Query


@click.command("search")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@record_option
@search_options
@click.option("--page", "number", type=click.IntRange(1, 100_000), default=1, show_default=True, help="Which page.")
@click.option("--per-page", type=click.IntRange(1, 1_000), default=10, show_default=True, help="Results on a page.")
@click.option(
    "--format", "format_", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True,
    help="For people, or for programs.",
)  # fmt: skip
def command(words: tuple[str, ...], where: str, number: int, per_page: int, format_: str, **options: Any) -> None:
    """Find statements: exact words in context, who, when, where, and the link to the source.

    All words must be there, in any of their forms. "a phrase" stands as it is, negotiat* begins so, truce OR ceasefire
    is either, and after -- a word with a hyphen before it (-oil) must not be there. Without words, everything that the
    options leave is listed, the latest first.
    """
    from sayso.record.store import open_record
    from sayso.services.searching import Searcher

    query = query_of(" ".join(words), options)
    with faults_in_one_line(), open_record(where, create=False) as record:
        searcher = Searcher(record)
        complete_vectors(searcher, query)
        page = searcher.page(query, offset=(number - 1) * per_page, limit=per_page)
    _print(page, query, number, format_)


def _print(page: Page, query: Query, number: int, format_: str) -> None:
    from sayso.export.search import csv_lines, hit_to_json, json_line

    if format_ == "json":
        value = {
            "query": query.text,
            "by": query.mode,
            "offset": page.offset,
            "more": page.more,
            "results": [hit_to_json(hit) for hit in page.hits],
        }
        print_data(json_line(value, indent=2))
    elif format_ == "csv":
        for line in csv_lines(page.hits):
            print_data(line)
    else:
        from sayso.cli.hit_lines import print_hits

        print_hits(page.hits)
        if not page.hits:
            click.echo("nothing found" if number == 1 else f"page {number} is past the last result", err=True)
        elif page.more:
            click.echo(f"more: --page {number + 1}", err=True)
        sys.stdout.flush()
