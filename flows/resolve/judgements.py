"""Judgements of people in, what they ask of the groups there are out: who is one, who is apart, what is renamed or ignored.

Of two that contradict each other the later holds, and the earlier is overruled as a whole. Everything follows from the
order of judgements and the set of group_ids; no clock, no order of groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from flows.records import Judgement, content_id

Sides = list[list[str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a judgement."""

    judgement: Judgement
    state: Literal["holds", "overruled", "undone", "gone"]  # gone: what it names is no longer in the corpus
    by: str = ""  # the judgement that overruled or undid it


@dataclass(frozen=True, slots=True)
class Rulings:
    """What judgements ask of resolution."""

    together: tuple[frozenset[str], ...] = ()  # groups that are one: disjoint sets of two or more
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)  # group -> groups it is never with
    names: Mapping[str, str] = field(
        default_factory=dict
    )  # group -> name of its entity; where two meet, the last holds
    ignored: frozenset[str] = frozenset()  # groups without an entity
    ignored_whole: frozenset[str] = frozenset()  # groups whose whole entity is none
    tied: frozenset[str] = frozenset()  # all groups of `together`
    standings: tuple[Standing, ...] = ()  # of all judgements, in their order


def step_of(judgements: Sequence[Judgement]) -> str:
    """All that tables depend on, as a step: what is undone, and who decided when and why, does not show in it."""
    undone = _undone(judgements)
    held = [j for j in judgements if j.verb != "undo" and j.judgement_id not in undone]
    return "judgements." + content_id(*((j.verb, j.sides, j.name, j.whole) for j in held))


def rulings(judgements: Sequence[Judgement], present: Container[str]) -> Rulings:
    """Judgements in the order they were made, and the group_ids of the corpus -> what holds."""
    undone = _undone(judgements)
    ties, names, states = _Ties(), dict[str, tuple[str, str]](), list[Standing]()
    ignored: dict[bool, set[str]] = {True: set(), False: set()}
    for judgement in reversed(judgements):
        sides = [kept for side in judgement.sides if (kept := [g for g in side if g in present])]
        by = undone.get(judgement.judgement_id, "")
        if by:
            states.append(Standing(judgement, "undone", by))
        elif judgement.verb == "undo":
            states.append(Standing(judgement, "holds"))
        elif len(sides) < (2 if judgement.verb in ("merge", "split") else 1):
            states.append(Standing(judgement, "gone"))
        else:
            if judgement.verb == "merge":
                by = ties.unite(sides, judgement.judgement_id)
            elif judgement.verb == "split":
                by = ties.part(sides, judgement.judgement_id)
            elif judgement.verb == "rename":
                by = _named(names, sides[0], judgement)
            else:
                ignored[judgement.whole].update(sides[0])
            states.append(Standing(judgement, "overruled" if by else "holds", by))
    together = tuple(sorted(map(frozenset, ties.sets()), key=sorted))
    return Rulings(
        together,
        {group: frozenset(others) for group, others in ties.apart.items()},
        {group: name for group, (name, _) in reversed(names.items())},
        frozenset(ignored[False]),
        frozenset(ignored[True]),
        frozenset().union(*together),
        tuple(reversed(states)),
    )


def _undone(judgements: Sequence[Judgement]) -> dict[str, str]:
    """Judgement -> the undo that lifts it. An undo can itself be undone."""
    undone: dict[str, str] = {}
    for judgement in reversed(judgements):
        if judgement.verb == "undo" and judgement.judgement_id not in undone:
            undone.setdefault(judgement.undoes, judgement.judgement_id)
    return undone


def _named(names: dict[str, tuple[str, str]], side: list[str], judgement: Judgement) -> str:
    """Note a name for the groups of a side; the later judgement that named one of them before us, if any."""
    later = next((names[group][1] for group in side if group in names), "")
    if not later:
        names.update((group, (judgement.name, judgement.judgement_id)) for group in side)
    return later


class _Ties:
    """Who is one and who is apart, as far as judgements were accepted; the latest come first."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._merged_by: dict[str, str] = {}  # root -> a merge that made its set
        self._parted_by: dict[frozenset[str], str] = {}
        self.apart: dict[str, set[str]] = defaultdict(set)

    def sets(self) -> Iterator[set[str]]:
        return (members for members in self._members.values() if len(members) > 1)

    def unite(self, sides: Sides, by: str) -> str:
        """Make the sides one: "" when that can be, else the later split that forbids it.

        A side speaks by its first group that later judgements leave free, so a group since taken out binds nobody.
        """
        blocked = ""
        for base in sides[0]:
            chosen = [next((g for g in side if not self._against(base, g)), "") for side in sides[1:]]
            if all(chosen) and not any(self._against(a, b) for a, b in combinations(chosen, 2)):
                for group in chosen:
                    self._join(base, group, by)
                return ""
            blocked = blocked or next(filter(None, (self._against(base, g) for side in sides[1:] for g in side)), "")
        return blocked or by

    def part(self, sides: Sides, by: str) -> str:
        """Keep the sides apart: "" when that can be, else the later merge that made two of their groups one."""
        pairs = [(a, b) for one, other in combinations(sides, 2) for a in one for b in other]
        for a, b in pairs:
            if self._of(a) == self._of(b):
                return self._merged_by.get(self._of(a), by)
        for a, b in pairs:
            self.apart[a].add(b)
            self.apart[b].add(a)
            self._parted_by.setdefault(frozenset((a, b)), by)
        return ""

    def _of(self, group: str) -> str:
        return self._root.get(group, group)

    def _set(self, group: str) -> set[str]:
        return self._members.get(self._of(group), {group})

    def _against(self, one: str, other: str) -> str:
        """The split that keeps two groups, or groups they are one with, apart."""
        theirs = self._set(other)
        for group in sorted(self._set(one)):
            if between := self.apart.get(group, set()) & theirs:
                return self._parted_by[frozenset((group, min(between)))]
        return ""

    def _join(self, one: str, other: str, by: str) -> None:
        root = min(self._of(one), self._of(other))
        both = self._set(one) | self._set(other)
        for gone in (self._of(one), self._of(other)):
            self._members.pop(gone, None)
        self._members[root] = both
        self._root.update(dict.fromkeys(both, root))
        self._merged_by[root] = by
