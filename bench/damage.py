"""Clean text, a codec and a policy in; the damaged text and the map between the two out.

The map is exact: it follows the reader byte by byte. A stretch is the shortest piece of text whose ends
are ends of characters on both sides; one in which the reader lost bytes is a lossy site.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flows.clean.edits import SourceMap
from flows.clean.mojibake.decoders import POLICIES, leads, pair, shown, single
from flows.records import Repair


@dataclass(frozen=True, slots=True)
class Stretch:
    """text[start:end] was shown as seen[seen_start:seen_end]; `lost` bytes are gone."""

    start: int
    end: int
    seen_start: int
    seen_end: int
    lost: int


@dataclass(frozen=True, slots=True)
class Damaged:
    """A clean text, what the reader showed, and the stretches of both, in order and without gaps."""

    text: str
    seen: str
    stretches: tuple[Stretch, ...]

    def lossy(self) -> list[Stretch]:
        return [s for s in self.stretches if s.lost]


def damaged(text: str, codec: str, policy: str) -> Damaged:
    """Clean text -> what a reader with this codec and policy shows, with the map."""
    return joined(text, [(text, codec, policy)])


def joined(text: str, parts: list[tuple[str, str, str]]) -> Damaged:
    """Clean text cut into parts, each with its codec ("" leaves it clean) and policy -> one damaged text."""
    seen: list[str] = []
    stretches: list[Stretch] = []
    at = seen_at = 0
    for part, codec, policy in parts:
        if not codec:
            seen.append(part)
            stretches.append(Stretch(at, at + len(part), seen_at, seen_at + len(part), 0))
            at, seen_at = at + len(part), seen_at + len(part)
            continue
        shows = shown(part.encode(), codec, policy)
        for width, seen_width, lost in _widths(part, codec, policy):
            stretches.append(Stretch(at, at + width, seen_at, seen_at + seen_width, lost))
            at, seen_at = at + width, seen_at + seen_width
        seen.append(shows)
    assert at == len(text) and seen_at == sum(map(len, seen))
    return Damaged(text, "".join(seen), tuple(stretches))


def _widths(text: str, codec: str, policy: str) -> Iterator[tuple[int, int, int]]:
    """Text -> for each stretch its characters, the characters shown for it, and the bytes lost."""
    raw, ends = text.encode(), []
    at = 0
    for i, char in enumerate(text):
        at += len(char.encode())
        ends.append((at, i + 1))
    place = dict(ends)
    i = done = shows = lost = 0
    for width, char_count, gone in _read(raw, codec, policy):
        i, shows, lost = i + width, shows + char_count, lost + gone
        if i in place:
            yield place[i] - done, shows, lost
            done, shows, lost = place[i], 0, 0


def _read(raw: bytes, codec: str, policy: str) -> Iterator[tuple[int, int, int]]:
    """Bytes -> for each step of the reader: bytes read, characters shown, bytes lost."""
    rule, i = POLICIES[policy], 0
    while i < len(raw):
        if single(codec, raw[i]):
            yield 1, 1, 0
            i += 1
            continue
        if i + 1 < len(raw) and pair(codec, raw[i], raw[i + 1]):
            yield 2, 1, 0
            i += 2
            continue
        if (width := _long(raw, i, codec)) > 1:
            yield width, 1, 0
            i += width
            continue
        eats = i + 1 < len(raw) and leads(codec, raw[i])
        eats = eats and (rule.eats_ascii if raw[i + 1] < 0x80 else rule.eats_high)
        yield 1 + eats, len(rule.mark), 1 + eats
        i += 1 + eats


def _long(raw: bytes, i: int, codec: str) -> int:
    for width in (3, 4):
        if (codec, width) in (("euc_jp", 3), ("gb18030", 4)):
            try:
                if len(raw[i : i + width].decode(codec)) == 1:
                    return width
            except UnicodeDecodeError:
                pass
    return 1


class Comparison:
    """A case beside what `repair` made of it: which spans of the damaged text came back."""

    def __init__(self, case: Damaged, made: str, repairs: Sequence[Repair]) -> None:
        self.case, self.made = case, made
        self._map = SourceMap(repairs)
        self._starts = [s.seen_start for s in case.stretches]
        self._ends = [s.seen_end for s in case.stretches]

    def span(self, start: int, end: int) -> tuple[str, str, int]:
        """A span of the damaged text, widened to whole stretches and edits -> truth, made, start in the truth."""
        while True:
            wide = self._map.to_source(*self._map.to_final(start, end))
            first = min(bisect_right(self._ends, wide[0]), len(self._ends) - 1)
            last = max(first, bisect_left(self._starts, wide[1]) - 1)
            a, b = self.case.stretches[first], self.case.stretches[last]
            low = min(wide[0], a.seen_start) if not _plain(self.case, a) else wide[0]
            high = max(wide[1], b.seen_end) if not _plain(self.case, b) else wide[1]
            if (low, high) == (start, end):
                break
            start, end = low, high
        begin = a.end - (a.seen_end - start) if _plain(self.case, a) else a.start
        stop = b.start + (end - b.seen_start) if _plain(self.case, b) else b.end
        made = self._map.to_final(start, end)
        return self.case.text[begin:stop], self.made[slice(*made)], begin

    def right(self, site: Stretch) -> tuple[bool, bool]:
        """A lossy site -> whether it came back, and whether it did with dashes counted as one."""
        truth, made, begin = self.span(site.seen_start, site.seen_end)
        low, high = site.start - begin, site.end - begin
        return _kept(truth, made, low, high), _kept(merged(truth), merged(made), low, high)


def _plain(case: Damaged, stretch: Stretch) -> bool:
    """A stretch whose characters are the same on both sides: any part of it maps to itself."""
    return case.text[stretch.start : stretch.end] == case.seen[stretch.seen_start : stretch.seen_end]


def _kept(truth: str, made: str, low: int, high: int) -> bool:
    if truth == made:
        return True
    same = {
        k
        for i, _, n in SequenceMatcher(None, truth, made, autojunk=False).get_matching_blocks()
        for k in range(i, i + n)
    }
    return set(range(low, high)) <= same


def merged(text: str) -> str:
    """Text with en and em dash counted as one."""
    return text.replace("–", "—")
