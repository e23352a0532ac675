"""Sites and records for the watcher."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from site_for_watch import Site

from sayso.record.store import Record, open_record


@pytest.fixture
def new_site() -> Iterator[Callable[[], Site]]:
    """Makes servers that end with the test."""
    sites: list[Site] = []

    def make() -> Site:
        sites.append(Site())
        return sites[-1]

    yield make
    for site in sites:
        site.close()


@pytest.fixture
def site(new_site: Callable[[], Site]) -> Site:
    """One server."""
    return new_site()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record."""
    with open_record(tmp_path / "sayso.db") as opened:
        yield opened
