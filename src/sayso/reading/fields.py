"""The fields of an article's statements, resolved one after the other; each resolver is a pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from sayso.model import Document, Statement
from sayso.reading.actors import Actor, link_actors
from sayso.reading.acts import resolve_acts
from sayso.reading.answers import resolve_answers
from sayso.reading.circumstances import circumstances
from sayso.reading.context import Context, Name
from sayso.reading.dates import resolve_dates
from sayso.reading.nested import find_nested
from sayso.reading.sentences import paragraph_ranges, sentence_ranges
from sayso.reading.settings import resolve_settings
from sayso.reading.speakers import resolve_speakers
from sayso.reading.transcripts import take_turns
from sayso.spans import Span

Resolver = Callable[[Context], tuple[Statement, ...]]

# In this order, circumstances and acts between the two: later ones look at what earlier ones found.
FIRST: tuple[Resolver, ...] = (take_turns, find_nested, resolve_speakers)
LAST: tuple[Resolver, ...] = (resolve_answers,)


SpansKey = tuple[tuple[Span, ...], tuple[Span, ...]]


def spans_of(statement: Statement) -> SpansKey:
    """Cues and contents: what tells a statement from every other of its article while ids still change."""
    return statement.cues, statement.contents


def resolve_fields(
    document: Document,
    statements: tuple[Statement, ...],
    names: tuple[Name, ...],
    *,
    actors: tuple[Actor, ...] = (),
    act_evidence: Mapping[SpansKey, Sequence[float]] | None = None,
) -> tuple[Statement, ...]:
    """The statements in text order, numbered, with every field that the article settles.

    Args:
        document: the article.
        statements: its statements with their spans and kinds; ids need only be unique.
        names: proper names in it.
        actors: the user's own actors, beside the shipped ones.
        act_evidence: the network's log-probabilities of the fifteen acts, by a statement's cues and contents.
    """
    context = Context(
        document,
        numbered(statements),
        tuple(sorted(names, key=lambda n: n.span.start)),
        sentence_ranges(document),
        paragraph_ranges(document),
    )
    with_acts: Resolver = partial(_resolve_acts, evidence=act_evidence or {})
    for resolve in (*FIRST, _resolve_circumstances, with_acts, *LAST):
        context = replace(context, statements=resolve(context))
    return numbered(link_actors(context.statements, document.published, actors))


def _resolve_circumstances(context: Context) -> tuple[Statement, ...]:
    """Settings and dates: found together, for both belong to the occasion of a statement."""
    told = circumstances(context)
    return resolve_dates(replace(context, statements=resolve_settings(context, told)), told)


def _resolve_acts(context: Context, evidence: Mapping[SpansKey, Sequence[float]]) -> tuple[Statement, ...]:
    by_id = {s.id: evidence[key] for s in context.statements if (key := spans_of(s)) in evidence}
    return resolve_acts(context, by_id)


def numbered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements in text order with ids ``s1``, ``s2`` …, references between them following."""
    ordered = sorted(statements, key=lambda s: (s.start, -max(c.end for c in s.contents), s.id))
    new = {s.id: f"s{i}" for i, s in enumerate(ordered, start=1)}
    return tuple(
        replace(
            s,
            id=new[s.id],
            within=new.get(s.within) if s.within else None,
            answers=new.get(s.answers) if s.answers else None,
        )
        for s in ordered
    )
