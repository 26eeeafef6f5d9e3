"""A key in, the regions, waters, mountains and sites of that name out; an ISO3 in, its central point out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flows.extract.places.keys import place_key
from flows.extract.tables import LEXICON, words

SITES = ("site", "mountain", "city part", "reef")  # kinds that are points on a map of the world


@dataclass(frozen=True, slots=True)
class Region:
    name: str
    kind: str  # state, sea, river, site ...
    country: str  # ISO3, '' across states
    admin1: str  # GeoNames code of administrative units
    lat: float
    lon: float

    @property
    def precision(self) -> str:
        return "site" if self.kind in SITES else "region"


def regions(key: str, unit: bool = False) -> tuple[Region, ...]:
    """Regions of this name; with `unit` also those whose name ends in a word such as "Oblast"."""
    plain, with_unit = _regions()
    found = plain.get(key, ())
    return (*found, *(r for r in with_unit.get(key, ()) if r not in found)) if unit else found


def abbreviated(name: str) -> tuple[Region, ...]:
    """What "Pa." or "PA" after a town's name stands for."""
    return _abbreviations().get(name, ())


@cache
def country_centre(iso3: str) -> tuple[float, float] | None:
    """Latitude and longitude in the middle of a state; None for a code we do not know."""
    return _centres().get(iso3)


@cache
def _centres() -> dict[str, tuple[float, float]]:
    return {iso3: (float(lat), float(lon)) for iso3, lat, lon in _rows("gazetteer_countries.tsv")}


@cache
def _regions() -> tuple[dict[str, tuple[Region, ...]], dict[str, tuple[Region, ...]]]:
    """By key; and by key without the last word, of those that end in the word for a unit."""
    plain: dict[str, tuple[Region, ...]] = {}
    with_unit: dict[str, tuple[Region, ...]] = {}
    units = words("gazetteer_words", "units")
    for names, region in _named():
        for name in names:
            if name.endswith("."):  # "Pa." is Pennsylvania only after a town
                continue
            key = place_key(name)
            plain[key] = (*plain.get(key, ()), region)
            stem, _, last = key.rpartition(" ")
            if stem and last in units:
                with_unit[stem] = (*with_unit.get(stem, ()), region)
    return plain, with_unit


@cache
def _abbreviations() -> dict[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    for names, region in _named():
        if region.country == "USA" and region.admin1:
            found[region.admin1] = (region,)  # the postal code
        found |= {name: (region,) for name in names if name.endswith(".")}
    return found


@cache
def _named() -> tuple[tuple[tuple[str, ...], Region], ...]:
    rows = _rows("gazetteer.tsv")
    return tuple(
        (tuple(names.split("|")), Region(names.split("|")[0], kind, iso3, admin1, float(lat), float(lon)))
        for names, kind, iso3, admin1, lat, lon in rows
    )


def _rows(file: str) -> Iterator[list[str]]:
    for line in (LEXICON / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
