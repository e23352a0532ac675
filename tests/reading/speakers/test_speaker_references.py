"""What a pronoun may take up beside names: descriptions, people never named, and how sure the choice is."""

import re

from marked_articles import context_of, names, speakers

from sayso.reading.context import Name, NameKind
from sayso.reading.speakers import resolve_speakers
from sayso.spans import Span


def confidence(marked: str, number: int) -> float:
    """How sure the speaker of one statement is."""
    statement = next(s for s in resolve_speakers(context_of(marked)) if s.id == f"s{number}")
    return next(e.confidence for e in statement.explanations if e.field == "speaker")


def test_she_is_the_woman_whom_the_article_never_names():
    found = speakers(
        "Mayor Alan Roke opened the hearing. A woman in the back row stood up and waved a letter.\n\n"
        "<q1>“My roof is gone,”</q1> <s1>she</s1> <c1>shouted</c1>."
    )
    assert [(s.name, s.kind) for s in found] == [("A woman", "anonymous")]


def test_the_nurse_is_the_nurse_brought_in_before():
    found = speakers(
        "At the gate stood a young nurse with two bags. Soldiers checked them both.\n\n"
        "<q1>“We left at night,”</q1> <s1>the nurse</s1> <c1>said</c1>."
    )
    assert [(s.name, s.kind) for s in found] == [("a young nurse", "anonymous")]


def test_what_somebody_is_brings_nobody_new_in():
    assert names(
        "Dora Feld was a nurse before she ran for mayor. <q1>“I know long nights,”</q1> <s1>she</s1> <c1>said</c1>."
    ) == ["Dora Feld"]


def test_he_behind_an_office_is_its_holder():
    assert names(
        "Sen. Victor Amsel toured the mill on Friday with Paul Reiter, its owner.\n\n"
        "The senator has long backed the mill. <s1>He</s1> <c1>said</c1> <q1>it would stay open</q1>."
    ) == ["Victor Amsel"]


def test_a_quotation_behind_reported_words_is_the_speakers_not_that_of_whom_they_name():
    assert names(
        "<s1>Peter Lowe</s1> <c1>said</c1> <q1>David Stein had lost his way</q1>.\n\n"
        "<q2>“It happens to the best of them,”</q2> <s2>he</s2> <c2>said</c2>."
    ) == ["Peter Lowe", "Peter Lowe"]


def test_a_rarer_given_name_tells_the_gender():
    assert names(
        "Caitlyn Orr met Gordon Pell at the depot.\n\n<q1>“The buses are late,”</q1> <s1>she</s1> <c1>said</c1>."
    ) == ["Caitlyn Orr"]


def test_two_who_fit_alike_leave_it_uncertain():
    alike = (
        "Peter Lowe and David Stein walked out together. <q1>“It is over,”</q1> <s1>he</s1> <c1>said</c1>.",
        "Peter Lowe walked out. <q1>“It is over,”</q1> <s1>he</s1> <c1>said</c1>.",
    )
    two, one = (confidence(marked, 1) for marked in alike)
    assert two < 0.75 < one


def test_the_father_of_somebody_does_not_take_the_family_name_over():
    assert (
        names(
            "Senator Ivo Marek sent his father, Jonas Marek, to the fair. It rained all day.\n\n"
            "<s1>Marek</s1> <c1>said</c1> <q1>he would come himself next year</q1>."
        )[0]
        == "Ivo Marek"
    )


def test_a_headline_in_title_case_is_no_part_of_the_name():
    assert names(
        "Ivo Marek Joins Growing List of Critics of Harbour Plan\n\nIvo Marek has read the plan twice. "
        "<s1>Marek</s1> <c1>called</c1> it <q1>“a hole in the sea”</q1>."
    ) == ["Ivo Marek"]


def test_the_report_is_the_paper_brought_in_before():
    found = speakers(
        "The port released a safety paper on Sunday. <s1>The report</s1> <c1>said</c1> <q1>the cranes were worn</q1>."
    )
    assert [(s.name, s.kind) for s in found] == [("safety paper", "document")]


def test_who_behind_what_somebody_is_means_that_person():
    assert names(
        "The tour was led by Lena Orth, a Lowland engineer and amateur diver <s1>who</s1> <c1>says</c1> <q1>the wall "
        "leaks</q1>. Karl Brandt is a builder <s2>who</s2> <c2>believes</c2> <q2>it will hold</q2>."
    ) == ["Lena Orth", "Karl Brandt"]


def test_who_in_brackets_is_the_name_before_them():
    assert names("She thanked Lena Orth (<s1>who</s1> <c1>says</c1> <q1>the wall leaks</q1>).") == ["Lena Orth"]


def test_who_behind_the_place_of_people_means_the_people():
    assert names("There are candidates in close districts <s1>who</s1> <c1>wanted</c1> <q1>a longer debate</q1>.") == [
        "candidates"
    ]


def found_with(marked: str, *known: tuple[str, NameKind]) -> list[tuple[str | None, str]]:
    """Name and kind of each speaker, where the network has found the names ``known`` wherever they stand."""
    text = context_of(marked).document.text
    given = [
        Name(Span.of(text, m.start(), m.end()), kind)
        for form, kind in known
        for m in re.finditer(re.escape(form), text)
    ]
    given.sort(key=lambda n: n.span.start)
    done = resolve_speakers(context_of(marked, names=tuple(given)))
    return [(s.speaker.name, s.speaker.kind) for s in done if s.speaker is not None]


def test_a_last_name_that_is_also_a_newspapers_is_a_persons_where_a_full_name_says_so():
    assert found_with(
        "Harbour City Mayor Dan Herald opened the bridge. <q1>“It took ages,”</q1> <s1>Herald</s1> <c1>said</c1>.",
        ("Dan Herald", "person"),
    ) == [("Dan Herald", "person")]


def test_a_newspaper_by_its_last_word_is_the_newspaper_named_in_full():
    assert found_with(
        "The plan was in the Coastal Daily Post. <s1>The Post</s1> <c1>reported</c1> <q1>that it would cost more</q1>.",
        ("Coastal Daily Post", "organisation"),
        ("The Post", "organisation"),
    ) == [("Coastal Daily Post", "outlet")]


def test_a_bare_noun_that_nothing_else_explains_is_the_person_spoken_of_and_not_surely():
    marked = (
        "<s1>Oskar Feld</s1> <c1>opened</c1> his show with <q1>“a sad morning”</q1>. He read out letters for an hour. "
        "<s2>The radioman</s2> <c2>said</c2> <q2>he would not be silent</q2>."
    )
    assert names(marked) == ["Oskar Feld", "Oskar Feld"]
    assert confidence(marked, 2) < 0.7
