"""``sayso history``: everything that happened to a statement, or to what is known of a document."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.record_lines import correction_line, statement_line
from sayso.cli.record_option import faults_in_one_line, record_option
from sayso.record.facts import FACTS

if TYPE_CHECKING:
    from sayso.record.store import Record
    from sayso.record.values import History


@click.command("history")
@click.argument("statement")
@record_option
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="For people or programs."
)
def command(statement: str, where: str, format_: str) -> None:
    """Show who read STATEMENT, what they found, every correction of it and every revocation, oldest first.

    Given a DOCUMENT instead (3f2a9c41), show the corrections of its title, outlet, byline and day.
    """
    from sayso.record.store import open_record

    with faults_in_one_line(), open_record(where, create=False, readonly=True) as record:
        if not re.search(r"-a?\d+$", statement):
            _facts(record, statement, format_)
            return
        history = record.history(statement)
    if format_ == "json":
        click.echo(json.dumps(_as_json(history), ensure_ascii=False, indent=2))
        return
    if history.now is None:
        click.echo(f"{history.uid} is not seen now")
    else:
        click.echo(f"{history.uid} · {history.now.state} · {statement_line(history.now.statement)}")
    for reading, found in history.readings:
        reader = reading.reading.reader
        made = reading.made_at[:16].replace("T", " ")
        click.echo(f"   {made} read by {reader.version} ({reader.network[:15]}): {statement_line(found)}")
    why = {orphan.correction.seq: orphan.why for orphan in history.orphans}
    for correction in history.corrections:
        orphaned = f" [orphaned: {why[correction.seq]}]" if correction.seq in why else ""
        click.echo(f"{correction_line(correction)}{orphaned}")


def _facts(record: Record, given: str, format_: str) -> None:
    view, corrections = record.view(given), record.fact_history(given)
    if format_ == "json":
        of_facts = [o for o in view.orphans if o.correction.kind == "fact"]
        shown = {
            "document": view.document.id,
            "facts": {fact: getattr(view.document, fact) for fact in FACTS},
            "came": {fact: getattr(view.fetched, fact) for fact in FACTS},
            "corrections": [asdict(correction) for correction in corrections],
            "orphaned": {orphan.correction.seq: orphan.why for orphan in of_facts},
        }
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    click.echo(" · ".join(str(getattr(view.document, fact) or f"no {fact}") for fact in FACTS))
    why = {orphan.correction.seq: orphan.why for orphan in view.orphans}
    for correction in corrections:
        orphaned = f" [orphaned: {why[correction.seq]}]" if correction.seq in why else ""
        click.echo(f"{correction_line(correction)}{orphaned}")


def _as_json(history: History) -> dict[str, Any]:
    from sayso.interchange import statement_to_json

    return {
        "uid": history.uid,
        "document": history.document_id,
        "state": history.now.state if history.now else None,
        "statement": statement_to_json(history.now.statement) if history.now else None,
        "readings": [
            {
                "made_at": reading.made_at,
                "reader": asdict(reading.reading.reader),
                "statement": statement_to_json(found),
            }
            for reading, found in history.readings
        ],
        "corrections": [asdict(correction) for correction in history.corrections],
        "orphaned": {orphan.correction.seq: orphan.why for orphan in history.orphans},
    }
