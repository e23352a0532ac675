"""Pages from templates: everything is escaped, and a name that a template misspells is an error."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.types import Scope

from sayso.web import words
from sayso.web.correction_words import correction_words, field_words

_HERE = Path(__file__).parent
# What HTML cannot carry as it is: a carriage return would become a line feed, U+0000 and lone surrogates cannot be
# written. One sign each takes their place, so that counting signs in the page counts code points of the text.
_CARRIAGE_RETURN = "\r"
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page.

    Attributes:
        title: of the page.
        path: address of the page, without its query.
        user: whose name corrections carry.
        logged_in: whether they logged in, and can log out.
        token: what writing needs.
        section: which entry of the navigation is the page's: ``search``, ``issues``, ``actors``, ``review`` or nothing.
        query: words in the search box.
        scripts: own modules that the page needs (``reader.js``).
        charts: whether it needs the chart library.
    """

    title: str
    path: str
    user: str
    logged_in: bool
    token: str
    section: str = ""
    query: str = ""
    scripts: tuple[str, ...] = ()
    charts: bool = False

    @classmethod
    def of(
        cls,
        scope: Scope,
        title: str,
        *,
        section: str = "",
        query: str = "",
        scripts: tuple[str, ...] = (),
        charts: bool = False,
    ) -> Shell:
        """The shell for a request that passed the guard; ``request.scope`` is given."""
        state = scope.get("state", {})
        return cls(
            title,
            scope["path"],
            state.get("user", ""),
            state.get("logged_in", False),
            state.get("token", ""),
            section,
            query,
            scripts,
            charts,
        )


def render(
    shell: Shell, template: str, page: Any, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """A page as an answer.

    Args:
        shell: what stands around it.
        template: file in ``templates/``.
        page: the documented dataclass that the template shows as ``page``.
        status: HTTP status.
        headers: more headers.
    """
    text = environment().get_template(template).render(shell=shell, page=page)
    return Response(writable(text), status, headers, media_type="text/html")


def writable(text: str) -> str:
    """Markup as HTML can carry it, each sign of a text staying one sign."""
    return _UNWRITABLE.sub("\ufffd", text).replace(_CARRIAGE_RETURN, "&#13;")


def as_shown(text: str) -> str:
    """A text as a page gives it back: signs that HTML cannot carry are U+FFFD there."""
    return _UNWRITABLE.sub("\ufffd", text)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(static=static_address)
    for name in words.FILTERS:
        made.filters[name] = getattr(words, name)
    made.filters.update(correction_words=correction_words, field_words=field_words)
    return made


@lru_cache(maxsize=256)
def static_address(name: str) -> str:
    """The address of a file in ``static/``; it changes with the file, so that browsers may keep it."""
    data = (_HERE / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:12]}"
