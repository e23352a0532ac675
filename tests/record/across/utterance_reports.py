"""Reports of one invented speech and its echoes, and an embedder simple enough to foresee what it finds alike."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement
from sayso.record.across.utterances.told import Told, last_day, packed_words, unpacked_words
from sayso.record.across.utterances.words import words_of
from sayso.record.store import Record
from sayso.spans import Span

LINDQVIST = "Mara Lindqvist"
BRIDGE = (
    "“We will not trade one metre of the Sund for a bridge,” […] “Whoever drew that map has never stood on the quay.”"
)


@dataclass(frozen=True)
class Says:
    """A statement: its contents' words, as they stand in the report, and who says it."""

    contents: tuple[str, ...]
    speaker: str | None = LINDQVIST
    kind: str = "person"
    told_to: str | None = None
    channel: str | None = None
    said: str | None = None
    on_behalf_of: str | None = None


def says(*contents: str, **fields: str | None) -> Says:
    return Says(contents, **fields)  # type: ignore[arg-type]


def reading(text: str, outlet: str, published: str | None, *said: Says, url: str | None = None) -> Reading:
    """A reading of a text with these statements, each content found where it first stands."""
    address = (
        url or f"https://{outlet.lower().replace(' ', '-')}.example/{hashlib.sha256(text.encode()).hexdigest()[:6]}"
    )
    document = Document(text, address, outlet, text.split("\n")[0], None, published, language="en")
    statements = []
    for number, one in enumerate(said, start=1):
        spans = []
        for words in one.contents:
            at = text.index(words)
            spans.append(document.span(at, at + len(words)))
        speaker = Speaker(one.speaker, one.kind, None, one.on_behalf_of)  # type: ignore[arg-type]
        statements.append(
            Statement(
                f"s{number}", "mixed", (), (), tuple(spans), speaker=speaker, outlet=one.told_to,
                channel=one.channel, said=one.said, confidence=0.9,  # type: ignore[arg-type]
            )
        )  # fmt: skip
    return Reading(document, tuple(statements), (), ReaderVersion("1", "sha256:1"))


COURIER = reading(
    "Minister rejects bridge\n\n“We will not trade one metre of the Sund for a bridge,” Minister Mara "
    "Lindqvist told Radio Hallam on Tuesday. “Whoever drew that map has never stood on the quay.”\n\nIt rained.",
    "Hallam Courier",
    "2031-04-02",
    says(
        "“We will not trade one metre of the Sund for a bridge,”",
        "“Whoever drew that map has never stood on the quay.”",
        told_to="Radio Hallam",
        said="2031-04-01",
    ),
)
HERALD = reading(
    "No bridge\n\nKardany will not trade “one meter of the Sund” for a bridge, Lindqvist told state media.\n\n"
    "“Whoever drew this map has never stood on the quay,” she added.",
    "Ulvany Herald",
    "2031-04-02",
    says("Kardany will not trade “one meter of the Sund” for a bridge", speaker="Lindqvist"),
    says("“Whoever drew this map has never stood on the quay,”", speaker="Lindqvist"),
)
GAZETTE = reading(
    "Reactions\n\nLindqvist refused to hand over any part of the strait in exchange for a bridge.",
    "Gazette",
    "2031-04-03",
    says("to hand over any part of the strait in exchange for a bridge"),
)
OTHER = reading(
    "Rail strike\n\n“The trains will run again on Monday,” said Mara Lindqvist.",
    "Gazette",
    "2031-04-02",
    says("“The trains will run again on Monday,”"),
)


def keep(record: Record, *readings: Reading) -> list[str]:
    """Add them; the uids of all their statements, in order."""
    uids = []
    for one in readings:
        record.add(one.document, one)
        uids += [view.uid for view in record.view(one.document.id).statements]
    return uids


_SAME = {
    "trade": "exchange",
    "metre": "part",
    "meter": "part",
    "sund": "strait",
    "bridge": "crossing",
    "not": "refuse",
    "one": "any",
}
_IDLE = frozenset(
    re.findall(
        r"\w+", "the a of to for in will we kardany hand over whoever drew that this map has never stood on quay"
    )
)


class Synonyms:
    """Texts as the sum of their words, synonyms being one."""

    family = "synonyms/1"

    def vector(self, text: str) -> np.ndarray:
        out = np.zeros(384, dtype=np.float32)
        for word in re.findall(r"[a-z]+", text.lower()):
            if word not in _IDLE:
                digest = hashlib.sha256(_SAME.get(word, word).encode()).digest()
                out[int.from_bytes(digest[:4], "big") % 384] += 1
        length = float(np.linalg.norm(out))
        return out / length if length else np.eye(1, 384, dtype=np.float32)[0]

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self.vector(text) for text in texts]) if texts else np.zeros((0, 384), dtype=np.float32)


def told(
    content: str,
    document: str = "a",
    speaker: str | None = LINDQVIST,
    day: str | None = "2031-04-02",
    *,
    row: int = 1,
    kind: str = "person",
    exact: bool = False,
    reported: str | None = None,
    on_behalf_of: str | None = None,
    actor: str | None = None,
    outer: bool = False,
) -> Told:
    """A statement of these words, as it is held against others; ``[…]`` parts its stretches."""
    spans = []
    at = 0
    for part in content.split(" […] "):
        spans.append(Span.of(content, at, at + len(part)))
        at += len(part) + len(" […] ")
    norms, quoted, tells = unpacked_words(packed_words(words_of(content, spans)))
    return Told(
        row,
        document,
        last_day(day),
        exact,
        last_day(reported or day),
        kind,
        speaker,
        on_behalf_of,
        actor,
        norms,
        quoted,
        tells,
        outer,  # type: ignore[arg-type]
    )
