"""A written date or time -> the instant in UTC and the part of it that is meant; refuses what may mean two days.

03/04/2026 is the third of April to some and the fourth of March to others, so it gives nothing; 13/04/2026 and
13.04.2026 are plain, and so is 03.04.2026, since nobody writes the month first with full stops. A time without a
zone cannot be told as an instant: the day is kept, the time is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from flows.clean.lexicon import table

EARLIEST = 1800  # older years are page numbers or misreadings; no newspaper archive we know is digitised so far back
LATEST = 2199  # a file name or a counter of seconds beyond it is something else
MOST_CHARACTERS = 200  # a longer value is no date


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant and which part of it is meant; year 0 in `year_known` false: only day and month are written."""

    at: datetime
    precision: str  # second, minute, day, month, year
    year_known: bool = True
    start: int = 0  # place in the text it was found in
    end: int = 0


def moment(value: str) -> Moment | None:
    """A whole value such as a page or a side-car gives it -> its moment; None when it is no date or an unclear one."""
    value = value.strip()
    if not value or len(value) > MOST_CHARACTERS:
        return None
    for read in (_counted, _iso, _numeric, _far_eastern, _written):
        if (found := read(value)) is not None:
            return found
    return None


def moments_in(text: str) -> tuple[Moment, ...]:
    """Text -> the full dates written in it, in order, each with its place; unclear ones are left out."""
    found = [m for pattern, make in _searches() for hit in pattern.finditer(text) if (m := make(hit)) is not None]
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Moment] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def yearless(text: str) -> Moment | None:
    """Text that holds a day and a month ("March 3", "12 May") -> them, in the year 2000, or None."""
    hit = _patterns()["yearless"].search(text)
    if hit is None:
        return None
    day, month = _day_month(hit)
    at = _date(2000, month, day)
    return None if at is None else Moment(at, "day", False, hit.start(), hit.end())


def in_year(found: Moment, year: int) -> Moment | None:
    """A day and month, and a year -> the whole date; None for 29 February of a common year."""
    at = _date(year, found.at.month, found.at.day)
    return None if at is None else Moment(at, "day", True, found.start, found.end)


def date_pattern() -> str:
    """The regular expression of a written date with or without its year, without groups; for datelines."""
    return _BARE.format(month=_months_pattern(), day=_DAY)


# --- the forms -----------------------------------------------------------------------------------

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|\.|º|o)?"
_BARE = r"(?:(?:{month})\.?\s+{day}(?!\d)(?:,?\s+\d{{4}})?|{day}\s+(?:de\s+)?(?:{month})\b\.?(?:,?\s+(?:de\s+|del\s+)?\d{{4}})?)"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60))?)?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?\s*(?:hrs|hours|uhr)?\s*\(?(?P<zone>[A-Z]{1,4}(?=\b)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d)?\)?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[T\s]\s*(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d)(?::?(?P<second>[0-5]\d|60)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?(?![\d-])",
    re.IGNORECASE,
)
_SPARSE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2]))?")
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z)?)?"
)
_SLASHED = re.compile(
    r"(?<!\d)(?P<a>\d{1,4})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{1,4})(?!\d)(?:,?\s+" + _CLOCK + ")?"
)
_EAST = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日号號일]")


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in table("dates")["months"].items() for name in names}


@cache
def _months_pattern() -> str:
    return "|".join(sorted((re.escape(name) for name in _months()), key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    month, weekday = _months_pattern(), _weekdays()
    lead = rf"(?:\b(?:{weekday})\b\.?,?\s+)?"
    day = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|º|o|\.)?"
    clock = rf"(?:\s*(?:,|at|\||-|–|—|um|à|a las|в)?\s*(?<![\d]){_CLOCK}(?![\d:]))?"
    year = r"(?P<year>(?:1[89]|2[01])\d\d)(?!\d)"
    return {
        "day_first": re.compile(
            rf"{lead}(?<!\d){day}(?:\s+(?:of|de)\s+|[\s-]+)(?P<month>{month})\b\.?,?(?:\s+(?:de|del)\s+|[\s-]+){year}{clock}",
            re.IGNORECASE,
        ),
        "month_first": re.compile(
            rf"{lead}\b(?P<month>{month})\b\.?\s+{day}(?!\d)\s*,?\s+{year}{clock}", re.IGNORECASE
        ),
        "clock_first": re.compile(rf"{_CLOCK}\s*,?\s*{lead}(?P<date>.+)", re.IGNORECASE),
        "month_year": re.compile(rf"(?P<month>{month})\.?,?\s+(?:de\s+)?{year}", re.IGNORECASE),
        "yearless": re.compile(
            rf"(?<!\d)(?:(?P<d1>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?P<m1>{month})\b"
            rf"|\b(?P<m2>{month})\b\.?\s+(?P<d2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d))",
            re.IGNORECASE,
        ),
    }


@cache
def _weekdays() -> str:
    return "|".join(sorted(table("dates")["weekdays"]["names"], key=len, reverse=True))


def _searches() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Moment | None]], ...]:
    written = _patterns()
    return (
        (_ISO, _from_match),
        (_EAST, _from_match),
        (written["day_first"], _from_match),
        (written["month_first"], _from_match),
        (_SLASHED, _from_slashes),
    )


