"""``sayso verify``: prove the record."""

from __future__ import annotations

import sys

import click

from sayso.cli.record_option import faults_in_one_line, record_option

_SHOWN = 20


@click.command("verify")
@record_option
def command(where: str) -> None:
    """Prove every span against its stored text, every hash, every constraint and the log of corrections."""
    from sayso.record.store import open_record

    with faults_in_one_line(), open_record(where, create=False, readonly=True) as record:
        report = record.verify()
    for fault in report.faults[:_SHOWN]:
        click.echo(fault, err=True)
    if len(report.faults) > _SHOWN:
        click.echo(f"… and {len(report.faults) - _SHOWN} faults more", err=True)
    looked_at = (
        f"{report.documents} documents, {report.readings} readings, {report.spans} spans, "
        f"{report.statements} statements, {report.corrections} corrections, {report.originals} pages"
    )
    if report.sound:
        click.echo(f"sound: {looked_at}")
        return
    click.echo(f"NOT sound, {len(report.faults)} faults: {looked_at}")
    sys.exit(1)
