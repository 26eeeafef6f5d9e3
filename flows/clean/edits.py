"""Changes to a text in, the new text and its `Repair` rows out; and the way back: the list is an offset map.

Repairs of one pass (`step`) are in text order and do not overlap; passes stand in order of work.
Everything here is linear in the text per pass, and a look-up is one bisection per pass.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flows.records import Repair


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement to be made: text[start:end] becomes `after`."""

    start: int
    end: int
    after: str
    kind: str = "encoding"
    codec: str = ""
    policy: str = ""
    lossless: bool = True
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    layer: int = 0
    bytes_lost: int = 0


def carried_out(text: str, step: str, changes: Iterable[Change]) -> tuple[str, tuple[Repair, ...]]:
    """A text and the changes of one pass in any order -> the new text and its repairs; overlap is a ValueError.

    Changes that change nothing leave no row.
    """
    pieces: list[str] = []
    repairs: list[Repair] = []
    done, shift = 0, 0  # shift: how far behind the new text runs
    for c in sorted(changes, key=lambda c: (c.start, c.end)):
        if not done <= c.start <= c.end <= len(text):
            raise ValueError(f"change {c.start}:{c.end} overlaps the one before it or leaves the text")
        before = text[c.start : c.end]
        if before == c.after:
            continue
        pieces += (text[done : c.start], c.after)
        start = c.start + shift
        repairs.append(_row(step, c, before, start))
        shift += len(c.after) - len(before)
        done = c.end
    return "".join((*pieces, text[done:])), tuple(repairs)


def _row(step: str, c: Change, before: str, start: int) -> Repair:
    return Repair(
        step=step,
        kind=c.kind,
        before_start=c.start,
        before_end=c.end,
        after_start=start,
        after_end=start + len(c.after),
        before=before,
        after=c.after,
        codec=c.codec,
        policy=c.policy,
        lossless=c.lossless,
        confidence=c.confidence,
        alternatives=c.alternatives,
        layer=c.layer,
        bytes_lost=c.bytes_lost,
    )


def passes(repairs: Iterable[Repair]) -> tuple[tuple[Repair, ...], ...]:
    """The ordered list of repairs -> one tuple per pass, in order of work."""
    return tuple(tuple(rows) for _, rows in groupby(repairs, key=lambda r: r.step))


def apply(text: str, repairs: Sequence[Repair]) -> str:
    """The text that a pass received and the repairs of that pass -> the text it returned."""
    return _replaced(text, [(r.before_start, r.before_end, r.before, r.after) for r in repairs])


def replay(source: str, repairs: Sequence[Repair]) -> str:
    """The source text and the whole list, all passes -> the final text."""
    for rows in passes(repairs):
        source = apply(source, rows)
    return source


def invert(text: str, repairs: Sequence[Repair]) -> str:
    """The final text and the whole list, all passes -> the source text, character for character."""
    for rows in reversed(passes(repairs)):
        text = _replaced(text, [(r.after_start, r.after_end, r.after, r.before) for r in rows])
    return text


def _replaced(text: str, spans: Sequence[tuple[int, int, str, str]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, old, new in spans:
        if text[start:end] != old:
            raise ValueError(f"these repairs belong to another text: {old!r} expected at {start}:{end}")
        pieces += (text[done:start], new)
        done = end
    return "".join((*pieces, text[done:]))


class SourceMap:
    """Built once from the whole list of repairs; translates spans between source text and final text.

    A span that touches an edit covers all of it on the other side. A deletion belongs to a span
    only when it lies strictly inside, so that neighbours do not both claim it.
    """

    def __init__(self, repairs: Sequence[Repair]) -> None:
        rows = passes(repairs)
        self._back = [_Table([(r.after_start, r.after_end, r.before_start, r.before_end) for r in p]) for p in rows]
        self._forth = [_Table([(r.before_start, r.before_end, r.after_start, r.after_end) for r in p]) for p in rows]
        self._back.reverse()

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """A span of the final text -> the span of the source text it came from."""
        return _through(self._back, start, end)

    def to_final(self, start: int, end: int) -> tuple[int, int]:
        """A span of the source text -> the span of the final text it became (empty where it was removed)."""
        return _through(self._forth, start, end)


def to_source(start: int, end: int, repairs: Sequence[Repair]) -> tuple[int, int]:
    """A span of the final text -> its span of the source text; for many look-ups build a `SourceMap` once."""
    return SourceMap(repairs).to_source(start, end)


def _through(tables: Sequence[_Table], start: int, end: int) -> tuple[int, int]:
    for table in tables:
        start, end = table.start(start), table.end(end)
        if end < start:  # an empty span at a deletion: the deleted stretch is what it stands for
            start, end = end, start
    return start, end


class _Table:
    """The edits of one pass as sorted columns: `a` on the side asked about, `b` on the other."""

    __slots__ = ("a_end", "a_start", "b_end", "b_start")

    def __init__(self, rows: Sequence[tuple[int, int, int, int]]) -> None:
        self.a_start = [r[0] for r in rows]
        self.a_end = [r[1] for r in rows]
        self.b_start = [r[2] for r in rows]
        self.b_end = [r[3] for r in rows]

    def start(self, at: int) -> int:
        i = bisect_right(self.a_start, at) - 1  # the last edit that begins at or before the place
        if i < 0:
            return at
        return self.b_start[i] if at < self.a_end[i] else at - self.a_end[i] + self.b_end[i]

    def end(self, at: int) -> int:
        i = bisect_left(self.a_start, at) - 1  # the last edit that begins before the place
        if i < 0:
            return at
        return self.b_end[i] if at <= self.a_end[i] else at - self.a_end[i] + self.b_end[i]
