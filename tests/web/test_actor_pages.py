"""Actors in the browser: names, roles, words, answers, positions, each with its words; who is who judged in place."""

import re

import pytest
from issue_reports import OFFER, REFUSAL, TURN, follow, keep, uid_of
from rooms import EVIL, Visitor, axe_faults, hostile_report, plain, written

from sayso.record.across.actors.speaking import OnDay
from sayso.record.store import open_record
from sayso.web.views.actor_chart import bar_chart
from sayso.web.words import span_words


@pytest.fixture
def dispute(open_room, tmp_path):
    """The reading room over a record of the dispute about the ferry, and one report more with another speaker."""
    lines = [
        ("Petra Dunn", "said that", "the ferry needed a new bell", {"role": "harbour pilot", "act": "demand"}),
        (
            "Odo Lenz",
            "answered that",
            "the old bell would do",
            {"role": "president of Orre", "act": "reject", "answers": "s1"},
        ),
    ]
    more = written("A bell", lines, outlet="The Bell", published="2031-07-01", url="https://bell.example/1")
    path = tmp_path / "ferry.db"
    with open_record(path) as record:
        keep(record, more)
    return open_room(path)


@pytest.fixture
def visitor(dispute):
    with Visitor(base_url=dispute.url, timeout=60) as found:
        yield found


def part(markup, begin, end):
    return plain(markup[markup.index(begin) : markup.index(end, markup.index(begin))])


# The chart and its words


def test_days_close_together_are_bars_by_day_and_far_ones_by_month_or_year():
    close = bar_chart([OnDay("2031-04-02", 3), OnDay("2031-04-05", 1), OnDay("", 2)])
    assert (close.unit, [(b.when, b.statements) for b in close.bars], close.undated) == (
        "day", [("2031-04-02", 3), ("2031-04-03", 0), ("2031-04-04", 0), ("2031-04-05", 1)], 2,
    )  # fmt: skip
    months = bar_chart([OnDay("2030-11-30", 1), OnDay("2031-02", 2), OnDay("2031-02-03", 4), OnDay("2031", 5)])
    assert months.unit == "month" and months.undated == 5
    assert {b.when: b.statements for b in months.bars} == {"2030-11": 1, "2030-12": 0, "2031-01": 0, "2031-02": 6}
    years = bar_chart([OnDay("2001-01-01", 1), OnDay("2031-01-01", 1)])
    assert years.unit == "year" and len(years.bars) == 31
    assert bar_chart([OnDay("", 4), OnDay("2031", 1)]) is None


def test_bars_stand_on_the_ground_side_by_side_the_highest_at_most_as_high_as_the_drawing():
    chart = bar_chart([OnDay(f"2031-04-{day:02d}", day) for day in range(1, 31)])
    assert all(bar.y >= 0 and bar.y + bar.height == pytest.approx(chart.foot, abs=0.2) for bar in chart.bars)
    assert all(a.x + a.width <= b.x for a, b in zip(chart.bars, chart.bars[1:], strict=False))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2031-04-02", "2031-04-05", "2 – 5 April 2031"),
        ("2031-03", "2031-06", "March – June 2031"),
        ("2031-04-02", "2032-04-02", "2 April 2031 – 2 April 2032"),
        ("2031-04-02~", "2031-04-05", "about 2 April 2031 – 5 April 2031"),
        ("2031-04-02", "2031-04-02", "2 April 2031"),
        ("2031", None, "2031"),
        (None, None, "no date"),
    ],
)
def test_a_stretch_of_time_says_no_month_or_year_twice(first, last, words):
    assert span_words(first, last) == words


# Looking


def test_the_list_names_who_speaks_most_first_and_finds_by_part_of_a_name(visitor):
    words = plain(visitor.get("/actors").text)
    assert words.index("Ilse Varga") < words.index("Tomas Reyl")
    found = plain(visitor.get("/actors", params={"q": "lenz"}).text)
    assert "Odo Lenz" in found and "Tomas Reyl" not in found
    assert "Nobody in the record is called something like “zzz”" in plain(
        visitor.get("/actors", params={"q": "zzz"}).text
    )


def test_the_page_tells_roles_with_the_report_that_says_so_and_positions_with_their_words(dispute, visitor):
    follow(dispute)
    markup = visitor.get("/actors/Ilse Varga").text
    roles = part(markup, '<ul class="roles"', "</ul>")
    assert re.search(r"2 April – 19 June 2031 prime minister of Brenn \d statements, first in The Post", roles)
    positions = part(markup, '<table class="positions"', "</table>")
    assert f"The ferry to Orre ■ rejects {TURN}".replace("■ ", "") in positions and "for Brenn" in positions
    assert "said 19 June 2031" in positions
    assert f'href="/statements/{uid_of(dispute, TURN)}"' in markup


def test_every_number_leads_to_the_words_that_it_counts(dispute, visitor):
    actor = dispute.room.actors.find("Ilse Varga")
    markup = visitor.get(f"/actors/{actor}").text
    listed = re.findall(rf'href="(/actors/{actor}\?(?:month|act|word)=[^"#]+)#statements"[^>]*>', markup)
    assert {address.split("?")[1].split("=")[0] for address in listed} == {"month", "act", "word"}
    for address in dict.fromkeys(listed):
        count = len(re.findall(r'<li class="statement"', visitor.get(address).text))
        shown = re.search(rf'{re.escape(address)}#statements"[^>]*aria-label="[^"]*: (\d+) statements?"', markup)
        told = shown or re.search(rf'{re.escape(address)}#statements">[^<]*<span class="num"> (\d+)', markup)
        assert told and int(told[1]) == count, address


