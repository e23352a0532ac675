"""A file, a URL, bytes or a line of JSONL to Documents. Faults of the input come back as values beside them.

Nothing here raises for a fault of an input: an input that cannot be read is a :class:`Loaded` without document whose
problems say why. Only wrong arguments raise (:class:`~sayso.errors.InputError` from :class:`Given`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sayso.errors import InputError, Problem
from sayso.model import Document
from sayso.sources.days import bad_day, checked_day, tidy_day
from sayso.sources.furniture import find_furniture
from sayso.sources.limits import DEFAULT_LIMITS, Limits, megabytes
from sayso.sources.paths import report_paths
from sayso.sources.plain import decode, headline

if TYPE_CHECKING:
    from sayso.sources.fetch import Fetcher

__all__ = [
    "NOTHING_GIVEN",
    "As",
    "Given",
    "Loaded",
    "load_bytes",
    "load_jsonl_line",
    "load_path",
    "load_text",
    "load_url",
    "looks_like_html",
    "report_paths",
]  # fmt: skip

As = Literal["auto", "text", "html"]

_MARKUP = re.compile(
    rb"^[\s\xef\xbb\xbf]*(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|\?xml[^>]{0,200}\?>\s*(?:<!doctype\s+html|<html)|html|head|body|meta|title|article|main|div|p|h1|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_SURE = 0.95
_FEWEST_LETTERS = 100


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows of a report; each field wins over what is found in it.

    Attributes:
        published: day of publication, EDTF.
        outlet: the outlet that published it.
        language: ISO 639-1 code; with it no language is looked for, and ``en`` is never complained about.
        title: its headline.
        byline: its author.

    Raises:
        InputError: with code ``bad-date`` if ``published`` is no day.
    """

    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    title: str | None = None
    byline: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None:
            checked_day(self.published)


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one input.

    Attributes:
        document: the report; ``None`` when the input could not be read.
        problems: what was wrong with the input; never empty when there is no document.
        where: the path, ``path:line``, URL or ``-`` it came from.
        page: the bytes as they came, where they came as bytes.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()
    where: str | None = None
    page: bytes | None = None


def load_bytes(
    data: bytes,
    *,
    as_: As = "auto",
    url: str | None = None,
    where: str | None = None,
    charset: str | None = None,
    fetched: str | None = None,
    given: Given = NOTHING_GIVEN,
    limits: Limits = DEFAULT_LIMITS,
) -> Loaded:
    """One report from its bytes.

    Args:
        data: the file or page as it came.
        as_: what it is; ``auto`` decides by its content.
        url: where the report is published.
        where: name of the input for messages; the URL if none is given.
        charset: encoding declared outside the bytes (an HTTP header).
        fetched: moment of fetching, ISO 8601 with offset.
        given: what the caller knows of the report.
        limits: how much is read.
    """
    where = where or url
    if len(data) > limits.page_bytes:
        return Loaded(None, (_too_large(where, f"{megabytes(len(data))}", megabytes(limits.page_bytes)),), where)
    if as_ == "html" or (as_ == "auto" and looks_like_html(data)):
        return _load_page(data, url, where, charset, fetched, given, limits)
    decoded = decode(data, declared=charset, where=where)
    if decoded.text is None:
        return Loaded(None, decoded.problems, where, data)
    loaded = load_text(decoded.text, url=url, where=where, fetched=fetched, given=given, limits=limits)
    return replace(loaded, problems=(*decoded.problems, *loaded.problems), page=data)


def load_text(
    text: str,
    *,
    url: str | None = None,
    where: str | None = None,
    fetched: str | None = None,
    given: Given = NOTHING_GIVEN,
    limits: Limits = DEFAULT_LIMITS,
) -> Loaded:
    """One report from its text, which is kept as it is; arguments as in :func:`load_bytes`."""
    found = Document(text, url=url, title=headline(text), fetched=fetched)
    return _finished(found, where or url, given, limits)


def looks_like_html(data: bytes) -> bool:
    """Whether bytes begin like a page, wide encodings included."""
    head = data[:4096]
    return bool(_MARKUP.match(head) or (b"\0" in head and _MARKUP.match(head.lstrip(b"\xff\xfe").replace(b"\0", b""))))


