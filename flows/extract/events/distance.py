"""Events of one document in, the same with the days out that are told by their distance: "on Tuesday, a week after six were shot".

The day of what stands behind "after" or "before" is counted from a day the text tells: that which the sentence names outside of it, else
that of the nearest event outside of it. Where the text tells none, or a fact would lie ahead, all stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from flows.extract.dates import intervals
from flows.extract.dates.intervals import Interval
from flows.extract.dates.words import NUMBER, number
from flows.extract.events.context import TOLD
from flows.extract.events.syntax import word_at
from flows.extract.nlp import surface
from flows.records import CleanText, DateMention, Event, Extraction

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

APART = re.compile(
    rf"(?<![\d.,])\b(?P<count>{NUMBER})\s+(?P<unit>day|week|month|year)s?\s+(?P<way>after|before)\b", re.IGNORECASE
)
LEADS = ("prep", "pcomp", "mark")  # not "two days after, they left"
CLOSEST = "clause"  # the basis that does not give way: a day that the deed's own clause tells


def dated_by_distance(doc: Doc, clean: CleanText, found: Extraction, events: Sequence[Event]) -> list[Event]:
    """The same events in the same order; days that a distance tells have the basis of a clause."""
    out = list(events)
    for told in reversed(list(APART.finditer(surface(doc)))):  # the inner one of two is written last
        way = word_at(doc, told.start("way"), told.end("way"))
        if way is None or way.dep_ not in LEADS:
            continue
        inside = _led(way)
        mine = [i for i, e in enumerate(out) if e.trigger_start in inside and _open(e)]
        anchor = _anchor(out, found.dates, told.start(), way, inside) if mine else None
        when = _counted(anchor, told) if anchor is not None else None
        for i in mine:
            if when is not None and not _ahead(out[i], when, clean):
                out[i] = replace(
                    out[i], date=when.first, date_end=when.last, date_basis=CLOSEST, date_precision=when.precision
                )
    return out


def _open(event: Event) -> bool:
    return event.date_basis != CLOSEST and event.modality in ("actual", "historical")


def _counted(anchor: date, told: re.Match[str]) -> Interval | None:
    """The day, month or year that far from a day; weeks are counted from the day."""
    count, unit = number(told["count"]), told["unit"].lower()
    at = intervals.back(anchor, count if told["way"].lower() == "after" else -count, unit)
    if at is None:
        return None
    return intervals.day(at) if unit == "week" else intervals.around(at, unit)


def _ahead(event: Event, when: Interval, clean: CleanText) -> bool:
    """A fact cannot be of a time after the publication."""
    at = clean.published.at
    return event.modality == "actual" and at is not None and when.first > at.date()


def _led(way: Token) -> set[int]:
    """Characters where the words start that "after" or "before" leads."""
    head = way.head if way.dep_ == "mark" else way
    return {t.idx for t in head.subtree if t.i > way.i}


def _anchor(
    events: Sequence[Event], dates: Sequence[DateMention], place: int, way: Token, inside: set[int]
) -> date | None:
    """The day the sentence names outside of what is led, nearest before the distance; else one told of the nearest event outside."""
    start, end = way.sent.start_char, way.sent.end_char
    named = [d for d in dates if d.value and d.precision == "day" and start <= d.start < end and d.start not in inside]
    if named:
        return min(named, key=lambda d: (d.start > place, abs(d.start - place))).value
    outside = [
        e
        for e in events
        if e.date is not None
        and e.date_basis in TOLD
        and start <= e.trigger_start < end
        and e.trigger_start not in inside
    ]
    return min(outside, key=lambda e: abs(e.trigger_start - place)).date if outside else None
