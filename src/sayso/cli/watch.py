"""``sayso watch``: poll feeds and read what is new into the record, for weeks."""

from __future__ import annotations

import json
import logging
import logging.handlers
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.record_option import faults_in_one_line, record_option

if TYPE_CHECKING:
    from types import FrameType


@click.command("watch")
@click.argument("feeds", required=False, type=click.Path(path_type=Path), metavar="FEEDS.TXT")
@record_option
@click.option("--status", is_flag=True, help="Show how the feeds are doing, and end.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", help="Of --status.")
@click.option("--once", is_flag=True, help="Ask every feed once, read what is new, and end.")
@click.option("--every", "minutes", type=click.FloatRange(1, 10_080), default=15.0, show_default=True,
              metavar="MINUTES", help="Between two polls of a feed.")  # fmt: skip
@click.option("--rest", type=click.FloatRange(0, 3_600), default=5.0, show_default=True, metavar="SECONDS",
              help="Between two requests to one host.")  # fmt: skip
@click.option("--log", "log_path", type=click.Path(dir_okay=False, path_type=Path), metavar="PATH",
              help="File for the log, kept under 10 MB five times over; else standard error.")  # fmt: skip
def command(
    feeds: Path | None,
    where: str,
    status: bool,
    format_: str,
    once: bool,
    minutes: float,
    rest: float,
    log_path: Path | None,
) -> None:
    """Watch the feeds that a file lists, an address a line, the outlet's name after it.

    New articles are read into the record. robots.txt is heeded, a host gets its rest between requests, and a feed that
    fails is asked less and less often. Everything it knows stands in the record: stop it at any time (Ctrl + C, or
    SIGTERM), and it goes on from there.
    """
    if status:
        _show_status(where, format_)
        return
    if feeds is None:
        raise click.UsageError("name the file that lists the feeds, for example: sayso watch feeds.txt")
    from sayso.record.store import open_record
    from sayso.services.known_actors import open_reader
    from sayso.services.watching import make_watcher
    from sayso.watch.feeds_file import read_feeds_file
    from sayso.watch.logs import log_to
    from sayso.watch.pace import Pace

    stop = threading.Event()
    with faults_in_one_line():
        read_feeds_file(feeds)  # before a record is made for nothing
        with open_record(where) as record:
            log_to(_handler(log_path))
            _stop_on_signals(stop)
            pace = Pace(every=minutes * 60, between_requests=rest)
            make_watcher(record, feeds, open_reader(os.environ), stop, pace).run(once=once)


def _handler(path: Path | None) -> logging.Handler:
    if path is None:
        return logging.StreamHandler(sys.stderr)
    try:
        return logging.handlers.RotatingFileHandler(path, maxBytes=10_000_000, backupCount=4, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error


def _stop_on_signals(stop: threading.Event) -> None:
    """The first signal ends the watcher when what it is doing is done; a second one ends it at once."""

    def asked(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, asked)


def _show_status(where: str, format_: str) -> None:
    from sayso.record.store import open_record
    from sayso.watch.status import print_status, status_of, status_to_json

    with faults_in_one_line(), open_record(where, create=False, readonly=True) as record:
        found = status_of(record)
        if format_ == "json":
            click.echo(json.dumps(status_to_json(found), ensure_ascii=False, indent=2))
        else:
            print_status(found)
