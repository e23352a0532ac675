"""Direct, indirect or mixed: whether a content's own words stand inside quotation marks (docs/codebook.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model import Kind
from sayso.quotation_marks import paragraphs_of, quoted_ranges
from sayso.spans import Span

_WORD = re.compile(r"\w+")


def kind_of(text: str, contents: Sequence[Span]) -> Kind:
    """How the words of ``contents`` stand in ``text``: all inside quotation marks, none, or some.

    Marks may be straight, curly, single (British) or guillemets. A quotation left open ends with its paragraph, one
    that closes without having been opened began with its paragraph, and an apostrophe is no mark.
    """
    inside = outside = 0
    for content in contents:
        for start, end in paragraphs_of(text, content):
            quoted = quoted_ranges(text, start, end)
            for word in _WORD.finditer(text, max(start, content.start), min(end, content.end)):
                if any(a <= word.start() < b for a, b in quoted):
                    inside += 1
                else:
                    outside += 1
    return "indirect" if not inside else "mixed" if outside else "direct"
