"""Recoding over all that a search finds: what would change is shown, done as ordinary corrections, taken back."""

import re

import pytest
from rooms import Visitor, axe_faults, plain, written

from sayso.record.batches import correct_all, revoke_all
from sayso.record.faults import CorrectionError
from sayso.record.search import Query
from sayso.record.store import open_record
from sayso.services.recoding import preview
from sayso.web.settings import Bounds, Settings


@pytest.fixture
def harbour(open_room, tmp_path):
    path = tmp_path / "harbour.db"
    with open_record(path) as record:
        first = written(
            "First",
            [("Ilse Varga", "said", "the plan is dead", {}), ("I. Varga", "said", "the plan was never alive", {}),
             ("Tomas Reyl", "said", "the plan lives", {"act": "deny"}),
             ("An aide", "said", "nobody knows the plan", {"name": "An aide", "speaker_kind": "unknown"})],
            outlet="The Courier",
        )  # fmt: skip
        second = written("Second", [("I. Varga", "told us", "the ferry runs", {})], outlet="Morning Herald")
        for reading in (first, second):
            record.add(reading.document, reading)
    return open_room(path, Settings("Tess Tarrant", bounds=Bounds(recode=4)))


@pytest.fixture
def visitor(harbour):
    with Visitor(base_url=harbour.url, follow_redirects=True) as visiting:
        yield visiting


def speakers(harbour):
    return [
        v.statement.speaker.name
        for entry in harbour.record.documents()
        for v in harbour.record.view(entry.id).statements
    ]


def mark(page):
    return re.search(r'name="mark" value="(\w+)"', page.text)[1]


RENAME = "/recode?name=I.+Varga&set_speaker=Ilse+Varga&set_role=harbour+master"


def test_nothing_is_shown_before_something_is_looked_for(visitor):
    assert 'id="would"' not in visitor.get("/recode").text
    assert 'name="mark"' not in visitor.get("/recode?set_act=deny").text


def test_what_would_change_is_shown_and_nothing_is_written(visitor, harbour):
    page = visitor.get(RENAME)
    shown = plain(page.text)
    assert "2 statements would change" in shown
    assert "speaker: I. Varga → Ilse Varga" in shown and "role: nothing → harbour master" in shown
    assert speakers(harbour).count("I. Varga") == 2


def test_it_is_done_as_ordinary_corrections_and_taken_back_together(visitor, harbour):
    done = visitor.write(RENAME, {"mark": mark(visitor.get(RENAME)), "reason": "one person"})
    assert "4 corrections made in 2 statements, numbers 1 to 4" in plain(done.text)
    assert speakers(harbour).count("Ilse Varga") == 3
    log = [c for e in harbour.record.documents() for v in harbour.record.view(e.id).statements for c in v.corrections]
    assert {(c.kind, c.author) for c in log} == {("field", "Tess Tarrant")}
    assert all(c.reason.startswith("one person (one of 2 changed together") for c in log)
    assert harbour.record.verify().sound
    back = visitor.write("/recode/undo", {"first": "1", "last": "4"})
    assert "2 statements are as before" in plain(back.text)
    assert speakers(harbour).count("I. Varga") == 2


def test_one_of_them_can_be_taken_back_alone(visitor, harbour):
    visitor.write(RENAME, {"mark": mark(visitor.get(RENAME))})
    harbour.record.revoke(1, author="Nele")
    assert speakers(harbour).count("I. Varga") == 1


def test_those_left_stay_as_they_are(visitor, harbour):
    page = visitor.get(RENAME)
    uids = re.findall(r'name="leave" value="([\w-]+)"', page.text)
    visitor.write(RENAME, {"mark": mark(page), "leave": uids[0]})
    assert harbour.record.statement(uids[0]).statement.speaker.name == "I. Varga"
    assert harbour.record.statement(uids[1]).statement.speaker.name == "Ilse Varga"


def test_when_something_changed_since_the_preview_nothing_is_written(visitor, harbour):
    seen = mark(visitor.get(RENAME))
    uid = re.findall(r'name="leave" value="([\w-]+)"', visitor.get(RENAME).text)[0]
    harbour.record.correct(uid, {"role": "captain"}, author="Nele")
    answer = visitor.write(RENAME, {"mark": seen})
    assert answer.status_code == 409 and "nothing was written" in answer.text
    assert "role: captain → harbour master" in plain(answer.text)
    assert speakers(harbour).count("I. Varga") == 2
    assert visitor.write(RENAME, {"mark": mark(answer)}).status_code == 200


