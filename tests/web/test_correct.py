"""Correcting in the page: words selected, Ctrl + Enter, a form, Ctrl + Enter again; and all that must not go wrong."""

import json

import pytest
from desk import TEXT, SmallReader, select
from rooms import Visitor, axe_faults, plain

from sayso.model import Document
from sayso.record.store import open_record
from sayso.services.adding import reread


@pytest.fixture
def report():
    return Document(
        TEXT, url="https://courier.example/1", outlet="The Courier", title="Harbour", published="2031-05-06"
    )


@pytest.fixture
def small(open_room, tmp_path, report):
    path = tmp_path / "small.db"
    with open_record(path) as record:
        record.add(report, SmallReader().read(report))
    return open_room(path)


@pytest.fixture
def key(small, report):
    return small.record.entry(report.id).key


@pytest.fixture
def desk(small, key, page):
    """The report in the browser."""
    page.goto(f"{small.url}/documents/{key}")
    return page


def statement(small, uid):
    return small.record.statement(uid).statement


def saved(page):
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#desk-form", state="detached")


def open_form(page):
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#desk-form")


def words_at(words, number=0):
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return (start, start + len(words), words)


def spans(found):
    return [(s.start, s.end, s.exact) for s in found]


# By selection


def test_a_statement_that_was_missed_is_added_across_an_emoji(desk, small, key):
    select(desk, "dead 😀, says Varga")
    open_form(desk)
    assert desk.inner_text("#desk-title") == "Add a statement"
    assert desk.inner_text("#picked") == "dead 😀, says Varga"
    assert desk.input_value("#c-speaker") == "Ilse Varga"  # of the nearest statement
    desk.fill("#c-cue", "says")
    desk.select_option("#c-act", "reject")
    saved(desk)
    (added,) = [v for v in small.record.view(key).statements if v.machine is None]
    assert spans(added.statement.contents) == [words_at("dead 😀, says Varga")]
    assert spans(added.statement.cues) == [words_at("says")]
    assert (added.statement.speaker.name, added.statement.act) == ("Ilse Varga", "reject")
    assert (added.state, added.judged_by) == ("corrected", "Tess Tarrant")
    assert desk.locator(f"#s-{added.uid}").get_attribute("aria-current") == "true"
    assert "Added it." in desk.inner_text("#notes")


def test_words_over_two_paragraphs(desk, small, key, report):
    words = "harbour master, on Monday. She told Radio Sund that dockers were 👩‍👩‍👧 angry.\n\n“We"
    select(desk, words)
    open_form(desk)
    desk.select_option("#about", "new")
    desk.wait_for_selector("#desk-title:text-is('Add a statement')")
    desk.fill("#c-speaker", "Dockers of Sund")
    desk.select_option("#c-kind", "group")
    saved(desk)
    (added,) = [v for v in small.record.view(key).statements if v.machine is None]
    assert spans(added.statement.contents) == [words_at(words)]
    assert report.text[added.statement.contents[0].start : added.statement.contents[0].end] == words


def test_the_words_of_a_statement_are_fixed_by_selecting_the_right_ones(desk, small, key):
    select(desk, "dockers were 👩‍👩‍👧")
    open_form(desk)
    assert desk.inner_text("#desk-title") == "Fix a statement"
    desk.check("input[name=part][value=content]")
    saved(desk)
    assert spans(statement(small, f"{key}-2").contents) == [words_at("dockers were 👩‍👩‍👧")]


def test_words_that_reach_beyond_are_offered_as_what_they_most_likely_are(desk, small, key):
    select(desk, "the ferry would run.")
    open_form(desk)
    assert desk.is_checked("input[name=part][value=content]")
    saved(desk)
    assert spans(statement(small, f"{key}-4").contents) == [words_at("the ferry would run.")]


def test_a_further_stretch_joins_what_is_there(desk, small, key):
    select(desk, "ferry line" if "ferry line" in TEXT else "Harbour plan is dead")
    open_form(desk)
    desk.select_option("#about", f"{key}-1")
    desk.wait_for_selector("input[name=further]")
    desk.check("input[name=part][value=content]")
    desk.check("input[name=further]")
    saved(desk)
    assert spans(statement(small, f"{key}-1").contents) == [
        words_at("Harbour plan is dead"), words_at("“The plan is dead 🚢🚢,”"),
    ]  # fmt: skip


