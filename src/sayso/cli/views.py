"""Readings for people at a terminal: the text with its statements marked, and a table of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.cli.plain_marks import marked_lines
from sayso.model import Reading, Statement
from sayso.spans import Span

SOURCE, CUE, CONTENT, FURNITURE, LABEL = "bold cyan", "bold yellow", "green", "bright_black", "magenta"
_LONGEST_CELL = 160

# One for one, so that offsets into the shown text are those of the text: C0 controls become their pictures, what
# could steer the terminal (C1, bidirectional overrides) or cannot be encoded becomes U+FFFD.
_SHOWN = (
    {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
    | {0x0B: 0x20, 0x0C: 0x20, 0x0D: 0x20, 0x7F: 0x2421, 0x2028: 0x0A, 0x2029: 0x0A}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONE_RETURN = re.compile("\r(?!\n)")


def neutral(text: str) -> str:
    """Text of the same length that no terminal obeys: controls made visible, line ends as line feeds."""
    return _SURROGATE.sub("\ufffd", _LONE_RETURN.sub("\n", text).translate(_SHOWN))


def one_line(text: str) -> str:
    """The same on one line, runs of blanks as one."""
    return " ".join(neutral(text).split())


@dataclass(frozen=True, slots=True)
class View:
    """How readings are shown.

    Attributes:
        text: the report's text with its marks before the table.
        explain: why each field has its value, after the table.
    """

    text: bool = True
    explain: bool = False


def show(console: Console, reading: Reading, where: str | None, view: View) -> None:
    """Print one reading; where the console has no colours, brackets mark what colours would."""
    coloured = console.color_system is not None and not console.no_color
    _show_head(console, reading, where)
    if view.text:
        console.print()
        if coloured:
            console.print(coloured_text(reading))
        else:
            for marked in marked_lines(reading, neutral(reading.document.text)):
                console.print(Text(marked))
        console.print(_legend(coloured))
    console.print()
    if reading.statements:
        console.print(statement_table(reading.statements))
    else:
        console.print(Text("no statements"))
    if view.explain:
        for line in explained(reading.statements):
            console.print(line)
    console.print()


def coloured_text(reading: Reading) -> Text:
    """The report's text in its own order: contents, sources and cues in their colours, furniture grey."""
    out = Text()
    styled = Text(neutral(reading.document.text), end="")
    for furniture in reading.document.furniture:
        styled.stylize(FURNITURE, furniture.start, furniture.end)
    # What is laid on later lies on top: a source inside another statement's content stays seen.
    for style, spans in (
        (CONTENT, (s for st in reading.statements for s in st.contents)),
        (CUE, (s for st in reading.statements for s in st.cues)),
        (SOURCE, (s for st in reading.statements for s in st.sources)),
    ):
        for span in spans:
            styled.stylize(style, span.start, span.end)
    at = 0
    for position, id_ in sorted((span.start, st.id) for st in reading.statements for span in st.contents[:1]):
        out.append_text(styled[at:position])
        out.append(f"{id_} ", LABEL)
        at = position
    out.append_text(styled[at:])
    return out


def statement_table(statements: Iterable[Statement]) -> Table:
    """A row for each statement: id, speaker, cue, act, outlet, day, words."""
    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    table.add_column("id", style=LABEL, no_wrap=True)
    table.add_column("speaker", style="cyan", max_width=24)
    table.add_column("cue", style="yellow", max_width=14)
    table.add_column("act", no_wrap=True)
    table.add_column("outlet", max_width=16)
    table.add_column("said", max_width=14)
    table.add_column("words", style="green", ratio=1)
    for s in statements:
        cells = (s.id, speaker_name(s), _words(s.cues), s.act, s.outlet or "", s.said or s.said_text or "")
        table.add_row(*(Text(one_line(cell)) for cell in cells), Text(short(_words(s.contents))))
    return table


def explained(statements: Iterable[Statement]) -> Iterator[Text]:
    """For each statement, a line a field: its value, how sure, and why in plain words."""
    for statement in statements:
        yield Text.assemble("\n", (statement.id, LABEL), " ", (short(_words(statement.contents)), CONTENT))
        for e in statement.explanations:
            value = one_line(field_value(statement, e.field))
            yield Text.assemble(
                "  ", (e.field, "bold"), f": {value or '–'} ({e.confidence:.0%} sure) · ", (one_line(e.why), "italic")
            )


def field_value(statement: Statement, field: str) -> str:
    """What a statement has in a field that an explanation names (``speaker``, ``speaker.kind``, ``outlet`` …)."""
    if field == "speaker":
        return speaker_name(statement)
    name = {"for": "on_behalf_of"}.get(field.removeprefix("speaker."), field.removeprefix("speaker."))
    holder = statement.speaker if field.startswith("speaker.") else statement
    return str(getattr(holder, name, None) or "")


def speaker_name(statement: Statement) -> str:
    """The speaker's name; failing that, the source's words."""
    if statement.speaker is not None and statement.speaker.name:
        return statement.speaker.name
    return _words(statement.sources) or "–"


def short(words: str) -> str:
    """Words on one line, cut at a blank where they are many."""
    line = one_line(words)
    return line if len(line) <= _LONGEST_CELL else line[:_LONGEST_CELL].rsplit(" ", 1)[0] + " …"


def _words(spans: tuple[Span, ...]) -> str:
    return " … ".join(span.exact for span in spans)


def _show_head(console: Console, reading: Reading, where: str | None) -> None:
    document = reading.document
    console.rule(Text(one_line(document.title or where or "report"), "bold"), align="left", characters="─")
    count = len(reading.statements)
    facts = [document.outlet, document.published, where, f"{count} statement{'' if count == 1 else 's'}"]
    console.print(Text(" · ".join(one_line(fact) for fact in facts if fact), "dim"))


def _legend(coloured: bool) -> Text:
    if not coloured:
        return Text("\n[source]  ‹cue›  s1{content}  ~furniture~")
    parts = (("source", SOURCE), "  ", ("cue", CUE), "  ", ("s1 ", LABEL), ("content", CONTENT), "  ")
    return Text.assemble("\n", *parts, ("furniture", FURNITURE))
