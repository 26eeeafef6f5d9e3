"""Spans of a text in, quick answers to "what lies here?" out: one binary search instead of a walk through all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


class Stretches(Generic[S]):
    """Spans that do not overlap each other, in text order."""

    def __init__(self, spans: Iterable[S]) -> None:
        self.spans = sorted(spans, key=lambda s: s.start)
        self.starts = [s.start for s in self.spans]
        self.ends = [s.end for s in self.spans]

    def touching(self, start: int, end: int) -> list[S]:
        """Those that share a character with [start, end)."""
        return self.spans[bisect_right(self.ends, start) : bisect_left(self.starts, end)]

    def at(self, place: int) -> S | None:
        """The one a character lies in."""
        i = bisect_right(self.starts, place) - 1
        return self.spans[i] if i >= 0 and place < self.ends[i] else None

    def within(self, start: int, end: int) -> list[S]:
        """Those that lie wholly in [start, end)."""
        return [s for s in self.touching(start, end) if start <= s.start and s.end <= end]


def longest_apart(spans: Iterable[S]) -> list[S]:
    """The spans that do not overlap when, of any two that do, the first given stands; in text order."""
    taken: list[tuple[int, int]] = []
    kept: list[S] = []
    for span in spans:
        i = bisect_left(taken, (span.start, span.start))
        free_left = i == 0 or taken[i - 1][1] <= span.start
        free_right = i == len(taken) or span.end <= taken[i][0]
        if free_left and free_right:
            taken.insert(i, (span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
