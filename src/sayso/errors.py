"""What is raised (misuse, broken installation) and what is returned (faults of the input, as values)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the input, kept beside the results instead of stopping them.

    Attributes:
        code: stable, machine-readable name in kebab case (``not-english``, ``too-large``).
        message: one line for a person, naming the input and the remedy.
        where: the path, URL or field it concerns; ``None`` when it concerns the whole article.
    """

    code: str
    message: str
    where: str | None = None


class SaysoError(Exception):
    """Base of everything that sayso raises on purpose; its text is one line naming the input and the remedy."""


class InputError(SaysoError):
    """An input that cannot be read at all; carries the :class:`Problem` that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class InstallationError(SaysoError):
    """Something that ships with the package (network, tokenizer, table) is missing or damaged."""
