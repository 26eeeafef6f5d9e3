"""Words that name a day, month, year, decade or century of the calendar in, the interval they mean out."""

from __future__ import annotations

import re
from datetime import date

from flows.extract.dates import intervals, words
from flows.extract.dates.intervals import Interval
from flows.extract.dates.setting import (
    UNRESOLVED,
    Reading,
    Setting,
    Words,
    nearest,
    relative,
    step,
    written,
    years_near,
)
from flows.extract.tables import table

_WORD = re.compile(r"[^\W\d_]+")


def iso_day(w: Words, _: Setting) -> Reading:
    return written(_checked(int(w["year"]), int(w["month"]), int(w["day"])))


def slashed_day(w: Words, _: Setting) -> Reading:
    """03/05/2024 is May in London and March in New York: resolved only where one order is possible."""
    first, second, year = int(w["a"]), int(w["b"]), int(w["year"])
    if w["mark"] == "." or first > 12 or first == second:
        return written(_checked(year, second, first))
    return written(_checked(year, first, second) if second > 12 else None)


def _checked(year: int, month: int, day: int) -> Interval | None:
    return intervals.day_of(year, month, day) if 1 <= month <= 12 else None


def calendar_day(w: Words, setting: Setting) -> Reading:
    """7 October 2023, October 7, Tuesday 3 March, 3-5 May: without a year the nearest one, or the one the weekday fits."""
    month, first = words.month_number(w["month"]), words.day_number(w["day"])
    last = words.day_number(w["last_day"]) if w["last_day"] else first
    last_month = words.month_number(w["last_month"]) if w["last_month"] else month
    if w["year"]:
        return written(_days(int(w["year"]), month, first, last_month, last))
    if w["year_which"]:
        year = setting.base.year + step(w["year_which"].lower()) if setting.base else 0
        return relative(_days(year, month, first, last_month, last))
    if known := _dated_event(w.around, month, first):
        return written(known)
    if year := setting.year_of_month.get(month, 0):
        return written(_days(year, month, first, last_month, last))
    options = [o for year in years_near(setting.base) if (o := _days(year, month, first, last_month, last))]
    if w["weekday"]:
        fitting = [o for o in options if o.first.weekday() == words.weekday_number(w["weekday"])]
        options = fitting or options
    return relative(nearest(options, setting))


def _days(year: int, month: int, first: int, last_month: int, last: int) -> Interval | None:
    begin = intervals.day_of(year, month, first)
    end = intervals.day_of(year + (last_month < month), last_month, last)
    return Interval(begin.first, end.last, "day") if begin and end and begin.first <= end.last else None


def _dated_event(around: str, month: int, day: int) -> Interval | None:
    """ "The October 7 attack" is of 2023, whatever the year of publication."""
    beside = set(_WORD.findall(around))
    for event in table("dates")["events"]:
        at: date = event["day"]
        if (at.month, at.day) == (month, day) and beside.intersection(event["beside"]):
            return intervals.day(at)
    return None


def nine_eleven(_: Words, __: Setting) -> Reading:
    return written(intervals.day_of(2001, 9, 11))


def month_of(w: Words, setting: Setting) -> Reading:
    """March 2026, in March, last March, late March, mid-August 2025."""
    number = words.month_number(w["month"])
    found, basis = month_named(number, w, setting)
    return (intervals.part(found, w["part"].lower()) if found and w["part"] else found), basis


def month_named(number: int, w: Words, setting: Setting) -> Reading:
    if w["year"]:
        return written(intervals.month(int(w["year"]), number))
    base, which = setting.base, w["which"].lower()
    if base is None:
        return UNRESOLVED
    if w["year_which"]:
        return relative(intervals.month(base.year + step(w["year_which"].lower()), number))
    here = intervals.month(base.year, number)
    if which in ("last", "past"):
        return relative(here if here.last < base else intervals.month(base.year - 1, number))
    if which in ("next", "coming"):
        return relative(here if here.first > base else intervals.month(base.year + 1, number))
    if which == "this":
        return relative(here)
    return relative(nearest([intervals.month(year, number) for year in years_near(base)], setting))


def year_of(w: Words, _: Setting) -> Reading:
    found = intervals.year(int(w["year"]))
    return written(intervals.part(found, w["part"].lower()) if w["part"] else found)


def year_range(w: Words, _: Setting) -> Reading:
    first, last = int(w["year"]), w["last"]
    until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return written(intervals.years(first, until) if first < until < first + 200 else None)


def decade(w: Words, _: Setting) -> Reading:
    digits = int(w["decade"].lstrip("'’"))
    first = digits if digits >= 1000 else (2000 if digits < 30 else 1900) + digits
    found = intervals.years(first, first + 9)
    return written(intervals.part(found, w["part"].lower()) if w["part"] else found)


def century(w: Words, _: Setting) -> Reading:
    number = int(w["number"])
    found = intervals.years(100 * number - 99, 100 * number) if 16 <= number <= 21 else None
    return written(intervals.part(found, w["part"].lower()) if found and w["part"] else found)
