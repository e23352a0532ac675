"""``sayso actors``: the user's own actors beside those that ship with the package."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from sayso.actor_services import Imported, import_actors, matching_actors, own_actors_path
from sayso.cli.views import neutral
from sayso.errors import InputError


@click.group(name="actors")
def command() -> None:
    """Who is known across reports, by name and office.

    \b
    sayso actors import ministers.csv     add your own (CSV or JSON, see docs/actors.md)
    sayso actors list zelensky            who is known by that name
    """


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


@command.command("list")
@click.argument("words", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
def list_(words: tuple[str, ...], format_: str) -> None:
    """Actors whose name or alias holds WORDS, your own first."""
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
