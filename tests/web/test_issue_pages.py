"""Issues in the browser: lanes that lead to the words, a board, and statements taken in and out where they stand."""

import re

import pytest
from issue_reports import ABOUT, ISSUE, OFFER, REFUSAL, TURN, follow, keep, uid_of
from rooms import EVIL, Visitor, axe_faults, hostile_report, plain, written

from sayso.record.store import open_record


@pytest.fixture
def dispute(open_room, tmp_path):
    """The reading room over a record of the dispute about the ferry."""
    path = tmp_path / "ferry.db"
    with open_record(path) as record:
        keep(record)
    return open_room(path)


@pytest.fixture
def visitor(dispute):
    with Visitor(base_url=dispute.url, timeout=60) as found:
        yield found


def part(markup: str, begin: str, end: str) -> str:
    return plain(markup[markup.index(begin) : markup.index(end, markup.index(begin))])


# Looking


def test_the_list_tells_where_each_party_stands_and_leads_to_its_words(dispute, visitor):
    follow(dispute)
    markup = visitor.get("/issues").text
    entry = part(markup, '<article class="issue-line"', "</article>")
    assert ISSUE in entry and "1 change of position" in entry
    assert re.search(rf"Brenn rejects {re.escape(TURN)} said 19 June 2031", entry)
    assert re.search(rf"Orre rejects {re.escape(REFUSAL)} reported 5 April 2031", entry)
    assert f'href="/statements/{uid_of(dispute, TURN)}"' in markup


def test_two_issues_stand_side_by_side_on_the_board(dispute, visitor):
    assert 'id="table"' not in visitor.get("/issues").text
    follow(dispute)
    dispute.room.issues.add("The price of potatoes", "merchants doubled the price of potatoes", author="Tess")
    table = part(visitor.get("/issues").text, '<table class="matrix"', "</table>")
    assert table.index(ISSUE) < table.index("The price of potatoes")
    assert re.search(r"Tomas Reyl – .{0,3}accuses merchants had doubled", table)


def test_the_page_draws_said_and_reported_days_apart_and_tells_both_in_words(dispute, visitor):
    issue = follow(dispute)
    markup = visitor.get(f"/issues/{issue}").text
    offer, refusal = uid_of(dispute, OFFER), uid_of(dispute, REFUSAL)
    marks = dict(re.findall(r'<a class="stmt [^>]*data-uid="([^"]+)"[^>]*>(.*?)</a>', markup, re.DOTALL))
    assert '<g class="open">' not in marks[offer] and '<g class="open">' in marks[refusal]
    assert "said 2 April 2031" in plain(marks[offer]) and "reported 5 April 2031" in plain(marks[refusal])
    row = part(markup, f'id="st-{refusal}"', "</tr>")
    assert "reported 5 April 2031" in row and "day of saying not told" in row


def test_every_mark_has_a_row_in_the_table_with_its_party_act_words_and_report(dispute, visitor):
    issue = follow(dispute)
    markup = visitor.get(f"/issues/{issue}").text
    rows = {uid for uids in re.findall(r'data-uids="([^"]+)"', markup) for uid in uids.split()}
    marks = set(re.findall(r'data-uid="([^"]+)"', markup))
    assert marks and marks <= rows
    row = part(markup, f'id="st-{uid_of(dispute, TURN)}"', "</tr>")
    for words in (
        "19 June 2031",
        "Brenn",
        "Ilse Varga",
        "prime minister of Brenn",
        "rejects",
        TURN,
        "The Post",
        "change 1",
    ):
        assert words in row, words


def test_the_board_shows_the_latest_stand_and_the_change_its_before_and_after(dispute, visitor):
    issue = follow(dispute)
    markup = visitor.get(f"/issues/{issue}").text
    board = part(markup, '<ul class="board"', "</ul>")
    assert f"rejects {TURN}" in board and OFFER not in board
    change = part(markup, 'id="change-1"', "</li>")
    assert change.index(OFFER) < change.index(TURN)
    assert "tied to If the dues are paid" in change


def test_a_party_s_statements_alone_are_listed(dispute, visitor):
    issue = follow(dispute)
    markup = visitor.get(f"/issues/{issue}", params={"party": "state:orre"}).text
    table = part(markup, '<table class="sayings"', "</table>")
    assert REFUSAL in table and TURN not in table
    assert "Statements of Orre" in plain(markup)


def test_an_issue_that_nothing_bears_on_says_what_to_do(dispute, visitor):
    made = dispute.room.issues.add("Zeppelin moorings", "where zeppelins may moor overnight", author="Tess")
    words = plain(visitor.get(f"/issues/{made.id}").text)
    assert "No statement in the record bears on this issue yet" in words


def test_an_unknown_issue_is_told_in_plain_words(visitor):
    answer = visitor.get("/issues/nothing-of-the-kind")
    assert answer.status_code == 404 and "no issue" in plain(answer.text)


# Judging