def test_whom_they_answer_leads_to_the_answers_with_what_they_answer(dispute, visitor):
    markup = visitor.get("/actors/Odo Lenz").text
    address = re.search(r'href="([^"#]+\?to=[^"#]+)#statements"', markup)[1]
    listed = part(visitor.get(address).text, '<ul class="statements"', "</ul>")
    assert (
        "the old bell would do" in listed and "answers Petra Dunn" in listed and "the ferry needed a new bell" in listed
    )
    by = plain(visitor.get("/actors/Petra Dunn").text)
    assert "Who answers them Odo Lenz 1 answer" in by


def test_answers_across_reports_count_too(dispute, visitor):
    follow(dispute)
    dispute.room.issues.judge_answer(uid_of(dispute, REFUSAL), uid_of(dispute, OFFER), linked=True, author="Tess")
    assert "Who answers them Odo Lenz 1 answer" in plain(visitor.get("/actors/Ilse Varga").text)


def test_an_unknown_actor_is_told_in_plain_words(visitor):
    answer = visitor.get("/actors/nobody-at-all")
    assert answer.status_code == 404 and "no actor is called" in plain(answer.text)


# Judging


def test_two_are_merged_and_taken_apart_again(dispute, visitor):
    one = dispute.room.actors.find("Ilse Varga")
    other = dispute.room.actors.find("Petra Dunn")
    found = visitor.get(f"/actors/{one}/find", params={"q": "dunn"}, headers={"HX-Request": "true"}).text
    assert f'value="{other}"' in found
    merged = visitor.write(f"/actors/{one}/judge", {"judgement": "merge", "other": other}, htmx=True).text
    names = part(merged, '<ul class="names"', "</ul>")
    assert "Ilse Varga" in names and "Petra Dunn" in names and "Taken for one." in plain(merged)
    made = dispute.room.actors.judgements()[-1]
    assert (made.kind, made.author) == ("merge", "Tess Tarrant")
    back = visitor.write(f"/actors/{one}/revoke", {"seq": made.seq}, htmx=True).text
    assert "Petra Dunn" not in part(back, '<ul class="names"', "</ul>")


def test_a_statement_and_a_name_are_split_off(dispute, visitor):
    one = dispute.room.actors.find("Ilse Varga")
    uid = uid_of(dispute, "sail alone")
    split = visitor.write(f"/actors/{one}/judge", {"judgement": "split", "uid": uid}, htmx=True).text
    assert f'id="s-{uid}"' not in split and "Split off." in plain(split)
    visitor.write(f"/actors/{one}/judge", {"judgement": "merge", "other": dispute.room.actors.find("Petra Dunn")})
    off = visitor.write(f"/actors/{one}/judge", {"judgement": "split", "name": "Petra Dunn"}, htmx=True).text
    assert "Petra Dunn" not in part(off, '<ul class="names"', "</ul>")


@pytest.mark.parametrize(
    ("what", "fields", "status"),
    [
        ("judge", {"judgement": "marry", "other": "x"}, 422),
        ("judge", {"judgement": "merge"}, 422),
        ("judge", {"judgement": "merge", "other": "nobody-at-all"}, 404),
        ("judge", {"judgement": "split"}, 422),
        ("judge", {"judgement": "apart", "left": "x"}, 422),
        ("revoke", {"seq": "0"}, 422),
        ("revoke", {"seq": "5"}, 404),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_is_written(dispute, visitor, what, fields, status):
    answer = visitor.write(f"/actors/{dispute.room.actors.find('Ilse Varga')}/{what}", fields)
    assert answer.status_code == status
    assert dispute.room.actors.judgements() == ()


# In a browser


def test_another_is_looked_for_merged_and_the_merge_undone(dispute, page):
    page.goto(f"{dispute.url}/actors?q=varga")
    page.get_by_role("link", name="Ilse Varga", exact=True).click()
    page.locator("#same-q").fill("dunn")
    page.locator("#actor").get_by_role("button", name="Look").click()
    page.locator("#found").get_by_role("button", name="The same").click()
    names = page.locator("ul.names")
    names.get_by_text("Petra Dunn").wait_for()
    page.locator("#undo:focus").wait_for()
    page.keyboard.press("Enter")
    names.get_by_text("Petra Dunn").wait_for(state="detached")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)])
def test_actor_pages_are_clean(dispute, new_page, scheme, width):
    follow(dispute)
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for path in ("/actors", "/actors/Ilse Varga", "/actors/Odo Lenz"):
        page.goto(dispute.url + path)
        page.wait_for_load_state("networkidle")
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_words_run_nothing(open_room, tmp_path, page):
    with open_record(tmp_path / "hostile.db") as record:
        keep(record, hostile_report())
    server = open_room(tmp_path / "hostile.db")
    entries = [e for e in server.room.actors.list() if "Mallory" in e.name or "alert" in e.name or "Eve" in e.name]
    assert entries
    server.room.actors.merge(entries[0].id, server.room.actors.find("Odo Lenz"), f"Eve {EVIL}", EVIL)
    page.goto(f"{server.url}/actors")
    addresses = page.locator(".actors .name a").evaluate_all("(links) => links.map((link) => link.href)")
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.querySelectorAll('main script, main img').length") == 0
    page.locator("#same-q").fill("o")
    page.locator("#actor").get_by_role("button", name="Look").click()
    page.wait_for_load_state("networkidle")
