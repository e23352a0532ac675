"""The record as JSON for programs: what it gives, what it takes, one shape for everything that goes wrong."""

from __future__ import annotations

import time

import httpx
import pytest
from rooms import Visitor

from sayso.web.settings import Auth, Bounds, Settings
from sayso.web.users import add_user


@pytest.fixture
def program(server):
    """A program that may write: it asked for a session and sends the token along."""
    with httpx.Client(base_url=f"{server.url}/api", timeout=60) as client:
        client.headers["X-Sayso-Token"] = client.get("/session").json()["token"]
        yield client


def a_statement(program, words="release"):
    return program.get("/search", params={"q": words, "by": "words", "limit": 1}).json()["results"][0]


def test_a_result_leads_to_the_statement_and_to_the_words_in_the_document(program):
    hit = a_statement(program)
    seen = program.get(f"/statements/{hit['statement']}").json()
    document = program.get(f"/documents/{seen['document']}").json()
    for span in seen["statement"]["contents"]:
        assert document["document"]["text"][span["start"] : span["end"]] == span["exact"]
    assert hit["statement"] in {one["uid"] for one in document["statements"]}
    assert seen["statement"]["explanations"]


def test_what_is_corrected_is_in_the_statement_its_history_and_the_log(program, server):
    uid = a_statement(program)["statement"]
    sent = {"fields": {"act": "threaten", "role": "harbour master"}, "reason": "heard it"}
    made = program.patch(f"/statements/{uid}", json=sent)
    assert made.status_code == 201
    numbers = [correction["seq"] for correction in made.json()["corrections"]]
    seen = program.get(f"/statements/{uid}").json()
    assert (seen["state"], seen["judged_by"], seen["statement"]["act"]) == ("corrected", "Tess Tarrant", "threaten")
    assert [c["seq"] for c in program.get(f"/statements/{uid}/history").json()["corrections"]] == numbers
    log = program.get("/corrections", params={"after": numbers[0] - 1}).json()
    assert [c["reason"] for c in log["corrections"]] == ["heard it"] * len(numbers)
    for seq in numbers:
        assert program.post(f"/corrections/{seq}/revoke", json={}).status_code == 201
    assert program.get(f"/statements/{uid}").json()["state"] == "machine-read"


def test_a_statement_that_the_reader_missed_is_added_by_its_words(program):
    hit = a_statement(program)
    document = program.get(f"/documents/{hit['document']}").json()
    text = document["document"]["text"]
    words = {"start": 0, "end": 12, "exact": text[:12]}
    sent = {"words": words, "fields": {"speaker": "Gunnar Moll", "speaker_kind": "person", "act": "warn"}}
    made = program.post(f"/documents/{document['key']}/statements", json=sent)
    uid = made.json()["corrections"][0]["statement"]
    added = program.get(f"/statements/{uid}").json()["statement"]
    assert added["contents"] == [words]
    assert added["speaker"]["name"] == "Gunnar Moll"
    elsewhere = program.post(f"/documents/{document['key']}/statements", json={"words": words | {"exact": "not there"}})
    assert (elsewhere.status_code, elsewhere.json()["error"]["code"]) == (422, "bad-correction")


@pytest.mark.parametrize("judgement", ["confirm", "dispute", "remove"])
def test_a_judgement_needs_no_body(program, judgement):
    uid = a_statement(program)["statement"]
    assert program.post(f"/statements/{uid}/{judgement}").status_code == 201


def test_a_report_is_read(program):
    text = "HAVN — Gunnar Moll said on Monday that the harbour would stay closed. “We will not open it,” he said."
    job = program.post("/read", json={"text": text, "outlet": "The Havn Courier", "published": "2031-04-02"}).json()
    deadline = time.monotonic() + 60
    while not job["finished"] and time.monotonic() < deadline:
        time.sleep(0.05)
        job = program.get(f"/read/{job['id']}").json()
    assert (job["stage"], job["problems"]) == ("done", [])
    document = program.get(f"/documents/{job['reports'][0]['document']}").json()
    assert (document["document"]["outlet"], document["document"]["text"]) == ("The Havn Courier", text)


def test_counts_of_a_search_are_those_of_its_results(program):
    asked = {"q": "release", "by": "words"}
    facets = program.get("/search/facets", params=asked).json()
    results = program.get("/search", params=asked | {"limit": 100}).json()["results"]
    assert facets["total"] == len(results)
    for name, field in (("acts", "act"), ("kinds", "kind"), ("speakers", "speaker"), ("outlets", "outlet")):
        for tally in facets[name]:
            assert tally["count"] == sum(hit[field] == tally["value"] for hit in results), (name, tally)
    assert sum(tally["count"] for tally in facets["days"]) == len(results)


def test_pages_of_a_search_hold_every_result_once(program):
    asked = {"q": "Kardany", "limit": 100}
    whole = [hit["statement"] for hit in program.get("/search", params=asked).json()["results"]]
    parts = [
        hit["statement"]
        for start in range(0, len(whole), 7)
        for hit in program.get("/search", params=asked | {"from": start, "limit": 7}).json()["results"]
    ][: len(whole)]
    assert len(whole) > 20
    assert parts == whole


