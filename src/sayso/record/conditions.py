"""What a search is narrowed by, as SQL over ``statements`` and ``documents``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, or_, select

from sayso.model import Act, Kind
from sayso.record.tables import documents, statements
from sayso.record.words import plain_words


@dataclass(frozen=True, slots=True)
class Filters:
    """What every result must be; an empty field asks nothing.

    Attributes:
        speaker: words that the speaker's name holds, in any case, diacritics aside.
        outlet: part of the name of the publishing outlet, or of the one it was said to.
        acts: any of these.
        kinds: any of these.
        since: said, or where that is not known published, on this day or later; EDTF year, month or day.
        until: … on this day or earlier.
        language: ISO 639-1 code of the report.
        all_versions: look in earlier versions of reports too.
        names: any of these speakers' names exactly as reports give them; an empty one stands for a speaker not named.
        published_by: any of these publishing outlets, exactly; an empty one stands for none known.
        among: any of these rows of ``statements`` (an issue's members); ``None`` for any row at all.
    """

    speaker: str | None = None
    outlet: str | None = None
    acts: tuple[Act, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: str | None = None
    until: str | None = None
    language: str | None = None
    all_versions: bool = False
    names: tuple[str, ...] = ()
    published_by: tuple[str, ...] = ()
    among: tuple[int, ...] | None = None

    @property
    def speaker_words(self) -> tuple[str, ...]:
        """The words of ``speaker`` as the word index holds them."""
        return plain_words(self.speaker or "")

    @property
    def narrow(self) -> bool:
        """Whether anything but the version is asked, so that most statements may fall out."""
        asked = (self.speaker, self.outlet, self.acts, self.kinds, self.since, self.until, self.language)
        return any(asked) or bool(self.names or self.published_by) or self.among is not None


class Conditions:
    """The SQL of filters, in the one or the other store's dialect.

    Args:
        postgresql: for PostgreSQL; else for SQLite.
    """

    def __init__(self, *, postgresql: bool) -> None:
        self._postgresql = postgresql

    def of(self, filters: Filters) -> list[ColumnElement[bool]]:
        """Conditions for everything but the speaker, whom the word index finds."""
        found: list[ColumnElement[bool]] = []
        if not filters.all_versions:
            # By exclusion: the few that are not the newest stand in an index of their own, and no text is read over.
            earlier = select(documents.c.id).where(documents.c.latest.is_(False))
            found.append(statements.c.document_id.not_in(earlier))
        if filters.acts:
            found.append(statements.c.act.in_(filters.acts))
        if filters.kinds:
            found.append(statements.c.kind.in_(filters.kinds))
        if filters.outlet:
            found.append(or_(_holds(documents.c.outlet, filters.outlet), _holds(statements.c.outlet, filters.outlet)))
        if filters.names:
            found.append(_exactly(statements.c.speaker_name, filters.names))
        if filters.published_by:
            found.append(_exactly(documents.c.outlet, filters.published_by))
        if filters.among is not None:
            found.append(statements.c.id.in_(filters.among))
        if filters.language:
            found.append(documents.c.language == filters.language)
        when = func.coalesce(statements.c.said, documents.c.published)
        if filters.since:
            found.append(self._bytewise(self._latest(when) + _END) >= filters.since)
        if filters.until:
            found.append(self._bytewise(func.replace(when, "X", "0")) <= filters.until + _END)
        return found

    def newest_first(self) -> list[ColumnElement[Any]]:
        """The order of a search for no words: the latest day first, then by row, so that equals keep their places."""
        when = func.coalesce(statements.c.said, documents.c.published, "")
        return [self._bytewise(when).desc(), statements.c.id.asc()]

    def _latest(self, when: ColumnElement[Any]) -> ColumnElement[Any]:
        """The last day of an interval (2025-02-01/2025-02-10); any other day is its own last."""
        slash = func.strpos(when, "/") if self._postgresql else func.instr(when, "/")
        return func.substr(when, slash + 1, type_=String())

    def _bytewise(self, value: ColumnElement[Any]) -> ColumnElement[Any]:
        """Compared byte by byte, not by a language's rules."""
        return cast(value, String).collate("C") if self._postgresql else value


# EDTF days compare as strings: 2025-02 stands for all of February, and with a tilde, which sorts after every digit and
# the hyphen, for its end.
_END = "~"


def _exactly(column: ColumnElement[Any], values: tuple[str, ...]) -> ColumnElement[bool]:
    """Whether the column is one of the values, an empty one standing for nothing."""
    there = column.in_([value for value in values if value])
    return there if all(values) else or_(there, column.is_(None))


def _holds(column: ColumnElement[Any], part: str) -> ColumnElement[bool]:
    """Whether ``part`` stands in the column whatever its case; SQLite folds ASCII only, hence the usual spellings."""
    spellings = dict.fromkeys((part, part.lower(), part.upper(), part.title(), part.capitalize()))
    return or_(*(column.icontains(spelling, autoescape=True) for spelling in spellings))
