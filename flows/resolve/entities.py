"""Groups of all documents in, entities out: who or what is the same across documents.

Countries meet by ISO3, places by GeoNames id, the rest by the name their document uses most fully. A short form joins
one full name or none; nothing ever joins through a third name. Where it is not certain, groups stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flows.records import Entity, EntityGroup, SeenGroup
from flows.resolve.names import is_full, is_generic, other_key, person_key, words

ACRONYM = 7  # letters at most: UNHCR, ECOWAS, MONUSCO
# How sure a join is: the same full name is seldom two people in one corpus, a short form more often.
BY_ANCHOR, ALONE, BY_NAME, BY_SHORT_FORM = 1.0, 1.0, 0.9, 0.7

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Joined:
    """Groups of one entity, each with how it came in."""

    seen: SeenGroup
    basis: str
    confidence: float


def resolved(groups: Iterable[SeenGroup]) -> tuple[tuple[Entity, ...], tuple[EntityGroup, ...]]:
    """Groups -> entities by id, and for every group its entity, by group_id."""
    ordered = sorted(groups, key=_order)
    keys = {seen.group.group_id: _key(seen) for seen in ordered}
    keys |= _short_forms(ordered, keys)
    by_key: dict[Key, list[SeenGroup]] = defaultdict(list)
    for seen in ordered:
        by_key[keys[seen.group.group_id]].append(seen)
    built = [_entity(key, members) for key, members in by_key.items()]
    entities = sorted((entity for entity, _ in built), key=lambda e: e.entity_id)
    return tuple(entities), tuple(sorted((g for _, found in built for g in found), key=lambda g: g.group_id))


def _order(seen: SeenGroup) -> tuple[date, str, str]:
    return seen.published or date.max, seen.doc_id, seen.group.group_id


def _key(seen: SeenGroup) -> Key:
    """What a group must share with another to be the same entity."""
    group = seen.group
    if group.anchor:
        return ("anchor", group.anchor)
    if not seen.named:  # the soldiers of one article are not those of another
        return _alone(seen)
    if group.type == "PERSON":
        name = person_key(group.name)
        return ("PERSON", name) if is_full(name) else _alone(seen)
    name = other_key(group.name)
    if not name:
        return _alone(seen)
    if is_generic(name):
        return (group.type, name, group.country) if group.country else _alone(seen)
    return (group.type, name)


def _alone(seen: SeenGroup) -> Key:
    return ("alone", seen.group.group_id)


# --- short forms -------------------------------------------------------------------------------


def _short_forms(ordered: Sequence[SeenGroup], keys: dict[str, Key]) -> dict[str, Key]:
    """Groups known by a short form only -> the one full name it can stand for."""
    people, acronyms = _people(ordered, keys), _acronyms(ordered, keys)
    joined: dict[str, Key] = {}
    for seen in ordered:
        group, name = seen.group, person_key(seen.group.name)
        if not seen.named:
            continue
        if group.type == "PERSON" and keys[group.group_id] == _alone(seen) and group.country:
            candidates = people.get((name, group.country), set())
        elif group.type == "ORG" and not group.anchor and _is_acronym(group.name):
            candidates = acronyms.get(other_key(group.name), set())
        else:
            continue
        if len(candidates) == 1:
            joined[group.group_id] = min(candidates)
    return joined


def _people(ordered: Sequence[SeenGroup], keys: dict[str, Key]) -> dict[tuple[str, str], set[Key]]:
    """(family name, country) -> full names that have both."""
    found: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for seen in ordered:
        key = keys[seen.group.group_id]
        if key[0] == "PERSON" and seen.group.country:
            parts = key[1].split()
            family = parts[0] if seen.group.country in words()["family_name_first"] else parts[-1]
            found[family, seen.group.country].add(key)
    return found


def _acronyms(ordered: Sequence[SeenGroup], keys: dict[str, Key]) -> dict[str, set[Key]]:
    """Acronym -> the organisations whose own document gives it beside the full name."""
    found: dict[str, set[Key]] = defaultdict(set)
    for seen in ordered:
        group = seen.group
        if group.type == "ORG" and not _is_acronym(group.name):
            for name in group.names:
                if _is_acronym(name):
                    found[other_key(name)].add(keys[group.group_id])
    return found


def _is_acronym(name: str) -> bool:
    bare = name.replace(".", "")
    return 2 <= len(bare) <= ACRONYM and bare.isalpha() and bare.isupper()


# --- an entity of its members ------------------------------------------------------------------


def _entity(key: Key, members: Sequence[SeenGroup]) -> tuple[Entity, list[EntityGroup]]:
    """Members in order of publication -> the entity, and a row for each."""
    anchored = key[0] == "anchor"
    entity_id = key[1].partition(":")[2] if anchored else members[0].group.group_id
    name = _name(members)
    aliases = {n for seen in members for n in (*seen.group.names, seen.group.name)} - {name}
    entity = Entity(
        entity_id, _majority(seen.group.type for seen in members), name, tuple(sorted(aliases)),
        _majority(seen.group.country for seen in members), _majority(seen.group.sector for seen in members),
        None, None, len({seen.doc_id for seen in members}), sum(seen.mentions for seen in members),
    )  # fmt: skip
    basis = key[1].partition(":")[0] if anchored else "name"
    rows = [
        EntityGroup(seen.group.group_id, entity_id, seen.doc_id, basis, _confidence(key, seen, len(members)))
        for seen in members
    ]
    return entity, rows


def _confidence(key: Key, seen: SeenGroup, members: int) -> float:
    if key[0] == "anchor":
        return BY_ANCHOR
    if members == 1:
        return ALONE
    return BY_NAME if _key(seen) == key else BY_SHORT_FORM


def _name(members: Sequence[SeenGroup]) -> str:
    """The full name most used; of equals the longer, then the first in the alphabet."""
    used: Counter[str] = Counter()
    for seen in members:
        used[seen.group.name] += max(1, seen.mentions)
    full = [name for name in used if " " in name.strip() and not _is_acronym(name)]
    return min(full or used, key=lambda name: (-used[name], -len(name), name))


def _majority(values: Iterable[str]) -> str:
    """The value most groups have; "" only where none has any."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value), default="")
