"""Sites with their candidates, in the fixed text between them, in; the probability of every candidate out.

Sums over all ways to read the text (forward and backward): a candidate is judged by its neighbours
and by what the whole paragraph makes of its quotes (fit.py).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows.clean.mojibake import fit
from flows.clean.mojibake.habits import Habits
from flows.clean.mojibake.marks import Learned
from flows.clean.mojibake.neighbours import HIDDEN
from flows.clean.mojibake.quotes import CARRIED, MARKS, Quotes, through
from flows.clean.mojibake.typography import BEGIN, kinds

MOST_STATES = 12  # readings followed at once; quote states times recent marks are seldom more


@dataclass(frozen=True, slots=True)
class Site:
    """A stretch whose text is in doubt: its candidates with the bytes each of them lost."""

    start: int
    end: int
    candidates: fit.Candidates


@dataclass(frozen=True, slots=True)
class State:
    """What the text so far leaves behind: open quotes, the last classes, the last character."""

    quotes: Quotes
    tail: str
    last: str


_Edge = tuple[int, int, float, int]  # state before, candidate, weight, state after


class _Place:
    """One site in its surroundings: what its candidates weigh, asked for once each."""

    def __init__(
        self, site: Site, gap: str, around: fit.Surroundings, language: str, habits: Habits, model: Learned | None
    ) -> None:
        self.candidates, self.gap, self.around = site.candidates, gap, around
        self.language, self.habits, self.model = language, habits, model
        self.ahead = kinds(gap[: 3 * fit.LOOK])[: fit.LOOK]
        self._fits: dict[int, float] = {}
        self._open: dict[tuple[int, Quotes], float] = {}

    def ways(self, state: State) -> list[tuple[int, float, State]]:
        """A state -> the candidates worth following from it, each with its weight and the state behind the gap."""
        out = []
        for d in fit.dense(state.tail, self.ahead, self.candidates, self.language, self.habits):
            then, cost = behind(state, self.candidates[d.number][0], self.gap)
            out.append((d.number, fit.weight(d, cost, self.model) + self._learned(d.number, state.quotes), then))
        return out

    def _learned(self, c: int, quotes: Quotes) -> float:
        if self.model is None:
            return 0.0
        text = self.candidates[c][0]
        if c not in self._fits:
            self._fits[c] = fit.fitting(fit.rows(text, self.around), self.language)
        if (c, quotes) not in self._open:
            self._open[c, quotes] = fit.fitting(fit.open_rows(text, quotes, self.around), self.language)
        return self._fits[c] + self._open[c, quotes]


def weighed(
    gaps: Sequence[str], sites: Sequence[Site], language: str, habits: Habits, model: Learned | None = None
) -> tuple[list[list[float]], float]:
    """Sites and the fixed text around them (one gap more) -> each candidate's probability, log weight of all.

    Without a model the weight is that of the text, and weights of two accounts of one text can be compared.
    """
    states, forward, steps = [first_state(gaps[0])], [0.0], []
    masked, at = HIDDEN.join(gaps), len(gaps[0])
    for site, gap in zip(sites, gaps[1:], strict=True):
        around = fit.surroundings(masked, at, habits.house, habits.line)
        place = _Place(site, gap, around, language, habits, model)
        edges, states, forward = _advanced(place, states, forward)
        steps.append(edges)
        at += 1 + len(gap)
    return _shares(sites, steps, len(states)), _log_sum(forward)


def first_state(gap: str) -> State:
    """The text before the first site -> what it leaves behind."""
    quotes, _ = through(Quotes(), gap, "", "a")
    return State(quotes, kinds((BEGIN * fit.LOOK + gap)[-3 * fit.LOOK :])[-fit.LOOK :], gap[-1:])


def _advanced(place: _Place, states: list[State], forward: list[float]) -> tuple[list[_Edge], list[State], list[float]]:
    """One site further: the ways through it, the states behind it, their summed weights."""
    index: dict[State, int] = {}
    edges: list[_Edge] = []
    sums: list[list[float]] = []
    for s, state in enumerate(states):
        for c, weight, then in place.ways(state):
            t = index.setdefault(then, len(index))
            if t == len(sums):
                sums.append([])
            edges.append((s, c, weight, t))
            sums[t].append(forward[s] + weight)
    return _pruned(edges, list(index), [_log_sum(weights) for weights in sums])


def behind(state: State, candidate: str, gap: str) -> tuple[State, float]:
    """The state after a candidate and the fixed text behind it, and what their quotes cost."""
    quotes, cost = _through_candidate(
        state.quotes, candidate, state.last, gap[:1]
    )  # no gap: the end, or a site follows
    quotes, more = _through_gap(quotes, gap, candidate[-1])
    tail = (state.tail + _classes(candidate) + _classes(gap[-3 * fit.LOOK :]))[-fit.LOOK :]
    return State(quotes, tail, (gap or candidate)[-1]), cost + more


_classes = lru_cache(maxsize=20_000)(kinds)
_through_candidate = lru_cache(maxsize=20_000)(through)


@lru_cache(maxsize=500)
def _through_gap(quotes: Quotes, gap: str, last: str) -> tuple[Quotes, float]:
    if gap and (quotes.double == CARRIED or MARKS.search(gap)):
        return through(quotes, gap, last, "a")
    return quotes, 0.0


def _pruned(edges: list[_Edge], states: list[State], sums: list[float]) -> tuple[list[_Edge], list[State], list[float]]:
    """The likeliest states and the ways that lead to them."""
    least = max(sums) - fit.HOPELESS
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
