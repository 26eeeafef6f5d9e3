"""Words for a number in, the range they mean out: "forty-two", "dozens", "more than 100", "2.4 billion", "tens of millions"."""

from __future__ import annotations

import math
import re
from decimal import Decimal

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
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5, "crore": 10**7,
    "k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
# The same for numbers that may be millions: "half a million", "tens of millions".
LARGE = VAGUE | {
    f"{many}{scale}s": (low * SCALES[scale], high * SCALES[scale] - 1)
    for scale in ("million", "billion", "trillion")
    for many, low, high in (("", 2, 10), ("tens of ", 20, 100), ("hundreds of ", 200, 1000), ("dozens of ", 24, 100))
}
LARGE |= {
    f"{many} {scale}": (int(low * SCALES[scale]), int(high * SCALES[scale]))
    for scale in ("thousand", "million", "billion", "trillion")
    for many, low, high in (("half a", 0.5, 0.5), ("a quarter of a", 0.25, 0.25), ("several", 3, 9), ("a few", 3, 9), ("a couple of", 2, 2))
}  # fmt: skip
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,7}"
_WORD = "|".join(sorted((*UNITS[1:], *TENS), key=len, reverse=True))
_SPELT = rf"(?:(?:{_WORD})(?:[- ](?:{_WORD}))?(?: hundred| thousand)?(?: and (?:{_WORD})(?:-(?:{_WORD}))?)?)"
COUNT = rf"(?:{'|'.join(sorted(VAGUE, key=len, reverse=True))}|{_DIGITS}|{_SPELT})"
HEDGE = r"(?:at least|more than|over|up to|as many as|nearly|almost|about|around|some|roughly|fewer than|less than|at most|an estimated|approximately)"
SCALE = rf"(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})"
FIGURE = r"\d{1,3}(?:,\d{2,3}){1,5}(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?"
_WHOLE = r"(?![\d]|[.,]\d)"  # "2,5 billion" is not two
# A number with its scale: "2.4 billion", "40,000", "300m", "two hundred million", "tens of millions".
AMOUNT = rf"(?:{'|'.join(sorted(LARGE, key=len, reverse=True))}|(?:(?:{FIGURE}){_WHOLE}|an?(?=[ -]{SCALE})|{_SPELT})(?:[ -]?{SCALE}\b){{0,2}})(?![ -]?{SCALE}\b)"


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


def measured(words: str, times: int = 1) -> tuple[int, int]:
    """ "2.4bn" -> (2400000000, 2400000000); "3.50" -> (3, 4): exact, whole units around a fraction; unknown words -> (0, 0).

    `times` is a scale that stands elsewhere: the "billion" of "1.5 to 2 billion".
    """
    text = " ".join(words.lower().replace("-", " ").split())
    if text in LARGE:
        return LARGE[text]
    number, scale = _scaled(text)
    scale *= times
    if not re.fullmatch(r"[\d,]+(?:\.\d+)?", number):
        low, _ = counted(number)
        return low * scale, low * scale
    exact = Decimal(number.replace(",", "")) * scale
    return math.floor(exact), math.ceil(exact)


def has_scale(words: str) -> bool:
    """True for "3 billion" and "hundreds of millions", False for "3" and "40,000"."""
    text = " ".join(words.lower().replace("-", " ").split())
    return text in LARGE or _scaled(text)[1] > 1


def scale_of(words: str) -> int:
    """ "5 billion" -> 10**9; 1 without any."""
    return _scaled(" ".join(words.lower().replace("-", " ").split()))[1]


def _scaled(text: str) -> tuple[str, int]:
    """ "2.4 bn" -> ("2.4", 10**9); "3 hundred million" -> ("3", 10**8)."""
    scale = 1
    while match := re.search(rf"(?<=[\d .])\s*({SCALE})$", text):
        text, scale = text[: match.start()].rstrip(), scale * SCALES[match[1]]
    return text, scale


def hedged(low: int, high: int, hedge: str) -> tuple[int, int]:
    """A range and "at least", "nearly", "up to" in, what both say out: "more than 100" is up to half as many again."""
    hedge = " ".join(hedge.lower().split())
    if hedge in ("more than", "over"):
        return low + (1 if low == high else 0), max(high, low * 3 // 2)
    if hedge == "at least":
        return low, max(high, low)
    if hedge in ("nearly", "almost"):
        return max(1, low * 9 // 10), high  # "nearly 100": from nine tenths
    if hedge in ("up to", "as many as", "fewer than", "less than", "at most"):
        return 1, high
    return low, high
