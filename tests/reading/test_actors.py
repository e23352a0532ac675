"""Linking speakers to actors: name and office or country at the time; the user's own tables and their faults."""

import json

import pytest

from sayso.errors import InputError
from sayso.model import Speaker, Statement
from sayso.reading.actor_tables import spelling_key
from sayso.reading.actors import Actor, Office, link_actors, load_user_actors, shipped_actors

MAREK = Actor(
    "my:1",
    "Anton Marek",
    ("Antoni Marek",),
    "person",
    "Poland",
    (Office("President of Poland", "2019-05", "2023-04-30"),),
)
OTHER_MAREK = Actor("my:2", "Anton Marek", (), "person", "Finland", (Office("Minister of Finance of Finland", "2020"),))


def linked(name, role, published, *extra, kind="person"):
    statement = Statement("s1", "indirect", (), (), (), speaker=Speaker(name, kind, role))
    (done,) = link_actors([statement], published, extra)
    assert done.speaker is not None
    return done.speaker.actor


def test_name_and_office_at_the_time_link():
    assert linked("Anton Marek", "President", "2021-03-02", MAREK) == "my:1"


def test_an_office_held_at_another_time_does_not_link():
    assert linked("Anton Marek", "President", "2024-03-02", MAREK) is None


def test_a_former_office_links_after_its_end():
    assert linked("Anton Marek", "former President", "2024-03-02", MAREK) == "my:1"


def test_a_name_alone_never_links():
    assert linked("Anton Marek", None, "2021-03-02", MAREK) is None


def test_two_of_one_name_are_told_apart_by_office():
    assert linked("Anton Marek", "Finance Minister", "2021-03-02", MAREK, OTHER_MAREK) == "my:2"
    assert linked("Anton Marek", "President", "2021-03-02", MAREK, OTHER_MAREK) == "my:1"


def test_two_of_one_name_are_told_apart_by_country():
    assert linked("Marek", "Finnish politician", "2021-03-02", MAREK, OTHER_MAREK) == "my:2"


def test_a_country_that_contradicts_forbids_the_link():
    assert linked("Anton Marek", "Finnish President", "2021-03-02", MAREK) is None


def test_two_that_both_fit_link_to_neither():
    twin = Actor("my:3", "Anna Marek", (), "person", "Poland", (Office("President of Poland", "2021"),))
    assert linked("Marek", "President", "2022", MAREK, twin) is None


def test_a_minister_of_one_thing_is_not_a_minister_of_another():
    assert linked("Anton Marek", "Foreign Minister", "2021-03-02", OTHER_MAREK) is None


def test_without_a_publication_date_an_office_counts_whenever_held():
    assert linked("Anton Marek", "President", None, MAREK) == "my:1"


@pytest.mark.parametrize("name", ["Volodymyr Zelensky", "Volodymyr Zelenskiy", "Zelenskyy", "Zelenskii", "Zelensky"])
def test_spellings_of_one_name_are_one(name):
    assert linked(name, "Ukrainian President", "2023-02-12") == "Q3874799"


def test_a_current_leader_is_not_linked_before_taking_office():
    assert linked("Donald Trump", "President", "2018-05-05") == "Q22686"
    assert linked("Donald Trump", "President", "2022-05-05") is None


@pytest.mark.parametrize(
    ("name", "actor"),
    [("Ukraine", "Q212"), ("U.S.", "Q30"), ("the Kremlin", "Q159"), ("Downing Street", "Q145"), ("Beijing", "Q148")],
)
def test_states_capitals_and_seats_link_to_the_state(name, actor):
    assert linked(name, None, "2020", kind="government") == actor


@pytest.mark.parametrize("name", ["Georgia", "Marek administration", "Northland"])
def test_what_may_be_no_state_links_to_none(name):
    assert linked(name, None, "2020", kind="government") is None


