"""Text in, the changes that undo East Asian misreadings (GBK, Shift-JIS, Big5, EUC) out, and what was left."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from flows.clean.edits import Change
from flows.clean.mojibake.evidence import AMONG_LATIN, CERTAIN, OUTNUMBERED, believed, points
from flows.clean.mojibake.exact import ODD, RUN, Reading, may_start, openings, pieces, readings
from flows.clean.mojibake.inference import inferred
from flows.clean.mojibake.salvage import salvageable, salvaged

Left = tuple[tuple[int, int, str], ...]
Spans = Sequence[tuple[int, int]]


def multi_byte(text: str, spans: Spans, threshold: float) -> tuple[list[Change], Left]:
    """Text, the stretches worth a look, the confidence asked of an inferred change -> changes of one layer, sites left."""
    exact = exactly(text, spans)
    more, left = inferred(text, exact, threshold)
    return exact + more, tuple(sorted(left))


def exactly(text: str, spans: Spans) -> list[Change]:
    """Text and the stretches worth a look -> the changes for which every byte is there."""
    asian = [span for span in spans if ODD.search(text, *span)]
    torn = [span for span in asian if salvageable(text[slice(*span)])]
    found, unexplained = _read(text, [span for span in asian if span in torn or _promising(text, *span)])
    parts = salvaged([(run, at) for run, at in unexplained if _within(at, torn)])
    certain = believed(text, found, len(unexplained) - len({r.start for r in parts})) + parts
    return [Change(r.start, r.end, r.after, codec=r.codec) for r in certain]


def _within(at: int, spans: Spans) -> bool:
    """Whether a place lies in one of the stretches, which are in order."""
    i = bisect_right(spans, (at, at)) - 1
    return any(start <= at < end for start, end in spans[max(0, i) : i + 2])


def _promising(text: str, start: int, end: int) -> bool:
    """Whether a reading in a stretch stands on its own; without one nothing in it is believed (evidence.py)."""
    scores = [points(text, reading) for run, at in openings(text, start, end) for reading in readings(run, at)]
    if any(score >= CERTAIN for score in scores):
        return True
    strong = sum(score >= AMONG_LATIN for score in scores)
    return strong > 0 and len(_ASIAN.findall(text, start, end)) - len(scores) <= OUTNUMBERED * strong


_ASIAN = re.compile("[\u2e80-\u2fff\u3020-\uff00\uff61-\U0010ffff]+")


def _read(text: str, spans: Spans) -> tuple[list[list[Reading]], list[tuple[str, int]]]:
    """The exact readings of each run that has some, and the CJK runs without, with their places."""
    found: list[list[Reading]] = []
    unexplained: list[tuple[str, int]] = []
    for run, at in _runs(text, spans):
        if may_start(run[0]) and (whole := readings(run, at)):
            found.append(whole)
            continue
        for piece, place in pieces(run, at):
            if piece != run and may_start(piece[0]) and (part := readings(piece, place)):
                found.append(part)
            elif ODD.search(piece):
                unexplained.append((piece, place))
    return found, unexplained


def _runs(text: str, spans: Spans) -> Iterator[tuple[str, int]]:
    """The runs of odd characters that hold an East Asian one, with their places."""
    for start, end in spans:
        if odd := ODD.search(text, start, end):
            start = text.rfind("\n", start, odd.start()) + 1 or start
            for run in RUN.finditer(text, start, end):
                if ODD.search(run[0]):
                    yield run[0], run.start()
