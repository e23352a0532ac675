"""A text to its furniture: the stretches that are page apparatus and not reporting. Precision comes first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model import Furniture, FurnitureKind
from sayso.sources.furniture_lines import kind_of_line

_KIND_OF_STORY = r"(?: (?:articles?|stories|story|news|content|coverage|topics|posts?|reading|links?|video|headlines))?"
_LABELS = "|".join(
    (
        r"other topics of interest",
        r"(?:read|see|watch|listen)(?: also| more| next| this| now)",
        r"also (?:read|see|watch|in the news|on [\w ]{2,30})",
        r"see also",
        r"more (?:stories|news|coverage|headlines|to read|like this|on this(?: story| topic)?)",
        r"more from (?:the |our )?[\w .&’'-]{2,40}",
        rf"(?:related|recommended|trending|popular){_KIND_OF_STORY}(?: for you| now)?",
        rf"most (?:read|popular|viewed|shared|recent|commented|watched){_KIND_OF_STORY}"
        r"(?: now| today| in [\w ]{2,30})?",
        r"you (?:may|might)(?: also)? (?:like|be interested in|have missed)",
        r"(?:editors?[’']?s?[’']? )?(?:picks|choice)",
        r"top (?:stories|news|headlines|picks|reads)",
        r"latest (?:news|stories|headlines|articles|updates)",
        r"don[’']t miss(?: (?:this|out))?",
        r"must[- ]reads?|what to read next|up next|in other news",
        r"further reading|keep reading|what others are reading",
        r"lire aussi|à lire aussi|lesen sie auch|mehr zum thema|lea también|leia também|leggi anche",
        r"читайте также|читайте також|czytaj też|czytaj także",
    )
)
_EDGE = r"[\s\u200b*•·|>»#\[\]-]{0,6}"
_LABEL = re.compile(rf"{_EDGE}(?:{_LABELS}){_EDGE}[:.…→>»]{{0,3}}{_EDGE}", re.IGNORECASE)
_STRONG = "|".join(
    (
        r"read (?:also|more|next|this)|also read|see also|see more|don[’']t miss|recommended|must[- ]reads?",
        rf"related{_KIND_OF_STORY}",
        r"lire aussi|à lire aussi|lesen sie auch|lea también|leia também|leggi anche|читайте также|читайте також",
    )
)
_LABELLED = re.compile(rf"{_EDGE}(?:{_STRONG})\s?[:|–—>»-]{{1,2}}\s?\S.{{2,220}}", re.IGNORECASE)
# "More" and "Watch" open sentences as well: only with a colon and a capital, and nothing quoted.
_WEAKLY_LABELLED = re.compile(r"(?:More|MORE|Watch|WATCH|Listen|LISTEN|Video|VIDEO): [A-Z0-9‘'][^“”\"]{8,160}")
_MORE_AT_END = re.compile(r"[^“”\"]{15,220}[^.“”\"] (?:Read more|Read More|READ MORE)(?: ?[→>»…]| here)?")
_CUT_SHORT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading)\s*$", re.IGNORECASE)
_FINAL = re.compile(r"[.!?…:;,][\"”’)\]]*$")
_WORD = re.compile(r"[^\W\d_]{4,}")

_LONGEST_HEADLINE = 160
_LONGEST_BLURB = 450
_LONGEST_LIST = 12


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its offsets without blanks at its edges, and whether a blank line stands before it."""

    start: int
    end: int
    text: str
    after_blank: bool


