"""Names of outlets in running text: a table of well-known ones, and the words by which unknown ones are known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sayso.reading.circumstances.outlet_names import (
    NOT_OUTLETS,
    ONLY_QUOTED,
    STRONG_TAILS,
    WEAK_TAILS,
    Sort,
    known_outlets,
    spelling,
)

_WORD = re.compile(r"[A-Za-z0-9À-ɏ█@&][\wÀ-ɏ█&./’'+-]*", re.UNICODE)
_ARTICLE = re.compile(r"(?:the|an?|its|their|his|her|our|this|that)\s+", re.IGNORECASE)
_MEDIUM = (
    r"(?:state|government|public|national)[ -](?:run |owned |controlled )?(?:media|"
    r"television|TV|radio|broadcaster|news agency)"
    r"|(?:media|news|press) (?:outlet|agency|organi[sz]ation|service|site|website|"
    r"channel|network|portal|magazine|programme|program)s?"
    r"|newspapers?|newswire|wire service|broadcaster|broadcasting corporation|outlet|"
    r"website|magazine|tabloid|daily|weekly|monthly"
    r"|(?:radio|television|TV|cable)(?: news)?(?: (?:station|channel|network|programme|program|show|broadcaster))?"
    r"|channel|talk show|podcast|paper|journal|blog|network|show|programme|program"
)
_QUALIFIER = (
    r"(?:[A-Z][\w-]+|state|state-run|state-owned|state-controlled|official|"
    r"semi-official|independent|private|privately owned|public"
    r"|local|regional|national|daily|weekly|online|conservative|liberal|pro-\w+|"
    r"opposition|government|business|financial|sports"
    r"|political|popular|influential|right-wing|left-wing|left-leaning|right-leaning|"
    r"media|news|leading|tabloid|student|trade|web|morning|evening)"
)
_DESCRIPTION = re.compile(rf"(?:{_QUALIFIER}(?:,)?[ \u00a0]+){{0,4}}(?:{_MEDIUM})(?=[ \u00a0,]|$)")
_SHOW = re.compile(r"(?:program|programme|show|podcast)$")
_STATE_MEDIA = re.compile(
    r"[A-Z][\w-]+ media\b|(?:(?:[A-Z][\w-]+(?:[’']s)?|the country[’']s|official)\s+)?(?:state|"
    r"public)(?:[ -](?:run|owned|controlled))?\s+"
    r"(?:media|television|TV|radio|news agency|broadcaster)\b"
)
_BEHIND = re.compile(
    r"[ \u00a0]+(?:newspaper|news agency|daily|weekly|magazine|radio|television|TV|"
    r"website|channel|news site|tabloid|podcast|show|programme|program|news "
    r"website)\b"
)
_OF_IT = re.compile(r"[’']s?[ \u00a0]+(?:[\w-]+[ \u00a0]+){0,3}?[\"“‘']?(?=[A-Z0-9])")
_HEADS = re.compile(r"(?:Radio|TV|Channel|Voice of|Télé|Canal)\b")
_JOINED = re.compile(r"\b(?:of|on|for|and)\b")
_ON_A_DAY = re.compile(r"[ \u00a0]on(?:[ \u00a0](?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|$)")
_CALL_LETTERS = re.compile(r"[KW][A-Z]{2,3}(?:-(?:TV|FM|AM))?")
_ADDRESS = re.compile(r"[\w-]+\.(?:com|org|net|ru|ir|ua|uk|co\.uk|de|fr|news|info|tv|eu|by|tr|cn|in|il|pl)")
_PERSON_BEHIND = re.compile(
    r"(?:[’']s)?[ \u00a0]+(?:(?:(?:co-)?(?:host|anchor|presenter|moderator|reporter|"
    r"correspondent|columnist|editor|journalist|writer|interviewer))[ \u00a0]+)?"
    r"(?P<person>[A-Z][\w’'.-]+(?:[ \u00a0]+[A-Z][\w’'.-]+){1,2})"
)

_AIRS = re.compile(r"(?:[ \u00a0](?:Radio|TV|Television|FM)$|^[KW][A-Z]{2,3}(?:-(?:TV|FM|AM))?$)")
_NAMED_FIRST = re.compile(r"(?!\w+(?:ish|ian|ese|can|ch|eli|aqi|tch|nish|state)\b)[A-Z][\w-]+\b")
_TITLED = re.compile(r"[ \u00a0](?:program|programme|show|podcast)\b")
_COUNTRYS = re.compile(r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]+[’']s?[ \u00a0]+(?=[A-Za-z])")
_PERSON_OF = re.compile(
    r"(?P<person>[A-Z][\w’'-]+(?:[ \u00a0][A-Z][\w’'.-]+){1,2})[ \u00a0](?:of|from|at|with)[ \u00a0]"
    r"(?:the[ \u00a0])?(?=[A-Z])"
)
_SURE_TAILS = frozenset(["radio", "tv", "television", "news", "fm", "broadcasting"])


@dataclass(frozen=True, slots=True)
class OutletMention:
    """An outlet named in the text.

    Attributes:
        start: first code point, of the name itself.
        end: one past the last code point of the name.
        name: the name as the article writes it.
        sort: what it is, where the table knows.
        sure: whether the table or a describing word shows that it is an outlet, not merely its last word.
        person: the journalist named with it ("CNN's Ada Stone").
        after: one past the whole expression (description, programme and journalist included).
        programme: the programme of it that is named ("CBS's “Face the Nation”").
    """

    start: int
    end: int
    name: str
    sort: Sort
    sure: bool
    person: str | None = None
    after: int = 0
    programme: str | None = None


def outlet_at(text: str, start: int, end: int, *, strong: bool) -> OutletMention | None:
    """The outlet that the noun phrase beginning at ``start`` names, if it names one before ``end``.

    Args:
        text: the article.
        start: where the noun phrase begins, its article included.
        end: how far it may reach.
        strong: whether the words ahead ("told", "an interview with") already ask for an outlet or a person.
    """
    at = start
    if (article := _ARTICLE.match(text, at, end)) and article[0] != "The ":
        at = article.end()
    while at < end and text[at] in "\"“‘'":
        at += 1
    described = _DESCRIPTION.match(text, at, end)
    if described and _NAMED_FIRST.match(described[0]) and text[described.end() : described.end() + 1] in ",.":
        described = None  # the TASS news agency, Odile Farrant said
    if described:
        name_at = described.end()
        while name_at < end and text[name_at] in " \u00a0,\"“‘'":
            name_at += 1
        named = _name(text, name_at, end, strong=True, described=True)
        if named and _SHOW.search(described[0]):
            named = replace(named, sort="programme")
        if named and text[described.end() : name_at].count(",") < 2:
            return named
    if (host := _PERSON_OF.match(text, at, end)) and host["person"].split()[-1] not in ("Voice", "Echo"):
        theirs = _name(text, host.end(), end, strong=False, described=False)
        if theirs and theirs.sure:
            return replace(theirs, person=host["person"])
    if country := _COUNTRYS.match(text, at, end):
        theirs = outlet_at(text, country.end(), end, strong=strong)
        if theirs and theirs.sure and theirs.sort != "programme":
            return theirs
    found = _name(text, at, end, strong=strong, described=False, quoted=text[at - 1 : at] in ("“", '"', "‘", "'"))
    if found:
        return found
    state = _STATE_MEDIA.match(text, at, end)
    return OutletMention(at, state.end(), state[0], "unknown", True, after=state.end()) if state else None


def _name(text: str, at: int, end: int, *, strong: bool, described: bool, quoted: bool = False) -> OutletMention | None:
    words = [stop for stop in _capitalised(text, at, end) if not _ON_A_DAY.search(text, at, stop)]
    if not words:
        return None
    table = known_outlets()
    for count in range(min(len(words), 7), 0, -1):
        stop = _without_genitive(text, at, words[count - 1])
        form = spelling(text[at:stop])
        if form in table:
            sort = table[form][1]
            if form in ONLY_QUOTED and not (quoted or described or strong or text[at:stop].isupper()):
                continue
            if form in ONLY_QUOTED and sort == "programme" and not quoted:
                continue
            longer = _without_genitive(text, at, words[count]) if count < len(words) else stop
            if text[stop:longer].strip().lower() in _SURE_TAILS:
                stop, sort = longer, "broadcaster"
            more = text[stop:end]
            if count < len(words) and text[at:stop].isalpha() and _is_person_like(text, at, words):
                continue
            return _with_rest(text, OutletMention(at, stop, text[at:stop], sort, True, after=stop), end, more)
    return _by_pattern(text, at, end, words, strong=strong, described=described)


def _is_person_like(text: str, at: int, words: list[int]) -> bool:
    """Whether a one-word table name is only the beginning of a longer name without a genitive ("Sky Brown")."""
    rest = text[at : words[-1]].split()
    return len(rest) == 2 and rest[1][:1].isupper() and spelling(rest[0]) in ONLY_QUOTED


def _by_pattern(
    text: str, at: int, end: int, words: list[int], *, strong: bool, described: bool
) -> OutletMention | None:
    best: int | None = None
    sure = described
    begun = at
    for i, stop in enumerate(words):
        last = re.split(r"[ \u00a0]", text[begun : _without_genitive(text, at, stop)])[-1]
        low = last.lower()
        if low in NOT_OUTLETS and i == 0:
            return None
        weak = (
            low in WEAK_TAILS and (strong or described) and stop == words[-1] and not _JOINED.search(text[begun:stop])
        )
        first = i == 1 and _HEADS.match(text, begun)
        if (
            (i > 0 and last[:1].isupper() and (low in STRONG_TAILS or weak or first))
            or _ADDRESS.fullmatch(last)
            or (strong and _CALL_LETTERS.fullmatch(last))
        ):
            best = _without_genitive(text, at, stop)
            sure = sure or (i > 0 and low in _SURE_TAILS)
        if text[stop - 2 : stop] in ("’s", "'s"):
            break
    if best is None and _BEHIND.match(text, words[-1]) and text[at : at + 1].isupper():
        best, sure = words[-1], True
    if best is None and described:
        best = _without_genitive(text, at, words[-1])
    if best is None and text[at : words[0]].strip("█") == "":
        best = words[0]
    if best is None:
        return None
    name = text[at:best]
    if len(name) < 2 or not (name[0].isupper() or name[0].isdigit() or "█" in name or _ADDRESS.fullmatch(name)):
        return None
    sort: Sort = "broadcaster" if _AIRS.search(name) else "unknown"
    return _with_rest(text, OutletMention(at, best, name, sort, sure, after=best), end, text[best:end])


def _with_rest(text: str, found: OutletMention, end: int, more: str) -> OutletMention:
    """The mention with what follows it: a programme of the outlet, or its journalist."""
    after, person, sort = found.end, None, found.sort
    if behind := _BEHIND.match(text, found.end, end):
        after = behind.end()
    if of_it := _OF_IT.match(text, found.end, end):
        inner = _programme(text, of_it.end(), end)
        if inner is not None:
            title = text[of_it.end() : inner]
            return OutletMention(found.start, found.end, found.name, "programme", True, None, inner, title)
    if journalist := _PERSON_BEHIND.match(text, after, end):
        genitive = text[after : after + 2] in ("’s", "'s")
        titled = journalist.start("person") - after > 5
        if genitive or titled:
            person, after = journalist["person"], journalist.end()
    return OutletMention(found.start, found.end, found.name, sort, found.sure, person, after)


def _programme(text: str, at: int, end: int) -> int | None:
    """The end of a programme's title at ``at``: one of the table's, or anything in quotation marks."""
    quoted = text[at - 1] in "\"“‘'"
    close = next(
        (p for p in range(at, min(end, at + 60)) if text[p] in "\"”’'" and not text[p + 1 : p + 2].isalnum()), None
    )
    if quoted and close is not None:
        return close + 1
    words = list(_capitalised(text, at, end))
    table = known_outlets()
    if words and (kind := _TITLED.match(text, words[-1], end)):
        return kind.end()
    for stop in reversed(words):
        known = table.get(spelling(text[at:stop]))
        if known and known[1] == "programme":
            return stop
    return None


def _capitalised(text: str, at: int, end: int) -> list[int]:
    """The ends of the words of a capitalised name at ``at``; small joining words count when a capital follows them."""
    ends: list[int] = []
    pending: list[int] = []
    while len(ends) + len(pending) < 9:
        match = _WORD.match(text, at, end)
        if not match:
            break
        word, stop = match[0], match.end()
        while word and word[-1] in ".’'" and not re.fullmatch(r"(?:[A-Z]\.)+|St\.|Dr\.|Mr\.", word):
            word, stop = word[:-1], stop - 1
        if word[:1].isupper() or word[:1].isdigit() or "█" in word or (not ends and _ADDRESS.fullmatch(word)):
            ends += [*pending, stop]
            pending = []
        elif ends and word.lower() in {
            "of",
            "the",
            "and",
            "&",
            "de",
            "du",
            "della",
            "for",
            "in",
            "on",
            "with",
            "to",
            "al",
            "am",
            "no",
            "y",
            "la",
        }:
            pending.append(stop)
        else:
            break
        if stop < end and text[stop] in " \u00a0":
            at = stop + 1
        else:
            break
    return ends


def _without_genitive(text: str, at: int, stop: int) -> int:
    return stop - 2 if stop - at > 3 and text[stop - 2 : stop] in ("’s", "'s") else stop
