"""``sayso news``: what is new since a day, for anybody or any issue; for people, programs and feed readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click
from rich.text import Text

from sayso.cli.issue_option import console, format_option, opened_issues, print_indented
from sayso.cli.record_option import record_option
from sayso.cli.search_options import print_data
from sayso.cli.views import one_line

if TYPE_CHECKING:
    from sayso.record.across.issues.values import NewsItem

_KINDS = ("statement", "variant", "position", "change", "answer")
_STYLES = {"change": "bold magenta", "position": "bold", "answer": "cyan", "variant": "yellow", "statement": ""}


@click.command("news")
@record_option
@click.option("--since", metavar="DATE", required=True, help="Reported on this day or later: YYYY[-MM[-DD]].")
@click.option("--until", metavar="DATE", help="… on this day or earlier.")
@click.option("--issue", metavar="ISSUE", help="On this issue only.")
@click.option("--who", metavar="NAME", help="Of this actor, or of whoever speaks for this side, only.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Which news; repeatable.")
@click.option("--arrived", is_flag=True, help="Count from when the record got the report, not from its own day.")
@click.option("--most", type=click.IntRange(1), metavar="NUMBER", help="The latest so many.")
@click.option("--address", metavar="URL", default="", help="Where this record is read, for the links of an Atom feed.")
@format_option("table", "json", "csv", "atom")
def command(
    where: str,
    since: str,
    until: str | None,
    issue: str | None,
    who: str | None,
    kinds: tuple[str, ...],
    arrived: bool,
    most: int | None,
    address: str,
    format_: str,
) -> None:
    """Show what is new, the latest first: statements, other wordings, new stands, changed ones, answers.

    Stands, changes and answers are told for the issues that are followed (sayso issue add). An item keeps its id, so
    that a feed reader shows it once.

    \b
    sayso news --since 2024-03-16
    sayso news --since 2024-03 --who Kardany --kind change --kind position
    sayso news --since 2024 --issue "The Strand line" --format atom
    """
    from sayso.record.across.news.since import NewsQuery

    query = NewsQuery(
        since, until, issue, who, cast("tuple[Any, ...]", kinds), most, "arrival" if arrived else "report"
    )
    with opened_issues(where, looking=True, followed_only=False) as issues:
        items = issues.news(query)
        followed = issues.issue(issue) if issue else None
    if format_ == "table":
        _print(items)
        return
    from sayso.export.issues import news_csv, news_to_json
    from sayso.export.search import json_line

    if format_ == "json":
        print_data(json_line([news_to_json(item) for item in items], indent=2))
    elif format_ == "csv":
        for line in news_csv(items):
            print_data(line)
    else:
        from sayso.export.atom import atom, feed_of

        print_data(atom(feed_of(followed, who, address), items))


def _print(items: tuple[NewsItem, ...]) -> None:
    if not items:
        click.echo("nothing new", err=True)
        return
    out = console()
    for item in items:
        when = item.when[:16].replace("T", " ")
        head = Text.assemble(
            (f"{when}  ", "dim"), (f"{item.kind}  ", "dim"), (one_line(item.title), _STYLES[item.kind])
        )
        print_indented(out, head, 0)
        for line in item.summary.splitlines():
            print_indented(out, Text(one_line(line)), 4)
        print_indented(out, Text(" · ".join(x for x in (item.issue, item.id) if x), "dim"), 4)
