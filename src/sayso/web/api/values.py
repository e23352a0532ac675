"""Values of the record as the API writes them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sayso.errors import Problem
from sayso.interchange import document_to_json, statement_to_json
from sayso.record.values import Correction, DocumentEntry, DocumentView, History, StatementView
from sayso.services.intake import Job

Json = dict[str, Any]


def problem_to_json(problem: Problem) -> Json:
    """A fault of an input."""
    return {"code": problem.code, "message": problem.message, "where": problem.where}


def seen_to_json(seen: StatementView, document: str, *, explain: bool = False) -> Json:
    """A statement as people see it."""
    return {
        "uid": seen.uid,
        "document": document,
        "state": seen.state,
        "judged_by": seen.judged_by,
        "judged_at": seen.judged_at,
        "statement": statement_to_json(seen.statement, explain=explain),
    }


def view_to_json(view: DocumentView, entry: DocumentEntry) -> Json:
    """A document as people see it."""
    return {
        "key": entry.key,
        "latest": entry.latest,
        "document": document_to_json(view.document),
        "statements": [seen_to_json(seen, view.document.id) for seen in view.statements],
        "problems": [problem_to_json(problem) for problem in view.problems],
        "reader": {"version": view.reader.version, "network": view.reader.network},
    }


def correction_to_json(correction: Correction) -> Json:
    """A judgement; the words that it is about are in ``before`` and ``after``."""
    names = ("seq", "kind", "field", "before", "after", "author", "made_at", "reason", "revokes", "revoked_by")
    value = {name: getattr(correction, name) for name in names}
    return value | {"document": correction.document_id, "statement": correction.statement_uid}


def history_to_json(history: History) -> Json:
    """Everything that happened to a statement."""
    return {
        "uid": history.uid,
        "document": history.document_id,
        "now": seen_to_json(history.now, history.document_id) if history.now else None,
        "readings": [
            {
                "made_at": stored.made_at,
                "superseded_at": stored.superseded_at,
                "reader": asdict(stored.reading.reader),
                "statement": statement_to_json(found),
            }
            for stored, found in history.readings
        ],
        "corrections": [correction_to_json(correction) for correction in history.corrections],
    }


def job_to_json(job: Job) -> Json:
    """Something that is being read."""
    return {
        "id": job.id,
        "what": job.what,
        "stage": job.stage,
        "finished": job.finished,
        "titles": list(job.titles),
        "reports": [
            {
                "status": outcome.status,
                "document": outcome.added.document_id if outcome.added else None,
                "statements": outcome.statements,
                "problems": [problem_to_json(problem) for problem in outcome.problems],
            }
            for outcome in job.outcomes
        ],
        "problems": [problem_to_json(problem) for problem in job.problems],
    }
