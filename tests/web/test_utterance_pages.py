"""Utterances in the browser: who had it first, who from whom, and every difference where it stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from issue_reports import uid_of
from rooms import EVIL, Visitor, axe_faults, hostile_report, plain, written
from utterances_to_show import OTHERWISE, SAYING, keep

from sayso.record.across.utterances.values import Piece, Wording
from sayso.record.store import open_record
from sayso.spans import Span
from sayso.web.views.utterance_marks import beside, stretches


@pytest.fixture
def told(open_room, tmp_path):
    """The reading room over a record of one saying in four reports."""
    with open_record(tmp_path / "told.db") as record:
        keep(record)
    return open_room(tmp_path / "told.db")


@pytest.fixture
def visitor(told):
    with Visitor(base_url=told.url, timeout=60) as found:
        yield found


def part(markup, begin, end):
    return plain(markup[markup.index(begin) : markup.index(end, markup.index(begin))])


# Marks


def test_a_wording_is_cut_where_it_differs_and_joined_it_is_the_wording():
    text = "“We will pay today,” he said. We ‘will’ stay"
    span = lambda words, start=0: Span(text.index(words, start), text.index(words, start) + len(words), words)  # noqa: E731
    base = Wording(
        1, "a", ("a-1",), (span("“We will pay today,”"),), (Piece(span("We will pay today"), "same", True),), (), True
    )
    other_text = "“We shall pay,” it says, today"
    there = lambda words: Span(other_text.index(words), other_text.index(words) + len(words), words)  # noqa: E731
    other = Wording(
        2, "b", ("b-1",), (there("“We shall pay,”"), there("today")),
        (
            Piece(there("We"), "same", True, span("We"), True),
            Piece(there("shall"), "changed", True, span("will"), True),
            Piece(there("pay"), "same", True, span("pay"), True),
            Piece(there("today"), "same", False, span("today"), True),
        ),
    )  # fmt: skip
    shown = beside(other, base, ())
    assert "".join(one.text for one in shown.own) == "“We shall pay,” […] today"
    assert "".join(one.text for one in shown.base) == "“We will pay today,”"
    assert [(one.text, one.difference) for one in shown.own if one.difference] == [
        ("shall", "inside"),
        ("today", "moved"),
    ]
    assert [(one.text, one.difference) for one in shown.base if one.difference] == [
        ("will", "inside"),
        ("today", "moved"),
    ]
    assert [(d.difference, d.here, d.there) for d in shown.differences] == [
        ("inside", "shall", "will"),
        ("moved", "today", "today"),
    ]


@given(st.text(min_size=1, max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_whatever_is_marked_no_sign_of_a_wording_is_lost_or_doubled(text, places):
    whole = Span(0, len(text), text)
    marks = [(Span(a, b, text[a:b]), "inside", False) for a, b in places if a < b <= len(text)]
    assert "".join(one.text for one in stretches([whole], marks)) == text


# Looking


def test_the_list_tells_who_said_it_the_outlets_in_order_and_counts_copies_apart(visitor):
    markup = visitor.get("/utterances").text
    entry = part(markup, '<ul class="utterances"', "</ul>")
    assert f"Ilse Varga 2 April 2031 {SAYING}" in entry
    assert "The Post → The Mail → The Herald → The Lantern" in entry
    assert "3 reports and 1 copy 3 wordings" in entry


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"q": "neighbours"}, True),
        ({"q": "zeppelin"}, False),
        ({"variants": "yes"}, True),
        ({"until": "2031-04-01"}, False),
        ({"since": "2031-04-01", "actor": "Ilse Varga"}, True),
        ({"actor": "Odo Lenz"}, False),
    ],
)
def test_the_list_is_sifted(visitor, asked, there):
    assert (SAYING in plain(visitor.get("/utterances", params=asked).text)) is there


def test_a_day_that_is_none_is_refused_in_plain_words(visitor):
    answer = visitor.get("/utterances", params={"since": "yesterday"})
    assert answer.status_code == 422 and "no day" in plain(answer.text)


def test_the_page_tells_the_earliest_report_who_credits_whom_and_the_copy(told, visitor):
    markup = visitor.get(f"/utterances/{uid_of(told, OTHERWISE)}").text
    assert re.search(r"first in The Post ?, 3 April 2031", plain(markup))
    chain = markup[markup.index('<ol class="chain">') : markup.index("Copies ")]
    rows = [plain(row) for row in chain.split("<li ")[1:]]
    assert [re.search(r"The (Post|Mail|Herald)", row)[1] for row in rows] == ["Post", "Mail", "Herald"]
    assert re.search("credits Orre Gazette ?: “told the Orre Gazette”", rows[0]) and "credits nobody" in rows[1]
    copies = part(markup, '<ol class="chain copies">', "</ol>")
    assert "The Lantern" in copies and "copy of The Post" in copies


def test_wordings_stand_side_by_side_with_two_kinds_of_marks(told, visitor):
    markup = visitor.get(f"/utterances/{uid_of(told, SAYING)}").text
    second = markup[markup.index('id="w-2"') : markup.index("</article>", markup.index('id="w-2"'))]
    assert re.findall(r'<mark class="([a-z ]+)">([^<]+)</mark>', second)[:4] == [
        ("inside", "will"), ("inside", "when"), ("inside", "shall"), ("inside", "once"),
    ]  # fmt: skip
    assert "2 differences inside quotation marks, 0 outside" in plain(second)
    third = markup[markup.index('id="w-3"') : markup.index("</article>", markup.index('id="w-3"'))]
    assert '<mark class="moved">' in third and 'class="inside"' not in third


def test_a_statement_that_nobody_else_reports_says_so(told, visitor):
    words = plain(visitor.get(f"/utterances/{uid_of(told, 'the gulls')}").text)
    assert "No other report is known" in words or "The Lantern" in words
    assert visitor.get("/utterances/nothing-1").status_code == 404


# Judging


def test_a_report_is_kept_apart_and_taken_back(told, visitor):
    uid, other = uid_of(told, SAYING), uid_of(told, OTHERWISE)
    apart = visitor.write(f"/utterances/{uid}/judge", {"against": uid, "other": other, "same": "no"}, htmx=True).text
    assert f'id="r-{other}"' not in apart and "Kept apart." in plain(apart)
    made = told.room.utterances.log()[-1]
    assert (made.kind, made.author) == ("different", "Tess Tarrant")
    assert "are not the same" in plain(visitor.get(f"/utterances/{uid}").text)
    back = visitor.write(f"/utterances/{uid}/revoke", {"seq": made.seq}, htmx=True).text
    assert f'id="r-{other}"' in back


def test_another_report_is_found_and_joined(open_room, tmp_path):
    line = ("Ilse Varga", "let it be known that", "the boat might be shared, for money", {"act": "promise"})
    about = {"outlet": "The Bell", "published": "2031-04-04", "url": "https://bell.example/boat"}
    more = written("Brenn and the boat", [line], **about)
    with open_record(tmp_path / "more.db") as record:
        keep(record, more)
    server = open_room(tmp_path / "more.db")
    uid, bell = uid_of(server, SAYING), uid_of(server, "for money")
    with Visitor(base_url=server.url, timeout=60) as visitor:
        found = visitor.get(f"/utterances/{uid}/find", params={"q": "boat money"}, headers={"HX-Request": "true"}).text
        assert f'value="{bell}"' in found and f'value="{uid_of(server, OTHERWISE)}"' not in found
        joined = visitor.write(
            f"/utterances/{uid}/judge", {"against": uid, "other": bell, "same": "yes"}, htmx=True
        ).text
        assert "a person says so" in part(joined, f'id="r-{bell}"', "</li>")


@pytest.mark.parametrize(
    ("what", "fields", "status"),
    [
        ("judge", {"same": "yes"}, 422),
        ("judge", {"same": "perhaps", "other": "x-1"}, 422),
        ("judge", {"same": "yes", "other": "nothing-1"}, 404),
        ("revoke", {"seq": "-1"}, 422),
        ("revoke", {"seq": "77"}, 404),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_is_written(told, visitor, what, fields, status):
    answer = visitor.write(f"/utterances/{uid_of(told, SAYING)}/{what}", fields)
    assert answer.status_code == status
    assert told.room.utterances.log() == ()


# In a browser


def test_variants_are_compared_and_a_report_is_kept_apart_and_back(told, page):
    page.goto(f"{told.url}/utterances")
    page.get_by_role("link", name="3 wordings").click()
    pair = page.locator("#w-2")
    assert pair.locator(".other mark.inside").all_inner_texts() == ["shall", "once"]
    look = """(mark) => {
        const style = getComputedStyle(mark);
        return [style.backgroundColor, style.textDecorationLine, style.textDecorationStyle].join();
    }"""
    looks = [page.locator(f".diff-legend mark.{kind}").evaluate(look) for kind in ("inside", "outside", "moved")]
    assert len(set(looks)) == 3
    other = uid_of(told, OTHERWISE)
    page.locator(f"#r-{other}").get_by_role("button", name="Not the same").click()
    page.locator(f"#r-{other}").wait_for(state="detached")
    page.locator("#undo:focus").wait_for()
    page.keyboard.press("Enter")
    page.locator(f"#r-{other}").wait_for(state="attached")
    page.locator(f"#r-{other} .title a").click()
    page.wait_for_url(f"**/documents/*#s-{other}")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)])
def test_utterance_pages_are_clean(told, new_page, scheme, width):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for path in ("/utterances", f"/utterances/{uid_of(told, SAYING)}"):
        page.goto(told.url + path)
        page.wait_for_load_state("networkidle")
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_words_run_nothing(open_room, tmp_path, page):
    again = hostile_report()
    with open_record(tmp_path / "hostile.db") as record:
        for number in (1, 2):
            line = (f"Mallory {EVIL}", "said", f"“No {EVIL}”", {"kind": "direct", "outlet": EVIL})
            about = {
                "outlet": f"Outlet {number} {EVIL}",
                "published": f"2031-04-0{number}",
                "url": f"https://x/{number}",
            }
            more = written(f"Again {EVIL}", [line], **about)
            record.add(more.document, more)
        record.add(again.document, again)
    server = open_room(tmp_path / "hostile.db")
    uid, other = uid_of(server, "“No "), uid_of(server, "lone")
    server.room.utterances.judge(uid, other, same=True, author=f"Eve {EVIL}", reason=EVIL)
    for path in ("/utterances", f"/utterances/{uid}", f"/utterances/{uid}/find?q=bell"):
        page.goto(server.url + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.querySelectorAll('main script, main img').length") == 0
    page.goto(f"{server.url}/utterances/{uid}")
    assert EVIL.split()[0] in page.locator("h1").inner_text()
