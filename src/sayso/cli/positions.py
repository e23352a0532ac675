"""``sayso positions``: who stands where on an issue, over time."""

from __future__ import annotations

import click

from sayso.cli.issue_option import console, format_option, opened_issues
from sayso.cli.record_option import record_option
from sayso.cli.search_options import print_data


@click.command("positions")
@click.argument("issue")
@record_option
@format_option("table", "json", "csv")
def command(issue: str, where: str, format_: str) -> None:
    """Show each party's stand on ISSUE over time, what it depends on, and what changed.

    Every stand comes with the statement that shows it; what a report says in its own voice is nobody's stand. ISSUE is
    the name or the id of an issue that is followed: sayso issue add begins one, sayso issue list shows them.

    \b
    sayso positions "The Strand line"
    sayso positions the-strand-line --format csv
    """
    with opened_issues(where, looking=True) as issues:
        board = issues.board(issue)
    if format_ == "table":
        from sayso.cli.board_lines import print_board

        print_board(console(), board)
        return
    from sayso.export.issues import board_to_json, position_csv
    from sayso.export.search import json_line

    if format_ == "json":
        print_data(json_line(board_to_json(board), indent=2))
        return
    for line in position_csv(board.lanes):
        print_data(line)
