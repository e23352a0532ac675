"""Date phrases of news prose: where they stand and what they name, before any calendar is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sayso.reading.circumstances.windows import windows

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
VAGUE_NUMBERS = frozenset(("several", "few", "some", "many", "couple"))

_DOW = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day\b|\.(?!\w))"
_MONTH = (
    r"(?:Jan(?:uary\b|\.|\b)|Feb(?:ruary\b|\.|\b)|March\b|Mar\.|Apr(?:il\b|\.|\b)|"
    r"May\b|June?\b|July?\b|Aug(?:ust\b|\.|\b)"
    r"|Sept?(?:ember\b|\.|\b)|Oct(?:ober\b|\.|\b)|Nov(?:ember\b|\.|\b)|Dec(?:ember\b|\.|\b))"
)
_TIME_OF_DAY = r"(?:morning|afternoon|evening|night|lunchtime|noon|midnight)"
_YEAR = r"(?:1[89]|20)\d\d"
_NUMBER = (
    r"(?:an?(?:\s+(?:few|couple(?:\s+of)?))?|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|several|some|many|\d{1,3})"
)
_UNIT = r"(?:minute|hour|day|week|month|year|decade)"
_S = r"[\s\u00a0]+"
_LEAD = (
    rf"(?:(?:very\s+)?(?:early|late|earlier|later|mid|beginning|starting)(?:-|"
    rf"{_S}))?(?:(?:on|by|as{_S}of|since|from|until){_S})?(?:(?:early|late){_S})?"
)

_PHRASE = re.compile(
    rf"""(?<![\w$£€-])(?:
  (?P<iso>(?:on{_S})?(?P<iso_day>{_YEAR}-[01]\d-[0-3]\d))
| (?P<numeric>(?:on{_S})?(?P<n1>\d{{1,2}})[/.](?P<n2>\d{{1,2}})[/.](?P<n_year>{_YEAR}))
| (?P<day_first>(?i:{_LEAD})(?:{_DOW},?{_S})?(?:the{_S})?(?P<df_day>\d{{1,2}})(?:st|nd|rd|th)?{_S}(?:of{_S})?(?P<df_month>{_MONTH})(?:,?{_S}(?P<df_year>{_YEAR}))?)
| (?P<month_first>(?i:{_LEAD})(?:{_DOW}(?:{_S}{_TIME_OF_DAY})?,?{_S})?(?P<mf_month>{_MONTH}){_S}(?P<mf_day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d|{_S}(?:percent|per{_S}cent|million|billion))(?:,?{_S}(?P<mf_year>{_YEAR}))?)
| (?P<weekday>(?i:{_LEAD}(?:the{_S})?(?P<which>last|this(?:{_S}past)?|past|next|(?<=the\ )(?:previous|following))?(?(which){_S}))(?P<wd_day>{_DOW})(?:{_S}(?:{_TIME_OF_DAY}))?)(?!{_S}(?:Night{_S}Live|Times|Post|Herald|Mirror|Telegraph|Morning{_S}Post))
| (?P<month>(?i:(?:in|during|since|by|from|back{_S}in|of|through){_S}(?:the{_S}(?:spring|summer|fall|autumn|winter|end|beginning|start|middle){_S}of{_S})?(?:early|late|mid)?(?:-|{_S})?)(?P<m_month>{_MONTH})(?!{_S}\d{{1,2}}\b)(?:(?:,|{_S}of)?{_S}(?P<m_year>{_YEAR}))?)
| (?P<month_of>(?<=\ )(?P<mo_month>January|February|March|April|May|June|July|August|September|October|November|December)(?={_S}(?:[\w-]+{_S}){{0,2}}?(?:speech|interview|debate|address|letter|op-ed|memo|report|statement|tweet|rally|hearing|testimony|briefing|ruling|filing|poll|survey)\b))
| (?P<last_month>(?i:(?P<lm_which>last|this(?:{_S}past)?|next){_S})(?P<lm_month>{_MONTH}))
| (?P<day>(?i:(?:(?:early|earlier|late|later){_S})?(?P<d_word>today|yesterday|tomorrow|tonight|overnight|last{_S}night|this{_S}(?:morning|afternoon|evening))(?:{_S}(?:morning|afternoon|evening|night))?))\b
| (?P<anchored>(?i:(?:earlier|later){_S}(?:in{_S}the|that|the{_S}same){_S}day|(?:on{_S})?(?:the{_S}|that{_S})same{_S}day|(?:on{_S})?that{_S}day|(?:on{_S})?the{_S}(?:next|following){_S}day|(?:on{_S})?the{_S}(?:previous{_S}day|day{_S}before)|the{_S}day{_S}after|(?:an?|one){_S}day{_S}(?:earlier|later|before|after)))\b(?!{_S}(?:he|she|it|they|the|his|her){_S})
| (?P<period>(?i:(?:(?:early|earlier|late|later|mid)(?:-|{_S}))?(?:(?:in|over|during|from|at{_S}the{_S}(?:end|start|beginning)){_S}(?:of{_S})?)?(?:the{_S})?(?P<p_which>this(?:{_S}past)?|last|past|next|previous){_S}(?P<p_unit>week|weekend|month|year|spring|summer|fall|autumn|winter)))\b
| (?P<within>(?i:(?:earlier|later|late|early){_S}in{_S}the{_S}(?P<w_unit>week|month|year|campaign|primary)))\b
| (?P<weekend>(?i:(?:over|at|during|on){_S}the{_S}weekend))\b
| (?P<recent>(?i:(?:in|over|during|within){_S}(?:the{_S})?(?:recent|past{_S}few|last{_S}few|the{_S}past|the{_S}last|past|last){_S}(?:(?P<r_number>{_NUMBER}){_S})?(?P<r_unit>days|weeks|months|years)))\b
| (?P<ago>(?i:(?P<a_rough>about|nearly|almost|roughly|more{_S}than|over|around|less{_S}than|just|only|some|barely)?(?(a_rough){_S})(?P<a_number>{_NUMBER}){_S}(?P<a_unit>{_UNIT})s?{_S}(?P<a_way>ago|earlier|later|before|after)))\b
| (?P<season>(?i:in{_S}the{_S}(?P<s_name>spring|summer|fall|autumn|winter)(?:{_S}of)?){_S}(?P<s_year>{_YEAR}))
| (?P<decade>(?i:(?:in|during|back{_S}in){_S}the{_S}(?:early|late|mid)?(?:-|{_S})?)(?P<dec>(?:1[89]|20)\d0s)\b)
| (?P<year>(?i:(?:in|during|since|back{_S}in|by){_S}(?:early|late|mid)?(?:-|{_S})?)(?P<y_year>{_YEAR})(?![\d-]|,\d))
| (?<=\ )(?P<event_year>(?P<ey_year>{_YEAR})(?={_S}(?:[\w-]+{_S}){{0,3}}(?:speech|interview|debate|address|letter|op-ed|memo|book|essay|column|report|study|tweet|documentary|hearing|testimony|campaign)\b))
| (?P<moment>(?i:(?:moments|shortly|soon|immediately|hours|minutes|days|weeks|months|years){_S}(?:after(?:wards?)?|later|earlier|before)))\b
| (?P<then>(?i:at{_S}(?:the|that){_S}time)\b)
)(?P<genitive>[’']s\b)?""",
    re.VERBOSE,
)

_EVENT = (
    r"meeting|vote|election|debate|summit|talks|speech|address|hearing|testimony|remarks|announcement|visit|trip|trial|"
    r"attack|conference|convention|deadline|ceremony|inauguration|referendum|session|game|match|rally|event|interview|"
    r"ruling|verdict|release|briefing|testifying|departure|arrival|caucuses|primary|primaries"
)
_RELATIVE = re.compile(
    rf"(?<!\w)(?i:(?:(?:just|shortly|moments|hours|days|(?:{_NUMBER}){_S}(?:{_UNIT})s?){_S})?"
    rf"(?:ahead{_S}of|prior{_S}to|before|after|following|on{_S}the{_S}eve{_S}of|"
    rf"at{_S}the{_S}(?:start|end|beginning|close){_S}of))"
    rf"{_S}(?:(?<=Mr)\.|(?<=Ms)\.|(?<=Mrs)\.|(?![.;:?!](?:\s|$)|,\s)[^“”\"\n]){{0,70}}?\b(?i:{_EVENT})\b"
)
_OPENS = re.compile(r"(?:^|[.!?:;“\"(—–-]\s*|\n\s*)$")
_NAMED_FOR_A_DAY = re.compile(r"\b(?:News|Super|Black|Bloody|Easter|Palm|Ash|Good|Cyber|Maundy)[ \u00a0]$")
_OF_A_NAME = re.compile(r"\b(?:[Tt]he|[A-Z][\w’'-]+)[ \u00a0]$")
_TRIGGERS = frozenset(
    (*DAYS, *MONTHS, *["mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"],
     *["today", "yesterday", "tomorrow", "tonight", "overnight", "night", "morning", "afternoon", "evening", "day", "days", "week", "weeks", "weekend", "month", "months", "year", "years"],
     *["spring", "summer", "fall", "autumn", "winter", "campaign", "primary", "ago", "earlier", "later", "before", "after", "afterward", "afterwards", "then", "time", "minute", "minutes"],
     *["hour", "hours", "decade", "decades"], *(str(y) for y in range(1800, 2100)), *(f"{y}s" for y in range(1800, 2100, 10)))
)  # fmt: skip
_AROUND = frozenset(["ahead", "prior", "before", "after", "following", "eve", "start", "end", "beginning", "close"])
_CARDINAL_YEAR = re.compile(rf"\b(?:an?|the|its|their|his|her){_S}(?P<y>{_YEAR}){_S}(?=[a-z])")


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A phrase that gives a time.

    Attributes:
        start: first code point.
        end: one past the last code point.
        text: the words.
        sort: which rule of the grammar found it (``weekday``, ``period``, ``ago`` …).
        parts: what it names: day, month, year, number, unit …, as written.
    """

    start: int
    end: int
    text: str
    sort: str
    parts: Mapping[str, str]

    @property
    def vague(self) -> bool:
        """Whether only its place in the story dates it ("at the time", "after the vote")."""
        return self.sort in ("moment", "then", "event")


def find_date_phrases(text: str, start: int = 0, end: int | None = None) -> list[DatePhrase]:
    """All date phrases in ``text[start:end]``, in order, none overlapping another."""
    last = len(text) if end is None else end
    near = list(windows(text, start, last, _TRIGGERS, before=60, after=40))
    found = [p for a, b in near for p in _calendar_phrases(text, a, b)]
    taken = [(p.start, p.end) for p in found]
    events = [(a, b) for a, b in windows(text, start, last, _AROUND, before=30, after=120)]
    for match in (m for a, b in events for m in _RELATIVE.finditer(text, a, b)):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            found.append(DatePhrase(match.start(), match.end(), match[0], "event", {}))
    return sorted(found, key=lambda p: p.start)


def _calendar_phrases(text: str, start: int, end: int) -> Iterator[DatePhrase]:
    for match in _PHRASE.finditer(text, start, end):
        sort = next(k for k in _SORTS if match[k] is not None)
        if sort == "weekday" and _NAMED_FOR_A_DAY.search(text, max(0, match.start() - 12), match.start()):
            continue
        if match[0].endswith(".") and _OF_A_NAME.search(text, max(0, match.start() - 24), match.start()):
            continue  # a paper: the Las Vegas Sun.
        if (
            sort == "day"
            and match[0][0].isupper()
            and not _OPENS.search(text, max(0, match.start() - 4), match.start())
        ):
            continue  # a title: USA Today, CBS This Morning
        parts = {k: v for k, v in match.groupdict().items() if v is not None and k not in _SORTS}
        yield DatePhrase(match.start(), match.end(), match[0], sort, parts)


def dated_work(source: str) -> str | None:
    """The year in a work's own name ("a 2014 study by Harvard")."""
    found = _CARDINAL_YEAR.search(source)
    return found["y"] if found else None


_SORTS = (
    "iso",
    "numeric",
    "day_first",
    "month_first",
    "weekday",
    "month",
    "month_of",
    "last_month",
    "day",
    "anchored",
    "period",
    "within",
    "weekend",
    "recent",
    "ago",
    "season",
    "decade",
    "year",
    "event_year",
    "moment",
    "then",
)


def number_of(words: str) -> int | None:
    """The number that a phrase's numeral stands for; ``None`` for "several", "a few"."""
    tokens = words.lower().split()
    if VAGUE_NUMBERS & set(tokens):
        return 2 if "couple" in tokens else None
    return int(words) if words.isdigit() else NUMBERS.get(tokens[0])


def month_number(name: str) -> int:
    """1–12 for a month's name or abbreviation."""
    return next(i for i, month in enumerate(MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3]))


def weekday_number(name: str) -> int:
    """0–6, Monday first, for a weekday's name or abbreviation."""
    return next(i for i, day in enumerate(DAYS) if day.startswith(name.lower().rstrip(".")[:3]))
