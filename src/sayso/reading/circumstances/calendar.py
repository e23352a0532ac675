"""Date phrases against the day of publication: EDTF dates (ISO 8601-2:2019) that say no more than the words do."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.reading.circumstances.phrases import DatePhrase, month_number, number_of, weekday_number

_SEASONS = {"spring": 21, "summer": 22, "fall": 23, "autumn": 23, "winter": 24}
_SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12}
_DAY = timedelta(days=1)


def to_edtf(
    phrase: DatePhrase, published: date | None, *, anchor: date | None = None, future: bool = False
) -> str | None:
    """The EDTF date that a phrase gives, or ``None`` if it gives none.

    Args:
        phrase: the words.
        published: the day from which they count; without it only what they name in full is dated.
        anchor: the day that "the same day" and "two days later" count from.
        future: whether the clause looks ahead, so that "on Monday" is the coming one.

    Days get day precision, months and years theirs; weeks, weekends and the like are intervals; a rough count is
    ``~``, a reading that is one of two is ``?``; an interval with an unknown beginning starts with ``/``.
    """
    parts = phrase.parts
    match phrase.sort:
        case "iso":
            return _day_or_none(parts["iso_day"])
        case "numeric":
            return _numeric(int(parts["n1"]), int(parts["n2"]), int(parts["n_year"]))
        case "day_first":
            return _named_day(parts["df_month"], parts["df_day"], parts.get("df_year"), published, future)
        case "month_first":
            return _named_day(parts["mf_month"], parts["mf_day"], parts.get("mf_year"), published, future)
        case "season":
            return f"{parts['s_year']}-{_SEASONS[parts['s_name'].lower()]}"
        case "decade":
            return f"{parts['dec'][:3]}X"
        case "year":
            return parts["y_year"]
        case "event_year":
            return parts["ey_year"]
        case "month" if "m_year" in parts:
            return f"{parts['m_year']}-{month_number(parts['m_month']):02d}"
        case "anchored":
            return _anchored(phrase.text, anchor)
        case "ago" if parts["a_way"].lower() != "ago":
            return _from_anchor(phrase, anchor)
    return _relative(phrase, published, future) if published else None


def _relative(phrase: DatePhrase, published: date, future: bool) -> str | None:
    parts = phrase.parts
    match phrase.sort:
        case "weekday":
            return _weekday(weekday_number(parts["wd_day"]), parts.get("which", "").lower(), published, future)
        case "month":
            return _month(month_number(parts["m_month"]), published, future)
        case "month_of":
            return _month(month_number(parts["mo_month"]), published, future)
        case "last_month":
            ahead = future or parts["lm_which"].lower() == "next"
            return _month(month_number(parts["lm_month"]), published, ahead)
        case "day":
            return _day_word(" ".join(parts["d_word"].lower().split()), published)
        case "period":
            which = parts["p_which"].lower().split()[0]
            earlier = phrase.text.lower().startswith("earl")
            return _period(which, parts["p_unit"].lower(), published, earlier)
        case "within":
            return _period("this", parts["w_unit"].lower(), published, earlier=True)
        case "weekend":
            return _period("this", "weekend", published, earlier=False)
        case "recent":
            return _recent(parts, published)
        case "ago":
            return _ago(parts["a_number"], parts["a_unit"].lower(), published, rough="a_rough" in parts)
    return None


def _day_or_none(value: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def _numeric(first: int, second: int, year: int) -> str | None:
    """A date in figures. Where day and month could change places only the year is certain."""
    if first <= 12 and second <= 12 and first != second:
        return str(year)
    day, month = (first, second) if second <= 12 else (second, first)
    return _day_or_none(f"{year}-{month:02d}-{day:02d}")


def _named_day(month: str, day: str, year: str | None, published: date | None, future: bool) -> str | None:
    number = month_number(month)
    if year:
        return _day_or_none(f"{year}-{number:02d}-{int(day):02d}")
    if published is None:
        return None
    step = 1 if future else -1
    # Eight years hold a 29 February whatever the century does.
    for candidate in range(published.year, published.year + 9 * step, step):
        found = _day_or_none(f"{candidate}-{number:02d}-{int(day):02d}")
        if found and (found >= published.isoformat() if future else found <= published.isoformat()):
            return found
    return None


def _weekday(number: int, which: str, published: date, future: bool) -> str:
    back = (published.weekday() - number) % 7
    if future or which in ("next", "following"):
        ahead = (number - published.weekday()) % 7
        if which:
            ahead = ahead or 7
        return (published + ahead * _DAY).isoformat()
    if which in ("last", "past", "previous"):
        if back and back <= published.weekday():
            # Some writers mean this week's day by it, others last week's.
            return f"{(published - (back + 7) * _DAY).isoformat()}?"
        return (published - (back or 7) * _DAY).isoformat()
    return (published - back * _DAY).isoformat()


def _month(number: int, published: date, future: bool) -> str:
    year = published.year
    if future:
        year += number < published.month
    else:
        year -= number > published.month
    return f"{year}-{number:02d}"


def _day_word(word: str, published: date) -> str:
    if word in ("yesterday", "last night"):
        return (published - _DAY).isoformat()
    if word == "tomorrow":
        return (published + _DAY).isoformat()
    if word == "overnight":
        return f"{(published - _DAY).isoformat()}/{published.isoformat()}"
    return published.isoformat()


def _period(which: str, unit: str, published: date, earlier: bool) -> str | None:
    if unit in _SEASONS:
        return _season(which, _SEASONS[unit], published)
    step = {"this": 0, "next": 1}.get(which, -1)
    if unit == "week":
        monday = published - published.weekday() * _DAY + 7 * step * _DAY
        last = monday + 6 * _DAY if step else published
        if earlier and not step and last > monday:
            last -= _DAY
        return _interval(monday, last)
    if unit == "weekend":
        saturday = published - ((published.weekday() - 5) % 7) * _DAY
        if step and not (step < 0 and published.weekday() < 5):
            saturday += 7 * step * _DAY
        return _interval(saturday, min(saturday + _DAY, published) if step <= 0 else saturday + _DAY)
    if unit == "month":
        if not step:
            return _interval(published.replace(day=1), published)
        year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
        return f"{year}-{month + 1:02d}"
    if unit == "year":
        return str(published.year + step) if step else _month_interval(published.year * 12, _months(published))
    return None


def _season(which: str, season: int, published: date) -> str:
    begun = published.month >= _SEASON_START[season]
    year = published.year if begun else published.year - 1
    if which == "next":
        year += 1
    elif which == "last" and begun and published.month < _SEASON_START[season] + 3:
        year -= 1
    # A winter has two years, and "this summer" in spring is the coming one.
    return f"{year}-{season}{'?' if season == 24 else ''}"


def _recent(parts: dict[str, str] | object, published: date) -> str:
    number = number_of(parts["r_number"]) if isinstance(parts, dict) and "r_number" in parts else None
    if not number or not isinstance(parts, dict):
        return f"/{published.isoformat()}"
    unit = parts["r_unit"].lower()
    if unit in ("days", "weeks"):
        return _interval(published - number * (7 if unit == "weeks" else 1) * _DAY, published)
    back = number * (12 if unit == "years" else 1)
    return _month_interval(_months(published) - back, _months(published))


def _ago(number: str, unit: str, published: date, rough: bool) -> str:
    count = number_of(number)
    if unit in ("minute", "hour"):
        return published.isoformat() if count and count < 12 else _interval(published - _DAY, published)
    if count is None:
        return f"/{published.isoformat()}"
    mark = "~" if rough else ""
    if unit == "day":
        return (published - count * _DAY).isoformat() + mark
    if unit == "week":
        return (published - 7 * count * _DAY).isoformat() + "~"
    if unit == "month":
        year, month = divmod(_months(published) - count, 12)
        return f"{year}-{month + 1:02d}~"
    return f"{published.year - count * (10 if unit == 'decade' else 1)}~"


def _anchored(words: str, anchor: date | None) -> str | None:
    if anchor is None:
        return None
    words = words.lower()
    if any(w in words for w in ("next", "following", "later in", "after")) or words.endswith("day later"):
        step = 0 if words.startswith("later") else 1
    elif "previous" in words or "before" in words or words.endswith("day earlier"):
        step = -1
    else:
        step = 0
    return (anchor + step * _DAY).isoformat()


def _from_anchor(phrase: DatePhrase, anchor: date | None) -> str | None:
    way = phrase.parts["a_way"].lower()
    count = number_of(phrase.parts["a_number"])
    if anchor is None or count is None or way in ("before", "after"):
        return None
    unit = phrase.parts["a_unit"].lower()
    if unit in ("minute", "hour"):
        return anchor.isoformat() if count < 6 else None
    sign = 1 if way == "later" else -1
    if unit == "day":
        return (anchor + sign * count * _DAY).isoformat()
    if unit == "week":
        return (anchor + 7 * sign * count * _DAY).isoformat() + "~"
    if unit == "month":
        year, month = divmod(_months(anchor) + sign * count, 12)
        return f"{year}-{month + 1:02d}~"
    return f"{anchor.year + sign * count * (10 if unit == 'decade' else 1)}~"


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _interval(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _month_interval(first: int, last: int) -> str:
    a, b = (f"{m // 12}-{m % 12 + 1:02d}" for m in (first, last))
    return a if a == b else f"{a}/{b}"
