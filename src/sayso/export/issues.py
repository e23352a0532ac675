"""Issues, boards and news as JSON values and as CSV rows. Shapes: docs/issues.md."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sayso.export.csv import guarded
from sayso.record.across.issues.log import Entry
from sayso.record.across.issues.values import (
    Issue,
    IssueBoard,
    IssueEntry,
    IssuePage,
    Lane,
    Member,
    NewsItem,
    Position,
    Said,
    Suggestion,
)

POSITION_COLUMNS = (
    "party", "party_kind", "day", "dated", "act", "side", "leads", "conditions", "content", "statement", "speaker",
    "role", "kind", "told_to", "outlet", "published", "title", "url", "restates", "reports", "score", "why",
)  # fmt: skip
MEMBER_COLUMNS = (
    "statement", "score", "choice", "chosen_by", "judgement", "meaning", "words", "why", "speaker", "role", "act",
    "kind", "content", "said", "told_to", "outlet", "published", "title", "url", "document",
)  # fmt: skip
ISSUE_COLUMNS = ("id", "name", "about", "statements", "parties", "latest", "author", "made_at", "edited_at")
NEWS_COLUMNS = (
    "id", "kind", "when", "title", "summary", "issue", "party", "statement", "before", "speaker", "act", "content",
    "outlet", "published", "url",
)  # fmt: skip


def said_to_json(said: Said) -> dict[str, Any]:
    """A statement as it is seen, with its report and what joins it to others."""
    return {name: value for name, value in asdict(said).items() if name != "row"} | {"day": said.day}


def issue_to_json(issue: Issue) -> dict[str, Any]:
    """An issue."""
    return asdict(issue)


def entry_to_json(entry: IssueEntry) -> dict[str, Any]:
    """A line in the list of issues."""
    return issue_to_json(entry.issue) | {
        "statements": entry.statements,
        "parties": list(entry.parties),
        "latest": entry.latest,
    }


def judgement_to_json(entry: Entry) -> dict[str, Any]:
    """A judgement as logged."""
    return asdict(entry)


def page_to_json(page: IssuePage) -> dict[str, Any]:
    """The statements that bear on an issue, those that nearly do, and those that were taken out."""
    return {
        "issue": issue_to_json(page.issue),
        "threshold": page.threshold,
        "trained": page.trained,
        "cut": page.cut,
        "members": [_member(m) for m in page.members],
        "near": [_member(m) for m in page.near],
        "excluded": [_member(m) for m in page.excluded],
    }


def _member(member: Member) -> dict[str, Any]:
    facts = {
        name: getattr(member, name) for name in ("score", "meaning", "words", "choice", "chosen_by", "judgement", "why")
    }
    return facts | {"statement": said_to_json(member.said)}


def board_to_json(board: IssueBoard) -> dict[str, Any]:
    """A board; positions, changes and answers name their statements, which stand under ``statements`` by uid."""
    return {
        "issue": issue_to_json(board.issue),
        "threshold": board.threshold,
        "cut": board.cut,
        "days": list(board.days),
        "parties": [_lane(lane) for lane in board.lanes],
        "contradictions": [
            {
                "party": c.party.key,
                "first": c.first.statement.uid,
                "second": c.second.statement.uid,
                "day": c.day,
                "why": c.why,
            }
            for c in board.contradictions
        ],
        "answers": [asdict(answer) for answer in board.answers],
        "statements": {uid: said_to_json(said) for uid, said in board.statements.items()},
    }


def _lane(lane: Lane) -> dict[str, Any]:
    return {
        "party": asdict(lane.party),
        "positions": [_position(p) for p in lane.positions],
        "changes": [
            {
                "before": c.before.statement.uid,
                "after": c.after.statement.uid,
                "day": c.day,
                "dated": c.dated,
                "what": c.what,
            }
            for c in lane.changes
        ],
    }


def _position(position: Position) -> dict[str, Any]:
    names = ("act", "side", "day", "dated", "why", "restates", "score", "leads")
    return {
        "statement": position.statement.uid,
        **{name: getattr(position, name) for name in names},
        "conditions": [asdict(c) for c in position.conditions],
        "reports": list(position.reports),
    }


def suggestion_to_json(suggestion: Suggestion) -> dict[str, Any]:
    """A suggested issue."""
    return asdict(suggestion)


def news_to_json(item: NewsItem) -> dict[str, Any]:
    """An item of news with the statements that it is about."""
    return {
        **{name: getattr(item, name) for name in ("id", "kind", "when", "title", "summary", "issue")},
        "party": asdict(item.party) if item.party else None,
        "statement": said_to_json(item.statement),
        "before": said_to_json(item.before) if item.before else None,
    }


def issue_csv(entries: Iterable[IssueEntry]) -> Iterator[str]:
    """The header and a line an issue."""
    yield csv_line(ISSUE_COLUMNS)
    for entry in entries:
        value = entry_to_json(entry) | {"parties": " | ".join(entry.parties)}
        yield csv_line([value[name] for name in ISSUE_COLUMNS])


def member_csv(page: IssuePage) -> Iterator[str]:
    """The header and a line a statement that bears on the issue."""
    yield csv_line(MEMBER_COLUMNS)
    for member in page.members:
        value = _member(member)
        value |= said_to_json(member.said) | {"words": member.words, "statement": member.said.uid}
        yield csv_line([value[name] for name in MEMBER_COLUMNS])


def position_csv(lanes: Sequence[Lane]) -> Iterator[str]:
    """The header and a line a position, party by party and oldest first."""
    yield csv_line(POSITION_COLUMNS)
    for lane in lanes:
        for position in lane.positions:
            value = said_to_json(position.statement) | _position(position)
            value |= {
                "party": lane.party.name,
                "party_kind": lane.party.kind,
                "conditions": " | ".join(c.span.exact for c in position.conditions),
                "reports": " ".join(position.reports),
            }
            yield csv_line([value[name] for name in POSITION_COLUMNS])


def news_csv(items: Iterable[NewsItem]) -> Iterator[str]:
    """The header and a line an item."""
    yield csv_line(NEWS_COLUMNS)
    for item in items:
        value = said_to_json(item.statement) | news_to_json(item)
        value |= {
            "party": item.party.name if item.party else None,
            "statement": item.statement.uid,
            "before": item.before.uid if item.before else None,
        }
        yield csv_line([value[name] for name in NEWS_COLUMNS])


def csv_line(cells: Iterable[Any]) -> str:
    """A row as RFC 4180 has it, ended by a line feed; nothing in it that a spreadsheet would calculate."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(["" if c is None else guarded(str(c)) for c in cells])
    return buffer.getvalue()
