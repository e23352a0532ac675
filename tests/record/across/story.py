"""The story of ``examples/`` as an editor follows it: four issues over the coded reports, boards and news as text.

``python tests/record/across/story.py`` prints it; with ``--write`` it becomes ``tests/gold/examples-story.txt``.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console

from sayso.cli.board_lines import print_board
from sayso.embedding import Embedder
from sayso.model import Document, Furniture, ReaderVersion, Reading, Speaker, Statement
from sayso.record.across.news.since import NewsQuery
from sayso.record.store import Record, open_record
from sayso.services.issues import Issues
from sayso.spans import Span

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests/gold/examples-story.txt"
CODED = ROOT / "tests/gold/examples.jsonl"

ISSUES = {
    "The crew": "the eleven fishermen held in Kardany: freeing the men, the court, mercy, an exchange of people",
    "The Strand line": "trains on the railway to Ulvany: freight, food, fuel and diesel",
    "The survey on the bank": "the gas survey on the Harrow Bank: pausing it, the survey ship Professor Dalmat leaving",
    "Was the boat in the zone?": "where the trawler was: the closed zone, four warnings, its lights, the stern light",
}
"""What the editor follows, and the words that tell what it is about."""

TAKEN_OUT = {
    "The crew": {
        "07a37bcc-11": "of looking for gas",
        "07a37bcc-14": "thanks to another crew, an icebreaker's",
        "42897fc3-28": "of hoarders in Brasny",
        "2a7648cf-18": "of a threat to boats at sea, not of the men who are held",
    },
    "The survey on the bank": {"2a7648cf-24": "of the three steps it accepts the two that are not the survey"},
}
"""Statements that the editor says do not bear on an issue, and why."""

TAKEN_IN = {
    "The crew": {"55d54414-3": "the five are members of the crew"},
    "The Strand line": {
        "07a37bcc-6": "movement is that of trains",
        "4e928690-23": "a tank car is fuel by rail",
        "90167ee9-15": "fuel by rail",
        "90167ee9-30": "fuel by rail",
    },
    "The survey on the bank": {
        "90167ee9-8": "of the pause in the survey",
        "d0d42329-7": "the zone is the survey ship's",
    },
}
"""Statements that the editor says do, and why."""


def coded_readings() -> Iterator[tuple[str, Reading]]:
    """The twelve coded reports, each with its name."""
    for line in CODED.read_text(encoding="utf-8").splitlines():
        report: dict[str, Any] = json.loads(line)
        document = Document(
            report["text"],
            outlet=report["outlet"],
            title=report["text"].partition("\n")[0],
            published=report["published"],
            language="en",
            furniture=tuple(Furniture(f["start"], f["end"], f["kind"]) for f in report["furniture"]),
        )
        statements = tuple(map(_statement, report["statements"]))
        yield report["doc"], Reading(document, statements, (), ReaderVersion("coded", "by hand"))


def _statement(coded: dict[str, Any]) -> Statement:
    def spans(name: str) -> tuple[Span, ...]:
        return tuple(Span(s["start"], s["end"], s["exact"]) for s in coded[name])

    known = coded["speaker"] is not None or coded["speaker_kind"] is not None
    speaker = Speaker(coded["speaker"], coded["speaker_kind"], coded["role"], coded["for"]) if known else None
    return Statement(
        coded["id"], coded["kind"], spans("sources"), spans("cues"), spans("contents"), coded["within"], speaker,
        coded["outlet"], coded["channel"], coded["addressee"], coded["said"], coded["said_text"], coded["act"],
        coded["answers"], 1.0,
    )  # fmt: skip


def follow(record: Record, network: Embedder) -> Issues:
    """The coded reports in a record, and the editor's issues and judgements over them."""
    for _, reading in coded_readings():
        record.add(reading.document, reading)
    issues = Issues(record, lambda: network)
    for name, about in ISSUES.items():
        issues.add(name, about, author="the editor")
    for choice, chosen in (("excluded", TAKEN_OUT), ("included", TAKEN_IN)):
        for name, statements in chosen.items():
            for uid, reason in statements.items():
                issues.choose(name, uid, choice, author="the editor", reason=reason)  # type: ignore[arg-type]
    return issues


def told(issues: Issues) -> str:
    """The boards of all issues, and the changes as news."""
    out = io.StringIO()
    console = Console(file=out, width=120, highlight=False, force_terminal=False)
    for name in ISSUES:
        print_board(console, issues.board(name))
        console.print("\n" + "─" * 120 + "\n")
    out.write("What changed, and when it became known\n\n")
    for item in issues.news(NewsQuery(since="2024", kinds=("change",))):
        out.write(f"{item.when}  {item.title}\n" + "".join(f"    {line}\n" for line in item.summary.splitlines()))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def main(arguments: list[str]) -> None:
    """Print the story, or write the golden file."""
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "story.db") as record:
        text = told(follow(record, Embedder()))
    if "--write" in arguments:
        GOLDEN.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
