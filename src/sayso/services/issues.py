"""Issues as a person follows them: begun, looked at, judged. Wires the record's issues to the sentence embedder.

Every look brings what is computed up to date first (vectors, scores of new and changed reports), so that a correction,
a judgement or a revocation is seen at once; on a record that cannot be written, what is there is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property

from sqlalchemy import Connection

from sayso.errors import InputError, Problem
from sayso.record.across.issues import log as issues_log
from sayso.record.across.issues.board import board_of, issue_board
from sayso.record.across.issues.log import Entry, Log, load_log
from sayso.record.across.issues.matching import Topic, topic, topic_texts
from sayso.record.across.issues.members import membership
from sayso.record.across.issues.scoring import (
    BATCH,
    documents_after,
    drop_issue,
    drop_others,
    mark_scored,
    pending_documents,
    score_documents,
    score_pending,
    stale_issues,
)
from sayso.record.across.issues.suggested import suggested
from sayso.record.across.issues.values import (
    Answer,
    Choice,
    Issue,
    IssueBoard,
    IssueEntry,
    IssuePage,
    NewsItem,
    Suggestion,
)
from sayso.record.across.news.since import NewsQuery, news
from sayso.record.across.parties.loading import Atlas
from sayso.record.faults import RecordError
from sayso.record.judging import Judge
from sayso.record.store import Record
from sayso.services.searching import Embeds, Searcher, own_embedder
from sayso.services.utterances import Utterances
from sayso.sources.days import is_day


class Issues:
    """The issues of one record; make one and keep it, since it keeps the network in memory.

    Args:
        record: where they are.
        embedder: makes the embedder when it is first needed.

    Attributes:
        behind: why the last look could not bring what is computed up to date; ``None`` if it could.
    """

    def __init__(self, record: Record, embedder: Callable[[], Embeds] = own_embedder) -> None:
        self._record = record
        self._make = embedder
        self._topics: dict[tuple[str, str], Topic] = {}
        self._utterances = Utterances(record, lambda: self._embedder)
        self.behind: str | None = None

    @cached_property
    def _embedder(self) -> Embeds:
        return self._make()

    # Looking

    def issues(self) -> tuple[Issue, ...]:
        """The issues that are followed, in the order they were begun."""
        with self._record.reading_connection() as connection:
            return tuple(load_log(connection).issues().values())

    def issue(self, given: str) -> Issue:
        """The issue of that id or name.

        Raises:
            UnknownStatementError: if none is followed by that name.
        """
        with self._record.reading_connection() as connection:
            return load_log(connection).issue(given)

    def entries(self) -> tuple[IssueEntry, ...]:
        """The list of issues, each with how much there is on it."""
        with self._current() as (connection, log):
            found = []
            for issue in log.issues().values():
                board = issue_board(connection, log, issue, world())
                latest = max((lane.latest.day or "" for lane in board.lanes), default="") or None
                parties = tuple(lane.party.name for lane in board.lanes)
                found.append(IssueEntry(issue, len(board.statements), parties, latest))
            return tuple(found)

    def page(self, given: str) -> IssuePage:
        """The statements that bear on an issue.

        Raises:
            UnknownStatementError: if there is no such issue.
        """
        with self._current() as (connection, log):
            return membership(connection, log, log.issue(given)).page()

    def board(self, given: str) -> IssueBoard:
        """Who stands where on an issue, over time.

        Raises:
            UnknownStatementError: if there is no such issue.
        """
        with self._current() as (connection, log):
            return issue_board(connection, log, log.issue(given), world())

    def look(self, given: str) -> tuple[IssuePage, IssueBoard]:
        """Page and board of an issue, of one state of the record.

        Raises:
            UnknownStatementError: if there is no such issue.
        """
        with self._current() as (connection, log):
            found = membership(connection, log, log.issue(given))
            return found.page(), board_of(connection, log, found, world())

    def answers(self, given: str) -> tuple[Answer, ...]:
        """The answers between statements on an issue."""
        return self.board(given).answers

    def suggestions(self, most: int = 8) -> tuple[Suggestion, ...]:
        """Issues that nobody follows yet, out of the latest statements."""
        with self._current(followed_only=False) as (connection, log):
            return suggested(connection, log, world(), most)

    def news(self, query: NewsQuery) -> tuple[NewsItem, ...]:
        """What is new, the latest first.

        Raises:
            UnknownStatementError: if the query names an issue that is not followed.
            InputError: if a day of the query is none.
        """
        check_days(query)
        with self._current(followed_only=False) as (connection, log):
            return news(connection, log, query, world())

    def log(self) -> tuple[Entry, ...]:
        """Every judgement on issues and answers, oldest first."""
        with self._record.reading_connection() as connection:
            return load_log(connection).entries

    # Judging

    def add(self, name: str, about: str = "", *, author: str, reason: str | None = None) -> Issue:
        """Begin to follow an issue.

        Raises:
            CorrectionError: if the name is empty or taken.
        """
        with self._record.writing_connection() as connection:
            return issues_log.add_issue(connection, name, about, Judge(author, reason))

    def edit(
        self, given: str, *, name: str | None = None, about: str | None = None, author: str, reason: str | None = None
    ) -> Issue:
        """Rename an issue or describe it otherwise; its id and what was chosen stay."""
        with self._record.writing_connection() as connection:
            return issues_log.edit_issue(connection, given, name, about, Judge(author, reason))

    def remove(self, given: str, *, author: str, reason: str | None = None) -> Entry:
        """Follow an issue no more; revoking the judgement brings it back."""
        with self._record.writing_connection() as connection:
            return issues_log.remove_issue(connection, given, Judge(author, reason))

    def choose(self, given: str, uid: str, choice: Choice, *, author: str, reason: str | None = None) -> Entry:
        """Say that a statement bears on an issue (``included``) or does not (``excluded``)."""
        with self._record.writing_connection() as connection:
            return issues_log.choose(connection, given, uid, choice, Judge(author, reason))

    def judge_answer(self, answer: str, target: str, *, linked: bool, author: str, reason: str | None = None) -> Entry:
        """Say that one statement answers another, or does not."""
        with self._record.writing_connection() as connection:
            return issues_log.judge_answer(connection, answer, target, linked, Judge(author, reason))

    def revoke(self, seq: int, *, author: str, reason: str | None = None) -> Entry:
        """Take a judgement back; both stay in the log."""
        with self._record.writing_connection() as connection:
            return issues_log.revoke_judgement(connection, seq, Judge(author, reason))

    # Keeping up

    @contextmanager
    def _current(self, *, followed_only: bool = True) -> Iterator[tuple[Connection, Log]]:
        """One state of the record, up to date, and its log."""
        self.behind = None
        try:
            for _ in self.bring_up_to_date(followed_only=followed_only):
                pass
        except RecordError as error:
            self.behind = str(error)
        with self._record.reading_connection() as connection:
            yield connection, load_log(connection)

    def lacking(self, *, followed_only: bool = True) -> int:
        """How many documents are to be scored before the next look; all of them where an issue is new.

        Args:
            followed_only: as of :meth:`bring_up_to_date`.
        """
        if followed_only and not self.issues():
            return 0
        with self._record.reading_connection() as connection:
            if stale_issues(connection, load_log(connection).issues().values(), self._embedder.family):
                return self._record.document_count()
            return len(pending_documents(connection, 1_000_000))

    def bring_up_to_date(self, *, followed_only: bool = True) -> Iterator[int]:
        """Score what is new or changed; gives how many documents each transaction did. Can be stopped and begun anew.

        Args:
            followed_only: do nothing where no issue is followed; else meanings and parties are looked for all the same.

        Raises:
            RecordError: if there is something to do and the record cannot be written.
        """
        issues = self.issues()
        if followed_only and not issues:
            return
        family = self._embedder.family
        yield from (0 for _ in self._utterances.bring_up_to_date())
        with self._record.reading_connection() as connection:
            stale = stale_issues(connection, issues, family)
            waiting = bool(pending_documents(connection, 1))
        if not (stale or waiting):
            return
        yield from (0 for _ in Searcher(self._record, lambda: self._embedder).make_vectors())
        topics = {issue.id: self._topic(issue) for issue in issues}
        yield from self._score_pending(topics)
        if stale:
            with self._record.writing_connection() as connection:
                drop_others(connection, issues)
        for issue in stale:
            yield from self._score_all(issue, topics[issue.id], family)

    def _score_pending(self, topics: dict[str, Topic]) -> Iterator[int]:
        while True:
            with self._record.writing_connection() as connection:
                ids = pending_documents(connection, BATCH)
                done = score_pending(connection, ids, topics) if ids else 0
            if not done:
                return
            yield done

    def _score_all(self, issue: Issue, against: Topic, family: str) -> Iterator[int]:
        with self._record.writing_connection() as connection:
            drop_issue(connection, issue.id)
        after = ""
        while True:
            with self._record.writing_connection() as connection:
                ids = documents_after(connection, after, BATCH)
                if ids:
                    score_documents(connection, ids, {issue.id: against})
                else:
                    mark_scored(connection, issue, family)
            if not ids:
                return
            after = ids[-1]
            yield len(ids)

    def _topic(self, issue: Issue) -> Topic:
        key = (issue.name, issue.about)
        if key not in self._topics:
            self._topics[key] = topic(*key, self._embedder.vectors(topic_texts(*key)))
        return self._topics[key]


def check_days(query: NewsQuery) -> None:
    """Refuse a query that could only find nothing.

    Raises:
        InputError: with code ``bad-date``.
    """
    for name, day in (("since", query.since), ("until", query.until)):
        if day is not None and not is_day(day.split("T")[0]):
            shown = f"{name} {day!r} is no day: write it as YYYY-MM-DD, YYYY-MM or YYYY"
            raise InputError(Problem("bad-date", shown, name))
    if query.since and query.until and query.since > query.until + "~":
        raise InputError(Problem("bad-date", f"since {query.since} is later than until {query.until}", "since"))


@cache
def world() -> Atlas:
    """The states of the world, with adjectives, capitals and seats of power, as the reader knows them."""
    from sayso.reading.actors import seats_of_power
    from sayso.reading.speakers.states import atlas

    states = atlas().states
    adjectives = {word: state.name for state in states for word in (*state.others, *state.peoples)}
    seats = {capital: state.name for state in states for capital in state.capitals}
    return Atlas(tuple(state.name for state in states), adjectives, seats | dict(seats_of_power()))
