"""The application: values in, an ASGI app out. It opens nothing and changes nothing by itself."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sayso.services.room import Room
from sayso.version import __version__
from sayso.web.attempts import Attempts
from sayso.web.errors import add_error_answers
from sayso.web.security import Guard
from sayso.web.sessions import Sessions
from sayso.web.settings import Settings
from sayso.web.users import Users
from sayso.web.views import PAGES

_STATIC = Path(__file__).parent / "static"


class _Static(StaticFiles):
    """Files whose addresses change with them (``?v=``), so that browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file."""
        response = await super().get_response(path, scope)
        kept = b"v=" in scope.get("query_string", b"")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
        return response


def create_app(room: Room, settings: Settings) -> FastAPI:
    """The reading room over a record.

    Args:
        room: the record, its search and its reader; whoever made it closes it.
        settings: how it is opened.
    """
    app = FastAPI(
        title="sayso",
        version=__version__,
        description="The record of who said what.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    sessions = Sessions(settings.bounds.session_seconds)
    users = Users(settings.auth.users) if settings.auth.users is not None else None
    app.state.room, app.state.settings, app.state.sessions, app.state.users = room, settings, sessions, users
    app.state.attempts = Attempts(settings.bounds.failed_logins, settings.bounds.login_seconds)
    app.mount("/static", _Static(directory=_STATIC), name="static")
    for name in PAGES:
        module = import_module(f"sayso.web.views.{name}")
        app.include_router(module.router, include_in_schema=name == "api")
    add_error_answers(app)
    app.add_middleware(Guard, settings=settings, sessions=sessions, users=users)
    return app
