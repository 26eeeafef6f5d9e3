"""Groups of all documents and judgements in, entities out: what the program joins, as far as people did not say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from flows.records import Entity, EntityGroup, Judgement, SeenGroup
from flows.resolve.joining import Joined, joined
from flows.resolve.judged import judged
from flows.resolve.judgements import Rulings, rulings
from flows.resolve.names import is_acronym


def resolved(
    groups: Iterable[SeenGroup], judgements: Sequence[Judgement] = ()
) -> tuple[tuple[Entity, ...], tuple[EntityGroup, ...]]:
    """Groups, and judgements in the order they were made -> entities by id, and for every group its entity, by group_id."""
    program = joined(groups)
    ruled = rulings(judgements, {one.group_id for one in program})
    clusters, without = judged(program, ruled)
    ids, names = _ids(clusters), _names(clusters, ruled)
    entities = [_entity(i, names.get(n, ""), members) for n, (i, members) in enumerate(zip(ids, clusters, strict=True))]
    rows = [_row(one, i) for i, members in zip(ids, clusters, strict=True) for one in members]
    rows += [_row(one, None) for one in without]
    return tuple(sorted(entities, key=lambda e: e.entity_id)), tuple(sorted(rows, key=lambda g: g.group_id))


def _ids(clusters: Sequence[Sequence[Joined]]) -> list[str]:
    """ISO3 or GeoNames id where one is known, else the group_id of the earliest member.

    A judgement can part groups of one anchor: it stays with most of them, of equals with the earliest.
    """
    held = [Counter(one.seen.group.anchor for one in members if one.seen.group.anchor) for members in clusters]
    owner: dict[str, int] = {}
    for n, anchors in enumerate(held):
        for anchor, count in anchors.items():
            if anchor not in owner or count > held[owner[anchor]][anchor]:
                owner[anchor] = n
    found = []
    for n, members in enumerate(clusters):
        mine = (one.seen.group.anchor for one in members if owner.get(one.seen.group.anchor) == n)
        found.append(next((anchor.partition(":")[2] for anchor in mine), members[0].group_id))
    return found


def _names(clusters: Sequence[Sequence[Joined]], ruled: Rulings) -> dict[int, str]:
    """Cluster -> the name people gave it."""
    place = {one.group_id: n for n, members in enumerate(clusters) for one in members if one.group_id in ruled.names}
    return {place[group]: name for group, name in ruled.names.items() if group in place}


def _row(one: Joined, entity_id: str | None) -> EntityGroup:
    return EntityGroup(one.group_id, entity_id, one.seen.doc_id, one.basis, one.confidence)


def _entity(entity_id: str, given: str, joins: Sequence[Joined]) -> Entity:
    """Members in order of publication, and the name people gave them or "" -> the entity."""
    members = [one.seen for one in joins]
    name = given or _name(members)
    aliases = {n for seen in members for n in (*seen.group.names, seen.group.name)} - {name}
    return Entity(
        entity_id, _majority(seen.group.type for seen in members), name, tuple(sorted(aliases)),
        _majority(seen.group.country for seen in members), _majority(seen.group.sector for seen in members),
        None, None, len({seen.doc_id for seen in members}), sum(seen.mentions for seen in members),
    )  # fmt: skip


def _name(members: Sequence[SeenGroup]) -> str:
    """The full name most used; of equals the longer, then the first in the alphabet."""
    used: Counter[str] = Counter()
    for seen in members:
        used[seen.group.name] += max(1, seen.mentions)
    full = [name for name in used if " " in name.strip() and not is_acronym(name)]
    return min(full or used, key=lambda name: (-used[name], -len(name), name))


def _majority(values: Iterable[str]) -> str:
    """The value most groups have; "" only where none has any."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value), default="")
