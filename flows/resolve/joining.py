"""Groups of all documents in, each with the entity the program puts it into out: who or what is the same across documents.

Countries meet by ISO3, places by GeoNames id. The rest meets first by the same name, then a shorter or otherwise spelled name
goes goes to the one fuller name it can stand for, in each step as far as country, field of work, times and company allow. Names are
compared with the fullest of an entity, never through a third one. Where it is not certain, groups stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.records import SeenGroup
from flows.resolve.context import Context, contexts
from flows.resolve.join_bodies import bodies
from flows.resolve.join_people import people
from flows.resolve.names import other_key
from flows.resolve.profiles import Profile, order, profile
from flows.resolve.sameness import of_one_name
from flows.resolve.spelling import spelled

# Share of joins of a kind that are right, rounded down, as bench/resolution.py counts them. Its articles are full of
# namesakes: of everyday news these are lower bounds.
CONFIDENCE = {"iso3": 1.0, "geonames": 1.0, "name": 0.9, "spelling": 0.8, "short_name": 0.85, "acronym": 0.85}
ALONE = 1.0

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
    """Groups -> the same, by publication, doc_id and group_id, with their entity.

    Everything is joined twice: the second time it is known who the others in an article are, however they are spelled.
    """
    ordered = sorted(groups, key=order)
    left = [seen for seen in ordered if seen.named and not seen.group.anchor and other_key(seen.group.name)]
    known = _entities(_found(left, ordered, contexts(ordered), {}))
    basis: dict[str, str] = {}
    found = _found(left, ordered, contexts(ordered, known), basis)
    entity, members = _entities(found), {one.place[2]: len(one.members) for one in found}
    return [_joined(seen, entity.get(seen.group.group_id, ""), members, basis) for seen in ordered]


def _found(
    left: Sequence[SeenGroup], everybody: Sequence[SeenGroup], around: dict[str, Context], basis: dict[str, str]
) -> list[Profile]:
    return [
        *people([seen for seen in left if seen.group.type == "PERSON"], around, basis),
        *bodies([seen for seen in left if seen.group.type == "ORG"], everybody, around, basis),
        *_others([seen for seen in left if seen.group.type not in ("PERSON", "ORG")], around),
    ]


def _entities(found: Iterable[Profile]) -> dict[str, str]:
    """Group -> the earliest of its entity."""
    return {seen.group.group_id: earliest for one in found for earliest in (one.place[2],) for seen in one.members}


def _joined(seen: SeenGroup, earliest: str, members: dict[str, int], basis: dict[str, str]) -> Joined:
    group = seen.group
    if group.anchor:
        kind = group.anchor.partition(":")[0]
        return Joined(seen, ("anchor", group.anchor), kind, CONFIDENCE[kind])
    how = basis.get(group.group_id, "name")
    return Joined(
        seen, ("group", earliest or group.group_id), how, CONFIDENCE[how] if members.get(earliest, 1) > 1 else ALONE
    )


def _others(groups: Sequence[SeenGroup], around: dict[str, Context]) -> list[Profile]:
    """Places without an anchor, peoples, events, weapons: by name, places of two countries apart."""
    blocks: dict[Key, list[Profile]] = defaultdict(list)
    for seen in groups:
        name = " ".join(map(spelled, other_key(seen.group.name).split()))
        blocks[seen.group.type, name].append(profile(seen, seen.group.country, around[seen.doc_id]))
    return [one for block in blocks.values() for one in of_one_name(block, 0)]
