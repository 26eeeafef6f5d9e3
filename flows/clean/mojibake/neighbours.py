"""The text on both sides of a mark in, the features by which it is judged out.

A feature is a short byte string that names what stands there: the shapes of the nearest characters, the
words beside the mark, the next mark of the paragraph, the habits of the house. Weights for them were learned
(models/typography/train.py); this file says only what is looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

HIDDEN = "\x00"  # stands for a neighbouring site, whose text is in doubt itself
NEAR = 28  # characters on either side in which words are looked for
_SHAPES = str.maketrans(dict.fromkeys("abcdefghijklmnopqrtuvwxyz", "a") | dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A")
                        | dict.fromkeys("0123456789", "0") | {"\xa0": " ", "\u202f": " "})  # fmt: skip
_LAST_WORD = re.compile(r"([^\W\d_]+)(\W*)\Z")
_WORDS = re.compile(r"(\W*)([^\W\d_]*)(?:\W+([^\W\d_]+))?")
_MARKS = '“”„«»‘"\n\x00'
_MARK = re.compile('[“”„«»‘"\n\x00]|(?<!\\w)’|’(?!\\w)')
_DISTANCES = (1, 8, 20, 45, 90, 180, 400)


@lru_cache(maxsize=50_000)
def shape(text: str) -> str:
    """Text -> lower letters as a (s stays), upper ones as A, digits as 0, foreign letters by their case, marks as they are."""
    if text.isascii():
        return text.translate(_SHAPES)
    return "".join([
        c.translate(_SHAPES) if c < "\x80" or c in "\xa0\u202f" else "a" if c.islower() else "A" if c.isupper() else "k" if c.isalpha() else c
        for c in text
    ])  # fmt: skip


@lru_cache(maxsize=4_000)
def features(left: str, right: str, house: str, line: str = "") -> tuple[bytes, ...]:
    """The text before a mark and behind it, the habits of the document, the length of the line -> what bears on the mark."""
    near_left, near_right = left[-NEAR:], right[:NEAR]
    before, behind = shape(near_left[-4:]), shape(near_right[:4])
    l1, l2, r1, r2 = before[-1:], before[-2:], behind[:1], behind[:2]
    word, gap = _last_word(near_left)
    gap_right, first, second = _first_words(near_right)
    low, lower = word.lower(), first.lower()
    coming, gone = next_mark(right), previous_mark(left)
    rows = "\t".join((
        "0", f"a{l1}{r1}", f"b{l2}|{r2}", f"c{before}", f"d{behind}", f"e{l1}|{behind}", f"f{before}|{r1}", f"g{before}|{r2}",
        f"h{low}{gap}|{r1}", f"i{low[-3:]}{gap}|{r1}", f"j{l1}|{gap_right}{lower}", f"k{l1}|{gap_right}{lower} {second.lower()}",
        f"l{gap}|{lower}", f"m{_case(word)}{gap}|{gap_right}{_case(first)}",
        f"n{l1}{r1}{coming}", f"o{l1}{r1}{gone}", f"p{l1}{r1}{gone[:1]}{coming[:1]}",
        *[f"q{i}{habit}{l1}{r1}" for i, habit in enumerate(house)], f"r{house[:2]}{l1}{r1}", f"s{house[:4]}{l1 == ' '}{r1 == ' '}",
        f"t{line}", f"u{line}{l2}{r2[:1]}",
    ))  # fmt: skip
    return tuple(rows.encode("utf-8", "surrogatepass").split(b"\t"))


def _last_word(left: str) -> tuple[str, str]:
    found = _LAST_WORD.search(left)
    return (found[1], shape(found[2][:3])) if found else ("", left[-1:])


def _first_words(right: str) -> tuple[str, str, str]:
    found = _WORDS.match(right)
    return (shape(found[1][:3]), found[2], found[3] or "") if found else ("", "", "")


def _case(word: str) -> str:
    if not word:
        return "-"
    return "U" if word.isupper() and len(word) > 1 else "C" if word[0].isupper() else "l"


@lru_cache(maxsize=4_000)
def next_mark(right: str) -> str:
    """The next quote mark, line end or site behind, and how far it is."""
    found = _MARK.search(right)
    return f"{found[0]}{_bucket(found.start())}" if found else "."


@lru_cache(maxsize=4_000)
def previous_mark(left: str) -> str:
    """The nearest quote mark, line end or site before, and how far it is."""
    at = max(map(left.rfind, _MARKS))
    single = left.rfind("’")
    while single > at and left[single - 1 : single].isalnum() and left[single + 1 : single + 2].isalnum():
        single = left.rfind("’", 0, single)
    at = max(at, single)
    return f"{left[at]}{_bucket(len(left) - at - 1)}" if at >= 0 else "."


def _bucket(distance: int) -> int:
    return bisect_right(_DISTANCES, distance)
