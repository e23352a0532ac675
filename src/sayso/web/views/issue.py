"""The page of an issue: lanes, board, changes, answers, statements; and what is judged on it, in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from sayso.record.across.issues.log import Entry
from sayso.record.across.issues.values import Choice
from sayso.record.hits import Hit
from sayso.record.search import Query as SearchQuery
from sayso.services.issues import Issues
from sayso.web.errors import Refusal
from sayso.web.marked_text import Piece, excerpt_pieces
from sayso.web.request import Form, form_of, room_of, shell_of, user_of
from sayso.web.templating import render
from sayso.web.views.issue_page import IssueView, issue_view, kept_look
from sayso.web.words import path_part

router = APIRouter()

_CHOICES: dict[str, tuple[Choice, str]] = {
    "include": ("included", "Belongs to the issue"),
    "exclude": ("excluded", "Taken out of the issue"),
}
_MOST_AT_ONCE = 200
_FOUND = 12


@dataclass(frozen=True, slots=True)
class IssueChanged:
    """What ``issue_changed.html`` shows: the issue drawn anew, and a note with what was done.

    Attributes:
        page: the issue.
        note: what was done.
        undo: numbers of the judgements that the note offers to take back.
    """

    page: IssueView
    note: str
    undo: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A search's result that may be added to an issue.

    Attributes:
        hit: the statement.
        pieces: its excerpt, for printing.
        inside: whether it is on the issue already.
        out: whether a person took it out.
    """

    hit: Hit
    pieces: tuple[Piece, ...]
    inside: bool
    out: bool


@dataclass(frozen=True, slots=True)
class FoundForIssue:
    """What ``parts/issue_found.html`` shows.

    Attributes:
        issue: id of the issue.
        text: what was looked for.
        found: the results, the best first.
    """

    issue: str
    text: str
    found: tuple[FoundStatement, ...]


@router.get("/issues/{issue}")
def issue(
    request: Request, issue: str, party: str | None = None, offset: int = Query(0, alias="from", ge=0)
) -> Response:
    """The page; ``party`` lists that party's statements alone."""
    page = _view(request, issue, party, offset)
    shell = shell_of(request, page.issue.name, section="issues", scripts=("lanes.js", "issue.js"))
    return render(shell, "issue.html", page)


@router.get("/issues/{issue}/find")
def find(request: Request, issue: str, q: str = Query("", max_length=400)) -> Response:
    """Statements to add, for words, or the number of one statement."""
    room = room_of(request)
    on_it, _ = kept_look(room, issue)
    inside = {member.said.uid for member in on_it.members}
    out = {member.said.uid for member in on_it.excluded}
    hits = room.search(SearchQuery(q), limit=_FOUND).hits if q.strip() else ()
    found = tuple(FoundStatement(h, excerpt_pieces(h.excerpt), h.uid in inside, h.uid in out) for h in hits)
    page = FoundForIssue(on_it.issue.id, " ".join(q.split()), found)
    return render(shell_of(request, "Statements to add"), "issue_found.html", page)


@router.post("/issues/{issue}/statements")
async def choose(request: Request, issue: str) -> Response:
    """Take statements (``uid``, repeatable) in or out (``choice``: ``include`` or ``exclude``)."""
    sent = await form_of(request)
    uids = tuple(dict.fromkeys(sent.all("uid")))
    choice = _CHOICES.get(sent.get("choice") or "")
    if choice is None or not 0 < len(uids) <= _MOST_AT_ONCE:
        raise Refusal(422, "bad-value", "Say which statements to include or exclude.", "choice")
    author, reason = user_of(request), sent.get("reason")

    def judge(issues: Issues) -> tuple[Entry, ...]:
        standing = {
            m.said.uid: m.choice for some in (issues.page(issue).members, issues.page(issue).excluded) for m in some
        }
        return tuple(
            issues.choose(issue, uid, choice[0], author=author, reason=reason)
            for uid in uids
            if len(uids) == 1 or standing.get(uid) != choice[0]
        )

    words = choice[1] if len(uids) == 1 else f"{choice[1]}: {len(uids)} reports of one utterance"
    return await _judged(request, issue, sent, judge, words)


@router.post("/issues/{issue}/answers")
async def judge_answer(request: Request, issue: str) -> Response:
    """Say that one statement answers another (``linked=yes``) or does not (``no``)."""
    sent = await form_of(request)
    answer, target, linked = sent.get("answer"), sent.get("target"), sent.get("linked")
    if answer is None or target is None or linked not in ("yes", "no"):
        raise Refusal(422, "bad-value", "Say which statement answers which, and whether it does.", "linked")
    author, reason = user_of(request), sent.get("reason")

    def judge(issues: Issues) -> tuple[Entry, ...]:
        return (issues.judge_answer(answer, target, linked=linked == "yes", author=author, reason=reason),)

    return await _judged(
        request, issue, sent, judge, "Kept as an answer" if linked == "yes" else "No longer shown as an answer"
    )


@router.post("/issues/{issue}/revoke")
async def revoke(request: Request, issue: str) -> Response:
    """Take judgements back (``seq``, repeatable)."""
    sent = await form_of(request)
    numbers = sent.numbers("seq", _MOST_AT_ONCE)
    author, reason = user_of(request), sent.get("reason")

    def judge(issues: Issues) -> tuple[Entry, ...]:
        return tuple(issues.revoke(number, author=author, reason=reason) for number in numbers)

    return await _judged(request, issue, sent, judge, "Taken back")


@router.post("/issues/{issue}/edit")
async def edit(request: Request, issue: str) -> Response:
    """Call the issue otherwise, or describe it otherwise."""
    sent = await form_of(request)
    author = user_of(request)
    made = room_of(request).issues.edit(
        issue, name=sent.get("name"), about=sent.get("about") or "", author=author, reason=sent.get("reason")
    )
    return RedirectResponse(f"/issues/{path_part(made.id)}", 303)


def _view(request: Request, issue: str, party: str | None, offset: int) -> IssueView:
    page, board = kept_look(room_of(request), issue)
    return issue_view(page, board, party, offset)


async def _judged(
    request: Request, issue: str, sent: Form, judge: Callable[[Issues], tuple[Entry, ...]], note: str
) -> Response:
    """Judge, and answer with the issue drawn anew (htmx) or its page (a plain form)."""
    made = await run_in_threadpool(judge, room_of(request).issues)
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(f"/issues/{path_part(issue)}#statements", 303)
    offset = sent.get("from") or ""
    at = int(offset) if offset.isascii() and offset.isdigit() else 0
    page = await run_in_threadpool(_view, request, issue, sent.get("party"), at)
    undo = tuple(entry.seq for entry in made if entry.kind != "revoke")
    return render(shell_of(request, page.issue.name), "issue_changed.html", IssueChanged(page, f"{note}.", undo))
