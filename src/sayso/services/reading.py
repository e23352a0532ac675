"""Where sources and reading meet: inputs as a person names them to readings, one after the other, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Protocol

from sayso.errors import Problem
from sayso.model import Document, ReaderVersion, Reading
from sayso.sources.limits import DEFAULT_LIMITS
from sayso.sources.load import NOTHING_GIVEN, As, Given, Loaded, load_bytes, load_path, load_text, report_paths
from sayso.sources.manifest import Descriptions

STANDARD_INPUT = "-"


class Reads(Protocol):
    """What reads: :class:`sayso.reading.reader.Reader`, or another with the same names."""

    @property
    def version(self) -> ReaderVersion:
        """Who it is."""

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Readings of the documents in their order; it may take some documents ahead."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input.

    Attributes:
        where: the path, ``path:line``, URL or ``-``.
        reading: its reading; ``None`` when it was not read.
        problems: why it was not read, or what was wrong with it all the same.
    """

    where: str | None
    reading: Reading | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """Inputs found, and not opened yet.

    Attributes:
        names: paths, URLs and ``-`` in the order named; a problem where a name leads nowhere.
    """

    names: tuple[Path | str | Problem, ...]

    @property
    def count(self) -> int | None:
        """How many reports they are; ``None`` where only opening them tells (``.jsonl`` files, web addresses)."""
        open_ended = any(
            is_address(name) if isinstance(name, str) else isinstance(name, Path) and name.suffix.lower() == ".jsonl"
            for name in self.names
        )
        return None if open_ended else len(self.names)


def find_inputs(arguments: Iterable[str]) -> Inputs:
    """What the arguments name: files, the reports under folders, globs, web addresses, ``-``; each file once."""
    names: dict[Path | str | Problem, None] = {}
    for argument in arguments:
        if argument == STANDARD_INPUT or is_address(argument):
            names[argument] = None
            continue
        paths, problems = report_paths([argument])
        descriptions = Descriptions()
        for path in paths:
            names.update(dict.fromkeys(descriptions.described_by(path) or (path,)))
        names.update(dict.fromkeys(problems))
    return Inputs(tuple(names))


def load_inputs(
    inputs: Inputs, *, as_: As = "auto", given: Given = NOTHING_GIVEN, standard_input: BinaryIO | None = None
) -> Iterator[Loaded]:
    """The reports behind the inputs, each as soon as it is loaded; one that cannot be read stops no other.

    What a ``manifest.jsonl`` beside a file says of it (:mod:`sayso.sources.manifest`) counts where ``given`` is silent.
    """
    descriptions = Descriptions()
    for name in inputs.names:
        if isinstance(name, Problem):
            yield Loaded(None, (name,), name.where)
        elif isinstance(name, Path):
            yield from load_path(name, as_=as_, given=descriptions.given_for(name, given))
        elif is_address(name):
            from sayso.services.addresses import load_address

            yield from load_address(name, as_=as_, given=given)
        else:
            data = standard_input.read(DEFAULT_LIMITS.page_bytes + 1) if standard_input else b""
            yield load_bytes(data, as_=as_, where="standard input", given=given)


def is_address(argument: str) -> bool:
    """Whether an argument is a web address and no path."""
    return argument.lower().startswith(("http://", "https://"))


def read_inputs(inputs: Iterable[Loaded], reader: Reads) -> Iterator[Result]:
    """Readings of the inputs in their order. Inputs that cannot be read, or are not in English, give no reading."""
    waiting: deque[Loaded] = deque()

    def to_read() -> Iterator[Document]:
        for loaded in inputs:
            waiting.append(loaded)
            if loaded.document is not None and readable(loaded):
                yield loaded.document

    for reading in reader.read_many(to_read()):
        yield from _not_read(waiting)
        loaded = waiting.popleft()
        problems = (*loaded.problems, *reading.problems)
        yield Result(loaded.where, replace(reading, problems=problems), problems)
    yield from _not_read(waiting)


def _not_read(waiting: deque[Loaded]) -> Iterator[Result]:
    while waiting and not readable(waiting[0]):
        loaded = waiting.popleft()
        yield Result(loaded.where, None, loaded.problems)


def readable(loaded: Loaded) -> bool:
    """Whether an input is to be read: it is a text, and in a language that the reader knows."""
    return loaded.document is not None and all(p.code != "not-english" for p in loaded.problems)


def read_text(text: str, reader: Reads, *, url: str | None = None, given: Given = NOTHING_GIVEN) -> Reading:
    """The reading of a text. One that cannot be read gives a reading without statements that says why."""
    loaded = load_text(text, url=url, given=given)
    (result,) = read_inputs([loaded], reader)
    if result.reading is not None:
        return result.reading
    document = loaded.document or Document(text, url=url, outlet=given.outlet, title=given.title)
    return Reading(document, (), result.problems, reader.version)
