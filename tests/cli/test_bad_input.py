"""Bad input at the command line: one line that names the input and the remedy, exit code 1, the other reports read."""

import json
import os
import subprocess
import sys

import pytest

REPORT = "“We will not give away a single quay,” the minister, Odile Farrant, said on Monday.\n"
FRENCH = (
    "Le gouvernement de Vessanie a rejeté lundi le projet de partage du port de Kelm. « Nous ne céderons pas un seul "
    "quai », a déclaré la ministre des transports, Odile Farrant, devant les députés réunis dans la capitale. "
) * 3


def sayso(*arguments, stdin=b""):
    """Run the command as a shell would; nothing may come out that looks like a crash."""
    env = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()}
    command = [sys.executable, "-m", "sayso", "read", *map(str, arguments), "--format", "jsonl"]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=120, env=env, check=False)
    errors = done.stderr.decode()
    assert "Traceback" not in errors
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], errors.splitlines()


def refused(*arguments, stdin=b""):
    """The one line with which an input is refused."""
    code, readings, errors = sayso(*arguments, stdin=stdin)
    assert code == 1
    assert readings == []
    (line,) = errors
    assert line.startswith("sayso: error: ")
    return line


def test_a_missing_file(tmp_path):
    assert f"{tmp_path / 'gone.txt'} does not exist: check the path" in refused(tmp_path / "gone.txt")


def test_a_folder_without_reports(tmp_path):
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    assert f"{tmp_path} holds no reports" in refused(tmp_path)


def test_a_binary_file(tmp_path):
    file = tmp_path / "photo.txt"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    assert str(file) in refused(file)


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"<html><body> </body></html>"])
def test_a_report_without_words(tmp_path, content):
    file = tmp_path / "empty.txt"
    file.write_bytes(content)
    assert str(file) in refused(file)
    assert "standard input" in refused("-", stdin=content)


def test_fifty_megabytes_of_text(tmp_path):
    file = tmp_path / "long.txt"
    file.write_bytes(REPORT.encode() * (50_000_000 // len(REPORT.encode())))
    line = refused(file)
    assert "too large" in line
    assert "split it" in line
    assert "too large" in refused("-", stdin=file.read_bytes())


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><article><p>{REPORT}<p>{REPORT}<div><b>{REPORT}",
        f"<html><body><article><p>{REPORT}</div></p></article></html></html><p>{REPORT}</p>",
        f"<!DOCTYPE html><body><article><p class='<<>>' id=\"x>{REPORT}</p><p>{REPORT * 5}</p><",
    ],
)
def test_broken_html_is_read_as_far_as_it_goes_or_refused_in_a_line(tmp_path, page):
    file = tmp_path / "broken.html"
    file.write_text(page, encoding="utf-8")
    code, readings, errors = sayso(file)
    assert code == (0 if readings else 1)
    assert readings or any(str(file) in line for line in errors)


def test_an_encoding_that_is_not_utf8_is_read_right(tmp_path):
    file = tmp_path / "old.txt"
    file.write_bytes(("The café’s owner, Zoë Brandt, said: " + REPORT).encode("cp1252"))
    _, (reading,), _ = sayso(file)
    assert "café’s owner, Zoë Brandt" in reading["document"]["text"]
    assert "“We will not" in reading["document"]["text"]


def test_mixed_encodings_neither_crash_nor_shift_an_offset(tmp_path):
    file = tmp_path / "mixed.txt"
    file.write_bytes(
        REPORT.encode("utf-8") + "The café’s owner said no.\n".encode("cp1252") + REPORT.encode("utf-16-le")
    )
    _, readings, errors = sayso(file)
    assert readings or errors
    for reading in readings:
        text = reading["document"]["text"]
        for statement in reading["statements"]:
            for span in statement["contents"]:
                assert text[span["start"] : span["end"]] == span["exact"]


def test_a_report_in_french_is_skipped_unless_it_is_called_english(tmp_path):
    file = tmp_path / "french.txt"
    file.write_text(FRENCH, encoding="utf-8")
    line = refused(file)
    assert "'fr'" in line
    assert "--language en" in line
    code, readings, errors = sayso(file, "--language", "en")
    assert (code, len(readings), errors) == (0, 1, [])
    assert "only English is read" in refused(file, "--language", "fr")


def test_a_host_that_cannot_be_reached():
    assert "http://kelm-courier.invalid/story" in refused("http://kelm-courier.invalid/story")


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "10.0.0.8", "169.254.169.254", "localhost", "2130706433"])
def test_a_private_address_is_not_asked(host):
    url = f"http://{host}/story"
    assert url in refused(url)


def test_one_bad_file_among_many_is_named_and_the_others_are_read(tmp_path):
    for name in ("a", "c", "d"):
        (tmp_path / f"{name}.txt").write_text(f"{name}: {REPORT}", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "e.txt").write_text(FRENCH, encoding="utf-8")
    code, readings, errors = sayso(tmp_path)
    assert code == 1
    assert [r["document"]["text"][0] for r in readings] == ["a", "c", "d"]
    empty, french, summary = errors
    assert str(tmp_path / "b.txt") in empty
    assert str(tmp_path / "e.txt") in french
    assert summary == "sayso: 3 read, 2 skipped, 1 of them not in English"
