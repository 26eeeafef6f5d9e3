"""A scanned sentence and two of its phrases in, how likely its triggers tell that the one does something to the other, by type, out.

A trigger speaks of a pair as far as it is likely an event, the one acts in it and the other receives it. The models of words
and roles learned from every event there is; the models of pairs (pair_bags.py) from those with both sides only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING

from flows.extract.events.learned.judge import NONE, READINGS, hit_of, modality_of, mode_of
from flows.extract.events.learned.opinions import together
from flows.extract.events.learned.scan import Scan
from flows.extract.events.modality import Modality
from flows.extract.events.ontology import HOSTILE
from flows.extract.events.remap import remapped
from flows.extract.events.triggers import Hit
from flows.extract.linear import linear
from flows.extract.transformer.heads import head
from flows.extract.transformer.reading import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from flows.extract.words import Token

    Row = NDArray[np.float64]

TYPES = 4  # the likeliest types of a word, that are asked for sides
LEAST, LEAST_TOLD = 0.02, 0.003  # probability of a type; of a type and both sides


class Triggers:
    """What the words of a scanned sentence may tell of; asked for its pairs one by one."""

    def __init__(self, scan: Scan, read: Reading) -> None:
        self.scan, self.read = scan, read
        self.senses = list(_senses(scan, read))
        self.after: dict[tuple[int, str], str] = {}

    def between(self, source: Token, target: Token) -> Row:
        """Probability of each class of the pair model, in its order; they need not sum to one: nothing may be told, or much."""
        import numpy as np

        classes = linear("event_pairs").classes
        untold = np.ones(len(classes))
        for token, kind, likely in self.senses:
            told = likely * self._sides(token, kind, source, target)
            if told >= LEAST_TOLD:
                untold[classes.index(self._after(token, kind))] *= 1.0 - told
        return 1.0 - untold

    def _sides(self, token: Token, kind: str, source: Token, target: Token) -> float:
        """How likely the one acts and the other receives."""
        classes = head("roles").classes
        acts, receives, both = (classes.index(name) for name in ("actor", "recipient", "both"))
        first, second = self.read.roles(token.i, kind, [source.i, target.i])
        acting = exp(float(first[acts])) + exp(float(first[both]))
        return acting * (exp(float(second[receives])) + exp(float(second[both])))

    def _after(self, token: Token, kind: str) -> str:
        """The type after modality; found once for a word and type."""
        if (token.i, kind) not in self.after:
            hit = hit_of(self.scan, token, kind, mode_of(self.scan, token, kind))
            worse = promised(hit, self.scan.hits, self.scan.modality) if kind == "AGREE" else None
            told = READINGS[modality_of(self.scan, hit)[0]]
            self.after[token.i, kind] = worse or remapped(kind, hit.entry.mode, told)[0]
        return self.after[token.i, kind]


def promised(hit: Hit, hits: Mapping[int, Hit], modality: Modality) -> str | None:
    """What a promise of conflict is: "agreed to impose sanctions" threatens. None where no hostile deed is what was agreed."""
    for other in hits.values():
        topic = modality.of(other)
        if topic.governor is None or topic.governor.i != hit.i or other.entry.type not in HOSTILE:
            continue
        if not (topic.ended or topic.negated):
            return remapped(other.entry.type, other.entry.mode, replace(topic, modality="future"))[0]
    return None


def _senses(scan: Scan, read: Reading) -> Iterator[tuple[Token, str, float]]:
    """Every word of the sentence with each type that it may well tell of, and how likely."""
    if not scan.tokens:
        return
    types = linear("event_types").classes
    heard = read.types([t.i for t in scan.tokens])
    told = together("event_types", [scan.sentence.trigger(t) for t in scan.tokens], heard)
    for token, row in zip(scan.tokens, told, strict=True):
        for k in row.argsort()[::-1][:TYPES]:
            likely = exp(float(row[k]))
            if types[k] != NONE and likely >= LEAST:
                yield token, types[k], likely
