"""Reading JSON, version 1: readings to plain values and back, nothing lost. Schema: docs/reading.schema.json."""

from __future__ import annotations

from typing import Any, cast

from sayso.errors import Problem
from sayso.model import (
    Document,
    Explanation,
    Furniture,
    ReaderVersion,
    Reading,
    Speaker,
    Statement,
)
from sayso.spans import Span

Json = dict[str, Any]


def reading_to_json(reading: Reading, *, explain: bool = False) -> Json:
    """One reading as Reading JSON; with ``explain``, each statement also carries its ``explanations``."""
    return {
        "document": document_to_json(reading.document),
        "statements": [statement_to_json(s, explain=explain) for s in reading.statements],
        "problems": [{"code": p.code, "message": p.message, "where": p.where} for p in reading.problems],
        "reader": {"version": reading.reader.version, "network": reading.reader.network},
    }


def document_to_json(document: Document) -> Json:
    """A document as it stands in Reading JSON."""
    return {
        "id": document.id,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "byline": document.byline,
        "published": document.published,
        "fetched": document.fetched,
        "language": document.language,
        "text": document.text,
        "furniture": [{"start": f.start, "end": f.end, "kind": f.kind} for f in document.furniture],
    }


def statement_to_json(statement: Statement, *, explain: bool = False) -> Json:
    """A statement as it stands in Reading JSON."""
    speaker = statement.speaker
    out: Json = {
        "id": statement.id,
        "kind": statement.kind,
        "within": statement.within,
        "sources": _spans_to_json(statement.sources),
        "cues": _spans_to_json(statement.cues),
        "contents": _spans_to_json(statement.contents),
        "speaker": None
        if speaker is None
        else {
            "name": speaker.name,
            "kind": speaker.kind,
            "role": speaker.role,
            "for": speaker.on_behalf_of,
            "actor": speaker.actor,
        },
        "outlet": statement.outlet,
        "channel": statement.channel,
        "addressee": statement.addressee,
        "said": statement.said,
        "said_text": statement.said_text,
        "act": statement.act,
        "answers": statement.answers,
        "confidence": round(statement.confidence, 4),
    }
    if explain:
        out["explanations"] = [
            {"field": e.field, "confidence": round(e.confidence, 4), "why": e.why} for e in statement.explanations
        ]
    return out


def reading_from_json(value: Json) -> Reading:
    """The reading that a Reading JSON object holds.

    Raises:
        KeyError: if a required key is missing.
    """
    reader = value["reader"]
    return Reading(
        document=document_from_json(value["document"]),
        statements=tuple(statement_from_json(s) for s in value["statements"]),
        problems=tuple(Problem(p["code"], p["message"], p.get("where")) for p in value["problems"]),
        reader=ReaderVersion(reader["version"], reader["network"]),
    )


def document_from_json(value: Json) -> Document:
    """The document in a Reading JSON object."""
    furniture = tuple(Furniture(f["start"], f["end"], f["kind"]) for f in value.get("furniture", ()))
    keys = ("id", "text", "url", "outlet", "title", "byline", "published", "fetched", "language")
    return Document(furniture=furniture, **{k: value[k] for k in keys if value.get(k) is not None})


def statement_from_json(value: Json) -> Statement:
    """The statement that one object of ``statements`` holds."""
    speaker = value.get("speaker")
    return Statement(
        id=value["id"],
        kind=value["kind"],
        sources=_spans_from_json(value["sources"]),
        cues=_spans_from_json(value["cues"]),
        contents=_spans_from_json(value["contents"]),
        within=value.get("within"),
        speaker=None
        if speaker is None
        else Speaker(speaker["name"], speaker["kind"], speaker.get("role"), speaker.get("for"), speaker.get("actor")),
        outlet=value.get("outlet"),
        channel=value.get("channel"),
        addressee=value.get("addressee"),
        said=value.get("said"),
        said_text=value.get("said_text"),
        act=value["act"],
        answers=value.get("answers"),
        confidence=value["confidence"],
        explanations=tuple(Explanation(e["field"], e["confidence"], e["why"]) for e in value.get("explanations", ())),
    )


def _spans_to_json(spans: tuple[Span, ...]) -> list[Json]:
    return [{"start": s.start, "end": s.end, "exact": s.exact} for s in spans]


def _spans_from_json(values: list[Json]) -> tuple[Span, ...]:
    return tuple(Span(cast(int, v["start"]), cast(int, v["end"]), cast(str, v["exact"])) for v in values)
