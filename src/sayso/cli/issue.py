"""``sayso issue``: the questions in dispute that are followed, and what bears on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sayso.cli.issue_option import checked_author, console, format_option, judging_options, opened_issues
from sayso.cli.record_option import record_option
from sayso.cli.search_options import print_data
from sayso.cli.views import one_line

if TYPE_CHECKING:
    from sayso.record.across.issues.values import Choice


@click.group("issue")
def command() -> None:
    """Questions in dispute that you follow: what bears on them, and what you say does or does not.

    \b
    sayso issue add "The Strand line" --about "opening the railway to Ulvany again"
    sayso issue show "The Strand line"
    sayso issue exclude "The Strand line" 3f2a9c41-7 --reason "another railway"
    sayso positions "The Strand line"
    """


@command.command("add")
@click.argument("name")
@record_option
@click.option("--about", default="", metavar="WORDS", help="What it is about; finds statements by meaning and words.")
@judging_options
def add(name: str, where: str, about: str, reason: str | None, author: str | None) -> None:
    """Begin to follow an issue called NAME.

    \b
    sayso issue add "The crew" --about "setting the fishermen of the Signe Marie free"
    """
    by = checked_author(author)
    with opened_issues(where) as issues:
        issue = issues.add(name, about, author=by, reason=reason)
        click.echo(f"{issue.id}: followed from now on; who stands where: sayso positions {issue.id}")


@command.command("list")
@record_option
@format_option("table", "json", "csv")
def list_(where: str, format_: str) -> None:
    """Show the issues that are followed, how much bears on each, and who takes a stand."""
    with opened_issues(where, looking=True) as issues:
        entries = issues.entries()
    if format_ == "table":
        from sayso.cli.issue_lines import issue_table

        if entries:
            console().print(issue_table(entries))
        else:
            click.echo("no issue is followed yet: sayso issue add NAME, or see sayso issue suggest", err=True)
        return
    from sayso.export.issues import entry_to_json, issue_csv
    from sayso.export.search import json_line

    if format_ == "json":
        print_data(json_line([entry_to_json(entry) for entry in entries], indent=2))
        return
    for line in issue_csv(entries):
        print_data(line)


@command.command("show")
@click.argument("issue")
@record_option
@format_option("table", "json", "csv")
def show(issue: str, where: str, format_: str) -> None:
    """Show the statements that bear on ISSUE (its name or id), the surest first, and why; then those that nearly do."""
    with opened_issues(where, looking=True) as issues:
        page = issues.page(issue)
    if format_ == "table":
        from sayso.cli.issue_lines import print_page

        print_page(console(), page)
        return
    from sayso.export.issues import member_csv, page_to_json
    from sayso.export.search import json_line

    if format_ == "json":
        print_data(json_line(page_to_json(page), indent=2))
        return
    for line in member_csv(page):
        print_data(line)


@command.command("edit")
@click.argument("issue")
@record_option
@click.option("--name", metavar="NAME", help="What it is called from now on; its id stays.")
@click.option("--about", metavar="WORDS", help="What it is about; statements are looked for anew.")
@judging_options
def edit(issue: str, where: str, name: str | None, about: str | None, reason: str | None, author: str | None) -> None:
    """Rename ISSUE or describe it otherwise; what people said of its statements stays."""
    if name is None and about is None:
        raise click.UsageError("say what to change: --name or --about")
    by = checked_author(author)
    with opened_issues(where) as issues:
        changed = issues.edit(issue, name=name, about=about, author=by, reason=reason)
        click.echo(f"{changed.id}: {one_line(changed.text)}")


@command.command("remove")
@click.argument("issue")
@record_option
@judging_options
def remove(issue: str, where: str, reason: str | None, author: str | None) -> None:
    """Follow ISSUE no more; revoking that brings it back with all that was said of its statements."""
    by = checked_author(author)
    with opened_issues(where) as issues:
        entry = issues.remove(issue, author=by, reason=reason)
        click.echo(f"{entry.issue_id}: followed no more; sayso issue revoke {entry.seq} brings it back")


@command.command("include")
@click.argument("issue")
@click.argument("statements", nargs=-1, required=True)
@record_option
@judging_options
def include(issue: str, statements: tuple[str, ...], where: str, reason: str | None, author: str | None) -> None:
    """Say that STATEMENTS (such as 3f2a9c41-7) bear on ISSUE; what is like them follows."""
    _choose(issue, statements, "included", where, reason, author)


@command.command("exclude")
@click.argument("issue")
@click.argument("statements", nargs=-1, required=True)
@record_option
@judging_options
def exclude(issue: str, statements: tuple[str, ...], where: str, reason: str | None, author: str | None) -> None:
    """Say that STATEMENTS (such as 3f2a9c41-7) do not bear on ISSUE; what is like them follows."""
    _choose(issue, statements, "excluded", where, reason, author)


def _choose(
    issue: str, statements: tuple[str, ...], choice: Choice, where: str, reason: str | None, author: str | None
) -> None:
    by = checked_author(author)
    with opened_issues(where) as issues:
        for uid in statements:
            entry = issues.choose(issue, uid, choice, author=by, reason=reason)
            click.echo(f"{uid}: {choice}; sayso issue revoke {entry.seq} takes that back")


@command.command("answer")
@click.argument("answer")
@click.argument("target")
@record_option
@click.option("--not", "no", is_flag=True, help="Say that it does not answer it.")
@judging_options
def answer(answer: str, target: str, where: str, no: bool, reason: str | None, author: str | None) -> None:
    """Say that the statement ANSWER answers the statement TARGET, of the same report or of another."""
    by = checked_author(author)
    with opened_issues(where) as issues:
        entry = issues.judge_answer(answer, target, linked=not no, author=by, reason=reason)
        does = "does not answer" if no else "answers"
        click.echo(f"{answer} {does} {target}; sayso issue revoke {entry.seq} takes that back")


@command.command("suggest")
@record_option
@click.option("--most", type=click.IntRange(1, 100), default=8, show_default=True, help="How many at most.")
@format_option("table", "json")
def suggest(where: str, most: int, format_: str) -> None:
    """Suggest issues that nobody follows yet, out of the latest statements and named by their own words."""
    with opened_issues(where, looking=True, followed_only=False) as issues:
        found = issues.suggestions(most)
    if format_ == "table":
        from sayso.cli.issue_lines import print_suggestions

        if found:
            print_suggestions(console(), found)
        else:
            click.echo("nothing to suggest: no further statements of several sides share a topic", err=True)
        return
    from sayso.export.issues import suggestion_to_json
    from sayso.export.search import json_line

    print_data(json_line([suggestion_to_json(s) for s in found], indent=2))


@command.command("log")
@record_option
@format_option("table", "json")
def log(where: str, format_: str) -> None:
    """Show every judgement on issues and answers, who made it, when and why, oldest first."""
    with opened_issues(where) as issues:
        entries = issues.log()
    if format_ == "json":
        from sayso.export.issues import judgement_to_json
        from sayso.export.search import json_line

        print_data(json_line([judgement_to_json(entry) for entry in entries], indent=2))
        return
    from sayso.cli.issue_lines import judgement_line

    for entry in entries:
        click.echo(judgement_line(entry))
    if not entries:
        click.echo("nothing was judged yet", err=True)


@command.command("revoke")
@click.argument("number", type=int)
@record_option
@judging_options
def revoke(number: int, where: str, reason: str | None, author: str | None) -> None:
    """Take back the judgement of that NUMBER (sayso issue log shows it); both stay in the log."""
    by = checked_author(author)
    with opened_issues(where) as issues:
        entry = issues.revoke(number, author=by, reason=reason)
        click.echo(f"{number} is taken back by {entry.seq}")
