"""Results of a search as JSON values and as CSV rows. Shapes: docs/search.md."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.export.csv import guarded
from sayso.record.hits import Hit

COLUMNS = (
    "rank", "statement", "speaker", "speaker_kind", "role", "speaks_for", "act", "kind", "content", "cue", "source",
    "said", "told_to", "channel", "addressee", "outlet", "published", "title", "url", "language", "document", "state",
    "confidence", "similarity", "start", "end", "context",
)  # fmt: skip
"""Columns of the CSV, and keys of the flat part of the JSON."""


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """A result as JSON values: the columns of the CSV, and where its words stand inside ``context``."""
    speaker, excerpt = hit.speaker, hit.excerpt
    return {
        "rank": hit.rank,
        "statement": hit.uid,
        "speaker": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "role": speaker.role if speaker else None,
        "speaks_for": speaker.on_behalf_of if speaker else None,
        "act": hit.act,
        "kind": hit.kind,
        "content": hit.content,
        "cue": hit.cue,
        "source": hit.source,
        "said": hit.said,
        "told_to": hit.told_to,
        "channel": hit.channel,
        "addressee": hit.addressee,
        "outlet": hit.outlet,
        "published": hit.published,
        "title": hit.title,
        "url": hit.url,
        "language": hit.language,
        "document": hit.document,
        "state": hit.state,
        "confidence": round(hit.confidence, 4),
        "similarity": None if hit.similarity is None else round(hit.similarity, 4),
        "start": excerpt.start,
        "end": excerpt.end,
        "context": excerpt.text,
        "spans": [{"part": m.part, "start": m.start, "end": m.end} for m in excerpt.marks],
    }


def csv_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """The header and a line a result, as RFC 4180 has them, except that lines end in a plain line feed.

    A cell that a spreadsheet would calculate has an apostrophe before it, as in ``sayso read --format csv``.
    """
    yield _csv_line(COLUMNS)
    for hit in hits:
        value = hit_to_json(hit)
        yield _csv_line([value[name] for name in COLUMNS])


def jsonl_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """A JSON object a line."""
    for hit in hits:
        yield json_line(hit_to_json(hit))


def json_line(value: Any, indent: int | None = None) -> str:
    """JSON and a line feed; escaped throughout where it holds what UTF-8 cannot (lone surrogates)."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=indent)
    return text + "\n"


def _csv_line(cells: Iterable[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(
        [guarded(cell) if isinstance(cell, str) else cell for cell in cells]
    )
    return buffer.getvalue()
