"""What holds for any article whatever: names come from the text, nothing else changes, nothing crashes."""

import re
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from marked_articles import context_of, resolve_speakers

from sayso.model import Document, Statement
from sayso.reading.context import Context, Name
from sayso.reading.sentences import paragraph_ranges, sentence_ranges
from sayso.spans import Span

WORDS = (
    *("Mara Lindqvist", "Lindqvist", "Mr. Hale", "Gov. Hal Brandt's", "he", "She", "they", "who", "it", "I"),
    *("his lawyer", "the senator", "Kyiv", "the Iranians", "the Kremlin", "a spokesman for", "said", "critics"),
    *("the Port Authority", "52 percent of", "the report", "U.S.", "al-", "Sen.", "THE MAYOR", "of State", "Reuters"),
    *("“", "”", '"', ",", ".", "and", "of", "(AROS)", "'s", "’", "—", "@x", "named", "-"),
    *("\u202e", "👍🏽", "é\u0301", "\x00", "\r\n", "\n\n"),
)
PIECES = st.sampled_from(WORDS)


@st.composite
def contexts(draw):
    pieces = draw(st.lists(st.one_of(PIECES, st.text(max_size=6)), min_size=1, max_size=40))
    text = " ".join(pieces)
    document = Document(text)

    def span():
        a = draw(st.integers(0, len(text) - 1)) if text else 0
        return Span.of(text, a, draw(st.integers(a + 1, len(text))))

    if not text:
        return Context(document, (), (), (), ())
    statements = []
    for n in range(draw(st.integers(0, 5))):
        spans = [tuple(span() for _ in range(draw(st.integers(0, 2)))) for _ in "scq"]
        if any(spans):
            within = draw(st.sampled_from([None, "s0", "s1", "s9"]))
            kind = draw(st.sampled_from(["direct", "indirect", "mixed"]))
            statements.append(Statement(f"s{n}", kind, *spans, within=within))
    kinds = st.sampled_from(["person", "organisation", "place", "other"])
    names = sorted((Name(span(), draw(kinds)) for _ in range(draw(st.integers(0, 4)))), key=lambda n: n.span.start)
    return Context(document, tuple(statements), tuple(names), sentence_ranges(document), paragraph_ranges(document))


def words(text):
    return re.findall(r"\w+", text)


@settings(max_examples=80, deadline=None)
@given(contexts())
def test_every_word_of_a_speaker_stands_in_the_article(context):
    known = set(words(context.document.text)) | {"and", "s"}
    for statement in resolve_speakers(context):
        assert statement.speaker is not None
        for said in (statement.speaker.name, statement.speaker.role, statement.speaker.on_behalf_of):
            assert set(words(said or "")) <= known


@settings(max_examples=80, deadline=None)
@given(contexts())
def test_nothing_but_speaker_and_explanations_changes(context):
    done = resolve_speakers(context)
    assert [replace(s, speaker=None, explanations=()) for s in done] == list(context.statements)


@settings(max_examples=80, deadline=None)
@given(contexts())
def test_the_same_article_is_resolved_the_same_way_and_every_confidence_is_a_probability(context):
    done = resolve_speakers(context)
    assert done == resolve_speakers(context)
    assert all(0 <= e.confidence <= 1 for s in done for e in s.explanations)


@settings(max_examples=80, deadline=None)
@given(contexts())
def test_sentences_and_paragraphs_are_ordered_disjoint_and_hold_all_that_is_no_blank(context):
    text = context.document.text
    for ranges in (context.sentences, context.paragraphs):
        assert all(a < b for a, b in ranges)
        assert all(one[1] <= two[0] for one, two in pairwise(ranges))
    left = "".join(
        text[b:c]
        for b, c in zip(
            [0, *(e for _, e in context.sentences)], [*(s for s, _ in context.sentences), len(text)], strict=True
        )
    )
    assert not re.search(r"[^\W\d_]", left)


def test_a_loop_of_nesting_ends():
    context = context_of("<s1>Ada Brill</s1> <c1>said</c1> <q1>so</q1>. <s2>She</s2> <c2>said</c2> <q2>no</q2>.")
    first, second = context.statements
    looped = replace(context, statements=(replace(first, within="s2"), replace(second, within="s1")))
    assert len(resolve_speakers(looped)) == 2
