"""A line of text in, the places where marks stand without what they should enclose or follow.

", :" and ", ," and "( )" and "by ." are what is left when a linked name was dropped. Text whose every mark
has a space before it (tokenised, or French) says nothing in this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.clean.gaps import Gaps
from flows.records import Hole

TOKENISED = 0.2  # share of commas and full stops with a space before them, above which it is the text's habit
FEW_WORDS = 4  # a line of fewer is no sentence

_WORDY = re.compile(r"[^\W\d_]{2,}")
_MET = re.compile(r"(?<=[^\W_]|[\"”’)]),(?P<gap>[ ]+)(?P<mark>[,:;.])(?=[ ]|$|[\"“‘'])(?!\s?[-)(DPp]\B|\s?\.)")
_EMPTY = re.compile(
    r"“\s*”|‘\s*’|«\s*»|„\s*[“”]|(?<![\w\])}.>])\(\s*\)(?!\w)|(?<=\s)\[\s*\](?=[\s.,;:)]|$)|(?<=[\s(])\"\"(?=[\s.,;:)!?]|$)"
)
_STRANDED = re.compile(
    r"\b(?P<word>by|with|from|of|between|against|including|the|an|according to|such as|told)(?P<gap>[ ])(?P<mark>[,.;:])(?=[ ]|$|[\"”])(?!\s?\.)"
    r"|\b(?P<said>said|says|and)[ ]\.(?=[ ]|$|[\"”])(?!\s?\.)"
    r"|\b(?P<bare>according to|(?:of|by|with|from|to|for|in) (?:the|an))(?P<tight>[,.;:])(?=[ ]|$)(?!\s?\.)",
    re.IGNORECASE,
)
_AT_GAP = re.compile(r" (?P<mark>[,:;.!?)])(?!\.)")
_NOT_ADJACENT = re.compile(
    r"\b(?:by|with|from|of|against|told|the|an?|between)(?P<gap> )"
    r"(?:and|in|on|at|said|told|who|which|was|is|has|had|were|from|by|after|before|during|when|while|but|or|as|that)\b"
)


def is_tokenised(text: str) -> bool:
    """Whether marks stand apart from the words before them as a habit of the whole text."""
    apart = len(re.findall(r"\w [,.](?=\s|$)", text))
    return apart > max(2, TOKENISED * (apart + len(re.findall(r"\w[,.](?=\s|$)", text))))


def holes_by_marks(line: str, start: int, gaps: Gaps, english: bool, tokenised: bool) -> Iterator[Hole]:
    """A line that begins at `start` -> the holes that its marks show."""
    if len(_WORDY.findall(line)) < FEW_WORDS:
        return
    for hit in _EMPTY.finditer(line):
        yield _hole(hit, start, "empty_between_marks", f"nothing stands in {hit[0]!r}")
    if not tokenised:
        for hit in _MET.finditer(line):
            yield _hole(hit, start, "lost_link", f"a comma is followed by {hit['mark']!r} with nothing between")
    if english and not tokenised:
        for hit in _STRANDED.finditer(line):
            yield _hole(hit, start, "lost_object", f"{hit[0]!r} is followed by nothing")
    yield from _at_gaps(line, start, gaps, english)


def _at_gaps(line: str, start: int, gaps: Gaps, english: bool) -> Iterator[Hole]:
    """Where something stood alone, weaker signs are enough."""
    for hit in _AT_GAP.finditer(line):
        if gaps.at(start + hit.start(), start + hit.start() + 1):
            yield _hole(hit, start, "lost_link", f"something stood alone before {hit['mark']!r}")
    if english:
        for hit in _NOT_ADJACENT.finditer(line):
            if gaps.at(start + hit.start("gap"), start + hit.end("gap")):
                yield _hole(hit, start, "lost_object", f"something stood alone inside {hit[0]!r}")
    for place in sorted(gaps.empty_link):
        if start <= place < start + len(line):
            end = min(place + 1, start + len(line))
            yield Hole(place, end, "lost_link", "a link without words stood here")


def _hole(hit: re.Match[str], start: int, evidence: str, detail: str) -> Hole:
    return Hole(start + hit.start(), start + hit.end(), evidence, detail)
