"""Sites with their candidates, in the fixed text between them, in; the probability of every candidate out.

Sums over all ways to read the text (forward and backward): a candidate is judged by its neighbours
through `typography` and by what the whole paragraph makes of its quotes through `quotes`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows.clean.mojibake.habits import Habits
from flows.clean.mojibake.quotes import MARKS, Quotes, through
from flows.clean.mojibake.typography import BEGIN, ORDER, TRANSPARENT, chain, kind, kinds, share

LOOK = ORDER - 1  # classes on either side that bear on a site
MOST_STATES = 12  # readings followed at once; quote states times recent marks are seldom more
MOST_CANDIDATES = 10  # per site and reading
HOPELESS = 12.0  # log weight behind the best at which a candidate or reading is dropped; quotes turn less than that
ANOTHER = -1.5  # log weight of a zero-width character after another one
_LINES = re.compile("\n+")  # blank lines count as one break, as in the counts
BARE = -2.0  # log weight of zero-width characters alone between spaces: a link stood there, and its text is lost
LOST_BYTE = -0.3  # per byte more than the fewest: of two explanations the simpler is a little likelier


@dataclass(frozen=True, slots=True)
class Site:
    """A stretch whose text is in doubt: its candidates with the bytes each of them lost."""

    start: int
    end: int
    candidates: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _State:
    """What the text so far leaves behind: open quotes, the last classes, the last character."""

    quotes: Quotes
    tail: str
    last: str


_Edge = tuple[int, int, float, int]  # state before, candidate, weight, state after


def weighed(
    gaps: Sequence[str], sites: Sequence[Site], language: str, habits: Habits
) -> tuple[list[list[float]], float]:
    """Sites and the fixed text around them (one gap more) -> each candidate's probability, log weight of all."""
    first = gaps[0]
    quotes, _ = through(Quotes(), first, "", "a")
    states = [_State(quotes, kinds((BEGIN * LOOK + first)[-3 * LOOK :])[-LOOK:], first[-1:])]
    forward, steps = [0.0], []
    for site, gap in zip(sites, gaps[1:], strict=True):
        edges, states, forward = _advanced(site, gap, states, forward, language, habits)
        steps.append(edges)
    return _shares(sites, steps, len(states)), _log_sum(forward)


def _advanced(
    site: Site, gap: str, states: list[_State], forward: list[float], language: str, habits: Habits
) -> tuple[list[_Edge], list[_State], list[float]]:
    """One site further: the ways through it, the states behind it, their summed weights."""
    index: dict[_State, int] = {}
    edges: list[_Edge] = []
    sums: list[list[float]] = []
    ahead = kinds(gap[: 3 * LOOK])[:LOOK]
    ends = not gap  # the text ends with this site, or another one follows at once
    for s, state in enumerate(states):
        for c, weight in _local(state.tail, ahead, site.candidates, language, habits):
            after, cost = _behind(state, site.candidates[c][0], gap, ends)
            t = index.setdefault(after, len(index))
            if t == len(sums):
                sums.append([])
            edges.append((s, c, weight + cost, t))
            sums[t].append(forward[s] + weight + cost)
    return _pruned(edges, list(index), [_log_sum(weights) for weights in sums])


def _behind(state: _State, candidate: str, gap: str, ends: bool) -> tuple[_State, float]:
    """The state after a candidate and the fixed text behind it, and what their quotes cost."""
    quotes, cost = through(state.quotes, candidate, state.last, "" if ends else gap[0])
    last = candidate[-1]
    more = 0.0
    if gap and (quotes.double == 4 or MARKS.search(gap)):
        quotes, more = through(quotes, gap, last, "a")
    tail = (state.tail + kinds(candidate) + kinds(gap[-3 * LOOK :]))[-LOOK:]
    return _State(quotes, tail, (gap or candidate)[-1]), cost + more


