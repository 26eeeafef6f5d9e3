"""The forms dates are written in: a regular expression and the reading of what it matches, most explicit first.

Where several match at one place the longest wins, then the first. A form that needs words around it, but not in its
surface, calls the surface `at`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from flows.extract.dates import fractions, relative, written
from flows.extract.dates.setting import Reading, Setting, Words
from flows.extract.dates.words import (
    COUNTED,
    DAY,
    DAY_PART,
    FEAST,
    FULL_MONTH,
    MEASURED,
    MONTH,
    NAMED_AFTER_DAYS,
    NEWSPAPERS,
    NUMBER,
    PART,
    SEASON,
    WEEKDAY,
    WEEKDAY_SHORT,
    WHICH,
    YEAR,
)  # fmt: skip

Read = Callable[[Words, Setting], Reading | None]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date. A `weak` one counts only where the model, too, saw a date."""

    pattern: re.Pattern[str]
    read: Read
    weak: bool = False


TO = r"\s*(?:-|–|—|to|and|until|till|through)\s*"
LAST_DAY = r"(?P<last_day>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)"
OPEN_DAY = LAST_DAY.replace("last_day", "day")  # a day that a dash may follow
ON = rf"(?<![\w-])(?:(?P<weekday>{WEEKDAY}|{WEEKDAY_SHORT}),?\s+(?i:the\s+)?)?"
OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))"
OF_WHICH = r"(?:,?\s+(?:of\s+)?(?P<year_which>(?i:last|this|next))\s+year)"
UNITS = r"(?P<unit>(?i:day|week|month|year))"
# What stands before a bare May, March or 2014 that is no verb, no name and no count.
SINCE = r"(?i:in|since|until|till|during|before|after|through|throughout|around|of|from|by|between)"


def _in_full() -> list[tuple[str, Read]]:
    """Dates that name a day, month or year of the calendar."""
    part = rf"(?:(?P<part>(?i:{PART}))[\s-]+)"
    return [
        (r"(?<![\w./-])(?P<year>(?:1[5-9]|20)\d\d)[-/](?P<month>\d\d?)[-/](?P<day>\d\d?)(?![\d/-])", written.iso_day),
        (
            r"(?<![\w./-])(?P<a>\d\d?)(?P<mark>[./])(?P<b>\d\d?)(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/-])",
            written.slashed_day,
        ),
        (rf"{ON}{OPEN_DAY}{TO}{LAST_DAY}(?:\s+of)?\s+(?P<month>{MONTH}){OF_YEAR}?", written.calendar_day),
        (
            rf"{ON}{OPEN_DAY}\s+(?P<month>{MONTH}){TO}{LAST_DAY}\s+(?P<last_month>{MONTH}){OF_YEAR}?",
            written.calendar_day,
        ),
        (
            rf"{ON}(?P<month>{MONTH})\s+{OPEN_DAY}{TO}(?:(?P<last_month>{MONTH})\s+)?{LAST_DAY}(?![\w%]|[.,:/]\d){OF_YEAR}?",
            written.calendar_day,
        ),
        (
            rf"{ON}(?P<day>{DAY})(?:\s+of)?[\s-]+(?P<month>{MONTH})(?:(?:,?\s+|-)(?:of\s+)?(?P<year>{YEAR})|{OF_WHICH})?(?!\w)",
            written.calendar_day,
        ),
        (rf"{ON}(?P<month>{MONTH})\s+(?i:the\s+)?(?P<day>{DAY})(?:{OF_YEAR}|{OF_WHICH})?(?!\w)", written.calendar_day),
        (r"(?<![\d/])9/11(?![\d/])", written.nine_eleven),
        (rf"(?<![\w-]){part}?(?P<month>{MONTH})(?:{OF_YEAR}|{OF_WHICH})", written.month_of),
        (rf"\b{part}?(?i:the\s+)?(?P<number>1[6-9]|2[01])(?:th|st)[\s-]+(?i:century)\b", written.century),
        (
            rf"(?<![\w.,]){part}?(?i:the\s+)?(?P<decade>(?:1[5-9]|20)\d0|['’]\d0)['’]?s\b",
            written.decade,
        ),
        (
            r"(?<![\w$€£-])(?P<year>(?:1[5-9]|20)\d\d)(?:\s*[-–—/]\s*|\s+(?:to|and|through|until)\s+)"
            r"(?P<last>(?:1[5-9]|20)\d\d|(?<=[-–—/])\d\d)(?![\w-]|[.,]\d)",
            written.year_range,
        ),
        (rf"\b{part}(?P<year>{YEAR})", written.year_of),
    ]