def test_a_speaker_of_unknown_kind_wants_a_kind(visitor):
    page = visitor.get("/recode?name=An+aide&set_speaker=Ana+Wirt")
    assert "its kind of speaker is not known: set that too" in page.text
    assert 'name="leave"' not in page.text
    page = visitor.get("/recode?name=An+aide&set_speaker=Ana+Wirt&set_speaker_kind=person")
    assert visitor.write("/recode?name=An+aide&set_speaker=Ana+Wirt&set_speaker_kind=person", {"mark": mark(page)})


def test_values_outside_the_codebook_are_refused_in_words(visitor):
    for query in ("set_act=shout", "set_said=soon", "set_channel=pigeon", "set_speaker_kind=robot"):
        answer = visitor.get(f"/recode?q=plan&{query}")
        assert answer.status_code == 422 and 'role="alert"' in answer.text


def test_words_find_and_what_is_so_already_is_counted(visitor):
    shown = plain(visitor.get("/recode?q=plan&set_act=deny").text)
    assert "3 statements would change" in shown and "1 statement found is so already" in shown


def test_more_than_is_done_at_once_is_said(visitor):
    assert "more than 4 statements" in plain(visitor.get("/recode?speaker=&q=&outlet=e&set_act=deny").text)


@pytest.mark.parametrize(
    "fields", [{}, {"first": "0", "last": "3"}, {"first": "3", "last": "1"}, {"first": "1", "last": "9" * 18}]
)
def test_taking_back_wants_a_range_of_one_recoding(visitor, fields):
    assert visitor.write("/recode/undo", fields).status_code == 422


def test_all_or_none(harbour):
    uids = [v.uid for e in harbour.record.documents() for v in harbour.record.view(e.id).statements]
    with pytest.raises(CorrectionError):
        correct_all(harbour.record, [(uids[0], {"act": "deny"}), (uids[1], {"act": "shout"})], author="Nele")
    with pytest.raises(CorrectionError, match="twice"):
        correct_all(harbour.record, [(uids[0], {"act": "deny"}), (uids[0], {"act": "ask"})], author="Nele")
    with pytest.raises(CorrectionError, match="nothing would change"):
        correct_all(harbour.record, [], author="Nele")
    assert all(harbour.record.history(uid).corrections == () for uid in uids)
    made = correct_all(harbour.record, [(uid, {"act": "ask"}) for uid in uids], author="Nele")
    assert {harbour.record.statement(uid).statement.act for uid in uids} == {"ask"}
    revoke_all(harbour.record, range(made.first, made.last + 1), author="Nele")
    assert "ask" not in {harbour.record.statement(uid).statement.act for uid in uids}
    assert harbour.record.verify().sound


def test_a_preview_is_marked_by_all_that_it_shows(harbour):
    with harbour.room.searcher() as searcher:
        hits = list(searcher.all(Query("plan", "words")))
    one, other = preview(hits, {"act": "ask"}, 10), preview(hits, {"act": "deny"}, 10)
    assert one.mark != other.mark and one.mark == preview(hits, {"act": "ask"}, 10).mark
    with pytest.raises(CorrectionError, match="not changed over many"):
        preview(hits, {"answers": "x"}, 10)


def test_in_a_browser_from_the_form_to_taking_it_back(harbour, page):
    page.goto(f"{harbour.url}/recode")
    page.fill("#r-name", "I. Varga")
    page.fill("#r-set-speaker", "Ilse Varga")
    page.click("text=Show what would change")
    assert page.inner_text("#would") == "2 statements would change"
    assert axe_faults(page) == []
    page.check("[name=leave] >> nth=0")
    page.fill("#r-reason", "one person")
    page.click("text=but for those left")
    assert page.inner_text("h1") == "Recoded"
    assert speakers(harbour).count("I. Varga") == 1
    page.click("#undo")
    assert page.inner_text("h1") == "Taken back"
    assert speakers(harbour).count("I. Varga") == 2
