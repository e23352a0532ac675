"""Draws read.svg beside it: the terminal view of the beginning of an example report."""

import io
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from sayso import Reader, Reading
from sayso.cli.views import View, show
from sayso.model import Document
from sayso.services.reading import find_inputs, load_inputs

HERE = Path(__file__).parent
REPORT = HERE.parent.parent / "examples" / "05-continental-press-2024-03-11.txt"
PARAGRAPHS = 7


def beginning(document: Document, paragraphs: int) -> Document:
    """The document cut after its first paragraphs, so that the picture can be taken in at a glance."""
    text = "\n\n".join(document.text.split("\n\n")[:paragraphs])
    kept = tuple(f for f in document.furniture if f.end <= len(text))
    return replace(document, text=text, furniture=kept, id="")


def picture(reading: Reading) -> str:
    """The view of a reading as SVG."""
    console = Console(
        record=True, width=104, file=io.StringIO(), force_terminal=True, color_system="truecolor", no_color=False
    )
    show(console, reading, None, View())
    return console.export_svg(title=f"sayso read {REPORT.name}")


def main() -> None:
    """Read the report and draw it."""
    (loaded,) = load_inputs(find_inputs([str(REPORT)]))
    assert loaded.document is not None
    reading = Reader().read(beginning(loaded.document, PARAGRAPHS))
    (HERE / "read.svg").write_text(picture(reading), encoding="utf-8")


if __name__ == "__main__":
    main()
