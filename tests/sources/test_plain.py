"""Bytes to text: encodings, and what is no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.sources.plain import decode, headline

REPORT = "“We won’t sign,” Mayor Ilse Tamm said — again — at the café in Vareholm.\n"


def codes(decoded):
    return [problem.code for problem in decoded.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_report_in_a_usual_encoding_comes_out_whole(encoding):
    decoded = decode((REPORT * 3).encode(encoding))
    assert decoded.text == REPORT * 3
    assert decoded.problems == ()


def test_wide_text_without_byte_order_mark_is_recognised():
    text = "The harbour board met on Monday.\n" * 5
    assert decode(text.encode("utf-16-le")).text == text
    assert decode(text.encode("utf-16-be")).text == text


def test_old_macintosh_quotation_marks_are_recognised():
    text = "“No,” she said. “It’s over.” He didn’t answer, and the council’s vote stood as it was.\n"
    assert decode(text.encode("mac_roman")).text == text


def test_a_declared_encoding_is_followed():
    text = "Gmina Łężyce odrzuciła propozycję, powiedział burmistrz."
    assert decode(text.encode("iso8859-2"), declared="ISO-8859-2").text == text


def test_valid_utf_8_wins_over_a_wrong_declaration():
    assert decode(REPORT.encode(), declared="iso-8859-1").text == REPORT


@pytest.mark.parametrize("declared", ["no-such-codec", "zlib", "rot13", "utf-8", ""])
def test_a_useless_declaration_does_no_harm(declared):
    assert decode(REPORT.encode("cp1252") + b" " * 200, declared=declared).text == REPORT + " " * 200


def test_a_pasted_line_in_another_encoding_is_read_and_reported():
    data = REPORT.encode() * 3 + "He said “no”.\n".encode("cp1252")
    decoded = decode(data, where="mixed.txt")
    assert decoded.text == REPORT * 3 + "He said “no”.\n"
    assert codes(decoded) == ["mixed-encoding"]
    assert "mixed.txt" in decoded.problems[0].message


def test_bytes_that_mean_nothing_are_replaced_and_counted():
    decoded = decode("The council’s vote".encode("cp1252") + b" was \x81\x8d delayed, members said on Monday.")
    assert decoded.text == "The council’s vote was \ufffd\ufffd delayed, members said on Monday."
    assert codes(decoded) == ["replaced-characters"]
    assert "2 characters" in decoded.problems[0].message


def test_a_replacement_character_of_the_input_is_no_new_loss():
    assert decode("caf\ufffd".encode("utf-16")).problems == ()


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"\xff\xd8\xff\xe0" + bytes(range(256)),
        bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01" + b"\0" * 50,
        b"{\\rtf1\\ansi He said no.}",
    ],
)
def test_binary_files_are_refused_with_a_remedy(data):
    decoded = decode(data, where="report.bin")
    assert decoded.text is None
    assert codes(decoded) == ["binary"]
    assert decoded.problems[0].message.startswith("report.bin is ")
    assert "save it as plain text or HTML" in decoded.problems[0].message


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])).filter(lambda t: not t.startswith("\ufeff")))
def test_any_text_in_utf_8_comes_back_as_it_was(text):
    decoded = decode(b"He said: " + text.encode())
    assert decoded.text == "He said: " + text


@pytest.mark.parametrize(
    "text", ["a\r\nb\rc\nd", "nul\0in the middle of it", "e\u0301 \u202eright\u202c 👩‍👩‍👧 \u2028", " \t lead"]
)
def test_nothing_is_altered_after_decoding(text):
    assert decode(text.encode()).text == text


@given(st.binary(max_size=400))
def test_any_bytes_are_either_text_or_named_as_none(data):
    decoded = decode(data)
    assert (decoded.text is None) == ("binary" in codes(decoded))


def test_a_short_first_line_with_a_blank_line_after_it_is_the_headline():
    text = "Vareholm Council Rejects Ferry Merger\n\nThe council of Vareholm rejected the merger on Monday.\n"
    assert headline(text) == "Vareholm Council Rejects Ferry Merger"
    assert headline(text.replace("\n", "\r\n")) == "Vareholm Council Rejects Ferry Merger"


@pytest.mark.parametrize(
    "text",
    [
        "The council rejected the merger on Monday.\n\nIt will meet again.\n",  # a sentence
        "Vareholm Council Rejects Ferry Merger\nThe council met.\n",  # no blank line
        "Vareholm Council Rejects Ferry Merger\n\n",  # nothing follows
        "By Ilse Tamm and Jon Reve\n\nThe council met.\n",  # by-line
        "Advertisement\n\nThe council met.\n",
        "as the council had said before\n\nThe council met.\n",
        "2024 - 11 - 03\n\nThe council met.\n",
        "",
    ],
)
def test_other_first_lines_are_no_headline(text):
    assert headline(text) is None
