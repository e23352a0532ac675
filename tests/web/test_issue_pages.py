"""Issues as pages: lanes that lead to the words, a board, and statements taken in and out where they stand."""

import re

import pytest
from issue_reports import ABOUT, ISSUE, OFFER, REFUSAL, TURN, follow, keep, uid_of
from rooms import Visitor, plain

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
