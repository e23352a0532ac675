"""``sayso restore``: a whole record back from its export."""

from __future__ import annotations

from typing import IO

import click

from sayso.cli.record_option import faults_in_one_line, record_option


@click.command("restore")
@click.argument("export", type=click.File("r", encoding="utf-8", errors="surrogatepass"))
@record_option
def command(export: IO[str], where: str) -> None:
    """Fill an empty record with EXPORT, the file that sayso export --whole wrote, or - for standard input.

    All of it is taken and proven, or, if the file is cut short or altered, nothing.
    """
    from sayso.export.record_jsonl import read_record
    from sayso.record.store import open_record

    with faults_in_one_line(), open_record(where) as record:
        taken = read_record(record, export, where=export.name)
        documents = record.document_count()
    click.echo(f"restored {documents} documents, {taken} objects in all, into {where}")