def _fractions() -> list[tuple[str, Read]]:
    """Quarters, halves, seasons and feasts, with a year or relative to publication."""
    number = (
        r"(?i:the\s+)?(?P<number>(?i:first|second|third|fourth)|[1-4](?:st|nd|rd|th))[\s-]+(?P<kind>(?i:quarter|half))"
    )
    of_year = rf"\s+of\s+(?:(?P<year>{YEAR})|(?:(?P<which>(?i:this|last|next))|the)\s+year)"
    return [
        (rf"\b{number}{of_year}", fractions.fraction),
        (rf"\b(?P<kind>Q)(?P<number>[1-4]),?\s+(?:of\s+)?(?P<year>{YEAR})", fractions.fraction),
        (rf"\b(?i:in|for|during)\s+(?P<at>{number})\b(?!\s+of\s)", fractions.fraction),
        (rf"\b(?i:the\s+)?(?P<which>{WHICH})\s+(?P<kind>(?i:quarter))\b(?!\s+of\s)", relative.quarter_by_which),
        (rf"\b(?i:the\s+)?(?:(?i:{PART})[\s-]+)?(?P<season>{SEASON}){OF_YEAR}", fractions.season),
        (rf"\b(?:(?P<which>{WHICH})|(?P<year>{YEAR}))\s+(?P<season>{SEASON})\b", fractions.season),
        (rf"\b(?i:in|since|until|by|during|over)\s+(?P<at>the\s+(?P<season>{SEASON}))\b(?!\s+of\b)", fractions.season),
        (rf"\b(?:(?P<which>{WHICH})\s+)?(?P<feast>{FEAST})(?:,?\s+(?P<year>{YEAR}))?\b", fractions.feast),
        (
            rf"\b(?i:the\s+)?(?P<end>(?i:end|close|beginning|start|middle))\s+of\s+(?:(?P<which>{WHICH})\s+|the\s+)?"
            rf"(?:(?P<unit>(?i:week|month|year|decade))\b|(?P<month>{MONTH}){OF_YEAR}?(?!\s+\d)|(?P<only_year>{YEAR}))",
            relative.end_of,
        ),
    ]


