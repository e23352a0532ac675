"""What a statement replies to: only where the article says or plainly shows so."""

from tests.reading.told_articles import told


def answered(marked):
    """For each statement the words of the one that it answers."""
    statements = told(marked)
    by_id = {s.id: s for s in statements}
    return [by_id[s.answers].contents[0].exact if s.answers else None for s in statements]


def test_a_direct_response():
    assert answered(
        "<s1>Piet Dolmen</s1> <c1>proposed</c1> <q1>sharing the port of Kelm</q1>.\n\n"
        "<s2>Odile Farrant</s2> <c2>said</c2> <q2>that Kelm was not for sale</q2>. "
        "Her comments were a direct response to Dolmen’s proposal on sharing the port."
    ) == [None, "sharing the port of Kelm"]


def test_a_rejected_offer():
    assert answered(
        "<s1>Piet Dolmen</s1> <c1>offered</c1> <q1>to share the port of Kelm</q1>.\n\n"
        "<s2>Odile Farrant</s2> <c2>rejected</c2> <q2>Dolmen’s offer</q2>."
    ) == [None, "to share the port of Kelm"]


def test_one_topic_alone_is_no_answer():
    assert answered(
        "<s1>Piet Dolmen</s1> <c1>said</c1> <q1>that the port of Kelm should be shared</q1>.\n\n"
        "<s2>Odile Farrant</s2> <c2>said</c2> <q2>that the port of Kelm was busy</q2>."
    ) == [None, None]


def test_nobody_answers_themselves():
    assert answered(
        "<s1>Piet Dolmen</s1> <c1>offered</c1> <q1>to share the port of Kelm</q1>.\n\n"
        "<s2>He</s2> <c2>added</c2> <q2>that the offer would stand until May</q2>."
    ) == [None, None]
