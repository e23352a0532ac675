"""Correcting what is known of a document, its facts and furniture: checked, and put into the append-only log."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from sayso.model import FurnitureKind
from sayso.reanchor import Selector
from sayso.record.facts import check_fact
from sayso.record.faults import CorrectionError
from sayso.record.fields import check_furniture_kind
from sayso.record.judging import Judge, bring_in_step, check_spans, log_correction
from sayso.record.loading import lineage, load_corrections, load_view
from sayso.record.values import Correction, SelectorRole
from sayso.spans import Span


def correct_facts(
    connection: Connection, given: str, facts: Mapping[str, str | None], judge: Judge
) -> tuple[Correction, ...]:
    """Set facts of a document; one correction each, ``None`` empties.

    Raises:
        UnknownStatementError: if there is no such document.
        CorrectionError: if a fact or value cannot be, or nothing would change.
    """
    view = load_view(connection, given)
    for name, value in facts.items():
        check_fact(name, value)
    made = []
    for name, value in facts.items():
        after = value.strip() if value is not None else None
        before = getattr(view.document, name)
        if before != after:
            made.append(log_correction(connection, view, "fact", None, judge, name, before, after, []))
    if not made:
        raise CorrectionError(f"{view.document.id} already is as the correction would make it; nothing was written")
    bring_in_step(connection, view.document.id)
    return tuple(made)


def fact_history(connection: Connection, document_id: str) -> tuple[Correction, ...]:
    """Every correction of this document's facts, made on it or an earlier version, and every revocation of one."""
    every = load_corrections(connection, lineage(connection, document_id))
    numbers = {c.seq for c in every if c.kind == "fact"}
    return tuple(c for c in every if c.seq in numbers or c.revokes in numbers)


def judge_furniture(
    connection: Connection, given: str, span: Span, kind: FurnitureKind | None, judge: Judge
) -> Correction:
    """Mark a stretch of text as furniture of a kind, or (``None``) as none."""
    view = load_view(connection, given)
    check_spans(view.document, "furniture", (span,))
    covered = [f for f in view.document.furniture if f.start < span.end and span.start < f.end]
    if kind is None and not covered:
        raise CorrectionError(f"no furniture is marked at {span.start}:{span.end} of {view.document.id}")
    if kind is not None:
        check_furniture_kind(kind)
    before = [[f.start, f.end, f.kind] for f in covered]
    selectors: list[tuple[SelectorRole, Selector]] = [("furniture", Selector.of(view.document.text, span))]
    after = None if kind is None else {"kind": kind}
    made = log_correction(
        connection,
        view,
        "furniture-remove" if kind is None else "furniture-add",
        None,
        judge,
        None,
        before,
        after,
        selectors,
    )
    bring_in_step(connection, view.document.id)
    return made
