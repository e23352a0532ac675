"""The reports in examples/ and their coding: whole, verbatim, by the codebook, and telling the story README tells."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sayso.model import ACTS

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
README = (EXAMPLES / "README.md").read_text(encoding="utf-8")
TEXTS = sorted(EXAMPLES.glob("*.txt"))
PAGES = sorted(EXAMPLES.glob("*.html"))
MANIFEST = [json.loads(line) for line in (EXAMPLES / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
GOLD: list[Json] = [
    json.loads(line) for line in (ROOT / "tests/gold/examples.jsonl").read_text(encoding="utf-8").splitlines()
]
STATEMENTS: list[tuple[Json, Json]] = [(article, s) for article in GOLD for s in article["statements"]]
BY_REFERENCE = {f"{article['doc'][:2]}:{s['id']}": s for article, s in STATEMENTS}
PARTS = ("sources", "cues", "contents")


def words_of(statement: Json, part: str) -> str:
    return " … ".join(span["exact"] for span in statement[part])


def test_there_are_at_least_twelve_reports_and_four_of_them_are_whole_pages() -> None:
    assert len(TEXTS) + len(PAGES) >= 12
    assert len(PAGES) >= 4


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_a_plain_report_stands_by_itself_with_headline_and_byline(path: Path) -> None:
    paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
    entry = next(e for e in MANIFEST if e["file"] == path.name)
    assert paragraphs[0] == entry["title"]
    assert len(paragraphs[1]) < 120 or re.match(r"[A-Z]+, March \d+\. /Kardinform/\. ", paragraphs[1])
    assert 350 <= len(" ".join(paragraphs).split()) <= 900
    assert date.fromisoformat(entry["published"]).isoformat() == path.stem[-10:]


def test_the_manifest_names_each_plain_report_once() -> None:
    assert [e["file"] for e in MANIFEST] == [p.name for p in TEXTS]
    assert len({e["outlet"] for e in MANIFEST}) == 4


class PageHead(HTMLParser):
    """What a page's head and furniture say: meta properties, JSON-LD, and the tags used."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.linked_data = ""
        self.tags: set[str] = set()
        self._in_linked_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        if tag == "meta" and found.get("property"):
            self.meta[str(found["property"])] = str(found.get("content"))
        self._in_linked_data = tag == "script" and found.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._in_linked_data:
            self.linked_data += data


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_says_in_its_head_who_published_it_when(path: Path) -> None:
    page = PageHead()
    page.feed(path.read_text(encoding="utf-8"))
    data = json.loads(page.linked_data)
    article = next((x for x in data.get("@graph", [data]) if x["@type"] == "NewsArticle"), None)
    assert article is not None
    assert page.meta["og:site_name"] in {e["outlet"] for e in MANIFEST}
    assert article["datePublished"][:10] == path.stem[-10:]
    assert article["author"]
    assert article["headline"] == page.meta["og:title"]
    assert "table" in page.tags or "nav" in page.tags


def test_at_least_six_reports_are_coded_and_their_text_is_the_file_unaltered() -> None:
    assert len(GOLD) >= 6
    for article in GOLD:
        path = EXAMPLES / f"{article['doc']}.txt"
        entry = next(e for e in MANIFEST if e["file"] == path.name)
        assert article["text"] == path.read_bytes().decode("utf-8")
        assert (article["outlet"], article["published"]) == (entry["outlet"], entry["published"])


