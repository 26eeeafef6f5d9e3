"""What people name on the command line, entity_ids and group_ids of a version, and the groups they mean by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.errors import BadJudgement, NothingThere
from flows.publish.version import Version

ENOUGH = (
    100  # groups that stand for an entity: it holds together by its own reasons, and a judgement stays a small file
)


@dataclass(frozen=True, slots=True)
class Named:
    """The entities and groups of a version."""

    version: str
    groups: Mapping[str, tuple[str, ...]]  # entity_id -> its groups; that of its earliest member first
    entity: Mapping[str, str]  # group_id -> its entity; "" for none
    group_names: Mapping[str, str]
    entity_names: Mapping[str, str]

    def is_entity(self, id: str) -> bool:
        return id in self.groups

    def entity_or_group(self, id: str) -> tuple[str, ...]:
        """Groups of an entity, a hundred at most, or the group itself; NothingThere when it is neither."""
        return self.groups[id][:ENOUGH] if id in self.groups else self.group(id)

    def group(self, id: str) -> tuple[str, ...]:
        """The group itself; for a country or place, which is none, the groups of it."""
        if id in self.entity:
            return (id,)
        if id in self.groups:
            return self.groups[id][:ENOUGH]
        raise NothingThere(
            f'no entity or group {id} in version {self.version}: `dateline sql "select entity_id, name from entities '
            "where name ilike '%name%'\"` lists entities, `dateline judge --help` tells more"
        )

    def others(self, group_id: str) -> tuple[str, ...]:
        """The other groups of a group's entity; BadJudgement where there are none."""
        mine = self.groups.get(self.entity.get(group_id, ""), ())
        left = tuple(g for g in mine if g != group_id)
        if group_id not in self.entity or not left:
            raise BadJudgement(
                f'{group_id} is no group that could be taken out of an entity of several: `dateline sql "select * from '
                "entity_groups where entity_id = '...'\"` lists an entity's groups"
            )
        return left[:ENOUGH]

    def called(self, side: Sequence[str]) -> str:
        """A name for people: of the entity when the groups are its, else of the group."""
        entity = self.entity.get(side[0], "")
        whole = set(side) == set(self.groups.get(entity, ())[:ENOUGH])
        return self.entity_names.get(entity, "") if whole else self.group_names[side[0]]


def named_in(version: Version) -> Named:
    """The published version -> what can be named in it."""
    groups: dict[str, list[str]] = defaultdict(list)
    entity: dict[str, str] = {}
    for row in version.table("entity_groups", ["group_id", "entity_id"]).to_pylist():
        entity[row["group_id"]] = row["entity_id"] or ""
        if row["entity_id"]:
            groups[row["entity_id"]].append(row["group_id"])
    ordered = {id: tuple(sorted(found, key=lambda g, id=id: (g != id, g))) for id, found in groups.items()}  # type: ignore[misc]
    names = (_pairs(version, "groups", "group_id"), _pairs(version, "entities", "entity_id"))
    return Named(version.folder.name, ordered, entity, *names)


def _pairs(version: Version, table: str, id: str) -> dict[str, str]:
    rows = version.table(table, [id, "name"])
    return dict(zip(rows[id].to_pylist(), rows["name"].to_pylist(), strict=True))
