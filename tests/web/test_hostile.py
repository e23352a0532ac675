"""A report whose every word tries to run something: nothing runs, nothing is asked of another host, all is text.

The watching stands in conftest.py: a dialog, a script's fault, an error on the console (also the policy's refusal of
something inline) or a request to another host fails the test.
"""

import re

import pytest
from rooms import EVIL, Visitor, hostile_report

from sayso.record.store import open_record


@pytest.fixture
def hostile(hostile_server):
    """The server, the key of the hostile report and the uid of its first statement."""
    document = hostile_report().document
    key = hostile_server.record.entry(document.id).key
    uid = hostile_server.record.view(document.id).statements[0].uid
    record = hostile_server.record
    record.correct(uid, {"role": f"role {EVIL}"} | {"addressee": EVIL}, author=f"Author {EVIL}", reason=EVIL)
    record.correct_facts(document.id, {"title": f"Title {EVIL}"}, author="Nele", reason=f"why {EVIL}")
    record.remove(record.view(document.id).statements[1].uid, author="Nele", reason=EVIL)
    return hostile_server, key, uid


def paths(key, uid):
    return (
        "/", f"/documents/{key}", f"/statements/{uid}", f"/statements/{uid}/history", f"/documents/{key}/facts",
        f"/documents/{key}/correct?statement={uid}", f"/documents/{key}/correct?start=0&end=40",
        "/search?q=no", "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/recode?act=deny&set_role=%3Cscript%3Ealert(1)",
        "/recode?name=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&set_act=deny", "/issues", "/review",
        "/%3Cscript%3Ealert(1)%3C/script%3E", "/documents/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    )  # fmt: skip


def test_on_no_page_does_anything_run(hostile, page):
    server, key, uid = hostile
    for path in paths(key, uid):
        page.goto(server.url + path)
        page.wait_for_load_state("networkidle")
        for element in (
            "script:not([src]):not([type='application/json'])",
            "img[src='x']",
            "svg[onload]",
            "b[onclick]",
        ):
            assert page.locator(element).count() == 0, (path, element)
        assert page.locator("a[href^='javascript:' i], a[href^='data:' i]").count() == 0, path


def test_every_word_is_shown_as_it_is(hostile, page):
    server, key, _ = hostile
    page.goto(f"{server.url}/documents/{key}")
    text = hostile_report().document.text
    shown = page.evaluate(
        "[...document.querySelectorAll('#reader p.text')].map((p) => p.textContent + p.dataset.after).join('')"
    )
    # What HTML cannot carry stands as one sign each, so that code points are counted alike.
    assert shown == re.sub("[\x00\ud800]", "\ufffd", text)
    assert page.inner_text("h1") == f"Title {EVIL}"
    assert "{{7*7}}" in shown and "49" not in shown


def test_correcting_hostile_words_by_selection_keeps_them_exact(hostile, page):
    from desk import select

    server, key, _ = hostile
    page.goto(f"{server.url}/documents/{key}")
    select(page, "<script>alert(1)</script>")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#desk-form")
    assert page.inner_text("#picked") == "<script>alert(1)</script>"
    page.select_option("#about", "new")
    page.wait_for_selector("#desk-title:text-is('Add a statement')")
    page.fill("#c-speaker", EVIL)
    page.fill("#c-reason", EVIL)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#desk-form", state="detached")
    added = [
        v for v in server.record.view(key).statements if v.state == "corrected" and v.statement.speaker.name == EVIL
    ]
    assert [s.exact for s in added[0].statement.contents] == ["<script>alert(1)</script>"]


def test_signs_that_html_cannot_carry_can_be_selected(hostile, page):
    from desk import select

    server, key, _ = hostile
    page.goto(f"{server.url}/documents/{key}")
    select(page, "lone \ufffd surrogate")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#desk-form")
    page.select_option("#about", "new")
    page.wait_for_selector("#desk-title:text-is('Add a statement')")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#desk-form", state="detached")
    contents = [s.exact for v in server.record.view(key).statements for s in v.statement.contents]
    assert "lone \ud800 surrogate" in contents


def test_words_that_turn_direction_do_not_turn_the_page_around(hostile, page):
    server, key, _ = hostile
    page.goto(f"{server.url}/documents/{key}")
    assert page.evaluate("getComputedStyle(document.querySelector('p.text')).unicodeBidi") in ("isolate", "plaintext")
    assert page.evaluate("getComputedStyle(document.querySelector('.card .speaker')).unicodeBidi") == "isolate"


def test_the_page_as_fetched_is_never_shown(open_room, tmp_path, reader):
    """A page is read for its text; its own markup is kept in the record and no address gives it."""
    from sayso.services.intake import Intake
    from sayso.sources.load import load_bytes

    source = (
        "<html><head><title>Evil</title><script>alert(1)</script></head><body><article><p onclick='alert(2)'>"
        "“We will not sign,” said Ilse Varga on Monday, and the whole harbour heard of it before the evening came."
        "</p><iframe src='https://evil.example/'></iframe><p>The dockers answered that they had expected nothing else "
        "from her and that they would wait for the council to meet again.</p></article></body></html>"
    )
    path = tmp_path / "pages.db"
    with open_record(path) as record:
        intake = Intake(record, lambda: reader, lambda stop: None)
        job = intake.take_text(source, "Nele")
        intake.close()
        assert load_bytes(source.encode(), where="x").document is not None
        assert intake.job(job.id) is not None
    server = open_room(path)
    with Visitor(base_url=server.url) as visitor:
        for entry in server.record.documents():
            for answer in (visitor.get(f"/documents/{entry.key}"), visitor.get("/")):
                assert "<iframe" not in answer.text and "onclick" not in answer.text
        routes = {route.path for route in _routes(server)}
    assert not any("original" in route for route in routes)


def _routes(server):
    from sayso.web.app import create_app
    from sayso.web.settings import Settings

    return [route for route in create_app(server.room, Settings("x")).routes if hasattr(route, "path")]
