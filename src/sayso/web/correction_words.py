"""What corrections did, in words for people."""

from __future__ import annotations

from sayso.record.values import Correction

_NAMES = {
    "speaker.kind": "kind of speaker", "speaker.role": "role", "speaker.on_behalf_of": "on behalf of",
    "speaker.name": "speaker", "speaker.actor": "actor",
    "said": "day it was said", "said_text": "words for the day", "speaker_kind": "kind of speaker",
    "for": "on behalf of",
    "outlet": "outlet it was said to", "answers": "what it answers", "within": "what it stands in",
    "sources": "source", "cues": "cue", "contents": "words",
}  # fmt: skip


def field_words(field: str | None) -> str:
    """What a field, or the spans of a part, are called."""
    return _NAMES.get(field or "", field or "")


def fact_words(fact: str | None) -> str:
    """What a fact of a document is called."""
    return {"published": "day of publication", "outlet": "outlet that published it"}.get(fact or "", fact or "")


def correction_words(correction: Correction) -> str:
    """What a correction did, in a line."""
    field = fact_words(correction.field) if correction.kind == "fact" else field_words(correction.field)
    match correction.kind:
        case "field" | "fact":
            return f"{field}: {_value(correction.before)} → {_value(correction.after)}"
        case "spans":
            return f"{field}: {_words(correction.before)} → {_words(correction.after)}"
        case "revoke":
            return f"took back correction {correction.revokes}"
        case _:
            return {
                "add": "added it",
                "remove": "took it out",
                "furniture-add": "marked page apparatus",
                "furniture-remove": "marked as part of the report",
                "confirm": "confirmed it",
                "dispute": "disputed it",
            }[correction.kind]


def _value(value: object) -> str:
    return "nothing" if value is None else f"“{value}”"


def _words(value: object) -> str:
    pieces = [str(v[2]) for v in value] if isinstance(value, list) else []
    return "“" + " […] ".join(" ".join(p.split()) for p in pieces) + "”" if pieces else "nothing"
