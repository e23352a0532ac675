"""A search as an address that can be shared: the parameters of ``/search`` and ``/api/search``, and back."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from sayso.model import Act, Kind
from sayso.record.conditions import Filters
from sayso.record.search import Mode, Query


def _without_empty(values: object) -> object:
    return [value for value in values if value != ""] if isinstance(values, list) else values


_NOT_EMPTY = BeforeValidator(_without_empty)
Line = Annotated[str, StringConstraints(max_length=400)]


class SearchAddress(BaseModel):
    """What is looked for. Empty parameters ask nothing, so that a form may send all of them."""

    model_config = ConfigDict(populate_by_name=True, frozen=True)

    q: str = Field(
        "",
        max_length=2_000,
        description='Words: all of them, in any form. "a phrase", negotiat*, truce OR ceasefire, -oil',
    )
    by: Mode = Field("fused", description="What must agree: the words, the meaning, or either.")
    speaker: str = Field("", max_length=400, description="Words of the speaker's name.")
    outlet: str = Field("", max_length=400, description="Part of the name of the outlet: publishing, or told to.")
    act: Annotated[list[Act], _NOT_EMPTY] = Field([], max_length=20, description="What the speaker does; any of these.")
    kind: Annotated[list[Kind], _NOT_EMPTY] = Field([], max_length=5, description="Any of these.")
    since: str = Field("", max_length=40, description="Said (or published) on this day or later: YYYY, YYYY-MM, …-DD.")
    until: str = Field("", max_length=40, description="… on this day or earlier.")
    language: str = Field("", max_length=12, description="ISO 639-1 code of the report's language.")
    versions: Literal["", "all"] = Field("", description="`all`: look in earlier versions of reports too.")
    name: list[Line] = Field(
        [], max_length=50, description="The speaker's name exactly; any of these; empty: not named."
    )
    paper: list[Line] = Field(
        [], max_length=50, description="The publishing outlet exactly; any of these; empty: not known."
    )
    issue: str = Field("", max_length=400, description="Id of an issue: only statements that bear on it.")
    start: int = Field(0, ge=0, le=100_000, alias="from", description="How many results to pass over.")

    def query(self, among: tuple[int, ...] | None = None) -> Query:
        """The query; ``among`` are the rows of the issue."""
        filters = Filters(
            speaker=self.speaker.strip() or None,
            outlet=self.outlet.strip() or None,
            acts=tuple(sorted(set(self.act))),
            kinds=tuple(sorted(set(self.kind))),
            since=self.since.strip() or None,
            until=self.until.strip() or None,
            language=self.language.strip() or None,
            all_versions=self.versions == "all",
            names=tuple(sorted(set(self.name))),
            published_by=tuple(sorted(set(self.paper))),
            among=among,
        )
        return Query(self.q, self.by, filters)

    @property
    def asked(self) -> dict[str, str | list[str]]:
        """The parameters that ask something, by name, ``from`` aside."""
        values = self.model_dump(exclude={"start"})
        if self.by == "fused":
            values.pop("by")
        return {name: value for name, value in values.items() if value}

    def address(self, path: str = "/search", /, **changes: object) -> str:
        """The address of this search, changed: a list or text in place of a parameter, ``None`` without it."""
        asked = {**self.asked, **changes}
        asked = {name: value for name, value in asked.items() if value not in (None, "", [], 0)}
        written = urlencode(asked, doseq=True, encoding="utf-8", errors="replace")
        return f"{path}?{written}" if written else path

    def without(self, name: str, value: str = "") -> str:
        """The address without a parameter, or without one value of it."""
        now = self.asked.get(name)
        if isinstance(now, list):
            return self.address(**{name: [other for other in now if other != value]})
        return self.address(**{name: None})

    def having(self, name: str, value: str) -> str:
        """The address with one value more of a parameter."""
        now = self.asked.get(name)
        return self.address(**{name: [*(now if isinstance(now, list) else []), value]})
