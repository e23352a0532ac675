"""Keeping copies: which texts of the record are copies of others, found by keys and days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, or_, select

from sayso.record.across.issues.said import texts_of
from sayso.record.across.utterances.copies import COPY, DAYS, document_keys, may_be_copies, share_in_common
from sayso.record.across.utterances.loading import slices
from sayso.record.across.utterances.tables import utterance_copies, utterance_document_keys, utterance_told
from sayso.record.across.utterances.told import last_day
from sayso.record.tables import documents


def keep_copies(connection: Connection, ids: Sequence[str]) -> set[int]:
    """Find the copies of these documents anew; the statements of other documents that this concerns."""
    before = {partner for pair in load_copies(connection, ids) for partner in pair}
    k, c = utterance_document_keys.c, utterance_copies.c
    for some in slices(ids):
        connection.execute(delete(utterance_document_keys).where(k.document_id.in_(some)))
        connection.execute(delete(utterance_copies).where(or_(c.one.in_(some), c.other.in_(some))))
    texts, days = _newest(connection, ids)
    keys = {document_id: document_keys(text) for document_id, text in texts.items()}
    rows = [
        {"key": key, "day": days[document_id], "document_id": document_id}
        for document_id, mine in keys.items()
        for key in sorted(mine)
    ]
    if rows:
        connection.execute(insert(utterance_document_keys), rows)
    found: dict[tuple[str, str], float] = {}
    for document_id in sorted(keys):
        for other, share in _copies_of(connection, document_id, texts, days[document_id], keys[document_id]).items():
            found[min(document_id, other), max(document_id, other)] = share
    if found:
        made = [{"one": one, "other": other, "share": share} for (one, other), share in found.items()]
        connection.execute(insert(utterance_copies), made)
    concerned = (before | {document_id for pair in found for document_id in pair}) - set(ids)
    t = utterance_told.c
    out: set[int] = set()
    for some in slices(sorted(concerned)):
        out.update(connection.execute(select(t.statement_id).where(t.document_id.in_(some))).scalars())
    return out


def _newest(connection: Connection, ids: Sequence[str]) -> tuple[dict[str, str], dict[str, int]]:
    texts: dict[str, str] = {}
    days: dict[str, int] = {}
    d = documents.c
    for some in slices(ids):
        for row in connection.execute(select(d.id, d.text, d.published).where(d.id.in_(some), d.latest)):
            texts[row.id], days[row.id] = row.text, last_day(row.published)
    return texts, days


def _copies_of(
    connection: Connection, document_id: str, texts: dict[str, str], day: int, keys: Iterable[int]
) -> dict[str, float]:
    k = utterance_document_keys.c
    common: Counter[str] = Counter()
    mine = sorted(keys)
    in_time = [] if not day else [or_(k.day.between(day - DAYS, day + DAYS), k.day == 0)]
    for some in slices(mine):
        common.update(connection.execute(select(k.document_id).where(k.key.in_(some), *in_time)).scalars())
    del common[document_id]
    likely = [other for other, count in common.items() if count > 1]
    sizes = _sizes(connection, likely)
    near = [other for other in likely if may_be_copies(len(mine), sizes[other], common[other])]
    lacking = [other for other in near if other not in texts]
    texts |= texts_of(connection, lacking)
    shares = {other: round(share_in_common(texts[document_id], texts[other]), 3) for other in near}
    return {other: share for other, share in shares.items() if share >= COPY}


def _sizes(connection: Connection, ids: Sequence[str]) -> Mapping[str, int]:
    k = utterance_document_keys.c
    found: dict[str, int] = {}
    for some in slices(ids):
        query = select(k.document_id, func.count().label("keys")).where(k.document_id.in_(some)).group_by(k.document_id)
        found.update({row.document_id: row.keys for row in connection.execute(query)})
    return found


def load_copies(connection: Connection, ids: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of copies of which either text is one of these."""
    c = utterance_copies.c
    found: dict[tuple[str, str], None] = {}
    for some in slices(sorted(set(ids))):
        for side in (c.one, c.other):
            for row in connection.execute(select(c.one, c.other).where(side.in_(some))):
                found[row.one, row.other] = None
    return list(found)


def originals(order: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of each copy, the text that it is a copy of: the first, in the order given, of those that hang together."""
    next_to: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        next_to[one].add(other)
        next_to[other].add(one)
    among, found, seen = set(order), dict[str, str](), set[str]()
    for first in order:
        if first in seen:
            continue
        edge = {first}
        while edge:
            seen |= edge
            edge = {other for at in edge for other in next_to.get(at, ()) if other in among} - seen
            found.update(dict.fromkeys(edge, first))
    return found
