"""Text whose lines were broken to a width -> paragraphs on one line each, every joined break a repair.

A text is taken for wrapped only when nearly every break stands where the next word no longer fitted the width,
which is what a machine does and an author or a list does not. Runs before white space is cleaned: indents and
trailing blanks are evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.clean.byline import kind_of_line
from flows.clean.dateline import dateline
from flows.clean.edits import Change, carried_out
from flows.records import Repair

NARROWEST, WIDEST = 40, 110  # characters; agency text is set at 60 to 80, mail at 72, printouts up to 100
RAGGED = 10  # characters a break may come early, for a hyphenated word or a width of the past
FEWEST = 3  # breaks to judge by
FITTING = 0.8  # share of breaks that must be explained by the width; paragraph ends inside a block are the rest
MID_SENTENCE = 0.25  # share of breaks after which a small letter follows; in lists it is next to none

_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_OPENS = re.compile(
    r"(?:[-*•·▪◦‣>|#=]|\(?\d{1,3}[.)]\s|[A-Z][.)]\s|[QA]:\s|--|(?:[^\W\d_a-zß-ÿ][\w.'’-]{0,20}\s?){1,4}:\s)"
)
_TABLE = re.compile(r"\S(?:\t|\s{3,})\S")


@dataclass(frozen=True, slots=True)
class _Break:
    """A line break inside a block of lines: where, the line before it and the word and line after it."""

    start: int
    end: int
    line: str
    indent: str
    word: str
    after: str
    first: bool  # the line before it is the first of the text


def unwrapped(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Text -> the same with breaks inside paragraphs made spaces; pass "unwrap". Other text comes back as it is."""
    breaks = _breaks(text)
    width = _width(breaks)
    if width is None:
        return text, ()
    apart = "\n\n" in text.strip()  # then a headline stands apart too
    joins = [b for b in breaks if _joins(b, width, apart)]
    changes = [Change(b.start, b.end, "" if _is_hyphen(b) else " ", "whitespace") for b in joins]
    return carried_out(text, "unwrap", changes)


def _breaks(text: str) -> list[_Break]:
    """Every line break between two lines that are not blank."""
    found: list[_Break] = []
    at, blanks, before, first = 0, 0, "", True
    for raw in text.split("\n"):
        line, stripped = raw.rstrip(" \t"), raw.strip(" \t")
        if before and stripped:
            indent = line[: len(line) - len(stripped)]
            start = at - 1 - blanks
            found.append(
                _Break(start, at + len(indent), before, indent, stripped.split(None, 1)[0][:WIDEST], stripped, first)
            )
            first = False
        first = first and not (before and not stripped)
        before, blanks = line, len(raw) - len(line)
        at += len(raw) + 1
    return found


def _width(breaks: list[_Break]) -> int | None:
    """The width the text was set to, or None when its breaks are not those of a machine."""
    inner = [b for b in breaks if not _TABLE.search(b.line) and not _OPENS.match(b.after)]
    if len(inner) < FEWEST:
        return None
    width = max(len(b.line) for b in inner)
    if not NARROWEST <= width <= WIDEST:
        return None
    fitting = [b for b in inner if _is_full(b, width)]
    small = [b for b in fitting if b.word[:1].islower()]
    if len(fitting) < FITTING * len(inner) - 1 or len(small) < MID_SENTENCE * len(inner):
        return None
    return width


def _is_full(b: _Break, width: int) -> bool:
    """The next word would not have fitted the line, give or take."""
    return len(b.line) + 1 + len(b.word) > width - RAGGED


def _joins(b: _Break, width: int, apart: bool) -> bool:
    """Whether the break is inside a paragraph: the line is full, and nothing shows that a new one begins."""
    if b.indent.strip("\n") and not b.line.startswith((" ", "\t")):
        return False
    if _OPENS.match(b.after) or _TABLE.search(b.line) or _TABLE.search(b.after):
        return False
    if b.word[:1].islower() and not _ENDED.search(b.line):
        return True
    if (b.first and not apart) or kind_of_line(b.line) or kind_of_line(b.after) or dateline(b.after):
        return False
    return _is_full(b, width)


def _is_hyphen(b: _Break) -> bool:
    """ "Soviet-" before "style": the hyphen stays, no space comes in; "war -" and "war--" are dashes."""
    return bool(re.search(r"[^\W\d_]-$", b.line)) and b.word[:1].islower()
