"""Words that name a quarter, a season or a feast in, the interval they mean out."""

from __future__ import annotations

from datetime import date, timedelta

from flows.extract.dates import intervals, words
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


def fraction(w: Words, setting: Setting) -> Reading:
    """First quarter, Q3 2025, the second half of last year."""
    number = words.ordinal(w["number"])
    build = intervals.half if w["kind"].lower().startswith("half") else intervals.quarter
    if number > (2 if build is intervals.half else 4):
        return UNRESOLVED
    if w["year"]:
        return written(build(int(w["year"]), number))
    base, which = setting.base, w["which"].lower()
    if base is None:
        return UNRESOLVED
    if which:
        return relative(build(base.year + step(which), number))
    return relative(nearest([build(year, number) for year in years_near(base)], setting))


def season(w: Words, setting: Setting) -> Reading:
    name = w["season"].lower()
    if w["year"]:
        return written(intervals.season(int(w["year"]), name))
    base, which = setting.base, w["which"].lower()
    if base is None:
        return UNRESOLVED
    options = [intervals.season(y, name) for y in range(base.year - 2, base.year + 2)]
    if which == "last":
        return relative(max((o for o in options if o.last < base), key=lambda o: o.first))
    if which in ("next", "coming"):
        return relative(min((o for o in options if o.first > base), key=lambda o: o.first))
    if which == "this":
        return relative(min(options, key=lambda o: max((o.first - base).days, (base - o.last).days)))
    return relative(nearest(options, setting))


_FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year's": (1, 1), "halloween": (10, 31), "may day": (5, 1),
    "valentine's day": (2, 14), "st. patrick's day": (3, 17), "juneteenth": (6, 19), "fourth of july": (7, 4),
    "bastille day": (7, 14),
}  # fmt: skip
_AROUND_EASTER = {
    "good friday": -2,
    "easter sunday": 0,
    "easter": 0,
    "easter monday": 1,
    "palm sunday": -7,
    "ash wednesday": -46,
}


def feast(w: Words, setting: Setting) -> Reading:
    name = " ".join(w["feast"].lower().replace("’", "'").split())
    if w["year"]:
        return written(intervals.day(_feast(int(w["year"]), name)))
    base, which = setting.base, w["which"].lower()
    options = [intervals.day(_feast(year, name)) for year in years_near(base)]
    if base and which == "last":
        return relative(max((o for o in options if o.first < base), key=lambda o: o.first))
    if base and which in ("next", "coming"):
        return relative(min((o for o in options if o.first > base), key=lambda o: o.first, default=None))
    return relative(nearest(options, setting))


def _feast(year: int, name: str) -> date:
    if name == "thanksgiving":
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)  # fourth Thursday
    if name in _AROUND_EASTER:
        return intervals.easter(year) + timedelta(days=_AROUND_EASTER[name])
    return date(year, *_FEASTS[name])
