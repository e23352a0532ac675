"""News as items: statements, variants, stands, changes and answers put in a line each. Values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from sayso.model import Act
from sayso.record.across.issues.values import Change, Issue, IssueBoard, NewsItem, Party, Position, Said

When = Callable[[Said], str]
"""The moment at which the report of a statement counts as new: a day, or a moment in UTC."""

_DOES: dict[Act, str] = {
    "state": "says",
    "confirm": "confirms",
    "deny": "denies",
    "propose": "proposes",
    "accept": "accepts",
    "reject": "rejects",
    "demand": "demands",
    "promise": "promises",
    "threaten": "threatens",
    "warn": "warns",
    "accuse": "accuses",
    "praise": "praises",
    "ask": "asks",
    "believe": "believes",
    "want": "wants",
}
_TITLE = 90


def statement_item(said: Said, when: When, issue: str | None = None) -> NewsItem:
    """A statement that no report had before."""
    title = f"{_who(said)} {_does(said)}: {_brief(said.content)}"
    return NewsItem(f"statement/{said.uid}", "statement", when(said), title, _told(said), said, issue=issue)


def variant_item(said: Said, first: Said, when: When, issue: str | None = None) -> NewsItem:
    """A later report of an utterance, in other words than the first."""
    title = f"{said.outlet or 'Another report'} has {_who(said)} in other words: {_brief(said.content)}"
    summary = f"{_told(said)}\nfirst reported as: {_told(first)}"
    return NewsItem(f"variant/{said.uid}", "variant", when(said), title, summary, said, before=first, issue=issue)


def position_item(position: Position, board: IssueBoard, when: When) -> NewsItem:
    """A stand that a party had not taken before."""
    issue, said = board.issue, position.statement
    anchor = _anchor(position, board.statements)
    tied = "".join(f" ({' '.join(c.span.exact.split())})" for c in position.conditions)
    title = f"{position.party.name} {_DOES[position.act]}{tied} · {issue.name}: {_brief(said.content)}"
    return NewsItem(
        f"position/{issue.id}/{_key(position.party)}/{anchor.uid}", "position", _earliest(position, board, when),
        title, f"{_told(said)}\n{_who(said)}: {position.why}", said, party=position.party, issue=issue.id,
    )  # fmt: skip


def change_item(change: Change, board: IssueBoard, when: When) -> NewsItem:
    """A party's stand that became another."""
    before, after, issue = change.before, change.after, board.issue
    ends = "/".join(_anchor(p, board.statements).uid for p in (before, after))
    summary = (
        f"{before.day or 'undated'}: {_told(before.statement)}\n{after.day or 'undated'}: {_told(after.statement)}"
    )
    return NewsItem(
        f"change/{issue.id}/{_key(change.party)}/{ends}", "change", _earliest(after, board, when),
        f"{change.party.name}: {change.what} · {issue.name}", summary, after.statement, before.statement,
        change.party, issue.id,
    )  # fmt: skip


def answer_items(board: IssueBoard, when: When) -> Iterator[NewsItem]:
    """The answers on an issue, each utterance that answers another once."""
    seen: set[tuple[int | str, int | str]] = set()
    found = []
    for answer in board.answers:
        ends = board.statements.get(answer.answer), board.statements.get(answer.target)
        if ends[0] is not None and ends[1] is not None:
            found.append((ends[0], ends[1], answer))
    for said, target, answer in sorted(found, key=lambda f: (f[0].arrival, f[1].arrival)):
        pair = (_utterance(said), _utterance(target))
        if pair in seen or pair[0] == pair[1]:
            continue
        seen.add(pair)
        title = f"{_who(said)} answers {_who(target)}: {_brief(said.content)}"
        summary = f"{_told(said)}\nto: {_told(target)}\n{answer.why}"
        moment = max(when(said), when(target))
        yield NewsItem(
            f"answer/{said.uid}/{target.uid}", "answer", moment, title, summary, said, target, issue=board.issue.id
        )


def position_items(board: IssueBoard, when: When, *, changes: bool, positions: bool) -> Iterator[NewsItem]:
    """New stands and changes of an issue; a stand that is a change is told as that only, where both are wanted."""
    for lane in board.lanes:
        told = {c.after.statement.uid for c in lane.changes} if changes else set()
        if changes:
            yield from (change_item(change, board, when) for change in lane.changes)
        if positions:
            yield from (position_item(p, board, when) for p in lane.stands if p.statement.uid not in told)


def statement_items(
    statements: Iterable[Said], firsts: Mapping[int, Said], when: When, issue: Issue | None = None
) -> Iterator[NewsItem]:
    """New statements and new wordings; what only says the same words again is neither.

    Args:
        statements: what is looked at; a report's own voice and nobody's are passed over.
        firsts: the earliest report of each utterance.
        when: the moment that a statement's report counts for.
        issue: the issue asked for, if any.
    """
    asked = issue.id if issue else None
    for said in statements:
        if said.speaker_kind in (None, "author", "unknown"):
            continue
        first = firsts.get(said.utterance, said) if said.utterance is not None else said
        if first.uid == said.uid:
            yield statement_item(said, when, asked)
        elif _plain(first.content) != _plain(said.content):
            yield variant_item(said, first, when, asked)


def _earliest(position: Position, board: IssueBoard, when: When) -> str:
    """The moment of the first report by which a stand became known."""
    return min(when(said) for said in _reports(position, board.statements))


def _anchor(position: Position, statements: Mapping[str, Said]) -> Said:
    """The report of the stand that the record got first: it stays the same when further reports come in."""
    return min(_reports(position, statements), key=lambda s: s.arrival)


def _reports(position: Position, statements: Mapping[str, Said]) -> Sequence[Said]:
    return [position.statement, *(statements[uid] for uid in position.reports if uid in statements)]


def _key(party: Party) -> str:
    return quote(party.key, safe=":")


def _utterance(said: Said) -> int | str:
    return said.utterance if said.utterance is not None else said.uid


def _does(said: Said) -> str:
    if said.speaker_kind != "group":
        return _DOES[said.act]
    return "say" if said.act == "state" else said.act


def _who(said: Said) -> str:
    return said.name or said.source or "somebody"


def _told(said: Said) -> str:
    """The words, and where they stand."""
    where = ", ".join(part for part in (said.outlet, said.published) if part)
    day = f", said {said.said}" if said.said else ""
    return f"{' '.join(said.content.split())} ({where or 'outlet not known'}{day})"


def _brief(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _TITLE else line[:_TITLE].rsplit(" ", 1)[0] + " …"


def _plain(words: str) -> str:
    """Words as they are compared: case, quotation marks and blanks aside."""
    return " ".join("".join(ch if ch.isalnum() else " " for ch in words.casefold()).split())
