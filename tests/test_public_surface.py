"""What ``import sayso`` gives: ten names at most, typed and frozen, and nothing heavy before it is needed."""

import dataclasses
import subprocess
import sys

import pytest

import sayso

HEAVY = ("numpy", "onnxruntime", "tokenizers", "trafilatura", "sqlalchemy", "rich", "click", "httpx2")


def test_the_public_names_are_few_documented_and_all_there():
    assert len(sayso.__all__) <= 10
    assert sorted(sayso.__all__) == sayso.__all__
    for name in sayso.__all__:
        assert getattr(sayso, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = sayso.nonsense


def test_importing_sayso_loads_nothing_heavy():
    script = f"import sayso, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_the_command_for_reading_loads_no_database():
    script = (
        "import sys; from click.testing import CliRunner; from sayso.cli import main;"
        "r = CliRunner().invoke(main, ['read', '-', '-f', 'jsonl'], input='“No,” Ivo Brandt said.');"
        "assert r.exit_code == 0, r.stderr; print([m for m in ('sqlalchemy', 'alembic', 'httpx2') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_text_read_from_python_gives_frozen_values_that_know_what_was_given():
    text = "“Kelm is not for sale,” the transport minister, Odile Farrant, told reporters on Monday."
    reading = sayso.read(text, published="2024-03-12", outlet="Kelm Courier", title="No", url="https://kelm.example/1")
    document = reading.document
    assert (document.text, document.published, document.outlet) == (text, "2024-03-12", "Kelm Courier")
    assert (document.title, document.url) == ("No", "https://kelm.example/1")
    (statement,) = reading.statements
    assert statement.speaker.name == "Odile Farrant"
    with pytest.raises(dataclasses.FrozenInstanceError):
        statement.act = "deny"


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n", "empty"), ("a" * 5_000_001, "too-large")])
def test_a_text_that_cannot_be_read_says_so_in_its_problems(text, code):
    reading = sayso.read(text)
    assert reading.statements == ()
    assert [p.code for p in reading.problems] == [code]


def test_misuse_is_an_exception():
    with pytest.raises(sayso.SaysoError, match="someday"):
        sayso.read("No.", published="someday")
    with pytest.raises(TypeError, match="decode"):
        sayso.read(b"No.")


def test_the_version_is_the_same_everywhere():
    from importlib.metadata import version

    out = subprocess.run([sys.executable, "-m", "sayso", "--version"], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == f"sayso {sayso.__version__}"
    assert version("sayso") == sayso.__version__