def _counted() -> list[tuple[str, Read]]:
    """Dates counted from the day of publication, or from the day last named."""
    count = rf"(?P<count>(?i:{NUMBER}))"
    which_day = r"(?P<which>(?i:this\s+past|this\s+coming|last|past|next|coming|this))"
    named = (
        r"(?i:the\s+)?(?:day before yesterday|day after tomorrow)|yesterday night|last night|last evening|tonight|today"
        r"|yesterday|tomorrow|(?:earlier\s+)?this\s+(?:morning|afternoon|evening)"
    )
    return [
        (
            rf"(?<![\w-])(?:{which_day}\s+)?{NAMED_AFTER_DAYS}(?P<weekday>{WEEKDAY})\b{NEWSPAPERS}{DAY_PART}",
            relative.weekday,
        ),
        (rf"\b(?P<named>(?i:{named}))\b{DAY_PART}", relative.named_day),
        (rf"\b(?P<which>{WHICH})\s+(?i:weekend)\b", relative.weekend),
        (
            r"\b(?i:over|at|on|during|for|of|throughout|through|and|by|before|until|since)\s+(?P<at>the\s+(?i:weekend))\b",
            relative.weekend,
        ),
        (
            rf"\b(?:(?P<part>(?i:earlier|later|already|{PART}))[\s-]+)?(?P<which>(?i:this|last|next))\s+"
            r"(?P<unit>(?i:week|month|year|decade))\b(?![\s-]old)",
            relative.which_unit,
        ),
        (
            rf"\b(?P<part>(?i:earlier|later|{PART}))\s+in\s+the\s+(?P<unit>(?i:week|month|year|decade))\b",
            relative.which_unit,
        ),
        (rf"\b{count}[\s-]+(?P<unit>(?i:day|week|month|year|decade))s?\s+(?i:ago)\b", relative.ago),
        (
            rf"\b{count}[\s-]+(?P<unit>(?i:day|week|month|year|decade))s?\s+(?i:ago)\s+"
            rf"(?:(?P<named>(?i:today|yesterday|tomorrow|tonight))|(?:(?i:on)\s+)?(?:{which_day}\s+)?(?P<weekday>{WEEKDAY})"
            rf"|(?P<which_one>(?i:this|last|next))\s+(?:(?P<around>(?i:week|month|year))|(?P<season>{SEASON})))\b",
            relative.ago_at,
        ),
        (rf"\b(?i:in)\s+(?P<at>{count}\s+{UNITS}s?)\b(?![\w'’-])", relative.ahead),
        (rf"\b{count}\s+{UNITS}s?(?P<from_now>\s+from\s+(?:now|today))\b", relative.ahead),
        (
            rf"\b(?i:the|this|these|his|her|its|their)\s+(?P<which>(?i:past|last|previous|next|coming))\s+(?:{count}\s+)?"
            r"(?P<unit>(?i:hour|day|week|month|year|decade))s?\b",
            relative.past_units,
        ),
        (rf"\b(?i:the)\s+(?P<which>(?i:same|following|next|previous))\s+{UNITS}\b", relative.same_day),
        (r"\b(?P<which>(?i:that))\s+(?P<unit>day)\b", relative.same_day),
        (rf"\b{count}\s+{UNITS}s?\s+(?P<later>(?i:later|earlier))\b(?!\s+than)", relative.same_day),
        (r"\b(?i:the)\s+(?P<unit>day|week|month|year)\s+(?P<later>before|after)(?=\s*[,.;])", relative.same_day),
    ]


def _bare() -> list[tuple[str, Read]]:
    """Months and years alone, where the words before them say that they are no name and no count."""
    return [
        (rf"\b(?P<which>{WHICH})\s+(?P<month>{FULL_MONTH})\b(?!\s+\d)", written.month_of),
        (rf"(?<!\w)(?P<part>(?i:{PART}))[\s-]+(?P<month>{FULL_MONTH})\b(?!\s+\d)", written.month_of),
        (rf"(?<!\w){SINCE}\s+(?P<at>(?P<month>{FULL_MONTH}))\b(?!\s+(?:\d|[A-Z]))(?!['’]s\s)", written.month_of),
        (
            rf"(?<!\w)(?i:in|since|until|during)\s+(?:the\s+year\s+)?(?P<at>(?P<year>{YEAR}))(?!{MEASURED})",
            written.year_of,
        ),
        (rf"(?<!\w){SINCE}\s+(?P<at>(?P<year>{YEAR}))(?!{MEASURED}|{COUNTED})", written.year_of),
        (rf"(?<!\w)(?i:the|its|his|her|their|last)\s+(?P<at>(?P<month>{FULL_MONTH}))(?=\s+[a-z])", written.month_of),
        (
            rf"(?:\b(?i:the|his|her|its|their|a|our)|['’]s|s['’])\s+(?P<at>(?P<year>{YEAR}))"
            rf"(?=\s+[A-Za-z]?[a-z]+)(?!{MEASURED}|{COUNTED})",
            written.year_of,
        ),
        (rf"\((?P<at>(?P<year>{YEAR}))\)", written.year_of),
    ]


def _weak() -> list[tuple[str, Read]]:
    return [
        (rf"(?<![\w-])(?P<weekday>{WEEKDAY_SHORT})(?!\w)", relative.weekday),
        (rf"(?<![\w-])(?P<month>{FULL_MONTH})\b", written.month_of),
        (rf"(?P<year>{YEAR})", written.year_of),
    ]


@cache
def forms() -> tuple[Form, ...]:
    """All forms, compiled once a process."""
    strong = [Form(re.compile(pattern), read) for pattern, read in (*_in_full(), *_fractions(), *_counted(), *_bare())]
    return (*strong, *(Form(re.compile(pattern), read, weak=True) for pattern, read in _weak()))
