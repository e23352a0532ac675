"""What every field resolver may look at: a document, its statements, names, sentences and paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model import Document, Statement
from sayso.spans import Span

NameKind = Literal["person", "organisation", "place", "other"]


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in the text, found by the network's name head.

    Attributes:
        span: where it stands, without title or possessive ending.
        kind: what sort of thing it names.
    """

    span: Span
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Context:
    """One article as the field resolvers see it. Resolvers are pure functions from it to new statements.

    Attributes:
        document: the article.
        statements: its statements so far, in text order.
        names: proper names in text order.
        sentences: sentence ranges in code points, in order, furniture left out.
        paragraphs: paragraph ranges in code points, in order, furniture left out.
    """

    document: Document
    statements: tuple[Statement, ...]
    names: tuple[Name, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
