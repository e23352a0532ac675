"""Whether two statements are one speaker's."""

from __future__ import annotations

import re

from sayso.model import Statement


def speaker_key(statement: Statement) -> str | None:
    """Who speaks, for telling whether two statements are one speaker's; ``None`` where that is not known."""
    speaker = statement.speaker
    if speaker is None or not speaker.name or speaker.kind == "unknown":
        return None
    words: list[str] = re.findall(r"\w+", speaker.name.lower())
    if speaker.kind == "person" and words:
        return "person " + (words[-2] if words[-1] in ("jr", "sr", "ii", "iii") and len(words) > 1 else words[-1])
    return f"{speaker.kind} {' '.join(w for w in words if w != 'the')}"
