"""The page of an actor: names, roles, words, answers, positions; and who is who judged in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from sayso.record.across.actors.values import ActorEntry, ActorJudgement
from sayso.services.identities import Actors
from sayso.web.errors import Refusal
from sayso.web.request import Form, form_of, room_of, shell_of, user_of
from sayso.web.templating import render
from sayso.web.views.actor_page import ActorView, Listed, actor_view
from sayso.web.words import path_part

router = APIRouter()

_FOUND = 12
_MOST_AT_ONCE = 50
_NOTES = {"merge": "Taken for one", "apart": "Kept apart", "split": "Split off"}


@dataclass(frozen=True, slots=True)
class ActorChanged:
    """What ``actor_changed.html`` shows: the actor anew, and a note with what was done.

    Attributes:
        page: the actor.
        note: what was done.
        undo: numbers of the judgements that the note offers to take back.
    """

    page: ActorView
    note: str
    undo: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundActors:
    """What ``actor_found.html`` shows.

    Attributes:
        actor: id of the actor that others may be one with.
        text: what was looked for.
        found: other actors of such a name.
    """

    actor: str
    text: str
    found: tuple[ActorEntry, ...]


@router.get("/actors/{actor}")
def actor(
    request: Request,
    actor: str,
    month: str = Query("", max_length=10),
    act: str = Query("", max_length=20),
    word: str = Query("", max_length=100),
    to: str = Query("", max_length=300),
    by: str = Query("", max_length=300),
    offset: int = Query(0, alias="from", ge=0, le=10_000_000),
) -> Response:
    """The page; ``month``, ``act``, ``word``, ``to`` and ``by`` list only some statements."""
    page = actor_view(room_of(request), actor, Listed(month, act, word, to, by, offset))
    return render(shell_of(request, page.page.entry.name, section="actors", scripts=("actor.js",)), "actor.html", page)


@router.get("/actors/{actor}/find")
def find(request: Request, actor: str, q: str = Query("", max_length=200)) -> Response:
    """Others who may be the same."""
    actors = room_of(request).actors
    known = actors.find(actor)
    found = tuple(e for e in actors.list(q, limit=_FOUND + 1) if e.id != known)[:_FOUND] if q.strip() else ()
    return render(shell_of(request, "The same?"), "actor_found.html", FoundActors(known, " ".join(q.split()), found))


@router.post("/actors/{actor}/judge")
async def judge(request: Request, actor: str) -> Response:
    """Judge who is who (``judgement``).

    ``merge``: this and ``other`` are one. ``apart``: the actors or forms ``left`` and ``right`` are not. ``split``:
    what goes by ``name`` (a name as written, or the key of a form), or the statements ``uid``, is another's.
    """
    sent = await form_of(request)
    judgement = sent.get("judgement") or ""
    judging = _judging(actor, judgement, sent, user_of(request))
    return await _judged(request, actor, judging, _NOTES[judgement])


@router.post("/actors/{actor}/revoke")
async def revoke(request: Request, actor: str) -> Response:
    """Take judgements (``seq``, repeatable) back."""
    sent = await form_of(request)
    numbers, author = sent.numbers("seq", _MOST_AT_ONCE), user_of(request)

    def judging(actors: Actors) -> tuple[ActorJudgement, ...]:
        return tuple(actors.revoke(number, author, sent.get("reason")) for number in numbers)

    return await _judged(request, actor, judging, "Taken back")


def _judging(actor: str, judgement: str, sent: Form, author: str) -> Callable[[Actors], tuple[ActorJudgement, ...]]:
    """What a form wants to be judged.

    Raises:
        Refusal: if it does not say.
    """
    reason = sent.get("reason")
    left, right, other, name = (sent.get(field) for field in ("left", "right", "other", "name"))
    uids = sent.all("uid")
    if judgement == "merge" and other is not None:
        return lambda actors: (actors.merge(actor, other, author, reason),)
    if judgement == "apart" and left is not None and right is not None:
        return lambda actors: (actors.apart(left, right, author, reason),)
    if judgement == "split" and (name is not None or 0 < len(uids) <= _MOST_AT_ONCE):
        return lambda actors: (actors.split(actor, uids, name, author=author, reason=reason),)
    raise Refusal(422, "bad-value", "Say who is one with whom, who is kept apart, or what is split off.", "judgement")


async def _judged(
    request: Request, actor: str, judging: Callable[[Actors], tuple[ActorJudgement, ...]], note: str
) -> Response:
    """Judge, and answer with the actor drawn anew (htmx) or the page (a plain form)."""
    room = room_of(request)
    made = await run_in_threadpool(judging, room.actors)
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(f"/actors/{path_part(actor)}", 303)
    page = await run_in_threadpool(actor_view, room, actor, Listed())
    undo = tuple(one.seq for one in made if one.kind != "revoke")
    return render(shell_of(request, page.page.entry.name), "actor_changed.html", ActorChanged(page, f"{note}.", undo))
