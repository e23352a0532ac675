"""What people follow and choose: the append-only log of issues, and what it comes to. Nothing is ever changed in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, insert, select

from sayso.record.across.answers.values import Judged
from sayso.record.across.issues.tables import issue_log
from sayso.record.across.issues.values import Choice, Issue
from sayso.record.across.issues.verify import issue_link
from sayso.record.across.parties.offices import bare
from sayso.record.adding import now
from sayso.record.faults import CorrectionError, UnknownStatementError
from sayso.record.judging import Judge
from sayso.record.loading import statement_document

Kind = Literal["add", "edit", "remove", "include", "exclude", "answers", "no-answer", "revoke"]
_CHOICES: dict[str, Choice] = {"include": "included", "exclude": "excluded"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One judgement, as logged.

    Attributes:
        seq: its number, with which it is revoked.
        kind: what it does.
        issue_id: the issue it is about; ``None`` for answers.
        name, about: of the issue, where it is begun or edited.
        statement_uid: the statement taken in or out, or the one that answers.
        target_uid: the statement that is answered.
        author, made_at, reason: who, when (ISO 8601 in UTC) and why, in their words.
        revokes: number of the judgement that it takes back.
        in_force: whether it is no revocation, and not revoked.
    """

    seq: int
    kind: Kind
    issue_id: str | None
    name: str | None
    about: str | None
    statement_uid: str | None
    target_uid: str | None
    author: str
    made_at: str
    reason: str | None
    revokes: int | None
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class Log:
    """All judgements, oldest first, and what they come to."""

    entries: tuple[Entry, ...]

    @property
    def _standing(self) -> Iterable[Entry]:
        return (e for e in self.entries if e.in_force)

    def issues(self) -> dict[str, Issue]:
        """The issues that are followed, by id, in the order they were begun."""
        found: dict[str, Issue] = {}
        for entry in self._standing:
            if entry.kind == "add" and entry.issue_id:
                found[entry.issue_id] = Issue(
                    entry.issue_id, entry.name or "", entry.about or "", entry.author, entry.made_at
                )
            elif entry.kind == "edit" and entry.issue_id in found:
                issue = found[entry.issue_id]
                name = issue.name if entry.name is None else entry.name
                about = issue.about if entry.about is None else entry.about
                found[entry.issue_id] = replace(issue, name=name, about=about, edited_at=entry.made_at)
            elif entry.kind == "remove":
                found.pop(entry.issue_id or "", None)
        return found

    def issue(self, given: str) -> Issue:
        """The issue of that id or name.

        Raises:
            UnknownStatementError: if none is followed by that name.
        """
        issues = self.issues()
        key = bare(given)
        for issue in issues.values():
            if given == issue.id or key in (issue.id, bare(issue.name)):
                return issue
        known = ", ".join(f"“{issue.name}”" for issue in issues.values()) or "none yet: sayso issue add NAME"
        raise UnknownStatementError(f"no issue {given!r} is followed; those that are: {known}")

    def choices(self, issue_id: str) -> dict[str, tuple[Choice, Entry]]:
        """What people said of statements on an issue: the latest word on each, by uid."""
        return {
            entry.statement_uid: (_CHOICES[entry.kind], entry)
            for entry in self._standing
            if entry.kind in _CHOICES and entry.issue_id == issue_id and entry.statement_uid
        }

    def answers(self) -> tuple[Judged, ...]:
        """What people said of answers: the latest word on each pair."""
        latest: dict[tuple[str, str], Judged] = {}
        for entry in self._standing:
            if entry.kind in ("answers", "no-answer") and entry.statement_uid and entry.target_uid:
                pair = (entry.statement_uid, entry.target_uid)
                latest[pair] = Judged(*pair, entry.kind == "answers", entry.author, entry.seq)
        return tuple(latest.values())


def load_log(connection: Connection) -> Log:
    """The log as it stands."""
    columns = [column for column in issue_log.c if column.name != "chain"]
    rows = connection.execute(select(*columns).order_by(issue_log.c.seq)).mappings().all()
    revoked = {row["revokes"] for row in rows if row["revokes"] is not None}
    return Log(tuple(Entry(**row, in_force=row["kind"] != "revoke" and row["seq"] not in revoked) for row in rows))


def add_issue(connection: Connection, name: str, about: str, judge: Judge) -> Issue:
    """Begin to follow an issue.

    Raises:
        CorrectionError: if it has no name of letters or digits, or one of that name is followed already.
    """
    name, about = " ".join(name.split()), " ".join(about.split())
    base = re.sub(r"[^a-z0-9]+", "-", bare(name)).strip("-")[:60].strip("-")
    if not re.search(r"\w", name):
        raise CorrectionError("an issue needs a name: sayso issue add NAME --about WORDS")
    log = load_log(connection)
    if any(bare(issue.name) == bare(name) for issue in log.issues().values()):
        raise CorrectionError(f"the issue “{name}” is followed already: sayso issue edit changes it")
    used = {entry.issue_id for entry in log.entries}
    wanted = base or "issue"
    number, issue_id = 1, wanted
    while issue_id in used:
        number += 1
        issue_id = f"{wanted}-{number}"
    _write(connection, judge, kind="add", issue_id=issue_id, name=name, about=about)
    return load_log(connection).issues()[issue_id]


