"""What a view may ask of its request: the room, who is there, the fields of a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from fastapi import Request

from sayso.services.room import Room
from sayso.web.errors import Refusal
from sayso.web.security import form_fields
from sayso.web.settings import Settings
from sayso.web.templating import Shell


def room_of(request: Request) -> Room:
    """The record, its search and its reader."""
    return cast(Room, request.app.state.room)


def settings_of(request: Request) -> Settings:
    """How the reading room was opened."""
    return cast(Settings, request.app.state.settings)


def user_of(request: Request) -> str:
    """Whose name a correction made now carries."""
    return cast(str, request.state.user)


def shell_of(request: Request, title: str, *, section: str = "", query: str = "", scripts: tuple[str, ...] = (),
             charts: bool = False) -> Shell:  # fmt: skip
    """What stands around a page; the arguments as of :class:`~sayso.web.templating.Shell`."""
    return Shell.of(request.scope, title, section=section, query=query, scripts=scripts, charts=charts)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, in order."""

    fields: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        """The first value of that name without blanks around it; ``None`` where it is missing or empty."""
        for key, value in self.fields:
            if key == name and value.strip():
                return value.strip()
        return None

    def raw(self, name: str) -> str:
        """The first value of that name as it came; empty where it is missing."""
        return next((value for key, value in self.fields if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of that name that is not empty."""
        return tuple(value for key, value in self.fields if key == name and value.strip())

    def numbers(self, name: str, most: int) -> tuple[int, ...]:
        """The numbers of judgements that are named, at least one and at most ``most``.

        Raises:
            Refusal: if they are none.
        """
        given = self.all(name)
        if not 0 < len(given) <= most or not all(n.isascii() and n.isdigit() and 0 < int(n) < 2**31 for n in given):
            raise Refusal(422, "bad-value", "Name the judgements to take back by their numbers.", name)
        return tuple(int(number) for number in given)

    def names(self) -> set[str]:
        """The names of the fields that came, also empty ones."""
        return {key for key, _ in self.fields}


async def form_of(request: Request) -> Form:
    """The form that a request brings.

    Raises:
        Refusal: if it is none.
    """
    if not request.headers.get("content-type", "").lower().startswith("application/x-www-form-urlencoded"):
        raise Refusal(415, "unsupported-type", "Send a form: application/x-www-form-urlencoded.")
    try:
        return Form(tuple(form_fields(await request.body())))
    except ValueError as error:
        raise Refusal(422, "bad-form", "The form has too many fields.") from error
