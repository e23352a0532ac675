"""Document in, Reading out: tokens, network, decoding, then the fields of each statement."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import Problem
from sayso.model import Document, ReaderVersion, Reading, Statement
from sayso.reading.actors import Actor
from sayso.reading.context import Name
from sayso.reading.decode import Range, Relation, decode, names_of
from sayso.reading.fields import resolve_fields, spans_of
from sayso.reading.kind import kind_of
from sayso.reading.network import Network, Pending
from sayso.reading.tidy import tidy_range
from sayso.reading.tokens import Tokens, tokenize
from sayso.spans import Span
from sayso.version import __version__

AHEAD = 4
"""Articles a thread whose windows are under way while an earlier one is decoded."""


ACT_WEIGHT = 0.5
"""Of the network's act head beside the word model of acts: chosen on the tuning part of ``whosaid``."""


@dataclass(frozen=True, slots=True)
class Found:
    """A statement as decoded, before its fields.

    Attributes:
        statement: spans, kind and confidence.
        signals: the probabilities that its confidence is made from.
        acts: the network's weighted log-probabilities of the fifteen acts.
    """

    statement: Statement
    signals: dict[str, float]
    acts: tuple[float, ...]


class Reader:
    """Reads documents with the shipped network. Loading takes a fraction of a second; keep one and use it often.

    Args:
        threads: windows of text computed at the same time; all cores by default.
        weights: folder with another network's files; the shipped network by default.
        actors: the user's own actors, to link speakers to beside the shipped ones.

    Raises:
        InstallationError: if the network's files are missing or damaged.
    """

    def __init__(
        self, *, threads: int | None = None, weights: Path | None = None, actors: Iterable[Actor] = ()
    ) -> None:
        self._actors = tuple(actors)
        self._network = Network(weights, threads)
        self.version = ReaderVersion(__version__, self._network.version)

    def read(self, document: Document) -> Reading:
        """The statements of one document."""
        return next(self.read_many([document]))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Readings of the documents in their order, each as soon as it is done; a few documents are taken ahead."""
        waiting: deque[tuple[Document, list[tuple[Tokens, Pending]]]] = deque()
        for document in documents:
            waiting.append((document, self._begin(document)))
            if len(waiting) > AHEAD * self._network.threads:
                yield self._finish(*waiting.popleft())
        while waiting:
            yield self._finish(*waiting.popleft())

    def _begin(self, document: Document) -> list[tuple[Tokens, Pending]]:
        return [(tokens, self._network.submit(tokens)) for tokens in tokenize(document, self._network.tokenizer)]

    def relations(self, document: Document) -> list[tuple[Statement, dict[str, float]]]:
        """The document's statements without fields, each with the signals that its confidence is made from."""
        return [(f.statement, f.signals) for f in self._decode(document, self._begin(document))[0]]

    def _finish(self, document: Document, sections: list[tuple[Tokens, Pending]]) -> Reading:
        found, names = self._decode(document, sections)
        problems = () if sections else (Problem("no-text", "nothing to read: the text is empty or all page apparatus"),)
        likely = [f for f in found if f.statement.confidence >= self._network.rules.least_confidence]
        evidence = {spans_of(f.statement): f.acts for f in likely}
        statements = resolve_fields(
            document, tuple(f.statement for f in likely), tuple(names), actors=self._actors, act_evidence=evidence
        )
        return Reading(document, statements, problems, self.version)

    def _decode(self, document: Document, sections: list[tuple[Tokens, Pending]]) -> tuple[list[Found], list[Name]]:
        network = self._network
        found: list[Found] = []
        names: list[Name] = []
        for tokens, pending in sections:
            scores = pending.result()
            relations = decode(scores, tokens.place, network.heads, network.rules)
            if relations:
                contents = [relation.contents[0] for relation in relations]
                cues = [relation.cue or content for relation, content in zip(relations, contents, strict=True)]
                acts = (network.heads.acts(scores, cues, contents) * ACT_WEIGHT).tolist()
            for i, relation in enumerate(relations):
                statement = self._statement(document, tokens, relation, f"r{len(found)}")
                if statement is not None:
                    found.append(Found(statement, relation.signals, tuple(acts[i])))
            names += [
                Name(document.span(int(tokens.starts[a]), int(tokens.ends[b - 1])), kind)
                for a, b, kind in names_of(scores.names)
            ]
        return found, names

    def _statement(self, document: Document, tokens: Tokens, relation: Relation, id_: str) -> Statement | None:
        def spans(ranges: Iterable[Range]) -> tuple[Span, ...]:
            characters = [(int(tokens.starts[a]), int(tokens.ends[b - 1])) for a, b in ranges]
            return tuple(Span.of(document.text, *piece) for r in characters for piece in tidy_range(document, *r))

        contents = spans(relation.contents)
        if not contents:
            return None
        return Statement(
            id=id_,
            kind=kind_of(document.text, contents),
            sources=spans([relation.source] if relation.source else []),
            cues=spans([relation.cue] if relation.cue else []),
            contents=contents,
            confidence=confidence(relation.signals, self._network.confidence),
        )


def confidence(signals: dict[str, float], weights: dict[str, float]) -> float:
    """Calibrated probability that a statement is right: logistic in the log-odds of its signals (Platt 1999)."""
    inputs = confidence_inputs(signals)
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.25) * x for name, x in inputs.items())
    return 1 / (1 + math.exp(-total))


def confidence_inputs(signals: dict[str, float]) -> dict[str, float]:
    """The signals as the logistic function takes them: probabilities as log-odds within ±5, flags as they are."""
    out = {}
    for name, p in signals.items():
        bounded = min(max(p, 0.0067), 0.9933)
        out[name] = p if name == "no_source" else math.log(bounded / (1 - bounded))
    return out
