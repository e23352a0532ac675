"""The page that lists keys, acts and colours: how to read and to steer every other page."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from sayso.model import ACTS
from sayso.web.request import shell_of
from sayso.web.templating import render

router = APIRouter()


@dataclass(frozen=True, slots=True)
class KeysPage:
    """What ``keys.html`` shows.

    Attributes:
        keys: of each place, the keys and what they do.
        acts: the acts of the codebook, in its order.
    """

    keys: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    acts: tuple[str, ...]


KEYS = (
    ("Everywhere", (("/", "to the search box"), ("Tab", "to the next thing that can be chosen"))),
    (
        "In a report",
        (
            ("j", "next statement"),
            ("k", "statement before"),
            ("a", "to the statement that this one answers"),
            ("o", "open its card: history, link, citation"),
            ("c", "confirm it: right as it is seen"),
            ("d", "dispute it: not right"),
            ("Ctrl + Enter", "correct: with words selected, about these words; else the statement at hand"),
        ),
    ),
    ("While correcting", (("Ctrl + Enter", "save"), ("Escape", "leave without saving"))),
    ("Among results of a search", (("j", "next"), ("k", "before"), ("Enter", "to its words"))),
    (
        "In review",
        (
            ("c", "confirm: right as it is seen"),
            ("d", "dispute: not right"),
            ("f", "fix it, in the same form as in a report"),
            ("s", "skip it"),
            ("u", "undo the last"),
            ("o", "open its report"),
        ),
    ),
)


@router.get("/keys")
def keys(request: Request) -> Response:
    """The page."""
    return render(shell_of(request, "Keys"), "keys.html", KeysPage(KEYS, ACTS))
