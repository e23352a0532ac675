"""What a page says of itself in JSON-LD, Open Graph and meta tags: tidied, never guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso.sources.days import day_in_address, tidy_day
from sayso.sources.html_tree import Element

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review)$|^(?:Report|Review)")
_BY = re.compile(r"^(?:(?:written|reported|words|story|posted|published|text)\s+)?by[\s:]+", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net)\b|^(?:admin|editor|staff|author|guest|null|undefined)$", re.IGNORECASE
)
_DAY_META = (
    "article:published_time", "datepublished", "og:article:published_time", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date",
    "publication_date", "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself; ``None`` where it says nothing usable.

    Attributes:
        title: headline, the outlet's name taken off its end.
        byline: author names, without "By".
        outlet: name of the outlet.
        published: day of publication, EDTF.
        url: canonical address.
        language: primary language subtag of the page (``en`` of ``en-GB``).
        body: the article's text where the page carries it as data as well.
    """

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    body: str | None = None


def page_metadata(tree: Element, url: str | None = None) -> PageMetadata:
    """Read the metadata of a page that came from ``url``."""
    meta = _meta_tags(tree)
    article = _linked_article(tree)
    outlet = _first(
        _outlet_name(meta.get("og:site_name")),
        _outlet_name(_name(article.get("publisher"))),
        _outlet_name(meta.get("application-name")),
        _outlet_in_title(tree, meta, article),
    )
    return PageMetadata(
        title=_title(tree, meta, article, outlet),
        byline=_byline(tree, meta, article, outlet),
        outlet=outlet,
        published=_published(tree, meta, article) or day_in_address(url),
        url=_canonical(tree, meta, url),
        language=_language(tree, meta),
        body=_plain(article.get("articleBody")),
    )


def _meta_tags(tree: Element) -> dict[str, str]:
    out: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _clean(element.get("content"))
        if name and content:
            out.setdefault(name.strip().lower(), content)
    return out


def _linked_article(tree: Element) -> dict[str, Any]:
    """The page's JSON-LD articles as one, the first that has a value giving it; empty if there is none."""
    article: dict[str, Any] = {}
    for script in tree.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(value):
            types = item.get("@type")
            names = types if isinstance(types, list) else [types]
            if "headline" in item or any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names):
                article = {**item, **{key: value for key, value in article.items() if value}}
    return article


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def _title(tree: Element, meta: dict[str, str], article: dict[str, Any], outlet: str | None) -> str | None:
    headings = [_clean(h.text_content()) for h in tree.iter("h1")]
    titles = [_clean(t.text_content()) for t in tree.iter("title")][:1]
    found = _first(
        _plain(article.get("headline")),
        meta.get("og:title"),
        meta.get("twitter:title"),
        headings[0] if len(headings) == 1 else None,
        *titles,
    )
    return without_outlet(found, outlet) if found else None


def _outlet_in_title(tree: Element, meta: dict[str, str], article: dict[str, Any]) -> str | None:
    """What the window title adds to the headline (``Headline - The Harbour Post``)."""
    headline = _first(_plain(article.get("headline")), meta.get("og:title"))
    window = next((_clean(title.text_content()) for title in tree.iter("title")), None)
    if not headline or not window or not window.startswith(headline):
        return None
    match = re.fullmatch(r"\s+[|–—·»-]\s+([^|–—·»]{2,60})", window[len(headline) :])
    return match[1].strip() if match else None


def without_outlet(title: str, outlet: str | None) -> str:
    """A page title without the outlet's name at its end (``… | The Harbour Post`` → ``…``)."""
    head, separator, tail = re.sub(r"\s+[|–—·»-]\s+(?=[^|–—·»-]*$)", "\0", title, count=1).partition("\0")
    if separator and outlet and _key(tail) in (_key(outlet), _key(outlet).removeprefix("the")):
        return head.strip()
    return title


def _byline(tree: Element, meta: dict[str, str], article: dict[str, Any], outlet: str | None) -> str | None:
    authors = article.get("author") or article.get("creator")
    named = [_name(a) for a in (authors if isinstance(authors, list) else [authors])]
    if not any(tidy_byline(name) for name in named):
        named = [meta.get(key) for key in ("author", "article:author", "dc.creator", "byl", "parsely-author")]
        named = [name for name in named if tidy_byline(name)][:1]
    if not named:
        links = [a for a in tree.iter("a") if (a.get("rel") or "") == "author"]
        named = [_clean(a.text_content()) for a in links[:3]]
    names = [name for name in (tidy_byline(n) for n in named) if name]
    unique = list(dict.fromkeys(name for name in names if outlet is None or _key(name) != _key(outlet)))
    return ", ".join(unique) or None


def tidy_byline(value: str | None) -> str | None:
    """An author line as names: no "By", no addresses; ``None`` if no name is left."""
    if not value:
        return None
    value = _BY.sub("", value).split(" | ")[0].strip(" ,;|")
    if not value or _NO_NAME.search(value) or len(value) > 150 or not any(ch.isalpha() for ch in value):
        return None
    return value


def _outlet_name(value: str | None) -> str | None:
    value = re.split(r"\s+[|»]\s+", (value or "").strip())[0].lstrip("@")
    return value if value and len(value) <= 80 and not value.startswith(("http:", "https:")) else None


def _published(tree: Element, meta: dict[str, str], article: dict[str, Any]) -> str | None:
    stamps = [
        element.get("datetime") or element.get("content")
        for element in tree.iter("time", "meta", "span")
        if (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None
    ]
    candidates = (_plain(article.get("datePublished")), *(meta.get(key) for key in _DAY_META), *stamps)
    return next((day for day in map(tidy_day, candidates) if day and _plausible(day)), None)


def _plausible(day: str) -> bool:
    """Whether a page's day is a full one, neither in the future nor from before there were pages (default dates)."""
    latest = (date.today() + timedelta(days=1)).isoformat()  # one day for the time zones
    return len(day) == 10 and "1990" < day <= latest


def _canonical(tree: Element, meta: dict[str, str], url: str | None) -> str | None:
    links: list[str | None] = [
        link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for candidate in (*links, meta.get("og:url")):
        try:
            address = urljoin(url or "", (candidate or "").strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        # A front page given as the address of every article is a common fault.
        if parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query):
            return address
    return url


def _language(tree: Element, meta: dict[str, str]) -> str | None:
    roots = [root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") for root in tree.iter("html")]
    value = _first(*roots, meta.get("og:locale"))
    match = re.match(r"[A-Za-z]{2}(?=$|[-_])", value or "")
    return match[0].lower() if match else None


def _name(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return next((name for name in map(_name, value) if name), None)
    return _plain(value)


def _plain(value: Any) -> str | None:
    """A JSON-LD string without markup; anything else is nothing."""
    if not isinstance(value, str):
        return None
    text = unescape(unescape(re.sub(r"<[^<>]{1,500}>", " ", value)))
    return text.strip() or None


def _clean(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _key(name: str) -> str:
    return re.sub(r"\W", "", name).lower()
