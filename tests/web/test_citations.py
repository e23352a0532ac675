"""Citations: who, which words, when and to whom, in which report, under which name in the record."""

from dataclasses import replace

import pytest

from sayso.model import Document, Speaker, Statement
from sayso.web.citations import citation, cited_statement
from sayso.web.words import count_words, day_words, moment_words, short, web_address

TEXT = "“No,” Ilse Varga told Radio Sund on Tuesday."
DOCUMENT = Document(
    TEXT, title="Harbour plan is dead", outlet="The Courier", published="2031-05-07", url="https://courier.example/7"
)
STATEMENT = Statement(
    "s1", "direct", (DOCUMENT.span(6, 16),), (DOCUMENT.span(17, 21),), (DOCUMENT.span(0, 5),),
    speaker=Speaker("Ilse Varga", "person"), outlet="Radio Sund", said="2031-05-06", act="reject",
)  # fmt: skip


def cited(statement=STATEMENT, document=DOCUMENT):
    return citation(cited_statement("3f2a9c41-7", statement, document))


def test_everything_that_is_known():
    assert cited() == (
        "Ilse Varga (rejects): “No,” Said 6 May 2031 to Radio Sund. In: Harbour plan is dead. "
        "The Courier, 7 May 2031. https://courier.example/7 [sayso 3f2a9c41-7]"
    )


def test_nothing_that_is_not_known():
    bare = replace(STATEMENT, speaker=None, outlet=None, said=None, kind="indirect", contents=(DOCUMENT.span(0, 2),))
    assert cited(bare, Document(TEXT)) == "speaker not named (rejects): “N. [sayso 3f2a9c41-7]"


def test_long_words_are_cut_between_words_and_say_so():
    document = Document("word " * 200)
    statement = Statement("s1", "indirect", (), (), (document.span(0, 999),))
    assert "word…" in cited(statement, document) and len(cited(statement, document)) < 500


@pytest.mark.parametrize(
    ("day", "words"),
    [("2031-05-06", "6 May 2031"), ("2031-05", "May 2031"), ("2031", "2031"), ("2031-05-06~", "about 6 May 2031"),
     ("2031-05-06?", "perhaps 6 May 2031"), ("2031-21", "spring 2031"), ("203X", "2030s"), ("2031-05-XX", "May 2031"),
     ("2031-05-01/2031-05-03", "1 May 2031 – 3 May 2031"), ("../2031-05", "until May 2031"),
     ("2031-05/..", "since May 2031"), (None, "no date"), ("", "no date"),
     ("<b>", "<b>"), ("2031-99-99", "99 99 2031")],
)  # fmt: skip
def test_days_in_words(day, words):
    assert day_words(day) == words


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://courier.example/7", True), ("http://courier.example", True), ("javascript:alert(1)", False),
     ("JavaScript:alert(1)", False), (" javascript:alert(1)", False), ("java\nscript:alert(1)", False),
     ("data:text/html,x", False), ("//courier.example/", False), ("https:///path", False), ("https://[::1", False),
     ("file:///etc/passwd", False), ("/documents/1", False), ("", False), (None, False)],
)  # fmt: skip
def test_only_web_addresses_become_links(url, kept):
    assert web_address(url) == (url if kept else None)


def test_numbers_and_moments_in_words():
    assert (count_words(1, "statement"), count_words(2140, "statement")) == ("1 statement", "2,140 statements")
    assert moment_words("2031-05-06T08:30:11.5+00:00") == "6 May 2031, 08:30 UTC"
    assert short("one two three", 9) == "one two…"
