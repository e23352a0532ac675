"""Utterances for people: who reports one, whom each credits, and its wordings with what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from sayso.cli.views import one_line

if TYPE_CHECKING:
    from sayso.record.across.utterances.values import Piece, UtteranceEntry, UtterancePage, UtteranceReport, Wording

_LONGEST = 400


def print_entries(console: Console, entries: Sequence[UtteranceEntry]) -> None:
    """The list of utterances, three lines each."""
    for entry in entries:
        words = one_line(entry.words)
        shortened = words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + " …"
        _print(console, Text.assemble((_name(entry), "bold cyan"), f" · {entry.day or 'not dated'}"), 0)
        _print(console, Text(shortened), 2)
        counts = [f"{entry.confirming} reports", f"{entry.wordings} wording{'s' * (entry.wordings > 1)}"]
        if entry.copies:
            counts.append(f"and {entry.copies} cop{'ies' if entry.copies > 1 else 'y'}")
        if entry.less_certain:
            counts.append(f"{entry.less_certain} less certain")
        outlets = ", ".join(one_line(outlet) for outlet in entry.outlets) or "outlets not known"
        _print(console, Text(" · ".join((entry.id, *counts, outlets)), style="dim"), 2)
        console.print()


def print_utterance(console: Console, page: UtterancePage) -> None:
    """An utterance whole."""
    entry = page.entry
    _print(console, Text.assemble((_name(entry), "bold cyan"), f" · {entry.day or 'not dated'} · {entry.id}"), 0)
    console.print()
    for at, report in enumerate(page.reports):
        _print(console, _report(report, earliest=not at, page=page), 2)
    for wording in page.wordings:
        console.print()
        _print(console, Text(_heading(wording, page), style="dim"), 2)
        _print(console, _worded(wording), 4)
        for line in _differences(wording):
            _print(console, line, 4)
    if page.judgements:
        console.print()
    for judged in page.judgements:
        what = "one utterance with" if judged.same else "not one utterance with"
        reason = f": {one_line(judged.reason)}" if judged.reason else ""
        said = f"{judged.seq}. {judged.author} {judged.made_at[:10]}: {judged.one} is {what} {judged.other}{reason}"
        _print(console, Text(one_line(said), style="yellow"), 2)


def _name(entry: UtteranceEntry) -> str:
    return one_line(entry.speaker or "nobody named")


def _report(report: UtteranceReport, *, earliest: bool, page: UtterancePage) -> Text:
    parts = [f"{report.published or 'not dated'}  {one_line(report.outlet or report.url or 'outlet not known')}"]
    if earliest:
        parts.append("earliest")
    parts.append(f"wording {report.wording}")
    if report.speaker and report.speaker != page.entry.speaker:
        parts.append(f"said by {one_line(report.speaker)}")
    if report.credit is not None:
        credit = report.credit
        words = f"“{one_line(credit.words.exact)}”" if credit.words else ""
        known = ", ".join(filter(None, (credit.outlet if not words else None, credit.channel)))
        parts.append("credits " + " ".join(filter(None, (words, f"({known})" if words and known else known))))
    text = Text(" · ".join(parts))
    if report.copy_of is not None:
        original = next((r for r in page.reports if r.document == report.copy_of), None)
        of = one_line((original and original.outlet) or "another report")
        text.append(f" · a copy of {of}", style="magenta")
    elif report.certainty == "likely":
        text.append(f" · less certain ({report.score:.2f}): {report.why}", style="yellow")
    text.append("  " + " ".join(s.uid for s in report.statements), style="dim")
    return text


def _heading(wording: Wording, page: UtterancePage) -> str:
    outlets = [one_line(r.outlet or r.url or "outlet not known") for r in page.reports if r.wording == wording.number]
    held = "the others are held against it" if wording.base and len(page.wordings) > 1 else ""
    return " · ".join(filter(None, (f"wording {wording.number}", ", ".join(dict.fromkeys(outlets)), held)))


def _worded(wording: Wording) -> Text:
    """The words as they stand in the report, those that are not the same marked."""
    text = Text()
    for number, stretch in enumerate(wording.stretches):
        if number:
            text.append(" […] ", style="dim")
        begin = len(text)
        text.append(_plain(stretch.exact))
        for piece in wording.pieces:
            if stretch.start <= piece.span.start and piece.span.end <= stretch.end:
                start = begin + piece.span.start - stretch.start
                text.stylize(_style(piece), start, start + piece.span.end - piece.span.start)
    return text


def _style(piece: Piece) -> str:
    if piece.moved:
        return "underline yellow"
    return {"same": "", "changed": "bold red", "only": "bold green"}[piece.how]


def _differences(wording: Wording) -> list[Text]:
    """What differs, said in words, for a page without colours."""
    if wording.base:
        return []
    lines = []
    for piece in wording.pieces:
        mine = f"{_marked(piece.span.exact, piece.quoted)}"
        if piece.moved:
            where = ("in quotation marks here, told in the other", "told here, in quotation marks in the other")
            lines.append(("= ", f"{mine} {where[not piece.quoted]}", "yellow"))
        elif piece.how == "changed" and piece.there is not None:
            lines.append(("~ ", f"{mine} for {_marked(piece.there.exact, bool(piece.quoted_there))}", "red"))
        elif piece.how == "only":
            lines.append(("+ ", f"{mine} only here", "green"))
    lines += [("- ", f"{_marked(piece.span.exact, piece.quoted)} not here", "dim") for piece in wording.missing]
    return [Text.assemble((sign, style), (words, style)) for sign, words, style in lines]


def _marked(words: str, quoted: bool) -> str:
    return f"“{one_line(words)}”" if quoted else one_line(words)


def _plain(words: str) -> str:
    """Words of the same length that steer no terminal."""
    return "".join(one_line(ch) if len(one_line(ch)) == 1 else " " for ch in words)


def _print(console: Console, text: Text, by: int) -> None:
    from sayso.cli.issue_option import print_indented

    print_indented(console, text, by)
