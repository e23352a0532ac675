"""Wordings word by word: the same, changed, only here, missing; and quotation marks that moved."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.record.across.utterances.aligning import Worded, aligned, base_pieces
from sayso.spans import Span


def worded(text, *stretches):
    spans = [Span.of(text, text.index(s), text.index(s) + len(s)) for s in stretches or (text,)]
    return Worded.of(text, spans)


def shown(pieces):
    marks = {"same": "", "changed": "~", "only": "+"}
    return [("=" if p.moved else marks[p.how]) + (f"“{p.span.exact}”" if p.quoted else p.span.exact) for p in pieces]


def test_words_that_one_outlet_quotes_and_another_does_not_have():
    base = worded("“We will not trade one metre of the Sund for a bridge”")
    other = worded("“We will not trade the Sund for a bridge, ever”")
    found = aligned(other, base)
    assert shown(found.pieces) == ["“We will not trade”", "“the Sund for a bridge”", "+“ever”"]
    assert shown(found.missing) == ["+“one metre of”"]
    assert shown(base_pieces(base, [found])) == ["“We will not trade”", "+“one metre of”", "“the Sund for a bridge”"]


def test_a_quotation_mark_that_moved():
    base = worded("“We will not trade one metre of the Sund”")
    other = worded("Kardany will not trade “one metre of the Sund”")
    found = aligned(other, base)
    assert shown(found.pieces) == ["~Kardany", "=will not trade", "“one metre of the Sund”"]
    assert found.pieces[0].there.exact == "We" and found.pieces[0].quoted_there
    assert shown(base_pieces(base, [found])) == ["+“We”", "=“will not trade”", "“one metre of the Sund”"]


def test_spelling_and_spacing_are_no_differences_and_the_words_stay_as_written():
    found = aligned(worded("“We do n't organise labour”"), worded("“We don’t organize labor”"))
    assert shown(found.pieces) == ["“We do n't organise labour”"]
    assert found.pieces[0].there.exact == "We don’t organize labor" and found.missing == ()


def test_quotations_run_together_in_another_order_are_the_same_words():
    base = worded("“The ferry is full tonight. Nobody told the harbour master.”")
    other = worded("“Nobody told the harbour master. The ferry is full tonight.”")
    found = aligned(other, base)
    assert {p.how for p in found.pieces} == {"same"} and found.missing == ()


def test_nothing_reaches_over_what_stands_between_two_stretches():
    text = "“We will not trade,” she told the paper, “one metre of it.”"
    other = worded(text, "“We will not trade,”", "“one metre of it.”")
    found = aligned(other, worded("“We will not trade one metre of it”"))
    assert shown(found.pieces) == ["“We will not trade”", "“one metre of it”"]


def test_a_common_word_alone_is_not_taken_for_the_same():
    found = aligned(worded("ships of the north"), worded("boats in the harbour"))
    assert [p.how for p in found.pieces] == ["changed"]


WORDS = st.lists(
    st.sampled_from(["we", "will", "not", "trade", "the", "Sund", "for", "a", "bridge", "again", "quay", "map"]),
    min_size=1,
    max_size=14,
)


@st.composite
def wordings(draw):
    words = draw(WORDS)
    start = draw(st.integers(0, len(words)))
    end = draw(st.integers(start, len(words)))
    parts = [
        " ".join(words[:start]),
        "“" + " ".join(words[start:end]) + "”" if end > start else "",
        " ".join(words[end:]),
    ]
    text = " ".join(part for part in parts if part)
    cut = draw(st.integers(0, len(text)))
    while 0 < cut < len(text) and text[cut - 1 : cut + 1].strip(" “”") and text[cut] != " ":
        cut -= 1
    spans = [Span.of(text, a, b) for a, b in ((0, cut), (cut, len(text))) if text[a:b].strip(" “”")]
    return Worded.of(text, spans)


@given(wordings(), wordings())
def test_every_word_of_both_is_accounted_for_once_and_stands_in_its_text(mine, base):
    found = aligned(mine, base)
    here = [p.span for p in found.pieces]
    assert all(mine.text[s.start : s.end] == s.exact for s in here)
    assert [w for w in mine.words if sum(s.start <= w.start and w.end <= s.end for s in here) != 1] == []
    there = [p.there for p in found.pieces if p.there] + [p.span for p in found.missing]
    assert all(base.text[s.start : s.end] == s.exact for s in there)
    assert [w for w in base.words if sum(s.start <= w.start and w.end <= s.end for s in there) != 1] == []
    for piece in found.pieces:
        if piece.how == "same":
            one, other = worded(piece.span.exact), worded(piece.there.exact)
            assert [w.norm for w in one.words] == [w.norm for w in other.words]
    assert [
        w for w in base.words if sum(p.span.start <= w.start < p.span.end for p in base_pieces(base, [found])) != 1
    ] == []


@given(wordings())
def test_a_wording_held_against_itself_is_the_same(mine):
    found = aligned(mine, mine)
    assert all(p.how == "same" and not p.moved for p in found.pieces) and found.missing == ()