def _load_page(
    data: bytes,
    url: str | None,
    where: str | None,
    charset: str | None,
    fetched: str | None,
    given: Given,
    limits: Limits,
) -> Loaded:
    from sayso.sources.html import decode_page, read_page

    decoded = decode_page(data, charset=charset, where=where)
    if decoded.text is None:
        return Loaded(None, decoded.problems, where, data)
    if not decoded.text.strip():
        return Loaded(None, (_empty(where),), where, data)
    page = read_page(decoded.text, url=url, where=where)
    problems = (*decoded.problems, *page.problems)
    if page.text is None:
        return Loaded(None, problems, where, data)
    found = Document(
        text=page.text,
        url=page.url,
        outlet=page.outlet,
        title=page.title,
        byline=page.byline,
        published=page.published,
        fetched=fetched,
    )
    loaded = _finished(found, where, given, limits)
    return replace(loaded, problems=(*problems, *loaded.problems), page=data)


def _finished(found: Document, where: str | None, given: Given, limits: Limits) -> Loaded:
    """The document with what was given put over what was found, its language and its furniture."""
    text = found.text
    if not text.strip("\ufeff\0 \t\r\n\f\v"):
        return Loaded(None, (_empty(where),), where)
    if len(text) > limits.text_length:
        problem = _too_large(where, f"{len(text):,} characters", f"{limits.text_length:,} characters")
        return Loaded(None, (problem,), where)
    language, problems = _told(given.language, where) if given.language else _language(text, where)
    title = given.title or found.title
    document = replace(
        found,
        title=title,
        outlet=given.outlet or found.outlet,
        byline=given.byline or found.byline,
        published=given.published or found.published,
        language=language,
        furniture=find_furniture(text, title),
    )
    return Loaded(document, problems, where)


def _told(language: str, where: str | None) -> tuple[str, tuple[Problem, ...]]:
    """The language that was given; one that is not English is a problem, being none that the network can read."""
    if language.lower().partition("-")[0] in ("en", "eng"):
        return "en", ()
    message = f"{where or 'the report'} is said to be in {language!r}: only English is read"
    return language, (Problem("not-english", message, where),)


def _language(text: str, where: str | None) -> tuple[str | None, tuple[Problem, ...]]:
    from sayso.sources.language import detect

    code, probability = detect(text)
    if code in (None, "en") or probability < _SURE or sum(map(str.isalpha, text[:4_000])) < _FEWEST_LETTERS:
        return code, ()
    message = f"{where or 'the report'} is not in English but in {code!r}: give --language en to read it all the same"
    return code, (Problem("not-english", message, where),)


def load_path(
    path: Path, *, as_: As = "auto", given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Loaded]:
    """The report in a file, or one after another those in a ``.jsonl`` file, which is read line by line."""
    where = str(path)
    try:
        if path.suffix.lower() == ".jsonl":
            yield from _load_lines(path, given, limits)
            return
        size = path.stat().st_size
        if size > limits.page_bytes:
            problem = _too_large(where, megabytes(size), megabytes(limits.page_bytes))
            yield Loaded(None, (problem,), where)
            return
        with path.open("rb") as file:
            # A device or pipe tells no size.
            data = file.read(limits.page_bytes + 1)
    except (OSError, ValueError) as error:
        yield Loaded(None, (_unreadable(where, error),), where)
        return
    yield load_bytes(data, as_=as_, where=where, given=given, limits=limits)


def _load_lines(path: Path, given: Given, limits: Limits) -> Iterator[Loaded]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(limits.line_bytes + 1):
            number += 1
            where = f"{path}:{number}"
            if len(line) > limits.line_bytes:
                while line and not line.endswith(b"\n"):
                    line = file.readline(limits.line_bytes)
                limit = megabytes(limits.line_bytes)
                yield Loaded(None, (_too_large(where, f"more than {limit}", limit),), where)
            elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _load_line(line, where, given, limits)


