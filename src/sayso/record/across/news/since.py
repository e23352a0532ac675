"""What is new in a record: statements, wordings, stands, changes and answers since a day, for anybody or any issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from sayso.record.across.issues.board import issue_board
from sayso.record.across.issues.log import Log
from sayso.record.across.issues.said import said_where, slices
from sayso.record.across.issues.values import NEWS_KINDS, Counted, IssueBoard, NewsItem, NewsKind, Said
from sayso.record.across.news.items import When, answer_items, position_items, statement_items
from sayso.record.across.parties.loading import Atlas, load_parties
from sayso.record.across.parties.offices import bare
from sayso.record.across.utterances.tables import utterance_told
from sayso.record.tables import documents, statements

Clock = Literal["report", "arrival"]
"""Since when something counts as new: the day its report was published, or the moment the record got it."""

_DOCUMENTS = 200
_RANKS: dict[NewsKind, int] = {"change": 0, "position": 1, "answer": 2, "statement": 3, "variant": 3}


@dataclass(frozen=True, slots=True)
class NewsQuery:
    """Which news are wanted; an empty field asks nothing.

    Attributes:
        since: on this day or later; EDTF year, month or day, or (``arrival``) a moment in UTC.
        until: on this day or earlier.
        issue: id or name of the issue.
        who: id or words of the name of an actor, or name of the side that a statement counts for.
        kinds: which sorts.
        most: how many at most, the latest.
        clock: what makes it new.
    """

    since: str | None = None
    until: str | None = None
    issue: str | None = None
    who: str | None = None
    kinds: tuple[NewsKind, ...] = ()
    most: int | None = None
    clock: Clock = "report"

    def wants(self, *kinds: NewsKind) -> bool:
        """Whether any of these sorts is wanted."""
        return bool(set(kinds) & set(self.kinds or NEWS_KINDS))

    def covers(self, moment: str) -> bool:
        """Whether a moment lies in the time asked for."""
        late_enough = self.since is None or moment.rsplit("/", 1)[-1] + _END >= self.since
        return late_enough and (self.until is None or moment <= self.until + _END)


# Sorts after every digit and hyphen: "2025-02~" is the end of February.
_END = "~"


def news(connection: Connection, log: Log, query: NewsQuery, atlas: Atlas) -> tuple[NewsItem, ...]:
    """What is new, the latest first.

    What is told as a stand, a change or an answer is not told as a statement too.

    Raises:
        UnknownStatementError: if the query names an issue that is not followed.
    """
    issues = [log.issue(query.issue)] if query.issue else list(log.issues().values())
    found: list[NewsItem] = []
    boards: list[IssueBoard] = []
    if query.issue or query.wants("position", "change", "answer"):
        boards = [issue_board(connection, log, issue, atlas) for issue in issues]
    when = _clock(connection, query, (said for board in boards for said in board.statements.values()))
    for board in boards:
        found += position_items(board, when, changes=query.wants("change"), positions=query.wants("position"))
        if query.wants("answer"):
            found += answer_items(board, when)
    found = list(_about(connection, query, atlas, {item.id: item for item in found}.values()))
    told = {item.statement.uid for item in found}
    if query.wants("statement", "variant"):
        plain: Iterator[NewsItem]
        if query.issue:
            members = sorted(boards[0].statements.values(), key=lambda s: s.arrival)
            items = statement_items(members, _firsts(connection, members), when, boards[0].issue)
            plain = _about(connection, query, atlas, items)
        else:
            plain = _statements(connection, query, atlas)
        wanted = (item for item in plain if item.statement.uid not in told and query.wants(item.kind))
        found += wanted if query.most is None else islice(wanted, query.most + len(told))
    return tuple(_in_order(found)[: query.most])


def _in_order(items: Iterable[NewsItem]) -> list[NewsItem]:
    """The latest moment first; in one moment changes, stands, answers, statements, as the reports have them."""
    items = sorted(items, key=lambda item: (_RANKS[item.kind], item.statement.arrival, item.id))
    return sorted(items, key=lambda item: item.when, reverse=True)


def _about(connection: Connection, query: NewsQuery, atlas: Atlas, items: Iterable[NewsItem]) -> Iterator[NewsItem]:
    """The items of the time and the actor that are asked for."""
    items = [item for item in items if query.covers(item.when)]
    if query.who is None:
        yield from items
        return
    parties = load_parties(connection, [item.statement for item in items], atlas)
    for item in items:
        counted = parties.of(item.statement) if item.party is None else (Counted(item.party, ""),)
        if concerns(query.who, item.statement, counted):
            yield item


def concerns(who: str, said: Said, counted: Sequence[Counted]) -> bool:
    """Whether a statement is of the one asked for: the actor's, or one that counts for that side."""
    if who in (said.actor, *(c.party.key for c in counted)):
        return True
    words = set(bare(who).split())
    names = (said.speaker, said.actor_name, *(c.party.name for c in counted))
    return bool(words) and any(words <= set(bare(name).split()) for name in names if name)


