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
from flows.clean.mojibake.decoders import FAMILIES, byte_forms, doubles, python_codec, shown, starters

RUN = re.compile("[^\x00-\x7f]+")
ODD = re.compile("[\u2e80-\U0010ffff]")  # what East Asian readers make of UTF-8 holds at least one of these
# Marks and letters that a partly damaged text holds undamaged beside the damage: a run is split there.
_GENUINE = re.compile("([\x80-\u2e7f\u3000-\u301f\uff01-\uff60]+)")
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
        for codec in _variants(family, run):
            if (after := reversal(run, codec)) is not None:
                found.append(Reading(at, at + len(run), run, after, codec))
                break
    return found


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
    for piece in _GENUINE.split(run):
        if piece and not _GENUINE.match(piece):
            yield piece, at
        at += len(piece)