# --- one form each -------------------------------------------------------------------------------


def _counted(value: str) -> Moment | None:
    """Seconds or milliseconds since 1970, or a date in digits without marks."""
    if not value.isascii() or not value.replace(".", "", 1).isdigit():
        return None
    digits = value.split(".")[0]
    if hit := _COMPACT.fullmatch(digits):
        return _from_match(hit)
    if len(digits) not in (9, 10, 13):
        return None
    seconds = int(digits) // 1000 if len(digits) == 13 else int(digits)
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return Moment(at, "second", True, 0, len(value)) if EARLIEST <= at.year <= LATEST else None


def _iso(value: str) -> Moment | None:
    if hit := _ISO.fullmatch(value) or _COMPACT.fullmatch(value):
        return _from_match(hit)
    if hit := _SPARSE.fullmatch(value):
        at = _date(int(hit["year"]), int(hit["month"] or 1), 1)
        return None if at is None else Moment(at, "month" if hit["month"] else "year", True, 0, hit.end())
    return None


def _numeric(value: str) -> Moment | None:
    hit = _SLASHED.fullmatch(value)
    return None if hit is None else _from_slashes(hit)


def _far_eastern(value: str) -> Moment | None:
    hit = _EAST.match(value)
    return None if hit is None else _from_match(hit)


def _written(value: str) -> Moment | None:
    """ "3 March 2026", "March 3, 2026 14:05 GMT", RFC 2822, "14:05 GMT, 3 March 2026", "March 2026"."""
    written = _patterns()
    for name in ("day_first", "month_first"):
        if hit := written[name].match(value):
            return _from_match(hit)
    if (hit := written["clock_first"].fullmatch(value)) and (hit["minute"] or hit["half"]):
        day = next((h for name in ("day_first", "month_first") if (h := written[name].match(hit["date"]))), None)
        return None if day is None else _from_match(day, clock=hit)
    if hit := written["month_year"].fullmatch(value):
        at = _date(int(hit["year"]), _months()[hit["month"].casefold()], 1)
        return None if at is None else Moment(at, "month", True, 0, hit.end())
    return None


# --- parts to instants ---------------------------------------------------------------------------


def _from_match(hit: re.Match[str], clock: re.Match[str] | None = None) -> Moment | None:
    name = hit["month"]
    month = int(name) if name.isdigit() else _months()[name.casefold()]
    day = _date(int(hit["year"]), month, int(hit["day"]))
    return None if day is None else _timed(day, clock or hit, hit.start(), hit.end())


def _from_slashes(hit: re.Match[str]) -> Moment | None:
    a, b, c = hit["a"], hit["b"], hit["c"]
    if len(a) == 4 and len(c) <= 2:
        year, month, day = int(a), int(b), int(c)
    elif len(c) == 4 and len(a) <= 2:
        first, second = int(a), int(b)
        day_first = hit["mark"] == "." or first > 12 or first == second
        if not day_first and second <= 12:
            return None  # either order makes a date
        year, day, month = (int(c), first, second) if day_first else (int(c), second, first)
    else:
        return None
    at = _date(year, month, day)
    return None if at is None else _timed(at, hit, hit.start(), hit.end())


def _timed(day: datetime, hit: re.Match[str], start: int, end: int) -> Moment:
    """A day and the clock in a match -> the instant; the day alone when clock or zone are missing or unclear."""
    clock = hit.groupdict()
    offset = _offset(clock.get("zone") or "")
    if not clock.get("hour") or offset is None or not (clock.get("minute") or clock.get("half")):
        return Moment(day, "day", True, start, end)
    hour, minute, second = (int(clock.get(part) or 0) for part in ("hour", "minute", "second"))
    if half := (clock.get("half") or "").lower():
        if not 1 <= hour <= 12:
            return Moment(day, "day", True, start, end)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    local = day + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))  # a leap second has no datetime
    at = local.replace(tzinfo=timezone(timedelta(minutes=offset))).astimezone(UTC)
    return Moment(at, "second" if clock.get("second") else "minute", True, start, end)


def _offset(zone: str) -> int | None:
    """ "Z", "GMT", "EST", "+05:30", "UTC+3" -> minutes east of Greenwich; None for unknown zones."""
    hit = re.fullmatch(r"([A-Za-z]*)\s?(?:([+-])(\d{1,2}):?(\d\d)?)?", zone.strip())
    if not zone or hit is None:
        return None
    name, sign, hours, minutes = hit.groups()
    known: dict[str, int] = table("dates")["zones"]
    base = known.get(name.casefold()) if name else 0
    if base is None:
        return None
    shift = (int(hours) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1) if sign else 0
    return base + shift if abs(shift) <= 14 * 60 else None


def _day_month(hit: re.Match[str]) -> tuple[int, int]:
    return int(hit["d1"] or hit["d2"]), _months()[(hit["m1"] or hit["m2"]).casefold()]


def _date(year: int, month: int, day: int) -> datetime | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:  # 31 June
        return None
