"""The undamaged and exactly restored text of a document in, its typographic habits out."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from flows.clean.lexicon import table
from flows.clean.mojibake.glance import without_ascii

# Share of em among spaced dashes as agencies and papers set them, before the document itself says anything.
_DASHES = {"en": 0.8, "fr": 0.35, "de": 0.03, "pl": 0.4, "ru": 0.93}
_RANGE = (math.log(0.05), math.log(0.95))  # em, en between figures
_CLOSED = (math.log(0.95), math.log(0.05))  # em, en between words without spaces
_QUOTES = (0.9, 0.1)  # opening marks in the counts: double, single
_TRUST = 2.0  # a document's own marks outweigh the usual from the third one on
_FOREIGN = -6.0  # German closes with the mark that opens in English
_PER_SENTENCE = 0.5  # line breaks per sentence end in the counts, where every line is a paragraph
_SENTENCE = re.compile('[.!?…][”’"\')]*(?: (?=["“‘(0-9]|[^\\W\\d_a-z])|\n)')
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
    house: str = "-----"  # dashes, quotes, apostrophes, spelling, zero-width: one letter each, - where none is shown
    line: float = 200.0  # characters of its usual line
    seen: frozenset[tuple[str, float]] = frozenset()  # rarer characters the text holds, with the logarithm of how often

    def bonus(self, char: str, left: str, right: str) -> float:
        """What the habits say of one character between two classes; the counts know dashes only as one."""
        if char in "—–":
            return self._dash(char, left, right)
        if char == "“":
            return self.double
        return {"‘": self.single, "”": self.closing}.get(char, 0.0)

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
    return Habits(
        math.log(share), math.log(1 - share), double, single, rate, closing, _lines(text), _house(text), _line(text),
        _seen(text),
    )  # fmt: skip


_DASH = {"m": " — ", "M": "\\w—\\w", "n": " – "}
_QUOTE = {"d": "“", "s": "(?<!\\w)‘\\w", "g": "[«»]", "l": "„", "t": '"'}
_APOSTROPHE = {"c": "\\w’\\w", "t": "\\w'\\w"}
_SPELLING = {
    "b": r"\b\w+(?:isation|ising|ised|our|ourable)\b|\bper cent\b|\b(?:Mr|Mrs|Dr) [A-Z]|\bcentre|\bprogramme",
    "u": r"\b\w+(?:ization|izing|ized|or|orable)\b|\bpercent\b|\b(?:Mr|Mrs|Dr)\. [A-Z]|\bcenter|\bprogram\b",
}
_ZERO_WIDTH = {"z": "[\u200b\u200c\u200d\u2060\ufeff]"}


def _house(text: str) -> str:
    """Text -> of each habit the commonest form."""
    return "".join(_commonest(forms, text) for forms in (_DASH, _QUOTE, _APOSTROPHE, _SPELLING, _ZERO_WIDTH))


def _commonest(forms: dict[str, str], text: str) -> str:
    counts = {name: len(_compiled(form).findall(text)) for name, form in forms.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "-"


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


def _line(text: str) -> float:
    """Text -> the median length of its lines."""
    lengths = sorted(len(line) for line in text.split("\n") if len(line) > _TITLE)
    return float(lengths[len(lengths) // 2]) if len(lengths) > 1 else 200.0


_COMMON = "‘’“”–—…"


def _seen(text: str) -> frozenset[tuple[str, float]]:
    """Text -> its rarer characters, and the signs of the currencies its words speak of."""
    counts = Counter(char for char in without_ascii(text) if char not in _COMMON)
    seen = {char: math.log1p(n) for char, n in counts.items()}
    for sign, words in table("currency").items():
        seen[sign] = seen.get(sign, 0.0) + _SPOKEN * math.log1p(
            len(_compiled(rf"\b(?:{'|'.join(words)})\b").findall(text))
        )
    return frozenset((char, worth) for char, worth in seen.items() if worth)


_SPOKEN = 6.0  # a word for a currency says more than a character that may stand for anything


_TITLE = 60  # characters; shorter lines are headlines and list items


def _quoting(text: str) -> tuple[float, float]:
    """What the intact opening quotes say for double and single ones; the counts have nine of ten double."""
    double, single = text.count("“"), text.count("‘")
    share = (double + _QUOTES[0] * _TRUST) / (double + single + _TRUST)
    return math.log(share / _QUOTES[0]), math.log((1 - share) / _QUOTES[1])


def _lines(text: str) -> float:
    """How much rarer or commoner line breaks after sentences are here than in the counts."""
    ends = _SENTENCE.findall(text)
    breaks = sum(end[-1] == "\n" for end in ends)
    share = (breaks + 2 * _PER_SENTENCE) / (len(ends) + 4 * _PER_SENTENCE)
    share = min(0.98, max(0.02, share))
    return math.log(share / (1 - share)) - math.log(_PER_SENTENCE / (1 - _PER_SENTENCE))
