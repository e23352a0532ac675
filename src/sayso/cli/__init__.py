"""Command line: one file a command group; bytes in from the shell, views and formats out."""

from __future__ import annotations

import os
from importlib import import_module

import click

from sayso.version import __version__

COMMANDS = {
    "read": "sayso.cli.read:command",
    "add": "sayso.cli.add:command",
    "reread": "sayso.cli.reread:command",
    "correct": "sayso.cli.correct:command",
    "history": "sayso.cli.history:command",
    "restore": "sayso.cli.restore:command",
    "verify": "sayso.cli.verify:command",
    "search": "sayso.cli.search:command",
    "export": "sayso.cli.export:command",
    "watch": "sayso.cli.watch:command",
    "actors": "sayso.cli.actors:command",
    "issue": "sayso.cli.issue:command",
    "positions": "sayso.cli.positions:command",
    "news": "sayso.cli.news:command",
    "utterance": "sayso.cli.utterance:command",
    "serve": "sayso.cli.serve:command",
}
"""Name of each command → the module and object that is it. A command's module is imported when it is called."""


READING = ("read", "add", "reread", "watch", "serve")
"""Commands that read reports."""


class LazyGroup(click.Group):
    """A group whose commands are imported only when called or listed, in the order of :data:`COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order a person needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        if cmd_name in READING:
            # The reader fills the cores itself: threads of numpy's products would only wait for each other.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        module, _, name = place.partition(":")
        found = getattr(import_module(module), name)
        assert isinstance(found, click.Command), f"{place} is no command"
        return found


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="sayso", message="%(prog)s %(version)s")
def main() -> None:
    """Who said what: news reporting in, attributed statements with exact offsets out.

    \b
    sayso read report.txt                 show its statements
    sayso read reports/ --format jsonl    the same for programs
    sayso COMMAND --help                  what a command does, with examples
    """
