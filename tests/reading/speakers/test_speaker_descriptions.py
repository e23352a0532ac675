"""Sources without a name: offices, unnamed people, groups, documents, bodies, states, and no source at all."""

import pytest
from marked_articles import names, speakers


def test_the_senator_is_the_one_with_that_title():
    assert names(
        "Sen. Walter Quill met Mayor Tess Orlov.\n\n<q1>“We disagree,”</q1> <s1>the senator</s1> <c1>said</c1>. "
        "<q2>“We always do,”</q2> <s2>the mayor</s2> <c2>said</c2>."
    ) == ["Walter Quill", "Tess Orlov"]


def test_a_state_in_the_description_picks_the_right_leader():
    assert names(
        "French President Alain Moreau received Norway's prime minister, Kari Solheim, on Friday.\n\n"
        "<s1>The Norwegian leader</s1> <c1>said</c1> <q1>the talks went well</q1>."
    ) == ["Kari Solheim"]


DISPATCH = (
    "No talks are planned, the press secretary of the President of Osmara, Timur Velda, stated on Monday.\n\n"
    "Prime Minister Ines Kroll of Lund had proposed them in an interview.\n\n"
)


def test_a_description_with_its_comma_before_the_name_tells_the_office():
    found = speakers(
        DISPATCH + "<s1>The press secretary</s1> <c1>called</c1> <q1>the proposal “a bazaar”</q1>. "
        "<s2>T. Velda</s2> <c2>added</c2> <q2>that the door was open</q2>."
    )
    assert [(s.name, s.on_behalf_of) for s in found] == [("Timur Velda", "President of Osmara")] * 2


def test_a_press_secretary_is_nobody_whom_the_article_calls_something_else():
    (speaker,) = speakers(
        "Prime Minister Ines Kroll of Lund had proposed talks.\n\n"
        "<s1>The press secretary</s1> <c1>called</c1> <q1>the proposal “a bazaar”</q1>."
    )
    assert speaker.name != "Ines Kroll"


def test_the_official_is_the_unnamed_official_of_before():
    found = speakers(
        "<s1>A senior customs official</s1> <c1>said</c1> <q1>the ship was empty</q1>. "
        "<s2>The official</s2> <c2>said</c2> <q2>its papers were false</q2>."
    )
    assert [(s.name, s.kind) for s in found] == [("A senior customs official", "anonymous")] * 2


def test_an_unnamed_spokesman_still_speaks_for_somebody():
    (speaker,) = speakers("<s1>A spokesman for the Port Authority</s1> <c1>said</c1> <q1>it was looking into it</q1>.")
    assert (speaker.kind, speaker.on_behalf_of) == ("anonymous", "Port Authority")


def test_his_lawyer_is_unnamed_and_speaks_for_him():
    (speaker,) = speakers("Victor Brandt stayed away. <s1>His lawyer</s1> <c1>said</c1> <q1>he was ill</q1>.")
    assert (speaker.name, speaker.kind, speaker.on_behalf_of) == ("His lawyer", "anonymous", "Victor Brandt")


def test_an_acronym_is_its_body():
    found = speakers(
        "<s1>The League of Harbour Cities (LHC)</s1> <c1>said</c1> <q1>trade was down</q1>. <s2>The LHC</s2> "
        "<c2>warned</c2> "
        "of <q2>a hard winter</q2>, and <s3>the league</s3> <c3>urged</c3> <q3>thrift</q3>."
    )
    assert [(s.name, s.kind) for s in found] == [("League of Harbour Cities", "organisation")] * 3


@pytest.mark.parametrize(
    ("source", "name"),
    [("Kyiv", "Ukraine"), ("Beijing", "China"), ("the Iranians", "Iran"), ("Tehran", "Iran")],
)
def test_a_capital_or_people_takes_the_states_name_if_the_article_gives_it(source, name):
    (speaker,) = speakers(
        f"Envoys of Ukraine, China and Iran met. <s1>{source}</s1> <c1>rejected</c1> <q1>the draft</q1>."
    )
    assert (speaker.name, speaker.kind) == (name, "government")


