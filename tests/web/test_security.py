"""The guard at the door: who may come in, who may write, how much at once, and what every answer carries."""

import ipaddress
import re

import pytest
from rooms import Visitor, axe_faults
from starlette.datastructures import Headers

from sayso.web.security import HEADERS, host_allowed, same_origin
from sayso.web.settings import Auth, Bounds, Settings
from sayso.web.users import add_user

WORD = "a long enough word"


@pytest.fixture
def uid(server):
    first = next(server.record.documents())
    return server.record.view(first.id).statements[0].uid


def state_of(server, uid):
    return server.record.statement(uid).state


# Headers


@pytest.mark.parametrize("path", ["/keys", "/nothing-here", "/static/paper.css", "/statements/none", "/api/nothing"])
def test_every_answer_carries_the_policy(client, path):
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy


def test_no_page_has_anything_inline(client, server):
    """No script but from a file, no style, no handler in an attribute: the policy would forbid them anyway."""
    first = next(server.record.documents())
    for path in ("/keys", f"/documents/{first.key}", "/nothing-here", f"/documents/{first.key}/correct?start=0&end=9"):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:", page), path
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//(?!127)[^\"]*\"[^>]*(?:stylesheet|script)", page), path


def test_pages_are_not_kept_and_files_are(client):
    assert client.get("/keys").headers["Cache-Control"] == "no-store"
    named = re.search(r"/static/paper\.css\?v=\w+", client.get("/keys").text)[0]
    assert "immutable" in client.get(named).headers["Cache-Control"]
    assert client.get("/static/paper.css").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


# Which host, which origin


@pytest.mark.parametrize(
    ("host", "ours"),
    [("127.0.0.1:8000", True), ("localhost:8000", True), ("[::1]:8000", True), ("sub.localhost", True),
     ("192.0.2.4", True), ("archive.example", True), ("ARCHIVE.example:80", True), ("evil.example", False),
     ("127.0.0.1.evil.example", False), ("localhost.evil.example", False), ("", False), ("[::1", False),
     ("evil.example:127.0.0.1", False), ("127.0.0.1@evil.example", False), ("evil.example#127.0.0.1", False)],
)  # fmt: skip
def test_a_name_that_others_point_here_is_not_ours(host, ours):
    assert host_allowed(host, ("archive.example",)) is ours


def test_a_page_of_another_name_sees_nothing(client):
    answer = client.get("/keys", headers={"Host": "rebound.example"})
    assert answer.status_code == 421
    assert "--allow-host" in answer.text
    api = client.get("/api/statements", headers={"Host": "rebound.example"})
    assert api.status_code == 421 and api.json()["error"]["code"] == "wrong-host"


@pytest.mark.parametrize(
    ("headers", "ours"),
    [({}, True),
     ({"origin": "http://127.0.0.1:8000"}, True),
     ({"origin": "https://127.0.0.1:8000"}, True),  # a proxy in front speaks HTTPS
     ({"origin": "http://127.0.0.1:9000"}, False),
     ({"origin": "http://evil.example"}, False),
     ({"origin": "null"}, False),
     ({"origin": "http://[::1"}, False),
     ({"sec-fetch-site": "same-origin"}, True),
     ({"sec-fetch-site": "none"}, True),
     ({"sec-fetch-site": "same-site"}, False),
     ({"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8000"}, False)],
)  # fmt: skip
def test_origins(headers, ours):
    assert same_origin(Headers({"host": "127.0.0.1:8000", **headers})) is ours


# Writing


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_cannot_write_even_with_the_token(client, server, uid, headers):
    answer = client.post(f"/statements/{uid}/confirm", data={"token": client.token()}, headers=headers)
    assert answer.status_code == 403 and "own pages" in answer.text
    assert state_of(server, uid) == "machine-read"


