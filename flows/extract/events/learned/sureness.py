"""A candidate in, how sure it is that the row is right - type, actors and recipients - out: from 0 to 1, as it came true.

The evidence of the rules (doubt.py) and the probabilities of the weights are told in steps to a small model that was fitted
on sentences which neither had seen (models/events/sureness.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import exp

from flows.extract.events.attachment import happening_verb, light_verb
from flows.extract.events.candidate import Candidate
from flows.extract.events.learned.judge import AHEAD, Likely, taking_part
from flows.extract.events.learned.scan import Scan
from flows.extract.events.parties import RANK, Party
from flows.extract.linear import linear

RIGHT = "right"
ABOVE = 3  # words of the parse above a trigger that is still to come, which may tell so
STEPS = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97)
Bag = frozenset[str]


def sure(found: Sequence[Candidate], scan: Scan, senses: dict[int, Likely]) -> list[Candidate]:
    """Candidates with evidence as confidence -> the same with probabilities."""
    if not found:
        return []
    model = linear("event_sureness")
    told = model.log_probabilities([evidence(c, scan, senses) for c in found])
    right = model.classes.index(RIGHT)
    return [replace(c, confidence=round(exp(float(row[right])), 3)) for c, row in zip(found, told, strict=True)]


def evidence(candidate: Candidate, scan: Scan, senses: dict[int, Likely]) -> Bag:
    return frozenset(_evidence(candidate, scan, sense_of(candidate, scan, senses)))


def sense_of(c: Candidate, scan: Scan, senses: dict[int, Likely]) -> Likely | None:
    """What the weights make of the trigger; of "carried out a strike", "fighting erupted" either word may tell the event."""
    happening = happening_verb(c.hit.token, scan.modality.cues["happening_verbs"])
    carrier = (light_verb(c.hit.token) or happening) if c.hit.entry.part == "noun" else None
    places = {c.hit.i, *c.hit.parts, *((carrier.i,) if carrier is not None else ())}
    if c.reading.modality in AHEAD and c.type != c.hit.entry.type:  # "vowed to crush": who vows threatens
        places |= {t.i for _, t in zip(range(ABOVE), c.hit.token.ancestors, strict=False)}
    told = [senses[i] for i in sorted(places) if i in senses and senses[i].type in (c.type, c.hit.entry.type)]
    return max(told, key=lambda s: s.event) if told else senses.get(c.hit.i)


def _evidence(c: Candidate, scan: Scan, sense: Likely | None) -> Iterator[str]:
    entry = c.hit.entry
    by = "learned" if c.learned else "weak" if entry.weak else "rule"
    yield f"by={by}"
    yield f"rules={int(10 * c.confidence)},{by}"
    yield f"part={entry.part}"
    yield f"type={c.type}"
    yield f"modality={c.reading.modality}{',not' if c.reading.negated or c.reading.refused or c.reading.ended else ''}"
    if c.type != entry.type:
        yield f"type={entry.type}>{c.type}"
    if sense is not None:
        yield f"event={_step(sense.event)}"
        yield f"share={_step(sense.share)}"
        yield f"agreed={sense.type == entry.type}"
    shares = taking_part(scan, c.hit.token, entry.type)
    sides = [("a", c.who.actors), ("r", c.who.recipients)]
    for (name, parties), likely in zip(sides, shares, strict=True):
        yield f"{name}={_kind(parties)}"
        yield f"{name}={_kind(parties)},{c.type}"
        yield f"{name} of={min(len(parties), 3)}"
        if known := [likely[p.token] for p in parties if p.token in likely]:
            yield f"{name} share={_step(min(known))}"
        most = max((share for token, share in likely.items() if token not in {p.token for p in parties}), default=0.0)
        yield f"{name} other={_step(most)}"
    yield f"sides={_kind(c.who.actors)},{_kind(c.who.recipients)}"
    yield f"sides={bool(c.who.actors)},{bool(c.who.recipients)},{by}"


def _kind(parties: Sequence[Party]) -> str:
    """How well the best known of a side is known."""
    return max((p.kind for p in parties), key=lambda kind: RANK.get(kind, 0), default="nobody")


def _step(share: float) -> int:
    return sum(share >= step for step in STEPS)