CHECKLIST: dict[str, Callable[[Json, Json], bool]] = {
    "direct": lambda a, s: s["kind"] == "direct",
    "indirect": lambda a, s: s["kind"] == "indirect",
    "mixed": lambda a, s: s["kind"] == "mixed",
    "quotation split by its cue": lambda a, s: (
        len(s["contents"]) > 1
        and s["kind"] == "direct"
        and any(s["contents"][0]["end"] <= c["start"] < s["contents"][1]["start"] for c in s["cues"])
    ),
    "several paragraphs under one opening mark": lambda a, s: any("\n\n“" in c["exact"] for c in s["contents"]),
    "quotation with neither source nor cue": lambda a, s: not s["sources"] and not s["cues"],
    "inverted cue": lambda a, s: (
        bool(s["sources"] and s["cues"] and s["contents"])
        and s["contents"][0]["end"] <= s["cues"][0]["start"] < s["sources"][0]["start"]
    ),
    "according to": lambda a, s: words_of(s, "cues").lower() == "according to",
    "participial cue": lambda a, s: words_of(s, "cues") in {"saying", "accepting", "answering"},
    "nominal cue": lambda a, s: words_of(s, "cues") in {"claim", "Assertions", "offer", "plan", "reports of", "remark"},
    "title and apposition": lambda a, s: bool(re.search(r"[Mm]inister.*, \w+ \w+", words_of(s, "sources"))),
    "pronoun source": lambda a, s: words_of(s, "sources").lower() in {"he", "she", "they", "it"},
    "agency told": lambda a, s: s["outlet"] == "Kardinform" and words_of(s, "cues") == "told",
    "newspaper interview": lambda a, s: s["outlet"] == "Diario de Lisarra" and s["channel"] == "interview",
    "spokesperson": lambda a, s: s["speaker_kind"] == "person" and s["for"] is not None,
    "anonymous official": lambda a, s: s["speaker_kind"] == "anonymous",
    "metonym of the capital": lambda a, s: s["addressee"] == "Aldria" and "Port Sennet" in words_of(s, "contents"),
    "seat of power": lambda a, s: s["speaker"] == "Quay House",
    "joint statement": lambda a, s: s["speaker_kind"] == "group" and " and " in s["speaker"],
    "report quoted": lambda a, s: s["speaker_kind"] == "document" and s["kind"] == "direct",
    "social media": lambda a, s: s["channel"] == "social media",
    "press conference": lambda a, s: s["channel"] == "press conference",
    "question answered": lambda a, s: (
        s["answers"] is not None and BY_REFERENCE[f"{a['doc'][:2]}:{s['answers']}"]["act"] == "ask"
    ),
    "retraction by the speaker": lambda a, s: (
        s["answers"] is not None
        and BY_REFERENCE[f"{a['doc'][:2]}:{s['answers']}"]["speaker"] == s["speaker"]
        and BY_REFERENCE[f"{a['doc'][:2]}:{s['answers']}"]["act"] == "threaten"
    ),
    "nested": lambda a, s: s["within"] is not None,
    "silence": lambda a, s: words_of(s, "cues") in {"declined to say", "did not specify", "did not respond to"},
    "husband's surname, wife's words": lambda a, s: words_of(s, "sources") == "Brenvold's wife, Elin,",
    "second of two Orlans": lambda a, s: s["speaker"] == "Tamar Orlan",
    "second spelling": lambda a, s: s["speaker"] == "Davit Jelkan",
    "unknown": lambda a, s: s["speaker_kind"] == "unknown",
} | {f"act {act}": (lambda a, s, act=act: s["act"] == act) for act in ACTS}


@pytest.mark.parametrize("phenomenon", sorted(CHECKLIST))
def test_the_coding_holds_what_real_reports_hold(phenomenon: str) -> None:
    assert any(CHECKLIST[phenomenon](article, statement) for article, statement in STATEMENTS)


def test_reports_hold_paragraphs_without_any_statement() -> None:
    for article in GOLD:
        bounds = [m.span() for m in re.finditer(r"[^\n]+(?:\n[^\n]+)*", article["text"])]
        spoken = [x for s in article["statements"] for part in PARTS for x in s[part]]
        silent = [b for b in bounds[2:] if not any(x["start"] < b[1] and b[0] < x["end"] for x in spoken)]
        assert silent, article["doc"]


def references(line: str) -> list[str]:
    return re.findall(r"\b\d\d:s\d+", line)


def test_the_reports_carry_page_apparatus_of_many_kinds() -> None:
    kinds = {block["kind"] for article in GOLD for block in article["furniture"]}
    assert kinds >= {"advertisement", "teaser", "newsletter", "byline", "correction-notice"}


def test_the_story_in_the_readme_names_only_statements_that_exist() -> None:
    named = references(README)
    assert len(named) > 80
    assert set(named) <= set(BY_REFERENCE)


def section(title: str) -> list[str]:
    body = README.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    return [line for line in body.splitlines() if line.startswith("| ") and references(line)]


@pytest.mark.parametrize("row", section("One utterance, several reports"), ids=lambda r: r.split("|")[1].strip())
def test_reports_of_one_utterance_have_one_speaker_and_agree_on_the_day(row: str) -> None:
    reports = [BY_REFERENCE[r] for r in references(row.split("|")[2])]
    assert reports
    one_man = {"Davit Zhelkan": "Davit Jelkan"}
    assert len({one_man.get(s["speaker"], s["speaker"]) for s in reports}) == 1
    days = {s["said"] for s in reports if s["said"] is not None and "/" not in s["said"]}
    assert len(days) <= 1


def test_the_copy_says_only_what_its_original_says() -> None:
    copy, original = (
        {(words_of(s, "sources"), words_of(s, "contents"), s["speaker"], s["act"]) for s in a["statements"]}
        for doc in ("08", "05")
        for a in GOLD
        if a["doc"].startswith(doc)
    )
    headline = {key for key in copy if key[1] == "trains-for-crew offer"}
    assert copy - headline <= original
    assert len(original) > len(copy)