def test_without_this_sessions_token_nothing_is_written(client, server, uid):
    with Visitor(base_url=server.url) as other:
        foreign = other.token()
    client.get("/keys")
    for data in ({}, {"token": ""}, {"token": foreign}, {"token": "0" * 64}, {"token": "é"}):
        answer = client.post(f"/statements/{uid}/confirm", data=data)
        assert answer.status_code == 403 and "Nothing was written" in answer.text, data
    assert state_of(server, uid) == "machine-read"
    assert client.write(f"/statements/{uid}/confirm").status_code == 303
    assert state_of(server, uid) == "confirmed"


def test_the_token_counts_in_a_form_only_as_a_form(client, server, uid):
    """A body that claims another type is not searched for a token; a header is what scripts give."""
    body = f"token={client.token()}"
    answer = client.post(f"/statements/{uid}/confirm", content=body, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 403
    answer = client.post(f"/statements/{uid}/confirm", content=body, headers={"X-Sayso-Token": client.token()})
    assert answer.status_code == 415
    assert state_of(server, uid) == "machine-read"


def test_a_get_never_writes(client, server, uid):
    for path in (f"/statements/{uid}/confirm", "/corrections/revoke", "/logout"):
        assert client.get(path).status_code in (303, 404, 405)
    assert state_of(server, uid) == "machine-read"


def test_a_body_is_bounded(open_room, record_path):
    server = open_room(record_path, Settings("Tess", bounds=Bounds(body_bytes=10_000)))
    with Visitor(base_url=server.url) as client:
        answer = client.write("/corrections/revoke", {"reason": "x" * 20_000})
        assert answer.status_code == 413 and "at most" in answer.text
        many = "&".join(f"a{n}=1" for n in range(1500))
        answer = client.post("/corrections/revoke", content=many[:9_000], headers={
            "Content-Type": "application/x-www-form-urlencoded", "X-Sayso-Token": client.token()})  # fmt: skip
        assert answer.status_code == 422 and "too many fields" in answer.text


def test_a_correction_carries_the_name_of_who_opened_the_room(client, server, uid):
    client.write(f"/statements/{uid}/confirm")
    assert server.record.statement(uid).judged_by == "Tess Tarrant"


# Error pages


def test_a_fault_of_the_room_itself_tells_nothing(open_room, record_path, monkeypatch):
    server = open_room(record_path)
    uid = server.record.view(next(server.record.documents()).id).statements[0].uid

    def broken(*arguments, **named):
        raise ZeroDivisionError(f"secret {record_path}")

    monkeypatch.setattr(server.record, "history", broken)
    with Visitor(base_url=server.url) as client:
        page, part = client.get(f"/statements/{uid}/history"), client.get(
            f"/statements/{uid}/history", headers={"HX-Request": "true"})  # fmt: skip
    for answer in (page, part):
        assert answer.status_code == 500 and "its log says what" in answer.text
        assert "secret" not in answer.text and "Traceback" not in answer.text and str(record_path) not in answer.text
        assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_a_record_out_of_reach_tells_no_path(open_room, record_path, monkeypatch):
    from sayso.record.faults import RecordError

    server = open_room(record_path)

    def lost(given):
        raise RecordError(f"{record_path} is damaged (page 7): bring it back from a copy")

    monkeypatch.setattr(server.record, "entry", lost)
    with Visitor(base_url=server.url) as client:
        answer = client.get("/documents/abcdef12")
    assert answer.status_code == 503 and str(record_path) not in answer.text and "page 7" not in answer.text


def test_what_is_asked_for_comes_back_escaped(client):
    answer = client.get("/documents/%3Cscript%3Ealert(1)%3Cb%3E")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text and "&lt;script&gt;alert(1)&lt;b&gt;" in answer.text


@pytest.mark.parametrize(
    "given", ["%00", "%ff", "%F0%9F%98%80", "..%2f..", "'%20OR%201=1--", "a" * 3000, "sha256:", "%"]
)
def test_addresses_of_any_kind_are_answered_as_mistaken(client, given):
    for path in (f"/documents/{given}", f"/statements/{given}", f"/statements/{given}/history"):
        assert client.get(path).status_code in (400, 404, 405), path


# Logging in


@pytest.fixture
def closed(open_room, record_path, tmp_path):
    add_user(tmp_path / "users.json", "Nele Brandt", WORD)
    bounds = Bounds(failed_logins=3, login_seconds=900)
    return open_room(record_path, Settings("nobody", Auth(tmp_path / "users.json"), bounds=bounds))


@pytest.fixture
def guest(closed):
    with Visitor(base_url=closed.url) as visitor:
        yield visitor


def come_in(visitor, name="Nele Brandt", password=WORD, **more):
    token = re.search(r'name="token" value="(\w+)"', visitor.get("/login").text)[1]
    return visitor.post("/login", data={"token": token, "name": name, "password": password, **more})


def test_without_logging_in_nothing_is_shown_but_where_to(guest, closed):
    key = next(closed.record.documents()).key
    answer = guest.get(f"/documents/{key}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/login?to=%2Fdocuments%2F{key}")
    assert guest.get("/").headers["Location"] == "/login"
    assert guest.get(f"/documents/{key}", headers={"HX-Request": "true"}).status_code == 401
    assert guest.get("/api/statements").json()["error"]["code"] == "log-in"
    assert guest.get("/loginx").status_code == 303
    assert guest.get("/static/paper.css").status_code == 200


def test_who_logs_in_comes_to_where_they_wanted_and_signs_with_their_name(guest, closed):
    entry = next(closed.record.documents())
    uid = closed.record.view(entry.id).statements[0].uid
    answer = come_in(guest, to=f"/documents/{entry.key}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/documents/{entry.key}")
    assert "Nele Brandt" in guest.get("/keys").text
    assert guest.write(f"/statements/{uid}/dispute").status_code == 303
    assert closed.record.statement(uid).judged_by == "Nele Brandt"


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_changes_on_logging_in(guest):
    before = guest.get("/login").headers["Set-Cookie"]
    after = come_in(guest).headers["Set-Cookie"]
    for cookie in (before, after):
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Max-Age=" in cookie
    assert before.split(".")[0] != after.split(".")[0]


def test_behind_https_cookies_are_kept_to_it(open_room, record_path):
    server = open_room(record_path, Settings("Tess", secure_cookies=True))
    with Visitor(base_url=server.url) as visitor:
        assert "; Secure" in visitor.get("/keys").headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("name", "password"), [("Nele Brandt", "wrong word 123"), ("Ivo", WORD), ("", ""), ("Nele Brandt", "x" * 5_000)]
)
def test_a_wrong_password_and_an_unknown_name_are_told_alike(guest, name, password):
    answer = come_in(guest, name, password)
    assert answer.status_code == 403 and "No user has this name and this password." in answer.text
    assert guest.get("/keys").status_code == 303


