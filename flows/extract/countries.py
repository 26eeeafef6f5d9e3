"""A name or demonym in, the state it means out: lexicon/countries.toml as look-ups by exact spelling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flows.extract.tables import table


@dataclass(frozen=True, slots=True)
class Country:
    iso3: str
    iso2: str
    name: str  # the one we publish
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: str
    geonames_id: int | None
    parts: tuple[str, ...]  # regions written about like states: they have the country, not its identity
    part_adjectives: tuple[str, ...]
    uncertain: tuple[str, ...]  # names that are persons or other places too


@cache
def countries() -> dict[str, Country]:
    """ISO3 -> country."""
    return {
        iso3: Country(
            iso3,
            row["iso2"],
            row["names"][0],
            tuple(row["names"]),
            tuple(row["adjectives"]),
            tuple(row["people"]),
            row["capital"],
            row.get("geonames"),
            tuple(row.get("parts", ())),
            tuple(row.get("part_adjectives", ())),
            tuple(row.get("uncertain", ())),
        )
        for iso3, row in table("countries").items()
    }


def plain(name: str) -> str:
    """A name as looked up: straight apostrophes, single spaces, no leading article."""
    name = " ".join(name.replace("’", "'").split())
    return name[4:] if name[:4] in ("the ", "The ", "THE ") else name


@cache
def _by_name() -> dict[str, str]:
    return {plain(name): c.iso3 for c in countries().values() for name in c.names}


@cache
def _by_demonym() -> dict[str, str]:
    return {plain(word): c.iso3 for c in countries().values() for word in (*c.adjectives, *c.people)}


@cache
def _by_part() -> dict[str, str]:
    return {plain(word): c.iso3 for c in countries().values() for word in (*c.parts, *c.part_adjectives)}


def state(name: str) -> str:
    """ISO3 of the state so named, '' when none is."""
    return _by_name().get(plain(name), "")


def state_of_people(word: str) -> str:
    """ISO3 of the state whose demonym this is ("Kenyan", "Poles"), '' when none is."""
    return _by_demonym().get(plain(word), "")


def country_of(name: str) -> str:
    """ISO3 of the country a name belongs to: state, demonym, or a region such as Scotland; '' when unknown."""
    return state(name) or state_of_people(name) or _by_part().get(plain(name), "")


@cache
def uncertain_names() -> frozenset[str]:
    """Country names that also are persons, products or other places."""
    return frozenset(plain(name) for c in countries().values() for name in c.uncertain)
