"""The text around a name in, what the writer says it lies in out: "Springfield, Illinois", "Tripoli in northern Lebanon"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from flows.extract.countries import state, state_of_people
from flows.extract.places.candidates import Candidate, candidates
from flows.extract.places.distance import kilometres
from flows.extract.places.gazetteer import abbreviated, regions
from flows.extract.places.keys import place_key
from flows.extract.tables import words

REGION_RADIUS = 250.0  # km from its central point: what is nearer may lie in a region that has no code
_BEFORE = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,2}),\s\Z")
LONGEST = 120  # characters after a name that are looked at


@dataclass(frozen=True, slots=True)
class Container:
    """A state or region that a place is said to lie in."""

    country: str
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None

    def holds(self, place: Candidate) -> bool:
        if place.precision == "country" or (self.country and place.country != self.country):
            return False
        if self.admin1 and place.precision != "region":
            return place.admin1 == self.admin1
        return (
            self.lat is None or self.lon is None or kilometres(self.lat, self.lon, place.lat, place.lon) < REGION_RADIUS
        )


_KIND = r"(?:city|town|village|port|province|region|state|district|capital|island|enclave|prefecture|governorate)"
_DEMONYM = re.compile(rf"\b(?P<name>[A-Z][\w-]+)\s+(?:[a-z-]+\s+){{0,2}}{_KIND}(?:\s+of|,)?\s\Z")


@cache
def _owning() -> re.Pattern[str]:
    modifiers = "|".join(sorted(words("gazetteer_words", "modifiers"), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?P<name>[A-Z][\w.-]*(?:\s[A-Z][\w-]*){{0,2}})['’]s?\s(?:(?:{modifiers}|[a-z]+est)\s)*(?:{_KIND}(?:\s+of|,)?\s)?\Z"
    )


@cache
def _after() -> re.Pattern[str]:
    modifiers = "|".join(sorted(words("gazetteer_words", "modifiers"), key=lambda w: (-len(w), w)))
    apposition = r"(?:(?:an?|the|its|their)\s+)?[a-z][a-z -]{0,40}?\s(?:of|in|on)\s"
    return re.compile(
        rf"(?:,\s+(?:{apposition}|in\s+)?|\s+\(|,?\s+in\s+)(?:the\s+)?(?:(?:{modifiers})\s+)*"
        r"(?P<name>[A-Z][\w.'’-]*(?:\s(?:(?:and|of|the)\s)?[A-Z][\w.'’-]*){0,4})"
    )


def container(text: str, end: int) -> Container | None:
    """What the words after a name say it lies in; None when they say nothing."""
    hit = _after().match(text, end, min(len(text), end + LONGEST))
    if hit is None or "\n" in hit.group():
        return None
    parts = hit["name"].split()
    for length in range(len(parts), 0, -1):
        if found := _named(" ".join(parts[:length])):
            return found
    return None


def owner(text: str, start: int) -> Container | None:
    """What the words before a name say it lies in: "Pakistan's Punjab", "the Argentine city of Cordoba"."""
    before = text[max(0, start - LONGEST) : start].rpartition("\n")[2]
    if hit := _owning().search(before):
        parts = hit["name"].split()
        return next((found for i in range(len(parts)) if (found := _named(" ".join(parts[i:])))), None)
    hit = _DEMONYM.search(before)
    iso3 = state_of_people(hit["name"]) if hit else ""
    return Container(iso3) if iso3 else None


def holder(text: str, start: int) -> Callable[[Candidate], bool] | None:
    """What stands before ", " at this place in: whether a candidate for the name after it holds such a town."""
    hit = _BEFORE.search(text, max(0, start - LONGEST), start)
    if hit is None:
        return None
    before = [c for c in candidates(hit["name"]) if c.precision == "city"]
    codes = {(c.country, c.admin1) for c in before if c.admin1}
    return lambda place: place.precision == "region" and (place.country, place.admin1) in codes


def _named(name: str) -> Container | None:
    name = re.sub(r"['’]s?$", "", name)
    if iso3 := state(name) or state(name.rstrip(".")):
        # "Atlanta, Georgia": the state of the US, unless the town lies in the other one; choose.py weighs both
        others = [r for r in regions(place_key(name)) if r.admin1]
        return Container(others[0].country, others[0].admin1) if others else Container(iso3)
    for region in (*abbreviated(name), *regions(place_key(name), unit=True)):
        if region.admin1 or region.country:
            return Container(region.country, region.admin1, *(() if region.admin1 else (region.lat, region.lon)))
    return None
