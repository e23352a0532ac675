"""Sessions: who a visitor is, told by a signed cookie that ends, and the token that writing needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.web.attempts import Attempts
from sayso.web.sessions import Sessions


class Clock:
    def __init__(self, now=1_900_000_000.0):
        self.now = now

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_a_cookie_names_its_session_until_it_ends(clock):
    sessions = Sessions(3600, clock)
    session = sessions.new("Nele Brandt", "a1b2")
    cookie = sessions.cookie(session)
    assert sessions.read(cookie) == session
    clock.now += 3601
    assert sessions.read(cookie) is None


@given(st.one_of(st.none(), st.text(min_size=1).filter(lambda t: t.isprintable())))
def test_any_name_comes_back(name):
    sessions = Sessions(60, Clock())
    assert sessions.read(sessions.cookie(sessions.new(name))).user == name


@given(st.text(max_size=200))
def test_what_is_no_cookie_of_ours_names_nobody(cookie):
    assert Sessions(60, Clock()).read(cookie) is None


def test_an_altered_cookie_names_nobody(clock):
    sessions = Sessions(60, clock)
    cookie = sessions.cookie(sessions.new("Nele"))
    for at in range(0, len(cookie), 7):
        altered = cookie[:at] + ("A" if cookie[at] != "A" else "B") + cookie[at + 1 :]
        assert sessions.read(altered) is None


def test_a_room_opened_anew_knows_no_cookie_of_before(clock):
    assert Sessions(60, clock).read(Sessions(60, clock).cookie(Sessions(60, clock).new("Nele"))) is None


def test_a_session_is_renewed_once_half_of_it_is_over(clock):
    sessions = Sessions(100, clock)
    session = sessions.new("Nele")
    assert sessions.renewed(session) is None
    clock.now += 60
    renewed = sessions.renewed(session)
    assert (renewed.id, renewed.user, renewed.expires) == (session.id, "Nele", int(clock.now) + 100)
    assert sessions.token(renewed) == sessions.token(session)  # pages that are open can still write


def test_who_logged_out_stays_out_also_with_a_copy_of_the_cookie(clock):
    sessions = Sessions(100, clock)
    session = sessions.new("Nele")
    cookie = sessions.cookie(session)
    sessions.end(session)
    assert sessions.read(cookie) is None


def test_a_token_is_of_one_session_and_one_user(clock):
    sessions = Sessions(100, clock)
    one, other = sessions.new("Nele"), sessions.new("Nele")
    assert sessions.token_fits(one, sessions.token(one))
    assert not sessions.token_fits(one, sessions.token(other))
    assert not sessions.token_fits(one, "")
    assert not sessions.token_fits(one, "ÿ" * 64)
    assert sessions.token(one) not in sessions.cookie(one)


def test_so_many_wrong_tries_and_then_a_wait(clock):
    attempts = Attempts(3, 900, clock)
    assert [attempts.begin("name Nele", "address 192.0.2.1") for _ in range(3)] == [0, 0, 0]
    assert 0 < attempts.begin("name Nele", "address 192.0.2.9") <= 901  # by name, from wherever
    assert attempts.begin("name Ivo", "address 192.0.2.1") > 0  # by address, whoever it is
    assert attempts.begin("name Ivo", "address 192.0.2.9") == 0
    clock.now += 901
    assert attempts.begin("name Nele", "address 192.0.2.1") == 0


def test_a_try_that_went_well_starts_the_count_anew(clock):
    attempts = Attempts(2, 900, clock)
    for _ in range(5):
        assert attempts.begin("name Nele") == 0
        attempts.forget("name Nele")


def test_waiting_is_not_prolonged_by_trying_on(clock):
    attempts = Attempts(1, 100, clock)
    attempts.begin("name Nele")
    for _ in range(10):
        clock.now += 9
        assert attempts.begin("name Nele") > 0
    clock.now += 11
    assert attempts.begin("name Nele") == 0


def test_names_that_are_made_up_do_not_fill_the_memory(clock):
    attempts = Attempts(1, 100, clock)
    for number in range(10_050):
        attempts.begin(f"name {number}")
    assert len(attempts._failed) == 10_000
