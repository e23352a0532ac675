"""What the tokenizer drops and the network still needs: case, quotation state and breaks, one number a token each."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sayso.reading.quotes import quotation_states

CASES = 5  # lower or caseless, Capitalised, ALL CAPS, mixed, digits
QUOTES = 4  # outside, inside, opening mark, closing mark
BREAKS = 4  # blank before, attached to the token before, new line, new paragraph

_BLANK_LINE = re.compile(r"\n\s*\n")


def token_features(text: str, offsets: Sequence[tuple[int, int]]) -> npt.NDArray[np.int64]:
    """Features of the tokens at ``offsets`` (code points, in order).

    Returns:
        An array of shape (tokens, 3): case below ``CASES``, quotation state below ``QUOTES``, break below ``BREAKS``.
    """
    states = quotation_states(text)
    out = np.empty((len(offsets), 3), dtype=np.int64)
    before = -1
    for i, (start, end) in enumerate(offsets):
        out[i, 0] = _case(text[start:end])
        out[i, 1] = states[start] if start < len(states) else 0
        out[i, 2] = 1 if start == before else 3 if before < 0 else _break(text[before:start])
        before = end
    return out


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word[:1].isdigit():
        return 4
    if not word[:1].isupper():
        return 3 if word != word.lower() else 0
    if len(word) == 1 or word[1:].islower():
        return 1
    return 2 if word.isupper() else 3


def _break(gap: str) -> int:
    if "\n" not in gap and "\r" not in gap and len(gap) < 40:
        return 0
    if _BLANK_LINE.search(gap) or len(gap) >= 40:
        return 3
    return 2