def _statements(connection: Connection, query: NewsQuery, atlas: Atlas) -> Iterator[NewsItem]:
    """New statements and wordings of the whole record, the latest reports first, loaded as they are asked for."""
    moment = _moment(connection, query)
    asked = select(documents.c.id).where(documents.c.latest)
    if query.since is not None:
        last = func.substr(moment, _slash(connection, moment) + 1, type_=String())
        asked = asked.where(_bytewise(connection, last + _END) >= query.since)
    if query.until is not None:
        asked = asked.where(moment <= query.until + _END)
    ids = list(connection.execute(asked.order_by(moment.desc(), documents.c.added_at, documents.c.id)).scalars())
    for at in range(0, len(ids), _DOCUMENTS):
        some = ids[at : at + _DOCUMENTS]
        said = said_where(connection, select(statements.c.id).where(statements.c.document_id.in_(some)))
        if query.who is not None:
            parties = load_parties(connection, said, atlas)
            said = [s for s in said if concerns(query.who, s, parties.of(s))]
        when = _clock(connection, query, said)
        items = list(statement_items(said, _firsts(connection, said), when))
        yield from _in_order(items)


def _firsts(connection: Connection, said: Sequence[Said]) -> dict[int, Said]:
    """The earliest report, in the whole record, of each utterance of these statements."""
    found: dict[int, Said] = {}
    told = utterance_told.c
    for some in slices(sorted({s.utterance for s in said if s.utterance is not None})):
        reports = said_where(connection, select(told.statement_id).where(told.utterance.in_(some)))
        for report in sorted(reports, key=lambda s: (s.published or "~", s.arrival)):
            if report.utterance is not None:
                found.setdefault(report.utterance, report)
    return found


def _clock(connection: Connection, query: NewsQuery, said: Iterable[Said]) -> When:
    """When the report of each of these statements counts as new."""
    moments: dict[str, str] = {}
    moment = _moment(connection, query)
    for some in slices(sorted({s.document for s in said})):
        rows = connection.execute(select(documents.c.id, moment.label("moment")).where(documents.c.id.in_(some)))
        moments.update({row.id: row.moment for row in rows})
    return lambda s: moments.get(s.document, "")


def _moment(connection: Connection, query: NewsQuery) -> ColumnElement[Any]:
    if query.clock == "arrival":
        return _bytewise(connection, documents.c.added_at)
    return _bytewise(connection, func.coalesce(documents.c.published, documents.c.added_at))


def _slash(connection: Connection, value: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.strpos(value, "/") if connection.dialect.name == "postgresql" else func.instr(value, "/")


def _bytewise(connection: Connection, value: ColumnElement[Any]) -> ColumnElement[Any]:
    """Compared byte by byte, not by a language's rules."""
    return cast(value, String).collate("C") if connection.dialect.name == "postgresql" else value
