"""The list of issues: where each party stands on each, what could be followed too; and issues begun and left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from sayso.record.across.issues.values import Issue, IssueBoard, Party, Suggestion
from sayso.web.errors import Refusal
from sayso.web.request import form_of, room_of, shell_of, user_of
from sayso.web.templating import render
from sayso.web.views.issue_page import Stand, board_of_stands, kept_look
from sayso.web.words import path_part

router = APIRouter()

MOST_PARTIES = 40
"""Parties in the table of all issues; of more, those with stands on most issues."""


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue in the list.

    Attributes:
        issue: which.
        stands: where its parties stand, the busiest first.
        statements, reports: how many bear on it, in how many reports.
        changes: how many changes of position there are.
        latest: the day of the latest position.
    """

    issue: Issue
    stands: tuple[Stand, ...]
    statements: int
    reports: int
    changes: int
    latest: str | None


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party's row in the table of all issues.

    Attributes:
        party: whose.
        stands: its latest position on each issue, in the order of the issues; ``None`` where it has none.
    """

    party: Party
    stands: tuple[Stand | None, ...]


@dataclass(frozen=True, slots=True)
class IssuesPage:
    """What ``issues.html`` shows.

    Attributes:
        lines: the issues, in the order they were begun.
        parties: the table of parties and issues.
        parties_left_out: how many parties there was no room for.
        left: what an issue was called that was just left, to undo it.
        undo: the number of that judgement.
        name, about: what stands in the form to begin one.
    """

    lines: tuple[IssueLine, ...]
    parties: tuple[PartyLine, ...]
    parties_left_out: int
    left: str | None = None
    undo: int | None = None
    name: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class SuggestedIssues:
    """What ``issues_suggested.html`` shows.

    Attributes:
        suggestions: issues that nobody follows yet.
    """

    suggestions: tuple[Suggestion, ...]


@router.get("/issues")
def issues(
    request: Request,
    left: int | None = Query(None, ge=1, lt=2**31),
    name: str = Query("", max_length=200),
    about: str = Query("", max_length=1_000),
) -> Response:
    """The page. ``left`` is the judgement by which an issue was just left; ``name`` and ``about`` fill the form."""
    room, service = room_of(request), room_of(request).issues
    boards = [kept_look(room, issue.id)[1] for issue in service.issues()]
    rows, too_many = table_of(boards)
    gone = next((e for e in service.log() if e.seq == left and e.kind == "remove" and e.in_force), None)
    called = _called(request, gone.issue_id) if gone else None
    page = IssuesPage(
        tuple(line_of(board) for board in boards), rows, too_many, called, gone.seq if gone else None, name, about
    )
    return render(shell_of(request, "Issues", section="issues"), "issues.html", page)


@router.get("/suggested-issues")
def suggested(request: Request) -> Response:
    """A part of the page that takes longer."""
    room = room_of(request)
    page = SuggestedIssues(room.kept.get("suggested issues", room.issues.suggestions))
    return render(shell_of(request, "Issues that could be followed"), "issues_suggested.html", page)


@router.post("/issues")
async def begin(request: Request) -> Response:
    """Begin to follow an issue (``name``, ``about``)."""
    sent, author, service = await form_of(request), user_of(request), room_of(request).issues
    name = sent.get("name")
    if name is None or len(name) > 200 or len(sent.get("about") or "") > 1_000:
        raise Refusal(422, "bad-value", "Give the issue a name of up to 200 signs, and say in 1,000 what it is about.")

    def beginning() -> Issue:
        return service.add(name, sent.get("about") or "", author=author, reason=sent.get("reason"))

    made = await run_in_threadpool(beginning)
    return RedirectResponse(f"/issues/{path_part(made.id)}", 303)


@router.post("/issues/{issue}/remove")
async def leave(request: Request, issue: str) -> Response:
    """Follow an issue no more."""
    sent = await form_of(request)
    entry = room_of(request).issues.remove(issue, author=user_of(request), reason=sent.get("reason"))
    return RedirectResponse(f"/issues?left={entry.seq}", 303)


@router.post("/issues/return")
async def come_back(request: Request) -> Response:
    """Follow an issue again that was left by judgement ``seq``."""
    sent = await form_of(request)
    (seq,) = sent.numbers("seq", 1)
    entry = room_of(request).issues.revoke(seq, author=user_of(request))
    return RedirectResponse(f"/issues/{path_part(entry.issue_id or '')}", 303)


def line_of(board: IssueBoard) -> IssueLine:
    """An issue's entry in the list."""
    stands = board_of_stands(board)
    return IssueLine(
        issue=board.issue,
        stands=stands,
        statements=len(board.statements),
        reports=len({said.document for said in board.statements.values()}),
        changes=sum(len(lane.changes) for lane in board.lanes),
        latest=max((stand.position.day or "" for stand in stands), default="") or None,
    )


def table_of(boards: Sequence[IssueBoard]) -> tuple[tuple[PartyLine, ...], int]:
    """Parties by issues with the latest position of each, and how many parties are left out."""
    columns: list[Mapping[str, Stand]] = [
        {stand.party.key: stand for stand in board_of_stands(board)} for board in boards
    ]
    issues_of = Counter(key for column in columns for key in column)
    stands_of: Counter[str] = Counter()
    parties: dict[str, Party] = {}
    for column in columns:
        for key, stand in column.items():
            stands_of[key] += stand.stands
            parties.setdefault(key, stand.party)
    order = sorted(parties, key=lambda key: (-issues_of[key], -stands_of[key], parties[key].name))
    shown = order[:MOST_PARTIES]
    lines = (PartyLine(parties[key], tuple(column.get(key) for column in columns)) for key in shown)
    return tuple(lines), len(order) - len(shown)


def _called(request: Request, issue_id: str | None) -> str:
    """The latest name of an issue that is followed no more."""
    names = [e.name for e in room_of(request).issues.log() if e.issue_id == issue_id and e.in_force and e.name]
    return names[-1] if names else "the issue"