def test_the_source_and_the_cue_are_fixed_by_selection_or_by_typing(desk, small, key):
    select(desk, "Ilse Varga", number=0)
    open_form(desk)
    desk.check("input[name=part][value=source]")
    desk.fill("#c-cue", "said")
    saved(desk)
    assert spans(statement(small, f"{key}-1").sources) == [words_at("Ilse Varga")]


# Fields


def test_every_field_of_the_form_reaches_the_statement(desk, small, key):
    desk.keyboard.press("j")
    open_form(desk)
    assert desk.input_value("#c-speaker") == "Ilse Varga" and desk.input_value("#c-act") == "reject"
    desk.fill("#c-speaker", "Ilse M. Varga")
    desk.select_option("#c-kind", "person")
    desk.select_option("#c-act", "deny")
    desk.fill("#c-role", "harbour master")
    desk.fill("#c-for", "the port of Sund")
    desk.fill("#c-outlet", "Radio Sund")
    desk.select_option("#c-channel", "interview")
    desk.fill("#c-addressee", "the council")
    desk.fill("#c-said", "2031-05-05")
    desk.fill("#c-said-text", "on Monday")
    desk.select_option("#c-answers", f"{key}-5")
    desk.fill("#c-reason", "heard it on the radio")
    saved(desk)
    now = statement(small, f"{key}-1")
    speaker = now.speaker
    assert (speaker.name, speaker.role, speaker.on_behalf_of) == ("Ilse M. Varga", "harbour master", "the port of Sund")
    assert (now.act, now.outlet, now.channel, now.addressee) == ("deny", "Radio Sund", "interview", "the council")
    assert (now.said, now.said_text, now.answers) == ("2031-05-05", "on Monday", "s5")
    corrections = small.record.history(f"{key}-1").corrections
    assert {c.reason for c in corrections} == {"heard it on the radio"}
    assert {c.author for c in corrections} == {"Tess Tarrant"}


def test_a_field_that_is_emptied_is_empty_and_no_reason_is_asked(desk, small, key):
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    open_form(desk)
    assert desk.input_value("#c-outlet") == "Radio Sund"
    desk.fill("#c-outlet", "")
    saved(desk)
    assert statement(small, f"{key}-2").outlet is None
    assert small.record.history(f"{key}-2").corrections[0].reason is None


def test_what_does_not_fit_is_said_in_words_and_the_form_stays(desk, small, key):
    desk.keyboard.press("j")
    open_form(desk)
    desk.fill("#c-said", "last Monday")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_selector("#alerts .alert")
    assert "EDTF" in desk.inner_text("#alerts")
    assert desk.input_value("#c-said") == "last Monday"
    assert small.record.history(f"{key}-1").corrections == ()


# Leaving, undoing, staying


def test_escape_leaves_without_a_trace_and_gives_the_focus_back(desk, small, key):
    desk.keyboard.press("j")
    open_form(desk)
    desk.fill("#c-speaker", "Somebody Else")
    desk.keyboard.press("Escape")
    assert desk.locator("#desk-form").count() == 0
    assert desk.evaluate("document.activeElement.id") == f"s-{key}-1"
    assert small.record.history(f"{key}-1").corrections == ()


def test_undo_takes_back_all_that_one_saving_did(desk, small, key):
    before = statement(small, f"{key}-1")
    desk.keyboard.press("j")
    open_form(desk)
    desk.fill("#c-speaker", "Somebody Else")
    desk.select_option("#c-act", "praise")
    saved(desk)
    assert "2 things changed" in desk.inner_text("#notes")
    desk.click("#undo")
    desk.wait_for_selector(f"#s-{key}-1.state-machine-read")
    assert statement(small, f"{key}-1") == before
    assert "2 corrections taken back" in desk.inner_text("#notes")
    assert [c.kind for c in small.record.history(f"{key}-1").corrections] == ["field", "field", "revoke", "revoke"]


def test_the_page_does_not_move(small, key, new_page):
    page = new_page(viewport={"width": 1280, "height": 420})
    page.goto(f"{small.url}/statements/{key}-5")
    page.keyboard.press("k")
    words = page.locator(f".text [data-s~='{key}-4']").first
    at = words.bounding_box()["y"]
    open_form(page)
    page.fill("#c-role", "of the dockers")
    saved(page)
    page.wait_for_selector(f"#s-{key}-4.state-corrected")
    page.wait_for_timeout(200)
    assert abs(words.bounding_box()["y"] - at) <= 2
    page.keyboard.press("j")
    assert page.locator(".card[aria-current=true]").get_attribute("data-uid") == f"{key}-5"