def test_an_issue_is_begun_changed_left_and_taken_up_again(dispute, visitor):
    begun = visitor.write("/issues", {"name": ISSUE, "about": ABOUT})
    assert begun.status_code == 303 and begun.headers["location"] == "/issues/ferry-to-orre"
    assert dispute.room.issues.issue("ferry-to-orre").author == "Tess Tarrant"
    visitor.write("/issues/ferry-to-orre/edit", {"name": "The Orre ferry", "about": ABOUT})
    assert [issue.name for issue in dispute.room.issues.issues()] == ["The Orre ferry"]
    left = visitor.write("/issues/ferry-to-orre/remove")
    markup = visitor.get(left.headers["location"]).text
    assert "“The Orre ferry” is followed no more" in plain(markup)
    seq = re.search(r'name="seq" value="(\d+)"', markup)[1]
    back = visitor.write("/issues/return", {"seq": seq})
    assert back.headers["location"] == "/issues/ferry-to-orre"
    assert visitor.get("/issues/ferry-to-orre").status_code == 200


def test_a_statement_is_taken_out_and_put_back_and_the_log_says_who(dispute, visitor):
    issue, uid = follow(dispute), uid_of(dispute, REFUSAL)
    out = visitor.write(f"/issues/{issue}/statements", {"choice": "exclude", "uid": uid}, htmx=True).text
    assert f'id="out-{uid}"' in out and f'id="st-{uid}"' not in out and "Taken out of the issue." in plain(out)
    judged = dispute.room.issues.log()[-1]
    assert (judged.kind, judged.statement_uid, judged.author) == ("exclude", uid, "Tess Tarrant")
    back = visitor.write(f"/issues/{issue}/revoke", {"seq": judged.seq}, htmx=True).text
    assert f'id="st-{uid}"' in back and f'id="out-{uid}"' not in back


def test_a_statement_found_by_its_words_is_added(dispute, visitor):
    issue, uid = follow(dispute), uid_of(dispute, "price of potatoes")
    found = visitor.get(f"/issues/{issue}/find", params={"q": "potatoes"}, headers={"HX-Request": "true"}).text
    assert f'value="{uid}"' in found
    page = visitor.write(f"/issues/{issue}/statements", {"choice": "include", "uid": uid}, htmx=True).text
    assert "bears on it by Tess Tarrant’s word" in part(page, f'id="st-{uid}"', "</tr>")
    again = visitor.get(f"/issues/{issue}/find", params={"q": "potatoes"}, headers={"HX-Request": "true"}).text
    assert "on the issue already" in plain(again)


def test_an_answer_is_linked_drawn_and_unlinked(dispute, visitor):
    issue, offer, refusal = follow(dispute), uid_of(dispute, OFFER), uid_of(dispute, REFUSAL)
    arrow = f'data-answer="{refusal}" data-target="{offer}"'
    pair = {"answer": refusal, "target": offer}
    linked = visitor.write(f"/issues/{issue}/answers", pair | {"linked": "yes"}, htmx=True).text
    assert arrow in linked
    assert re.search(
        rf"Odo Lenz rejects {re.escape(REFUSAL)} .*answers Ilse Varga proposes {re.escape(OFFER)}", plain(linked)
    )
    unlinked = visitor.write(f"/issues/{issue}/answers", pair | {"linked": "no"}, htmx=True).text
    assert arrow not in unlinked


def test_a_correction_of_a_statement_moves_its_mark(dispute, visitor):
    issue, uid = follow(dispute), uid_of(dispute, REFUSAL)
    visitor.get(f"/issues/{issue}")
    dispute.record.correct(uid, {"act": "accept"}, {}, author="Tess")
    board = part(visitor.get(f"/issues/{issue}").text, '<ul class="board"', "</ul>")
    assert f"accepts {REFUSAL}" in board


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/issues/ferry-to-orre/statements", {"choice": "praise", "uid": "x-1"}, 422),
        ("/issues/ferry-to-orre/statements", {"choice": "include"}, 422),
        ("/issues/ferry-to-orre/statements", {"choice": "include", "uid": "nothing-1"}, 404),
        ("/issues/ferry-to-orre/revoke", {"seq": "one"}, 422),
        ("/issues/ferry-to-orre/revoke", {"seq": "999"}, 404),
        ("/issues/ferry-to-orre/answers", {"answer": "a-1", "target": "a-2", "linked": "maybe"}, 422),
        ("/issues/return", {"seq": "99999999999999999999"}, 422),
        ("/issues", {"name": " "}, 422),
        ("/issues", {"name": ISSUE}, 422),
        ("/issues", {"name": "x" * 201}, 422),
        ("/issues/nothing/remove", {}, 404),
    ],
)
def test_what_cannot_be_judged_is_refused_in_plain_words_and_nothing_is_written(dispute, visitor, path, fields, status):
    follow(dispute)
    before = dispute.room.issues.log()
    answer = visitor.write(path, fields)
    assert answer.status_code == status and "went wrong" not in answer.text
    assert dispute.room.issues.log() == before


# In a browser


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
