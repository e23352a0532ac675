"""How statements, corrections and changes are written as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.model import Statement
from sayso.record.changes import Changes, shown
from sayso.record.values import Correction

_WIDEST = 100


def statement_line(statement: Statement) -> str:
    """Who, what act, the words."""
    speaker = statement.speaker.name if statement.speaker and statement.speaker.name else "(no speaker)"
    words = " … ".join(s.exact for s in statement.contents)
    return f"{speaker} · {statement.act} · {short(words)}"


def change_lines(changes: Changes) -> Iterator[str]:
    """A line each for what came, what went, and what is different with its values before and after."""
    for statement in changes.added:
        yield f"+ {statement_line(statement)}"
    for statement in changes.gone:
        yield f"- {statement_line(statement)}"
    for change in changes.changed:
        yield f"~ {statement_line(change.after)}"
        for name in change.fields:
            yield f"    {name}: {value(shown(change.before, name))} → {value(shown(change.after, name))}"


def correction_line(correction: Correction) -> str:
    """Number, what, by whom, when, why, and whether it still holds."""
    line = f"{correction.seq}. {correction.made_at[:16].replace('T', ' ')} {correction.author}: {_what(correction)}"
    if correction.reason:
        line += f" ({correction.reason})"
    if correction.revoked_by is not None:
        line += f" [revoked by {correction.revoked_by}]"
    return line


def _what(correction: Correction) -> str:
    before, after = correction.before, correction.after
    match correction.kind:
        case "field" | "fact":
            return f"{correction.field}: {value(before)} → {value(after)}"
        case "spans":
            return f"{correction.field}: {value(_pieces(before))} → {value(_pieces(after))}"
        case "add":
            return f"added {value(' … '.join(s['exact'] for s in after['contents']))}"
        case "remove":
            return "removed it"
        case "confirm":
            return "confirmed it"
        case "dispute":
            return "disputed it"
        case "furniture-add":
            return f"marked as {after['kind']}: {value(correction.selectors[0][1].exact)}"
        case "furniture-remove":
            return f"part of the report after all: {value(correction.selectors[0][1].exact)}"
        case "revoke":
            return f"took back {correction.revokes}"


def _pieces(spans: list[list[Any]]) -> str:
    return " … ".join(exact for _, _, exact in spans)


def value(given: Any) -> str:
    """A value for a person: words in quotes, nothing as a dash."""
    return "–" if given is None or given == "" else f"“{short(str(given))}”"


def short(words: str) -> str:
    """Words on one line, cut at a blank where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _WIDEST else line[:_WIDEST].rsplit(" ", 1)[0] + " …"
