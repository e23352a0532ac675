"""Across reports: issues and where their parties stand, news, actors, utterances."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from sayso.export.issues import (
    board_to_json,
    entry_to_json,
    issue_to_json,
    judgement_to_json,
    news_to_json,
    page_to_json,
)
from sayso.export.utterances import utterance_entry_to_json, utterance_to_json
from sayso.record.across.issues.values import NewsKind
from sayso.record.across.news.since import Clock, NewsQuery
from sayso.services.front import look_at
from sayso.web.api.answers import Limit, Name, Seq, Start, Uid, answer
from sayso.web.api.judging import Reason
from sayso.web.errors import Refusal
from sayso.web.request import room_of, user_of

router = APIRouter()

Value = dict[str, Any]


class NewIssue(BaseModel):
    """A question in dispute to be followed."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=200)
    about: str = Field("", max_length=1_000, description="What it is about, in a sentence.")
    reason: Reason = None


class Chosen(BaseModel):
    """A person's word on whether a statement bears on an issue."""

    model_config = ConfigDict(extra="forbid")
    statement: str = Field(min_length=1, max_length=200, description="The statement's uid.")
    choice: Literal["included", "excluded"]
    reason: Reason = None


class IssueList(BaseModel):
    """The issues that are followed."""

    issues: list[Value]


class NewsList(BaseModel):
    """What is new, the latest first."""

    news: list[Value]


class ActorList(BaseModel):
    """Some actors, those with most statements first."""

    actors: list[Value]
    more: bool


class StatementList(BaseModel):
    """Uids of statements, the latest first."""

    statements: list[str]
    more: bool


class UtteranceList(BaseModel):
    """Some utterances, the latest first."""

    utterances: list[Value]
    more: bool


@router.get("/issues", response_model=IssueList, tags=["issues"])
def issues(request: Request) -> Response:
    """The issues that are followed, each with how much there is on it."""
    return answer({"issues": [entry_to_json(entry) for entry in room_of(request).issues.entries()]})


@router.post("/issues", status_code=201, response_model=Value, tags=["issues"])
def follow(request: Request, sent: NewIssue) -> Response:
    """Begin to follow an issue."""
    made = room_of(request).issues.add(sent.name, sent.about, author=user_of(request), reason=sent.reason)
    return answer(issue_to_json(made), 201)


@router.get("/issues/{issue}", response_model=Value, tags=["issues"])
def issue(request: Request, issue: Name) -> Response:
    """The statements that bear on an issue; the shape is in docs/issues.md."""
    room = room_of(request)
    return answer(page_to_json(look_at(room, room.issues.issue(issue).id)[0]))


@router.get("/issues/{issue}/board", response_model=Value, tags=["issues"])
def board(request: Request, issue: Name) -> Response:
    """Who stands where on an issue, over time; the shape is in docs/issues.md."""
    room = room_of(request)
    return answer(board_to_json(look_at(room, room.issues.issue(issue).id)[1]))


@router.post("/issues/{issue}/members", status_code=201, response_model=Value, tags=["issues"])
def choose(request: Request, issue: Name, sent: Chosen) -> Response:
    """Say that a statement bears on an issue, or does not."""
    room = room_of(request)
    made = room.issues.choose(issue, sent.statement, sent.choice, author=user_of(request), reason=sent.reason)
    return answer(judgement_to_json(made), 201)


@router.post("/issues/judgements/{seq}/revoke", status_code=201, response_model=Value, tags=["issues"])
def revoke(request: Request, seq: Seq) -> Response:
    """Take a judgement on issues back; both stay in the log."""
    return answer(judgement_to_json(room_of(request).issues.revoke(seq, author=user_of(request))), 201)


@router.get("/news", response_model=NewsList, tags=["issues"])
def news(
    request: Request,
    since: Annotated[str, Query(min_length=4, max_length=40, description="A day, or a moment in UTC.")],
    until: Annotated[str, Query(max_length=40)] = "",
    issue: Annotated[str, Query(max_length=400, description="Id or name of an issue.")] = "",
    who: Annotated[str, Query(max_length=400, description="An actor or a side.")] = "",
    kind: Annotated[list[NewsKind], Query(max_length=5)] = [],  # noqa: B006 - FastAPI copies it
    clock: Annotated[Clock, Query(description="New by the day of the report, or by its arrival here.")] = "report",
    limit: Limit = 20,
) -> Response:
    """What is new: statements, other wordings, new stands, changed ones, answers."""
    if not since[:4].isdigit():
        raise Refusal(422, "bad-date", "since is no day: write it as YYYY-MM-DD, YYYY-MM or YYYY.", "since")
    query = NewsQuery(since, until or None, issue or None, who or None, tuple(kind), limit, clock)
    return answer({"news": [news_to_json(item) for item in room_of(request).issues.news(query)]})


@router.get("/actors", response_model=ActorList, tags=["actors"])
def actors(
    request: Request,
    q: Annotated[str, Query(max_length=400, description="Words that a name holds.")] = "",
    start: Start = 0,
    limit: Limit = 20,
) -> Response:
    """Actors that speak, those with most statements first."""
    some = room_of(request).actors.list(q, start, limit + 1)
    return answer({"actors": [asdict(entry) for entry in some[:limit]], "more": len(some) > limit})


@router.get("/actors/{actor}", response_model=Value, tags=["actors"])
def actor(request: Request, actor: Name) -> Response:
    """What reports say of an actor: names, roles, for whom they speak, to whom, who else they might be."""
    return answer(asdict(room_of(request).actors.show(actor)))


@router.get("/actors/{actor}/statements", response_model=StatementList, tags=["actors"])
def actor_statements(request: Request, actor: Name, start: Start = 0, limit: Limit = 20) -> Response:
    """The actor's statements."""
    some = room_of(request).actors.statements(actor, start, limit + 1)
    return answer({"statements": list(some[:limit]), "more": len(some) > limit})


@router.get("/utterances", response_model=UtteranceList, tags=["utterances"])
def utterances(request: Request, start: Start = 0, limit: Limit = 20) -> Response:
    """What several reports have, the latest first."""
    page = room_of(request).utterances.list(offset=start, limit=limit)
    return answer({"utterances": [utterance_entry_to_json(entry) for entry in page.entries], "more": page.more})


@router.get("/utterances/{uid}", response_model=Value, tags=["utterances"])
def utterance(request: Request, uid: Uid) -> Response:
    """An utterance, by any of its statements: its reports in order of time, its wordings held against each other."""
    return answer(utterance_to_json(room_of(request).utterances.show(uid)))