@lru_cache(maxsize=50_000)
def _local(
    tail: str, ahead: str, candidates: tuple[tuple[str, int], ...], language: str, habits: Habits
) -> tuple[tuple[int, float], ...]:
    """The candidates worth following between these neighbours, with their log weights."""
    fewest = min(lost for _, lost in candidates)
    weights = []
    for c, (text, lost) in enumerate(candidates):
        row = tail[-1:] + kinds(text) + ahead[:1]
        own = sum(map(share, text)) + _habitual(text, row, habits)
        zero = _zero_width(sum(kind(char) == TRANSPARENT for char in text), habits)
        classes = kinds(text)
        if not classes and tail.endswith(" ") and ahead.startswith(" "):
            total = chain(language, tail, ahead[1:]) + BARE
        else:
            total = chain(language, tail, _LINES.sub("\n", classes + ahead))
        weights.append((total + own + zero + LOST_BYTE * (lost - fewest), c))
    weights.sort(reverse=True)
    return tuple((c, weight) for weight, c in weights[:MOST_CANDIDATES] if weight > weights[0][0] - HOPELESS)


def _habitual(text: str, row: str, habits: Habits) -> float:
    """What the document's habits say of a candidate; `row` has its classes and one on either side."""
    seen = [char for char in text if kind(char) != TRANSPARENT]
    return sum(habits.bonus(char, row[i : i + 1], row[i + 2 : i + 3]) for i, char in enumerate(seen))


def _zero_width(count: int, habits: Habits) -> float:
    """Zero-width characters come from links and editors that set them in pairs: the second is no surprise."""
    return habits.zero_width + ANOTHER * (count - 1) if count else 0.0


def _pruned(
    edges: list[_Edge], states: list[_State], sums: list[float]
) -> tuple[list[_Edge], list[_State], list[float]]:
    """The likeliest states and the ways that lead to them."""
    least = max(sums) - HOPELESS
    if len(states) <= MOST_STATES and min(sums) > least:
        return edges, states, sums
    kept = sorted(t for t in sorted(range(len(states)), key=lambda t: (-sums[t], t))[:MOST_STATES] if sums[t] > least)
    new = {t: i for i, t in enumerate(kept)}
    return [(s, c, w, new[t]) for s, c, w, t in edges if t in new], [states[t] for t in kept], [sums[t] for t in kept]


def _shares(sites: Sequence[Site], steps: list[list[_Edge]], last: int) -> list[list[float]]:
    """Ways through every site -> the share of each candidate, summed over all ways."""
    forwards = _forwards(steps)
    backward = [0.0] * last
    out: list[list[float]] = []
    for site, edges, forward in zip(reversed(sites), reversed(steps), reversed(forwards), strict=True):
        weights = [(c, forward[s] + w + backward[t]) for s, c, w, t in edges]
        top = max(weight for _, weight in weights)
        shares = [0.0] * len(site.candidates)
        for c, weight in weights:
            shares[c] += math.exp(weight - top)
        total = sum(shares)
        out.append([share / total for share in shares])
        backward = _back(edges, backward, len(forward))
    return out[::-1]


def _forwards(steps: list[list[_Edge]]) -> list[list[float]]:
    forward, out = [0.0], []
    for edges in steps:
        out.append(forward)
        reached: list[list[float]] = [[] for _ in range(1 + max(t for *_, t in edges))]
        for s, _, weight, t in edges:
            reached[t].append(forward[s] + weight)
        forward = [_log_sum(weights) for weights in reached]
    return out


def _back(edges: list[_Edge], backward: list[float], states: int) -> list[float]:
    left: list[list[float]] = [[] for _ in range(states)]
    for s, _, weight, t in edges:
        left[s].append(weight + backward[t])
    return [_log_sum(weights) for weights in left]


def _log_sum(values: Sequence[float]) -> float:
    if not values:
        return -math.inf
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values)) if top > -math.inf else top
