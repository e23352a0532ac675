"""Utterances as JSON values. Shapes: docs/utterances.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sayso.record.across.utterances.log import Entry
from sayso.record.across.utterances.values import (
    Credit,
    Piece,
    UtteranceEntry,
    UtterancePage,
    UtteranceReport,
    Wording,
)
from sayso.spans import Span


def utterance_to_json(page: UtterancePage) -> dict[str, Any]:
    """An utterance whole."""
    return utterance_entry_to_json(page.entry) | {
        "reported": [_report(report) for report in page.reports],
        "worded": [_wording(wording) for wording in page.wordings],
        "judgements": [asdict(judged) for judged in page.judgements],
    }


def utterance_entry_to_json(entry: UtteranceEntry) -> dict[str, Any]:
    """A line in the list of utterances."""
    return {name: value for name, value in asdict(entry).items() if name != "number"}


def utterance_judgement_to_json(entry: Entry) -> dict[str, Any]:
    """A line of the log."""
    return asdict(entry)


def _report(report: UtteranceReport) -> dict[str, Any]:
    names = (
        "document", "outlet", "title", "url", "published", "speaker", "day", "wording", "certainty", "score", "why",
        "copy_of",
    )  # fmt: skip
    plain = {name: getattr(report, name) for name in names}
    statements = [{"uid": s.uid, "source": s.source, "cue": s.cue, "content": s.content} for s in report.statements]
    return plain | {"credit": _credit(report.credit), "statements": statements}


def _credit(credit: Credit | None) -> dict[str, Any] | None:
    if credit is None:
        return None
    return {"outlet": credit.outlet, "channel": credit.channel, "words": _span(credit.words)}


def _wording(wording: Wording) -> dict[str, Any]:
    return {
        "number": wording.number,
        "base": wording.base,
        "document": wording.document,
        "statements": list(wording.uids),
        "stretches": _spans(wording.stretches),
        "pieces": [_piece(piece) for piece in wording.pieces],
        "missing": [_piece(piece) for piece in wording.missing],
    }


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        **(_span(piece.span) or {}),
        "how": piece.how,
        "quoted": piece.quoted,
        "there": _span(piece.there),
        "quoted_there": piece.quoted_there,
        "moved": piece.moved,
    }


def _spans(spans: Sequence[Span]) -> list[dict[str, Any] | None]:
    return [_span(span) for span in spans]


def _span(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "exact": span.exact}
