"""Review: the least certain first, one after the other, by keyboard. The next are there before they are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from sayso.record.reviewing import Place
from sayso.services.review import (
    Doubtful,
    Pair,
    doubtful,
    doubts_left,
    forms_of,
    judge_pair,
    pairs,
    proposals,
    revoke_pair,
)
from sayso.services.room import Room
from sayso.web.errors import Refusal
from sayso.web.marked_text import Piece, excerpt_pieces
from sayso.web.request import Form, form_of, room_of, shell_of, user_of
from sayso.web.templating import render

router = APIRouter()

AHEAD = 4
"""Cards that are there at first, and that are asked for at a time."""

Sort = Literal["statements", "actors"]
MOST_OF_PLACE = 600
_NO_PLACE = "There is no such place in a review: begin it anew at /review."
_PLACE = re.compile(r"(\d(?:\.\d+)?(?:e-\d+)?) (\S.*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class DoubtCard:
    """A statement to be looked at.

    Attributes:
        found: the statement with the reader's reasons.
        pieces: its words in their paragraph, to be marked.
        place: its place in the sitting, which the ones after it are asked for by.
        why: the reader's reason for each field that it explains, and how sure it is of it.
    """

    found: Doubtful
    pieces: tuple[Piece, ...]
    place: str
    why: dict[str, tuple[str, float]]


@dataclass(frozen=True, slots=True)
class PairCard:
    """Two actors to be looked at.

    Attributes:
        pair: both, and why they may be one.
        place: of the ones after it.
    """

    pair: Pair
    place: str


@dataclass(frozen=True, slots=True)
class ReviewCards:
    """What ``parts/review_cards.html`` shows.

    Attributes:
        sort: statements or actors.
        doubts: statements to be looked at.
        pairs: actors to be looked at.
    """

    sort: Sort
    doubts: tuple[DoubtCard, ...] = ()
    pairs: tuple[PairCard, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What ``review.html`` shows.

    Attributes:
        cards: the first.
        left: how many statements nobody has judged.
        uncertain: how many of these are uncertain.
        proposed: how many pairs of actors the machine proposes.
    """

    cards: ReviewCards
    left: int
    uncertain: int
    proposed: int


@router.get("/review")
def review(
    request: Request,
    of: Sort = "statements",
    after: Annotated[str, Query(max_length=MOST_OF_PLACE)] = "",
) -> Response:
    """The page, from a place on."""
    room = room_of(request)
    left, uncertain = doubts_left(room)
    page = ReviewPage(cards_of(room, of, after), left, uncertain, len(proposals(room)))
    shell = shell_of(request, "Review", section="review", scripts=("review.js",))
    return render(shell, "review.html", page)


@router.get("/review/next")
def following(
    request: Request,
    of: Sort = "statements",
    after: Annotated[str, Query(max_length=MOST_OF_PLACE)] = "",
) -> Response:
    """The cards after a place."""
    return render(shell_of(request, "Review"), "parts/review_cards.html", cards_of(room_of(request), of, after))


@router.post("/review/{of}/undo")
async def undo(request: Request, of: Sort) -> Response:
    """Take judgements back (``seq``, repeatable)."""
    room, sent, author = room_of(request), await form_of(request), user_of(request)
    numbers = [int(seq) for seq in sent.all("seq") if seq.isascii() and seq.isdigit() and len(seq) < 18]
    if not numbers or len(numbers) != len(sent.all("seq")):
        raise Refusal(422, "bad-value", "Name the judgements to take back by their numbers.", "seq")

    def revoke() -> int:
        for seq in reversed(numbers):
            if of == "actors":
                revoke_pair(room, seq, author=author)
            else:
                room.record.revoke(seq, author=author)
        return numbers[-1]

    return await _judged(request, sent, of, revoke)


@router.post("/review/statements/{uid}/{judgement}")
async def judge(request: Request, uid: str, judgement: Literal["confirm", "dispute"]) -> Response:
    """Confirm or dispute a statement as it is seen."""
    room, sent, author = room_of(request), await form_of(request), user_of(request)
    act = room.record.confirm if judgement == "confirm" else room.record.dispute
    return await _judged(request, sent, "statements", lambda: act(uid, author=author).seq)


@router.post("/review/actors/{judgement}")
async def judge_actors(request: Request, judgement: Literal["confirm", "dispute"]) -> Response:
    """Say that two actors are one (``left`` and ``right``: their ids), or not (the keys of their forms)."""
    room, sent, author = room_of(request), await form_of(request), user_of(request)
    left, right = sent.get("left"), sent.get("right")
    if judgement == "dispute":
        left, right = sent.get("left_form") or left, sent.get("right_form") or right
    if left is None or right is None:
        raise Refusal(422, "bad-value", "Name both actors.", "left")
    one = judgement == "confirm"
    return await _judged(request, sent, "actors", lambda: judge_pair(room, left, right, one=one, author=author))


def cards_of(room: Room, sort: Sort, after: str) -> ReviewCards:
    """The cards after a place.

    Raises:
        Refusal: if it is none.
    """
    match = _PLACE.fullmatch(after)
    if after and match is None:
        raise Refusal(422, "bad-value", _NO_PLACE, "after")
    if sort == "actors":
        found = pairs(room, AHEAD, (float(match[1]), match[2]) if match else None)
        return ReviewCards(
            sort, pairs=tuple(PairCard(pair, f"{pair.join.score!r} {forms_of(pair.join)}") for pair in found)
        )
    if match and not (match[2].isascii() and match[2].isdigit() and len(match[2]) < 19):
        raise Refusal(422, "bad-value", _NO_PLACE, "after")
    place = Place(float(match[1]), int(match[2])) if match else None
    return ReviewCards(sort, doubts=tuple(_card(one) for one in doubtful(room, AHEAD, place)))


def _card(found: Doubtful) -> DoubtCard:
    place = found.doubt.place
    why = {e.field: (e.why, e.confidence) for e in found.seen.statement.explanations}
    return DoubtCard(found, excerpt_pieces(found.doubt.around), f"{place.confidence!r} {place.row}", why)


async def _judged(request: Request, sent: Form, sort: Sort, act: Callable[[], int]) -> Response:
    seq = await run_in_threadpool(act)
    if request.headers.get("hx-request") == "true":
        return JSONResponse({"seq": seq})
    after = sent.get("after") or ""
    return RedirectResponse(f"/review?of={sort}" + (f"&after={quote(after)}" if _PLACE.fullmatch(after) else ""), 303)
