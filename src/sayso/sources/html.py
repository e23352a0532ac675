"""A web page to the text of its article and what the page says of itself."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from sayso.errors import Problem
from sayso.sources.plain import Decoded, decode

_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# A page that asks for a login or for scripts yields a line or two; no report is so short.
_SHORTEST_ARTICLE = 40
_LEAST_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Page:
    """An article taken from a page.

    Attributes:
        text: its body: paragraphs apart by a blank line, list items by a line end; ``None`` if there is none.
        title: its headline.
        byline: its author names.
        outlet: the outlet that published it.
        published: day of publication, EDTF.
        url: its canonical address.
        language: language that the page declares, ISO 639-1.
        problems: what was wrong with the page.
    """

    text: str | None
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    problems: tuple[Problem, ...] = ()


def decode_page(data: bytes, *, charset: str | None = None, where: str | None = None) -> Decoded:
    """Decode a page by byte-order mark, as UTF-8, or by the encoding that its header or markup declares."""
    head = data[:4096]
    found = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    declared = charset or (found[1].decode("ascii") if found else None)
    return decode(data, declared=declared, where=where)


def read_page(markup: str, *, url: str | None = None, where: str | None = None) -> Page:
    """Take the article out of a page's markup; ``url`` is where it was fetched.

    The body is trafilatura's (A. Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text
    Discovery and Extraction", ACL 2021, https://aclanthology.org/2021.acl-demo.15), set to favour precision and
    run on a prepared tree (:mod:`sayso.sources.html_tree`); how much that brings is measured by ``bench/html_body.py``.
    """
    # Heavy, and of no use to those who only read text.
    from lxml import etree, html
    from trafilatura import bare_extraction

    from sayso.sources.html_tree import body_text, main_prose, prepare
    from sayso.sources.page_metadata import page_metadata

    markup = _XML_DECLARATION.sub("", markup).replace("\0", "")
    try:
        tree = html.document_fromstring(markup, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError):
        return Page(None, problems=(_no_article(where or url),))
    found = page_metadata(tree, url)
    prepare(tree)
    whole = main_prose(tree)

    def extract(*, precise: bool) -> str:
        # Extraction takes the tree apart.
        body: Any = bare_extraction(deepcopy(tree), url=url, include_comments=False, favor_precision=precise)
        return body_text(body.body) if body is not None else ""

    text = extract(precise=True)
    if len(text) < _LEAST_SHARE * whole:
        # Precision cost whole paragraphs: what stands together in the page belongs together.
        text = max(text, extract(precise=False), key=len)
    text = without_headline(text, found.title)
    if found.body and len(found.body) > max(500, 1.5 * len(text)):
        text = found.body
    problems = () if len(text) >= _SHORTEST_ARTICLE else (_no_article(where or url),)
    return Page(
        text=None if problems else text,
        title=found.title,
        byline=found.byline,
        outlet=found.outlet,
        published=found.published,
        url=found.url,
        language=found.language,
        problems=problems,
    )


def without_headline(text: str, title: str | None) -> str:
    """A body without its first paragraph where that only repeats the title."""
    first, _, rest = text.partition("\n\n")
    return rest if title and rest and _letters(first) == _letters(title) else text


def _letters(line: str) -> str:
    return re.sub(r"\W", "", line).lower()


def _no_article(where: str | None) -> Problem:
    name = where or "the page"
    return Problem(
        "no-article", f"{name} holds no article text (a login or script page?): save the article as text", where
    )
