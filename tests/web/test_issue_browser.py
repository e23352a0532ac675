"""Issues in a real browser: a lane followed to the words, judging without losing one's place, axe, hostile words."""

import pytest
from issue_reports import OFFER, REFUSAL, follow, keep, uid_of
from rooms import EVIL, axe_faults, hostile_report, written

from sayso.record.store import open_record


@pytest.fixture
def dispute(open_room, tmp_path):
    """The reading room over a record of the dispute about the ferry."""
    path = tmp_path / "ferry.db"
    with open_record(path) as record:
        keep(record)
    return open_room(path)


def test_a_lane_is_followed_to_the_words_by_keyboard(dispute, page):
    issue = follow(dispute)
    page.goto(f"{dispute.url}/issues/{issue}")
    page.locator(".stmt[tabindex='0']").focus()
    lane = page.evaluate("document.activeElement.dataset.lane")
    page.keyboard.press("Home")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.dataset.lane") == lane
    while page.evaluate("document.activeElement.dataset.uid") != uid_of(dispute, OFFER):
        page.keyboard.press("ArrowLeft")
    hand = page.locator("#at-hand")
    assert OFFER in hand.inner_text() and "said 2 April 2031" in hand.inner_text()
    page.keyboard.press("ArrowRight")
    assert OFFER not in hand.inner_text()
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.lane") != lane
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*#s-*")
    assert page.locator(".text .at-hand").first.is_visible()


def test_a_mark_is_previewed_under_the_pointer_and_leads_to_its_words(dispute, page):
    issue, uid = follow(dispute), uid_of(dispute, REFUSAL)
    page.goto(f"{dispute.url}/issues/{issue}")
    mark = page.locator(f'.stmt[data-uid="{uid}"]')
    mark.hover()
    assert REFUSAL in page.locator("#at-hand").inner_text()
    mark.click()
    page.wait_for_url(f"**/documents/*#s-{uid}")


def test_excluding_and_undoing_leave_the_page_where_it_is(dispute, page):
    issue, uid = follow(dispute), uid_of(dispute, REFUSAL)
    page.goto(f"{dispute.url}/issues/{issue}")
    row = page.locator(f"#st-{uid}")
    row.get_by_role("button", name="Exclude").click()
    page.locator(f"#out-{uid}").wait_for(state="attached")
    assert row.count() == 0 and page.locator(f'.stmt[data-uid="{uid}"]').count() == 0
    page.locator("#undo:focus").wait_for()
    page.keyboard.press("Enter")
    row.wait_for(state="attached")
    assert page.locator(f'.stmt[data-uid="{uid}"]').count() == 1
    assert "Taken back." in page.locator("#notes").inner_text()
    assert page.url.endswith(f"/issues/{issue}")


def test_a_suggested_issue_is_followed_from_the_list(open_room, tmp_path, page):
    lines = [
        (
            "Ilse Varga",
            "offered",
            "to rebuild the drawbridge at Tarn",
            {"act": "propose", "role": "prime minister of Brenn"},
        )
    ]
    reply = [
        ("Odo Lenz", "rejected", "rebuilding the drawbridge at Tarn", {"act": "reject", "role": "president of Orre"})
    ]
    with open_record(tmp_path / "bridge.db") as record:
        for number in range(1, 4):
            for outlet, told in (("The Post", lines), ("The Mail", reply)):
                reading = written(f"Drawbridge {number} {outlet}", told, outlet=outlet, published=f"2031-05-0{number}")
                record.add(reading.document, reading)
        more = written("Bridge", [("Odo Lenz", "asked", "who would rebuild the drawbridge at Tarn", {"act": "ask"}),
                                  ("Ilse Varga", "promised", "the drawbridge at Tarn by spring", {"act": "promise"})],
                       outlet="The Mail", published="2031-05-09")  # fmt: skip
        record.add(more.document, more)
    server = open_room(tmp_path / "bridge.db")
    # Vectors are made when a report is read; here they are made at once.
    with server.room.searcher() as searcher:
        list(searcher.make_vectors())
    page.goto(f"{server.url}/issues")
    name = page.locator("#suggested .name").first.inner_text()
    page.locator("#suggested").get_by_role("button", name="Follow").first.click()
    page.wait_for_url("**/issues/*")
    assert page.locator("h1").inner_text() == name
    assert "drawbridge at Tarn" in page.locator(".sayings").inner_text()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)])
def test_issue_pages_are_clean(dispute, new_page, scheme, width):
    issue = follow(dispute)
    dispute.room.issues.add("The price of potatoes", "merchants doubled the price of potatoes", author="Tess")
    dispute.room.issues.choose(issue, uid_of(dispute, "sail alone"), "excluded", author="Tess")
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for path in ("/issues", f"/issues/{issue}"):
        page.goto(dispute.url + path)
        page.wait_for_load_state("networkidle")
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_words_run_nothing(open_room, tmp_path, page):
    path = tmp_path / "hostile.db"
    with open_record(path) as record:
        keep(record, hostile_report())
    server = open_room(path)
    made = server.room.issues.add(f"Issue {EVIL}", f"ferry to Orre {EVIL}", author=f"Eve {EVIL}")
    mallory = uid_of(server, "“No ")
    for uid in (mallory, uid_of(server, "</textarea>"), uid_of(server, "lone")):
        server.room.issues.choose(made.id, uid, "included", author=f"Eve {EVIL}", reason=EVIL)
    server.room.issues.judge_answer(mallory, uid_of(server, "lone"), linked=True, author=EVIL)
    page.goto(f"{server.url}/issues")
    assert EVIL.split()[0] in page.locator("h2").first.inner_text()
    page.goto(f"{server.url}/issues/{made.id}")
    assert EVIL.split()[0] in page.locator("h1").inner_text()
    page.locator(f'[data-uids~="{mallory}"]').hover()
    marks = page.locator(".stmt")
    for number in range(marks.count()):
        marks.nth(number).focus()
    page.locator(f'[data-uids~="{mallory}"]').get_by_role("button", name="Exclude").click()
    page.locator(f"#out-{mallory}").wait_for(state="attached")
    page.locator("#add-words").fill("shutdown")
    page.get_by_role("button", name="Look").click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.querySelectorAll('main script, main img').length") == 0
