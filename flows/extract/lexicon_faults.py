"""The lexicon folder in, what its readers cannot read or never use out: broken files and rows, unknown codes, names listed twice.

leaders.tsv is read by stale.py. `unreadable` stops a run; the rest is advice.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.extract.known import THING_TYPES
from flows.extract.stale import Finding

KINDS = ("unreadable", "unknown code", "two types")
COUNTRIES = "countries.toml"


@dataclass(frozen=True, slots=True)
class Columns:
    """The form of a table: how many columns, where the ISO3 code is and which are numbers; '' may stand for no code."""

    count: int
    country: int | None = None
    numbers: tuple[int, ...] = ()
    large: bool = False  # searched by halving where it lies: only the order of its lines is looked at


TABLES = {
    "gazetteer.tsv": Columns(6, 2, (4, 5)),
    "gazetteer_countries.tsv": Columns(3, 0, (1, 2)),
    "town_names.tsv": Columns(7, 2, (4, 5, 6)),
    "towns.tsv": Columns(8, large=True),
    "town_spellings.tsv": Columns(3, large=True),
    "senses.tsv": Columns(3),
}


@dataclass(slots=True)
class Listed:
    """Names in the order known.py looks them up, the first meaning of each, and those a later file lists in vain."""

    first: dict[str, tuple[str, str]] = field(default_factory=dict)  # name -> file, type
    vain: list[Finding] = field(default_factory=list)

    def put(self, file: str, kind: str, name: str) -> None:
        before, meaning = self.first.setdefault(name, (file, kind))
        if meaning != kind and before != file:
            said = f"{kind} here is never read: {before} has it as {meaning}"
            self.vain.append(Finding(file, "two types", name, said))


def lexicon_faults(folder: Path) -> list[Finding]:
    """Every fault of the files of a lexicon folder, those that stop a run first."""
    found: list[Finding] = []
    tables: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.rglob("*.toml")):
        try:
            tables[file.relative_to(folder).as_posix()] = tomllib.loads(file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            found.append(Finding(file.relative_to(folder).as_posix(), "unreadable", "", str(error)))
    codes = tables.get(COUNTRIES, {}).keys()
    for name, form in TABLES.items():
        if (folder / name).is_file():
            lines = (folder / name).read_bytes().splitlines()
            found += [f for f in faults_of(name, lines, form, codes) if codes or f.kind != "unknown code"]
    found += _codes(tables, codes) if codes else []
    found += listed_twice(tables)
    return sorted(found, key=lambda f: KINDS.index(f.kind))


def faults_of(name: str, lines: list[bytes], form: Columns, codes: Collection[str]) -> Iterator[Finding]:
    """The faults of one table, given its lines: columns, order of a large one, numbers, country codes."""
    before = b""
    for number, line in enumerate(lines, 1):
        if not line or line.startswith(b"#"):
            continue
        if line.count(b"\t") != form.count - 1:
            columns = line.count(b"\t") + 1
            yield Finding(name, "unreadable", f"line {number}", f"{columns} columns, not {form.count}")
            continue
        if form.large:
            if line < before:
                yield Finding(name, "unreadable", f"line {number}", "not in the order of bytes that the search needs")
            before = line
            continue
        row = line.decode("utf-8", "replace").split("\t")
        for column in form.numbers:
            if not _is_number(row[column]):
                yield Finding(name, "unreadable", f"line {number}", f"{row[column]!r} is no number")
        if form.country is not None and row[form.country] and row[form.country] not in codes:
            yield Finding(name, "unknown code", f"line {number}", _unknown(row[form.country]))


def listed_twice(tables: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    """Names that one file gives another type than the file read before it, where neither calls them uncertain; known.py takes the first."""
    listed = Listed()
    for row in tables.get(COUNTRIES, {}).values():
        for key, kind in (("names", "GPE"), ("adjectives", "NORP"), ("people", "NORP"), ("parts", "GPE")):
            for name in row.get(key, ()):
                listed.put(COUNTRIES, kind, name)
    for row in tables.get("institutions.toml", {}).get("institutions", ()):
        for name in row["names"]:
            listed.put("institutions.toml", "ORG", name)
    metonyms = tables.get("metonyms.toml", {})
    for key, kind in (("capitals", "GPE"), ("seats", "ORG")):
        for name in (name for names in metonyms.get(key, {}).values() for name in names):
            listed.put("metonyms.toml", kind, name)
    things = tables.get("things.toml", {}).get("names", {})
    for kind in THING_TYPES:
        for name in things.get(kind, ()):
            listed.put("things.toml", kind, name)
    peoples = tables.get("peoples.toml", {})
    for name in set(peoples.get("names", ())) - set(peoples.get("uncertain", ())):
        listed.put("peoples.toml", "NORP", name)
    return sorted(listed.vain, key=lambda f: (f.file, f.where))


def _codes(tables: Mapping[str, Mapping[str, Any]], codes: Collection[str]) -> Iterator[Finding]:
    """Country codes of institutions.toml and metonyms.toml that countries.toml does not have."""
    for row in tables.get("institutions.toml", {}).get("institutions", ()):
        if row.get("country") and row["country"] not in codes:
            yield Finding("institutions.toml", "unknown code", row["names"][0], _unknown(row["country"]))
    for key in ("capitals", "seats"):
        for code in tables.get("metonyms.toml", {}).get(key, {}):
            if code not in codes:
                yield Finding("metonyms.toml", "unknown code", key, _unknown(code))


def _unknown(code: str) -> str:
    return f"{code!r} is not in {COUNTRIES}"


def _is_number(written: str) -> bool:
    try:
        float(written)
    except ValueError:
        return False
    return True
