"""Characters in, how likely they stand in a row in typeset news out: counts of character classes in a row.

Letters, digits and white space are classes; every mark that matters is a class of its own. The counts
(typography.json) were derived by models/typography/derive.py; they hold no text.
"""

from __future__ import annotations

import json
import math
from functools import cache, lru_cache
from pathlib import Path

ORDER = 5  # classes in a row: four before the one that is judged
DOUBT = 0.05  # share of every context that is left to the shorter one: other houses set other things
BEGIN = "\n"  # before the text begins
_OWN = set(" \n.,;:?!)\"'-/%‘’“”—…•„«»†№₂")
_ALIKE = {"[": "(", "{": "(", "(": "(", "]": ")", "}": ")", "\t": " ", "\r": "\n", "£": "$", "€": "$", "$": "$",
          "₹": "$", "₽": "$", "₩": "$", "₺": "$", "₴": "$", "₿": "$", "₱": "$", "₫": "$", "₦": "$", "₵": "$", "₪": "$", "‚": "„", "‹": "«", "›": "»", "–": "—", "―": "—", "‒": "—", "‑": "-", "‐": "-", "‡": "†",
          "\u2028": "\n", "\u2029": "\n", "℃": "%", "‰": "%"}  # fmt: skip
_SPACES = "\xa0\u2002\u2003\u2007\u2009\u200a\u202f"
ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff"
TRANSPARENT = "z"  # a zero-width character: what follows depends on what stood before it
# Share of a class that one of its rarer members has, as natural logarithm.
_RARER = {"\u200b": -0.2, "\ufeff": -3.0, "\u200d": -3.5, "\u200c": -3.5, "\u200e": -3.0, "\u200f": -4.0, "\xa0": -4.0,
          "\u202f": -8.0, "\u2009": -7.5, "\u200a": -8.0, "\u2002": -8.5, "\u2003": -8.0, "\u2007": -9.0, "―": -5.0,
          "‒": -8.0, "‐": -13.0, "‑": -12.0, "‚": -5.0, "‹": -5.0, "›": -5.0, "‡": -2.0, "\u2028": -9.0, "\u2029": -9.0,
          "‰": -5.0, "℃": -3.0, "€": -1.2, "£": -1.2, "₹": -3.0, "₽": -3.0, "₩": -3.0, "₺": -3.0, "₴": -3.0, "₿": -4.0, "₱": -3.0, "₫": -4.0, "₦": -3.0,
          "₵": -4.0, "₪": -3.0,
          "™": -2.0, "→": -3.0, "•": 0.0, "−": -4.5, "≈": -5.0, "✓": -5.0, "●": -4.5, "■": -4.5, "▪": -5.0, "★": -5.0,
          "←": -5.5, "↑": -5.5, "↓": -5.5, "▶": -5.5, "►": -5.5, "☆": -6.0, "≤": -5.5, "≥": -5.5, "′": -6.0, "″": -6.0,
          "†": -4.0, "鈥": 6.0, "窶": 6.0}  # fmt: skip
_ZERO_WIDTH_ELSE = -5.0
_UNSEEN = -11.0  # a letter that the counted texts do not have


@cache
def kind(char: str) -> str:
    """A character -> its class, one character long."""
    if char in _OWN or char in ("s", "S"):
        return char if char != "S" else "A"
    if char in _ALIKE:
        return _ALIKE[char]
    if char in ZERO_WIDTH:
        return TRANSPARENT
    if char in _SPACES:
        return " "
    if char.isalpha():
        return "a" if char.islower() else "A" if char.isupper() else "k"
    return "0" if char.isdigit() else "x"


def kinds(text: str) -> str:
    """Text -> its classes; zero-width characters leave no trace."""
    return "".join([k for char in text if (k := kind(char)) != TRANSPARENT])


@cache
def share(char: str) -> float:
    """A character -> the logarithm of its share within its class."""
    if char in _RARER:
        return _RARER[char]
    if char in ZERO_WIDTH:
        return _ZERO_WIDTH_ELSE
    if kind(char) in "aA" and not char.isascii():
        return _letters().get(char, _UNSEEN)
    if kind(char) == "k":
        return _UNSEEN
    return -7.0 if kind(char) == "x" and not char.isascii() else 0.0


@cache
def _tables() -> dict[str, dict[str, dict[str, float]]]:
    data: dict[str, dict[str, dict[str, float]]] = json.loads(
        (Path(__file__).parent / "typography.json").read_text("utf-8")
    )
    return data


@cache
def _letters() -> dict[str, float]:
    return _tables()["letters"]["all"]


def languages() -> tuple[str, ...]:
    """The languages with counts of their own."""
    return tuple(_tables()["grams"])


@cache
def _grams(language: str) -> dict[str, tuple[float, float, dict[str, float]]]:
    """Language -> context -> (total, distinct followers, counts of followers)."""
    rows: dict[str, dict[str, float]] = {}
    for gram, count in _tables()["grams"][language].items():
        rows.setdefault(gram[:-1], {})[gram[-1]] = count
    return {context: (sum(row.values()), float(len(row)), row) for context, row in rows.items()}


@lru_cache(maxsize=200_000)
def likelihood(language: str, context: str, following: str) -> float:
    """Classes before (the last four count) and one class -> logarithm of its probability there."""
    return math.log(_probability(language, context[-ORDER + 1 :], following))


def _probability(language: str, context: str, following: str) -> float:
    """Witten-Bell with a floor: what a context has not shown is asked of the shorter one."""
    shorter = _probability(language, context[1:], following) if context else 1e-5
    total, distinct, row = _grams(language).get(context, (0.0, 0.0, {}))
    asked = max(distinct, DOUBT * total)
    return (row.get(following, 0.0) + asked * shorter) / (total + asked) if total else shorter


@lru_cache(maxsize=200_000)
def chain(language: str, context: str, classes: str) -> float:
    """Classes before and classes that follow -> logarithm of the probability of the whole row."""
    total = 0.0
    for following in classes:
        total += likelihood(language, context, following)
        context = (context + following)[-ORDER + 1 :]
    return total
