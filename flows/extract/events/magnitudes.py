"""A sentence in, people killed, wounded, arrested and displaced out, each as a range: "at least 12", "dozens", "between 12 and 15"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.extract.events.displaced import displaced
from flows.extract.events.lexicon import spoken
from flows.extract.events.numbers import COUNT, HEDGE, counted, hedged
from flows.records import Magnitude

# "four soldiers and two civilians were killed": the first count, with nothing between that ends a clause or a number.
_STOPS = r"(?:were|was|and|or|hundred|thousand|killed|dead|died|wounded|injured|hurt|arrested|detained|captured|shot)\b"
_PLUS = rf"(?:(?P<plus>{COUNT})\s+(?:(?!{_STOPS})[\w'’-]+\s+){{1,4}}and\s+)?"
_NUMBER = (
    rf"(?:(?P<hedge>{HEDGE})\s+)?(?:between\s+)?(?P<low>{COUNT})(?:\s*(?:and|to|or|-|–)\s*(?P<high>{COUNT})(?=\s))?"
)
_NOT_PEOPLE = r"(?!\s*(?:%|percent|per cent|km|kilomet|mile|hour|minute|day|week|month|year|dollar|million|billion|times|a\.m|p\.m|of them\b.{0,12}in))"
_ENDS = r"(?!(?:and|but|were|was|the|in|after|when|while|that|which|as|before|since|for|from|by|over|during|following)\b)"  # words that end the phrase for people
_PEOPLE = rf"(?:\s+(?:of\s+)?(?:{_ENDS}[\w'’-]+\s+){{0,4}}?(?:{_ENDS}[\w'’-]+)?)?"
_THINGS = rf"(?!\s+(?:[\w'’-]+\s+)?(?:{spoken('things')})\b)"
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
    if (driven_out := displaced(sentence, offset)) is not None:
        found.append(driven_out)
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
    return hedged(low, high, named.get("hedge") or "")
