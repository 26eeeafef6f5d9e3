"""Runs that lost bytes here and there in, their parts that are whole out: CJK text misread through another codec.

Which character lost its bytes cannot be told without a model of the language; what stands between
can be restored exactly. Genuine CJK is told by its bytes: nearly none of them form UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.clean.mojibake.alphabet import scripts
from flows.clean.mojibake.decoders import byte_forms, python_codec, shown, starters
from flows.clean.mojibake.exact import Reading, unfinished
from flows.clean.mojibake.glance import without_ascii

_WIDEST = ("gb18030", "cp932", "big5hkscs", "cp949", "euc_jp")  # of each family
SHORTEST = 4  # characters of a run; in fewer the parts prove nothing
LOOKED_AT = 300  # characters that decide whether a run is worth the work
ENOUGH = 0.5  # share of a run's bytes that must form three-byte characters
COVERED = 0.3  # share of all unexplained characters that the parts must cover: in genuine CJK it is a hundredth
TOGETHER = 400  # characters that are looked at together first
FEW = 0.2  # share in them below which there is nothing to salvage; in genuine CJK it is a twentieth
_KINDS = {"cjk", "hangul", "mark", "latin_mark", "indic", "thai", "emoji"}


def salvaged(runs: Sequence[tuple[str, int]]) -> list[Reading]:
    """Runs no codec explains as a whole, with their places -> the readings of their whole parts."""
    found: list[Reading] = []
    for run, at in runs:
        if len(run) >= SHORTEST and (codec := _likely(run)):
            found += [r for r in stretches(run, at, codec) if len(r.after) > 1 and _fits(r.after)]
    covered = sum(r.end - r.start for r in found)
    return found if covered >= COVERED * sum(len(run) for run, _ in runs) else []


def salvageable(text: str) -> bool:
    """Whether a stretch of a text has enough bytes of damaged CJK text: one look at C speed."""
    odd = without_ascii(text)
    parts = [odd[i : i + TOGETHER] for i in range(0, len(odd), TOGETHER)]
    return any(_share(part, codec) >= FEW for part in parts for codec in _WIDEST)


def _fits(after: str) -> bool:
    kinds = scripts("".join(set(after)))
    return kinds is not None and bool(kinds & {"cjk", "hangul", "indic", "thai"}) and kinds <= _KINDS


def _likely(run: str) -> str:
    """A run -> the codec under which most of its bytes are UTF-8, or ""."""
    return next((codec for codec in _WIDEST if _share(run[:LOOKED_AT], codec) >= ENOUGH), "")


def _share(run: str, codec: str) -> float:
    """The share of a run's bytes that are three-byte characters, when at least half of the run is in the codec."""
    raw = run.encode(python_codec(codec), "ignore")
    if 2 * len(raw) <= len(run):
        return 0.0
    return 3 * len(_NARROW.sub("", raw.decode("utf-8", "ignore"))) / len(raw)


_NARROW = re.compile("[\x00-\u07ff]+")


def stretches(run: str, at: int, codec: str) -> Iterator[Reading]:
    """A run with bytes missing here and there -> its parts that are whole (CJK text as the damaged text's own)."""
    codes = [byte_forms(codec, char)[:1] for char in run]
    i = 0
    while i < len(run):
        if not (codes[i] and run[i] in starters(codec)):
            i += 1
            continue
        end, after = _whole(codes, i)
        if end > i and scripts(after) and shown(after.encode(), codec, "drop") == run[i:end]:
            yield Reading(at + i, at + end, run[i:end], after, codec)
        i = max(end, i + 1)


def _whole(codes: list[tuple[bytes, ...]], i: int) -> tuple[int, str]:
    """From character `i` on: the last place where characters and UTF-8 end together, and the text up to it."""
    raw, rest, end, after = b"", b"", i, ""
    for j in range(i, len(codes)):
        if not codes[j] or (tail := unfinished(rest + codes[j][0])) is None:
            break
        raw, rest = raw + codes[j][0], tail
        if not tail:
            end, after = j + 1, raw.decode()
    return end, after
