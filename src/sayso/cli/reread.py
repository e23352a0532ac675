"""``sayso reread``: all documents anew with the present reader."""

from __future__ import annotations

import os
import sys

import click

from sayso.cli.record_lines import change_lines
from sayso.cli.record_option import faults_in_one_line, record_option


@click.command("reread")
@record_option
@click.option("--all", "everything", is_flag=True, help="Also what this very reader has read already.")
@click.option("--quiet", is_flag=True, help="Only the summary.")
def command(where: str, everything: bool, quiet: bool) -> None:
    """Read every document anew with the present network and rules.

    The readings before stay in the record and corrections stay in force. What changed in what people see is shown.
    Run it again after an interruption: it goes on where it was.
    """
    from sayso.record.store import open_record
    from sayso.services.adding import reread
    from sayso.services.known_actors import open_reader

    done = changed = passed = orphans = 0
    with faults_in_one_line(), open_record(where, create=False) as record:
        try:
            for one in reread(record, open_reader(os.environ), everything=everything):
                if one.changes is None:
                    passed += 1
                    continue
                done += 1
                orphans += one.orphans
                if one.changes:
                    changed += 1
                    if not quiet:
                        click.echo(one.entry.title or one.entry.url or one.entry.id)
                        for line in change_lines(one.changes):
                            click.echo(f"  {line}")
        except KeyboardInterrupt:
            click.echo(f"{done} reread; interrupted: the same command again goes on from here", err=True)
            sys.exit(130)
    click.echo(
        f"{done} reread, {changed} with other statements, {passed} read by this reader before, "
        f"{orphans} corrections orphaned"
    )
