"""``sayso actors``: who speaks across reports, who is one with whom, and the user's own actors."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.issue_option import checked_author, console, format_option, judging_options
from sayso.cli.record_option import record_option
from sayso.cli.views import neutral, one_line
from sayso.errors import InputError, SaysoError
from sayso.services.known_actors import Imported, import_actors, matching_actors, own_actors, own_actors_path

if TYPE_CHECKING:
    from sayso.record.across.actors.values import ActorJudgement
    from sayso.services.identities import Actors


@click.group(name="actors")
def command() -> None:
    """Who speaks across reports, by name, role and office.

    \b
    sayso actors list                     who speaks in the record
    sayso actors show "Ilse Varga"        names, roles over time, for whom, with the reports that say so
    sayso actors proposals                pairs that may be one, for you to judge
    sayso actors merge varga@01b005ea ilse-varga --by Nele
    sayso actors import ministers.csv     add your own (CSV or JSON, see docs/actors.md)
    """


@contextmanager
def _opened(where: str, *, readonly: bool) -> Iterator[Actors]:
    """The actors of a record; a fault is said in one line, whatever stands in the names that it tells of."""
    from sayso.record.store import open_record
    from sayso.services.identities import Actors

    try:
        with open_record(where, create=False, readonly=readonly) as record:
            yield Actors(record, lambda: own_actors(own_actors_path(os.environ)))
    except SaysoError as fault:
        raise click.ClickException(one_line(str(fault))) from fault


@command.command("list")
@click.argument("words", nargs=-1)
@record_option
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to pass over.")
@format_option("table", "json")
def list_(words: tuple[str, ...], where: str, limit: int, offset: int, format_: str) -> None:
    """Who speaks in the record, those with most statements first; with WORDS, those whose name holds them."""
    query = " ".join(words)
    with _opened(where, readonly=True) as actors:
        found = actors.list(query, offset, limit)
        every = actors.count(query)
    if format_ == "json":
        _print_json([asdict(entry) for entry in found])
        return
    if not found:
        click.echo(f"nobody in this record is called {one_line(query)!r}" if query else "nobody speaks yet", err=True)
        return
    from sayso.cli.actor_lines import actor_table

    console().print(actor_table(found))
    if every > offset + len(found):
        click.echo(
            f"{offset + 1} to {offset + len(found)} of {every:,}: --offset {offset + len(found)} goes on", err=True
        )


@command.command("show")
@click.argument("actor")
@record_option
@format_option("text", "json")
def show(actor: str, where: str, format_: str) -> None:
    """Show what the reports say of ACTOR (id or name): each fact with the statement that shows it."""
    with _opened(where, readonly=True) as actors:
        page = actors.show(actor)
    if format_ == "json":
        _print_json(asdict(page))
        return
    from sayso.cli.actor_lines import print_page

    print_page(console(), page)


@command.command("proposals")
@record_option
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="How many at most.")
@click.option("--in-force", is_flag=True, help="The pairs that are joined already, the least sure first.")
@format_option("table", "json")
def proposals(where: str, limit: int, in_force: bool, format_: str) -> None:
    """Show pairs that the machine takes for one and leaves to you, the surest first, each with score and reason."""
    with _opened(where, readonly=True) as actors:
        found = actors.machine_joins(limit) if in_force else actors.proposals(limit)
    if format_ == "json":
        _print_json([asdict(join) for join in found])
        return
    from sayso.cli.actor_lines import join_table

    if found:
        console().print(join_table(found))
    else:
        click.echo("there are none", err=True)


@command.command("merge")
@click.argument("first")
@click.argument("second")
@record_option
@judging_options
def merge(first: str, second: str, where: str, reason: str | None, author: str | None) -> None:
    """Say that FIRST and SECOND (ids or names) are one."""
    by = checked_author(author)
    with _opened(where, readonly=False) as actors:
        _say(actors.merge(first, second, by, reason))


@command.command("split")
@click.argument("actor")
@click.argument("statements", nargs=-1)
@record_option
@click.option("--name", metavar="NAME", help="All that goes by this name as written, or by this form ([…] in show).")
@judging_options
def split(
    actor: str, statements: tuple[str, ...], where: str, name: str | None, reason: str | None, author: str | None
) -> None:
    """Say that STATEMENTS, or all by a name, are not by ACTOR but by somebody else.

    \b
    sayso actors split ilse-varga 3f2a9c41-7 --by Nele --reason "the singer"
    sayso actors split ilse-varga --name "Ilse Warga" --by Nele
    """
    by = checked_author(author)
    with _opened(where, readonly=False) as actors:
        _say(actors.split(actor, statements, name, author=by, reason=reason))


@command.command("apart")
@click.argument("first")
@click.argument("second")
@record_option
@judging_options
def apart(first: str, second: str, where: str, reason: str | None, author: str | None) -> None:
    """Say that FIRST and SECOND (ids, or forms of one actor) are not one, whatever the machine finds."""
    by = checked_author(author)
    with _opened(where, readonly=False) as actors:
        _say(actors.apart(first, second, by, reason))


@command.command("revoke")
@click.argument("number", type=int)
@record_option
@judging_options
def revoke(number: int, where: str, reason: str | None, author: str | None) -> None:
    """Take the judgement of that NUMBER back."""
    by = checked_author(author)
    with _opened(where, readonly=False) as actors:
        _say(actors.revoke(number, by, reason))


@command.command("judgements")
@record_option
@format_option("text", "json")
def judgements(where: str, format_: str) -> None:
    """Show all that people said on who is who, oldest first."""
    with _opened(where, readonly=True) as actors:
        found = actors.judgements()
    if format_ == "json":
        _print_json([asdict(judgement) for judgement in found])
        return
    from sayso.cli.actor_lines import judgement_line

    for judgement in found:
        click.echo(judgement_line(judgement))
    if not found:
        click.echo("nobody has judged yet", err=True)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Add the actors of FILE (CSV or JSON) to your own; one of the same id replaces the older.

    \b
    CSV columns: id, name, aliases (parted by |), kind, country, office, from, to
    """
    path = own_actors_path(os.environ)
    try:
        done: Imported = import_actors(file, path)
    except InputError as fault:
        raise click.ClickException(neutral(str(fault))) from fault
    click.echo(f"{done.added} added, {done.replaced} replaced, {done.unchanged} unchanged in {path}")