def test_an_issue_is_followed_and_its_board_names_the_words(program):
    made = program.post("/issues", json={"name": "The crew", "about": "Whether the detained crew goes free."})
    issue = made.json()["id"]
    board = program.get(f"/issues/{issue}/board").json()
    assert board["parties"]
    for lane in board["parties"]:
        for position in lane["positions"]:
            assert position["statement"] in board["statements"]
    uid = program.get(f"/issues/{issue}").json()["members"][0]["statement"]["uid"]
    chosen = program.post(f"/issues/{issue}/members", json={"statement": uid, "choice": "excluded"})
    assert uid in {m["statement"]["uid"] for m in program.get(f"/issues/{issue}").json()["excluded"]}
    assert program.post(f"/issues/judgements/{chosen.json()['seq']}/revoke").status_code == 201
    assert not program.get(f"/issues/{issue}").json()["excluded"]
    assert [i["id"] for i in program.get("/issues").json()["issues"]] == [issue]


def test_actors_and_utterances_lead_to_statements(program):
    actor = program.get("/actors", params={"q": "tolvik"}).json()["actors"][0]
    page = program.get(f"/actors/{actor['id']}").json()
    assert page["entry"]["name"] == actor["name"]
    uid = program.get(f"/actors/{actor['id']}/statements").json()["statements"][0]
    assert program.get(f"/statements/{uid}").status_code == 200
    utterance = program.get("/utterances", params={"limit": 1}).json()["utterances"][0]
    assert program.get(f"/utterances/{utterance['id']}").json()["reports"]


def test_news_since_a_day(program):
    news = program.get("/news", params={"since": "2024-03-20", "limit": 5}).json()["news"]
    assert len(news) == 5
    assert all(item["when"] >= "2024-03-20" for item in news)


REFUSED = {
    "no address": ("GET", "/api/nothing", {}, 404),
    "no method": ("PUT", "/api/search", {}, 405),
    "no statement": ("GET", "/api/statements/0000-1", {}, 404),
    "no sign": ("GET", "/api/documents/%00", {}, 400),
    "no sign in a search": ("GET", "/api/search?name=%00", {}, 400),
    "no document": ("GET", "/api/documents/ffffffff", {}, 404),
    "no issue": ("GET", "/api/issues/none/board", {}, 404),
    "no actor": ("GET", "/api/actors/Nobody%20Known", {}, 404),
    "no utterance": ("GET", "/api/utterances/0000-1", {}, 404),
    "no job": ("GET", "/api/read/none", {}, 404),
    "no day": ("GET", "/api/search?since=soon", {}, 422),
    "no act": ("GET", "/api/search?act=sings", {}, 422),
    "too many": ("GET", "/api/search?limit=100000", {}, 422),
    "too long": ("GET", "/api/search?q=" + "x" * 3_000, {}, 422),
    "no such issue in a search": ("GET", "/api/search?issue=none", {}, 404),
    "no JSON": ("POST", "/api/read", {"content": b"{", "headers": {"Content-Type": "application/json"}}, 422),
    "no such field": ("PATCH", "/api/statements/{uid}", {"json": {"fields": {"colour": "red"}}}, 422),
    "no such value": ("PATCH", "/api/statements/{uid}", {"json": {"fields": {"act": "sings"}}}, 422),
    "nothing to change": ("PATCH", "/api/statements/{uid}", {"json": {}}, 422),
    "unknown key": ("PATCH", "/api/statements/{uid}", {"json": {"field": {}}}, 422),
    "no correction": ("POST", "/api/corrections/999/revoke", {}, 404),
    "nothing to read": ("POST", "/api/read", {"json": {"text": "  "}}, 422),
    "bad day": ("POST", "/api/read", {"json": {"text": "x", "published": "never"}}, 422),
}


@pytest.mark.parametrize("case", REFUSED)
def test_every_error_has_the_one_shape(case, program, server):
    method, path, options, status = REFUSED[case]
    if "{uid}" in path:
        path = path.format(uid=a_statement(program)["statement"])
    answer = program.request(method, server.url + path, **options)
    assert answer.status_code == status
    assert_shape(answer)


def assert_shape(answer):
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "where"}
    assert body["error"]["code"] and body["error"]["message"]
    assert "\n" not in body["error"]["message"]


def test_errors_of_the_guard_have_it_too(record_path, open_room, tmp_path):
    users = tmp_path / "users.json"
    add_user(users, "vera", "a long password")
    settings = Settings("room", Auth(users), bounds=Bounds(body_bytes=2_000))
    server = open_room(record_path, settings)
    with httpx.Client(base_url=server.url) as stranger:
        answers = {
            stranger.get("/api/search"): 401,
            stranger.get("/api/search", headers={"Host": "evil.example"}): 421,
        }
    open_server = open_room(record_path, Settings("room", bounds=Bounds(body_bytes=2_000)))
    with Visitor(base_url=open_server.url) as visitor:
        answers |= {
            visitor.post("/api/read", json={"text": "x"}): 403,
            visitor.post("/api/read", json={"text": "x" * 3_000}, headers={"X-Sayso-Token": "x"}): 413,
            visitor.post("/api/read", json={"text": "x"}, headers={"Origin": "https://evil.example"}): 403,
        }
    for answer, status in answers.items():
        assert answer.status_code == status
        assert_shape(answer)


def test_a_fault_of_the_room_itself_has_it_too(server, client, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(server.record, "entry", broken)
    answer = client.get("/api/documents/whatever")
    assert answer.status_code == 500
    assert_shape(answer)
    assert "ZeroDivision" not in answer.text


def test_the_page_for_programs_names_every_address(client):
    page = client.get("/api/docs").text
    for path in client.get("/api/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in page
