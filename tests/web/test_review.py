"""Review: by keyboard alone, the least certain first, nothing lost when a verdict does not arrive."""

from __future__ import annotations

import pytest
from rooms import axe_faults, plain, written

from sayso.record.store import open_record


def in_doubt(record):
    """Uids of the statements nobody has judged, as a review goes through them."""
    seen = [v for entry in record.documents() for v in record.view(entry.id).statements]
    return [v.uid for v in sorted(seen, key=lambda v: v.statement.confidence) if v.state == "machine-read"]


def now(page):
    return page.locator("#queue > li").first.get_attribute("data-uid")


def press(page, key):
    """Press a key, and wait until another card is there."""
    before = now(page)
    page.keyboard.press(key)
    page.wait_for_function("uid => document.querySelector('#queue > li')?.dataset.uid !== uid", arg=before)
    return before


def states(record, uids):
    return [record.statement(uid).state for uid in uids]


def settled(page):
    page.wait_for_selector(".review[aria-busy=false]")


def test_ten_statements_are_reviewed_by_keyboard(page, server):
    before = in_doubt(server.record)
    page.goto(f"{server.url}/review")
    loads = []
    page.on("load", lambda _: loads.append(1))
    seen = [press(page, key) for key in "ccdcscdccc"]
    settled(page)
    assert loads == []  # the page was never loaded again
    assert len(set(seen)) == 10
    confidence = {v.uid: v.statement.confidence for e in server.record.documents()
                  for v in server.record.view(e.id).statements}  # fmt: skip
    assert [confidence[uid] for uid in seen] == [confidence[uid] for uid in before[:10]]
    assert states(server.record, seen) == [
        {"c": "confirmed", "d": "disputed", "s": "machine-read"}[key] for key in "ccdcscdccc"
    ]
    assert page.inner_text("#done") == "9"
    assert now(page) not in seen


def test_undo_takes_back_the_last_verdict_and_shows_its_card(page, server):
    page.goto(f"{server.url}/review")
    first, second, third = press(page, "c"), press(page, "s"), press(page, "d")
    settled(page)
    for uid in (third, second, first):
        page.keyboard.press("u")
        page.wait_for_function("uid => document.querySelector('#queue > li')?.dataset.uid === uid", arg=uid)
    settled(page)
    assert states(server.record, [first, second, third]) == ["machine-read"] * 3
    assert page.inner_text("#done") == "0"
    assert page.locator("#undo").is_disabled()
    press(page, "d")
    settled(page)
    assert states(server.record, [first]) == ["disputed"]


def test_a_statement_is_fixed_in_the_form_of_the_report(page, server):
    page.goto(f"{server.url}/review")
    uid = now(page)
    page.keyboard.press("f")
    page.wait_for_selector("#desk-form")
    assert page.evaluate("document.activeElement.name") == "speaker"
    page.keyboard.type("Gunnar Moll")  # keys are letters here, and no verdicts
    page.select_option("#c-kind", "person")
    page.select_option("#c-act", "warn")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("uid => document.querySelector('#queue > li')?.dataset.uid !== uid", arg=uid)
    fixed = server.record.statement(uid)
    assert (fixed.statement.speaker.name, fixed.statement.act, fixed.state) == ("Gunnar Moll", "warn", "corrected")
    assert page.inner_text("#done") == "1"
    page.keyboard.press("u")
    page.wait_for_function("uid => document.querySelector('#queue > li')?.dataset.uid === uid", arg=uid)
    settled(page)
    assert server.record.statement(uid).state == "machine-read"


def test_escape_leaves_the_form_and_a_fault_keeps_it(page, server):
    page.goto(f"{server.url}/review")
    uid = now(page)
    page.keyboard.press("f")
    page.wait_for_selector("#desk-form")
    page.fill("#c-said", "some day")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#alerts .alert")
    assert page.locator("#desk-form").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#desk-form").count() == 0
    assert (now(page), server.record.statement(uid).state) == (uid, "machine-read")


def test_a_verdict_that_does_not_arrive_brings_its_card_back(page, server):
    page.goto(f"{server.url}/review")
    page.route("**/review/statements/**", lambda route: route.fulfill(status=403, body='<p class="alert">Too old.</p>'))
    uid = now(page)
    page.keyboard.press("c")
    page.wait_for_selector("#alerts .alert")
    assert page.inner_text("#alerts") == "Too old."
    assert (now(page), page.inner_text("#done")) == (uid, "0")
    assert server.record.statement(uid).state == "machine-read"


