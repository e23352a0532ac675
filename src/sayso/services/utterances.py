"""Utterances as a person looks at and judges them. Wires the record's utterances to the sentence embedder.

Every look brings what is computed up to date first (meanings of new statements, joins of new and changed reports), so
that a correction, a judgement or a revocation is seen at once; on a record that cannot be written, what is there is
shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection

from sayso.record.across.utterances.keeping import BATCH, join_documents, pending_documents, utterance_of
from sayso.record.across.utterances.listing import utterance_numbers
from sayso.record.across.utterances.log import Entry, Log, judge_utterance, load_log, revoke_utterance
from sayso.record.across.utterances.pages import load_utterances
from sayso.record.across.utterances.values import UtteranceList, UtterancePage, UtteranceQuery
from sayso.record.faults import RecordError, UnknownStatementError
from sayso.record.judging import Judge
from sayso.record.store import Record
from sayso.services.searching import Embeds, Searcher, own_embedder


class Utterances:
    """The utterances of one record; make one and keep it, since it keeps the network in memory.

    Args:
        record: where they are.
        embedder: makes the embedder when it is first needed.
    """

    def __init__(self, record: Record, embedder: Callable[[], Embeds] = own_embedder) -> None:
        self._record = record
        self._make = embedder
        self.behind: str | None = None
        """Why the last look may lack what came last; ``None`` where it lacks nothing."""

    @cached_property
    def _embedder(self) -> Embeds:
        return self._make()

    # Looking

    def list(self, query: UtteranceQuery | None = None, offset: int = 0, limit: int = 20) -> UtteranceList:
        """A page of the utterances that a query asks for (all, without one), the latest first."""
        with self._current() as (connection, log):
            numbers = utterance_numbers(connection, query or UtteranceQuery(), offset, limit + 1)
            pages = load_utterances(connection, numbers[:limit], log)
            return UtteranceList(tuple(page.entry for page in pages.values()), len(numbers) > limit)

    def show(self, uid: str) -> UtterancePage:
        """The utterance that a statement reports, by the uid of any of its statements.

        Raises:
            UnknownStatementError: if the record has no such statement, or it is joined to no other.
        """
        page = self.of_statement(uid)
        if page is None:
            raise UnknownStatementError(f"no other report of {uid} is known: sayso utterance list shows what is joined")
        return page

    def of_statement(self, uid: str) -> UtterancePage | None:
        """The utterance that a statement reports; ``None`` if it is joined to no other statement.

        Raises:
            UnknownStatementError: if the record has no such statement.
        """
        self._record.document_of(uid)
        with self._current() as (connection, log):
            number = utterance_of(connection, uid)
            return None if number is None else load_utterances(connection, [number], log).get(number)

    def log(self) -> tuple[Entry, ...]:
        """Every judgement on utterances, oldest first."""
        with self._record.reading_connection() as connection:
            return load_log(connection).entries

    # Judging

    def judge(self, one: str, other: str, *, same: bool, author: str, reason: str | None = None) -> Entry:
        """Say that two statements are reports of one utterance, or are not; the latest word in force counts.

        Raises:
            UnknownStatementError: if there is no such statement.
            CorrectionError: if it is the same statement twice, or was said already.
        """
        with self._record.writing_connection() as connection:
            return judge_utterance(connection, one, other, same, Judge(author, reason))

    def revoke(self, seq: int, *, author: str, reason: str | None = None) -> Entry:
        """Take a judgement back; both stay in the log.

        Raises:
            UnknownStatementError: if there is no such judgement.
            CorrectionError: if it is taken back already, or is itself a revocation.
        """
        with self._record.writing_connection() as connection:
            return revoke_utterance(connection, seq, Judge(author, reason))

    # Keeping up

    @contextmanager
    def _current(self) -> Iterator[tuple[Connection, Log]]:
        """One state of the record, up to date, and its log."""
        self.behind = None
        try:
            for _ in self.bring_up_to_date():
                pass
        except RecordError as error:
            self.behind = str(error)
        with self._record.reading_connection() as connection:
            yield connection, load_log(connection)

    def lacking(self) -> int:
        """How many documents are to be joined before the next look."""
        with self._record.reading_connection() as connection:
            return len(pending_documents(connection, 1_000_000))

    def bring_up_to_date(self) -> Iterator[int]:
        """Join what is new or changed; gives how many documents each transaction did. Can be stopped and begun anew.

        Raises:
            RecordError: if there is something to do and the record cannot be written.
        """
        if not self.lacking():
            return
        yield from (0 for _ in Searcher(self._record, lambda: self._embedder).make_vectors())
        yield from join_pending(self._record)


def join_pending(record: Record) -> Iterator[int]:
    """Join the documents that wait for it; how many each transaction did."""
    while True:
        with record.writing_connection() as connection:
            ids = pending_documents(connection, BATCH)
            done = join_documents(connection, ids) if ids else 0
        if not done:
            return
        yield done
