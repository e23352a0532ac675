"""sayso keeps the record of who said what: news reporting in, attributed statements with exact offsets out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.errors import Problem, SaysoError
from sayso.model import Document, Reading, Speaker, Statement
from sayso.spans import Span
from sayso.version import __version__ as __version__

if TYPE_CHECKING:
    from sayso.interchange import reading_to_json
    from sayso.reading.reader import Reader

__all__ = [
    "Document",
    "Problem",
    "Reader",
    "Reading",
    "SaysoError",
    "Span",
    "Speaker",
    "Statement",
    "read",
    "reading_to_json",
]

_LATER = {"Reader": "sayso.reading.reader", "reading_to_json": "sayso.interchange"}


def read(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Reading:
    """The statements of one report.

    The network is loaded at the first call and kept. To read many reports, :class:`Reader` is faster.

    Args:
        text: the report, headline and all; it is not altered, and every offset counts its Unicode code points.
        published: day of publication (``2024-03-11``); without it "on Monday" stays words.
        outlet: the outlet that published it.
        language: ``en`` to read a text all the same that does not look English.
        title: its headline; without it the first line is taken where it looks like one.
        url: where it stands.

    Returns:
        The reading. A fault of the text (empty, not English, too long) is one of its ``problems``.

    Raises:
        InputError: if ``published`` is no day.
        InstallationError: if the network that ships with the package is missing or damaged.
        TypeError: if ``text`` is no string.
    """
    from sayso.services.reading import read_text
    from sayso.sources.load import Given

    if not isinstance(text, str):
        raise TypeError(f"text must be a string, not {type(text).__name__}: decode bytes first, or use sayso read FILE")
    given = Given(published=published, outlet=outlet, language=language, title=title)
    return read_text(text, _reader(), url=url, given=given)


@cache
def _reader() -> Reader:
    from sayso.reading.reader import Reader

    return Reader()


def __getattr__(name: str) -> Any:
    # These bring numpy and onnxruntime with them, which ``import sayso`` should not.
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
