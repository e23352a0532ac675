"""When to ask again, and what robots.txt allows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.sources.robots import DENY_ALL, LONGEST_DELAY, robots_address, rules_from
from sayso.watch.feeds_file import read_feeds_file
from sayso.watch.pace import LONGEST_WISH, Pace, retry_after

NOW = datetime(2031, 4, 1, 6, 0, tzinfo=UTC)


@given(failures=st.integers(1, 10_000), seed=st.integers(), away=st.booleans())
def test_back_off_stays_within_its_bounds(failures: int, seed: int, away: bool) -> None:
    pace = Pace()
    wait = pace.after_failures(failures, Random(seed), unreachable=away)
    assert pace.every / 2 <= wait <= (pace.longest_unreachable if away else pace.longest)


def test_back_off_grows_and_differs_from_feed_to_feed() -> None:
    waits = [[Pace().after_failures(n, Random(seed), unreachable=False) for n in (1, 4, 7)] for seed in range(20)]
    assert all(a < b < c for a, b, c in waits)
    assert len({w[0] for w in waits}) == 20


def test_a_feed_that_asks_for_more_time_gets_it_up_to_a_day() -> None:
    pace = Pace(spread=0)
    assert pace.until_next_poll(180, Random(1)) == 180 * 60
    assert pace.until_next_poll(5, Random(1)) == pace.every
    assert pace.until_next_poll(90_000, Random(1)) == pace.longest


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Tue, 01 Apr 2031 07:00:00 GMT", 3600.0),
        ("Tue, 01 Apr 2031 05:00:00 GMT", 0.0),
        ("99999999999999999999", LONGEST_WISH),
        ("Tue, 01 Apr 2099 05:00:00 GMT", LONGEST_WISH),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("٣", None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text())
def test_no_retry_after_is_an_error(value: str) -> None:
    assert (retry_after(value, NOW) or 0) <= LONGEST_WISH


ROBOTS = b"""User-agent: *
Disallow: /private
Crawl-delay: 7

User-agent: sayso
Disallow: /archive
Allow: /archive/free
Crawl-delay: 3000
"""


def test_the_rules_for_sayso_count_before_those_for_all() -> None:
    rules = rules_from(200, ROBOTS)
    assert rules.allows("https://quay.example/private/a")
    assert not rules.allows("https://quay.example/archive/a")
    assert rules.allows("https://quay.example/archive/free/a")
    assert rules.delay == LONGEST_DELAY


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_host_without_robots_txt_allows_everything(status: int) -> None:
    assert rules_from(status, b"").allows("https://quay.example/")


@pytest.mark.parametrize("status", [429, 500, 503, None])
def test_a_host_in_trouble_allows_nothing(status: int | None) -> None:
    assert rules_from(status, b"") is DENY_ALL


@given(st.binary(max_size=2_000))
def test_no_robots_txt_is_an_error(body: bytes) -> None:
    rules = rules_from(200, body)
    rules.allows("https://quay.example/a?b=c")
    assert rules.delay is None or 0 <= rules.delay <= LONGEST_DELAY


def test_robots_txt_stands_at_the_root_of_host_and_port() -> None:
    assert robots_address("https://quay.example:8443/a/b?c") == "https://quay.example:8443/robots.txt"


def test_a_feeds_file_names_addresses_and_outlets(tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_bytes(
        "\ufeff# papers\nhttps://a.example/feed  The  Quay Post\r\nhttps://b.example/feed\tÖstbladet\n\nnews\n"
        "https://a.example/feed again\n".encode()
    )
    listed = read_feeds_file(path)
    assert listed.outlets == {"https://a.example/feed": "The Quay Post", "https://b.example/feed": "Östbladet"}
    assert [p.where for p in listed.problems] == [f"{path}:5"]


def test_a_missing_feeds_file_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"feeds\.txt cannot be read: No such file"):
        read_feeds_file(tmp_path / "feeds.txt")
