"""The table of well-known outlets, and when two names mean one outlet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Sort = Literal["agency", "paper", "magazine", "site", "broadcaster", "programme", "unknown"]

_STRONG_TAILS_WORDS = (
    "times post journal news herald tribune gazette chronicle courier observer guardian telegraph newspaper "
    "weekly magazine tv radio television broadcasting fm dispatch inquirer enquirer bulletin examiner newsweek "
    "shimbun zeitung pravda novosti picayune intelligencer advertiser messenger argus newswire agency"
)
STRONG_TAILS = frozenset(_STRONG_TAILS_WORDS.split())
"""Last words by which a name is known as an outlet's."""
_WEAK_TAILS_WORDS = (
    "press daily star sun mirror record standard review sentinel voice mail world today independent globe "
    "register monitor express echo network channel register leader republic free-press nation citizen"
)
WEAK_TAILS = frozenset(_WEAK_TAILS_WORDS.split())
"""Last words that outlets' names share with others."""
_NOT_OUTLETS_WORDS = (
    "twitter x facebook instagram telegram weibo wechat whatsapp youtube tiktok snapchat linkedin reddit truth "
    "social vkontakte signal medium substack periscope"
)
NOT_OUTLETS = frozenset(_NOT_OUTLETS_WORDS.split())
"""Platforms: channels, no outlets."""
_ONLY_QUOTED = (
    "today|this week|new day|real time|late night|special report|state of the union|full measure"
    "|question time|dateline|panorama|metro|hardball|frontline|insider|time|mic|abc|fox|people|the age|age"
    "|the nation|nation|the national|national|fortune|sky|dr|tt|kan|geo|babel|reform|reforma|dawn|the view"
    "|view|the independent|independent|atlantic|insider|signal|welt"
)
ONLY_QUOTED = frozenset(_ONLY_QUOTED.split("|"))
"""Names that are plain words too: outlets only in quotation marks, or where an outlet is called for."""


@cache
def known_outlets() -> Mapping[str, tuple[str, Sort]]:
    """The shipped table: spelling (see :func:`spelling`) → the outlet's name and sort."""
    table: dict[str, tuple[str, Sort]] = {}
    text = files("sayso.reading").joinpath("tables/outlets.tsv").read_text(encoding="utf8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, others, sort = line.split("\t")
        for form in (name, *filter(None, others.split("|"))):
            table.setdefault(spelling(form), (name, sort))  # type: ignore[arg-type]
    return MappingProxyType(table)


def spelling(name: str) -> str:
    """A name's form for comparison: lower case, no accents, no article, one sort of apostrophe and blank."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in name if not unicodedata.combining(c)).replace("’", "'")
    name = " ".join(name.lower().split()).strip(" .,\"'“”‘")
    return name.removeprefix("the ")


def same_outlet(a: str | None, b: str | None) -> bool:
    """Whether two names mean one outlet: by the table, or one being the other's short form (``wash-post``)."""
    if not a or not b:
        return False
    x, y = spelling(a), spelling(b)
    table = known_outlets()
    if x == y or (x in table and y in table and table[x][0] == table[y][0]):
        return True
    p, q = re.findall(r"\w+", x), re.findall(r"\w+", y)
    if "".join(p) == "".join(q):
        return True
    if len(p) != len(q):
        short, long = sorted((p, q), key=len)
        return len(short) > 0 and long[: len(short)] == short and (len(short) > 1 or short[0] in table)
    return all(len(s) > 2 and len(t) > 2 and (s.startswith(t) or t.startswith(s)) for s, t in zip(p, q, strict=True))
