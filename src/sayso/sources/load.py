"""A file, a URL, bytes or a line of JSONL to Documents. Faults of the input come back as values beside them.

Nothing here raises for a fault of an input: an input that cannot be read is a :class:`Loaded` without document whose
problems say why. Only wrong arguments raise (:class:`~sayso.errors.InputError` from :class:`Given`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sayso.errors import Problem
from sayso.model import Document
from sayso.sources.days import checked_day
from sayso.sources.limits import DEFAULT_LIMITS, Limits
from sayso.sources.plain import decode, headline

As = Literal["auto", "text", "html"]


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows of a report; each field wins over what is found in it.

    Attributes:
        published: day of publication, EDTF.
        outlet: the outlet that published it.
        language: ISO 639-1 code; with it no language is looked for and none is complained about.
        title: its headline.
        byline: its author.
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
    """One report from its bytes; ``charset`` is the encoding declared outside them (an HTTP header)."""
    decoded = decode(data, declared=charset, where=where)
    if decoded.text is None:
        return Loaded(None, decoded.problems, where, data)
    text = decoded.text
    document = Document(
        text=text,
        url=url,
        title=given.title or headline(text),
        outlet=given.outlet,
        byline=given.byline,
        published=given.published,
        language=given.language,
        fetched=fetched,
    )
    return Loaded(document, decoded.problems, where, data)


def load_text(
    text: str, *, where: str | None = None, given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS
) -> Loaded:
    """One report from its text, already decoded."""
    document = Document(
        text=text,
        title=given.title or headline(text),
        outlet=given.outlet,
        byline=given.byline,
        published=given.published,
        language=given.language,
    )
    return Loaded(document, (), where)


def load_path(
    path: Path, *, as_: As = "auto", given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Loaded]:
    """The report in a file, or one after another those in a ``.jsonl`` file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem("unreadable", f"{path} cannot be read: {error.strerror}", str(path))
        yield Loaded(None, (problem,), str(path))
        return
    yield load_bytes(data, as_=as_, where=str(path), given=given, limits=limits)


def load_url(url: str, *, as_: As = "auto", given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS) -> Loaded:
    """The report at a URL, fetched with :mod:`sayso.sources.fetch`'s guards."""
    problem = Problem("unreachable", f"{url} cannot be fetched yet", url)
    return Loaded(None, (problem,), url)


def load_jsonl_line(
    value: Any, *, where: str | None = None, given: Given = NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS
) -> Loaded:
    """The report that one object of a ``.jsonl`` file holds: ``text`` or ``html``, and what is known of it."""
    given = Given(**{k: getattr(given, k) or value.get(k) for k in Given.__slots__})
    loaded = load_text(value["text"], where=where, given=given, limits=limits)
    return Loaded(loaded.document, loaded.problems, where)


def report_paths(arguments: Iterable[str]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Files that the arguments name: a file itself, all reports under a folder, what a glob matches."""
    return tuple(Path(a) for a in arguments), ()
