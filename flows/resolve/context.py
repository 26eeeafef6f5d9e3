"""Groups of all documents in, what each document says around a name out: countries, and others it speaks of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from flows.records import SeenGroup
from flows.resolve.bodies import body_name
from flows.resolve.names import other_key
from flows.resolve.people import person_name

NOTHING: Mapping[str, str] = MappingProxyType({})
PLACES = ("GPE", "LOC", "FAC", "NORP")
MAIN = 0.4  # of the mentions of the country mentioned most: a country that an article is also about
EVERYBODYS = ("MED", "IGO")  # sectors of bodies that say little about who stands beside them
EVERYWHERE = 30  # documents; who is named in more says little about the others there


@dataclass(frozen=True, slots=True)
class Context:
    """What an article is about."""

    countries: frozenset[str] = frozenset()  # ISO3, all that it names
    main: frozenset[str] = frozenset()  # those it is about
    names: frozenset[str] = frozenset()  # of persons and bodies in it; none that stand everywhere
    own: Mapping[str, str] = field(default_factory=dict)  # group -> its own among them

    @property
    def only(self) -> str:
        """The one country it is about, "" where there are several."""
        return next(iter(self.main)) if len(self.main) == 1 else ""


def contexts(groups: Iterable[SeenGroup], known: Mapping[str, str] = NOTHING) -> dict[str, Context]:
    """doc_id -> what the document is about. `known`: group -> its entity, where that is known already; else names are taken."""
    countries: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, dict[str, str]] = defaultdict(dict)
    docs: set[str] = set()
    for seen in groups:
        docs.add(seen.doc_id)
        if seen.group.country:
            countries[seen.doc_id][seen.group.country] += _weight(seen)
        if name := name_in_context(seen, known):
            names[seen.doc_id][seen.group.group_id] = name
    spread = Counter(name for found in names.values() for name in set(found.values()))
    return {doc_id: _context(countries[doc_id], names[doc_id], spread) for doc_id in docs}


def _context(countries: Counter[str], names: Mapping[str, str], spread: Mapping[str, int]) -> Context:
    most = max(countries.values(), default=0)
    main = frozenset(c for c, n in countries.items() if n and n >= MAIN * most)
    told = frozenset(name for name in names.values() if 1 < spread[name] <= EVERYWHERE)
    return Context(frozenset(+countries), main, told, names)


def _weight(seen: SeenGroup) -> int:
    """How often a group says that its article is about its country."""
    group = seen.group
    if group.type in PLACES or group.anchor:
        return max(1, seen.mentions)
    if group.type == "ORG":  # the country of a ministry may be what its name means elsewhere
        return int(not body_name(group.name, {}).generic)
    return int(group.type == "PERSON")


def name_in_context(seen: SeenGroup, known: Mapping[str, str] = NOTHING) -> str:
    """What two documents that speak of the same have in common: persons and bodies.

    Media stand there for what they report, the United Nations and the like in the news of every country.
    """
    group = seen.group
    if not seen.named or group.anchor or group.type in PLACES or group.sector in EVERYBODYS:
        return ""
    if group.group_id in known:
        return known[group.group_id]
    if group.type == "PERSON":
        name = person_name(group.name)
        return f"PERSON {name.key}" if name.is_full else ""
    return f"{group.type} {other_key(group.name)}" if group.type in ("ORG", "EVENT") else ""
