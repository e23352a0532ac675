"""An utterance whole: its reports in order of time, its wordings held against each other, what people said of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from sayso.record.across.issues.said import said_of_rows, texts_of
from sayso.record.across.issues.values import Said
from sayso.record.across.utterances.aligning import Worded, aligned, base_pieces
from sayso.record.across.utterances.copying import load_copies, originals
from sayso.record.across.utterances.credits import credit_of
from sayso.record.across.utterances.grouping import ALIKE, Pair
from sayso.record.across.utterances.loading import load_pairs, slices
from sayso.record.across.utterances.log import Log
from sayso.record.across.utterances.tables import utterance_told
from sayso.record.across.utterances.told import last_day
from sayso.record.across.utterances.values import (
    Judged,
    UtteranceEntry,
    UtterancePage,
    UtteranceReport,
    Wording,
)
from sayso.spans import Span

Reported = tuple[str, tuple[Said, ...]]
"""A document's id, and its statements that report an utterance, in text order."""

_ORDER = {"person": 0, "sure": 1, "likely": 2}


def load_utterances(connection: Connection, numbers: Sequence[int], log: Log) -> dict[int, UtterancePage]:
    """The pages of utterances, by number; one that holds nothing any more is left out."""
    rows: dict[int, int] = {}
    t = utterance_told.c
    for some in slices(sorted(set(numbers))):
        query = select(t.statement_id, t.utterance).where(t.utterance.in_(some))
        rows.update({row.statement_id: row.utterance for row in connection.execute(query)})
    members: dict[int, list[Said]] = defaultdict(list)
    for said in said_of_rows(connection, sorted(rows)):
        members[rows[said.row]].append(said)
    everyone = [said for some in members.values() for said in some]
    texts = texts_of(connection, (said.document for said in everyone))
    pairs = load_pairs(connection, [said.row for said in everyone])
    copied = load_copies(connection, texts)
    judged = log.judged()
    return {
        number: utterance_page(number, members[number], texts, pairs, copied, judged)
        for number in numbers
        if len({said.document for said in members.get(number, ())}) > 0
    }


def utterance_page(
    number: int,
    members: Sequence[Said],
    texts: Mapping[str, str],
    pairs: Iterable[Pair],
    copied: Iterable[tuple[str, str]],
    judged: Iterable[Judged],
) -> UtterancePage:
    """An utterance, of its statements and of all that was kept about them; pure."""
    reported = _in_order(members)
    order = [document for document, _ in reported]
    copies = originals(order, copied)
    uids = {said.uid for said in members}
    here = tuple(j for j in judged if j.one in uids or j.other in uids)
    links = _links(members, pairs, here)
    wordings, numbers = _wordings(reported, texts)
    reports = tuple(
        UtteranceReport(
            document=document,
            statements=statements,
            outlet=statements[0].outlet,
            title=statements[0].title,
            url=statements[0].url,
            published=statements[0].published,
            speaker=statements[0].speaker,
            day=next((s.day for s in statements if s.said), statements[0].day),
            credit=next(filter(None, (credit_of(texts[document], s) for s in statements)), None),
            wording=numbers[document],
            certainty=links[document].certainty,
            score=links[document].score,
            why=links[document].why,
            copy_of=copies.get(document),
        )
        for document, statements in reported
    )
    return UtterancePage(_entry(number, members, reports, wordings), reports, wordings, here)


def _entry(
    number: int, members: Sequence[Said], reports: Sequence[UtteranceReport], wordings: Sequence[Wording]
) -> UtteranceEntry:
    sure = [said for report in reports if report.certainty != "likely" for said in report.statements] or list(members)
    names = Counter(name for name, _ in {(said.name, said.document) for said in sure} if name)
    speaker = max(names, key=lambda name: (names[name], len(name), name)) if names else None
    days = [day for said in members if (day := last_day(said.said) or last_day(said.published))]
    return UtteranceEntry(
        id=next(said.uid for said in members if said.row == number),
        number=number,
        speaker=speaker,
        actor=next((said.actor for said in sure if said.actor and said.name == speaker), None),
        day=date.fromordinal(min(days)).isoformat() if days else None,
        words=next(w for w in wordings if w.base).text,
        outlets=tuple(dict.fromkeys(report.outlet for report in reports if report.outlet)),
        reports=len(reports),
        copies=sum(report.copy_of is not None for report in reports),
        wordings=len(wordings),
        less_certain=sum(report.certainty == "likely" for report in reports),
    )


