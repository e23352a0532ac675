"""From scores to relations, with scores written by hand: who gets which source and cue, and what is a tidy span."""

import numpy as np
import pytest

from sayso.model import Document, Furniture
from sayso.reading.decode import Rules, decode, names_of, stretches_of
from sayso.reading.heads import Heads, Place, Scores, WindowLinks
from sayso.reading.tidy import tidy_range

KEY = 4
O, BS, IS, BC, IC, BT, IT = range(7)  # noqa: E741 - O is the field's name of the tag "outside"


class Chosen(Heads):
    """Heads whose links are given instead of computed."""

    def __init__(self, sources, cues):
        zeros = {"transitions": (7, 7), "begin": (7,), "finish": (7,)}
        super().__init__({name: np.zeros(shape, dtype=np.float32) for name, shape in zeros.items()})
        self._sources, self._cues = sources, cues

    def source_links(self, scores, place, cues):
        out = np.full((2, len(cues), len(scores) + 1), 1e-6, dtype=np.float32)
        for i, (start, _) in enumerate(cues):
            first, last = self._sources.get(int(start), (-1, -1))
            out[0, i, first] = out[1, i, last] = 0.9
        return out

    def cue_links(self, scores, place, contents):
        out = np.full((len(contents), len(scores) + 1), 1e-6, dtype=np.float32)
        for i, (start, _) in enumerate(contents):
            out[i, self._cues.get(int(start), -1)] = 0.9
        return out


def relations(tags, sources=None, cues=None, rules=None, fresh=None):
    n = len(tags)
    emissions = np.full((n, 7), -4, dtype=np.float32)
    emissions[np.arange(n), tags] = 4
    scores = Scores(
        emissions,
        np.zeros((n, 9), dtype=np.float32),
        (WindowLinks(0, (0, n), *np.zeros((2, n, 8 * KEY + 5), dtype=np.float32)),),
    )
    found = decode(
        scores,
        Place(np.zeros(n, dtype=np.int64), np.array(fresh or [False] * n), np.zeros(n, dtype=bool)),
        Chosen(sources or {}, cues or {}),
        rules or Rules(),
    )
    return [(r.source, r.cue, r.contents) for r in found]


def test_one_source_serves_two_cues():
    # Ana said X and warned Y
    tags = [BS, BC, BT, O, BC, BT]
    assert relations(tags, sources={1: (0, 0), 4: (0, 0)}, cues={2: 1, 5: 4}) == [
        ((0, 1), (1, 2), ((2, 3),)),
        ((0, 1), (4, 5), ((5, 6),)),
    ]


def test_two_contents_around_one_cue_are_one_statement():
    # "X," Ana said, "Y"
    tags = [BT, IT, BS, BC, BT, IT]
    assert relations(tags, sources={3: (2, 2)}, cues={0: 3, 4: 3}) == [((2, 3), (3, 4), ((0, 2), (4, 6)))]


def test_a_cue_may_go_without_a_source():
    assert relations([BC, BT], cues={1: 0}) == [(None, (0, 1), ((1, 2),))]


def test_a_source_that_the_tagger_missed_is_found_by_its_cue():
    assert relations([O, O, BC, BT], sources={2: (0, 1)}, cues={3: 2}) == [((0, 2), (2, 3), ((3, 4),))]


def test_a_newly_found_source_never_takes_tagged_words():
    assert relations([BT, IT, BC, BT], sources={2: (0, 1)}, cues={0: 2, 3: 2}) == [(None, (2, 3), ((0, 2), (3, 4)))]


def test_a_cue_that_the_tagger_missed_is_found_by_its_content():
    assert relations([BS, O, BT], sources={1: (0, 0)}, cues={2: 1}) == [((0, 1), (1, 2), ((2, 3),))]


def test_a_content_without_a_cue_stands_alone():
    assert relations([O, BT, IT]) == [(None, None, ((1, 3),))]


def test_a_cue_without_a_content_is_no_statement():
    assert relations([BS, BC, O], sources={1: (0, 0)}) == []


def test_no_inside_tag_begins_a_stretch():
    # The scores ask for I-content after O: the chain must begin it with B-content.
    assert relations([O, IT, IT], rules=Rules()) == [(None, None, ((1, 3),))]


def test_no_stretch_runs_on_into_a_new_paragraph():
    assert relations([BT, IT, IT], fresh=[True, False, False]) == [(None, None, ((0, 3),))]
    assert relations([BT, IT, IT], fresh=[True, False, True]) == [(None, None, ((0, 2),))]


def test_neighbouring_stretches_of_one_kind_stay_apart():
    assert stretches_of(np.array([BT, IT, BT, O, BS, IS])) == ([(4, 6)], [], [(0, 2), (2, 3)])


def test_a_name_has_one_kind_throughout():
    scores = np.zeros((3, 9), dtype=np.float32)
    scores[0, 1], scores[1, 4], scores[1, 2], scores[2, 0] = 5, 3, 2.9, 9
    assert names_of(scores) == [(0, 2, "person")]


@pytest.mark.parametrize(
    ("text", "span", "tidy"),
    [
        ("He said: “We go.” Then", "“We go.", "“We go.”"),
        ("He said: “We go.” Then", "We go.”", "“We go.”"),
        ("He said “yes” and “no” twice", "“yes” and", "“yes” and"),
        ('He said: "We go." Then', '"We go.', '"We go."'),
        ("Ana  said", "Ana  ", "Ana"),
    ],
)
def test_spans_are_trimmed_and_quotation_marks_whole(text, span, tidy):
    start = text.index(span)
    ((a, b),) = tidy_range(Document(text), start, start + len(span))
    assert text[a:b] == tidy


def test_a_span_is_cut_where_furniture_stands_in_it():
    text = "We will stay, and\n\nADVERTISEMENT\n\nwe will pay"
    at = text.index("ADV")
    document = Document(text, furniture=(Furniture(at, at + 13, "advertisement"),))
    assert [text[a:b] for a, b in tidy_range(document, 0, len(text))] == ["We will stay, and", "we will pay"]
