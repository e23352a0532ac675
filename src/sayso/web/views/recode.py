"""Recoding over all that a search finds: choose, see what would change, do it, take it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from sayso.errors import SaysoError
from sayso.model import ACTS, CHANNELS, SPEAKER_KINDS
from sayso.record.batches import revoke_all
from sayso.services.recoding import RECODABLE, Preview, preview, recode
from sayso.services.room import Room
from sayso.web.errors import Refusal
from sayso.web.request import Form, form_of, room_of, settings_of, shell_of, user_of
from sayso.web.search_address import SearchAddress
from sayso.web.templating import render
from sayso.web.views.search import query_of

router = APIRouter()

_SHORT = Field("", max_length=400)


class RecodeAddress(SearchAddress):
    """A search, and what is to be set in all that it finds; empty leaves a field as it is."""

    set_speaker: str = _SHORT
    set_speaker_kind: str = _SHORT
    set_role: str = _SHORT
    set_for: str = _SHORT
    set_act: str = _SHORT
    set_outlet: str = _SHORT
    set_channel: str = _SHORT
    set_addressee: str = _SHORT
    set_said: str = _SHORT

    @property
    def values(self) -> dict[str, str]:
        """Field and value."""
        given = {field: str(getattr(self, f"set_{field}")).strip() for field in RECODABLE}
        return {field: value for field, value in given.items() if value}

    @property
    def narrowed(self) -> bool:
        """Whether anything is looked for: nobody recodes a whole record by an empty form."""
        return any(name not in ("by", "versions") and not name.startswith("set_") for name in self.asked)


Asked = Annotated[RecodeAddress, Query()]


@dataclass(frozen=True, slots=True)
class RecodePage:
    """What ``recode.html`` shows.

    Attributes:
        asked: the search and the values.
        shown: what would change; ``None`` as long as nothing is looked for.
        problem: why it cannot be.
        most: how many statements are done at once.
        acts, channels, speaker_kinds: the codebook's.
    """

    asked: RecodeAddress
    shown: Preview | None
    problem: str | None
    most: int
    acts: tuple[str, ...] = ACTS
    channels: tuple[str, ...] = CHANNELS
    speaker_kinds: tuple[str, ...] = SPEAKER_KINDS


@dataclass(frozen=True, slots=True)
class RecodedPage:
    """What ``recoded.html`` shows.

    Attributes:
        count: how many corrections were made, or taken back.
        statements: how many statements they are about.
        first, last: their numbers.
        back: whether they were taken back.
        again: address of the search that was recoded.
    """

    count: int
    statements: int
    first: int
    last: int
    back: bool
    again: str


@router.get("/recode")
def recoding(request: Request, asked: Asked) -> Response:
    """The page: the form, and under it what would change."""
    return _page(request, asked, None)


@router.post("/recode")
async def done(request: Request, asked: Asked) -> Response:
    """Do what the page showed (``mark``), but for the statements to be left (``leave``)."""
    room, sent = room_of(request), await form_of(request)
    shown = await run_in_threadpool(_shown, room, asked, settings_of(request).bounds.recode)
    if shown is None or sent.get("mark") != shown.mark:
        words = "What the search finds has changed meanwhile: nothing was written. Here it is as it is now."
        return await run_in_threadpool(_page, request, asked, words, 409)
    author, reason, leave = user_of(request), sent.get("reason"), set(sent.all("leave"))
    made = await run_in_threadpool(lambda: recode(room.record, shown, leave, author=author, reason=reason))
    address = f"/recode/done?first={made.first}&last={made.last}&statements={len(made.statements)}"
    return RedirectResponse(address, 303)


@router.get("/recode/done")
def recoded(
    request: Request,
    first: int = Query(ge=1, le=2**62),
    last: int = Query(ge=1, le=2**62),
    statements: int = Query(0, ge=0, le=10**6),
    back: bool = False,
) -> Response:
    """What was done, and the button that takes it back."""
    page = RecodedPage(max(0, last - first + 1), statements, first, last, back, "/recode")
    return render(shell_of(request, "Recoded"), "recoded.html", page)


@router.post("/recode/undo")
async def undo(request: Request) -> Response:
    """Take the corrections from ``first`` to ``last`` back."""
    room, sent = room_of(request), await form_of(request)
    first, last = _number(sent, "first"), _number(sent, "last")
    if not 1 <= first <= last < first + len(RECODABLE) * settings_of(request).bounds.recode:
        raise Refusal(422, "bad-value", "Name the first and the last correction of one recoding.", "first")
    author, reason = user_of(request), sent.get("reason")
    numbers = range(first, last + 1)
    made = await run_in_threadpool(lambda: revoke_all(room.record, numbers, author=author, reason=reason))
    uids = {c.statement_uid for c in made}
    return RedirectResponse(f"/recode/done?first={first}&last={last}&statements={len(uids)}&back=true", 303)


def _page(request: Request, asked: RecodeAddress, problem: str | None, status: int = 200) -> Response:
    most = settings_of(request).bounds.recode
    shown = None
    try:
        shown = _shown(room_of(request), asked, most)
    except SaysoError as error:
        problem, status = str(error), 422
    page = RecodePage(asked, shown, problem, most)
    return render(shell_of(request, "Recode"), "recode.html", page, status)


def _shown(room: Room, asked: RecodeAddress, most: int) -> Preview | None:
    """What would change; by words alone, since what is near in meaning is not what is meant."""
    if not asked.narrowed:
        return None
    query = query_of(room, asked.model_copy(update={"by": "words"}))
    with room.searcher() as searcher:
        return preview(searcher.all(query), asked.values, most)


def _number(sent: Form, name: str) -> int:
    given = sent.raw(name)
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0
