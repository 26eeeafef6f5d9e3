"""A name in, the places in the world it may mean out: states, regions and waters, towns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from flows.extract.countries import countries, state
from flows.extract.places.gazetteer import Region, country_centre, regions
from flows.extract.places.keys import place_key, without_article
from flows.extract.places.towns import Town, towns
from flows.extract.tables import words


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place a name may mean, and how likely it is meant where nothing else speaks."""

    name: str
    precision: str  # country, region, city, site
    country: str  # ISO3, '' across states
    admin1: str
    lat: float
    lon: float
    geonames_id: int | None
    prior: float  # about the logarithm of the inhabitants, in powers of ten
    capital: bool = False


COUNTRY = 9.0  # above every town: a state's name means the state
CONTINENT = 7.5
# A federal state is meant before the towns of its name, New York excepted; provinces elsewhere share theirs with
# better known towns (Valencia, Trujillo, Santander).
STATE_OF = {"USA": 6.4, "CAN": 6.4, "AUS": 6.4, "IND": 6.4, "DEU": 6.4, "GBR": 6.4}
UNIT, WATER, SITE = 5.6, 6.2, 5.6
COUNTY_TOWN = 5.3  # from 200,000 inhabitants a county of that name is around the town
UNIT_NAMED = 3.0  # "Herat province": the word decides
CAPITAL = 1.0
WORLD_CITY = 0.7  # from a million inhabitants: known without its country
OTHER_SPELLING = -0.7  # of a town: also noise such as names in languages nobody here writes
OTHERS_OWN_NAME = -2.0  # the same, where other towns bear the name by right: Victoria is not Hong Kong


def candidates(name: str, unit: bool = False) -> tuple[Candidate, ...]:
    """All places the name may mean, most likely first; `unit`: a word such as "province" stands beside it."""
    for form, is_unit in ((name, False), *_shortened(name)):
        if found := _as_written(form, unit or is_unit):
            return of_county(found) if name.lower().endswith(" county") else found
    return ()


@cache
def _as_written(name: str, unit: bool) -> tuple[Candidate, ...]:
    found = [*_states(name), *_regions(name, unit), *_towns(name, unit)]
    return tuple(sorted(found, key=lambda c: (-c.prior, c.name, c.geonames_id or 0, c.lat, c.lon)))


def _states(name: str) -> list[Candidate]:
    iso3 = state(name) or _state_by_key().get(place_key(name), "")
    centre = country_centre(iso3)
    if centre is None:
        return []
    known = countries()[iso3]
    return [Candidate(known.name, "country", iso3, "", *centre, known.geonames_id, COUNTRY)]


@cache
def _state_by_key() -> dict[str, str]:
    """Longer names only: a key forgets the capitals that tell US from us."""
    return {key: c.iso3 for c in countries().values() for name in c.names if len(key := place_key(name)) > 3}


def _regions(name: str, unit: bool) -> list[Candidate]:
    return [of_region(region, unit) for region in regions(place_key(name), unit)]


def of_region(region: Region, unit: bool = False) -> Candidate:
    """A region as a candidate."""
    prior = WATER
    if region.kind in ("continent", "world region"):
        prior = CONTINENT
    elif region.precision == "site":
        prior = SITE
    elif region.admin1 or region.kind == "county":
        prior = STATE_OF.get(region.country, UNIT) + (UNIT_NAMED if unit else 0)
    return Candidate(
        region.name, region.precision, region.country, region.admin1, region.lat, region.lon, None, prior
    )  # fmt: skip


def _towns(name: str, unit: bool) -> list[Candidate]:
    key = place_key(name)
    found = towns(key) or towns(without_article(key))
    spelled = OTHERS_OWN_NAME if any(town.own_name for town in found) else OTHER_SPELLING
    return [_of_town(town, key, unit, 0 if town.own_name else spelled) for town in found]


def of_county(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Without towns of the US: its counties are called after people, as its towns are, and seldom lie together."""
    return tuple(c for c in found if c.country != "USA" or c.geonames_id is None or c.prior >= COUNTY_TOWN)


def _of_town(town: Town, key: str, unit: bool, spelled: float) -> Candidate:
    capital = is_capital(town, key) and spelled > OTHERS_OWN_NAME
    prior = math.log10(town.inhabitants + 100) + spelled
    if spelled > OTHERS_OWN_NAME:
        prior += (CAPITAL if capital else 0) + (WORLD_CITY if town.inhabitants >= 1_000_000 else 0)
    return Candidate(
        town.name, "region" if unit else "city", town.country, town.admin1,
        town.lat, town.lon, town.geonames_id, prior, capital,
    )  # fmt: skip


def is_capital(town: Town, key: str) -> bool:
    """Whether this is the seat of government of its state, and not a village of the same name."""
    known = countries().get(town.country)
    return known is not None and town.inhabitants > 5_000 and place_key(known.capital) in (key, place_key(town.name))


def _shortened(name: str) -> list[tuple[str, bool]]:
    """ "Northern Gaza" -> Gaza; "Herat province" -> Herat, a unit; "Iquitos city" -> Iquitos."""
    shorter: list[tuple[str, bool]] = []
    parts = name.split()
    while len(parts) > 1 and parts[0].lower() in words("gazetteer_words", "modifiers") | {"the"}:
        parts = parts[1:]
        shorter.append((" ".join(parts), False))
    if len(parts) > 2 and parts[0].lower() in words("gazetteer_words", "units") and parts[1].lower() == "of":
        shorter.append((" ".join(parts[2:]), True))
    while len(parts) > 1 and (ending := _ending(parts)):
        parts = parts[: -len(ending.split())]
        shorter.append((" ".join(parts), ending in words("gazetteer_words", "units")))
    return shorter


def _ending(parts: list[str]) -> str:
    last = words("gazetteer_words", "units") | words("gazetteer_words", "endings")
    for length in (2, 1):
        ending = " ".join(parts[-length:]).lower().strip(".")
        if len(parts) > length and ending in last:
            return ending
    return ""
