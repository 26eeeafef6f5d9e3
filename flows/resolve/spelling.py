"""A word of a name in, what it is compared by out: the way it is spelled by rule, and the sound it has at least."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

ALIKE = 0.75  # of the longer word's letters that stay; Kirchner and Kerchner are alike, Hassan and Hussein are not
KEPT = 200_000  # words remembered; a corpus of a million articles has about so many in its names
_TWICE = re.compile(r"([^\W\d])\1")


@cache
def table() -> Mapping[str, list[list[str]]]:
    """The lists of spelling.toml."""
    read: Mapping[str, list[list[str]]] = tomllib.loads(Path(__file__).with_name("spelling.toml").read_text("utf-8"))
    return read


@cache
def _letters() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), to) for pattern, to in table()["letters"]]


def _by_letters(word: str) -> str:
    for pattern, to in _letters():
        word = pattern.sub(to, word)
    return _TWICE.sub(r"\1", word)


@cache
def _classes(name: str) -> Mapping[str, str]:
    """Word spelled by letters -> the first of its class."""
    return {_by_letters(word): _by_letters(row[0]) for row in reversed(table()[name]) for word in row}


@lru_cache(KEPT)
def spelled(word: str) -> str:
    """A folded word -> the same for all its spellings: "mohamed" and "muhammad", "zelenskiy" and "zelenskyy"."""
    by_letters = _by_letters(word)
    return _classes("same").get(by_letters, by_letters)


@lru_cache(KEPT)
def sound(word: str) -> str:
    """A spelled word -> its consonants, those of one sound alike; a first vowel is "a". For finding, not for deciding."""
    word = _classes("related").get(word, word)
    for one, other in table()["sounds"]:
        word = word.replace(one, other)
    return ("a" if word[:1] in "aeiou" else word[:1]) + re.sub("[aeiouh]", "", word[1:])


@lru_cache(KEPT)
def alike(one: str, other: str) -> bool:
    """Can two spelled words be one name? Equal, of neighbouring languages, an initial, or the same sound nearly written alike."""
    if one == other or (1 in (len(one), len(other)) and one[:1] == other[:1]):
        return True
    if _classes("related").get(one, one) == _classes("related").get(other, other):
        return True
    if len(one) < 4 or len(other) < 4 or sound(one) != sound(other):
        return False
    return 1 - _distance(one, other) / max(len(one), len(other)) >= ALIKE


def _distance(one: str, other: str) -> int:
    """Letters to put in, leave out or change."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
