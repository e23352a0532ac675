"""What the act of a statement is judged by: its cue, its source's words and its content, as named features.

A statement becomes a list of short strings (``cue=rule_out``, ``says=never``); the classifier in
:mod:`sayso.reading.acts` weighs them. Nothing here looks beyond the article's text and the statement's spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import Act, Kind, Statement
from sayso.reading.act_senses import COMMIT, FIRST, FUTURE, IF, NOT, OUGHT, SECOND, SENSES, frames
from sayso.reading.act_words import base_forms, inner_act, tones_of, usual_act
from sayso.spans import Span

LONGEST = 60
"""Words of a content that are looked at, half from its start and half from its end."""

SHORT = 4
"""Words of a content that is also taken as a whole, with its cue: ``declined`` + ``to comment``."""

_NEUTRAL = frozenset({"state"})


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement's words, read once.

    Attributes:
        cue: base forms of the cue's words.
        source: base forms of the source's words, names as ``NAME``.
        named: base forms of the source's words, names too.
        content: base forms of the content's words, names as ``NAME``, the middle of a long one left out.
        content_text: the content in lower case.
        kind: of the statement.
        inside: whether the cue stands after the content's start.
        usual: the usual act of the cue by the table, and the words that gave it.
    """

    cue: tuple[str, ...]
    source: tuple[str, ...]
    named: frozenset[str]
    content: tuple[str, ...]
    content_text: str
    kind: Kind
    inside: bool
    usual: tuple[Act, str]


def wording(statement: Statement) -> Wording:
    """The words of ``statement`` as the features need them.

    Names count as names only: an act must not depend on who is spoken of.
    """
    cue = tuple(base_forms(_joined(statement.cues)))
    source, text = _joined(statement.sources), _joined(statement.contents)
    content = tuple(base_forms(without_names(text)))
    if len(content) > LONGEST:
        content = content[: LONGEST // 2] + content[-LONGEST // 2 :]
    return Wording(
        cue,
        tuple(base_forms(_CAPITAL.sub(NAME, source))),
        frozenset(base_forms(source)),
        content,
        text.lower(),
        statement.kind,
        bool(statement.cues and statement.contents and statement.cues[0].start > statement.contents[0].start),
        usual_act(cue),
    )


def without_names(text: str) -> str:
    """The text with capitalised words inside its sentences as ``NAME``; a headline, all capitals, stays as it is."""
    capitals, lower = len(_CAPITAL.findall(text)), len(_LOWER.findall(text))
    return text if capitals > lower else _INNER_CAPITAL.sub(NAME, text)


NAME = "namex"
_LOWER = re.compile(r"\b[a-z]{2,}")
_CAPITAL = re.compile(r"\b[A-Z](?!['’]|\b)[\w.&-]*")
_INNER_CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z](?!['’]|\b)[\w.&-]*")


def features(w: Wording) -> list[str]:
    """All features of a statement, each named ``family=value``; a name may come more than once."""
    return [*_cue_features(w), *_source_features(w), *_content_features(w)]


def _cue_features(w: Wording) -> Iterator[str]:
    usual = w.usual[0]
    yield f"usual={usual}"
    yield f"usual+kind={usual}+{w.kind}"
    yield f"usual+start={usual}+{_opening(w.content)}"
    yield f"key={w.usual[1]}"
    yield f"key+start={w.usual[1]}+{_opening(w.content)}"
    yield "cue=" + "_".join(w.cue[:5])
    for word in w.cue:
        yield f"cueword={word}"
    for a, b in pairwise(w.cue):
        yield f"cuepair={a}_{b}"
    if w.cue:
        yield f"cuelast={w.cue[-1]}"
        yield f"cuefirst={w.cue[0]}"
    if "not" in w.cue or "no" in w.cue or "never" in w.cue:
        yield f"cuenot={usual}"
    yield f"cuelength={min(len(w.cue), 4)}"


def _source_features(w: Wording) -> Iterator[str]:
    usual = w.usual[0]
    if not w.source:
        yield "source=none"
        yield f"usual+nosource={usual}"
        return
    yield f"sourcelast={w.source[-1]}"
    yield f"sourcefirst={w.source[0]}"
    if len(w.source) == 1 and w.source[0] in ("i", "we", "you", "who", "which", "that"):
        yield f"sourceis={w.source[0]}"


def _content_features(w: Wording) -> Iterator[str]:
    usual, words = w.usual[0], w.content
    neutral = "neutral" if usual in _NEUTRAL else "marked"
    yield f"start={_opening(words)}"
    yield f"kind={w.kind}"
    yield f"length={min(len(words).bit_length(), 6)}"
    for name, pattern in (
        ("commit", COMMIT), ("ought", OUGHT), ("if", IF), ("not", NOT), ("future", FUTURE), ("first", FIRST),
        ("second", SECOND),
    ):  # fmt: skip
        if pattern.search(w.content_text):
            yield f"has={name}"
            yield f"has+usual={name}+{usual}"
    for frame in frames(w.content_text, w.content[:3], w.named):
        yield f"frame={frame}"
        yield f"frame+{neutral}={frame}"
    for sense, pattern in SENSES:
        if pattern.search(w.content_text):
            yield f"sense={sense}"
            yield f"sense+usual={sense}+{usual}"
    if inner := inner_act(words):
        yield f"inner={inner}"
        yield f"inner+usual={inner}+{usual}"
    for tone, count in _tones(words).items():
        for n in range(1, min(count, 3) + 1):
            yield f"tone={tone}{n}"
            yield f"tone+usual={tone}{n}+{usual}"
    stripped = w.content_text.rstrip("\"'”’ .,")
    if stripped.endswith("?") and not re.search(r"[.!]\s", stripped):
        yield "ends=only questions"
    if stripped.endswith("?"):
        yield "ends=?"
        yield f"ends=?+{neutral}"
    for word in set(words):
        yield f"says={word}"
        yield f"{neutral}says={word}"
    for a, b in set(pairwise(words)):
        yield f"pair={a}_{b}"
    for word in words[:3]:
        yield f"early={word}"
    if len(words) <= SHORT:
        yield f"key+whole={w.usual[1]}+{'_'.join(words)}"


def _tones(words: Sequence[str]) -> dict[str, int]:
    """How many words of each tone a content holds."""
    counts: dict[str, int] = {}
    for word in words:
        for tone in tones_of(word):
            counts[tone] = counts.get(tone, 0) + 1
    return counts


def _opening(words: Sequence[str]) -> str:
    """How a content begins: one of a few small words, or ``other``."""
    if not words:
        return "none"
    return words[0] if words[0] in _OPENINGS else "other"


_OPENINGS = frozenset(
    ("that", "to", "whether", "if", "how", "what", "why", "who", "when", "where", "which", "for", "on", "of", "in",
     "not",
     "the", "a", "an", "it", "he", "she", "they", "we", "i", "you", "there", "this", "be", "no", "will", "him", "her",
     "them", "his", "their", "its")
)  # fmt: skip


def _joined(spans: Sequence[Span]) -> str:
    return " … ".join(span.exact for span in spans)
