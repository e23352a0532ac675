"""How a statement is cited: who, which words, when and to whom, in which report, and its name in the record."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import Document, Statement
from sayso.record.hits import Hit
from sayso.web.words import act_words, day_words, short, speaker_words

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation is made of.

    Attributes:
        uid: the statement's name in the record.
        speaker: who says it, if the report tells.
        act: what they do in saying it.
        direct: whether the words are the speaker's own throughout.
        words: the content.
        told_to: outlet to which it was said.
        said: the day it was said.
        title, outlet, published, url: the report.
    """

    uid: str
    speaker: str | None
    act: str
    direct: bool
    words: str
    told_to: str | None
    said: str | None
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


def cited_hit(hit: Hit) -> Cited:
    """A result of a search."""
    return Cited(
        hit.uid, hit.speaker.name if hit.speaker else None, hit.act, hit.kind == "direct", hit.content, hit.told_to,
        hit.said, hit.title, hit.outlet, hit.published, hit.url,
    )  # fmt: skip


def cited_statement(uid: str, statement: Statement, document: Document) -> Cited:
    """A statement in its report."""
    return Cited(
        uid, statement.speaker.name if statement.speaker else None, statement.act, statement.kind == "direct",
        " […] ".join(s.exact for s in statement.contents), statement.outlet, statement.said, document.title,
        document.outlet, document.published, document.url,
    )  # fmt: skip


def citation(cited: Cited) -> str:
    """One line: ``Ilse Varga (rejects): “No.” Said 5 March 2024 to RIA. In: Title. Outlet, 6 March 2024. URL [id]``."""
    words = short(cited.words, _LONGEST)
    shown = words if cited.direct and words[:1] in "“\"'‘«" else f"“{words}”" if cited.direct else words
    said = "".join(
        (
            f" Said {day_words(cited.said)}" if cited.said else "",
            f"{' to' if cited.said else ' Told'} {cited.told_to}" if cited.told_to else "",
        )
    )
    report = ", ".join(part for part in (cited.outlet, day_words(cited.published) if cited.published else None) if part)
    parts = [
        f"{speaker_words(cited.speaker)} ({act_words(cited.act)}): {shown}",
        said.strip(),
        f"In: {short(cited.title, 200)}" if cited.title else "",
        report,
        cited.url or "",
    ]
    line = " ".join(p if p.endswith((".", "”", "!", "?", '"')) or p == parts[-1] else p + "." for p in parts if p)
    return f"{line} [sayso {cited.uid}]"
