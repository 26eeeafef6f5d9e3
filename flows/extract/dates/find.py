"""A text in, the dates in it out, resolved against its day of publication; never against the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flows.extract.dates.forms import Form, forms
from flows.extract.dates.setting import BESIDE, Setting, Words
from flows.extract.dates.tense import tense
from flows.records import CleanText, DateMention

if TYPE_CHECKING:
    from flows.extract.words import Doc

_FOUR = re.compile(r"\d{4}")
FAR_BACK = 600  # characters: "the following day" speaks of a day named at most this far before
DATED = ("day", "minute", "second")  # publications known to the day


@dataclass(frozen=True, slots=True)
class Hit:
    start: int
    end: int
    form: Form
    match: re.Match[str]


def dates(doc: Doc, clean: CleanText) -> tuple[DateMention, ...]:
    """The dates of a text in order, not overlapping.

    Relative ones ("on Tuesday", "last month") need the day of publication, "the following day" a day named before;
    without it they keep their row, unresolved. Durations, ages and counts are no dates.
    """
    found: list[DateMention] = []
    base = publication_day(clean)
    for hit in hits(doc, clean.text):
        mention = _mention(hit, doc, clean.text, base, found)
        if mention is not None:
            found.append(mention)
    return tuple(found)


def publication_day(clean: CleanText) -> date | None:
    """The day of publication where it is known to the day."""
    at = clean.published.at
    return at.date() if at is not None and clean.published.precision in DATED else None


def hits(doc: Doc, text: str) -> list[Hit]:
    """All date forms in a text, the longest at each place."""
    seen = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in ("DATE", "TIME")]
    ranked = sorted(_all(text, seen), key=lambda hit: (hit.match.start(), -hit.end))
    kept: list[Hit] = []
    for hit in ranked:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.start == kept[-1].start and hit.end > kept[-1].end:
            kept[-1] = hit
    return kept


def _all(text: str, seen: list[tuple[int, int]]) -> Iterator[Hit]:
    for form in forms():
        for match in form.pattern.finditer(text):
            start, end = match.span("at") if "at" in form.pattern.groupindex else match.span()
            inside = any(a <= start and end <= b for a, b in seen) if form.weak else True
            if inside and start < end and "\n" not in text[start:end]:
                yield Hit(start, end, form, match)


def _mention(hit: Hit, doc: Doc, text: str, base: date | None, before: list[DateMention]) -> DateMention | None:
    around = text[max(0, hit.start - BESIDE) : hit.end + BESIDE]
    reading = hit.form.read(Words(hit.match.groupdict(), around), _setting(hit, doc, text, base, before))
    if reading is None:
        return None
    interval, basis = reading
    surface = text[hit.start : hit.end]
    if interval is None:
        return DateMention(hit.start, hit.end, surface, None, None, "none", "none")
    return DateMention(hit.start, hit.end, surface, interval.first, interval.last, basis, interval.precision)


def _setting(hit: Hit, doc: Doc, text: str, base: date | None, before: list[DateMention]) -> Setting:
    near = [m for m in before if m.value and hit.start - m.end <= FAR_BACK]
    last = next((m for m in reversed(near) if m.precision == "day"), None)
    written = {m.value.month: m.value.year for m in near if m.value and _names_year(m)}
    return Setting(
        base,
        lambda: tense(doc, text, hit.start, hit.end),
        last.value if last else None,
        last.basis if last else "none",
        written,
    )


def _names_year(mention: DateMention) -> bool:
    return mention.basis == "written" and mention.precision in ("day", "month") and bool(_FOUR.search(mention.surface))
