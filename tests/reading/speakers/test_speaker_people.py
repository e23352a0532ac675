"""People: full names, titles, appositions, surnames shared, spokespeople."""

from marked_articles import names, speakers


def test_a_last_name_becomes_the_full_name_the_article_gives():
    assert names(
        "<s1>Mara Lindqvist</s1> <c1>said</c1> <q1>the ferries would run again in May</q1>.\n\n"
        "<q2>“We kept our word,”</q2> <s2>Lindqvist</s2> <c2>added</c2>."
    ) == ["Mara Lindqvist", "Mara Lindqvist"]


def test_the_full_name_may_come_later_than_the_last_name():
    assert names(
        "<s1>Okonedo</s1> <c1>Calls</c1> <q1>Toll Plan A Swindle</q1>\n\n"
        "The councillor Femi Okonedo spoke for an hour on Tuesday."
    ) == ["Femi Okonedo"]


def test_a_title_is_no_part_of_the_name_but_is_the_role():
    (speaker,) = speakers("<s1>Energy Minister Tomas Ruud</s1> <c1>said</c1> <q1>the dam was safe</q1>.")
    assert (speaker.name, speaker.kind, speaker.role) == ("Tomas Ruud", "person", "Energy Minister")


def test_an_apposition_behind_the_name_is_the_role():
    (speaker,) = speakers(
        "<s1>Ines Varga, executive director of the Harbour Trust,</s1> <c1>said</c1> <q1>the money was gone</q1>."
    )
    assert (speaker.name, speaker.role) == ("Ines Varga", "executive director of the Harbour Trust")


def test_a_description_before_a_name_in_apposition_gives_role_and_mandate():
    (speaker,) = speakers(
        "<s1>Veskian President Anton Marek's press secretary, Ilya Dorn,</s1> <c1>told</c1> reporters on Friday that "
        "<q1>no talks were planned</q1>."
    )
    assert (speaker.name, speaker.role, speaker.on_behalf_of) == ("Ilya Dorn", "press secretary", "Anton Marek")


def test_a_spokeswoman_speaks_for_her_ministry_each_time_she_is_quoted():
    first, second = speakers(
        "<s1>Health Ministry spokeswoman Petra Sands</s1> <c1>said</c1> <q1>supplies had arrived</q1>.\n\n"
        "<q2>“They are in the depot,”</q2> <s2>Sands</s2> <c2>said</c2>."
    )
    assert first.on_behalf_of == second.on_behalf_of == "Health Ministry"


def test_a_party_and_state_in_parentheses_do_not_disturb_the_name():
    assert names("<s1>Sen. Walter Quill (R-Ore.)</s1> <c1>said</c1> <q1>he would vote no</q1>.") == ["Walter Quill"]


def test_particles_hyphens_and_suffixes_stay_in_the_name():
    assert names(
        "<s1>Joost van der Meer</s1> <c1>said</c1> <q1>so</q1>. <s2>Nadia al-Rashidi</s2> <c2>agreed</c2> "
        "<q2>at once</q2>. "
        "<s3>Anne-Lise O'Brien</s3> <c3>said</c3> <q3>otherwise</q3>. <s4>Clyde Barr Jr.</s4> "
        "<c4>laughed</c4> <q4>at it</q4>."
    ) == ["Joost van der Meer", "Nadia al-Rashidi", "Anne-Lise O'Brien", "Clyde Barr Jr."]


def test_husband_and_wife_are_told_apart_by_mr_and_mrs():
    assert names(
        "Robert Calloway, the mayor, and his wife, Susan Calloway, opened the school.\n\n"
        "<q1>“It is for the children,”</q1> <s1>Mrs. Calloway</s1> <c1>said</c1>. "
        "<q2>“And it came in under budget,”</q2> <s2>Mr. Calloway</s2> <c2>said</c2>."
    ) == ["Susan Calloway", "Robert Calloway"]


def test_a_surname_that_two_share_is_left_a_surname_when_nothing_decides():
    text = (
        "Robert Calloway and Susan Calloway both attended the hearing.\n\n"
        "<q1>“The road is unsafe,”</q1> <s1>Calloway</s1> <c1>said</c1>."
    )
    assert names(text) == ["Calloway"]


def test_a_surname_that_two_share_goes_to_the_one_the_article_is_about():
    assert names(
        "Susan Calloway won the seat. Susan Calloway, 44, ran on schools. Her brother-in-law, Robert "
        "Calloway, lost his.\n\n"
        "Susan Calloway thanked the volunteers. <q1>“You did this,”</q1> <s1>Calloway</s1> <c1>said</c1>."
    ) == ["Susan Calloway"]


def test_an_office_tells_two_of_one_surname_apart():
    assert names(
        "Former President Karl Ostrander and Governor Lena Ostrander met on Sunday.\n\n"
        "<s1>Governor Ostrander</s1> <c1>said</c1> <q1>the tax would go</q1>."
    ) == ["Lena Ostrander"]


def test_a_family_name_that_comes_first_is_known_again():
    assert names(
        "<s1>Foreign Minister Qin Weilan</s1> <c1>said</c1> <q1>the strait was calm</q1>. "
        "<q2>“We hope it stays so,”</q2> <s2>Qin</s2> <c2>said</c2>."
    ) == ["Qin Weilan", "Qin Weilan"]


def test_a_speaker_in_capitals_before_a_colon_is_the_person_named_above():
    found = speakers(
        "Anchor Joan Pell spoke with Gov. Hal Brandt on Sunday.\n\n"
        "<s1>PELL</s1><c1>:</c1> <q1>Will you run?</q1>\n\n<s2>BRANDT</s2><c2>:</c2> <q2>I have not decided.</q2>"
    )
    assert [(s.name, s.kind) for s in found] == [("Joan Pell", "person"), ("Hal Brandt", "person")]


def test_a_description_behind_the_name_does_not_hide_it():
    assert names(
        "<s1>Dora Finch of the Upland Growers</s1> <c1>said</c1> <q1>the frost had come early</q1>. "
        "<s2>a driver named Pavel Anic</s2> <c2>said</c2> <q2>the road was closed</q2>."
    ) == ["Dora Finch", "Pavel Anic"]


def test_two_named_speakers_joined_are_a_group():
    (speaker,) = speakers(
        "Mia Torrance and Ben Ashby lead the union.\n\n<s1>Torrance and Ashby</s1> <c1>said</c1> <q1>the "
        "strike would go on</q1>."
    )
    assert (speaker.name, speaker.kind) == ("Mia Torrance and Ben Ashby", "group")
