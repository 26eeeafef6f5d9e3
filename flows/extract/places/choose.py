"""The candidates of a name in, the one that is meant out: priors, what it is said to lie in, what is named around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flows.extract.places.candidates import Candidate
from flows.extract.places.containers import Container
from flows.extract.places.evidence import Evidence

HELD = 5.0  # the writer says in which state or region the place lies
HOLDS = 3.0  # "Buffalo, New York": the state, since Buffalo lies in it
ENOUGH = 4.3  # a town of 20,000 on its own, a village in a country that is written about
LOOKED_AT = 24  # occurrences of a name that are weighed; long documents repeat a name hundreds of times
LONE_NAME, LONE_LETTERS = 0.8, 7  # one place in the world has this name, and the name is long enough not to be chance
SETTLED = 1.5  # lead on the next country's candidate: thirty times the inhabitants


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name at one place in the text, and what the words after it say it lies in."""

    at: int
    held_by: Container | None
    holds: Callable[[Candidate], bool] | None = None  # whether the town named before the comma lies in it


@dataclass(frozen=True, slots=True)
class Choice:
    place: Candidate
    basis: str  # country, capital, context, population
    context: float  # what speaks for it besides itself
    settled: bool  # sure enough to speak for others


def chosen(
    found: Sequence[Candidate], key: str, occurrences: Sequence[Occurrence], evidence: Evidence
) -> Choice | None:
    """The most likely place of a name that occurs at these places; None where none is likely enough."""
    if not found:
        return None
    lone = LONE_NAME if len(found) == 1 and len(key) >= LONE_LETTERS else 0.0
    around = [max(_context(place, o, key, evidence) for o in occurrences[:LOOKED_AT]) for place in found]
    scores = [place.prior + context + lone for place, context in zip(found, around, strict=True)]
    best = max(range(len(found)), key=lambda i: (scores[i], -i))
    if scores[best] < ENOUGH:
        return None
    rivals = [scores[i] for i, place in enumerate(found) if place.country != found[best].country]
    lead = scores[best] - max(rivals, default=0.0)
    return Choice(found[best], _basis(found[best], around[best]), around[best], lead >= SETTLED)


def _context(place: Candidate, occurrence: Occurrence, key: str, evidence: Evidence) -> float:
    held = HELD if occurrence.held_by and occurrence.held_by.holds(place) else 0.0
    holds = HOLDS if occurrence.holds is not None and occurrence.holds(place) else 0.0
    return held + holds + evidence.weight(place, occurrence.at, key)


def _basis(place: Candidate, context: float) -> str:
    if place.precision == "country":
        return "country"
    if place.capital:
        return "capital"
    return "context" if context > 0 or place.precision in ("region", "site") else "population"