def test_to_the_very_end(open_room, tmp_path, page):
    lines = [(f"Speaker {n}", "said", f"words {n}", {"confidence": n / 20}) for n in range(1, 15)]
    with open_record(tmp_path / "few.db") as record:
        reading = written("Few", lines)
        record.add(reading.document, reading)
    server = open_room(tmp_path / "few.db")
    page.goto(f"{server.url}/review")
    for _ in range(13):
        press(page, "c")
    page.keyboard.press("c")
    page.locator("#end").wait_for()
    settled(page)
    assert in_doubt(server.record) == []
    page.keyboard.press("c")  # nothing there to be judged
    page.keyboard.press("u")
    page.wait_for_selector("#queue > li")
    assert "Speaker 14" in page.inner_text("#queue")


def test_without_scripts_it_goes_on_too(client, server):
    page = client.get("/review").text
    uid = page.split('data-uid="')[1].split('"')[0]
    place = page.split('data-place="')[1].split('"')[0]
    answer = client.write(f"/review/statements/{uid}/confirm", {"after": place})
    assert answer.status_code == 303
    assert server.record.statement(uid).state == "confirmed"
    following = client.get(answer.headers["location"]).text
    assert f'data-uid="{uid}"' not in following
    assert 'class="doubt"' in following


@pytest.mark.parametrize("path", ["/review?after=x", "/review/next?after=0.5 x", "/review?of=nothing"])
def test_no_such_place(client, path):
    assert client.get(path).status_code == 422


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/review/statements/none-1/confirm", {}, 404),
        ("/review/statements/none-1/praise", {}, 422),
        ("/review/statements/undo", {}, 422),
        ("/review/statements/undo", {"seq": "x"}, 422),
        ("/review/statements/undo", {"seq": "999"}, 404),
        ("/review/actors/confirm", {}, 422),
        ("/review/actors/confirm", {"left": "a", "right": "b"}, 404),
    ],
)
def test_what_cannot_be_judged_says_why(client, path, fields, status):
    answer = client.write(path, fields, htmx=True)
    assert answer.status_code == status
    assert plain(answer.text)


@pytest.fixture
def twins(open_room, tmp_path):
    """A record in which the machine proposes that two names are one."""
    with open_record(tmp_path / "twins.db") as record:
        for number, (name, role) in enumerate(
            [("Gunnar Moll", "harbour master"), ("G. Moll", "harbour master"), ("Gunar Moll", "harbour master")]
        ):
            said = [(name, "said", f"that berth {number} stays closed", {"role": role}),
                    (name, "warned", f"of ice in berth {number}", {"role": role, "act": "warn"})]  # fmt: skip
            reading = written(f"Report {number}", said, outlet="Courier", published=f"2031-04-0{number + 1}")
            record.add(reading.document, reading)
    server = open_room(tmp_path / "twins.db")
    if not server.room.actors.proposals():
        pytest.fail("the machine proposes nobody here: write other names")
    return server


def test_who_is_who_is_judged_by_keyboard(page, twins):
    (first, *_) = proposed = twins.room.actors.proposals()
    page.goto(f"{twins.url}/review?of=actors")
    assert page.locator("#queue > li").count() >= 1
    assert first.left_name in page.inner_text("#queue > li:first-child")
    page.keyboard.press("d")
    page.wait_for_function("() => document.getElementById('done').textContent === '1'")
    settled(page)
    assert len(twins.room.actors.proposals()) < len(proposed)
    assert twins.room.actors.judgements()[-1].kind == "apart"
    page.keyboard.press("u")
    page.wait_for_function("() => document.getElementById('done').textContent === '0'")
    settled(page)
    assert len(twins.room.actors.proposals()) == len(proposed)
    page.keyboard.press("c")
    page.wait_for_function("() => document.getElementById('done').textContent === '1'")
    settled(page)
    assert twins.room.actors.judgements()[-1].kind == "merge"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_it_is_clean_while_something_is_fixed(server, new_page, scheme, width):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{server.url}/review")
    assert axe_faults(page) == []
    page.keyboard.press("f")
    page.wait_for_selector("#desk-form")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pairs_are_clean(twins, new_page):
    page = new_page(viewport={"width": 360, "height": 900}, color_scheme="dark")
    page.goto(f"{twins.url}/review?of=actors")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_hostile_words_run_nothing(hostile_server, page):
    page.goto(f"{hostile_server.url}/review")
    while "Mallory" not in page.inner_text("#queue > li:first-child"):
        press(page, "s")
    assert page.locator("#queue script, #queue img, #queue [onerror], #queue [onclick]").count() == 0
    page.keyboard.press("f")
    page.wait_for_selector("#desk-form")
    assert page.locator("#desk-form script, #desk-form img").count() == 0
    assert "<script>" in page.input_value("#c-speaker")
    page.keyboard.press("Escape")
    press(page, "c")
    settled(page)
