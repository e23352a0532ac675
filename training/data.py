"""PolNeAR articles as token windows with tags, links and silver names."""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from sayso.model import ACTS
from sayso.reading.features import token_features
from sayso.reading.windows import plan_windows

ROLES = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAME_KINDS = ("person", "organisation", "place", "other")
NAME_TAGS = ("O", *(f"{p}-{k}" for k in NAME_KINDS for p in "BI"))
SILVER_KIND = {
    "PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "CITY": "place", "COUNTRY": "place",
    "STATE_OR_PROVINCE": "place", "MISC": "other", "NATIONALITY": "other",
}  # fmt: skip
IGNORE = -100
ACT_LABELS = Path(__file__).parent / "acts" / "labels.tsv"

Range = tuple[int, int]


@dataclass
class Article:
    """A gold article: its text, attributions as ``{role: [(start, end)]}``, silver names, and coded acts by cue."""

    name: str
    text: str
    relations: list[dict[str, list[Range]]]
    names: list[tuple[int, int, str]] = field(default_factory=list)
    acts: dict[Range, tuple[int, int]] = field(default_factory=dict)  # cue → act and second act, as numbers


@dataclass
class Window:
    """Tokens of one window with everything the losses need; links are token indices inside the window."""

    ids: np.ndarray
    features: np.ndarray
    tags: np.ndarray
    name_tags: np.ndarray
    paragraphs: np.ndarray
    cues: list[tuple[Range, int, int]]  # cue range, source first token or -1 (none) or IGNORE, source last token
    contents: list[tuple[Range, int]]  # content range, first token of its cue or -1 or IGNORE
    acts: list[tuple[Range, Range, int, int]]  # cue range, first content's range, act, second act


def read_ann(path: Path) -> list[dict[str, list[Range]]]:
    """Attributions of one brat standoff file; T lines may hold breaks, E lines may stand first."""
    spans: dict[str, list[Range]] = {}
    events: list[list[str]] = []
    with path.open(encoding="utf8", newline="") as lines:
        for line in lines:
            line = line.rstrip("\r\n")
            if found := re.match(r"(T\d+)\t\w+ ([\d ;]+)\t", line):
                spans[found[1]] = [(int(a), int(b)) for a, b in (s.split() for s in found[2].split(";"))]
            elif re.match(r"E\d+\t", line):
                events.append(line.split("\t")[1].split())
    out = []
    for arguments in events:
        relation: dict[str, list[Range]] = {r: [] for r in ROLES}
        for argument in arguments:
            role, ref = argument.split(":", 1)
            role = re.sub(r"\d+$", "", role).lower()
            if role in relation:
                relation[role] += spans.get(ref, [])
        out.append({r: sorted(v) for r, v in relation.items()})
    return out


