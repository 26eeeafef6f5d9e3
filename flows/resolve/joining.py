"""Groups of all documents in, each with the entity the program puts it into out: who or what is the same across documents.

Countries meet by ISO3, places by GeoNames id, the rest by the name their document uses most fully. A short form joins
one full name or none; nothing ever joins through a third name. Where it is not certain, groups stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flows.records import SeenGroup
from flows.resolve.names import is_full, is_generic, other_key, person_key, words

ACRONYM = 7  # letters at most: UNHCR, ECOWAS, MONUSCO
# How sure a join is: the same full name is seldom two people in one corpus, a short form more often.
BY_ANCHOR, ALONE, BY_NAME, BY_SHORT_FORM = 1.0, 1.0, 0.9, 0.7

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A group, the key it shares with the other groups of its entity, and how it came in."""

    seen: SeenGroup
    key: Key
    basis: str
    confidence: float

    @property
    def group_id(self) -> str:
        return self.seen.group.group_id


def joined(groups: Iterable[SeenGroup]) -> list[Joined]:
    """Groups -> the same, by publication, doc_id and group_id, with their entity."""
    ordered = sorted(groups, key=_order)
    own = {seen.group.group_id: _key(seen) for seen in ordered}
    keys = own | _short_forms(ordered, own)
    sizes = Counter(keys.values())
    return [_joined(seen, own[seen.group.group_id], keys[seen.group.group_id], sizes) for seen in ordered]


def _joined(seen: SeenGroup, own: Key, key: Key, sizes: Counter[Key]) -> Joined:
    if key[0] == "anchor":
        return Joined(seen, key, key[1].partition(":")[0], BY_ANCHOR)
    if sizes[key] == 1:
        return Joined(seen, key, "name", ALONE)
    return Joined(seen, key, "name", BY_NAME if key == own else BY_SHORT_FORM)


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
        elif group.type == "ORG" and not group.anchor and is_acronym(group.name):
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
        if group.type == "ORG" and not is_acronym(group.name):
            for name in group.names:
                if is_acronym(name):
                    found[other_key(name)].add(keys[group.group_id])
    return found


def is_acronym(name: str) -> bool:
    """Two to seven capitals, dots between them or not."""
    bare = name.replace(".", "")
    return 2 <= len(bare) <= ACRONYM and bare.isalpha() and bare.isupper()
