"""The tree of a page: what is hidden goes, sentences are made whole, and a body comes out as paragraphs of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

# lxml's elements; its stubs are no dependency of ours.
Element = Any

_INLINE = (
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
)  # fmt: skip
_SENTENCE_HOLDERS = ("p", "li", "dd", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|rollover-[\w-]*block|tooltip(?:text|-content)?)(?:\s|$)",
    re.IGNORECASE,
)
# Names that pages give to what stands beside an article, wherever they put it.
_APPARATUS = re.compile(
    r"newsletter|(?:^|[\s_-])(?:related|recirc\w*|promo|advert\w*|sponsor\w*|taboola|outbrain|share|sharing|social|"
    r"breadcrumbs?|most-?(?:read|popular|viewed)|trending|read-?more|more-?(?:from|on)|also-?read|see-?also|"
    r"recommended|subscribe|sign-?up|paywall|cookie|consent|copyright|disclaimer|follow-?us|up-?next)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[ \t\n\r\f\v]+")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that a page may write by number and that no element may be given as its text."""

_LEAST_PARAGRAPH = 80
# A page with more of them is no report, and looking around each would take long.
_MOST_QUOTATIONS = 100


def prepare(tree: Element) -> None:
    """Take out of ``tree`` what no reader of the page sees, and unwrap what stands inside a sentence, in place.

    An extractor judges elements by their class and by the share of links in them, and drops a linked phrase
    from the middle of a sentence for it; once a sentence is one run of text that cannot happen.
    """
    _drop_unfit(tree)
    _drop_hidden(tree)
    _drop_apparatus(tree)
    for holder in list(tree.iter(*_SENTENCE_HOLDERS)):
        if holder.getparent() is not None and _mostly_prose(holder):
            _unwrap_inline(holder)
    for quotation in islice(tree.iter("blockquote"), _MOST_QUOTATIONS):
        # An embedded post is reported speech; class names such as "twitter-tweet" would cost it its place.
        for element in (quotation, *quotation.iterdescendants("p"), *_wrappers(quotation)):
            for name in ("class", "id"):
                element.attrib.pop(name, None)


def _drop_hidden(tree: Element) -> None:
    for element in list(tree.iter("span", "div", "p", "section", "aside", "a", "ul", "li")):
        style = element.get("style")
        hidden = (
            element.get("hidden") is not None
            or (style is not None and _HIDDEN_STYLE.search(style) is not None)
            or _HIDDEN_CLASS.search(element.get("class") or "") is not None
        )
        # A whole article may wait hidden for a script that shows it.
        if hidden and element.getparent() is not None and len(element.text_content()) < 2_000:
            element.drop_tree()


def _drop_apparatus(tree: Element) -> None:
    """Drop what a page names as apparatus, unless it holds a good part of the page's prose or its headline."""
    prose = sum(len(p.text_content()) for p in tree.iter("p"))
    for element in list(tree.iter("div", "section", "aside", "ul", "p", "nav", "figure")):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if not _APPARATUS.search(name) or element.getparent() is None or element.find(".//h1") is not None:
            continue
        if element.find(".//blockquote") is not None and element.tag != "aside":
            continue
        inside = sum(len(p.text_content()) for p in element.iter("p") if _mostly_prose(p))
        if inside * 5 < prose:
            element.drop_tree()


def _wrappers(quotation: Element) -> Iterator[Element]:
    """The elements around a quotation that hold little besides it, innermost first."""
    length = len(quotation.text_content())
    for parent in quotation.iterancestors("div", "section", "figure"):
        if len(parent.text_content()) > length + 200:
            return
        yield parent


def _mostly_prose(holder: Element) -> bool:
    """Whether less than half of an element's words are links, as in a sentence and not in a menu."""
    whole = len(holder.text_content().strip())
    linked = sum(len(link.text_content().strip()) for link in holder.iter("a"))
    return whole > 0 and linked * 2 < whole


def _drop_unfit(tree: Element) -> None:
    for element in tree.iter():
        if element.text and _UNFIT.search(element.text):
            element.text = _UNFIT.sub("", element.text)
        if element.tail and _UNFIT.search(element.tail):
            element.tail = _UNFIT.sub("", element.tail)


def _unwrap_inline(holder: Element) -> None:
    for element in list(holder.iter(*_INLINE)):
        if element is not holder and element.getparent() is not None:
            element.drop_tag()


def main_prose(tree: Element) -> int:
    """Length of the prose paragraphs that stand together under one element, where that is most."""
    lengths: Counter[Element] = Counter()
    for paragraph in tree.iter("p"):
        length = len(paragraph.text_content().strip())
        if length >= _LEAST_PARAGRAPH and _mostly_prose(paragraph):
            lengths[paragraph.getparent()] += length
    return max(lengths.values(), default=0)


def body_text(body: Element) -> str:
    """The text of an extracted body: blocks apart by a blank line, list items and line breaks by a line end."""
    return "\n\n".join(_blocks(body))


def _blocks(body: Element) -> Iterator[str]:
    for block in body:
        text = _block_text(block)
        if text:
            yield text
        if block.tail and block.tail.strip():
            yield _squeeze(block.tail)


def _block_text(block: Element) -> str:
    pieces: list[str] = []
    _collect(block, pieces)
    lines = [_squeeze(line) for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _collect(element: Element, pieces: list[str]) -> None:
    """Text of ``element`` with a line end for every break between lines; blank runs become one space."""
    tag = element.tag
    if tag in ("lb", "br"):
        pieces.append("\n")
    elif tag in ("item", "li", "row", "p", "quote", "head", "list", "table", "div"):
        pieces.append("\n" if tag in ("item", "li", "row") else "\n\n")
    elif tag in ("cell", "td"):
        pieces.append(" ")
    if element.text:
        pieces.append(_BLANK.sub(" ", element.text))
    for child in element:
        _collect(child, pieces)
        if child.tail:
            pieces.append(_BLANK.sub(" ", child.tail))
    if tag in ("p", "quote", "head", "list", "table", "div"):
        pieces.append("\n\n")


def _squeeze(line: str) -> str:
    return _BLANK.sub(" ", line).strip()