def test_tries_are_limited_also_for_the_right_password(guest):
    for _ in range(3):
        assert come_in(guest, password="wrong word 123").status_code == 403
    answer = come_in(guest)
    assert answer.status_code == 429 and "Too many tries" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 901
    assert come_in(guest, name="Ivo").status_code == 429  # the address has used up its tries too


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "/login?to=/",
        "\t//evil.example",
        "/x\r\nSet-Cookie: a=b",
        "",
    ],
)
def test_logging_in_leads_to_no_other_site(guest, to):
    answer = come_in(guest, to=to)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_logging_out_ends_the_session_for_every_copy_of_the_cookie(guest, closed):
    come_in(guest)
    copy = dict(guest.cookies)
    assert guest.write("/logout").headers["Location"] == "/login"
    with Visitor(base_url=closed.url, cookies=copy) as other:
        assert other.get("/keys").status_code == 303


def test_who_is_taken_out_of_the_file_is_out(guest, tmp_path):
    come_in(guest)
    assert guest.get("/keys").status_code == 200
    add_user(tmp_path / "users.json", "Nele Brandt", "another long word")
    assert guest.get("/keys").status_code == 303
    come_in(guest, password="another long word")
    (tmp_path / "users.json").write_text('{"users": {}}')
    assert guest.get("/keys").status_code == 303


