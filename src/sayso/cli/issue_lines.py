"""Issues, their statements, suggestions and judgements as tables and lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.cli.issue_option import print_indented
from sayso.cli.views import one_line, short
from sayso.record.across.issues.log import Entry
from sayso.record.across.issues.values import IssueEntry, IssuePage, Member, Suggestion

_SHOWN = 3


def issue_table(entries: Iterable[IssueEntry]) -> Table:
    """A row an issue."""
    table = _table()
    for name in ("issue", "id", "statements", "latest stand", "parties"):
        table.add_column(name, justify="right" if name == "statements" else "left")
    for entry in entries:
        parties = ", ".join(entry.parties[:_SHOWN]) + (", …" if len(entry.parties) > _SHOWN else "")
        cells = (entry.issue.name, entry.issue.id, f"{entry.statements:,}", entry.latest or "–", parties or "–")
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    return table


def print_page(console: Console, page: IssuePage) -> None:
    """What bears on an issue, what nearly does, what was taken out."""
    issue = page.issue
    console.print(Text(one_line(issue.name), "bold"))
    if issue.about:
        console.print(Text(one_line(issue.about), "dim"))
    judged = f"told by {page.trained} judgement{'s' if page.trained > 1 else ''}" if page.trained else "as it ships"
    console.print(
        Text(
            f"begun by {one_line(issue.author)}, {issue.made_at[:10]} · counts from {page.threshold:.2f}, {judged}",
            "dim",
        )
    )
    for title, members in (("", page.members), ("Nearly", page.near), ("Taken out", page.excluded)):
        if title and members:
            console.print(Text(f"\n{title}", "bold"))
        if members:
            console.print(member_table(members))
    if not page.members:
        console.print(Text("nothing in this record bears on it"))
    if page.cut:
        console.print(Text(f"{page.cut:,} further ones that bear on it least are left aside", "dim"))


def member_table(members: Iterable[Member]) -> Table:
    """A row a statement: how surely it bears on the issue, which it is, who, when, what, why."""
    table = _table()
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("statement", style="magenta", no_wrap=True)
    table.add_column("speaker", style="cyan", max_width=20)
    table.add_column("act", no_wrap=True)
    table.add_column("day", no_wrap=True)
    table.add_column("words", style="green", ratio=2)
    table.add_column("why", style="dim", ratio=1)
    for member in members:
        said = member.said
        why = f"{member.choice} by {member.chosen_by} ({member.judgement})" if member.choice else member.why
        cells = (f"{member.score:.2f}", said.uid, said.name or said.source or "–", said.act, said.day or "–")
        table.add_row(*(Text(one_line(c)) for c in cells), Text(short(said.content)), Text(one_line(why)))
    return table


def print_suggestions(console: Console, found: Sequence[Suggestion]) -> None:
    """Each with its words, who speaks, how much there is, and what to type to follow it."""
    for suggestion in found:
        console.print(Text(one_line(suggestion.name), "bold"))
        about = " ".join((suggestion.name, *suggestion.words))
        quoted = "'" + one_line(about).replace("'", "’") + "'"
        named = "'" + one_line(suggestion.name).replace("'", "’") + "'"
        for line in (
            f"{suggestion.why} · {', '.join(suggestion.parties)}",
            f"also: {', '.join(suggestion.words)}" if suggestion.words else "",
            f"statements: {' '.join(suggestion.statements[:_SHOWN])}"
            + (" …" if len(suggestion.statements) > _SHOWN else ""),
            f"sayso issue add {named} --about {quoted}",
        ):
            if line:
                print_indented(console, Text(one_line(line)), 4)


def judgement_line(entry: Entry) -> str:
    """Number, when, who, what, why, and whether it still holds."""
    line = f"{entry.seq}. {entry.made_at[:16].replace('T', ' ')} {entry.author}: {_what(entry)}"
    if entry.reason:
        line += f" ({entry.reason})"
    if not entry.in_force and entry.kind != "revoke":
        line += " [revoked]"
    return one_line(line)


def _what(entry: Entry) -> str:
    match entry.kind:
        case "add":
            return f"{entry.issue_id}: follows “{entry.name}”" + (f", about {entry.about}" if entry.about else "")
        case "edit":
            changed = [
                f"{field} → “{v}”" for field, v in (("name", entry.name), ("about", entry.about)) if v is not None
            ]
            return f"{entry.issue_id}: {', '.join(changed)}"
        case "remove":
            return f"{entry.issue_id}: follows it no more"
        case "include" | "exclude":
            does = "bears on it" if entry.kind == "include" else "does not bear on it"
            return f"{entry.issue_id}: {entry.statement_uid} {does}"
        case "answers" | "no-answer":
            does = "answers" if entry.kind == "answers" else "does not answer"
            return f"{entry.statement_uid} {does} {entry.target_uid}"
        case "revoke":
            return f"took back {entry.revokes}"


def _table() -> Table:
    return Table(box=None, pad_edge=False, header_style="bold", expand=False)