def test_the_form_opens_at_the_selection_inside_the_window(desk, key):
    select(desk, "the ferry would run")
    open_form(desk)
    form, words = (
        desk.locator(".desk").bounding_box(),
        desk.locator(f".text [data-s~='{key}-4']").first.bounding_box(),
    )
    assert form["y"] >= 0 and form["y"] + form["height"] <= 900
    assert form["x"] >= 0 and form["x"] + form["width"] <= 1280
    beside = min(abs(form["y"] - words["y"] - words["height"]), abs(form["y"] + form["height"] - words["y"]))
    assert beside < 60 or form["y"] <= 10


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_the_forms_an_open_card_and_the_note_are_clean(small, key, new_page, scheme, width):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{small.url}/documents/{key}")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_selector("#undo")
    page.keyboard.press("o")
    page.click(f"#s-{key}-1 >> text=History")
    page.wait_for_selector(f"#s-{key}-1 .events")
    assert axe_faults(page) == []
    select(page, "We never agreed")
    open_form(page)
    assert axe_faults(page) == []
    page.keyboard.press("Escape")
    page.click("#facts-now")
    page.wait_for_selector("#f-title")
    assert axe_faults(page) == []


def test_by_button_and_on_a_narrow_screen(small, key, new_page):
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{small.url}/documents/{key}")
    select(page, "We never")
    page.locator("#correct-now").dispatch_event("click")
    page.wait_for_selector("#desk-form")
    box = page.locator(".desk").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["y"] + box["height"] <= 740
    save = page.locator("#desk-form .save").bounding_box()
    assert save["y"] + save["height"] <= 740  # the button that saves is in sight however long the form is
    page.check("input[name=part][value=content]")
    page.click("#desk-form .save")
    page.wait_for_selector("#desk-form", state="detached")
    assert spans(statement(small, f"{key}-3").contents) == [words_at("We never")]


def test_nothing_selected_and_nothing_at_hand_says_what_to_do(desk):
    desk.keyboard.press("Control+Enter")
    assert "Select words" in desk.inner_text("#notes")
    assert desk.locator("#desk-form").count() == 0


# Afterwards


def test_corrections_survive_reading_anew(desk, small, key):
    select(desk, "dockers were 👩‍👩‍👧")
    open_form(desk)
    desk.check("input[name=part][value=content]")
    desk.fill("#c-speaker", "Ilse M. Varga")
    saved(desk)
    select(desk, "dead 😀")
    open_form(desk)
    saved(desk)
    before = small.record.view(key)
    assert [bool(r.changes is not None) for r in reread(small.record, SmallReader("2"))] == [True]
    after = small.record.view(key)
    assert [(v.uid, v.statement) for v in after.statements] == [(v.uid, v.statement) for v in before.statements]
    assert after.reader != before.reader and small.record.verify().sound
    desk.reload()
    assert "Ilse M. Varga" in desk.inner_text(f"#s-{key}-2")
    assert desk.locator(".card").count() == 6


def test_the_history_stands_beside_the_statement(desk, small, key):
    small.record.correct(f"{key}-1", {"act": "deny"}, author="Nele", reason="she denies <b>it</b>")
    desk.reload()
    desk.keyboard.press("j")
    desk.keyboard.press("o")
    desk.click(f"#s-{key}-1 >> text=History")
    desk.wait_for_selector(f"#s-{key}-1 .events")
    shown = " ".join(desk.inner_text(f"#s-{key}-1 .events").split())
    assert "read by sayso 1: Ilse Varga rejects" in shown
    assert "Nele act: “reject” → “deny” — she denies <b>it</b>" in shown
    desk.click(f"#s-{key}-1 .events >> text=take back")
    desk.wait_for_selector(f"#s-{key}-1.state-machine-read")
    assert statement(small, f"{key}-1").act == "reject"


def test_a_statement_is_taken_out_and_put_back(desk, small, key):
    desk.keyboard.press("j")
    desk.keyboard.press("o")
    desk.click(f"#s-{key}-1 >> text=Take out")
    desk.wait_for_selector(f"#s-{key}-1", state="detached")
    assert "Taken out by people" in desk.inner_text(".leftover")
    desk.click("text=Put back")
    desk.wait_for_selector(f"#s-{key}-1")
    assert small.record.statement(f"{key}-1").state == "machine-read"


