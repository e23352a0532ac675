"""Transcripts: each turn is a statement of the one it names."""

import pytest

from sayso.model import Document
from sayso.reading.reader import Reader
from sayso.reading.transcripts import find_turns

HEARING = """Excerpts from the hearing on the Kelm bridge

THE CHAIR: When did you first hear of the crack?

MR. DOLMEN: In August. The harbour office told me that it was "a scratch".

THE CHAIR: And you believed them?

MR. DOLMEN: I am an engineer. I went to look.
"""


@pytest.fixture(scope="module")
def reader():
    return Reader()


def labels(text):
    return [t.label.exact for t in find_turns(Document(text))]


def test_a_hearing_has_its_turns():
    assert labels(HEARING) == ["THE CHAIR", "MR. DOLMEN"] * 2


def test_each_turn_is_a_statement_with_its_whole_words(reader):
    turns = [s for s in reader.read(Document(HEARING)).statements if s.cues and s.cues[0].exact == ":"]
    assert [s.sources[0].exact for s in turns] == ["THE CHAIR", "MR. DOLMEN"] * 2
    assert turns[3].contents[0].exact == "I am an engineer. I went to look."


def test_what_is_said_inside_a_turn_is_nested_in_it(reader):
    statements = reader.read(Document(HEARING)).statements
    (turn,) = [s for s in statements if "In August" in s.contents[0].exact]
    inner = [s for s in statements if s.within == turn.id]
    assert [s.sources[0].exact for s in inner] == ["The harbour office"]


def test_an_interview_in_questions_and_answers():
    assert labels("Q: How many are left?\n\nA: Six.\n\nQ: Why?\n\nA: The dam.") == ["Q", "A", "Q", "A"]


def test_names_in_small_letters_must_come_back():
    text = "Ana Farrant: We will stay.\n\nPiet Dolmen: You will go.\n\nAna Farrant: Never."
    assert labels(text) == []
    assert labels(text + "\n\nPiet Dolmen: Soon.") == ["Ana Farrant", "Piet Dolmen"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE: The road is open.\n\nUPDATE: The road is shut.\n\nUPDATE: It is open.",
        "PHOTO: The bridge.\n\nWATCH: The bridge falls.\n\nREAD MORE: Bridges.",
        "Farrant: 1,200 votes\n\nDolmen: 900 votes\n\nFarrant: 12 seats\n\nDolmen: 9 seats",
        "KELM: He left at noon.\n\nThen it rained.",
        "He said this: we go. She said that: we stay. They said: no.",
    ],
)
def test_other_lines_with_a_colon_are_no_turns(text):
    assert labels(text) == []
