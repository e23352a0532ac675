"""Where a statement was said: outlet, channel and addressee, carried over the statements of one occasion."""

from __future__ import annotations

from dataclasses import replace

from sayso.model import Channel, Explanation, Statement
from sayso.reading.circumstances import Told, circumstances
from sayso.reading.circumstances.clues import Dimension
from sayso.reading.circumstances.occasions import Carried, why_it_holds
from sayso.reading.context import Context


def resolve_settings(context: Context, told: Told | None = None) -> tuple[Statement, ...]:
    """The statements with ``outlet``, ``channel`` and ``addressee`` where the article tells them, and why.

    Outlets are never the one that publishes the article (``document.outlet``). What nothing shows stays ``None``.
    ``told`` is :func:`circumstances` of the context where it is known already.
    """
    frames, found = told or circumstances(context)
    return tuple(_with_setting(s, found[i], frames.statements) for i, s in enumerate(context.statements))


def _with_setting(statement: Statement, told: dict[Dimension, Carried], statements: tuple[Statement, ...]) -> Statement:
    outlet, channel, addressee = (told.get(d) for d in ("outlet", "channel", "addressee"))
    notes = tuple(
        _explained(dimension, carried, statements)
        for dimension, carried in (("outlet", outlet), ("channel", channel), ("addressee", addressee))
        if carried is not None
    )
    if not notes:
        return statement
    named: Channel | None = channel.clue.value if channel else None  # type: ignore[assignment]
    return replace(
        statement,
        outlet=outlet.clue.value if outlet else None,
        channel=named,
        addressee=addressee.clue.value if addressee else None,
        explanations=(*statement.explanations, *notes),
    )


def _explained(field: str, carried: Carried, statements: tuple[Statement, ...]) -> Explanation:
    words = " ".join(carried.clue.words.split())
    return Explanation(
        field, carried.confidence, f"“{words}” → {carried.clue.value}: {why_it_holds(carried, statements)}"
    )
