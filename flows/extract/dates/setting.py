"""What a reading of a date may use, and the forms of its answer: an interval and its basis.

An answer without an interval cannot be resolved: an impossible day, or a relative date without a publication day.
No answer at all means that the words are no date: "in two weeks" is how long something took.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flows.extract.dates.intervals import Interval
from flows.extract.dates.tense import Tense

BESIDE = 60  # characters on either side of a date that may say which event it names
SOON, LONG_AGO = 60, 300  # days: without a verb, 3 November read on 20 October lies ahead and not a year back


@dataclass(frozen=True, slots=True)
class Words:
    """The parts of a date form; '' for those not written."""

    parts: Mapping[str, str | None]
    around: str = ""  # the text within BESIDE characters

    def __getitem__(self, name: str) -> str:
        return self.parts.get(name) or ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a reading may use besides the words."""

    base: date | None  # day of publication
    tense: Callable[[], Tense]  # asked only where it matters
    antecedent: date | None = None  # the day last named in the text before
    antecedent_basis: str = "none"
    year_of_month: Mapping[int, int] = field(
        default_factory=dict
    )  # "in March 2014 ... on March 18": years written before


Reading = tuple[Interval | None, str]  # and its basis: written, publication, none
UNRESOLVED: Reading = (None, "none")


def written(found: Interval | None) -> Reading:
    return UNRESOLVED if found is None else (found, "written")


def relative(found: Interval | None) -> Reading:
    return UNRESOLVED if found is None else (found, "publication")


def nearest(options: list[Interval], setting: Setting) -> Interval | None:
    """Of the same day or month in several years, the one last begun; the next one for what lies ahead."""
    base = setting.base
    if base is None or not options:
        return None
    past = [o for o in options if o.first <= base]
    ahead = [o for o in options if o.last >= base]
    behind, coming = (
        (max(past, key=lambda o: o.first) if past else None),
        (min(ahead, key=lambda o: o.first) if ahead else None),
    )
    if behind is None or coming is None or behind == coming:
        return behind or coming
    tense = setting.tense()
    close = (coming.first - base).days <= SOON and (base - behind.first).days >= LONG_AGO
    return coming if tense == "future" or (tense == "unknown" and close) else behind


def years_near(base: date | None) -> range:
    return range(base.year - 1, base.year + 2) if base else range(0)


def step(which: str) -> int:
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
