"""Where each person of an article was last referred to before a pronoun: by name, pronoun or description."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.reading.speakers.figures import Figure, Mention
from sayso.reading.speakers.scene import Scene


@dataclass(frozen=True, slots=True)
class Reference:
    """The last time somebody was referred to before a pronoun.

    Attributes:
        figure: who.
        at: where.
        mention: the name there; ``None`` where it was a pronoun.
    """

    figure: Figure
    at: int
    mention: Mention | None


def references(scene: Scene, offset: int, inside_quote: bool) -> list[Reference]:
    """Where each person was last referred to before ``offset``; a name in somebody's words gives way to one outside."""
    seen: dict[int, Reference] = {}
    for mention in scene.mentions_before(offset):
        if not can_be_person(mention.figure):
            continue
        old = seen.get(id(mention.figure))
        if old and not inside_quote and scene.quoted(mention.start) and not scene.quoted(old.at):
            continue
        seen[id(mention.figure)] = Reference(mention.figure, mention.start, mention)
    for at, figure in scene.unnamed:
        if at < offset and (id(figure) not in seen or seen[id(figure)].at < at):
            seen[id(figure)] = Reference(figure, at, None)
    for at, figure in scene.echoes:
        old = seen.get(id(figure))
        if at < offset and old is not None and old.at < at:
            seen[id(figure)] = Reference(figure, at, None)
    return list(seen.values())


def can_be_person(figure: Figure) -> bool:
    """Whether he or she may mean a figure at all."""
    if figure.kind == "person":
        return not figure.name.startswith("@")
    return figure.kind == "other" and not figure.sure and " " in figure.name
