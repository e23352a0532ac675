"""Which forms are one actor, in memory: what joins, what does not, and people's word over the machine's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sayso.model import SpeakerKind
from sayso.record.across.actors.clusters import Bond, Clusters, Pair, cluster
from sayso.record.across.actors.forms import Spoken, forms_of
from sayso.record.across.actors.likeness import Node


def node(
    name: str,
    role: str | None = None,
    *,
    kind: SpeakerKind = "person",
    known: str | None = None,
    statements: int = 1,
    day: str | None = None,
    document: str = "01b005ea",
) -> Node:
    form = forms_of([Spoken(1, name, kind, role, None, known)], document)[1]
    number = date.fromisoformat(day).toordinal() if day else None
    return Node(form.key, form, statements, number, number)


def groups(nodes: Iterable[Node], bonds: Iterable[Bond] = ()) -> list[list[str]]:
    return sorted(sorted(group) for group in cluster(nodes, bonds).groups)


def one(*nodes: Node, bonds: Iterable[Bond] = ()) -> bool:
    return len(groups(nodes, bonds)) == 1


def test_spellings_of_one_name_are_one() -> None:
    assert one(*(node(f"Volodymyr {last}") for last in ("Zelensky", "Zelenskiy", "Zelenskyy")))
    assert one(node("Volodymyr Zelensky", "Ukrainian President"), node("Vladimir Zelenskiy", "President of Ukraine"))


def test_a_name_carried_over_otherwise_is_one_where_the_office_agrees() -> None:
    assert one(node("Davit Jelkan", "President"), node("Davit Zhelkan", "President"))
    found = cluster([node("Davit Jelkan"), node("Davit Zhelkan")], ())
    assert len(found.groups) == 2 and [pair.in_force for pair in found.pairs] == [False]


def test_two_ministers_named_ivanov_are_not() -> None:
    assert not one(node("Igor Ivanov", "Russian foreign minister"), node("Sergei Ivanov", "Russian defence minister"))
    assert not one(node("Ivan Ivanov", "Russian foreign minister"), node("Ivan Ivanov", "Bulgarian foreign minister"))
    assert not one(node("Pavel Ivanov", "minister of Kardany"), node("Pavel Ivanov", "interior minister of Aldria"))
    first = node("Ivanov", "foreign minister", document="01b005ea")
    assert not one(first, node("Ivanov", "defence minister", document="02c1166b"))


def test_ministers_of_two_things_at_a_time_are_two_and_later_one() -> None:
    interior = node("Orla Finch", "interior minister", day="2031-01-10")
    assert not one(interior, node("Orla Finch", "health minister", day="2031-02-10"))
    assert one(interior, node("Orla Finch", "health minister", day="2033-02-10"))


def test_a_last_name_joins_nothing_in_another_report_but_by_its_id() -> None:
    assert not one(node("Varga"), node("Ilse Varga"))
    assert one(node("Varga", "President", known="Q7"), node("Ilse Varga", "President of Kardany", known="Q7"))
    assert not one(node("Ilse Varga", known="Q7"), node("Ilse Varga", known="Q8"))


def test_a_middle_name_more_is_one_and_two_that_differ_are_two() -> None:
    assert one(node("John Varga", "Senator"), node("John A. Varga", "Senator"))
    assert not one(node("John A. Varga", "Senator"), node("John B. Varga", "Senator"))
    three = (node("John A. Varga"), node("John B. Varga"), node("John Varga"))
    assert len(groups(three)) == 3, "which of both the plain name is cannot be told"


def test_junior_and_senior_are_two_and_proposed() -> None:
    found = cluster([node("Orla Finch"), node("Orla Finch Jr.")], ())
    assert len(found.groups) == 2
    assert [pair.in_force for pair in found.pairs] == [False]


def test_a_farmer_and_a_senator_of_one_name_are_two() -> None:
    assert not one(node("Bram Osei", "a farmer"), node("Bram Osei", "Senator"))
    assert one(node("Bram Osei", "a farmer"), node("Bram Osei", "farmer"))


def test_a_name_without_context_joins_where_only_one_has_it() -> None:
    russian, bulgarian, plain = (
        node("Ivan Ivanov", "Russian senator"),
        node("Ivan Ivanov", "Bulgarian senator"),
        node("Ivan Ivanov"),
    )
    assert one(russian, plain)
    assert len(groups([russian, bulgarian, plain])) == 3
    known = node("Ivan Ivanov", "Russian senator", known="Q9")
    assert [plain.key, known.key] in groups([known, bulgarian, plain]), "one who is known is meant"
    many = node("Ivan Ivanov", "Russian senator", statements=40)
    assert [plain.key, many.key] in groups([many, bulgarian, plain]), "or one who is in every report"


def test_governments_and_bodies_join_by_name_whatever_kind_the_reader_gave_them() -> None:
    assert one(node("Kyiv", kind="government"), node("Ukraine", kind="government"))
    assert not one(node("the Kremlin", kind="government"), node("Russia", kind="government"))
    assert one(node("White House", kind="government"), node("The White House", kind="organisation"))
    assert not one(
        node("Foreign Ministry", kind="organisation"), node("Foreign Ministry", kind="organisation", document="2")
    )
    assert not one(node("Orre", kind="organisation"), node("Orre Orre"))


def test_every_join_has_a_score_and_a_reason() -> None:
    found = cluster([node("Volodymyr Zelensky"), node("Volodymyr Zelenskiy")], ())
    (pair,) = found.pairs
    assert pair == Pair("volodymyr-zelenskiy", "volodymyr-zelensky", pair.score, "the same name, spelt otherwise", True)
    assert 0.85 <= pair.score < 1


def test_a_person_s_merge_joins_what_the_machine_does_not() -> None:
    nodes = node("Varga"), node("Ilse Varga")
    assert one(*nodes, bonds=[Bond(1, "merge", (frozenset(n.key for n in nodes),))])


def test_a_person_s_apart_undoes_the_machine_s_join_and_silences_it() -> None:
    a, b = node("Volodymyr Zelensky"), node("Volodymyr Zelenskiy")
    found = cluster([a, b], [Bond(1, "apart", (frozenset([a.key]), frozenset([b.key])))])
    assert len(found.groups) == 2 and found.pairs == ()


def test_an_apart_holds_by_way_of_others_too() -> None:
    a, b, c = node("Ilse Varga", "Russian senator"), node("Ilse Varga"), node("Ilse Maria Varga", "Russian senator")
    assert one(a, b, c)
    found = cluster([a, b, c], [Bond(1, "apart", (frozenset([a.key]), frozenset([c.key])))])
    assert all(not {a.key, c.key} <= group for group in found.groups)


def test_a_merge_by_a_person_outweighs_an_apart_and_the_machine_s_doubts() -> None:
    a, b = node("Ivan Ivanov", "Russian senator"), node("Ivan Ivanov", "Bulgarian senator")
    sides = frozenset([a.key]), frozenset([b.key])
    assert one(a, b, bonds=[Bond(1, "apart", sides), Bond(2, "merge", (sides[0] | sides[1],))])


def test_what_a_person_split_off_the_machine_joins_to_nothing() -> None:
    assert not one(Node("split:1", None, 3), node("Ilse Varga"))


NAMES = ("Ilse Varga", "Ilse M. Varga", "Ilse K. Varga", "Ilse Warga", "Ilse Varga Jr.", "Maria Ilse Varga", "Varga")
ROLES = (None, "Russian senator", "French senator", "a farmer", "interior minister", "health minister")
nodes_of_one_block = st.lists(
    st.builds(
        node,
        st.sampled_from(NAMES),
        st.sampled_from(ROLES),
        known=st.sampled_from([None, None, "Q1", "Q2"]),
        statements=st.integers(0, 30),
        day=st.sampled_from([None, "2031-01-01", "2033-01-01"]),
        document=st.sampled_from(["01", "02"]),
    ),
    max_size=9,
    unique_by=lambda n: n.key,
)


@given(nodes_of_one_block, st.data())
def test_the_order_does_not_matter_and_nothing_held_apart_is_joined(nodes: list[Node], data: st.DataObject) -> None:
    keys = [n.key for n in nodes] or ["none"]
    some = st.frozensets(st.sampled_from(keys), min_size=1, max_size=3)
    bonds = [
        Bond(seq, kind, (data.draw(some),) if kind == "merge" else (data.draw(some), data.draw(some)))
        for seq, kind in enumerate(data.draw(st.lists(st.sampled_from(["merge", "apart"]), max_size=3)), start=1)
    ]
    found = cluster(nodes, bonds)
    assert sorted(key for group in found.groups for key in group) == sorted(n.key for n in nodes)
    shuffled = list(nodes)
    Random(data.draw(st.integers(0, 9))).shuffle(shuffled)
    again = cluster(shuffled, reversed(bonds))
    assert (set(again.groups), set(again.pairs)) == (set(found.groups), set(found.pairs))
    check_people_s_word(found, nodes, bonds)


def check_people_s_word(found: Clusters, nodes: list[Node], bonds: list[Bond]) -> None:
    group_of = {key: group for group in found.groups for key in group}
    merged = [bond.sides[0] & group_of.keys() for bond in bonds if bond.kind == "merge"]
    assert all(len({group_of[key] for key in side}) <= 1 for side in merged)
    vouched = {key for side in merged for key in side}
    forms = {n.key: n.form for n in nodes}
    for bond in bonds:
        if bond.kind == "apart" and not vouched:
            a, b = (side & group_of.keys() for side in bond.sides)
            assert all(group_of[x] != group_of[y] for x in a for y in b if x != y)
    for group in found.groups:
        if not group & vouched:
            assert len({form.known for key in group if (form := forms[key]) is not None and form.known}) <= 1
