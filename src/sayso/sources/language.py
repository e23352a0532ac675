"""A text to the language it is in, or to none where it is too short to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Of a hundred words of English reporting about thirty are among these; of other languages in Latin script, few.
_ENGLISH = frozenset(
    {
        "the", "of", "and", "to", "that", "was", "said", "is", "for", "on", "with", "he", "it", "as", "by", "at", "his",
        "from", "has", "have", "had", "were", "been", "who", "which", "their", "not", "this", "they", "would", "will",
        "its", "but",
    }
)  # fmt: skip
_ENGLISH_SHARE = 0.18
_LEAST_PROBABILITY = 0.7
_SAMPLE = 4_000
_FEWEST_LETTERS = 60
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def detect(text: str) -> tuple[str | None, float]:
    """The ISO 639-1 code of a text's language and the probability of it, ``(None, 0.0)`` if it is too short to tell.

    Plain English is recognised by its function words, without loading anything; the rest goes to py3langid
    (M. Lui and T. Baldwin, "langid.py: An Off-the-shelf Language Identification Tool", ACL 2012,
    https://aclanthology.org/P12-3005). Only the first 4,000 code points are looked at.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return None, 0.0
    if _is_plain_english(words):
        return "en", 0.99
    code, probability = _identifier().classify(sample)
    return (str(code), float(probability)) if probability >= _LEAST_PROBABILITY else (None, 0.0)


def _is_plain_english(words: list[str]) -> bool:
    if len(words) < 40:
        return False
    low = [word.lower() for word in words]
    known = sum(word in _ENGLISH for word in low)
    return known >= _ENGLISH_SHARE * len(low) and low.count("the") >= 0.02 * len(low)


@cache
def _identifier() -> Any:
    # Half a second to load: only for texts that need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
