"""Days, weeks, months, quarters, years and seasons as intervals: first and last day, and how finely they were meant."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1500, 2199  # outside these a number is no year that news writes about


@dataclass(frozen=True, slots=True)
class Interval:
    """What a date expression means. `precision` as in DateMention; spans of days have the precision of their ends."""

    first: date
    last: date
    precision: str

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.first} is after {self.last}")


def day(at: date) -> Interval:
    return Interval(at, at, "day")


def day_of(year: int, month: int, number: int) -> Interval | None:
    """None for a 31st of June and for years out of range."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= number <= monthrange(year, month)[1]:
        return None
    return day(date(year, month, number))


def week(at: date) -> Interval:
    """Monday to Sunday."""
    monday = at - timedelta(days=at.weekday())
    return Interval(monday, monday + timedelta(days=6), "week")


def weekend(at: date) -> Interval:
    """The Saturday and Sunday of the week of `at`."""
    monday = at - timedelta(days=at.weekday())
    return Interval(monday + timedelta(days=5), monday + timedelta(days=6), "day")


def month(year: int, number: int) -> Interval:
    """Months count on over the ends of the year: month 0 is December before."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Interval(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def quarter(year: int, number: int) -> Interval:
    """Quarters count on over the ends of the year too."""
    first = month(year, 3 * number - 2)
    return Interval(first.first, month(year, 3 * number).last, "quarter")


def half(year: int, number: int) -> Interval:
    return Interval(quarter(year, 2 * number - 1).first, quarter(year, 2 * number).last, "quarter")


def year(number: int) -> Interval:
    return Interval(date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, last: int) -> Interval:
    """Several years: a decade, a century, 2014-2016."""
    return Interval(date(first, 1, 1), date(last, 12, 31), "year")


def season(number: int, name: str) -> Interval:
    """Seasons of the northern half: spring from March; winter from December into the next year."""
    start = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name]
    return Interval(month(number, start).first, month(number, start + 2).last, "quarter")


def back(at: date, count: int, unit: str) -> date | None:
    """The day `count` units before `at` (after, when negative); None when that is out of range."""
    if unit == "week":
        count, unit = 7 * count, "day"
    try:
        if unit == "day":
            return at - timedelta(days=count)
        months = count * {"month": 1, "year": 12, "decade": 120}[unit]
        total = at.year * 12 + at.month - 1 - months
        year_, month_ = total // 12, total % 12 + 1
        found = date(year_, month_, min(at.day, monthrange(year_, month_)[1]))
    except (OverflowError, ValueError):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def around(at: date, unit: str) -> Interval:
    """The day, week, month or year that holds `at`."""
    if unit == "decade":
        return years(at.year // 10 * 10, at.year // 10 * 10 + 9)
    if unit == "year":
        return year(at.year)
    if unit == "month":
        return month(at.year, at.month)
    return week(at) if unit == "week" else day(at)


def edge(of: Interval, name: str) -> Interval:
    """The "start" or "end" of an interval: of a year its first or last quarter, else as `part`."""
    if of.precision == "year" and of.first.year == of.last.year:
        return replace(quarter(of.first.year, 1 if name == "start" else 4), precision="year")
    return part(of, "early" if name == "start" else "late")


def part(of: Interval, name: str) -> Interval:
    """ "early", "mid" or "late" of an interval: its first, middle or last third, in whole months where it has them."""
    third = {"early": 0, "mid": 1, "late": 2}[name]
    if of.precision == "year" and of.first.year == of.last.year:
        return Interval(month(of.first.year, 4 * third + 1).first, month(of.first.year, 4 * third + 4).last, "year")
    if of.precision == "year":
        count = of.last.year - of.first.year + 1
        ends = [of.first.year + round(count * k / 3) for k in (third, third + 1)]
        return years(ends[0], ends[1] - 1)
    days = (of.last - of.first).days + 1
    ends = [round(days * k / 3) for k in (third, third + 1)]
    return Interval(of.first + timedelta(days=ends[0]), of.first + timedelta(days=ends[1] - 1), of.precision)


def easter(year_: int) -> date:
    """Easter Sunday of the western churches (anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year_ % 19, year_ // 100, year_ % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    number = h + k - 7 * m + 114
    return date(year_, number // 31, number % 31 + 1)
