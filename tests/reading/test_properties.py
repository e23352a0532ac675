"""The whole read on any text whatever: no crash, spans verbatim, statements in order, JSON that follows the schema."""

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.export.jsonl import json_line
from sayso.services.reading import read_text
from sayso.sources.load import Given

# Pieces of reports between which anything at all can stand.
PIECES = st.sampled_from(
    [
        "“We will not,” Odile Farrant said.", " told the Northern Wire on Monday", "\n\n", "\r\n", "ADVERTISEMENT\n",
        "He said: “", "” she added, “", "Read also: ", "\0", "\u202e", "👩‍🚀 said ", "e\u0301", "שר החוץ אמר",
        "according to ", "'", '"', "\ud800", "\u2028", "\ufeff", "The minister, who ", " denied that ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=15), max_size=14).map("".join)


@given(TEXTS)
@example("“" * 500)
@example("😀 “No,” said 👩‍🚀 Farrant.\r\n\r\n“Yes,” she said.\0")
@example("said " * 3000)
@settings(max_examples=60)
def test_any_text_whatever_is_read(reader, schema_validator, text):
    reading = read_text(text, reader, given=Given(language="en", published="2024-03-12"))
    assert reading.document.text == text
    ids = [s.id for s in reading.statements]
    assert len(set(ids)) == len(ids)
    assert [s.start for s in reading.statements] == sorted(s.start for s in reading.statements)
    for statement in reading.statements:
        for span in (*statement.sources, *statement.cues, *statement.contents):
            assert text[span.start : span.end] == span.exact
        assert statement.within is None or statement.within in ids
        assert statement.answers is None or statement.answers in ids
    schema_validator.validate(json.loads(json_line(reading, explain=True)))


@given(TEXTS)
@settings(max_examples=20)
def test_reading_twice_gives_the_same(reader, text):
    given_ = Given(language="en")
    assert read_text(text, reader, given=given_) == read_text(text, reader, given=given_)
