"""The shipped network against its pinned floors, where the corpora are beside the checkout; and the gate itself."""

import json

import pytest

from sayso.reading.reader import Reader
from training.gate import FLOORS, SHARED, SLACK, changed_gold, faults, measure, updated

STORED = json.loads(FLOORS.read_text("utf-8"))


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.mark.corpora
@pytest.mark.parametrize("gold", sorted(STORED["floors"]))
def test_every_figure_is_at_or_above_its_floor(gold, reader):
    if not (SHARED / "corpora" / gold).exists():
        pytest.skip(f"accuracy gate: no {gold} in ../shared/corpora; put the corpora beside the checkout to run it")
    assert not changed_gold({gold: STORED["checksums"][gold]}), "the gold is not what the floors were measured on"
    found = faults({gold: STORED["floors"][gold]}, {gold: measure(gold, reader)})
    assert not found, "; ".join(map(str, found))


def test_a_figure_under_its_floor_is_a_fault():
    (fault,) = faults({"g": {"linked": 71.0, "half": 78.0}}, {"g": {"linked": 70.9, "half": 78.0}})
    assert str(fault) == "g: linked is 70.9, its floor 71.0"


def test_a_figure_that_is_gone_is_a_fault():
    assert faults({"g": {"linked": 71.0}}, {"g": {}})


def test_an_update_raises_floors_and_refuses_to_lower_them():
    assert updated({"g": {"half": 70.0}}, {"g": {"half": 75.0}}, allow_lower=False) == {"g": {"half": 75.0 - SLACK}}
    with pytest.raises(ValueError, match="--allow-lower"):
        updated({"g": {"half": 76.0}}, {"g": {"half": 75.0}}, allow_lower=False)
    assert updated({"g": {"half": 76.0}}, {"g": {"half": 75.0}}, allow_lower=True) == {"g": {"half": 75.0 - SLACK}}
