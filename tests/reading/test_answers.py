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


def test_a_question_put_to_somebody_and_what_they_said():
    assert answered(
        "<s1>Ada Venn</s1> <c1>asked</c1> Farrant <q1>whether the port would close</q1>.\n\n"
        "<q2>“We will see,”</q2> <c2>said</c2> <s2>Odile Farrant</s2>."
    ) == [None, "whether the port would close"]


def test_a_question_told_in_the_sentence_of_its_answer():
    assert answered(
        "<c1>Asked</c1> <q1>whether the port would close</q1>, <s2>Odile Farrant</s2> <c2>said</c2> <q2>no</q2>."
    ) == [None, "whether the port would close"]


def test_hitting_back():
    assert answered(
        "<s1>Piet Dolmen</s1> <c1>accused</c1> <q1>the harbour board of sleeping on the job</q1>.\n\n"
        "<s2>Odile Farrant</s2> <c2>hit back</c2>, <q2>“He has never seen a ship.”</q2>"
    ) == [None, "the harbour board of sleeping on the job"]


def test_one_sentence_that_tells_both():
    assert answered(
        "When <s1>Piet Dolmen</s1> <c1>accused</c1> <q1>the board of haste</q1>, "
        "<s2>Odile Farrant</s2> <c2>said</c2> <q2>it had waited nine years</q2>."
    ) == [None, "the board of haste"]


def test_what_was_said_is_spoken_of_by_name():
    assert answered(
        "<s1>Piet Dolmen</s1> <c1>claimed</c1> <q1>that the quay was sinking</q1>.\n\n"
        "<s2>Odile Farrant</s2> <c2>said</c2> <q2>that Dolmen’s claim was “a fairy tale”</q2>."
    ) == [None, "that the quay was sinking"]


def test_a_quotation_that_goes_on_from_a_reply_is_part_of_it():
    assert answered(
        "<s1>Piet Dolmen</s1> <c1>offered</c1> <q1>to share the port of Kelm</q1>.\n\n"
        "<s2>Odile Farrant</s2> <c2>rejected</c2> <q2>Dolmen’s offer</q2>. "
        "<q3>“Kelm is no cake,”</q3> <s3>she</s3> <c3>said</c3>."
    ) == [None, "to share the port of Kelm", "to share the port of Kelm"]


def test_a_reply_that_was_not_given_is_none():
    assert answered(
        "<s1>Piet Dolmen</s1> <c1>claimed</c1> <q1>that the quay was sinking</q1>.\n\n"
        "<s2>The harbour board</s2> <c2>did not respond</c2> <q2>to a request for comment</q2>."
    ) == [None, None]


def test_what_was_said_at_another_time_is_no_answer_to_a_question():
    assert answered(
        "<s1>Ada Venn</s1> <c1>asked</c1> Farrant <q1>whether the port would close</q1>.\n\n"
        "<s2>Odile Farrant</s2> <c2>had said</c2> <q2>that it was safe</q2>."
    ) == [None, None]


def test_each_answer_says_why():
    *_, last = told(
        "<s1>Piet Dolmen</s1> <c1>offered</c1> <q1>to share the port of Kelm</q1>.\n\n"
        "<s2>Odile Farrant</s2> <c2>rejected</c2> <q2>Dolmen’s offer</q2>."
    )
    (why,) = [e for e in last.explanations if e.field == "answers"]
    assert why.why == "it speaks of “Dolmen’s offer”"
    assert 0 < why.confidence <= 1