@command.command("known")
@click.argument("words", nargs=-1, required=True)
@format_option("table", "json")
def known(words: tuple[str, ...], format_: str) -> None:
    """Known actors, your own first and those that ship, whose name or alias holds WORDS."""
    try:
        found = matching_actors(" ".join(words), own_actors_path(os.environ))
    except InputError as fault:
        raise click.ClickException(neutral(str(fault))) from fault
    for actor, own in found:
        if format_ == "json":
            from sayso.reading.actor_tables import actor_to_json

            click.echo(json.dumps(actor_to_json(actor), ensure_ascii=False))
            continue
        offices = "; ".join(f"{o.title} ({o.since or ''}–{o.until or ''})" for o in actor.offices)
        click.echo(
            neutral(
                f"{actor.id}\t{actor.name}\t{actor.kind}\t{actor.country or ''}\t{offices}{'  (own)' if own else ''}"
            )
        )
    if not found:
        raise click.ClickException(
            f"no actor is known by {neutral(' '.join(words))!r}; add one with  sayso actors import FILE"
        )


def _say(judgement: ActorJudgement) -> None:
    from sayso.cli.actor_lines import judgement_line

    click.echo(f"{judgement_line(judgement)} · sayso actors revoke {judgement.seq} takes it back")


def _print_json(value: Any) -> None:
    from sayso.cli.search_options import print_data
    from sayso.export.search import json_line

    print_data(json_line(value, indent=2))
