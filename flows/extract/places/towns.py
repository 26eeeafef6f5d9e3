"""A key in, the towns of that name out: searched by halving in lexicon/towns.tsv where it lies, nothing is loaded."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.extract.places.keys import place_key
from flows.extract.tables import LEXICON

KEPT = 20_000  # names whose towns a process remembers; about 10 MB


@dataclass(frozen=True, slots=True)
class Town:
    geonames_id: int | None  # None: not in the GeoNames files we have
    name: str
    country: str  # ISO3
    admin1: str  # GeoNames code: the postal one in the US
    lat: float
    lon: float
    inhabitants: int
    own_name: bool = True  # False: found by another spelling


@lru_cache(maxsize=KEPT)
def towns(key: str) -> tuple[Town, ...]:
    """Towns with this key, those by their own name first, larger ones first; empty when there are none."""
    if not key:
        return ()
    own = list(_in_news().get(key, ()))
    known = {town.geonames_id for town in own}
    own += [town for line in _lines("towns.tsv", key) if (town := _town(line, True)).geonames_id not in known]
    known |= {town.geonames_id for town in own}
    other = [town for i, main in _spelled(key) if i not in known for town in _by_id(main, i)]
    return tuple(sorted((*own, *other), key=lambda t: (not t.own_name, -t.inhabitants, t.geonames_id or 0)))


@cache
def _in_news() -> dict[str, tuple[Town, ...]]:
    """Spellings of ours, each as good as the town's own name."""
    found: dict[str, tuple[Town, ...]] = {}
    for line in (LEXICON / "town_names.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            names, i, country, admin1, lat, lon, inhabitants = line.split("\t")
            name, *_ = names.split("|")
            town = Town(int(i) if i else None, name, country, admin1, float(lat), float(lon), int(inhabitants))
            for key in {place_key(name) for name in names.split("|")}:
                found[key] = (*found.get(key, ()), town)
    return found


def _spelled(key: str) -> Iterator[tuple[int, str]]:
    for line in _lines("town_spellings.tsv", key):
        _, geonames_id, main = line.split("\t")
        yield int(geonames_id), main


def _by_id(key: str, geonames_id: int) -> list[Town]:
    return [town for line in _lines("towns.tsv", key) if (town := _town(line, False)).geonames_id == geonames_id]


def _town(line: str, own_name: bool) -> Town:
    _, geonames_id, name, country, admin1, lat, lon, inhabitants = line.split("\t")
    return Town(int(geonames_id), name, country, admin1, float(lat), float(lon), int(inhabitants), own_name)


@cache
def _mapped(file: str) -> mmap.mmap:
    with (LEXICON / file).open("rb") as handle:
        return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)


def _lines(file: str, key: str) -> list[str]:
    """All lines of a sorted file that begin with the key and a tab."""
    data, wanted, found = _mapped(file), key.encode("utf-8") + b"\t", []
    at = _first_at_least(data, wanted)
    while data[at : at + len(wanted)] == wanted:
        end = data.find(b"\n", at)
        found.append(data[at:end].decode("utf-8"))
        at = end + 1
    return found


def _first_at_least(data: mmap.mmap, wanted: bytes) -> int:
    """Place of the first line not below `wanted`; the length of the file when all are."""
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", low, middle) + 1 or low
        if data[start : start + len(wanted)] < wanted:
            low = data.find(b"\n", middle) + 1 or len(data)
        else:
            high = start
    return low
