"""What the program joined and what people ruled in, groups by entity out: judgements join, part and take away.

Where people part groups of one entity, the others of it go with those they have most in common with by the program's
own joins; nothing is compared anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from flows.resolve.joining import Joined, Key
from flows.resolve.judgements import Rulings

BASIS, SURE = "judgement", 1.0  # a person looked


def judged(program: Sequence[Joined], ruled: Rulings) -> tuple[list[list[Joined]], list[Joined]]:
    """Groups in order with the program's joins -> those of each entity, and those that are to have none."""
    taken = [one for one in program if one.group_id in ruled.ignored]
    kept: list[list[Joined]] = []
    for cluster in _connected([one for one in program if one.group_id not in ruled.ignored], ruled):
        for part in _parted(cluster, ruled) if _at_odds(cluster, ruled) else [cluster]:
            if ruled.ignored_whole.isdisjoint(one.group_id for one in part):
                kept.append(_with_basis(part, len(cluster), ruled))
            else:
                taken += part
    return kept, [replace(one, basis=BASIS, confidence=SURE) for one in taken]


def _at_odds(cluster: Sequence[Joined], ruled: Rulings) -> bool:
    """Does a judgement keep two of these groups apart?"""
    named = [one.group_id for one in cluster if one.group_id in ruled.apart]
    return len(named) > 1 and any(not ruled.apart[group].isdisjoint(named) for group in named)


def _connected(program: Sequence[Joined], ruled: Rulings) -> list[list[Joined]]:
    """Groups by the program's key, keys that a judgement makes one together; each in the order given."""
    key_of = {one.group_id: one.key for one in program} if ruled.together else {}
    root: dict[Key, Key] = {}
    for groups in ruled.together:
        keys = sorted({_rooted(root, key_of[group]) for group in groups if group in key_of})
        root.update((key, keys[0]) for key in keys[1:])
    found: dict[Key, list[Joined]] = defaultdict(list)
    for one in program:
        found[_rooted(root, one.key)].append(one)
    return list(found.values())


def _rooted(root: dict[Key, Key], key: Key) -> Key:
    while key in root:
        key = root[key]
    return key


def _units(cluster: Iterable[Joined], ruled: Rulings) -> list[list[Joined]]:
    """Groups of a cluster, those that judgements make one together."""
    set_of = {group: n for n, groups in enumerate(ruled.together) for group in groups}
    found: dict[object, list[Joined]] = defaultdict(list)
    for one in cluster:
        found[set_of.get(one.group_id, one.group_id)].append(one)
    return list(found.values())


@dataclass
class _Part:
    """A part of a cluster while it is being put together."""

    members: list[Joined] = field(default_factory=list)
    keys: Counter[Key] = field(default_factory=Counter)
    banned: set[str] = field(default_factory=set)

    def common(self, unit: Sequence[Joined]) -> int:
        """Groups here that the program joined with a group of the unit; 0 when a judgement forbids."""
        allowed = self.banned.isdisjoint(one.group_id for one in unit)
        return sum(self.keys[key] for key in {one.key for one in unit}) if allowed else 0

    def add(self, unit: Sequence[Joined], ruled: Rulings) -> None:
        self.members += unit
        self.keys.update(one.key for one in unit)
        self.banned.update(*(ruled.apart.get(one.group_id, ()) for one in unit))


def _parted(cluster: Sequence[Joined], ruled: Rulings) -> list[list[Joined]]:
    """A cluster in which judgements keep some apart -> its parts. The groups they name are placed first."""
    place = {one.group_id: n for n, one in enumerate(cluster)}
    parts: list[_Part] = []
    for unit in sorted(_units(cluster, ruled), key=lambda u: (u[0].group_id not in ruled.apart, place[u[0].group_id])):
        best = max(parts, key=lambda part: part.common(unit), default=None)
        if best is None or not best.common(unit):
            parts.append(best := _Part())
        best.add(unit, ruled)
    return [sorted(part.members, key=lambda one: place[one.group_id]) for part in parts]


def _with_basis(part: list[Joined], of: int, ruled: Rulings) -> list[Joined]:
    """A part of a cluster of so many groups: "judgement" is why a group is in it that people joined, brought in or took out."""
    taken_out = 2 * len(part) <= of
    main = Counter(one.key for one in part).most_common(1)[0][0]  # of equals the earliest
    return [
        replace(one, basis=BASIS, confidence=SURE)
        if one.group_id in ruled.tied or one.key != main or (taken_out and one.group_id in ruled.apart)
        else one
        for one in part
    ]