def _in_order(members: Iterable[Said]) -> list[Reported]:
    """The documents in order of time, each with its statements in text order."""
    by_document: dict[str, list[Said]] = defaultdict(list)
    for said in members:
        by_document[said.document].append(said)
    found = [(document, tuple(sorted(some, key=lambda s: s.start))) for document, some in by_document.items()]
    return sorted(found, key=lambda r: (r[1][0].published or r[1][0].day or "~", min(s.row for s in r[1])))


def _links(members: Sequence[Said], pairs: Iterable[Pair], judged: Iterable[Judged]) -> dict[str, Pair]:
    """How each document hangs on the others: by what holds it to the most of them that hang together surely.

    Documents that only what is likely connects with those are themselves likely, however sure they are of each other.
    """
    document_of = {said.row: said.document for said in members}
    row_of = {said.uid: said.row for said in members}
    links = [
        Pair(row_of[j.one], row_of[j.other], "person", 1.0, f"judgement {j.seq} of {j.author}")
        for j in judged
        if j.same and j.one in row_of and j.other in row_of
    ]
    links += [pair for pair in pairs if pair.one in document_of and pair.other in document_of]
    links.sort(key=lambda pair: (_ORDER[pair.certainty], -pair.score, pair.one, pair.other))
    main = _main_part(document_of, links)
    found: dict[str, Pair] = {}
    for pair in links:
        inside = pair.one in main and pair.other in main
        for row in (pair.one, pair.other):
            document = document_of[row]
            if row in main and not inside and pair.certainty == "likely" and document in found:
                continue
            if row not in main and pair.certainty != "likely":
                continue
            found.setdefault(document, pair)
    for pair in links:  # what hangs on by a judgement or a sure pair alone, though apart from the most
        for row in (pair.one, pair.other):
            why = f"{pair.why} as in a report that is itself less certain"
            aside = replace(pair, certainty="likely", score=min(pair.score, ALIKE), why=why)
            found.setdefault(document_of[row], aside)
    return found


def _main_part(document_of: Mapping[int, str], links: Iterable[Pair]) -> set[int]:
    """The statements that sure pairs and judgements hold together, of the most documents, the first of equals."""
    next_to: dict[int, set[int]] = defaultdict(set)
    for pair in links:
        if pair.certainty != "likely":
            next_to[pair.one].add(pair.other)
            next_to[pair.other].add(pair.one)
    best, most, seen = set[int](), 0, set[int]()
    for first in sorted(next_to):
        if first in seen:
            continue
        part, edge = set[int](), {first}
        while edge:
            part |= edge
            edge = {row for at in edge for row in next_to[at]} - part
        seen |= part
        if (count := len({document_of[row] for row in part})) > most:
            best, most = part, count
    return best


def _wordings(reported: Sequence[Reported], texts: Mapping[str, str]) -> tuple[tuple[Wording, ...], dict[str, int]]:
    """The different wordings, held against the base, and which of them each document has."""
    numbers: dict[str, int] = {}
    first: dict[tuple[tuple[str, bool], ...], tuple[int, Reported, Worded]] = {}
    for document, statements in reported:
        stretches = _stretches(statements)
        worded = Worded.of(texts[document], stretches)
        key = tuple((word.norm, word.quoted) for word in worded.words)
        number, _, _ = first.setdefault(key, (len(first) + 1, (document, statements), worded))
        numbers[document] = number
    every = list(first.values())
    base_number, _, base = max(every, key=lambda one: (one[2].tells, -one[0]))
    held = {number: aligned(worded, base) for number, _, worded in every if number != base_number}
    made = []
    for number, (document, statements), worded in every:
        uids, stretches = tuple(s.uid for s in statements), _stretches(statements)
        if number == base_number:
            pieces = base_pieces(worded, list(held.values()))
            made.append(Wording(number, document, uids, stretches, pieces, base=True))
        else:
            made.append(Wording(number, document, uids, stretches, held[number].pieces, held[number].missing))
    return tuple(made), numbers


def _stretches(statements: Iterable[Said]) -> tuple[Span, ...]:
    """The contents of a document's statements in text order; of overlapping ones, what the later adds."""
    out: list[Span] = []
    for span in sorted(span for said in statements for span in said.contents):
        if out and span.start < out[-1].end:
            if span.end <= out[-1].end:
                continue
            cut = out[-1].end - span.start
            span = replace(span, start=out[-1].end, exact=span.exact[cut:])
        out.append(span)
    return tuple(out)
