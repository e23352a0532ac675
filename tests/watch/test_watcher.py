"""The watcher against real servers, with hours that pass in a moment."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from site_for_watch import START, Reply, Site, Watch, article, rss

from sayso.errors import InputError
from sayso.record.faults import RecordError
from sayso.record.store import Record
from sayso.watch.pace import Pace
from sayso.watch.watcher import AlreadyWatchedError

QUICK = Pace(between_requests=1.0)


@pytest.fixture
def paper(site: Site) -> Site:
    """A paper with two stories."""
    site.serve_feed("/a", "/b")
    site.serve_article("/a", "Ilse Maar", "Not one valley will be given away")
    site.serve_article("/b", "Tomas Rehn", "The wall will hold")
    return site


def test_what_a_feed_announces_is_read_into_the_record(paper: Site, record: Record, tmp_path: Path) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed The Quay Post").run(once=True)
    assert watch.said() == {"“Not one valley will be given away,”", "“The wall will hold,”"}
    assert watch.states() == {"added": 2}
    for entry in record.documents():
        assert (entry.outlet, entry.url) in {("The Quay Post", f"{paper.url}/a"), ("The Quay Post", f"{paper.url}/b")}


def test_a_day_that_the_page_lacks_is_the_feeds_in_utc(paper: Site, record: Record, tmp_path: Path) -> None:
    Watch(record, tmp_path, f"{paper.url}/feed").run(once=True)
    assert {entry.published for entry in record.documents()} == {"2031-04-01"}  # half past nine in the evening, UTC-5


def test_nothing_is_fetched_twice(paper: Site, record: Record, tmp_path: Path) -> None:
    Watch(record, tmp_path, f"{paper.url}/feed", hours=6).run()
    assert paper.times("/feed") > 15
    assert (paper.times("/a"), paper.times("/b"), paper.times("/robots.txt")) == (1, 1, 1)


def test_what_comes_new_is_added_when_it_comes(paper: Site, record: Record, tmp_path: Path) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=3)

    def publish() -> None:
        paper.serve_article("/c", "Lena Fjord", "The road is open")
        paper.serve_feed("/c", "/a", "/b")

    watch.clock.at(2, publish)
    watch.run()
    assert "“The road is open,”" in watch.said()
    assert paper.times("/c") == 1


def test_a_feed_is_asked_for_only_if_it_changed(site: Site, record: Record, tmp_path: Path) -> None:
    site.serve_feed("/a", etag='"v1"')
    site.serve_article("/a", "Ilse Maar", "Not one valley")
    Watch(record, tmp_path, f"{site.url}/feed", hours=2).run()
    first, *later = [headers for path, headers in site.asked if path == "/feed"]
    assert "if-none-match" not in first
    assert len(later) >= 5 and all(headers["if-none-match"] == '"v1"' for headers in later)


def test_last_modified_does_where_there_is_no_etag(site: Site, record: Record, tmp_path: Path) -> None:
    stamp = "Mon, 31 Mar 2031 10:00:00 GMT"
    site.pages["/feed"] = Reply(rss(), media_type="text/xml", headers={"Last-Modified": stamp})
    Watch(record, tmp_path, f"{site.url}/feed", hours=1).run()
    assert [headers.get("if-modified-since") for path, headers in site.asked if path == "/feed"][1] == stamp


def test_an_article_that_its_feed_says_changed_becomes_a_new_version(
    paper: Site, record: Record, tmp_path: Path
) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=4)

    def correct() -> None:
        paper.serve_article("/a", "Ilse Maar", "Not one village will be given away")
        body = rss(f"{paper.url}/a", stamp=" (updated)")
        paper.pages["/feed"] = Reply(body, media_type="application/rss+xml")

    watch.clock.at(2, correct)
    watch.run()
    assert len(record.report(f"{paper.url}/a").versions) == 2
    assert watch.states() == {"updated": 1, "added": 1}


def test_a_feed_that_says_at_every_poll_that_all_changed_is_not_believed(
    paper: Site, record: Record, tmp_path: Path
) -> None:
    polls = iter(range(10_000))

    def restless(headers: Mapping[str, str]) -> Reply:
        return Reply(rss(f"{paper.url}/a", stamp=str(next(polls))), media_type="application/rss+xml")

    paper.pages["/feed"] = restless
    Watch(record, tmp_path, f"{paper.url}/feed", hours=12).run()
    assert paper.times("/a") <= 12


# Politeness


def test_robots_txt_is_heeded(paper: Site, record: Record, tmp_path: Path) -> None:
    paper.pages["/robots.txt"] = Reply("User-agent: sayso\nDisallow: /a\n", media_type="text/plain")
    watch = Watch(record, tmp_path, f"{paper.url}/feed").run(once=True)
    assert (paper.times("/a"), paper.times("/b")) == (0, 1)
    assert watch.states() == {"refused": 1, "added": 1}


def test_a_host_in_trouble_over_its_robots_txt_is_left_alone_until_it_answers(
    paper: Site, record: Record, tmp_path: Path
) -> None:
    paper.pages["/robots.txt"] = Reply("down", 503)
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=4)
    watch.clock.at(2, lambda: paper.pages.pop("/robots.txt"))
    watch.run()
    assert all(minute >= 120 for minute in watch.minutes_of("/feed"))
    assert watch.states() == {"added": 2}


def test_a_host_gets_its_rest_between_requests_and_more_if_it_asks(paper: Site, record: Record, tmp_path: Path) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed", pace=Pace(between_requests=5)).run(once=True)
    asked = [at for at, url in watch.asked_at if not url.endswith("robots.txt")]
    assert all((b - a).total_seconds() >= 5 for a, b in pairwise(asked))


def test_a_crawl_delay_is_kept(paper: Site, record: Record, tmp_path: Path) -> None:
    paper.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 40\n", media_type="text/plain")
    watch = Watch(record, tmp_path, f"{paper.url}/feed").run(once=True)
    asked = [at for at, url in watch.asked_at if not url.endswith("robots.txt")]
    assert all((b - a).total_seconds() >= 40 for a, b in pairwise(asked))


def test_one_host_resting_does_not_hold_up_another(
    paper: Site, new_site: Callable[[], Site], record: Record, tmp_path: Path
) -> None:
    other = new_site()
    other.serve_feed("/x")
    other.serve_article("/x", "Ben Orr", "We can wait")
    paper.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 100\n", media_type="text/plain")
    watch = Watch(record, tmp_path, f"{paper.url}/feed", f"{other.url}/feed", pace=QUICK).run(once=True)
    assert watch.minutes_of("/x")[0] < watch.minutes_of("/a")[0]
    assert watch.states() == {"added": 3}


# Trouble


def test_a_failing_feed_is_asked_less_and_less_and_again_as_usual_when_it_is_well(
    paper: Site, record: Record, tmp_path: Path
) -> None:
    well = paper.pages["/feed"]
    paper.pages["/feed"] = Reply("down", 500)
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=60)
    watch.clock.at(36, lambda: paper.pages.update({"/feed": well}))
    watch.run()
    asked = watch.minutes_of("/feed")
    bad = [minute for minute in asked if minute < 36 * 60]
    gaps = [b - a for a, b in pairwise(bad)]
    assert len(bad) < 12 and max(gaps) > 3 * 60 and gaps[0] <= 15
    assert watch.states() == {"added": 2}
    assert watch.memory.feeds()[0].failures == 0


def test_retry_after_is_kept(paper: Site, record: Record, tmp_path: Path) -> None:
    paper.pages["/feed"] = Reply("busy", 429, headers={"Retry-After": "7200"})
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=3).run()
    first, second = watch.minutes_of("/feed")[:2]
    assert second - first >= 120


def test_the_network_away_is_waited_out(paper: Site, record: Record, tmp_path: Path) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=30)
    paper.close()
    watch.run()
    [feed] = watch.memory.feeds()
    assert feed.failures > 20 and "cannot be reached" in (feed.problem or "")
    gaps = watch.minutes_of("/robots.txt")
    assert max(b - a for a, b in pairwise(gaps)) <= 31, "it is back soon after the network is"


def test_a_feed_that_turns_to_garbage_is_said_and_outlived(paper: Site, record: Record, tmp_path: Path) -> None:
    well = paper.pages["/feed"]
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=8)
    watch.clock.at(1, lambda: paper.pages.update({"/feed": Reply(bytes(range(256)) * 40)}))
    watch.clock.at(2, lambda: paper.pages.update({"/feed": Reply("<html>We moved!</html>")}))
    watch.clock.at(4, lambda: paper.pages.update({"/feed": well}))
    problems: list[str | None] = []
    watch.clock.at(3, lambda: problems.append(watch.memory.feeds()[0].problem))
    watch.run()
    assert problems and "is no RSS or Atom feed" in (problems[0] or "")
    assert watch.memory.feeds()[0].problem is None
    assert watch.states() == {"added": 2}


def test_a_malformed_feed_gives_what_stands_before_the_fault(paper: Site, record: Record, tmp_path: Path) -> None:
    whole = rss(f"{paper.url}/a", f"{paper.url}/b")
    cut = whole[: whole.index("/b</link>")]
    paper.pages["/feed"] = Reply(cut, media_type="application/rss+xml", headers={"ETag": '"broken"'})
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=1).run()
    assert "“Not one valley will be given away,”" in watch.said()
    [feed] = watch.memory.feeds()
    assert "malformed" in (feed.problem or "")
    assert feed.etag is None, "it is asked for whole again"


def test_an_article_gone_at_its_source_is_noted_and_let_go(paper: Site, record: Record, tmp_path: Path) -> None:
    paper.pages["/a"] = Reply("gone", 410)
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=6).run()
    assert watch.states() == {"gone": 1, "added": 1}
    assert paper.times("/a") == 1


def test_an_article_that_cannot_be_had_is_tried_for_days_then_given_up(
    paper: Site, record: Record, tmp_path: Path
) -> None:
    paper.pages["/a"] = Reply("down", 503)
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=24 * 5, pace=Pace(every=6 * 3600)).run()
    assert watch.states() == {"failed": 1, "added": 1}
    assert 8 <= paper.times("/a") <= 15
    assert watch.minutes_of("/a")[-1] >= 3 * 24 * 60


def test_an_article_that_comes_back_is_added(paper: Site, record: Record, tmp_path: Path) -> None:
    paper.pages["/a"] = Reply("down", 503)
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=6)
    watch.clock.at(1, lambda: paper.serve_article("/a", "Ilse Maar", "Not one valley"))
    assert watch.run().states() == {"added": 2}


def test_an_article_that_trips_the_reader_does_not_end_the_watch(paper: Site, record: Record, tmp_path: Path) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed")
    watch.reader.trips_over = "Not one valley"
    assert watch.run(once=True).states() == {"failed": 1, "added": 1}


def test_an_article_that_redirects_is_kept_under_the_address_it_ends_at(
    paper: Site, record: Record, tmp_path: Path
) -> None:
    paper.pages["/a"] = Reply(status=301, headers={"Location": "/moved"})
    paper.pages["/moved"] = Reply(article("Ilse Maar", "Not one valley"))
    Watch(record, tmp_path, f"{paper.url}/feed").run(once=True)
    assert f"{paper.url}/moved" in {entry.url for entry in record.documents()}


def test_what_is_no_page_is_not_an_article(paper: Site, record: Record, tmp_path: Path) -> None:
    paper.pages["/a"] = Reply(b"\x89PNG", media_type="image/png")
    assert Watch(record, tmp_path, f"{paper.url}/feed").run(once=True).states() == {"failed": 1, "added": 1}


def test_a_record_that_cannot_be_written_for_a_while_is_waited_for(
    paper: Site, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=2)
    keep, refusals = record.add, iter(range(3))

    def add_when_there_is_room(*args: object) -> object:
        if next(refusals, None) is not None:
            raise RecordError("the disk is full")
        return keep(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(record, "add", add_when_there_is_room)
    assert watch.run().states() == {"added": 2}


# Ending and beginning again


def test_a_watcher_goes_on_where_another_was_stopped(paper: Site, record: Record, tmp_path: Path) -> None:
    first = Watch(record, tmp_path, f"{paper.url}/feed", pace=Pace(between_requests=5))
    first.clock.at(1 / 3600, first.clock.stop)  # after the feed, before the articles
    first.run()
    assert first.states() == {"waiting": 2}
    second = Watch(record, tmp_path, f"{paper.url}/feed").run()
    assert second.states() == {"added": 2}
    assert paper.times("/a") == 1


def test_a_restart_asks_no_feed_before_its_time(paper: Site, record: Record, tmp_path: Path) -> None:
    Watch(record, tmp_path, f"{paper.url}/feed", hours=0.1).run()
    again = Watch(record, tmp_path, f"{paper.url}/feed", hours=0.1).run()
    assert again.minutes_of("/feed") == []


def test_a_clock_that_was_wrong_stops_nothing(paper: Site, record: Record, tmp_path: Path) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed")
    watch.memory.list_feeds({f"{paper.url}/feed": None}, START.replace(year=2099))
    assert watch.run().states() == {"added": 2}


def test_two_watchers_of_one_record_are_one_too_many(paper: Site, record: Record, tmp_path: Path) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed")
    watch.memory.claim(socket.gethostname(), os.getppid(), START)
    with pytest.raises(AlreadyWatchedError, match="is being watched already"):
        watch.run()
    assert watch.memory.watcher() is not None, "the other one's claim stands"


def test_a_watcher_that_died_is_followed_by_the_next(paper: Site, record: Record, tmp_path: Path) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed")
    watch.memory.claim(socket.gethostname(), 2**22 + 1, START)  # above any process number
    assert watch.run(once=True).states() == {"added": 2}
    assert watch.memory.watcher() is None


# The feeds file


def test_the_feeds_file_is_read_again_when_it_changes(
    paper: Site, new_site: Callable[[], Site], record: Record, tmp_path: Path
) -> None:
    other = new_site()
    other.serve_feed("/x")
    other.serve_article("/x", "Ben Orr", "We can wait")
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=4)
    watch.clock.at(1, lambda: watch.file.write_text(f"{other.url}/feed\n"))
    watch.run()
    assert "“We can wait,”" in watch.said()
    assert max(watch.minutes_of(f"{paper.url}/feed")) < 62
    assert [feed.url for feed in watch.memory.feeds()] == [f"{other.url}/feed"]


def test_a_feeds_file_that_goes_missing_later_changes_nothing(paper: Site, record: Record, tmp_path: Path) -> None:
    watch = Watch(record, tmp_path, f"{paper.url}/feed", hours=3)
    watch.clock.at(1, watch.file.unlink)
    watch.run()
    assert max(watch.minutes_of("/feed")) > 120


def test_lines_that_are_no_feed_are_passed_over_and_a_file_without_any_is_refused(
    paper: Site, record: Record, tmp_path: Path
) -> None:
    watch = Watch(record, tmp_path, "# my papers", "", "not an address", "ftp://old.example/feed", f"{paper.url}/feed")
    assert watch.run(once=True).states() == {"added": 2}
    with pytest.raises(InputError, match="lists no feed"):
        Watch(record, tmp_path, "# nothing").run()


def test_a_feed_of_a_hundred_thousand_entries_is_cut_and_said(site: Site, record: Record, tmp_path: Path) -> None:
    site.pages["/feed"] = Reply(rss(*(f"{site.url}/{n}" for n in range(100_000))), media_type="application/rss+xml")
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /\nAllow: /feed$\n", media_type="text/plain")
    watch = Watch(record, tmp_path, f"{site.url}/feed", hours=0.001).run()
    [feed] = watch.memory.feeds()
    assert "holds 100,000 entries; the first 5,000 are taken" in (feed.problem or "")
    assert sum(watch.states().values()) == 5_000
