"""A sentence in, people killed, wounded and arrested out, each as a range: "at least 12", "dozens", "between 12 and 15"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.records import Magnitude

UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
WORDS = {word: number for number, word in enumerate(UNITS)} | TENS | {"a": 1, "an": 1}
# Vague counts: the least the word can mean, and the most a reader would accept.
VAGUE = {
    "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2000, 9999), "tens of thousands": (20000, 99999),
    "hundreds of thousands": (200000, 999999), "several": (3, 9), "a dozen": (12, 12), "a few": (3, 9), "two dozen": (24, 24), "half a dozen": (6, 6),
    "a couple": (2, 2), "several dozen": (36, 99), "several hundred": (300, 999), "a score": (20, 20), "three dozen": (36, 36), "a hundred": (100, 100),
}  # fmt: skip
MORE, LESS = 1.5, 0.9  # "more than 100": up to half as many again; "nearly 100": from nine tenths
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,7}"
_WORD = "|".join(sorted((*UNITS[1:], *TENS), key=len, reverse=True))
_SPELT = rf"(?:(?:{_WORD})(?:[- ](?:{_WORD}))?(?: hundred| thousand)?(?: and (?:{_WORD})(?:-(?:{_WORD}))?)?)"
_VAGUE = "|".join(sorted(VAGUE, key=len, reverse=True))
_COUNT = rf"(?:{_VAGUE}|{_DIGITS}|{_SPELT})"
_HEDGE = r"(?:at least|more than|over|up to|as many as|nearly|almost|about|around|some|roughly|fewer than|less than|at most|an estimated|approximately)"
# "four soldiers and two civilians were killed": the first count, with nothing between that ends a clause or a number.
_STOPS = r"(?:were|was|and|or|hundred|thousand|killed|dead|died|wounded|injured|hurt|arrested|detained|captured|shot)\b"
_PLUS = rf"(?:(?P<plus>{_COUNT})\s+(?:(?!{_STOPS})[\w'’-]+\s+){{1,4}}and\s+)?"
_NUMBER = (
    rf"(?:(?P<hedge>{_HEDGE})\s+)?(?:between\s+)?(?P<low>{_COUNT})(?:\s*(?:and|to|or|-|–)\s*(?P<high>{_COUNT})(?=\s))?"
)
_NOT_PEOPLE = r"(?!\s*(?:%|percent|per cent|km|kilomet|mile|hour|minute|day|week|month|year|dollar|million|billion|times|a\.m|p\.m|of them\b.{0,12}in))"
_ENDS = r"(?!(?:and|but|were|was|the|in|after|when|while|that|which|as|before|since|for|from|by|over|during|following)\b)"  # words that end the phrase for people
_PEOPLE = rf"(?:\s+(?:of\s+)?(?:{_ENDS}[\w'’-]+\s+){{0,4}}?(?:{_ENDS}[\w'’-]+)?)?"
_THINGS = r"(?!\s+(?:[\w'’-]+\s+)?(?:tanks?|vehicles?|trucks?|cars?|ships?|boats?|vessels?|planes?|aircraft|helicopters?|drones?|towns?|villages?|cities|hills?|bases?|positions?|posts?|settlements?|districts?|provinces?|weapons?|rifles?|guns?|cattle|cows?|goats?)\b)"
_AUX = r"(?:\s+(?:who\s+)?(?:were|was|are|is|have been|had been|has been|being|reportedly|also|feared|reported|left|others|other|more|people))*"

DONE = {
    "killed": r"killed|dead|died|shot dead|massacred|executed|slain|murdered|beheaded|gunned down",
    "wounded": r"wounded|injured|hurt|maimed",
    "arrested": r"arrested|detained|jailed|captured|taken into custody|rounded up|imprisoned|held",
}
DOING = {
    "killed": r"kill(?:ed|ing|s)?|massacred?|murder(?:ed|ing)?|shot dead|execut(?:ed|ing)|claim(?:ed|ing)? the lives of|claim(?:ed|ing)",
    "wounded": r"wound(?:ed|ing|s)?|injur(?:ed|ing|es|e)",
    "arrested": r"arrest(?:ed|ing|s)?|detain(?:ed|ing|s)?|round(?:ed|ing)? up|captur(?:ed|ing)",
}
BEFORE = {
    k: re.compile(rf"(?<![\w.,$€£])(?<!No )(?<!no ){_PLUS}{_NUMBER}{_NOT_PEOPLE}{_PEOPLE}{_AUX}\s+(?P<cue>{v})\b", re.I)
    for k, v in DONE.items()
}
AFTER = {
    k: re.compile(
        rf"\b(?P<cue>{v})\s+(?:(?:the|its|their|his|all|another|a further|a total of)\s+)?{_NUMBER}{_NOT_PEOPLE}{_THINGS}",
        re.I,
    )
    for k, v in DOING.items()
}
ONE = {
    k: re.compile(rf"\b(?P<low>an?)\s+(?:[\w'’-]+\s+){{1,3}}(?:was|is|has been)\s+(?P<cue>{v})\b", re.I)
    for k, v in DONE.items()
}
TOLL = re.compile(rf"\b(?:death toll|toll)\b[^.;]{{0,40}}?\b(?:to|of|at|reached|was|is)\s+{_NUMBER}", re.I)
CLAIMED = re.compile(r"claim(?:ed|ing)$", re.I)


def magnitudes(sentence: str, offset: int) -> tuple[Magnitude, ...]:
    """Sentence text and its place in the document in, one magnitude a kind out (the first that is told)."""
    found: list[Magnitude] = []
    taken: list[tuple[int, int]] = []
    for kind, match in sorted(
        _matches(sentence), key=lambda m: (m[1].start("low"), m[1].end("cue") if "cue" in m[1].groupdict() else 0)
    ):
        place = match.span("low")
        if any(place[0] < end and start < place[1] for start, end in taken) or any(m.kind == kind for m in found):
            continue
        low, high = _range(match)
        if low > 0:
            taken.append(place)
            start, end = _place(match)
            found.append(Magnitude(kind, low, high, offset + start, offset + end))
    return tuple(found)


def _matches(sentence: str) -> Iterator[tuple[str, re.Match[str]]]:
    for kind in DONE:
        for match in BEFORE[kind].finditer(sentence):
            yield kind, match
        for match in ONE[kind].finditer(sentence):
            yield kind, match
        for match in AFTER[kind].finditer(sentence):
            if (
                not CLAIMED.match(match["cue"])
                or re.match(r"\s+\w*\s*(lives|people)", sentence[match.end() :])
                or " lives" in sentence[match.end() : match.end() + 8]
            ):
                yield kind, match
    for match in TOLL.finditer(sentence):
        yield "killed", match


def _place(match: re.Match[str]) -> tuple[int, int]:
    """From the first number or hedge to the last number."""
    named = [name for name in ("plus", "hedge", "low", "high") if match.groupdict().get(name)]
    return min(match.start(name) for name in named), max(match.end(name) for name in named)


def _range(match: re.Match[str]) -> tuple[int, int]:
    named = match.groupdict()
    low, high = counted(match["low"])
    if named.get("plus"):  # "four soldiers and two civilians were killed"
        first = counted(match["plus"])
        return low + first[0], high + first[1]
    if named.get("high"):
        second = counted(match["high"])
        if second[1] >= low:
            return low, second[1]
    hedge = (named.get("hedge") or "").lower()
    if hedge in ("more than", "over"):
        return low + (1 if low == high else 0), max(high, int(low * MORE))
    if hedge == "at least":
        return low, max(high, low)
    if hedge in ("nearly", "almost"):
        return max(1, int(low * LESS)), high
    if hedge in ("up to", "as many as", "fewer than", "less than", "at most"):
        return 1, high
    return low, high


def counted(words: str) -> tuple[int, int]:
    """ "forty-two" -> (42, 42); "dozens" -> (24, 99); unknown words -> (0, 0)."""
    text = " ".join(words.lower().split())
    if text in VAGUE:
        return VAGUE[text]
    if re.fullmatch(r"[\d,]+", text):
        number = int(text.replace(",", ""))
        return number, number
    total = part = 0
    for word in re.split(r"[ -]", text):
        if word == "hundred":
            part *= 100
        elif word == "thousand":
            total, part = total + part * 1000, 0
        elif word != "and":
            part += WORDS.get(word, 0)
    return total + part, total + part
