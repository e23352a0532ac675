"""``sayso correct``: a person's judgement of a statement or a text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.record_lines import correction_line
from sayso.cli.record_option import author_option, faults_in_one_line, record_option
from sayso.model import ACTS, CHANNELS, FURNITURE_KINDS, KINDS, SPEAKER_KINDS

if TYPE_CHECKING:
    from sayso.model import Document
    from sayso.record.store import Record
    from sayso.record.values import Correction
    from sayso.spans import Span

_FIELD_OPTIONS = (
    click.option("--speaker", metavar="NAME", help="Who the source is."),
    click.option("--speaker-kind", type=click.Choice(SPEAKER_KINDS), help="What sort of speaker."),
    click.option("--role", metavar="TEXT", help="The speaker's office or description."),
    click.option("--for", "for_", metavar="NAME", help="On whose behalf they speak."),
    click.option("--actor", metavar="ID", help="Which actor the speaker is."),
    click.option(
        "--outlet", metavar="NAME", help="The outlet to which it was said; of a DOCUMENT, the publishing one."
    ),
    click.option("--channel", type=click.Choice(CHANNELS), help="How it was said."),
    click.option("--addressee", metavar="NAME", help="To whom, when that is no outlet."),
    click.option("--said", metavar="DATE", help="The day it was said, EDTF."),
    click.option("--said-text", metavar="TEXT", help="The words that give that day."),
    click.option("--act", type=click.Choice(ACTS), help="What the speaker does in saying it."),
    click.option("--kind", type=click.Choice(KINDS), help="Whether its words stand inside quotation marks."),
    click.option("--answers", metavar="STATEMENT", help="The statement that it replies to."),
    click.option("--within", metavar="STATEMENT", help="The statement in whose content it stands."),
)


def _field_options(command: Any) -> Any:
    for option in reversed(_FIELD_OPTIONS):
        command = option(command)
    return command


@click.command("correct")
@click.argument("statement", required=False)
@record_option
@_field_options
@click.option("--title", metavar="TEXT", help="A document's title (DOCUMENT instead of STATEMENT).")
@click.option("--byline", metavar="TEXT", help="A document's author, as the report names them.")
@click.option("--published", metavar="DATE", help="The day a document was published, EDTF.")
@click.option("--clear", multiple=True, metavar="FIELD", help="Empty a field (outlet, channel, said, answers …).")
@click.option("--source", multiple=True, metavar="WORDS", help="Its source: the exact words, or START:END.")
@click.option("--cue", multiple=True, metavar="WORDS", help="Its cue: the exact words, or START:END.")
@click.option(
    "--content", multiple=True, metavar="WORDS", help="Its content, each stretch: the exact words, or START:END."
)
@click.option("--confirm", "whole", flag_value="confirm", help="It is right as it is seen.")
@click.option("--dispute", "whole", flag_value="dispute", help="It is not right.")
@click.option("--remove", "whole", flag_value="remove", help="There is no such statement in the text.")
@click.option("--add", "add_to", metavar="DOCUMENT", help="Add a statement to this document; needs --content.")
@click.option(
    "--furniture", "furniture_in", metavar="DOCUMENT", help="Mark the --content words of this document as furniture."
)
@click.option("--furniture-kind", type=click.Choice((*FURNITURE_KINDS, "none")), help="Which kind; none to unmark.")
@click.option("--revoke", type=int, metavar="NUMBER", help="Take back the correction of this number.")
@click.option("--reason", metavar="TEXT", help="Why.")
@author_option
def command(
    statement: str | None,
    where: str,
    clear: tuple[str, ...],
    source: tuple[str, ...],
    cue: tuple[str, ...],
    content: tuple[str, ...],
    whole: str | None,
    add_to: str | None,
    furniture_in: str | None,
    furniture_kind: str | None,
    revoke: int | None,
    reason: str | None,
    author: str | None,
    **given: str | None,
) -> None:
    """Correct STATEMENT (an identifier such as 3f2a9c41-7): its fields, its words, or all of it.

    Given a DOCUMENT instead (3f2a9c41), correct its --title, --outlet, --byline or --published day.

    The machine's reading is never overwritten: a correction is added to the log, with who made it, when and why,
    stays in force after a re-reading, and can be taken back with --revoke.
    """
    if not (author or "").strip():
        raise click.UsageError("say who makes the correction: --by NAME, or SAYSO_AUTHOR")
    assert author is not None
    fields: dict[str, Any] = {name.rstrip("_"): value for name, value in given.items() if value is not None}
    fields.update({name.replace("-", "_"): None for name in clear})
    words = {"sources": source, "cues": cue, "contents": content}
    _check_one_target(statement, add_to, furniture_in, revoke)
    if whole and (fields or any(words.values())):
        raise click.UsageError(f"--{whole} is about the statement as it is: give corrections of fields on their own")

    from sayso.record.store import open_record

    with faults_in_one_line(), open_record(where, create=False) as record:
        by: dict[str, Any] = {"author": author, "reason": reason}
        made: tuple[Correction, ...]
        if revoke is not None:
            made = (record.revoke(revoke, **by),)
        elif add_to is not None:
            made = (_add(record, add_to, words, fields, by),)
        elif furniture_in is not None:
            made = (_furniture(record, furniture_in, content, furniture_kind, by),)
        elif not re.search(r"-a?\d+$", str(statement)):
            made = _facts(record, str(statement), fields, words, whole, by)
        elif whole:
            made = (getattr(record, whole)(statement, **by),)
        else:
            made = _correct(record, str(statement), fields, words, by)
    for correction in made:
        about = f"{correction.statement_uid} " if correction.statement_uid else ""
        click.echo(f"{about}{correction_line(correction)}")
    if any(correction.field == "published" for correction in made):
        click.echo("The days that its statements were said stay as they are until: sayso reread")


def _check_one_target(statement: str | None, add_to: str | None, furniture_in: str | None, revoke: int | None) -> None:
    targets = [t for t in (statement, add_to, furniture_in, revoke) if t is not None]
    if len(targets) != 1:
        raise click.UsageError("name one of: STATEMENT, --add DOCUMENT, --furniture DOCUMENT, --revoke NUMBER")


def _correct(
    record: Record, uid: str, fields: dict[str, Any], words: dict[str, tuple[str, ...]], by: dict[str, Any]
) -> tuple[Correction, ...]:
    for name in ("title", "byline", "published"):
        if name in fields:
            raise click.UsageError(
                f"--{name} is of a document: name it instead of a statement, {uid.rpartition('-')[0]}"
            )
    spans = {}
    if any(words.values()):
        seen = record.statement(uid).statement
        document = record.document(record.document_of(uid))
        extent = document.span(seen.start, max(s.end for s in (*seen.sources, *seen.cues, *seen.contents)))
        spans = {name: _spans(document, given, extent) for name, given in words.items() if given}
    if not fields and not spans:
        raise click.UsageError(
            "say what to correct: a field, --source, --cue, --content, --confirm, --dispute, --remove"
        )
    return record.correct(uid, fields, spans, **by)


def _facts(
    record: Record,
    given: str,
    fields: dict[str, Any],
    words: dict[str, tuple[str, ...]],
    whole: str | None,
    by: dict[str, Any],
) -> tuple[Correction, ...]:
    from sayso.record.facts import FACTS

    of_statements = [f"--{name}" for name in fields if name not in FACTS] + [
        f"--{name.removesuffix('s')}" for name, given_words in words.items() if given_words
    ]
    if whole or of_statements:
        wrong = f"--{whole}" if whole else of_statements[0]
        raise click.UsageError(f"{given} names a document, and {wrong} is of a statement: name one, such as {given}-1")
    if not fields:
        raise click.UsageError("say what to correct of the document: --title, --outlet, --byline, --published, --clear")
    return record.correct_facts(given, fields, **by)


def _add(
    record: Record, add_to: str, words: dict[str, tuple[str, ...]], fields: dict[str, Any], by: dict[str, Any]
) -> Correction:
    from sayso.record.fields import check_field, set_field
    from sayso.services.adding import build_statement

    if not words["contents"]:
        raise click.UsageError('--add needs the words that are attributed: --content "exact words"')
    document = record.document(add_to)
    contents = _spans(document, words["contents"], None)
    sources, cues = (_spans(document, words[name], contents[0]) for name in ("sources", "cues"))
    statement = build_statement(document, contents, sources, cues)
    if "speaker" in fields and "speaker_kind" not in fields:
        raise click.UsageError("say what kind of speaker that is too: --speaker-kind")
    for name, value in fields.items():
        check_field(name, value)
        statement = set_field(statement, name, value)
    return record.add_statement(document.id, replace(statement), **by)


def _furniture(record: Record, given: str, content: tuple[str, ...], kind: Any, by: dict[str, Any]) -> Correction:
    if len(content) != 1 or kind is None:
        raise click.UsageError('--furniture needs one --content "exact words" and a --furniture-kind')
    document = record.document(given)
    (span,) = _spans(document, content, None)
    if kind == "none":
        return record.unmark_furniture(document.id, span, **by)
    return record.mark_furniture(document.id, span, kind, **by)


def _spans(document: Document, given: tuple[str, ...], near: Span | None) -> tuple[Span, ...]:
    from sayso.record.faults import CorrectionError
    from sayso.services.adding import words_in

    spans = []
    for words in given:
        offsets = re.fullmatch(r"(\d+):(\d+)", words)
        if offsets:
            try:
                spans.append(document.span(int(offsets[1]), int(offsets[2])))
            except ValueError as error:
                raise CorrectionError(f"{words}: {error}") from error
        else:
            spans.append(words_in(document, words, near=near))
    return tuple(sorted(spans))
