"""How much of an input is read at all, as values that a caller can set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one report.

    Attributes:
        page_bytes: largest page or file of one report, in bytes as stored.
        text_length: longest text of one report, in code points (a long news report has about 50,000).
        line_bytes: longest line of a ``.jsonl`` file, in bytes.
    """

    page_bytes: int = 20_000_000
    text_length: int = 5_000_000
    line_bytes: int = 40_000_000


DEFAULT_LIMITS = Limits()


def megabytes(size: int) -> str:
    """A size in bytes for a person, in units of 1,000,000 bytes."""
    return f"{size / 1_000_000:.3g} MB"
