"""A trigger as read, before it is an event."""

from __future__ import annotations

from dataclasses import dataclass

from flows.extract.events.modality import Modality, Reading
from flows.extract.events.sides import Participants
from flows.extract.events.triggers import Hit

LEARNED = "learned"  # the rule of events that no entry of the lexicon decided


@dataclass(frozen=True, slots=True)
class Candidate:
    """Trigger, sides, reading, and the type and mode after modality."""

    hit: Hit
    who: Participants
    reading: Reading
    type: str
    mode: str
    confidence: float
    topic_of: tuple[int, ...]  # triggers over it whose complement it stands in, nearest first

    @property
    def learned(self) -> bool:
        """Decided by the weights, not by an entry of the lexicon."""
        return self.hit.entry.name == LEARNED

    @property
    def sides(self) -> tuple[frozenset[object], frozenset[object]]:
        return frozenset(p.key for p in self.who.actors), frozenset(p.key for p in self.who.recipients)


def frames_over(hit: Hit, modality: Modality) -> tuple[int, ...]:
    """The triggers whose complement a trigger stands in, nearest first."""
    chain: list[int] = []
    governor = modality.of(hit).governor
    while governor is not None and governor.i not in chain:
        chain.append(governor.i)
        governor = modality.of(governor).governor
    return tuple(chain)
