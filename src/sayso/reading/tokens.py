"""A document's text as the network's tokens: furniture left out, offsets kept, long texts cut into sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sayso.model import Document
from sayso.reading.features import token_features
from sayso.reading.heads import Place
from sayso.spans import complement_ranges

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SECTION = 60_000
"""Code points read in one piece; longer texts are cut at paragraphs, so memory stays bounded."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one section of a document.

    Attributes:
        ids: vocabulary entries, shape (n,).
        starts: first code point of each token in the document's text, shape (n,).
        ends: one past its last code point, shape (n,).
        features: case, quotation state and break of each, shape (n, 3).
        fresh: whether no stretch may run on into the token, for a paragraph or a line of its own begins, shape (n,).
        headline: whether it stands in the headline, which no link leaves or enters, shape (n,).
    """

    ids: Ints
    starts: Ints
    ends: Ints
    features: Ints
    fresh: npt.NDArray[np.bool_]
    headline: npt.NDArray[np.bool_]

    @property
    def place(self) -> Place:
        """Where each token stands, for decoding."""
        return Place(np.cumsum(self.features[:, 2] == 3), self.fresh, self.headline)

    def __len__(self) -> int:
        return len(self.ids)


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer stored at ``path``, without truncation, padding or special tokens of its own."""
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokenize(document: Document, tokenizer: Tokenizer) -> Iterator[Tokens]:
    """The document's sections in order. Furniture yields no token; its two sides are a paragraph apart."""
    text = document.text
    kept = complement_ranges([(f.start, f.end) for f in document.furniture], len(text))
    for first, last in _sections(text):
        ids: list[int] = []
        offsets: list[tuple[int, int]] = []
        for start, end in kept:
            start, end = max(start, first), min(end, last)
            if start < end:
                encoding = tokenizer.encode(_plain(text[start:end]), add_special_tokens=False)
                ids += encoding.ids
                offsets += [(a + start, b + start) for a, b in encoding.offsets]
        if not ids:
            continue
        spans = np.array(offsets, dtype=np.int64)
        features = token_features(text, offsets)
        for start, _ in kept:
            at = int(np.searchsorted(spans[:, 0], start))
            if at < len(offsets):
                features[at, 2] = 3
        starts, ends = spans[:, 0].copy(), spans[:, 1].copy()
        fresh = _fresh(text, ends, features[:, 2])
        headline = _headline(text, starts, ends, features[:, 2])
        yield Tokens(np.array(ids, dtype=np.int64), starts, ends, features, fresh, headline)


def _fresh(text: str, ends: Ints, breaks: Ints) -> npt.NDArray[np.bool_]:
    """Paragraph starts, and line starts after a finished sentence: other line ends may be those of wrapped lines."""
    fresh: npt.NDArray[np.bool_] = breaks == 3
    for at in np.flatnonzero(breaks == 2):
        if at and text[ends[at - 1] - 1] in ".!?:;”’\"')":
            fresh[at] = True
    return fresh


def _headline(text: str, starts: Ints, ends: Ints, breaks: Ints) -> npt.NDArray[np.bool_]:
    """Tokens of the text's first paragraph if it reads like a headline: short, another after it, no full stop."""
    out = np.zeros(len(starts), dtype=np.bool_)
    later = np.flatnonzero(breaks[1:] == 3)
    if len(later) and not text[: starts[0]].strip():
        end = int(later[0]) + 1
        last = text[ends[end - 1] - 1]
        out[:end] = ends[end - 1] - starts[0] <= 200 and (last.isalnum() or last in "’'”\"»)")
    return out


def _plain(text: str) -> str:
    """The text with lone surrogates, which no tokenizer takes, replaced one for one."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def _sections(text: str) -> list[tuple[int, int]]:
    """Ranges of at most about ``SECTION`` code points that end at paragraphs, else at line ends or blanks."""
    out: list[tuple[int, int]] = []
    at = 0
    while len(text) - at > SECTION:
        low, high = at + SECTION // 2, at + SECTION
        cut = max(text.rfind("\n\n", low, high), low - 1)
        if cut < low:
            cut = max(text.rfind("\n", low, high), text.rfind(" ", low, high), low - 1)
        cut = high if cut < low else cut + 1
        out.append((at, cut))
        at = cut
    out.append((at, len(text)))
    return out
