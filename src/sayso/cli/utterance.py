"""``sayso utterance``: what one speaker said on one occasion, as several reports have it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from sayso.cli.issue_option import checked_author, console, format_option, judging_options
from sayso.cli.output import INTERRUPTED
from sayso.cli.record_option import faults_in_one_line, record_option
from sayso.cli.search_options import print_data
from sayso.cli.views import one_line

if TYPE_CHECKING:
    from sayso.services.utterances import Utterances

_MANY = 300


@click.group("utterance")
def command() -> None:
    """What one speaker said on one occasion, as several reports have it: who was first, who credits whom, what differs.

    \b
    sayso utterance list "territorial exchange"
    sayso utterance show 01b005ea-1
    sayso utterance differ 01b005ea-1 3f2a9c41-7 --reason "another speech"
    """


@command.command("list")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@record_option
@click.option("--actor", metavar="NAME|ID", help="Only what this one said.")
@click.option("--since", metavar="DAY", help="Said, or else reported, on that day or later: 2025-02-12.")
@click.option("--until", metavar="DAY", help="Said, or else reported, on that day or earlier.")
@click.option("--variants", is_flag=True, help="Only what is worded in more ways than one.")
@click.option(
    "--reports", type=click.IntRange(1), default=2, show_default=True, help="In as many documents, copies not counted."
)
@click.option("--page", "number", type=click.IntRange(1, 100_000), default=1, show_default=True, help="Which page.")
@click.option("--per-page", type=click.IntRange(1, 500), default=20, show_default=True, help="Utterances on a page.")
@format_option("table", "json")
def list_(
    words: tuple[str, ...],
    where: str,
    actor: str | None,
    since: str | None,
    until: str | None,
    variants: bool,
    reports: int,
    number: int,
    per_page: int,
    format_: str,
) -> None:
    """List what several reports have, the latest first; WORDS must all stand in one of them or the speaker's name."""
    from sayso.record.across.utterances.values import UtteranceQuery

    for day in (since, until):
        _checked_day(day)
    query = UtteranceQuery(" ".join(words), actor, since, until, variants, reports)
    with _opened(where, looking=True) as utterances:
        found = utterances.list(query, (number - 1) * per_page, per_page)
    if format_ == "json":
        from sayso.export.search import json_line
        from sayso.export.utterances import utterance_entry_to_json

        value = {"more": found.more, "utterances": [utterance_entry_to_json(entry) for entry in found.entries]}
        print_data(json_line(value, indent=2))
        return
    from sayso.cli.utterance_lines import print_entries

    print_entries(console(), found.entries)
    if not found.entries:
        click.echo("no two reports of one utterance found" if number == 1 else "that page is past the last", err=True)
    elif found.more:
        click.echo(f"more: --page {number + 1}", err=True)


@command.command("show")
@click.argument("statement", metavar="STATEMENT")
@record_option
@format_option("table", "json")
def show(statement: str, where: str, format_: str) -> None:
    """Show the utterance that STATEMENT reports, word by word: the same, changed, only here, or with moved marks."""
    with _opened(where, looking=True) as utterances:
        page = utterances.show(statement)
    if format_ == "json":
        from sayso.export.search import json_line
        from sayso.export.utterances import utterance_to_json

        print_data(json_line(utterance_to_json(page), indent=2))
        return
    from sayso.cli.utterance_lines import print_utterance

    print_utterance(console(), page)


@command.command("join")
@click.argument("one", metavar="STATEMENT")
@click.argument("other", metavar="OTHER")
@record_option
@judging_options
def join(one: str, other: str, where: str, reason: str | None, author: str | None) -> None:
    """Say that STATEMENT and OTHER are reports of one utterance."""
    _judge(one, other, where, True, reason, author)


@command.command("differ")
@click.argument("one", metavar="STATEMENT")
@click.argument("other", metavar="OTHER")
@record_option
@judging_options
def differ(one: str, other: str, where: str, reason: str | None, author: str | None) -> None:
    """Say that STATEMENT and OTHER are not reports of one utterance."""
    _judge(one, other, where, False, reason, author)


def _judge(one: str, other: str, where: str, same: bool, reason: str | None, author: str | None) -> None:
    by = checked_author(author)
    with _opened(where) as utterances:
        entry = utterances.judge(one, other, same=same, author=by, reason=reason)
    what = "one utterance" if same else "two utterances"
    click.echo(f"{entry.seq}. {one} and {other} are {what}; sayso utterance revoke {entry.seq} takes that back")


@command.command("revoke")
@click.argument("number", type=click.IntRange(1))
@record_option
@judging_options
def revoke(number: int, where: str, reason: str | None, author: str | None) -> None:
    """Take judgement NUMBER back; both stay in the log."""
    by = checked_author(author)
    with _opened(where) as utterances:
        entry = utterances.revoke(number, author=by, reason=reason)
    click.echo(f"{entry.seq}. judgement {number} is taken back")


@command.command("log")
@record_option
@format_option("table", "json")
def log(where: str, format_: str) -> None:
    """Show every judgement on utterances, oldest first."""
    with _opened(where) as utterances:
        entries = utterances.log()
    if format_ == "json":
        from sayso.export.search import json_line
        from sayso.export.utterances import utterance_judgement_to_json

        print_data(json_line([utterance_judgement_to_json(entry) for entry in entries], indent=2))
        return
    for entry in entries:
        what = f"revokes {entry.revokes}" if entry.kind == "revoke" else f"{entry.kind} utterance"
        line = f"{entry.seq}. {what}: {entry.statement_uid} {entry.other_uid} · {entry.author} · {entry.made_at}"
        reason = f" · {entry.reason}" if entry.reason else ""
        stands = "" if entry.in_force or entry.kind == "revoke" else " · not in force"
        click.echo(one_line(line + stands + reason))
    if not entries:
        click.echo("nobody has judged an utterance yet", err=True)


@contextmanager
def _opened(where: str, *, looking: bool = False) -> Iterator[Utterances]:
    """The utterances of a record; with a bar where bringing them up to date for a look takes long."""
    from sayso.record.store import open_record
    from sayso.services.utterances import Utterances

    with faults_in_one_line(), open_record(where, create=False) as record:
        utterances = Utterances(record)
        if looking and sys.stderr.isatty():
            _show_progress(utterances)
        yield utterances
        if utterances.behind:
            click.echo(f"what came last may be missing: {one_line(utterances.behind)}", err=True)


def _show_progress(utterances: Utterances) -> None:
    from sayso.record.faults import RecordError

    lacking = utterances.lacking()
    if lacking < _MANY:
        return
    try:
        with click.progressbar(length=lacking, label="joining reports", file=sys.stderr) as bar:
            for done in utterances.bring_up_to_date():
                bar.update(done)
    except RecordError:
        return  # the look itself says so
    except KeyboardInterrupt:
        click.echo("interrupted: what is done is kept, the next look goes on from there", err=True)
        sys.exit(INTERRUPTED)


def _checked_day(day: str | None) -> None:
    from sayso.record.across.utterances.told import last_day

    if day is not None and not last_day(day):
        raise click.BadParameter(f"{day!r} is no day: write it as 2025-02-12")
