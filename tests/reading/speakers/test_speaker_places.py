"""Unknown countries and cities, ships with a person's name, and bodies taken up by a bare noun."""

import pytest
from marked_articles import names, speakers


@pytest.mark.parametrize(
    "evidence",
    [
        "A Tarvanian patrol boat turned back.",
        "The government of Tarvany met at noon.",
        "Tarvany’s foreign minister stayed at home.",
    ],
)
def test_an_unknown_country_is_known_by_the_article_s_own_words(evidence):
    [speaker] = speakers(f"{evidence} <s1>Tarvany</s1> <c1>rejected</c1> <q1>the offer</q1>.")
    assert (speaker.name, speaker.kind) == ("Tarvany", "government")


def test_a_surname_stays_a_person_whatever_office_stands_beside_it():
    [speaker] = speakers(
        "Davit Orlany took office in May. Orlany’s foreign minister resigned. "
        "<s1>Orlany</s1> <c1>said</c1> <q1>he was sorry</q1>."
    )
    assert (speaker.name, speaker.kind) == ("Davit Orlany", "person")


def test_a_ship_named_after_a_person_is_never_he():
    assert names(
        "Captain Sabir Lund boarded the research vessel Anton Dalmat at dawn. Anton Dalmat left the port. "
        "<q1>“All is well,”</q1> <s1>he</s1> <c1>said</c1>."
    ) == ["Sabir Lund"]


def test_a_land_described_takes_its_own_name():
    [speaker] = speakers(
        "Corvanian envoys came. <s1>The neighboring republic of Corvany</s1> <c1>offered</c1> <q1>to mediate</q1>."
    )
    assert (speaker.name, speaker.kind) == ("Corvany", "government")


def test_a_full_given_name_beats_an_initial():
    assert names(
        "Foreign Minister Sabir Lund spoke in the capital. <s1>S. Lund</s1> <c1>said</c1> <q1>talks go on</q1>. "
        "S. Lund then left."
    ) == ["Sabir Lund"]


def test_the_rank_between_office_and_name_hides_nobody():
    assert names(
        "<s1>The commander of the harbor guard, Rear Admiral Tamar Lund,</s1> <c1>said</c1> <q1>no force was used</q1>."
    ) == ["Tamar Lund"]


def test_the_two_are_the_pair_named_together():
    [speaker] = speakers(
        "Tom Riker and Anna Lund wrote to the board. <s1>The two</s1> <c1>said</c1> <q1>the vote was a sham</q1>."
    )
    assert (speaker.name, speaker.kind) == ("Tom Riker and Anna Lund", "group")


def test_the_aide_is_the_unnamed_official_who_just_spoke():
    assert names(
        "Jake Moran, a policy aide, left early. <s1>A palace official</s1> <c1>said</c1> <q1>talks went on</q1>. "
        "<s2>The aide</s2> <c2>declined to say</c2> <q2>who took part</q2>."
    ) == ["A palace official", "A palace official"]


def test_his_campaign_takes_the_name_the_article_gives_it():
    assert names(
        "The Harlan campaign opened an office. Peter Harlan stayed at home; <s1>his campaign</s1> <c1>said</c1> "
        "<q1>he was ill</q1>."
    ) == ["Harlan campaign"]


def test_whom_he_is_not_the_one_described():
    assert names("Paul Weld backed Chris Stone, whom <s1>he</s1> <c1>described</c1> <q1>as a gentleman</q1>.") == [
        "Paul Weld"
    ]
