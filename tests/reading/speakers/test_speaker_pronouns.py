"""Pronouns: gender, nearness, subjects, what the words said rule out, other people's pronouns, relatives."""

from marked_articles import context_of, names, resolve_speakers


def test_he_and_she_go_by_gender():
    assert names(
        "Martin Hale met Olivia Brandt on Monday. <q1>“A good talk,”</q1> <s1>she</s1> <c1>said</c1>. "
        "<s2>He</s2> <c2>called</c2> it <q2>“a start”</q2>."
    ) == ["Olivia Brandt", "Martin Hale"]


def test_he_is_the_one_who_spoke_last():
    assert names(
        "<s1>Peter Lowe</s1> <c1>said</c1> <q1>David Stein had the votes</q1>. <q2>“It is over,”</q2> "
        "<s2>he</s2> <c2>said</c2>."
    ) == ["Peter Lowe", "Peter Lowe"]


def test_somebody_named_in_the_words_said_does_not_say_them():
    assert names(
        "Peter Lowe walked in with David Stein at his side. <q1>“David Stein is my friend,”</q1> <s1>he</s1> "
        "<c1>said</c1>."
    ) == ["Peter Lowe"]


def test_a_new_subject_takes_the_pronoun_over():
    assert (
        names(
            "<s1>Peter Lowe</s1> <c1>said</c1> <q1>the vote was close</q1>.\n\n"
            "David Stein faced harsh questions after <s2>he</s2> <c2>asked</c2> <q2>about the ballots</q2>."
        )[1]
        == "David Stein"
    )


def test_the_gender_of_a_name_unknown_is_learnt_from_the_article():
    assert names(
        "Thandeka Mabuza took her seat. Paul Reyes sat beside the door.\n\n<q1>“Let us begin,”</q1> "
        "<s1>she</s1> <c1>said</c1>."
    ) == ["Thandeka Mabuza"]


def test_he_inside_a_quotation_is_somebody_else():
    assert names(
        "<q1>“Aron Pike cheated us, and <s2>he</s2> <c2>said</c2> <q2>it was all legal</q2>,”</q1> "
        "<s1>Simon Vale</s1> <c1>said</c1>."
    ) == ["Simon Vale", "Aron Pike"]


def test_i_inside_a_quotation_is_the_one_quoted():
    assert names("<q1>“<s2>I</s2> <c2>think</c2> <q2>we can win</q2>,”</q1> <s1>Simon Vale</s1> <c1>said</c1>.") == [
        "Simon Vale",
        "Simon Vale",
    ]


def test_i_outside_quotations_is_the_author():
    statement = resolve_speakers(context_of("<s1>I</s1> <c1>believe</c1> <q1>the bridge should stay</q1>."))[0]
    assert statement.speaker is not None
    assert (statement.speaker.kind, statement.speaker.name) == ("author", None)


def test_i_in_a_readers_letter_is_whoever_signs_it():
    assert names("LETTERS\n\n<s1>I</s1> <c1>doubt</c1> <q1>the dam will hold</q1>.\n\nNora Whitby\n\nEastport") == [
        "Nora Whitby"
    ]


def test_she_is_the_unfamiliar_name_that_an_office_introduced():
    assert names(
        "Vin Rostow sat in.\n\n<s1>The director of the Harbour Centre, Ina Kirsch,</s1> <c1>said</c1> "
        "<q1>it never paid</q1>. "
        "<s2>She</s2> <c2>added</c2> that <q2>it never would</q2>."
    ) == ["Ina Kirsch", "Ina Kirsch"]


def test_who_is_the_name_right_before_it():
    assert names(
        "The board heard from Gil Navarro, <s1>who</s1> <c1>said</c1> <q1>the pipes were old</q1>, and thanked Ed Moss."
    ) == ["Gil Navarro"]


def test_who_behind_an_apposition_is_the_person_it_describes():
    assert names(
        "The board heard from Gil Navarro, a retired plumber <s1>who</s1> <c1>said</c1> <q1>the pipes were old</q1>."
    ) == ["Gil Navarro"]


def test_who_behind_a_common_noun_is_that_noun():
    assert names("There were parents <s1>who</s1> <c1>said</c1> <q1>the bus never came</q1>.") == ["parents"]


def test_which_is_the_body_right_before_it():
    assert names(
        "The data came from the Coastal Survey Institute, <s1>which</s1> <c1>warned</c1> that <q1>the cliff "
        "would go</q1>."
    ) == ["Coastal Survey Institute"]


def test_it_is_the_body_that_spoke_last():
    assert names(
        "<s1>The Northern Rail Authority</s1> <c1>said</c1> <q1>trains were late</q1>. <s2>It</s2> "
        "<c2>blamed</c2> <q2>the snow</q2>."
    ) == ["Northern Rail Authority", "Northern Rail Authority"]


def test_they_are_the_group_that_spoke_last():
    assert names(
        "<s1>Dockers</s1> <c1>said</c1> <q1>the cranes were unsafe</q1>. <s2>They</s2> <c2>demanded</c2> "
        "<q2>an inspection</q2>."
    ) == ["Dockers", "Dockers"]


def test_his_words_are_his():
    assert names(
        "Greta Holm met Lars Eide at the port. <s1>His remarks</s1> <c1>suggested</c1> <q1>a deal was near</q1>."
    ) == ["Lars Eide"]


def test_an_explanation_says_in_plain_words_whom_the_pronoun_means():
    context = context_of("<s1>Peter Lowe</s1> <c1>said</c1> <q1>no</q1>. <q2>“Never,”</q2> <s2>he</s2> <c2>said</c2>.")
    why = {e.field: e for e in resolve_speakers(context)[1].explanations}
    assert why["speaker"].why == "he → Peter Lowe: last named as a source, one sentence back"
    assert 0 < why["speaker"].confidence < 1
