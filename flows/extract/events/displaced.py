"""A sentence in, how many people were driven from their homes out: displaced, evacuated, fled, left homeless.

Persons only: "300 families" are no count of persons, and how many they are the text does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.extract.events.lexicon import spoken
from flows.extract.events.numbers import AMOUNT, HEDGE, hedged, measured
from flows.records import Magnitude

MOST = 2**31 - 1  # what the table's column holds; a greater number counts no people
_LIST = "displaced"
_UNTOLD = rf"{spoken('units', _LIST)}|{spoken('things')}"
_STOPS = rf"(?:\d|{HEDGE}\b|(?:and|or|but|were|was|have|has|had|the|in|on|at|from|for|by|to|after|before|when|while|that|which|who|since|as|killed|dead|died|wounded|injured|arrested|detained|{_UNTOLD}|{spoken('done', _LIST)})\b)"
_NAMED = rf"(?-i:[A-Z])[\w'’-]+(?!\s+(?:[\w'’-]+\s+)?(?:{_UNTOLD})\b)"  # Rohingya, Ivorians
_PEOPLE = rf"(?:\s+(?:of\s+)?(?:(?!{_STOPS})[\w'’-]+,?\s+){{0,3}}?(?:{spoken('people', _LIST)}|{_NAMED})\b(?!\s+(?:{_UNTOLD})\b))"
_WHERE = r"(?:\s+(?:living\s+|staying\s+)?(?:in|from|of|near|around|across|along|inside|on|at)\s+(?:[\w'’-]+\s+){0,4}?[\w'’-]+)?"
_ASIDE = r"(?:,\s+(?:mostly|mainly|most of them|many of them|including|among them)\s[^,.;]{1,60},)?"
_BETWEEN = rf"(?:,?\s+(?:{spoken('between', _LIST)})\b){{0,6}}"
_NUMBER = rf"(?<![\w.,:/$€£-])(?<!\bno )(?:(?P<hedge>{HEDGE})\s+)?(?:between\s+)?(?P<low>{AMOUNT})(?:\s*(?:and|to|or|-|–)\s*(?P<high>{AMOUNT}))?(?!\d|\s*(?:%|percent\b|per cent\b))"
_FLED = rf"(?!\s+(?:from\s+|out\s+of\s+|the\s+)?(?:{spoken('not_fled', _LIST)})\b)"
# Where nobody is named the phrase must end there: "displaced 5,000.", not "displaced 12 vertebrae".
_END = r"(?=\s*(?:[.,;:)”\"—–]|$|(?:and|or|but|in|from|by|since|after|across|near|over|during|while|when|so|within|to|on|at|this|last)\b))"
_DONE = rf"\s+(?P<cue>{spoken('done', _LIST)})\b{_FLED}"
_PEOPLE_AFTER = rf"(?:\s+(?:(?!{_STOPS})[\w'’-]+\s+)?(?:{spoken('people', _LIST)})\b(?!\s+(?:{_UNTOLD})\b))"

PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_NUMBER}{_PEOPLE}{_WHERE}{_ASIDE}{_BETWEEN}{_DONE}",
        # "40,000 are displaced", "some 40,000 displaced people"; "two fled" may be thieves, "40,000 fled" are not
        rf"{_NUMBER}{_BETWEEN}{_DONE}(?:{_PEOPLE_AFTER}|{_END}|\s+(?:their|his|her|the)\b)",
        rf"\b(?P<cue>{spoken('doing', _LIST)})\s+(?:(?:another|a further|a total of|all)\s+)?{_NUMBER}(?:{_PEOPLE}|{_END})",
        rf"\b(?P<cue>{spoken('driving', _LIST)})\s+(?:(?:another|a further|all)\s+)?{_NUMBER}{_PEOPLE}?{_WHERE}\s+(?:{spoken('driven', _LIST)})\b",
    )
)
CUES = re.compile(rf"\b(?:{spoken('done', _LIST)}|{spoken('doing', _LIST)}|{spoken('driven', _LIST)})\b", re.I)
FLIGHT = re.compile(r"fl[ei]", re.I)
FEW = 20  # so few who flee and are called nothing may be thieves
LOOK_BACK = 60  # characters before a number that may say it is a share or a label
YEAR = re.compile(r"(?:1[89]|20)\d\d")
IN_YEAR = re.compile(
    rf"\b(?:in|since|of|by|from|until|till|after|before|during|to|and|year|early|late|mid|{spoken('months', _LIST)})[ -]$",
    re.I,
)
SHARE = re.compile(
    rf"(?:\b(?:{spoken('shares', _LIST)})|%)\s+of\s+(?:(?:the|its|their|some|about|around|an)\s+)*(?:[\w-]+['’]s?\s+)?$",
    re.I,
)  # "a third of the town's 30,000 people": how many that is the text does not say
LABEL = re.compile(rf"\b(?:{spoken('labels', _LIST)})\s+$", re.I)  # "Highway 12"
DAY = re.compile(rf"\s+(?:{spoken('months', _LIST)})\b", re.I)  # "12 March"


def displaced(sentence: str, offset: int) -> Magnitude | None:
    """Sentence text and its place in the document in, the first count of people driven out; None where none is told."""
    if not CUES.search(sentence):
        return None
    for match in sorted(_matches(sentence), key=lambda m: (m.start("low"), m.end())):
        low, high = _range(match)
        if 0 < low <= high <= MOST:
            start = match.start("hedge") if match["hedge"] else match.start("low")
            end = match.end("high") if match["high"] else match.end("low")
            return Magnitude("displaced", low, high, offset + start, offset + end)
    return None


def _matches(sentence: str) -> Iterator[re.Match[str]]:
    for place, pattern in enumerate(PATTERNS):
        for match in pattern.finditer(sentence):
            if YEAR.fullmatch(match["low"]) and IN_YEAR.search(sentence[: match.start("low")]):
                continue
            before = sentence[max(0, match.start() - LOOK_BACK) : match.start()]
            if SHARE.search(before) or LABEL.search(before) or DAY.match(sentence, match.end("low")):
                continue
            if place == 1 and FLIGHT.match(match["cue"]) and measured(match["low"])[0] < FEW:
                continue
            yield match


def _range(match: re.Match[str]) -> tuple[int, int]:
    low, high = measured(match["low"])
    if match["high"]:
        second = measured(match["high"])
        if second[1] >= low:
            return low, second[1]
    return hedged(low, high, match["hedge"] or "")
