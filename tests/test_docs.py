"""README and docs are run: every command and every Python example in them works, every command is documented."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sayso.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
PAGES = (
    ROOT / "README.md",
    *(ROOT / "docs" / f"{name}.md" for name in ("reading", "record", "corrections", "actors", "issues")),
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language):
    return [
        pytest.param(code, id=f"{page.name}-{number}")
        for page in PAGES
        for number, (found, code) in enumerate(BLOCK.findall(page.read_text("utf-8")))
        if found == language
    ]


def sayso_lines(code):
    return [line for line in code.splitlines() if re.search(r"(^|\| )sayso ", line)]


@pytest.fixture
def folder(tmp_path):
    """A folder with the example reports, and ``sayso`` on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "sayso"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sayso "$@"\n')
    script.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("code", [p for p in blocks("sh") if sayso_lines(p.values[0])])
def test_the_commands_of_the_docs_work(code, folder):
    env = os.environ | {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    for line in sayso_lines(code):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], cwd=folder, env=env, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), line
        assert done.stdout or "--output" in line, line


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_of_the_docs_works(code, folder):
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_says_what_each_option_does(name):
    command = main.get_command(click.Context(main), name)
    assert command.help
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, f"{name} {option.name}"


def test_every_option_of_read_is_documented():
    text = (ROOT / "docs" / "reading.md").read_text("utf-8")
    command = main.get_command(click.Context(main), "read")
    for option in command.params:
        if isinstance(option, click.Option):
            assert any(name in text for name in option.opts), option.name


def test_every_command_stands_in_the_docs():
    text = "".join(page.read_text("utf-8") for page in [*ROOT.glob("docs/*.md"), ROOT / "README.md"])
    for name in COMMANDS:
        assert f"sayso {name}" in text, name


def test_links_of_the_docs_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_spans_that_the_docs_show_stand_in_the_example_they_are_from():
    shown = 0
    reports = [p.read_text("utf-8") for p in sorted((ROOT / "examples").glob("*.txt"))]
    for page in PAGES:
        for span in re.finditer(r'"start": (\d+), "end": (\d+), "exact": "([^"]+)"', page.read_text("utf-8")):
            start, end, exact = int(span[1]), int(span[2]), span[3]
            assert any(text[start:end] == exact for text in reports), f"{page.name}: {span[0]}"
            shown += 1
    assert shown >= 4
