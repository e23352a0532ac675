"""A report cut into pieces that markup can hold: joined, they are its text, and each knows what covers it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Document, Furniture, Statement
from sayso.record.values import StatementView
from sayso.web.marked_text import paragraphs
from sayso.web.templating import as_shown, writable

TEXT = "The plan\n\n“It is dead,” said Ilse Varga, who denied that Reyl had called it “a gift”.\n\n  \nMore news\n"


def seen(document, uid, sources=(), cues=(), contents=()):
    def spans(ranges):
        return tuple(document.span(*r) for r in ranges)

    return StatementView(uid, Statement(uid, "mixed", spans(sources), spans(cues), spans(contents)), None)


def at(words, text=TEXT):
    return text.index(words), text.index(words) + len(words)


def joined(found):
    return "".join("".join(piece.text for piece in p.pieces) + p.after for p in found)


def test_nested_statements_share_pieces_the_innermost_last():
    document = Document(TEXT)
    outer = seen(document, "k-1", [at("Ilse Varga")], [at("denied that")], [at("Reyl had called it “a gift”")])
    inner = seen(document, "k-2", [at("Reyl")], [at("called")], [at("“a gift”")])
    found = paragraphs(document, [outer, inner])
    pieces = {p.text: p for paragraph in found for p in paragraph.pieces}
    assert pieces["“a gift”"].owners == ("k-1", "k-2")
    assert pieces["“a gift”"].classes == "content nested"
    assert pieces["Reyl"].classes == "content source"
    assert pieces[" had "].owners == ("k-1",)
    assert found[1].begins == ("k-1", "k-2")


def test_blank_lines_part_paragraphs_and_nothing_is_lost():
    found = paragraphs(Document(TEXT), [])
    assert ["".join(p.text for p in paragraph.pieces) for paragraph in found] == [
        "The plan", TEXT.split("\n\n")[1], "More news\n",
    ]  # fmt: skip
    assert joined(found) == TEXT


def test_without_blank_lines_each_line_is_a_paragraph():
    found = paragraphs(Document("One line\nand another\n"), [])
    assert [p.start for p in found] == [0, 9]


def test_a_paragraph_of_page_apparatus_is_marked_as_such():
    document = Document(TEXT, furniture=(Furniture(*at("More news"), "teaser"),))
    assert [p.furniture for p in paragraphs(document, [])] == [False, False, True]


def test_a_statement_that_begins_between_paragraphs_is_shown_all_the_same():
    document = Document("One\n\n“Two”\n\nThree")
    odd = seen(document, "k-1", contents=[(3, 10)])
    assert [p.begins for p in paragraphs(document, [odd])] == [("k-1",), (), ()]


LINES = st.text(alphabet=st.sampled_from("ab “”😀é\u0301\u202e\r\n\t \x00\u2028"), max_size=60)


@given(LINES, st.data())
def test_whatever_covers_whatever_the_pieces_are_the_text(text, data):
    document = Document(text)
    views = []
    if text:
        for number in range(data.draw(st.integers(0, 4))):
            ranges = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=3))
            spans = sorted({(min(r), max(r)) for r in ranges if r[0] != r[1]})
            if spans:
                views.append(seen(document, f"k-{number}", contents=spans))
    found = paragraphs(document, sorted(views, key=lambda v: v.statement.start))
    assert joined(found) == text
    assert sorted(uid for p in found for uid in p.begins) == sorted(v.uid for v in views)
    for paragraph in found:
        for piece in paragraph.pieces:
            assert text[piece.start : piece.start + len(piece.text)] == piece.text
            covering = {
                v.uid for v in views if any(s.start <= piece.start < s.end for s in v.statement.contents)
            }  # fmt: skip
            assert set(piece.owners) == covering


@given(st.text(alphabet=st.characters(), max_size=80))
def test_markup_keeps_every_sign_one_sign(text):
    """Counting signs in the page is counting code points of the document, whatever HTML makes of some."""
    import html

    shown = html.unescape(re.sub(r"&#13;", "\ue000", writable(text.replace("&", "x").replace("<", "x"))))
    assert len(shown) == len(text) == len(as_shown(text))
