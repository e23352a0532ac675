"""Reading JSON: nothing lost on the way there and back, and what comes out is what the schema says."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import Problem
from sayso.export.jsonl import JsonArray, json_line
from sayso.interchange import reading_from_json, reading_to_json
from sayso.model import (
    ACTS,
    CHANNELS,
    FURNITURE_KINDS,
    KINDS,
    SPEAKER_KINDS,
    Document,
    Explanation,
    Furniture,
    ReaderVersion,
    Reading,
    Speaker,
    Statement,
)

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
MAYBE = st.none() | WORDS
CONFIDENCES = st.integers(0, 10_000).map(lambda n: n / 10_000)
READER = ReaderVersion("9.9.9", "sha256:" + "0" * 64)


@st.composite
def readings(draw):
    text = draw(st.text(min_size=4, max_size=80))
    document = Document(
        text,
        url=draw(MAYBE),
        outlet=draw(MAYBE),
        title=draw(MAYBE),
        byline=draw(MAYBE),
        published=draw(st.sampled_from([None, "2024-03-11", "2024-03", "2024"])),
        fetched=draw(st.sampled_from([None, "2024-03-11T10:00:00+00:00"])),
        language=draw(st.sampled_from([None, "en"])),
        furniture=(Furniture(1, 3, draw(st.sampled_from(FURNITURE_KINDS))),) if draw(st.booleans()) else (),
    )

    def spans(least=0):
        count = draw(st.integers(least, 2))
        starts = [draw(st.integers(0, len(text) - 1)) for _ in range(count)]
        return tuple(document.span(a, draw(st.integers(a + 1, len(text)))) for a in starts)

    speakers = st.none() | st.builds(Speaker, MAYBE, st.sampled_from(SPEAKER_KINDS), MAYBE, MAYBE, MAYBE)
    statements = tuple(
        Statement(
            id=f"s{n}",
            kind=draw(st.sampled_from(KINDS)),
            sources=spans(),
            cues=spans(),
            contents=spans(least=1),
            within=draw(st.sampled_from([None, "s1"])),
            speaker=draw(speakers),
            outlet=draw(MAYBE),
            channel=draw(st.sampled_from([None, *CHANNELS])),
            addressee=draw(MAYBE),
            said=draw(st.sampled_from([None, "2024-03-11", "2024-03-XX", "2014?"])),
            said_text=draw(MAYBE),
            act=draw(st.sampled_from(ACTS)),
            answers=draw(st.sampled_from([None, "s1"])),
            confidence=draw(CONFIDENCES),
            explanations=tuple(draw(st.lists(st.builds(Explanation, WORDS, CONFIDENCES, WORDS), max_size=2))),
        )
        for n in range(1, draw(st.integers(1, 4)))
    )
    problems = tuple(draw(st.lists(st.builds(Problem, st.just("not-found"), WORDS, MAYBE), max_size=2)))
    return Reading(document, statements, problems, READER)


@given(readings())
@settings(max_examples=60)
def test_a_reading_comes_back_from_json_as_it_was(reading):
    assert reading_from_json(json.loads(json_line(reading, explain=True))) == reading


@given(readings())
@settings(max_examples=60)
def test_without_explain_only_the_explanations_are_missing(reading):
    bare = replace(reading, statements=tuple(replace(s, explanations=()) for s in reading.statements))
    assert reading_from_json(json.loads(json_line(reading))) == bare


@given(readings(), st.booleans())
@settings(max_examples=60)
def test_whatever_a_reading_holds_its_json_follows_the_schema(schema_validator, reading, explain):
    schema_validator.validate(json.loads(json_line(reading, explain=explain)))


@given(readings())
@settings(max_examples=40)
def test_a_json_line_is_one_line_that_a_terminal_can_take_and_utf8_can_carry(reading):
    line = json_line(reading, explain=True)
    assert line.splitlines() == [line]
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in line)
    assert line.encode("utf-8")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_pieces_of_an_array_make_one_array_however_many(count):
    many = [Reading(Document(f"Report {n}."), (), (Problem("no-text", "…"),), READER) for n in range(count)]
    array = JsonArray()
    pieces = [array.add(reading) for reading in many]
    assert json.loads("".join([*pieces, array.end()])) == [reading_to_json(r) for r in many]


def test_the_schema_lists_the_very_values_of_the_model(schema_validator):
    definitions = schema_validator.schema["$defs"]
    fields = definitions["statement"]["properties"]
    assert fields["kind"]["enum"] == list(KINDS)
    assert fields["act"]["enum"] == list(ACTS)
    assert fields["channel"]["enum"] == [*CHANNELS, None]
    assert definitions["speaker"]["properties"]["kind"]["enum"] == list(SPEAKER_KINDS)
    assert definitions["furniture"]["properties"]["kind"]["enum"] == list(FURNITURE_KINDS)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda v: v.update(extra=1), "a key that is none of the schema's"),
        (lambda v: v["document"].pop("url"), "a key missing"),
        (lambda v: v["statements"][0].update(act="muse"), "an act that is none"),
        (lambda v: v["statements"][0].update(contents=[]), "a statement that says nothing"),
        (lambda v: v["statements"][0]["cues"][0].update(start=-1), "an offset before the text"),
        (lambda v: v["statements"][0].update(confidence=1.2), "a confidence above one"),
        (lambda v: v["reader"].update(network="mine"), "a network without its hash"),
    ],
)
def test_the_schema_refuses(schema_validator, spoil, why):
    document = Document("Farrant said no.")
    statement = Statement("s1", "indirect", (document.span(0, 7),), (document.span(8, 12),), (document.span(13, 15),))
    value = reading_to_json(Reading(document, (statement,), (), READER))
    schema_validator.validate(value)
    spoil(value)
    assert not schema_validator.is_valid(value), why


def test_every_reading_of_every_example_follows_the_schema_and_is_verbatim(example_readings, schema_validator):
    assert len(example_readings) >= 12
    for reading in example_readings:
        value = json.loads(json_line(reading, explain=True))
        schema_validator.validate(value)
        schema_validator.validate(json.loads(json_line(reading)))
        text = value["document"]["text"]
        for statement in value["statements"]:
            for span in (*statement["sources"], *statement["cues"], *statement["contents"]):
                assert text[span["start"] : span["end"]] == span["exact"]
