"""A run of odd characters in, the text it stands for out: exact reversal where no byte was lost.

A run is encoded by the codec that once misread it and decoded as UTF-8. It is believed only when
misreading the result again gives the run, character for character. Whether such a reading is also
likely is the question of evidence.py: genuine CJK words can happen to be valid UTF-8.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flows.clean.mojibake.alphabet import scripts
from flows.clean.mojibake.decoders import (
    FAMILIES,
    byte_forms,
    doubles,
    letters,
    python_codec,
    shown,
    starters,
    trailers,
)

RUN = re.compile("[^\x00-\x7f]+")
ODD = re.compile("[\u2e80-\U0010ffff]")  # what East Asian readers make of UTF-8 holds at least one of these
# Marks and letters that a partly damaged text holds undamaged beside the damage: a run is split there.
_GENUINE = re.compile("([\x80-\u2e7f\u3000-\u301f\uff01-\uff60]+)")
_PIECE = re.compile("[^\x00-\u2e7f\u3000-\u301f\uff01-\uff60]+")
MOST_CODES = 32  # partial readings followed at once where characters have several codes
LONGEST_DOUBLE = 1000  # characters of a run in which several codes are tried
PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch of text stands for, by exact reversal."""

    start: int
    end: int
    before: str
    after: str
    codec: str


def readings(run: str, at: int) -> list[Reading]:
    """A run and its place -> the readings of the whole run by every family of codecs that explains it."""
    found = []
    for family in _families(run[0]):
        if not _possible(run, family):
            continue
        for codec in _variants(family, run):
            if (after := reversal(run, codec)) is not None:
                found.append(Reading(at, at + len(run), run, after, codec))
                break
    return found


def _possible(run: str, family: str) -> bool:
    """A quick no: every codec of the family either cannot write the run or writes bytes that are no UTF-8."""
    for codec in _DISTINCT[family]:
        try:
            run.encode(codec).decode("utf-8")
        except UnicodeEncodeError:
            continue
        except UnicodeDecodeError:
            return not _coded_twice(family).isdisjoint(run)
        return True
    return family == "gbk" and "\uf8f5" in run  # cp936 alone


# Python's codecs of each family that write some characters differently, the one with most characters first.
_DISTINCT = {"gbk": ("gb18030",), "cp932": ("cp932", "shift_jis"), "big5": ("big5hkscs", "cp950", "big5"),
             "euc_kr": ("cp949",), "euc_jp": ("euc_jp",)}  # fmt: skip


@cache
def _coded_twice(family: str) -> frozenset[str]:
    """Characters that have a code besides the one that Python writes."""
    return frozenset("€" if family == "gbk" else "").union(*(doubles(codec) for codec in FAMILIES[family]))


def _families(first: str) -> tuple[str, ...]:
    return _starts().get(first, ())


@cache
def _starts() -> dict[str, tuple[str, ...]]:
    """First character of a damaged run -> the families that could have made it."""
    table: dict[str, tuple[str, ...]] = {}
    for family, members in FAMILIES.items():
        for char in frozenset().union(*(starters(codec) for codec in members)):
            table[char] = (*table.get(char, ()), family)
    return table


def openings(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """A stretch of text -> the runs, and the pieces of runs behind genuine marks, that a damaged run could be."""
    for found in _opening().finditer(text, start, end):
        whole = RUN.match(text, found.start(), end)
        if whole and (found.start() == 0 or text[found.start() - 1] < "\x80"):
            yield whole[0], found.start()
        if (piece := _PIECE.match(text, found.start(), end)) and (
            whole is None or piece.end() != whole.end() or text[found.start() - 1] >= "\x80"
        ):
            yield piece[0], found.start()


@cache
def _opening() -> re.Pattern[str]:
    """Where a damaged run can begin, at the beginning of a run or behind a genuine mark: its first two characters
    can be UTF-8, a whole letter before another one or the end, or a lead before a trail."""
    ways = []
    for codecs_ in _DISTINCT.values():
        whole, begins, goes_on = (_class(set().union(*map(of, codecs_))) for of in (letters, starters, trailers))
        ways.append(f"{whole}(?={begins}|[\x00-\u2e7f\u3000-\u301f\uff01-\uff60]|\\Z)|{begins}(?={goes_on})")
    return re.compile(
        f"(?<![\u2e80-\u2fff\u3020-\uff00\uff61-\U0010ffff])(?={_class(set(_starts()))})(?:{'|'.join(ways)})"
    )


def _class(chars: set[str]) -> str:
    """Characters -> an expression that matches one of them, neighbours as ranges."""
    out: list[list[int]] = []
    for code in sorted(map(ord, chars)):
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return (
        "[" + "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" if b > a else re.escape(chr(a)) for a, b in out) + "]"
    )


def may_start(char: str) -> bool:
    """Whether a character can be the first of a damaged run."""
    return char in _starts()


def _variants(family: str, run: str) -> tuple[str, ...]:
    """The codecs of a family, the one first whose handwriting the run shows."""
    members = FAMILIES[family]
    return members[::-1] if family == "gbk" and PRIVATE.search(run) else members


def reversal(run: str, codec: str) -> str | None:
    """A run and the codec that misread it -> the text, or None when that codec does not explain it without loss."""
    for raw in _codes(run, codec):
        try:
            after = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if scripts("".join(set(after))) and not after.isascii() and shown(raw, codec, "drop") == run:
            return after
    return None


def _codes(run: str, codec: str) -> Iterator[bytes]:
    """The byte strings that read as `run`: the codec's own first, then those with characters coded twice."""
    if codec != "cp936" or "€" not in run:
        try:
            yield run.encode(python_codec(codec))
        except UnicodeEncodeError:
            return
    partial = [(b"", b"")]  # bytes so far, and their tail that is not yet a whole UTF-8 character
    if len(run) > LONGEST_DOUBLE or (codec != "cp936" and doubles(codec).keys().isdisjoint(run)):
        return
    for char in run:
        grown = [(raw + code, tail) for raw, rest in partial for code in byte_forms(codec, char)
                 if (tail := unfinished(rest + code)) is not None]  # fmt: skip
        partial = grown[:MOST_CODES]
    yield from (raw for raw, tail in partial if not tail)


def unfinished(raw: bytes) -> bytes | None:
    """Bytes -> the unfinished UTF-8 character at their end; None when they are not UTF-8."""
    try:
        return raw[codecs.utf_8_decode(raw, "strict", False)[1] :]
    except UnicodeDecodeError:
        return None


def pieces(run: str, at: int) -> Iterator[tuple[str, int]]:
    """A run that no codec explains as a whole -> its stretches between genuine marks, with their places."""
    if not _GENUINE.search(run):
        yield run, at
        return
    for piece in _GENUINE.split(run):
        if piece and not _GENUINE.match(piece):
            yield piece, at
        at += len(piece)
