"""brat: the same offsets, stretches in pieces, and no annotation across a line end."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.export.brat import CONFIGURATION, brat_files
from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement

READER = ReaderVersion("0.1.0", "sha256:" + "0" * 64)
TEXT = "😀 “Not one quay,”\n\nFarrant said.\n“Not\r\n  one.”"


def reading(text, *statements):
    return Reading(Document(text), statements, (), READER)


def span(words, text=TEXT):
    return Document(text).span(text.index(words), text.index(words) + len(words))


def parsed(files):
    """Text-bound annotations by name, as brat reads them: type, fragments, words."""
    bound = {}
    for line in files.ann.decode().split("\n"):
        if line.startswith("T"):
            name, place, words = line.split("\t")
            type_, _, fragments = place.partition(" ")
            bound[name] = (type_, [tuple(map(int, f.split())) for f in fragments.split(";")], words)
    return bound


def test_a_quotation_in_pieces_is_one_discontinuous_annotation_tied_to_source_and_cue():
    statement = Statement(
        "s1",
        "direct",
        (span("Farrant"),),
        (span("said"),),
        (span("“Not one quay,”"), span("“Not\r\n  one.”")),
        speaker=Speaker("Odile Farrant", "person"),
        act="reject",
        confidence=0.9,
    )
    files = brat_files(reading(TEXT, statement))
    assert files.txt.decode() == TEXT
    bound = parsed(files)
    assert [type_ for type_, _, _ in bound.values()] == ["Source", "Cue", "Content"]
    _, fragments, words = bound["T3"]
    assert [TEXT[a:b] for a, b in fragments] == ["“Not one quay,”", "“Not", "one.”"]
    assert words == "“Not one quay,” “Not one.”"
    ann = files.ann.decode()
    assert "R1\tAttributed-to Arg1:T3 Arg2:T1\nR2\tCued-by Arg1:T3 Arg2:T2\n" in ann
    assert "A1\tAct T3 reject\nA2\tKind T3 direct\n" in ann
    assert "AnnotatorNotes T3\tspeaker: Odile Farrant; speaker kind: person; confidence: 0.90\n" in ann


def test_answers_and_nesting_are_relations_between_contents():
    inner = Statement("s1", "indirect", (), (), (span("one."),))
    outer = Statement("s2", "indirect", (), (), (span("Farrant"),), answers="s1", within="s1")
    ann = brat_files(reading(TEXT, inner, outer)).ann.decode()
    assert "Answers Arg1:T2 Arg2:T1" in ann
    assert "Within Arg1:T2 Arg2:T1" in ann


@given(st.text(min_size=1, max_size=60), st.data())
@settings(max_examples=150)
def test_whatever_the_text_every_fragment_is_its_words_and_every_annotation_one_line(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    files = brat_files(reading(text, Statement("s1", "indirect", (), (), (Document(text).span(start, end),))))
    kept = files.txt.decode()
    assert len(kept) == len(text)
    ann = files.ann.decode()
    assert ann.split("\n") == [*ann.splitlines(), ""]
    for _, fragments, words in parsed(files).values():
        assert " ".join(kept[a:b] for a, b in fragments) == words
        assert all(start <= a < b <= end for a, b in fragments)


def test_the_configuration_declares_every_type_that_is_written():
    statement = Statement(
        "s1", "direct", (span("Farrant"),), (span("said"),), (span("one."),), answers="s1", within="s1"
    )
    ann = brat_files(reading(TEXT, statement)).ann.decode()
    used = re.findall(r"^[TRA]\d+\t(\S+)", ann, re.MULTILINE)
    assert used
    for name in used:
        assert re.search(rf"^{name}\b", CONFIGURATION, re.MULTILINE), name
