"""The API, and its page for people who write programs; programs themselves read ``/api/openapi.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from sayso.web.api import across, judging, looking
from sayso.web.api.answers import ERRORS
from sayso.web.request import shell_of
from sayso.web.templating import render

router = APIRouter(responses=ERRORS)
for _part in (looking, judging, across):
    router.include_router(_part.router, prefix="/api")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address.

    Attributes:
        name: its name.
        place: ``path``, ``query`` or ``body``.
        required: whether it must be given.
        takes: what it takes, in a few words.
        about: what it is.
    """

    name: str
    place: str
    required: bool
    takes: str
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that can be asked.

    Attributes:
        method: ``GET``, ``POST``, ``PATCH``.
        path: its address.
        about: what it does.
        parameters: what it takes.
    """

    method: str
    path: str
    about: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class ApiPage:
    """What ``api.html`` shows.

    Attributes:
        subjects: what can be asked, by subject.
        address: where the reading room is.
        example: an error.
    """

    subjects: tuple[tuple[str, tuple[Operation, ...]], ...]
    address: str
    example: str


@router.get("/api/docs", include_in_schema=False)
def docs(request: Request) -> Response:
    """The page."""
    error = {"error": {"code": "bad-date", "message": "since 'soon' is no day: write it as …", "where": "since"}}
    address = f"{request.url.scheme}://{request.headers['host']}"
    page = ApiPage(subjects_of(request.app.openapi()), address, json.dumps(error, ensure_ascii=False, indent=2))
    return render(shell_of(request, "For programs", section="api"), "api.html", page)


def subjects_of(schema: dict[str, Any]) -> tuple[tuple[str, tuple[Operation, ...]], ...]:
    """The operations of an OpenAPI document, by their first tag, in its order."""
    subjects: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            parameters = [_parameter(parameter) for parameter in told.get("parameters", ())]
            parameters += _body(schema, told)
            operation = Operation(method.upper(), path, told.get("description", ""), tuple(parameters))
            subjects.setdefault((told.get("tags") or ["other"])[0], []).append(operation)
    return tuple((name, tuple(operations)) for name, operations in subjects.items())


def _parameter(told: dict[str, Any]) -> Parameter:
    return Parameter(
        told["name"], told["in"], told.get("required", False), _takes(told["schema"]), told.get("description", "")
    )


def _body(schema: dict[str, Any], told: dict[str, Any]) -> list[Parameter]:
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    known = schema.get("components", {}).get("schemas", {})
    name = (content.get("$ref") or next((o["$ref"] for o in content.get("allOf", ())), "")).rsplit("/", 1)[-1]
    shape = known.get(name, content)
    required = shape.get("required", ())
    return [
        Parameter(field, "body", field in required, _takes(value), value.get("description", ""))
        for field, value in shape.get("properties", {}).items()
    ]


def _takes(schema: dict[str, Any]) -> str:
    """What a schema takes, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "enum" in schema:
        return ", ".join(str(value) for value in schema["enum"] if value != "")
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        words = dict.fromkeys(_takes(option) for option in schema["anyOf"])
        return " or ".join(word for word in words if word)
    if schema.get("type") == "array":
        return f"{_takes(schema['items'])}; repeatable"
    if schema.get("type") == "integer" and "maximum" in schema:
        return f"{schema.get('minimum', 0):,} to {schema['maximum']:,}"
    kind = str(schema.get("type", ""))
    return {"string": "text"}.get(kind, kind)
