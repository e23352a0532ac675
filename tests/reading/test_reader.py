"""The reader as a person meets it: small reports in, statements out."""

import dataclasses

import pytest

from sayso.interchange import reading_from_json, reading_to_json
from sayso.model import Document, Furniture
from sayso.reading.reader import Reader

REPORT = """Harbour talks stall

The state will not share the port of Kelm, Vessany’s transport minister, Odile Farrant, told the Northern Wire.

“We will not give away a single quay,” Farrant said. “Kelm is not for sale.”

Port workers said they feared for their jobs.

According to a report by the harbour authority, traffic has fallen by a third since the spring.
"""


@pytest.fixture(scope="module")
def reader():
    return Reader()


def said(reading, words):
    (found,) = [s for s in reading.statements if any(words in c.exact for c in s.contents)]
    return found


def sources(statement):
    return [s.exact for s in statement.sources]


def test_a_report_yields_its_statements_in_text_order(reader):
    reading = reader.read(Document(REPORT))
    rejected = said(reading, "port of Kelm")
    assert "Odile Farrant" in sources(rejected)[0]
    quoted = said(reading, "single quay")
    assert sources(quoted) == ["Farrant"]
    assert [c.exact for c in quoted.cues] == ["said"]
    assert quoted.kind == "direct"
    assert "Kelm is not for sale." in quoted.contents[-1].exact
    assert sources(said(reading, "their jobs")) == ["Port workers"]
    assert "report by the harbour authority" in sources(said(reading, "traffic has fallen"))[0]
    starts = [s.start for s in reading.statements]
    assert starts == sorted(starts)
    assert [s.id for s in reading.statements] == [f"s{i}" for i in range(1, len(starts) + 1)]


def test_every_span_is_verbatim_and_every_confidence_a_probability(reader):
    reading = reader.read(Document(REPORT))
    assert len(reading.statements) >= 4
    for statement in reading.statements:
        assert 0 < statement.confidence < 1
        for span in (*statement.sources, *statement.cues, *statement.contents):
            assert REPORT[span.start : span.end] == span.exact


def test_nothing_is_taken_from_furniture(reader):
    teaser = "Read also: Mayor says the bridge will open in May, an aide said."
    text = REPORT + "\n" + teaser
    start = text.index(teaser)
    marked = Document(text, furniture=(Furniture(start, len(text), "teaser"),))
    assert any(s.start >= start for s in reader.read(Document(text)).statements), "unmarked, it is read"
    reading = reader.read(marked)
    assert reading.statements
    for s in reading.statements:
        assert all(span.end <= start for span in (*s.sources, *s.cues, *s.contents))


def test_the_same_text_is_read_the_same_alone_or_among_others_on_any_number_of_threads(reader):
    documents = [
        Document(REPORT),
        Document(REPORT.replace("Farrant", "Dolmen")),
        Document("Rain fell."),
        Document(REPORT),
    ]
    one_thread = Reader(threads=1)
    together = list(reader.read_many(documents))
    assert [r.document for r in together] == documents
    for document, reading in zip(documents, together, strict=True):
        assert one_thread.read(document) == reading


def test_a_long_text_has_no_seams(reader):
    """Wherever windows and sections are cut, each of many like passages yields its quotation, once and whole."""
    passages = [
        f"Clause {n} was read out. “We will not give away quay {n}, nor the cranes on it,” Farrant said."
        + " It rained." * (n % 7)
        for n in range(900)
    ]
    text = "\n\n".join(passages)
    assert len(text) > 80_000
    reading = reader.read(Document(text))
    for n in range(900):
        words = f"“We will not give away quay {n}, nor the cranes on it,”"
        found = [s for s in reading.statements if any(words in c.exact for c in s.contents)]
        assert len(found) == 1, f"passage {n}"
        assert sources(found[0]) == ["Farrant"], f"passage {n}"


@pytest.mark.parametrize("text", ["", "   \n\n ", "\u200b", "\x00\x00"])
def test_a_text_without_words_is_a_problem_and_no_statement(reader, text):
    reading = reader.read(Document(text))
    assert reading.statements == ()
    assert [p.code for p in reading.problems] in (["no-text"], [])


def test_an_empty_text_says_so(reader):
    assert [p.code for p in reader.read(Document("")).problems] == ["no-text"]


def test_a_reading_names_its_reader(reader):
    reading = reader.read(Document(REPORT))
    assert reading.reader == reader.version
    assert reader.version.network.startswith("sha256:")


def test_a_reading_survives_its_json(reader):
    reading = reader.read(Document(REPORT, url="https://example.org/a", published="2024-03-05"))
    back = reading_from_json(reading_to_json(reading, explain=True))

    def rounded(r):
        return dataclasses.replace(
            r, statements=tuple(dataclasses.replace(s, confidence=0, explanations=()) for s in r.statements)
        )

    assert rounded(back) == rounded(reading)


def test_missing_weights_say_what_to_do(tmp_path):
    from sayso.errors import InstallationError

    with pytest.raises(InstallationError, match=r"network\.onnx.* missing; reinstall sayso"):
        Reader(weights=tmp_path)


def test_damaged_weights_say_what_to_do(tmp_path):
    from sayso.errors import InstallationError
    from sayso.reading.network import FILES, WEIGHTS

    for name in FILES:
        (tmp_path / name).write_bytes((WEIGHTS / name).read_bytes())
    (tmp_path / "network.onnx").write_bytes(b"not a network")
    with pytest.raises(InstallationError, match="reinstall sayso"):
        Reader(weights=tmp_path)
