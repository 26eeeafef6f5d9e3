"""A body's name in, what it is compared by out: ministries by their task, without country words and company forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.resolve.names import folded, is_acronym, other_key, words
from flows.resolve.spelling import KEPT, spelled, table

SMALL = frozenset(["of", "the", "and", "for", "in", "on", "de", "la", "du", "des", "et", "y", "und", "e", "del", "per"])


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name without what may be left out; `country` is ISO3 where the name says it."""

    key: str
    generic: bool  # every state has one
    common: bool  # made of words that many are called by
    country: str = ""


def body_name(name: str, country_words: Mapping[str, str]) -> BodyName:
    """A name, and country names and adjectives with their ISO3 -> what it is compared by."""
    bare, country = _without_country(_without_form(other_key(name).split()), country_words)
    generic = _generic(" ".join(bare))
    key = generic or " ".join(map(spelled, bare))
    return BodyName(key, bool(generic), not generic and all(word in words()["common"] for word in bare), country)


def _without_form(parts: list[str]) -> list[str]:
    while len(parts) > 1 and parts[-1] in words()["legal"]:
        parts = parts[:-1]
    return parts[1:] if len(parts) > 1 and parts[0] in words()["legal"] else parts


def _without_country(parts: list[str], country_words: Mapping[str, str]) -> tuple[list[str], str]:
    """ "Russian Foreign Ministry", "ACT New Zealand", "Foreign Ministry of Mali" -> the rest, and the country."""
    for length in (3, 2, 1):
        if length >= len(parts):
            continue
        if iso3 := country_words.get(" ".join(parts[:length])):
            return parts[length:], iso3
        if iso3 := country_words.get(" ".join(parts[-length:])):
            rest = parts[:-length]
            rest = rest[:-1] if rest[-1] == "the" else rest
            rest = rest[:-1] if rest[-1:] in (["of"], ["in"], ["for"]) and _generic(" ".join(rest[:-1])) else rest
            return (rest, iso3) if rest and rest[-1] not in SMALL else (parts, "")
    return parts, ""


@cache
def _tasks() -> Mapping[str, str]:
    return {form: row[0] for row in table()["tasks"] for form in row}


@lru_cache(KEPT)
def _generic(name: str) -> str:
    """What every state has: "ministry of foreign affairs", "foreign ministry" and "mfa" -> "foreign ministry"; else ""."""
    parts = name.split()
    kinds = words()["ministries"]
    if name in ("mfa", "mofa", "mod"):
        return f"{_tasks()[name]} ministry"
    if len(parts) > 2 and parts[0] in kinds and parts[1] in ("of", "for"):
        task = " ".join(parts[2:])
        return f"{_tasks().get(task, task)} ministry"
    if len(parts) > 1 and parts[-1] in kinds:
        task = " ".join(parts[:-1])
        return f"{_tasks().get(task, task)} ministry"
    return name if name in words()["generic"] else ""


def acronyms_of(name: str) -> set[str]:
    """A long name -> letters it may be called by, folded: with small words and without."""
    parts = folded(name).split()
    if len(parts) < 3 or is_acronym(name):
        return set()
    return {"".join(p[0] for p in parts if p not in SMALL), "".join(p[0] for p in parts)}
