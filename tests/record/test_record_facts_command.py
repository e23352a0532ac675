"""``sayso correct DOCUMENT`` and ``sayso history DOCUMENT``: facts of a document, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from record_articles import HARBOUR, QuoteReader, article

from sayso.cli import main
from sayso.record.store import open_record


class Desk:
    """A record of one report, and the commands run on it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        document = article(HARBOUR, title="Dockers vote", published="2031-05-06")
        with open_record(place) as record:
            record.add(document, QuoteReader("1").read(document))
            self.key = record.entry(document.id).key

    def run(self, *arguments: str) -> Result:
        result = CliRunner().invoke(main, [*arguments, "--record", str(self.place)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SAYSO_AUTHOR", "Nele")
    return Desk(tmp_path / "sayso.db")


def test_correcting_a_title_and_taking_it_back(desk: Desk) -> None:
    made = desk.run("correct", desk.key, "--title", "Dockers vote no", "--reason", "as in print")
    assert made.exit_code == 0
    assert "Nele: title: “Dockers vote” → “Dockers vote no” (as in print)" in made.stdout
    shown = desk.run("history", desk.key).stdout.splitlines()
    assert shown[0] == "Dockers vote no · The Courier · no byline · 2031-05-06"
    assert len(shown) == 2
    assert desk.run("correct", "--revoke", "1").exit_code == 0
    assert desk.run("history", desk.key).stdout.startswith("Dockers vote · ")
    as_json = json.loads(desk.run("history", desk.key, "--format", "json").stdout)
    assert as_json["facts"] == as_json["came"]
    assert [c["kind"] for c in as_json["corrections"]] == ["fact", "revoke"]


def test_a_corrected_day_says_that_reread_is_wanted(desk: Desk) -> None:
    made = desk.run("correct", desk.key, "--published", "2031-05-07")
    assert made.stdout.splitlines()[-1] == "The days that its statements were said stay as they are until: sayso reread"
    assert "sayso reread" not in desk.run("correct", desk.key, "--outlet", "Morning Herald").stdout
    assert desk.run("correct", desk.key, "--clear", "published").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("{key}",), "say what to correct of the document"),
        (("{key}", "--act", "deny"), "--act is of a statement"),
        (("{key}", "--cue", "said"), "--cue is of a statement"),
        (("{key}", "--confirm"), "--confirm is of a statement"),
        (("{key}-1", "--title", "New"), "--title is of a document"),
        (("{key}", "--published", "soon"), "EDTF"),
        (("abcdef0123", "--title", "New"), "no document abcdef0123"),
    ],
)
def test_what_is_amiss_is_said_in_one_line(desk: Desk, arguments: tuple[str, ...], says: str) -> None:
    refused = desk.run("correct", *(a.replace("{key}", desk.key) for a in arguments))
    assert refused.exit_code != 0
    assert says in refused.output
    assert refused.output.strip().count("\n") <= 3  # click's own lines on how to ask for help
    assert desk.run("history", desk.key).stdout.count("\n") == 1
