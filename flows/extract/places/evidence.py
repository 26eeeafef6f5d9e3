"""The mentions of a document in, what they say about the part of the world it writes about out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp

from flows.extract.countries import country_of
from flows.extract.places.candidates import Candidate
from flows.extract.places.distance import kilometres
from flows.extract.places.keys import place_key
from flows.records import Group, Mention

# Weights are in the unit of Candidate.prior: 1 is worth ten times the inhabitants.
PRESENT = 1.0  # the country is named anywhere
SHARE = 0.8  # times its share of all countries named
NEAR, NEAR_SPAN = 1.0, 300.0  # characters within which a sentence and its neighbours lie
BESIDE, BESIDE_SPAN = 0.8, 30.0  # "the Ukrainian city of Kramatorsk"
CLOSE_BY = ((50.0, 1.2), (150.0, 0.8), (300.0, 0.4))  # km to a place that is settled, weight
POINT_SPAN = 1500.0  # characters within which places are likely near each other


@dataclass(frozen=True, slots=True)
class Trace:
    """A country is named at a place in the text, by a name with this key."""

    at: int
    country: str
    key: str


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the text whose meaning is settled."""

    at: int
    place: Candidate
    key: str


class Evidence:
    """Countries named and places settled in one document, by place in the text."""

    def __init__(self, traces: Iterable[Trace], points: Iterable[Point] = ()) -> None:
        self.points = tuple(sorted(points, key=lambda p: (p.at, p.key)))
        self.traces = tuple(sorted(traces, key=lambda t: (t.at, t.country, t.key)))
        self._by_country: dict[str, list[Trace]] = {}
        for trace in self.traces:
            self._by_country.setdefault(trace.country, []).append(trace)
        self._others: dict[tuple[str, str], list[int]] = {}

    def weight(self, place: Candidate, at: int, key: str) -> float:
        """How much speaks for this place at `at`; what its own name (`key`) says does not count."""
        return self._of_country(place.country, at, key) + self._of_points(place, at, key)

    def _of_country(self, country: str, at: int, key: str) -> float:
        places = self._named(country, key) if country else []
        if not places:
            return 0.0
        after = bisect_left(places, at)
        before = at - places[after - 1] if after else None
        distance = min(abs(at - places[i]) for i in (after - 1, after) if 0 <= i < len(places))
        beside = BESIDE * exp(-before / BESIDE_SPAN) if before is not None else 0.0
        return PRESENT + SHARE * len(places) / len(self.traces) + NEAR * exp(-distance / NEAR_SPAN) + beside

    def _named(self, country: str, key: str) -> list[int]:
        """Where the country is named otherwise than by this key."""
        if (country, key) not in self._others:
            self._others[country, key] = [t.at for t in self._by_country.get(country, ()) if t.key != key]
        return self._others[country, key]

    def _of_points(self, place: Candidate, at: int, key: str) -> float:
        if place.precision == "country":
            return 0.0
        weights = (
            worth * exp(-abs(at - point.at) / POINT_SPAN)
            for point in self.points[self._point_before(at - 3 * POINT_SPAN) : self._point_before(at + 3 * POINT_SPAN)]
            if point.key != key and point.place.precision != "country"
            and (worth := _worth(kilometres(place.lat, place.lon, point.place.lat, point.place.lon)))
        )  # fmt: skip
        return max(weights, default=0.0)

    def _point_before(self, at: float) -> int:
        return bisect_left(self.points, at, key=lambda point: point.at)


def _worth(distance: float) -> float:
    return next((weight for limit, weight in CLOSE_BY if distance < limit), 0.0)


def traces(mentions: Iterable[Mention], groups: Iterable[Group]) -> Iterator[Trace]:
    """Every named mention that says a country: states, demonyms, institutions and people of a country."""
    known = {group.group_id: group.country for group in groups}
    for mention in mentions:
        if mention.kind == "named":
            country = known.get(mention.group_id, "") or country_of(mention.surface)
            if country:
                yield Trace(mention.start, country, place_key(mention.surface))