def _load_line(line: bytes, where: str, given: Given, limits: Limits) -> Loaded:
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, json.JSONDecodeError) else "not UTF-8 or nested too deeply"
        problem = Problem("bad-json", f"{where} is no JSON object ({why}): give one object a line", where)
        return Loaded(None, (problem,), where)
    return load_jsonl_line(value, where=where, given=given, limits=limits)


def load_jsonl_line(
    value: object, *, where: str | None = None, given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS
) -> Loaded:
    """The report that one object of a ``.jsonl`` file holds: ``text`` or ``html``, and what is known of it.

    Known fields: ``url``, ``outlet``, ``published``, ``title``, ``byline``, ``language``; others are left alone.
    ``given`` wins over them, and they win over what a page says. A field of the wrong kind is a problem of its own
    and counts as missing.
    """
    name = where or "the report"
    if not isinstance(value, Mapping):
        problem = Problem("bad-json", f"{name} is no JSON object: give one object a line", where)
        return Loaded(None, (problem,), where)
    known, problems = _known_fields(value, where)
    url = known.pop("url", None)
    given = Given(**{f.name: getattr(given, f.name) or known.get(f.name) for f in fields(Given)})
    text, html = value.get("text"), value.get("html")
    if isinstance(text, str):
        loaded = load_text(text, url=url, where=where, given=given, limits=limits)
    elif isinstance(html, str):
        data = html.encode("utf-8", "surrogatepass")
        loaded = load_bytes(data, as_="html", url=url, where=where, charset="utf-8", given=given, limits=limits)
    else:
        problem = Problem("no-text", f'{name} has neither "text" nor "html": give one of them as a string', where)
        loaded = Loaded(None, (problem,), where)
    return replace(loaded, problems=(*problems, *loaded.problems), where=where)


def _known_fields(value: Mapping[Any, Any], where: str | None) -> tuple[dict[str, str], tuple[Problem, ...]]:
    known: dict[str, str] = {}
    problems: list[Problem] = []
    for key in ("url", "outlet", "published", "title", "byline", "language"):
        field = value.get(key)
        if field is None or field == "":
            continue
        if key == "published":
            day = tidy_day(field) if isinstance(field, str) else None
            if day is None:
                problems.append(bad_day(field, f"{where}: published" if where else "published"))
            else:
                known[key] = day
        elif isinstance(field, str):
            known[key] = field
        else:
            message = f'{where or "the report"}: "{key}" is no string and counts as missing'
            problems.append(Problem("bad-field", message, where))
    return known, tuple(problems)


def load_url(
    url: str,
    *,
    as_: As = "auto",
    given: Given = NOTHING_GIVEN,
    limits: Limits = DEFAULT_LIMITS,
    fetcher: Fetcher | None = None,
) -> Loaded:
    """The report at a URL, fetched under the guards of :mod:`sayso.sources.fetch`, or by a ``fetcher`` of one's own."""
    from sayso.sources.fetch import Fetcher

    try:
        page = (fetcher or Fetcher()).fetch(url)
    except InputError as error:
        return Loaded(None, (error.problem,), url)
    kind: As = as_
    if as_ == "auto" and page.media_type in ("text/html", "application/xhtml+xml"):
        kind = "html"
    fetched = datetime.now(UTC).isoformat(timespec="seconds")
    return load_bytes(
        page.body, as_=kind, url=page.url, where=url, charset=page.charset, fetched=fetched, given=given, limits=limits
    )


def _empty(where: str | None) -> Problem:
    return Problem("empty", f"{where or 'the input'} holds no text: give a report with words in it", where)


def _too_large(where: str | None, size: str, limit: str) -> Problem:
    message = f"{where or 'the input'} is too large for one report ({size}, limit {limit}): split it into reports"
    return Problem("too-large", message, where)


def _unreadable(where: str, error: OSError | ValueError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem("not-found", f"{where} does not exist: check the path", where)
    if isinstance(error, IsADirectoryError):
        return Problem("unreadable", f"{where} is a folder: give its files, or the folder to find them in", where)
    why = getattr(error, "strerror", None) or str(error)
    return Problem("unreadable", f"{where} cannot be read ({why}): check the path and its permissions", where)
