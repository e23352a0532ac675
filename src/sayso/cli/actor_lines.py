"""Actors, their pages, the machine's joins and people's judgements as tables and lines for people."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.cli.views import one_line
from sayso.record.across.actors.values import ActorEntry, ActorJudgement, ActorPage, Join, Shown

_SHOWN = 3


def actor_table(entries: Iterable[ActorEntry]) -> Table:
    """A row an actor."""
    table = _table("actor", "id", "kind", "statements", "first", "last", "called last", "written")
    for entry in entries:
        written = "; ".join(entry.names[:_SHOWN]) + (" …" if len(entry.names) > _SHOWN else "")
        cells = (entry.name, entry.id, entry.kind, f"{entry.statements:,}", entry.first or "–", entry.last or "–")
        table.add_row(*(Text(one_line(cell)) for cell in (*cells, entry.role or "–", written)))
    return table


def join_table(joins: Iterable[Join]) -> Table:
    """A row a pair of forms: how sure, which two, why."""
    table = _table("score", "one", "the other", "why")
    for join in joins:
        sides = (f"{join.left_name} · {join.left}", f"{join.right_name} · {join.right}")
        table.add_row(*(Text(one_line(cell)) for cell in (f"{join.score:.2f}", *sides, join.why)))
    return table


def judgement_line(judgement: ActorJudgement) -> str:
    """Number, when, who, what, why, and whether it still holds."""
    names = " and ".join(f"“{name}”" for name in judgement.names)
    what = {
        "merge": f"{names} are one",
        "apart": f"{names} are not one",
        "split": f"{_taken(judgement)} taken out of “{judgement.names[0] if judgement.names else ''}”",
        "revoke": f"takes back {judgement.revokes}",
    }[judgement.kind]
    line = f"{judgement.seq}. {judgement.made_at[:16].replace('T', ' ')} {judgement.author}: {what}"
    line += f" ({judgement.reason})" if judgement.reason else ""
    return one_line(line if judgement.in_force or judgement.kind == "revoke" else f"{line} [revoked]")


def print_page(console: Console, page: ActorPage) -> None:
    """The page of facts of an actor."""
    entry = page.entry
    console.print(Text(one_line(f"{entry.name} · {entry.kind} · {entry.id}"), "bold"))
    known = [f"Wikidata {page.wikidata}" if page.wikidata else "", page.known_as or "", page.country or ""]
    if any(known):
        console.print(Text(one_line(" · ".join(part for part in known if part)), "dim"))
    days = f", {entry.first} to {entry.last}" if entry.first else ""
    console.print(Text(one_line(f"{entry.statements:,} statements in {page.reports:,} reports{days}")))
    _print_lines(console, "Written", (f"{n.name} · {n.statements:,} in {n.reports:,} · [{n.form}]" for n in page.names))
    _print_lines(console, "Called", map(_shown, page.roles))
    _print_lines(console, "Speaks for", map(_shown, page.speaks_for))
    _print_lines(console, "Told", (f"{told.outlet} · {told.statements:,} · {told.uid}" for told in page.told))
    _print_lines(console, "Reported by", (f"{outlet} · {number:,}" for outlet, number in page.published_in))
    _print_lines(console, "Offices", (f"{o.title} · {o.since or ''}–{o.until or ''}" for o in page.offices))
    _print_lines(console, "Joined by", (f"{j.score:.2f} · {j.left} = {j.right}: {j.why}" for j in page.joins))
    _print_lines(console, "Judged", map(judgement_line, page.judgements))
    proposals = (f"{p.score:.2f} · {_other(page, p)}: {p.why}" for p in page.proposals)
    _print_lines(console, "Perhaps also", proposals)


def _other(page: ActorPage, join: Join) -> str:
    here = page.entry.id == join.left_actor
    return f"{join.right_name} ({join.right_actor})" if here else f"{join.left_name} ({join.left_actor})"


def _shown(shown: Shown) -> str:
    days = shown.first or "no day"
    days += f" to {shown.last}" if shown.last and shown.last != shown.first else ""
    where = ", ".join(part for part in (shown.outlet, shown.title) if part)
    return f"{shown.words} · {days} · {shown.statements:,} · {shown.uid}{f' ({where})' if where else ''}"


def _print_lines(console: Console, title: str, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines):
        if number == 0:
            console.print(Text(title, "bold"))
        console.print(Text("  " + one_line(line)), soft_wrap=True)


def _taken(judgement: ActorJudgement) -> str:
    parts = [*judgement.names[1:], *judgement.uids]
    return ", ".join(parts) or ", ".join(judgement.nodes)


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, justify="right" if name in ("statements", "score") else "left")
    return table
