"""A board for people: parties by days at a glance, then each party's stands, changes, contradictions and answers."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.cli.issue_option import print_indented
from sayso.cli.views import one_line
from sayso.record.across.issues.values import Answer, Condition, IssueBoard, Lane, Position, Said

_STYLES = {"for": "green", "against": "red", "demands": "yellow"}
_WIDEST = 9
"""Days in one table; more are told in further ones, so that no column becomes too narrow for a word."""
_WORDS = 220


def print_board(console: Console, board: IssueBoard) -> None:
    """Print a board."""
    console.print(Text(one_line(board.issue.name), "bold"))
    if board.issue.about:
        console.print(Text(one_line(board.issue.about), "dim"))
    if not board.lanes:
        console.print(Text("\nnobody takes a stand on it in this record"))
        return
    for days in _runs(board.days):
        console.print()
        console.print(_overview(board, days))
    console.print(Text("\n* on a condition   → became another stand   ! two voices on one day", "dim"))
    for lane in board.lanes:
        console.print()
        _print_lane(console, lane)
    _print_contradictions(console, board)
    _print_answers(console, board)
    if board.cut:
        console.print(Text(f"\n{board.cut:,} statements that bear on it least are left aside", "dim"))


def _runs(days: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (days[at : at + _WIDEST] for at in range(0, len(days), _WIDEST))


def _overview(board: IssueBoard, days: tuple[str, ...]) -> Table:
    """A row a party, a column a day: the act of the main stand."""
    table = Table(box=None, pad_edge=False, header_style="dim", expand=False)
    table.add_column("", style="bold", no_wrap=True)
    for day in days:
        table.add_column(day[5:] if len({d[:4] for d in board.days}) == 1 else day, no_wrap=True)
    changed = {(c.party.key, c.after.day) for lane in board.lanes for c in lane.changes}
    double = {(c.party.key, c.day) for c in board.contradictions}
    for lane in board.lanes:
        leads = {p.day: p for p in lane.positions if p.leads}
        if not leads.keys() & set(days):
            continue
        cells = []
        for day in days:
            lead = leads.get(day)
            if lead is None:
                cells.append(Text(""))
                continue
            marks = ("→ " if (lane.party.key, day) in changed else "") + lead.act + ("*" if lead.conditional else "")
            cells.append(Text(marks + ("!" if (lane.party.key, day) in double else ""), _STYLES[lead.side]))
        table.add_row(Text(one_line(lane.party.name)), *cells)
    return table


def _print_lane(console: Console, lane: Lane) -> None:
    console.print(Text(one_line(lane.party.name), "bold underline"))
    changes = {c.after.statement.uid: c for c in lane.changes}
    for position in lane.positions:
        change = changes.get(position.statement.uid)
        if change is not None:
            console.print(Text(f"  → {one_line(change.what)}", "bold magenta"))
        _print_position(console, position)


def _print_position(console: Console, position: Position) -> None:
    said = position.statement
    day = position.day or "no day"
    mark = "·" if position.leads else " "
    again = " (says it again)" if position.restates else ""
    head = Text.assemble(
        f"{mark} {day}{'' if position.dated == 'said' else ' (reported)'}  ",
        (position.act, _STYLES[position.side]), again, "  ", (_name(said), "cyan"), _more(said, position),
    )  # fmt: skip
    print_indented(console, head, 2)
    print_indented(console, _words(said, position.conditions), 6)


def _more(said: Said, position: Position) -> Text:
    also = len(position.reports)
    parts = [
        f"to {said.told_to}" if said.told_to else "",
        ", ".join(part for part in (said.outlet, said.published) if part),
        f"and {also} other report{'s' if also > 1 else ''}" if also else "",
        said.uid,
    ]
    return Text("".join(f" · {one_line(part)}" for part in parts if part), "dim")


def _words(said: Said, conditions: tuple[Condition, ...]) -> Text:
    """The words on one line; the condition's within braces, so that they are seen where there are no italics."""
    out = Text()
    for number, span in enumerate(said.contents):
        if number:
            out.append(" … ")
        at = span.start
        for condition in conditions:
            if span.start <= condition.span.start and condition.span.end <= span.end:
                out.append(_piece(span.exact[at - span.start : condition.span.start - span.start]))
                out.append("{" + one_line(condition.span.exact) + "}", "italic")
                at = condition.span.end
        out.append(_piece(span.exact[at - span.start :]))
    return _shortened(out)


def _piece(words: str) -> str:
    """Words on one line that keep a blank at either end, for pieces that are put together."""
    if not words.strip():
        return " " if words else ""
    return " " * words[0].isspace() + one_line(words) + " " * words[-1].isspace()


def _shortened(text: Text) -> Text:
    if len(text) <= _WORDS:
        return text
    cut = text.plain.rfind(" ", 0, _WORDS)
    if "{" in text.plain[cut if cut > 0 else _WORDS :]:
        return text  # a condition is never cut away
    short = text[: cut if cut > 0 else _WORDS]
    short.append(" …")
    return short


def _print_contradictions(console: Console, board: IssueBoard) -> None:
    if not board.contradictions:
        return
    console.print(Text("\nTwo voices on one day", "bold"))
    for c in board.contradictions:
        print_indented(console, Text(f"{c.day or 'no day'} · {one_line(c.party.name)}: {one_line(c.why)}"), 2)
        for said in (c.first.statement, c.second.statement):
            words = Text.assemble((f"{_name(said)} ", "cyan"), f"({said.act}) ", _words(said, ()))
            print_indented(console, words, 6)


def _print_answers(console: Console, board: IssueBoard) -> None:
    """What is answered, with its answers; each utterance once, by its first report."""
    targets: dict[int | str, dict[int | str, Answer]] = {}
    in_time = sorted(board.answers, key=lambda a: [_in_time(board.statements.get(uid)) for uid in (a.target, a.answer)])
    for answer in in_time:
        said, target = board.statements.get(answer.answer), board.statements.get(answer.target)
        if said is not None and target is not None:
            targets.setdefault(_utterance(target), {}).setdefault(_utterance(said), answer)
    if targets:
        console.print(Text("\nAnswers", "bold"))
    for answers in targets.values():
        first = next(iter(answers.values()))
        print_indented(console, _said_line(board.statements[first.target], "to "), 2)
        for answer in answers.values():
            print_indented(console, _said_line(board.statements[answer.answer], "← "), 6)
            sure = "" if answer.found_by == "report" else f" ({answer.confidence:.0%} sure)"
            why = f"{one_line(answer.why)}{sure} · {answer.answer} → {answer.target}"
            print_indented(console, Text(why, "dim"), 8)


def _said_line(said: Said, lead: str) -> Text:
    head = Text.assemble(lead, (_name(said), "cyan"), f", {said.day or 'no day'}, {said.act}: ")
    return _shortened(head + _words(said, ()))


def _utterance(said: Said) -> int | str:
    return said.utterance if said.utterance is not None else said.uid


def _in_time(said: Said | None) -> tuple[str, str, tuple[str, int, str]]:
    return ("", "", ("", 0, "")) if said is None else (said.day or "", said.published or "", said.arrival)


def _name(said: Said) -> str:
    return one_line(said.name or said.source or "somebody")
