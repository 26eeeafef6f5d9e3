"""The undamaged and exactly restored text of a document in, its typographic habits out."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

# Share of em among spaced dashes as agencies and papers set them, before the document itself says anything.
_DASHES = {"en": 0.8, "fr": 0.35, "de": 0.03, "pl": 0.4, "ru": 0.93}
_RANGE = (math.log(0.05), math.log(0.95))  # em, en between figures
_CLOSED = (math.log(0.95), math.log(0.05))  # em, en between words without spaces
_QUOTES = (0.9, 0.1)  # opening marks in the counts: double, single
_TRUST = 2.0  # a document's own marks outweigh the usual from the third one on
_FOREIGN = -6.0  # German closes with the mark that opens in English
_PER_SENTENCE = 0.5  # line breaks per sentence end in the counts, where every line is a paragraph
_SENTENCE = re.compile("[.!?][”’\"')]?(?=\\s)")
_RARE = 1e-7  # zero-width characters per word where a document shows none
_WORD = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Habits:
    """Logarithms to add: for dashes with spaces round them, opening quotes, zero-width characters."""

    em: float
    en: float
    double: float = 0.0
    single: float = 0.0
    zero_width: float = math.log(_RARE)
    closing: float = 0.0
    new_line: float = 0.0

    def bonus(self, char: str, left: str, right: str) -> float:
        """What the habits say of one character between two classes; the counts know dashes only as one."""
        if char in "—–":
            return self._dash(char, left, right)
        if char == "“":
            return self.double
        return {"‘": self.single, "”": self.closing, "\n": self.new_line}.get(char, 0.0)

    def _dash(self, char: str, left: str, right: str) -> float:
        if left == "0" and right == "0":
            return _RANGE[char == "–"]
        if left == " " or right == " ":
            return self.em if char == "—" else self.en
        return _CLOSED[char == "–"]


def habits(text: str, language: str) -> Habits:
    """Text (damaged sites left out) and its language -> its habits."""
    em, en = len(re.findall("(?<= )—|—(?= )", text)), len(re.findall("(?<= )–|–(?= )", text))
    usual = _DASHES.get(language, _DASHES["en"])
    share = (em + _TRUST * usual) / (em + en + _TRUST)
    double, single = _quoting(text)
    closing = _FOREIGN if language == "de" and text.count("„") > text.count("”") else 0.0
    zero = sum(map(text.count, "\u200b\u200c\u200d\u2060"))
    words = 1 + len(_WORD.findall(text))
    rate = math.log((zero + _RARE * words) / words)
    return Habits(math.log(share), math.log(1 - share), double, single, rate, closing, _lines(text))


def _quoting(text: str) -> tuple[float, float]:
    """What the intact opening quotes say for double and single ones; the counts have nine of ten double."""
    double, single = text.count("“"), text.count("‘")
    share = (double + _QUOTES[0] * _TRUST) / (double + single + _TRUST)
    return math.log(share / _QUOTES[0]), math.log((1 - share) / _QUOTES[1])


def _lines(text: str) -> float:
    """How much rarer or commoner line breaks after sentences are here than in the counts."""
    breaks, ends = text.count("\n"), len(_SENTENCE.findall(text))
    share = min(0.9, (breaks + _PER_SENTENCE) / (ends + 2))
    return math.log(share / (1 - share)) - math.log(_PER_SENTENCE / (1 - _PER_SENTENCE))
