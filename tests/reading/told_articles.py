"""Marked articles with all their fields resolved, as the reader resolves them."""

from __future__ import annotations

from dataclasses import replace

from tests.reading.speakers.marked_articles import context_of

from sayso.model import Statement
from sayso.reading.fields import resolve_fields


def told(marked: str, *, published: str | None = "2024-03-13", outlet: str | None = "Kelm Courier") -> list[Statement]:
    """The statements of a marked article (see ``marked_articles``) in text order, nested ones added, fields resolved.

    The day of publication is a Wednesday.
    """
    context = context_of(marked)
    document = replace(context.document, published=published, outlet=outlet)
    return list(resolve_fields(document, context.statements, context.names))
