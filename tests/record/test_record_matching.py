"""Which statement is which: by the words covered, and by none where two fit equally well."""

from __future__ import annotations

from dataclasses import replace

from record_articles import QuoteReader, article

from sayso.model import Document, Statement
from sayso.record.matching import assign_uids, find_same, parts
from sayso.record.store import Record

TEXT = "“Finch says there is no money for it,” said Orla Finch. “Then we walk,” said Bram Osei."


def spanning(document: Document, source: str, cue: str, content: str) -> Statement:
    def span(words: str) -> tuple:  # type: ignore[type-arg]
        at = document.text.index(words)
        return (document.span(at, at + len(words)),)

    return Statement("n", "indirect", span(source), span(cue), span(content))


def test_of_two_statements_that_fit_equally_well_none_is_taken() -> None:
    document = Document(TEXT)
    wanted = parts(spanning(document, "Bram Osei", "said", "“Then we walk,”"))
    assert find_same(wanted, [("a", wanted), ("b", wanted)]) is None
    assert find_same(wanted, [("a", wanted), ("b", parts(spanning(document, "Orla Finch", "said", "Then we")))]) == "a"


def test_a_nested_statement_is_not_taken_for_the_one_around_it(record: Record) -> None:
    """Its words are most of the outer content's, its cue is its own."""
    document = article(TEXT)
    record.add(document, QuoteReader().read(document))
    nested = spanning(document, "Finch", "says", "there is no money for it")
    made = record.add_statement(document.id, nested, author="Ann")
    seen = {v.uid: v.statement for v in record.view(document.id).statements}
    assert len(seen) == 3
    assert seen[made.statement_uid or ""].cues[0].exact == "says"
    assert record.verify().sound


def test_uids_stay_with_their_words_when_a_reader_finds_more_and_draws_otherwise() -> None:
    document = Document(TEXT)
    first = QuoteReader("1", blind_to=["walk"]).read(document).statements
    uids, following = assign_uids(first, [], "abcdef01", 1)
    assert (uids, following) == (("abcdef01-1",), 2)
    more = QuoteReader("2", marks=False).read(document).statements
    nested = replace(spanning(document, "Finch", "says", "there is no money for it"), id="s9")
    known = [(uid, parts(s)) for uid, s in zip(uids, first, strict=True)]
    assert assign_uids((nested, *more), known, "abcdef01", following)[0] == ("abcdef01-2", "abcdef01-1", "abcdef01-3")
