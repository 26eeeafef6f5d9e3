"""Groups of all documents in, what each document says around a name out: countries, and others it speaks of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.records import SeenGroup
from flows.resolve.names import other_key
from flows.resolve.people import person_name

PLACES = ("GPE", "LOC", "FAC", "NORP")
MAIN = 0.4  # of the mentions of the country mentioned most: a country that an article is also about
EVERYWHERE = 30  # documents; who is named in more says little about the others there


@dataclass(frozen=True, slots=True)
class Context:
    """What an article is about."""

    countries: frozenset[str] = frozenset()  # ISO3, all that it names
    main: frozenset[str] = frozenset()  # those it is about
    names: frozenset[str] = frozenset()  # of persons, bodies and places in it; none that stand everywhere

    @property
    def only(self) -> str:
        """The one country it is about, "" where there are several."""
        return next(iter(self.main)) if len(self.main) == 1 else ""


def contexts(groups: Iterable[SeenGroup]) -> dict[str, Context]:
    """doc_id -> what the document is about."""
    countries: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, set[str]] = defaultdict(set)
    for seen in groups:
        if seen.group.country and (seen.group.type in PLACES or seen.group.anchor):
            countries[seen.doc_id][seen.group.country] += max(1, seen.mentions)
        elif seen.group.country and seen.group.type == "PERSON":
            countries[seen.doc_id][seen.group.country] += 1
        if name := name_in_context(seen):
            names[seen.doc_id].add(name)
    spread = Counter(name for found in names.values() for name in found)
    return {doc_id: _context(countries[doc_id], names[doc_id], spread) for doc_id in countries.keys() | names.keys()}


def _context(countries: Counter[str], names: set[str], spread: Mapping[str, int]) -> Context:
    most = max(countries.values(), default=0)
    main = frozenset(c for c, n in countries.items() if n >= MAIN * most)
    return Context(frozenset(countries), main, frozenset(n for n in names if 1 < spread[n] <= EVERYWHERE))


def name_in_context(seen: SeenGroup) -> str:
    """What two documents that speak of the same have in common; media are named for what they report, not for what they are."""
    group = seen.group
    if not seen.named or group.anchor.startswith("iso3:") or group.sector == "MED":
        return ""
    if group.anchor:
        return group.anchor
    if group.type == "PERSON":
        name = person_name(group.name)
        return f"PERSON {name.key}" if name.is_full else ""
    return f"{group.type} {other_key(group.name)}" if group.type in ("ORG", "FAC", "LOC", "EVENT") else ""
