"""CSV: a row a statement, all fields, the exact words, and nothing that a spreadsheet would calculate."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.csv import COLUMNS, csv_header, csv_rows, guarded
from sayso.model import Document, ReaderVersion, Reading, Speaker, Statement

TEXT = "=1+1 “We, too,” Farrant said,\n“will “wait”.” +44 is no answer, she told the Kelm Courier on Monday."


def span(words):
    start = TEXT.index(words)
    return Document(TEXT).span(start, start + len(words))


def rows(*statements):
    document = Document(TEXT, outlet="Northern Wire", title="@home", published="2024-03-11")
    reading = Reading(document, statements, (), ReaderVersion("0.1.0", "sha256:" + "0" * 64))
    return list(csv.DictReader(io.StringIO(csv_header() + csv_rows(reading), newline="")))


def test_a_row_holds_every_field_with_the_pieces_of_a_split_quotation_joined():
    (row,) = rows(
        Statement(
            id="s1",
            kind="direct",
            sources=(span("Farrant"),),
            cues=(span("said"),),
            contents=(span("“We, too,”"), span("“will “wait”.”")),
            speaker=Speaker("Odile Farrant", "person", "minister", "Vessany", None),
            outlet="Kelm Courier",
            channel="interview",
            said="2024-03-11",
            said_text="on Monday",
            act="promise",
            confidence=0.9,
        )
    )
    assert tuple(row) == COLUMNS
    assert row["content"] == "“We, too,” … “will “wait”.”"
    assert (row["speaker"], row["role"], row["for"], row["act"]) == ("Odile Farrant", "minister", "Vessany", "promise")
    assert (row["publisher"], row["outlet"], row["published"]) == ("Northern Wire", "Kelm Courier", "2024-03-11")
    assert row["answers"] == row["addressee"] == ""
    places = [tuple(map(int, piece.split(".."))) for piece in row["content_at"].split()]
    assert [TEXT[a:b] for a, b in places] == ["“We, too,”", "“will “wait”.”"]


def test_words_that_a_spreadsheet_would_calculate_are_guarded_and_their_offsets_still_give_them_verbatim():
    (row,) = rows(Statement("s1", "indirect", (span("=1+1"),), (span("is"),), (span("+44 is no answer"),)))
    assert row["content"] == "'+44 is no answer"
    assert row["source"] == "'=1+1"
    assert row["title"] == "'@home"
    start, end = map(int, row["content_at"].split(".."))
    assert TEXT[start:end] == "+44 is no answer"


@pytest.mark.parametrize("cell", ["=SUM(A1)", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", "＝1"])
def test_what_begins_like_a_formula_is_guarded(cell):
    assert guarded(cell) == "'" + cell


@given(st.text(max_size=20))
def test_guarding_only_ever_puts_one_apostrophe_before(cell):
    assert guarded(cell) in (cell, "'" + cell)


@pytest.mark.parametrize("cell", ["", "10..14 20..30", "“=” is a sign", "0.9312", "s1", "sha256:00"])
def test_ordinary_cells_stay_as_they_are(cell):
    assert guarded(cell) == cell