# Facts of the report


def test_title_outlet_byline_and_day_are_corrected_and_taken_back(desk, small, key, report):
    desk.click("#facts-now")
    desk.wait_for_selector("#desk-form")
    desk.fill("#f-title", "The harbour plan is dead")
    desk.fill("#f-byline", "Ana Wirt")
    desk.fill("#f-published", "2031-05-07")
    saved(desk)
    desk.wait_for_selector("h1:text-is('The harbour plan is dead')")
    head = " ".join(desk.inner_text("#reporthead").split())
    assert "By Ana Wirt" in head and "reported 7 May 2031" in head and "sayso reread" in head
    assert small.record.view(key).document.published == "2031-05-07"
    assert small.record.document(key) == report
    desk.click("#undo")
    desk.wait_for_selector("h1:text-is('Harbour')")
    assert small.record.view(key).document == report


def test_facts_that_do_not_fit_are_refused_in_words(small, key):
    with Visitor(base_url=small.url) as visitor:
        answer = visitor.write(f"/documents/{key}/facts", {"published": "soon"}, htmx=True)
        assert answer.status_code == 422 and "EDTF" in answer.text
        answer = visitor.write(f"/documents/{key}/facts", {"title": "Harbour"}, htmx=True)
        assert answer.status_code == 422 and "nothing was written" in answer.text
    assert small.record.fact_history(key) == ()


# Two people, and wrong words


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(desk, small, key):
    desk.keyboard.press("j")
    open_form(desk)
    small.record.correct(f"{key}-1", {"act": "deny"}, author="Nele")
    desk.select_option("#c-act", "praise")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_selector("#alerts .alert")
    assert "somebody has changed this statement meanwhile" in desk.inner_text("#alerts")
    assert statement(small, f"{key}-1").act == "deny"


@pytest.mark.parametrize(
    "words",
    [
        {"start": 0, "end": 7, "exact": "Harbor "},
        {"start": 5, "end": 5, "exact": ""},
        {"start": -1, "end": 3, "exact": "xx"},
        {"start": 0, "end": 10**9, "exact": TEXT},
        {"start": 22, "end": 24, "exact": "😀"},  # counted in UTF-16
        {"start": "0", "end": 7, "exact": "Harbour"},
        {"start": 0, "end": 7},
        [0, 7, "Harbour"],
        "Harbour",
        None,
    ],
)
def test_words_that_do_not_stand_there_are_refused(small, key, words):
    with Visitor(base_url=small.url) as visitor:
        fields = {
            "words": json.dumps(words),
            "part": "content",
            "speaker": "X",
            "speaker_kind": "person",
            "act": "state",
        }
        answer = visitor.write(f"/documents/{key}/statements", fields, htmx=True)
    assert answer.status_code == 422, answer.text
    assert len(small.record.view(key).statements) == 5


def test_a_statement_of_another_report_is_not_fixed_from_here(small, key, report):
    other = Document("“Another,” said Bram Osei. " + TEXT, url="https://courier.example/2")
    small.record.add(other, SmallReader().read(other))
    uid = small.record.view(other.id).statements[0].uid
    with Visitor(base_url=small.url) as visitor:
        assert visitor.write(f"/documents/{key}/statements", {"fixing": uid, "act": "deny"}).status_code == 422
        assert visitor.get(f"/documents/{key}/correct?statement={uid}").status_code == 404
        assert visitor.get(f"/documents/{key}/correct?start=5&end=99999").status_code == 422
        assert visitor.get(f"/documents/{key}/correct?start=x").status_code == 422
        assert visitor.get(f"/documents/{key}/correct").status_code == 422
        assert visitor.write(f"/statements/{uid}/praise").status_code == 404
        for seq in ("0", "-1", "x", "9" * 30, ""):
            assert visitor.write("/corrections/revoke", {"seq": seq}).status_code == 422
        assert visitor.write("/corrections/revoke", {"seq": "99"}).status_code == 404


def test_without_htmx_the_answer_is_the_page(small, key):
    with Visitor(base_url=small.url, follow_redirects=True) as visitor:
        answer = visitor.write(f"/statements/{key}-1/confirm")
        assert answer.url.path == f"/documents/{key}" and "confirmed by a person" in plain(answer.text)