def load_acts(path: Path = ACT_LABELS) -> dict[str, dict[Range, tuple[int, int]]]:
    """Coded acts by article and cue, as numbers in the order of ``sayso.model.ACTS``; the second is often the first."""
    out: dict[str, dict[Range, tuple[int, int]]] = {}
    if path.exists():
        with path.open(encoding="utf8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                first, second = ACTS.index(row["act"]), ACTS.index(row["act2"] or row["act"])
                out.setdefault(row["doc"], {})[int(row["cue_start"]), int(row["cue_end"])] = first, second
    return out


def load_articles(folder: Path) -> list[Article]:
    """All articles of one PolNeAR compartment, the first coder's attributions each, with silver names where given."""
    names: dict[str, list[tuple[int, int, str]]] = {}
    silver = folder / "silver.jsonl.gz"
    if silver.exists():
        with gzip.open(silver, "rt", encoding="utf8") as lines:
            for line in lines:
                row = json.loads(line)
                names[row["doc"]] = [(a, b, SILVER_KIND[k]) for a, b, k in row["entities"] if k in SILVER_KIND]
    acts = load_acts()
    out = []
    for path in sorted((folder / "text").glob("*.txt")):
        coders = sorted(
            p for p in (folder / "attributions").iterdir() if re.fullmatch(re.escape(path.stem) + r"_....\.ann", p.name)
        )
        if coders:
            text = path.open(encoding="utf8", newline="").read()
            out.append(Article(path.stem, text, read_ann(coders[0]), names.get(path.stem, []), acts.get(path.stem, {})))
    return out


@dataclass
class Encoded:
    """A tokenized article: ids, offsets, features, tags and links over the whole article."""

    ids: np.ndarray
    offsets: list[Range]
    features: np.ndarray
    tags: np.ndarray
    name_tags: np.ndarray
    paragraphs: np.ndarray
    relations: list[dict[str, list[Range]]]  # token ranges
    acts: list[tuple[int, int] | None]  # of each relation


def encode(article: Article, tokenizer: Tokenizer, text: str | None = None) -> Encoded:
    """The article's tokens and gold in token indices; ``text`` may be a same-length variant of its text."""
    text = article.text if text is None else text
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = encoding.offsets
    starts = np.array([a for a, _ in offsets])
    ends = np.array([b for _, b in offsets])

    def tokens_of(a: int, b: int) -> Range:
        return int(np.searchsorted(ends, a, side="right")), int(np.searchsorted(starts, b, side="left"))

    tags = np.zeros(len(offsets), dtype=np.int64)
    relations = []
    for relation in article.relations:
        ranges = {r: [t for t in (tokens_of(a, b) for a, b in relation[r]) if t[0] < t[1]] for r in ROLES}
        relations.append(ranges)
        for k, role in enumerate(ROLES):
            for a, b in ranges[role]:
                tags[a:b] = 2 + 2 * k
                tags[a] = 1 + 2 * k
    name_tags = np.full(len(offsets), 0 if article.names else IGNORE, dtype=np.int64)
    for a, b, kind in article.names:
        first, last = tokens_of(a, b)
        if first < last:
            name_tags[first:last] = 2 + 2 * NAME_KINDS.index(kind)
            name_tags[first] = 1 + 2 * NAME_KINDS.index(kind)
    # Where spans overlap, the later role cuts the earlier one: what is left of it begins anew.
    for at in range(len(tags)):
        if tags[at] and tags[at] % 2 == 0 and (at == 0 or tags[at - 1] not in (tags[at], tags[at] - 1)):
            tags[at] -= 1
    features = token_features(text, offsets)
    return Encoded(
        np.array(encoding.ids),
        list(offsets),
        features,
        tags,
        name_tags,
        np.cumsum(features[:, 2] == 3),
        relations,
        [article.acts.get(relation["cue"][0]) if relation["cue"] else None for relation in article.relations],
    )


def cut(encoded: Encoded, first: int, last: int) -> Window:
    """The window of tokens ``first`` to ``last``; links that lead outside it are not learnt from."""
    inside = [
        (r, act)
        for r, act in zip(encoded.relations, encoded.acts, strict=True)
        if all(first <= a and b <= last for a, b in r["cue"])
    ]
    tags = encoded.tags[first:last].copy()
    if len(tags) and tags[0] > 0 and tags[0] % 2 == 0:
        tags[0] -= 1
    cues, contents, acts = [], [], []

    def shifted(span: Range) -> Range:
        return span[0] - first, span[1] - first

    for relation, act in inside:
        cue = shifted(relation["cue"][0]) if relation["cue"] else None
        if cue:
            source = relation["source"]
            if not source:
                target = (-1, -1)
            elif first <= source[0][0] and source[0][1] <= last:
                target = (source[0][0] - first, source[0][1] - 1 - first)
            else:
                target = (IGNORE, IGNORE)
            cues.append((cue, *target))
        for content in relation["content"]:
            a, b = max(content[0], first), min(content[1], last)
            if b > a:
                contents.append(((a - first, b - first), cue[0] if cue else -1))
        if act and cue and relation["content"]:
            a, b = max(relation["content"][0][0], first), min(relation["content"][0][1], last)
            if b > a:
                acts.append((cue, (a - first, b - first), *act))
    return Window(
        encoded.ids[first:last],
        encoded.features[first:last],
        tags,
        encoded.name_tags[first:last],
        encoded.paragraphs[first:last] - (encoded.paragraphs[first] if last > first else 0),
        cues,
        contents,
        acts,
    )


FIRST = ("Ana", "Hollis", "Mara", "Piet", "Odile", "Tomas", "Ruth", "Kemal", "Ines", "Jonas")
LAST = ("Farrant", "Warnecke", "Dolmen", "Priett", "Askevar", "Orlan", "Temesh", "Holm", "Quirrel", "Sandoz")
PLACES = ("KELM", "PORT SENNET", "Vessar", "SORVAN", "Grimmer Bay", "LISARRA, Aldria")
AGENCIES = ("(CP)", "(Northern Wire)", "March 5", "Sept. 14 (CP)", "")


def headed(article: Article, rng: random.Random) -> Article:
    """The article as other outlets open theirs: headline without full stop, byline, dateline; the gold moves along."""
    head, gap, rest = article.text.partition("\n\n")
    if not gap or not rest.strip():
        return article
    at = len(head) + len(gap)
    added = ""
    if rng.random() < 0.35:
        writer = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        added = rng.choice((f"By {writer}", f"{writer}, Political Correspondent", f"By {writer.upper()}")) + "\n\n"
    if rng.random() < 0.3:
        added += f"{rng.choice(PLACES)} {rng.choice(AGENCIES)} {rng.choice('—–-')} ".replace("  ", " ")
    if rng.random() < 0.5 and head.endswith("."):
        head = head[:-1] + " "

    def moved(spans: list[Range]) -> list[Range]:
        return [(a + len(added), b + len(added)) if a >= at else (a, b) for a, b in spans]

    return Article(
        article.name,
        head + gap + added + rest,
        [{role: moved(spans) for role, spans in relation.items()} for relation in article.relations],
        [(*moved([(a, b)])[0], kind) for a, b, kind in article.names],
        {moved([cue])[0]: acts for cue, acts in article.acts.items()},
    )


def vary(article: Article, rng: random.Random) -> str:
    """A same-length variant of the text as other outlets would print it: straight or British marks, all-caps lead."""
    text, roll = article.text, rng.random()
    if roll < 0.15:
        text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    elif roll < 0.24:
        text = text.replace("“", "‘").replace("”", "’")
    elif roll < 0.28:
        text = text.replace("“", "'").replace("”", "'").replace("‘", "'").replace("’", "'")
    elif roll < 0.31:
        text = text.replace("“", "«").replace("”", "»")
    elif roll < 0.36:
        marks = [m.start() for m in re.finditer("”", text)]
        for at in rng.sample(marks, len(marks) // 8):
            text = text[:at] + " " + text[at + 1 :]
    if rng.random() < 0.08:
        head = text.split("\n", 1)[0]
        upper = head.upper()
        if len(upper) == len(head):
            text = upper + text[len(head) :]
    return text


def training_windows(
    articles: list[Article], tokenizer: Tokenizer, rng: random.Random, augment: bool = True
) -> list[Window]:
    """One epoch of windows: lengths and cuts differ from epoch to epoch so that no seam is learnt."""
    out = []
    for article in articles:
        if augment:
            article = headed(article, rng)
        encoded = encode(article, tokenizer, vary(article, rng) if augment else None)
        total = len(encoded.ids)
        longest = rng.randint(288, 448)
        lead = rng.randint(0, longest // 3) if total > longest else 0
        if lead >= 64:
            out.append(cut(encoded, 0, lead + 64))
        out += [cut(encoded, lead + a, lead + b) for a, b in plan_windows(total - lead, longest, 64)]
    return [w for w in out if len(w.ids) > 8]