def test_logging_in_needs_a_page_of_the_room(guest):
    """Else another site could log a visitor in under a name of its own choosing."""
    assert guest.post("/login", data={"name": "Nele Brandt", "password": WORD}).status_code == 403


def test_an_open_room_has_no_log_in(client):
    assert client.get("/login").headers["Location"] == "/"
    assert client.write("/login", {"name": "Nele", "password": WORD}).status_code == 404


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_in_a_browser_from_logging_in_to_logging_out(closed, new_page, scheme, width):
    """Plain forms too are known as the room's own: what browsers say of their origin is enough for the guard."""
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    entry = next(closed.record.documents())
    page.goto(f"{closed.url}/documents/{entry.key}")
    assert axe_faults(page) == []
    page.fill("#l-name", "Nele Brandt")
    page.fill("#l-password", "wrong word 123")
    page.click("main button")
    assert page.inner_text("[role=alert]") == "No user has this name and this password."
    assert page.input_value("#l-name") == "Nele Brandt" and page.input_value("#l-password") == ""
    page.fill("#l-password", WORD)
    page.click("main button")
    assert page.url == f"{closed.url}/documents/{entry.key}"
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_selector(".card.state-confirmed")
    assert "by Nele Brandt" in page.inner_text(".card.state-confirmed")
    page.click("text=Log out")
    assert page.url == f"{closed.url}/login"
    page.goto(f"{closed.url}/keys")
    assert page.url == f"{closed.url}/login?to=%2Fkeys"


# Behind a proxy


@pytest.fixture
def proxied(open_room, record_path):
    return open_room(record_path, Settings("nobody", Auth(proxy_header="X-Remote-User")))


def test_the_proxy_says_who_it_is(proxied):
    entry = next(proxied.record.documents())
    uid = proxied.record.view(entry.id).statements[0].uid
    with Visitor(base_url=proxied.url, headers={"X-Remote-User": "Ivo Marsh"}) as visitor:
        assert visitor.write(f"/statements/{uid}/confirm").status_code == 303
        assert "Log out" not in visitor.get("/keys").text
    assert proxied.record.statement(uid).judged_by == "Ivo Marsh"


def test_without_its_header_or_with_two_of_them_nobody_comes_in(proxied):
    with Visitor(base_url=proxied.url) as visitor:
        assert visitor.get("/keys").status_code == 401
        assert visitor.get("/keys", headers=[("X-Remote-User", "Ivo"), ("X-Remote-User", "Nele")]).status_code == 401
        assert visitor.get("/keys", headers={"X-Remote-User": ""}).status_code == 401


def test_a_session_does_not_outlive_its_header(proxied):
    with Visitor(base_url=proxied.url) as visitor:
        assert visitor.get("/keys", headers={"X-Remote-User": "Ivo"}).status_code == 200
        assert visitor.get("/keys").status_code == 401
        token = re.search(r'"X-Sayso-Token": "(\w+)"', visitor.get("/keys", headers={"X-Remote-User": "Ivo"}).text)[1]
        answer = visitor.post("/corrections/revoke", data={"token": token}, headers={"X-Remote-User": "Nele"})
        assert answer.status_code == 403


def test_the_header_is_believed_from_the_proxy_only(open_room, record_path):
    elsewhere = (ipaddress.ip_network("192.0.2.0/24"),)
    server = open_room(record_path, Settings("nobody", Auth(proxy_header="X-Remote-User", proxies=elsewhere)))
    with Visitor(base_url=server.url, headers={"X-Remote-User": "Ivo"}) as visitor:
        assert visitor.get("/keys").status_code == 401