def edit_issue(connection: Connection, given: str, name: str | None, about: str | None, judge: Judge) -> Issue:
    """Rename an issue or describe it otherwise; ``None`` leaves as it is.

    Raises:
        UnknownStatementError: if there is no such issue.
        CorrectionError: if nothing would change, or another is called so.
    """
    log = load_log(connection)
    issue = log.issue(given)
    name = None if name is None else " ".join(name.split())
    about = None if about is None else " ".join(about.split())
    if name is not None and not re.search(r"\w", name):
        raise CorrectionError("an issue needs a name of letters or digits")
    if name in (None, issue.name) and about in (None, issue.about):
        raise CorrectionError(f"the issue “{issue.name}” already is as the edit would make it; nothing was written")
    if name is not None and any(bare(i.name) == bare(name) and i.id != issue.id for i in log.issues().values()):
        raise CorrectionError(f"another issue is called “{name}”")
    _write(connection, judge, kind="edit", issue_id=issue.id, name=name, about=about)
    return load_log(connection).issues()[issue.id]


def remove_issue(connection: Connection, given: str, judge: Judge) -> Entry:
    """Follow an issue no more; revoking this brings it back with all that was chosen.

    Raises:
        UnknownStatementError: if there is no such issue.
    """
    issue = load_log(connection).issue(given)
    return _write(connection, judge, kind="remove", issue_id=issue.id)


def choose(connection: Connection, given: str, uid: str, choice: Choice, judge: Judge) -> Entry:
    """Say that a statement bears on an issue, or does not.

    Raises:
        UnknownStatementError: if there is no such issue or statement.
        CorrectionError: if that was said already.
    """
    log = load_log(connection)
    issue = log.issue(given)
    statement_document(connection, uid)
    now_said = log.choices(issue.id).get(uid)
    if now_said is not None and now_said[0] == choice:
        raise CorrectionError(f"{uid} is {choice} already, by judgement {now_said[1].seq} of {now_said[1].author}")
    kind: Kind = "include" if choice == "included" else "exclude"
    return _write(connection, judge, kind=kind, issue_id=issue.id, statement_uid=uid)


def judge_answer(connection: Connection, answer: str, target: str, linked: bool, judge: Judge) -> Entry:
    """Say that one statement answers another, or does not.

    Raises:
        UnknownStatementError: if there is no such statement.
        CorrectionError: if it is the same statement twice, or was said already.
    """
    for uid in (answer, target):
        statement_document(connection, uid)
    if answer == target:
        raise CorrectionError(f"{answer} cannot answer itself")
    for word in load_log(connection).answers():
        if (word.answer, word.target, word.linked) == (answer, target, linked):
            raise CorrectionError(f"that was said already, by judgement {word.judgement} of {word.author}")
    kind: Kind = "answers" if linked else "no-answer"
    return _write(connection, judge, kind=kind, statement_uid=answer, target_uid=target)


def revoke_judgement(connection: Connection, seq: int, judge: Judge) -> Entry:
    """Take a judgement back; both stay in the log.

    Raises:
        UnknownStatementError: if there is no such judgement.
        CorrectionError: if it is taken back already, or is itself a revocation.
    """
    entry = next((e for e in load_log(connection).entries if e.seq == seq), None)
    if entry is None:
        raise UnknownStatementError(f"there is no judgement {seq} on issues: sayso issue log shows their numbers")
    if not entry.in_force:
        raise CorrectionError(f"judgement {seq} is revoked already, or is itself a revocation")
    return _write(
        connection,
        judge,
        kind="revoke",
        issue_id=entry.issue_id,
        statement_uid=entry.statement_uid,
        target_uid=entry.target_uid,
        revokes=seq,
    )


def _write(connection: Connection, judge: Judge, **values: Any) -> Entry:
    columns = issue_log.c
    last = connection.execute(select(columns.seq, columns.chain).order_by(columns.seq.desc()).limit(1)).first()
    row: dict[str, Any] = {column.name: None for column in columns if column.name != "chain"}
    row |= values | {"seq": last.seq + 1 if last else 1, "author": judge.author, "reason": judge.reason}
    row["made_at"] = now()
    connection.execute(insert(issue_log).values(row | {"chain": issue_link(last.chain if last else "", row)}))
    return Entry(**row)
