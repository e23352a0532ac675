"""Names and roles as keys: what is one name, what names nobody in particular, what a role tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import SpeakerKind
from sayso.record.across.actors.bodies import body_key, government_key
from sayso.record.across.actors.context import context_of, same_country
from sayso.record.across.actors.forms import Form, Spoken, form_from_json, form_to_json, forms_of
from sayso.record.across.actors.names import person_name
from sayso.spelling import consonants, sound_key, spelling_key


@pytest.mark.parametrize(
    "names",
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskiy", "Volodymyr Zelenskyy", "Volodymyr Zelenskii"),
        ("Bashar al-Assad", "Bashar Assad", "Bashar al Assad"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Foreign Minister Ilse Varga", "Ilse Varga", "Ms. Ilse Varga"),
    ],
)
def test_spellings_of_one_name_have_one_key(names: tuple[str, ...]) -> None:
    assert len({person_name(name).spelt for name in names}) == 1
    assert all(person_name(name).full for name in names)


@pytest.mark.parametrize(
    "name",
    ["Varga", "President Varga", "Mr. Varga", "I. Varga", "the foreign minister", "A resident", "a senior official"],
)
def test_a_last_name_or_a_description_is_no_full_name(name: str) -> None:
    assert not person_name(name).full


@pytest.mark.parametrize("name", ["Ursula von der Linden", "Omar ibn Rahal", "Li Keqiang", "A. Philip Randolph"])
def test_a_full_name_can_have_small_words_and_initials(name: str) -> None:
    assert person_name(name).full


@pytest.mark.parametrize("names", [("jelkan", "zhelkan"), ("qaddafi", "kadhafi"), ("shaposhnik", "saposnik")])
def test_a_looser_key_holds_for_names_from_another_alphabet(names: tuple[str, str]) -> None:
    assert sound_key(names[0]) == sound_key(names[1])
    assert spelling_key(names[0]) != spelling_key(names[1])


@pytest.mark.parametrize(
    "names",
    [
        ("jelkan", "zhelkan"),
        ("zelensky", "zelenskiy", "zelenskyy"),
        ("yatsenyuk", "jacenjuk", "iatseniuk"),
        ("khodorkovsky", "hodorkovskii"),
        ("aleksandrov", "alexandrov"),
        ("qaddafi", "kadhafi"),
    ],
)
def test_names_that_are_held_against_each_other_are_found_by_one_key(names: tuple[str, ...]) -> None:
    assert len({consonants(name) for name in names}) == 1


def test_junior_is_another() -> None:
    assert person_name("Orla Finch Jr.").suffix and not person_name("Orla Finch").suffix


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kyiv", "ukraine"),
        ("Ukraine", "ukraine"),
        ("the Ukrainian government", "ukraine"),
        ("U.S.", "united states"),
        ("Washington", "united states"),
        ("the Kremlin", "kremlin"),
        ("the White House", "white house"),
        ("the Varga administration", "varga administration"),
        ("Brussels", "brussels"),
    ],
)
def test_governments_go_by_their_state_and_seats_of_power_by_their_own_name(name: str, key: str) -> None:
    assert government_key(name) == (key, True)


@pytest.mark.parametrize(
    "names",
    [
        ("Russian Foreign Ministry", "Russia's foreign ministry", "the Ministry of Foreign Affairs of Russia"),
        ("U.N. Security Council", "United Nations Security Council"),
        ("U.S. State Department", "US State Department", "State Department"),
        ("The Severell Times", "Severell Times"),
        ("Orre Ferries Ltd.", "Orre Ferries"),
        ("Kardany’s foreign ministry", "Kardany foreign ministry"),
        ("the Coast Party", "Coast Party"),
        ("Daily Mail", "the Daily Mail"),
    ],
)
def test_bodies_have_one_usual_name(names: tuple[str, ...]) -> None:
    assert len({body_key(name) for name in names}) == 1
    assert body_key(names[0])[1]


@pytest.mark.parametrize(
    "name",
    [
        "the foreign ministry",
        "Interior Ministry",
        "the government",
        "His administration",
        "Iranian media",
        "the group",
        "The Times",
        "Coast Guard",
    ],
)
def test_what_any_state_has_is_no_body_in_particular(name: str) -> None:
    assert not body_key(name)[1]


def test_roles_tell_state_office_and_walk_of_life() -> None:
    told = context_of(["Russian Foreign Minister"], [])
    assert (told.country, told.fields, told.walk) == ("russia", ("foreign",), "official")
    assert context_of(["U.S. ambassador to Russia"], []).country == "united states"
    assert context_of(["spokesman"], ["Russia"]).country == "russia"
    assert context_of(["director of the Syrian Observatory"], []).country is None
    assert context_of(["former finance minister"], []).fields == ()
    assert context_of(["a 34-year-old farmer"], []).walk == "farmer"
    assert context_of(["Russian senator", "French senator"], []).country is None, "what disagrees tells nothing"


def test_states_that_no_atlas_has_are_told_by_their_stem() -> None:
    one, other, third = (
        context_of([role], []).country
        for role in ("Foreign Minister of Kardany", "Kardanian foreign minister", "interior minister of Aldria")
    )
    assert one and other and third
    assert same_country(one, other) and not same_country(one, third)


def spoken(
    row: int, name: str, kind: SpeakerKind = "person", role: str | None = None, known: str | None = None
) -> Spoken:
    return Spoken(row, name, kind, role, None, known)


def test_one_report_calls_one_person_by_one_name() -> None:
    forms = forms_of([spoken(1, "Varga"), spoken(2, "Varga", role="President", known="Q7")], "01b005ea")
    assert forms[1] == forms[2] and forms[1].known == "Q7" and forms[1].document is None


def test_only_named_speakers_of_four_kinds_have_forms() -> None:
    kinds: tuple[SpeakerKind, ...] = ("group", "anonymous", "author", "unknown", "document")
    assert forms_of([spoken(n, "Ilse Varga", kind) for n, kind in enumerate(kinds)], "01b005ea") == {}


def test_a_last_name_alone_is_of_its_report_alone() -> None:
    assert forms_of([spoken(1, "Ivanov", role="minister")], "01b005ea")[1].key == "ivanov@01b005ea"
    assert forms_of([spoken(1, "Ivanov", role="minister")], "01b005ea")[1].keys == ()


names = st.text(max_size=24) | st.sampled_from(["Ilse Varga", "Dr. Al-Noor", "de", "\ud800", "\x00 \x00", "Jr. Jr."])


@given(
    st.lists(
        st.builds(
            Spoken,
            st.integers(),
            names,
            st.sampled_from(["person", "government", "organisation", "outlet"]),
            st.none() | st.text(max_size=30),
            st.none() | st.text(max_size=10),
            st.none() | st.text(min_size=1, max_size=8),
        ),
        max_size=4,
    )
)
def test_any_name_has_a_storable_key_and_comes_back(given_: list[Spoken]) -> None:
    for form in forms_of(given_, "01b005ea").values():
        for key in (form.key, *form.keys):
            key.encode("utf-8")
            assert "\x00" not in key and key.strip()
        assert form_from_json(form_to_json(form)) == form


def test_forms_that_differ_have_keys_that_differ() -> None:
    forms = [
        Form("person", ("ilse", "varga")),
        Form("person", ("ilse", "varga"), suffix=True),
        Form("person", ("ilse", "varga"), known="Q1"),
        Form("person", ("ilse", "varga"), context=context_of(["Russian Foreign Minister"], [])),
        Form("organisation", ("ilse", "varga")),
        Form("person", ("ilse", "varga"), document="01b005ea"),
    ]
    assert len({form.key for form in forms}) == len(forms)
