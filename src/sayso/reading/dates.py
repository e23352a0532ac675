"""When a statement was said: ``said_text``, the words that tell it, and ``said``, the EDTF date they come to."""

from __future__ import annotations

from dataclasses import replace

from sayso.model import Explanation, Statement
from sayso.reading.circumstances import Told, circumstances
from sayso.reading.circumstances.days import publication_day
from sayso.reading.circumstances.occasions import Carried, why_it_holds
from sayso.reading.context import Context


def resolve_dates(context: Context, told: Told | None = None) -> tuple[Statement, ...]:
    """The statements with ``said_text`` and ``said`` where the article tells the day, and why.

    Without a day of publication only dates written out in full give ``said``; the words are kept in any case. The
    day of publication itself is never put in their place. ``told`` is :func:`circumstances` of the context where it
    is known already.
    """
    frames, found = told or circumstances(context)
    counted_from = publication_day(context.document)
    return tuple(
        _with_date(s, found[i]["date"], frames.statements, counted_from.isoformat() if counted_from else None)
        if "date" in found[i]
        else s
        for i, s in enumerate(context.statements)
    )


def _with_date(
    statement: Statement, carried: Carried, statements: tuple[Statement, ...], counted_from: str | None
) -> Statement:
    clue = carried.clue
    words = " ".join(clue.words.split())
    counted = f", counted from {counted_from}" if counted_from and clue.value else ""
    why = f"“{words}” → {clue.value or 'no date'}{counted}: {why_it_holds(carried, statements)}"
    return replace(
        statement,
        said=clue.value or None,
        said_text=clue.words,
        explanations=(*statement.explanations, Explanation("said", carried.confidence, why)),
    )
