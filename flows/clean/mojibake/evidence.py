"""Exact readings of a whole text in, those to be believed out.

Genuine words in Chinese, Japanese or Korean can be valid UTF-8 by chance: one common hanzi in eight
reads as an accented letter. So every reading is given points for how unlikely that chance is, and
genuine CJK elsewhere in the text raises the bar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from flows.clean.mojibake.alphabet import script, scripts
from flows.clean.mojibake.decoders import FAMILY
from flows.clean.mojibake.exact import Reading
from flows.clean.mojibake.glance import without_ascii
from flows.clean.mojibake.typography import share

STRONG = 3.0  # points that stand alone: a three-byte mark, an accented letter inside a word, a Cyrillic word
CERTAIN = 4.0  # points that stand even beside genuine CJK, where the reading is typographic
OUTNUMBERED = 3  # CJK runs that nothing explains for each strong reading: with more of them the reading is chance
AMONG_LATIN = 2.0  # points in a text of Latin letters without genuine CJK
LATIN = 10  # characters of such a text for each that is not ASCII
AMONG_CJK = 8.0  # points for a CJK reading between genuine CJK runs
# Points of one character. A mark such as a curly quote needs a rare hanzi and an ASCII trail byte by chance.
_POINTS = {"mark": 4.0, "emoji": 2.2, "cjk": 2.2, "hangul": 2.2, "indic": 2.2, "thai": 2.2, "georgian": 2.2,
           "other": 2.2, "latin": 0.5, "latin_mark": 0.7, "glue": 0.5}  # fmt: skip
_RARE_CJK = 0.5  # outside of the basic national sets: a chance product rather than a word
_BASIC = {"gbk": "gb2312", "cp932": "euc_jp", "big5": "big5", "euc_kr": "euc_kr", "euc_jp": "euc_jp"}
_LETTER = 1.2  # of a script with two-byte letters that do not stand beside ASCII
_COMMON_ONLY = 2.0  # most that a run of everyday hanzi can earn as two-byte letters
_EACH_COMMON = (
    0.75  # and each of them, where the run is long: four in a row are letters of one alphabet once in a million
)
_COUNTED = 60  # characters of a run that are looked at; more only repeat the point


def believed(text: str, found: Sequence[Sequence[Reading]], unexplained: int) -> list[Reading]:
    """Readings of each run (by different families), and how many CJK runs nobody explains -> those to apply."""
    support: dict[str, int] = defaultdict(int)
    for choices in found:
        if len(choices) == 1 or any(points(text, r) >= CERTAIN for r in choices):
            support[FAMILY[max(choices, key=lambda r: points(text, r)).codec]] += 1
    scored = [_likeliest(text, choices, support) for choices in found]
    strong: dict[str, float] = defaultdict(float)
    for score, reading in scored:
        if score >= STRONG:
            strong[FAMILY[reading.codec]] += 1
    latin = unexplained == 0 and _mainly_latin(text)
    return [
        r
        for score, r in scored
        if _bar(score, strong[FAMILY[r.codec]], unexplained, _east_asian(r)) or (latin and score >= AMONG_LATIN)
    ]


def _mainly_latin(text: str) -> bool:
    """Whether East Asian characters are a rare sight in a text of Latin letters."""
    return LATIN * len(without_ascii(text)) < len(text)


def _east_asian(reading: Reading) -> bool:
    return any(script(char) in ("cjk", "hangul") for char in reading.after[:_COUNTED])


def _likeliest(text: str, choices: Sequence[Reading], support: Mapping[str, int]) -> tuple[float, Reading]:
    """Of the families that explain a run: the one seen elsewhere in the text, then the one with everyday letters."""
    scored = [(points(text, reading), reading) for reading in choices]
    if len(scored) == 1:
        return scored[0]
    plausible = [pair for pair in scored if pair[0] > 0] or scored
    return max(plausible, key=lambda p: (support[FAMILY[p[1].codec]] > 0, _everyday_letters(p[1].after), p[0]))


def _everyday_letters(text: str) -> float:
    """Text -> how common its non-ASCII characters are in European news, as mean logarithm."""
    odd = [share(char) for char in text[:_COUNTED] if not char.isascii()]
    return sum(odd) / len(odd)


def _bar(score: float, strong: float, unexplained: int, east_asian: bool) -> bool:
    if score >= (AMONG_CJK if east_asian else CERTAIN):
        return True
    if score >= STRONG:
        return unexplained <= OUTNUMBERED * strong
    return strong > unexplained and score > 0


def points(text: str, reading: Reading) -> float:
    """A reading in its text -> how much it would take for genuine text to look like this."""
    kinds = scripts(reading.after)
    if kinds is None:
        return -1.0
    if len(kinds - {"mark", "latin_mark", "glue", "emoji"}) > 1 and not kinds <= {"cjk", "latin", "mark", "latin_mark"}:
        return -1.0  # letters of two scripts in one run: chance
    counted = reading.after[:_COUNTED]
    total = sum(_worth(c) for c in counted if not c.isascii())
    if kinds <= {"latin", "latin_mark", "glue"}:
        return min(total, _COMMON_ONLY) + _glued(text, reading)
    lettered = kinds & {"cyrillic", "greek", "hebrew", "arabic", "armenian"}
    if lettered and (_letters_before(text, reading.start) or _letters_after(text, reading.end)):
        # A look-alike letter of another alphabet inside a Latin word; a whole word of it does not touch Latin letters.
        if len(reading.after) > 1 or not kinds <= {"cyrillic", "greek"}:
            return -1.0
        return STRONG if _inside(text, reading) else total
    if lettered and not kinds & {"mark"} and _everyday(reading):
        return min(total, max(_COMMON_ONLY, _EACH_COMMON * len(counted)))
    return total


def _inside(text: str, reading: Reading) -> bool:
    return bool(_letters_before(text, reading.start) and _letters_after(text, reading.end))


@cache
def _worth(char: str) -> float:
    name = script(char)
    if char > "\uffff" and name == "emoji":
        return 4.0  # four bytes in the right order
    if name in ("cjk", "hangul") and not any(_encodes(char, basic) for basic in ("gb2312", "euc_jp", "euc_kr", "big5")):
        return _RARE_CJK
    return _POINTS.get(name, _LETTER)


def _everyday(reading: Reading) -> bool:
    """Whether every character of the run is one that its language uses daily."""
    return all(_daily(reading.codec, char) for char in reading.before[:_COUNTED])


@cache
def _daily(codec: str, char: str) -> bool:
    return _encodes(char, _BASIC[FAMILY[codec]])


def _encodes(char: str, codec: str) -> bool:
    try:
        return bool(char.encode(codec))
    except UnicodeEncodeError:
        return False


def _glued(text: str, reading: Reading) -> float:
    """Points for standing inside a Latin word: hanzi between letters are rare, accents there are not."""
    left, right = _letters_before(text, reading.start), _letters_after(text, reading.end)
    first = next(c for c in reading.after if not c.isascii())
    inside = len(left) + len(right) + sum(c.isascii() and c.isalpha() for c in reading.after)
    if script(first) == "latin_mark":
        return 2.5 if left or right or _figure(text, reading) or _after_mark(text, reading) else 0.0
    if inside == 0 or (left.isupper() and len(left) > 1 and first not in _CAPITALS):
        return (
            0.0  # behind an acronym stands a capital of a language that has such letters, or a word of another script
        )
    return 3.0 if inside > 1 else 1.5


_CAPITALS = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽĞİŞŐŰ")


def _after_mark(text: str, reading: Reading) -> bool:
    """A fixed space right behind the full stop or comma of a Latin sentence."""
    before = text[max(0, reading.start - 2) : reading.start]
    return len(before) == 2 and before.isascii() and before[0].isalnum() and before[1] in ".,;:!?)"


def _figure(text: str, reading: Reading) -> bool:
    """A sign of money, measure or degree beside its figure."""
    before = text[max(0, reading.start - 2) : reading.start].rstrip(" \xa0")[-1:]
    beside = text[reading.end : reading.end + 1].isdigit() or before.isdigit()
    return beside and all(char in _MEASURES or char.isascii() for char in reading.after)


_MEASURES = "£¥¢§°±½¼¾²³µ×÷\xa0"


def _letters_before(text: str, at: int) -> str:
    start = at
    while start > max(0, at - 3) and text[start - 1].isascii() and text[start - 1].isalpha():
        start -= 1
    return text[start:at]


def _letters_after(text: str, at: int) -> str:
    end = at
    while end < min(len(text), at + 3) and text[end].isascii() and text[end].isalpha():
        end += 1
    return text[at:end]