def test_a_capital_keeps_its_name_where_the_article_does_not_give_the_states():
    (speaker,) = speakers("Envoys met all night. <s1>Beijing</s1> <c1>rejected</c1> <q1>the draft</q1>.")
    assert (speaker.name, speaker.kind) == ("Beijing", "government")


@pytest.mark.parametrize("seat", ["The Kremlin", "The White House", "Downing Street"])
def test_a_seat_of_power_keeps_its_own_name(seat):
    (speaker,) = speakers(f"Russia, the United States and Britain met. <s1>{seat}</s1> <c1>denied</c1> <q1>it</q1>.")
    assert (speaker.name, speaker.kind) == (seat.removeprefix("The "), "government")


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("The Marek administration", "Marek administration", "government"),
        ("Marek's campaign", "Marek's campaign", "organisation"),
        ("Marek aides", "Marek aides", "group"),
        ("Marek supporters", "Marek supporters", "group"),
        ("Marek's statement", "Anton Marek", "person"),
    ],
)
def test_what_stands_behind_a_name_decides_who_speaks(source, name, kind):
    (speaker,) = speakers(f"Anton Marek arrived late. <s1>{source}</s1> <c1>said</c1> <q1>all was well</q1>.")
    assert (speaker.name, speaker.kind) == (name, kind)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("some voters in the valley", "group"),
        ("Critics", "group"),
        ("52 percent of tenants", "group"),
        ("several of the miners", "group"),
        ("one of the miners", "anonymous"),
        ("a source close to the talks", "anonymous"),
        ("a Western diplomat who asked not to be named", "anonymous"),
        ("a new poll by the university", "document"),
        ("the 300-page report", "document"),
        ("an e-mail seen by investigators", "document"),
        ("state media", "outlet"),
        ("the newspaper", "outlet"),
        ("Reuters", "outlet"),
        ("the company", "organisation"),
        ("the court", "organisation"),
        ("the Foreign Ministry", "organisation"),
        ("the Veskian government", "government"),
    ],
)
def test_the_head_noun_gives_the_kind(source, kind):
    (speaker,) = speakers(
        f"Nothing was signed on Monday. But <s1>{source}</s1> <c1>said</c1> <q1>it soon would be</q1>."
    )
    assert speaker.kind == kind


def test_asides_are_left_out_of_a_description():
    assert names("<s1>Critics of the dam, including two mayors,</s1> <c1>said</c1> <q1>it leaked</q1>.") == [
        "Critics of the dam"
    ]


def test_the_statement_is_that_of_whoever_put_it_out():
    assert names(
        "<s1>The Foreign Ministry</s1> <c1>condemned</c1> <q1>the raid</q1>. <q2>“It must stop,”</q2> "
        "<s2>the statement</s2> "
        "<c2>read</c2>."
    ) == ["Foreign Ministry", "Foreign Ministry"]


def test_a_quotation_that_follows_on_is_the_same_speakers():
    assert names(
        "<q1>“We lost the tapes,”</q1> <s1>Ada Brill</s1> <c1>said</c1>. <q2>“Nobody looked for them.”</q2>"
    ) == ["Ada Brill", "Ada Brill"]


def test_a_verb_without_subject_goes_on_with_the_same_speaker():
    assert names(
        "<s1>Ada Brill</s1> <c1>denied</c1> <q1>the charge</q1> and <c2>demanded</c2> <q2>an apology</q2>."
    ) == ["Ada Brill", "Ada Brill"]


@pytest.mark.parametrize("cue", ["is expected", "reportedly", "allegedly"])
def test_nobody_stands_behind_what_is_expected_or_reported(cue):
    (speaker,) = speakers(f"<q1>The king</q1> <c1>{cue}</c1> <q1>to leave</q1>.")
    assert (speaker.kind, speaker.name) == ("unknown", None)
