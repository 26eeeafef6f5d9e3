"""A scene and its network's reading in, whom each mention means by that reading out: a share of certainty for each group.

A mention before it that belongs to a group hands its share to that group; one that is still open hands it on to those it may mean itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flows.extract.described import may_be
from flows.extract.scene import Scene, hole_between
from flows.extract.transformer.beside import MOST

if TYPE_CHECKING:
    from flows.extract.transformer.reading import Reading

LEAST = 0.01  # what is less likely is not handed on
SURE_OF_NAME = 0.6  # from here on what was described before is what is named now


class Heard:
    """What the network says of the mentions of a scene, asked from the first to the last."""

    def __init__(self, scene: Scene, reading: Reading) -> None:
        self.scene = scene
        roots = [s.root for s in scene.standing]
        self.headed = [root is not None for root in roots]
        self.links = reading.links(
            [root.i if root is not None else 0 for root in roots], [m.kind for m in scene.mentions]
        )
        self.shares: list[dict[str, float]] = []
        self.last: tuple[int, dict[str, float]] = -1, {}
        self.instead: dict[str, str] = {}  # group -> the named one it turned out to be

    def of(self, i: int) -> dict[str, float]:
        """Group -> how likely mention i means it; all mentions before i count as they are joined now."""
        self._read_up_to(i)
        return self._told(i)

    def _read_up_to(self, i: int) -> None:
        while len(self.shares) < i:
            self.shares.append(self._standing_for(len(self.shares)))

    def _told(self, i: int) -> dict[str, float]:
        """What the network says of mention i, asked once where it is asked in a row: it costs the most of all."""
        if self.last[0] != i:
            self.last = i, self._asked(i)
        return self.last[1]

    def again(self, i: int) -> str:
        """The nameless group before it that description i means again in other words, "" for none."""
        return self._nameless(i)

    def introduced(self, i: int) -> str:
        """The nameless group before it that named mention i gives a name to, "" for none."""
        return self._nameless(i)

    def _nameless(self, i: int) -> str:
        """The likeliest nameless group before mention i that can be what its own group is, from SURE_OF_NAME on."""
        self._read_up_to(i)
        near = {self.instead.get(g, g) for shares in self.shares[max(0, i - MOST) : i] for g in shares}
        open_ = {g for g in near if self._may_be_new(g, i)} - self.scene.beside(i)
        told = {g: p for g, p in self.of(i).items() if g in open_} if open_ else {}
        best = max(told, key=told.__getitem__, default="")
        return best if told.get(best, 0.0) >= SURE_OF_NAME else ""

    def _may_be_new(self, group: str, i: int) -> bool:
        """It has no name yet, and nothing speaks against its being what mention i is."""
        scene, own = self.scene, self.scene.mentions[i].group_id
        return (
            group not in scene.named
            and group != own
            and (not own or (group in scene.groups and may_be(scene.groups[own], scene.groups[group])))
        )

    def _standing_for(self, k: int) -> dict[str, float]:
        group = self.scene.mentions[k].group_id
        return {group: 1.0} if group else self._told(k)

    def _asked(self, i: int) -> dict[str, float]:
        scene, found = self.scene, defaultdict[str, float](float)
        start = scene.mentions[i].start
        near = [
            k
            for k in range(max(0, i - MOST), i)
            if self.headed[k] and scene.mentions[k].end <= start and not hole_between(scene, k, i)
        ]
        if not self.headed[i] or not near:
            return {}
        for k, sure in zip(near, self.links.of(i, near).tolist(), strict=True):
            if sure >= LEAST:
                for group, share in self.shares[k].items():
                    found[self.instead.get(group, group)] += sure * share
        return dict(found)
