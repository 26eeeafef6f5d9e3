"""Words counted from the day of publication, or from the day last named, in; the interval they mean out."""

from __future__ import annotations

from datetime import date, timedelta

from flows.extract.dates import intervals, words
from flows.extract.dates.intervals import Interval
from flows.extract.dates.setting import (
    UNRESOLVED,
    Reading,
    Setting,
    Words,
    relative,
    step,
    written,
)
from flows.extract.dates.written import month_named


def weekday(w: Words, setting: Setting) -> Reading:
    base = setting.base
    if base is None:
        return UNRESOLVED
    which, number = w["which"].lower(), words.weekday_number(w["weekday"])
    behind = base - timedelta(days=(base.weekday() - number) % 7)
    ahead = base + timedelta(days=(number - base.weekday()) % 7)
    if which in ("last", "past", "this past"):
        return relative(intervals.day(behind if behind < base else behind - timedelta(days=7)))
    if which in ("next", "coming", "this coming"):
        return relative(intervals.day(ahead if ahead > base else ahead + timedelta(days=7)))
    return relative(intervals.day(ahead if setting.tense() == "future" else behind))


_DAYS = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1, "yesterday night": -1,
    "day before yesterday": -2, "day after tomorrow": 2, "last evening": -1,
}  # fmt: skip


def named_day(w: Words, setting: Setting) -> Reading:
    """Yesterday, tonight, this morning, last night."""
    if setting.base is None:
        return UNRESOLVED
    return relative(
        intervals.day(
            setting.base + timedelta(days=_DAYS.get(" ".join(w["named"].lower().split()).removeprefix("the "), 0))
        )
    )


def which_unit(w: Words, setting: Setting) -> Reading:
    """This week, last month, next year, earlier this year, late last year."""
    base = setting.base
    if base is None:
        return UNRESOLVED
    unit = w["unit"].lower()
    at = intervals.back(base, -step(w["which"].lower()), unit)
    if at is None:
        return UNRESOLVED
    whole = intervals.around(at, unit)
    return relative(_narrowed(whole, w["part"].lower(), base))


def _narrowed(whole: Interval, word: str, base: date) -> Interval:
    if word in ("earlier", "already") and whole.first <= base:  # not "a month earlier next year"
        return Interval(whole.first, min(base, whole.last), whole.precision)
    if word == "later" and base <= whole.last:
        return Interval(max(base, whole.first), whole.last, whole.precision)
    return intervals.part(whole, word) if word in ("early", "mid", "late") else whole


def end_of(w: Words, setting: Setting) -> Reading:
    """The end of the year, the beginning of next month, the middle of 2025, the end of March."""
    if w["only_year"]:
        return written(_side(intervals.year(int(w["only_year"])), w["end"]))
    if w["month"]:
        found, basis = month_named(words.month_number(w["month"]), w, setting)
        return (_side(found, w["end"]) if found else None), basis
    base, unit = setting.base, w["unit"].lower()
    at = intervals.back(base, -step(w["which"].lower()), unit) if base else None
    return relative(_side(intervals.around(at, unit), w["end"]) if at else None)


def _side(of: Interval, name: str) -> Interval:
    if name.lower() == "middle":
        return intervals.part(of, "mid")
    return intervals.edge(of, "end" if name.lower() in ("end", "close") else "start")


def quarter_by_which(w: Words, setting: Setting) -> Reading:
    base = setting.base
    number = (base.month + 2) // 3 + step(w["which"].lower()) if base else 0
    return relative(intervals.quarter(base.year, number)) if base else UNRESOLVED


def weekend(w: Words, setting: Setting) -> Reading:
    base = setting.base
    if base is None:
        return UNRESOLVED
    which, here = w["which"].lower(), intervals.weekend(base)
    before, after = (intervals.weekend(base + timedelta(days=step)) for step in (-7, 7))
    begun = here.first <= base
    if which in ("last", "past"):
        return relative(before)
    if which in ("next", "coming"):
        return relative(after if begun or which == "next" else here)
    tense = setting.tense()
    return relative(here if begun or tense == "future" or (which == "this" and tense == "unknown") else before)


def ago(w: Words, setting: Setting) -> Reading:
    """Two weeks ago, more than a year ago: as fine as the unit."""
    unit = w["unit"].lower()
    at = intervals.back(setting.base, words.number(w["count"]), unit) if setting.base else None
    return relative(intervals.around(at, unit) if at and unit != "week" else _day_or_none(at))


def ago_at(w: Words, setting: Setting) -> Reading:
    """Three years ago this month, five years ago today, ten years ago on Monday: as far back from the day or time that is named."""
    base, count, unit = setting.base, words.number(w["count"]), w["unit"].lower()
    if base is None:
        return UNRESOLVED
    if w["season"]:
        at = intervals.back(base, count, unit)
        return relative(intervals.season(at.year, w["season"].lower()) if at else None)
    around = w["around"].lower() or "day"
    named = named_day(w, setting) if w["named"] else weekday(w, setting) if w["weekday"] else None
    here = named[0].first if named and named[0] else intervals.back(base, -step(w["which_one"].lower()), around)
    at = intervals.back(here, count, unit) if here else None
    return relative(intervals.around(at, around) if at else None)


def _day_or_none(at: date | None) -> Interval | None:
    """Weeks ago are counted from the day: the week around that day."""
    return intervals.week(at) if at else None


def ahead(w: Words, setting: Setting) -> Reading | None:
    """Three days from now; in two weeks, where the verb lies ahead (else it is how long something took)."""
    unit = w["unit"].lower()
    if not w["from_now"] and setting.tense() != "future":
        return None
    at = intervals.back(setting.base, -words.number(w["count"]), unit) if setting.base else None
    return relative(intervals.around(at, unit) if at else None)


def past_units(w: Words, setting: Setting) -> Reading:
    """The past two weeks, the last 24 hours, the next five years: up to, or from, the day of publication."""
    base, unit = setting.base, w["unit"].lower()
    count = words.number(w["count"]) if w["count"] else 1
    if unit == "hour":
        count, unit = max(1, round(count / 24)), "day"
    forward = step(w["which"].lower()) > 0
    other = intervals.back(base, -count if forward else count, unit) if base else None
    if base is None or other is None:
        return UNRESOLVED
    return relative(Interval(min(base, other), max(base, other), "year" if unit == "decade" else unit))


def same_day(w: Words, setting: Setting) -> Reading:
    """The same day, the following day, two days later, "the day before,": counted from the day last named; alone they say nothing."""
    if setting.antecedent is None:
        return UNRESOLVED
    which, count = w["which"].lower(), words.number(w["count"]) if w["count"] else 1
    step = {"same": 0, "that": 0, "next": 1, "following": 1, "previous": -1}.get(which)
    if step is None:
        step = count if w["later"].lower() in ("later", "after") else -count
    unit = (w["unit"] or "day").lower()
    at = intervals.back(setting.antecedent, -step, unit)
    return (intervals.around(at, unit), setting.antecedent_basis) if at else UNRESOLVED
