"""The front page: a report read while one watches, where the parties stand, what is new since the last visit."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from rooms import axe_faults, plain

from sayso.record.store import open_record
from sayso.sources.fetch import Fetcher, FetchLimits
from sayso.web.views.paste import address_in
from sayso.web.visits import COOKIE

REPORT = """PORT SENNET, March 28 — The harbour will stay closed until Friday, Aldria's government said on Thursday.

“We will not open it before the inspectors have been on board,” Karin Ollmark told Continental Press. She rejected a
demand by the dockers' union to let fishing boats out at night.

Davit Zhelkan warned that Kardany would answer in kind."""


def test_a_pasted_report_is_read_while_one_watches(page, server):
    page.goto(server.url)
    page.fill("#paste", REPORT)
    page.get_by_text("Outlet and day").click()
    page.fill("#paste-outlet", "The Severell Times")
    page.fill("#paste-day", "2024-03-28")
    page.focus("#paste")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#reading .job")  # how far it is, before it is done
    page.wait_for_url("**/documents/*", timeout=60_000)
    assert "not open it before the inspectors" in page.inner_text(".report")
    assert page.locator(".card").count() >= 3
    assert "The Severell Times" in page.inner_text(".reporthead")
    text = page.locator(".report").evaluate("e => e.textContent")
    assert "Davit Zhelkan warned" in text
    page.goto(server.url)
    first = page.locator(".beside .reports li").first
    assert "The Severell Times" in first.inner_text()


def test_a_report_is_read_from_its_address(open_room, record_path, page):
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in REPORT.split("\n\n"))
    html = (
        f"<html lang=en><head><title>Harbour</title></head><body><article><h1>Harbour</h1>{paragraphs}</article></body>"
    )

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{site.server_port}/harbour"
        # The guarded fetcher refuses addresses of this machine; this one is told to let them pass.
        server = open_room(record_path, fetcher=Fetcher(FetchLimits(seconds=10), address_check=lambda _: True))
        page.goto(server.url)
        page.fill("#paste", address)
        page.click(".paste button")
        page.wait_for_url("**/documents/*", timeout=60_000)
        site.shutdown()
    assert "Karin Ollmark" in page.inner_text(".report")
    entry = next(e for e in server.record.documents() if e.url == address)
    assert page.url.endswith(f"/documents/{entry.key}")


def test_without_scripts_a_report_is_read_too(client, server):
    job = client.write("/read", {"text": REPORT})
    assert job.status_code == 303
    deadline = time.monotonic() + 60
    while (answer := client.get(job.headers["location"])).status_code != 302:
        assert 'http-equiv="refresh"' in answer.text
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert "Karin Ollmark" in client.get(answer.headers["location"]).text


def test_what_cannot_be_read_says_why_and_stays_on_the_page(page, server):
    page.goto(server.url)
    page.fill("#paste", "Der Hafen bleibt geschlossen, sagte die Ministerin am Donnerstag. " * 10)
    page.click(".paste button")
    page.wait_for_selector("#reading .job-failed", timeout=60_000)
    assert "English" in page.inner_text("#reading")
    assert page.url.rstrip("/") == server.url


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"text": "   "}, 422, "Paste the words"),
        ({"text": "x" * 600_000}, 413, "at most 500,000"),
        ({"text": "x", "published": "soon"}, 422, "soon"),
        ({"text": "http://127.0.0.1:1/secret"}, 200, ""),
    ],
)
def test_what_is_refused_says_why(client, fields, status, words):
    answer = client.write("/read", fields, htmx=True)
    assert answer.status_code == status
    assert words in plain(answer.text)


def test_an_address_of_this_machine_is_not_fetched(client):
    answer = client.write("/read", {"text": "http://127.0.0.1:9/secret"}, htmx=True)
    path = answer.text.split('hx-get="')[1].split('"')[0]
    deadline = time.monotonic() + 30
    while "job-failed" not in (answer := client.get(path, headers={"HX-Request": "true"})).text:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert "127.0.0.1" in plain(answer.text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://paper.example/a?b=c", "https://paper.example/a?b=c"),
        (" paper.example/a ", "https://paper.example/a"),
        ("HTTP://PAPER.EXAMPLE", "HTTP://PAPER.EXAMPLE"),
        ("He said: see https://paper.example", None),
        ("No.", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
    ],
)
def test_an_address_is_told_from_words(text, address):
    assert address_in(text) == address


def test_an_empty_record_says_what_to_do(open_room, tmp_path, new_page):
    with open_record(tmp_path / "empty.db"):
        pass
    server = open_room(tmp_path / "empty.db")
    page = new_page(viewport={"width": 360, "height": 800})
    page.goto(server.url)
    assert "Nothing has been read yet" in page.inner_text("main")
    page.fill("#paste", REPORT)
    page.click(".paste button")
    page.wait_for_url("**/documents/*", timeout=60_000)
    assert page.locator(".card").count() >= 3


def test_parties_stand_there_with_their_latest_positions(page, server):
    page.goto(server.url)
    page.wait_for_selector(".suggestions .suggested")  # nothing is followed yet: what could be
    assert "Follow a question in dispute" in page.inner_text("main")
    server.room.issues.add("The crew", "Whether the detained fishermen go free.", author="Tess")
    page.goto(server.url)
    row = page.locator(".front-issue tbody tr").first
    row.wait_for()
    board = server.room.issues.board("The crew")
    assert row.locator("th").inner_text() == board.lanes[0].party.name
    row.locator("td.words a").click()
    page.wait_for_url("**/documents/*")
    assert page.locator(".card.at-hand").get_attribute("data-uid") == board.lanes[0].latest.statement.uid


def test_what_is_new_since_the_last_visit(client, server):
    assert "This is your first" in client.get("/").text
    client.cookies.set(COOKIE, f"0.{int(time.time()) - 86_400}", domain="127.0.0.1")
    page = client.get("/").text
    assert "16 reports came in" in plain(page)
    address = page.split('hx-get="/front/news')[1].split('"')[0]
    part = client.get(f"/front/news{address}").text
    assert part.count("<li") == 12
    # Half an hour later a visit is over, and what was new before it is so no more.
    client.cookies.set(COOKIE, f"{int(time.time()) - 86_400}.{int(time.time()) - 60}", domain="127.0.0.1")
    assert "16 reports came in" in plain(client.get("/").text)
    uid = server.record.view(next(server.record.documents()).id).statements[0].uid
    server.record.confirm(uid, author="Tess")
    assert "1 judgement by people" in plain(client.get("/").text)


@pytest.mark.parametrize(
    "value", ["", "x", "1", "1.2.3", "-1.5", "9" * 30 + ".1", "9." + "9" * 20, "٣.٤", "0.99999999999"]
)
def test_a_cookie_that_is_none_of_ours_is_a_first_visit(client, value):
    answer = client.get("/", headers={b"Cookie": f"{COOKIE}={value}".encode()})
    assert "This is your first" in answer.text
    kept = answer.headers.get_list("set-cookie")
    assert sum(c.startswith("sayso=") for c in kept) == 1  # the session's own is set as well
    assert sum(c.startswith(f"{COOKIE}=") and "HttpOnly" in c and "samesite=strict" in c.lower() for c in kept) == 1


def test_hostile_words_run_nothing(hostile_server, page):
    hostile_server.room.issues.add("“><script>alert(9)</script>", "<img src=x onerror=alert(8)>", author="Tess")
    page.context.add_cookies([{"name": COOKIE, "value": f"1.{int(time.time())}", "url": hostile_server.url}])
    page.goto(hostile_server.url)
    page.wait_for_selector(".front-issues")
    page.wait_for_selector(".news")
    assert page.locator("main script, main img, main [onerror], main [onclick]").count() == 0
    assert page.locator('main a[href^="javascript:"]').count() == 0
    assert "<script>alert(1)</script>" in page.inner_text("main")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_with_issues_and_news_it_is_clean(server, new_page, scheme, width):
    server.room.issues.add("The crew", "Whether the detained fishermen go free.", author="Tess")
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.context.add_cookies([{"name": COOKIE, "value": f"1.{int(time.time())}", "url": server.url}])
    page.goto(server.url)
    page.wait_for_selector(".front-issue")
    page.wait_for_selector(".news")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_record_far_behind_is_caught_up_with_beside_the_pages(client, server, monkeypatch):
    import sayso.services.front

    server.room.issues.add("The crew", "Whether the detained fishermen go free.", author="Tess")
    monkeypatch.setattr(sayso.services.front, "SOON_DONE", 3)
    assert "16 reports to go" in plain(client.get("/front/issues").text)
    assert "16 reports to go" in plain(client.get("/front/news?since=2020-01-01T00:00:00Z").text)
    assert "16 reports to go" in plain(client.get("/search/issues?q=crew").text)
    waiting = client.get("/news.atom")
    assert (waiting.status_code, "16 reports" in plain(waiting.text)) == (503, True)
    server.room.intake.learn()
    deadline = time.monotonic() + 60
    while client.get("/news.atom").status_code == 503:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert "Aldria" in client.get("/front/issues").text