def find_furniture(text: str, title: str | None = None) -> tuple[Furniture, ...]:
    """Mark the page apparatus of a text, in order and disjoint; neighbouring lines of one kind are one stretch.

    Lines of one's own (advertisement, share, credit …) go by their words alone. A teaser is a label ("Read also")
    with the headlines after it, the same headline before it, and the blurb of a card whose headline shows twice.
    ``title`` is the report's own headline, which is never part of a teaser.
    """
    lines = _lines(text)
    kinds: list[FurnitureKind | None] = [kind_of_line(line.text) for line in lines]
    own = _letters(title) if title else None
    words: Counter[str] | None = None
    for index, line in enumerate(lines):
        if len(line.text) > 300:
            continue
        if _is_teaser_line(line.text):
            kinds[index] = "teaser"
        elif len(line.text) <= 60 and _LABEL.fullmatch(line.text):
            words = words if words is not None else Counter(_WORD.findall(text.lower()))
            for member in _teaser(lines, kinds, index, own, words):
                kinds[member] = "teaser"
    return _joined(text, lines, kinds)


def _lines(text: str) -> list[_Line]:
    out: list[_Line] = []
    breaks = 2
    at = 0
    for piece in text.splitlines(keepends=True):
        bare = piece.strip()
        if bare:
            start = at + len(piece) - len(piece.lstrip())
            out.append(_Line(start, start + len(bare), bare, breaks > 1))
            breaks = 1
        else:
            breaks += 1
        at += len(piece)
    return out


def _is_teaser_line(line: str) -> bool:
    """Whether a line carries label and headline together ("Read also: …", "… Read more")."""
    return bool(_LABELLED.fullmatch(line) or _WEAKLY_LABELLED.fullmatch(line) or _MORE_AT_END.fullmatch(line))


def _teaser(
    lines: Sequence[_Line],
    kinds: Sequence[FurnitureKind | None],
    label: int,
    own: str | None,
    words: Counter[str],
) -> list[int]:
    """Indices of the lines of the teaser block around the label at ``label``."""
    members = [label]
    headlines: list[int] = []
    at = label + 1
    while at < len(lines) and len(headlines) < _LONGEST_LIST and _is_headline(lines[at], own):
        if kinds[at] is None:
            headlines.append(at)
        at += 1
    members += headlines
    if not headlines:
        return members
    first = _letters(lines[headlines[0]].text)
    before = [i for i in (label - 1, label - 2) if i >= 0 and _letters(lines[i].text) == first != own]
    if before:
        members += range(before[0], label)
    last = headlines[-1]
    if last + 1 < len(lines) and _is_blurb(lines, last, twice=bool(before), words=words):
        members.append(last + 1)
    return members


def _is_headline(line: _Line, own: str | None) -> bool:
    """Whether a line can be the headline of another story: short, with no full stop, not the report's own."""
    text = line.text
    # What opens with a quotation mark may be what somebody said.
    if len(text) > _LONGEST_HEADLINE or text.startswith(("“", '"')) or _letters(text) == own:
        return False
    if text.endswith(("?", "!")):
        return len(text) <= 100
    return not _FINAL.search(text)


def _is_blurb(lines: Sequence[_Line], headline: int, *, twice: bool, words: Counter[str]) -> bool:
    """Whether the paragraph after a teaser's headline belongs to the teaser.

    It does if it is cut short, or if the card shows its headline twice (then it is a card with a blurb), or if it
    shares two words with the headline that stand nowhere else in the text.
    """
    blurb = lines[headline + 1]
    if len(blurb.text) > _LONGEST_BLURB or "“" in blurb.text or '"' in blurb.text:
        return False
    if twice or _CUT_SHORT.search(blurb.text):
        return True
    shared = set(_WORD.findall(lines[headline].text.lower())) & set(_WORD.findall(blurb.text.lower()))
    return sum(words[word] == 2 for word in shared) >= 2


def _joined(text: str, lines: Sequence[_Line], kinds: Sequence[FurnitureKind | None]) -> tuple[Furniture, ...]:
    out: list[Furniture] = []
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is None:
            continue
        if out and index and kinds[index - 1] == kind == out[-1].kind:
            out[-1] = Furniture(out[-1].start, line.end, kind)
        else:
            out.append(Furniture(line.start, line.end, kind))
    return tuple(out)


def _letters(line: str) -> str:
    return re.sub(r"\W", "", line).casefold()
