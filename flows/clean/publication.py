"""Document, clean text and layout -> when the article was published, with basis and precision.

The first of these that gives a day wins: side-car, page or field, a "Published" line or byline, the dateline,
the file name. A dateline without a year takes it from what else is known, the nearest such day. A source
that gives only a year or a month counts when nothing gives the day. Nothing is guessed, no clock is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from flows.clean.byline import updated_only
from flows.clean.moments import Moment, in_year, moment, moments_in, yearless
from flows.records import Document, Layout, Publication

FINE = ("second", "minute", "day")

_IN_NAME = re.compile(
    r"(?<!\d)(?P<y>(?:1[89]|2[01])\d\d)(?P<s>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_IN_ADDRESS = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/-]|$)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Found = tuple[str, Moment]


def publication(document: Document, text: str, layout: Sequence[Layout]) -> Publication:
    """When `document`, whose clean text and layout are given, was published; basis "none" when nothing says."""
    found = list(_sources(document, text, layout))
    known = [m for _, m in found if m.year_known]
    hints = known + _hints(document, text, layout)
    for basis, each in found:
        dated = each if each.year_known else _nearest(each, hints)
        if dated is not None and dated.precision in FINE:
            return Publication(dated.at, basis, dated.precision)
    coarse = next(((basis, m) for basis, m in found if m.year_known), None)
    return Publication(coarse[1].at, coarse[0], coarse[1].precision) if coarse else Publication()


def _sources(document: Document, text: str, layout: Sequence[Layout]) -> Iterator[Found]:
    """All that says when, in order of trust."""
    if (said := moment(document.sidecar.published)) is not None:
        yield "side-car", said
    if (said := moment(document.metadata.published)) is not None:
        yield ("page" if document.format == "html" else "field"), said
    yield from (("byline", m) for m in _from_bylines(text, layout))
    yield from (("dateline", m) for m in _from_datelines(text, layout))
    if (named := _in(_IN_NAME, document.path_hint)) is not None:
        yield "file_name", named


def _from_bylines(text: str, layout: Sequence[Layout]) -> list[Moment]:
    """Dates in bylines and "Published" lines; those called updates come last."""
    first: list[Moment] = []
    updates: list[Moment] = []
    for span in layout:
        if span.section == "byline":
            line, done = text[span.start : span.end], 0
            for m in moments_in(line):
                (updates if updated_only(line[done : m.start]) else first).append(m)
                done = m.end
    return first + updates


def _from_datelines(text: str, layout: Sequence[Layout]) -> Iterator[Moment]:
    for span in layout:
        if span.section == "dateline":
            line = text[span.start : span.end]
            if full := moments_in(line):
                yield full[0]
            elif (whole := moment(line.strip("*_()[].— "))) is not None:
                yield whole
            elif (part := yearless(line)) is not None:
                yield part


def _hints(document: Document, text: str, layout: Sequence[Layout]) -> list[Moment]:
    """Days and years that are no publication date but tell the year of one: the address, the lines around the text."""
    hints = [m for url in (document.sidecar.url, document.metadata.url) if (m := _in(_IN_ADDRESS, url)) is not None]
    if (named := _YEAR.findall(document.path_hint)) and len(set(named)) == 1:
        hints += [m for m in (moment(named[0]),) if m is not None]
    around = " ".join(text[s.start : s.end] for s in layout if s.section in ("byline", "dateline"))
    if len(years := set(_YEAR.findall(around))) == 1:
        hints += [m for m in (moment(years.pop()),) if m is not None]
    return hints


def _nearest(part: Moment, hints: Sequence[Moment]) -> Moment | None:
    """Day and month -> the date nearest to the best hint that has a day, else in the hinted year."""
    for hint in hints:
        if hint.precision in FINE:
            years = (hint.at.year - 1, hint.at.year, hint.at.year + 1)  # a dateline of 31 December, filed in January
            dates = [d for year in years if (d := in_year(part, year)) is not None]
            return min(dates, key=lambda d: _distance(d.at, hint.at)) if dates else None
    return in_year(part, hints[0].at.year) if hints else None


def _distance(a: datetime, b: datetime) -> float:
    return abs((a - b).total_seconds())


def _in(pattern: re.Pattern[str], name: str) -> Moment | None:
    """The one date in a file name or address; several different ones are none."""
    found = {m for hit in pattern.finditer(name) if (m := moment(f"{hit['y']}-{hit['m']:0>2}-{hit['d']:0>2}"))}
    return found.pop() if len(found) == 1 else None