def test_the_link_says_why():
    statement = Statement("s1", "indirect", (), (), (), speaker=Speaker("Anton Marek", "person", "President"))
    (done,) = link_actors([statement], "2021-03-02", [MAREK])
    assert done.explanations[-1].field == "speaker.actor"
    assert done.explanations[-1].why == "Anton Marek → Anton Marek (my:1): President of Poland from 2019-05"


def test_a_users_actor_stands_in_for_a_shipped_one_of_the_same_id():
    mine = Actor("Q3874799", "Nobody Else", (), "person", "Ukraine", (Office("President of Ukraine", "2019"),))
    assert linked("Volodymyr Zelensky", "President", "2023", mine) is None
    assert linked("Nobody Else", "President", "2023", mine) == "Q3874799"


def test_shipped_ids_are_unique_and_offices_run_forwards():
    actors = shipped_actors()
    assert len({a.id for a in actors}) == len(actors) > 5000
    assert all(o.until is None or o.since is None or o.since[:4] <= o.until[:4] for a in actors for o in a.offices)


@pytest.mark.parametrize(
    ("day", "held"),
    [("2019", True), ("2019-05", True), ("2019-04-30", False), ("2023-04-30", True), ("2023-05-01", False)],
)
def test_coarse_dates_are_compared_as_far_as_they_go(day, held):
    assert MAREK.offices[0].held(day) is held


@pytest.mark.parametrize(
    ("one", "other"), [("Yuliya", "Iuliia"), ("Kharkov", "Harkov"), ("O’Brien", "OBrien"), ("Erdoğan", "Erdogan")]
)
def test_spelling_keys(one, other):
    assert spelling_key(one) == spelling_key(other)


def test_actors_are_loaded_from_csv_one_row_an_office(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(
        "id,name,aliases,kind,country,office,from,to\n"
        "my:7,Kari Solheim,K. Solheim|Kari S. Solheim,person,Norway,Mayor of Bergvik,2015,2019\n"
        "my:7,Kari Solheim,,person,Norway,Prime Minister of Norway,2021-10-14,\n",
        encoding="utf-8-sig",
    )
    (actor,) = load_user_actors(path)
    assert actor.aliases == ("K. Solheim", "Kari S. Solheim")
    assert actor.offices == (
        Office("Mayor of Bergvik", "2015", "2019"),
        Office("Prime Minister of Norway", "2021-10-14", None),
    )


def test_actors_are_loaded_from_json(tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(json.dumps([{"id": "my:8", "name": "Harbour Trust", "kind": "organisation", "aliases": ["HT"]}]))
    assert load_user_actors(path) == (Actor("my:8", "Harbour Trust", ("HT",), "organisation"),)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "name\nx\n", "columns id and name are required"),
        ("a.csv", "id,name,colour\n1,x,red\n", "unknown column 'colour'"),
        ("a.csv", "id,name\n1,\n", "line 2: id and name must not be empty"),
        ("a.csv", "id,name,office,from\n1,x,Mayor,soon\n", "line 2: from 'soon' is no date"),
        ("a.csv", "id,name,kind\n1,x,ghost\n", "line 2: kind 'ghost' is none of"),
        ("a.json", "{", "is no JSON"),
        ("a.json", "{}", "must hold a list"),
        ("a.json", '[{"id": "1"}]', "actor 1: name is missing"),
        ("a.json", '[{"id": 5, "name": "x"}]', "actor 1: id must be text"),
        ("a.json", '[{"id": "1", "name": "x", "offices": [{"from": "2020"}]}]', "actor 1: title is missing"),
        ("a.json", "[7]", "actor 1:"),
        ("a.txt", "id,name\n", "must end in .csv or .json"),
    ],
)
def test_a_faulty_table_is_refused_in_one_line_that_names_file_and_fault(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(InputError) as caught:
        load_user_actors(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_or_binary_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load_user_actors(tmp_path / "none.csv")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        load_user_actors(tmp_path / "b.csv")
