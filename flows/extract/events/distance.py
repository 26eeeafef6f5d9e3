"""Events of one document in, the same with the days out that are told by their distance: "on Tuesday, a week after six were shot".

The day of what stands behind "after" or "before" is counted from the day the sentence names outside of it, else from that of the
event it hangs on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from flows.extract.dates import intervals
from flows.extract.dates.words import NUMBER, number
from flows.extract.events.syntax import word_at
from flows.extract.nlp import surface
from flows.records import DateMention, Event, Extraction

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

APART = re.compile(rf"\b(?P<count>{NUMBER})\s+(?P<unit>day|week|month|year)s?\s+(?P<way>after|before)\b", re.I)
OPEN = (
    "publication",
    "dateline",
    "sentence",
    "paragraph",
    "none",
)  # bases that give way: the distance is closer to the deed


def dated_by_distance(doc: Doc, found: Extraction, events: Sequence[Event]) -> list[Event]:
    out = list(events)
    text = surface(doc)
    for told in APART.finditer(text):
        way = word_at(doc, told.start("way"), told.end("way"))
        if way is None:
            continue
        inside = _behind(way)
        mine = [
            i
            for i, e in enumerate(out)
            if e.trigger_start in inside and e.date_basis in OPEN and e.modality in ("actual", "historical")
        ]
        if not mine:
            continue
        anchor = _anchor(out, found.dates, told.start(), way, inside) or out[mine[0]].date
        if anchor is None:
            continue
        count, unit = number(told["count"]), told["unit"].lower()
        at = intervals.back(anchor, count if told["way"].lower() == "after" else -count, unit)
        when = intervals.day(at) if at and unit == "week" else intervals.around(at, unit) if at else None
        if when is None:
            continue
        for i in mine:
            out[i] = replace(
                out[i], date=when.first, date_end=when.last, date_basis="clause", date_precision=when.precision
            )
    return out


def _behind(way: Token) -> set[int]:
    """Characters where the words start that "after" or "before" leads."""
    head = way if way.dep_ in ("prep", "pcomp") else way.head
    return {t.idx for t in head.subtree if t.i > way.i}


def _anchor(
    events: Sequence[Event], dates: Sequence[DateMention], place: int, way: Token, inside: set[int]
) -> date | None:
    """The day the sentence names outside of what is led, nearest before the distance; else that of the nearest event outside."""
    start, end = way.sent.start_char, way.sent.end_char
    named = [d for d in dates if d.value and d.precision == "day" and start <= d.start < end and d.start not in inside]
    if named:
        return min(named, key=lambda d: (d.start > place, abs(d.start - place))).value
    outside = [e for e in events if e.date and start <= e.trigger_start < end and e.trigger_start not in inside]
    return min(outside, key=lambda e: abs(e.trigger_start - place)).date if outside else None
