"""Events of one document, some with an open side, in; the same with sides that other sentences tell out.

"Gunmen killed two in Kita. Police arrived at noon. Forty people were arrested": by whom, the sentence before tells. The encoder reads
stretches of paragraphs at once; its head `elsewhere` says of everybody near an event how likely he is its actor or recipient.
In doubt the side stays open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import exp
from typing import TYPE_CHECKING, Literal

from flows.extract.events.parties import ACTOR_TYPES, RANK
from flows.extract.transformer.heads import head
from flows.extract.transformer.reading import Reading, reading
from flows.records import Event, EventRole, Extraction, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Side = Literal["actor", "recipient"]
SIDES: tuple[Side, Side] = ("actor", "recipient")
SURE: Mapping[Side, float] = {"actor": 0.5, "recipient": 0.5}  # least probability of a side told elsewhere
BACK, AHEAD = 12, 3  # sentences looked at before and after


def with_elsewhere(doc: Doc, found: Extraction, events: Sequence[Event]) -> list[Event]:
    """Open sides of events in text order, filled where another sentence names who it is."""
    read = reading(doc)
    if read is None or not any(open_sides(e) for e in events):
        return list(events)
    people = Neighbours(doc, found)
    return [_filled(event, people, read) for event in events]


def open_sides(event: Event) -> tuple[Side, ...]:
    return tuple(side for side in SIDES if not any(r.role == side for r in event.roles))


def likely(event: Event, people: Neighbours, read: Reading) -> dict[Side, dict[str, float]]:
    """Of each open side: the groups near the event with the probability that they are on it."""
    sides = open_sides(event)
    near = people.near(event)
    trigger = people.trigger(event)
    if not sides or not near or trigger is None:
        return {}
    rows = read.elsewhere(trigger.i, event.type_before, [token for _, _, token in near])
    out: dict[Side, dict[str, float]] = {side: defaultdict(float) for side in sides}
    for (group, _, _), row in zip(near, rows, strict=True):
        for side in sides:
            out[side][group] = max(out[side][group], exp(float(row[_column(side)])))
    return out


def _filled(event: Event, people: Neighbours, read: Reading) -> Event:
    told = likely(event, people, read)
    taken = {r.group_id for r in event.roles}
    for side, shares in told.items():
        free = {group: share for group, share in shares.items() if group not in taken}
        best = max(free, key=lambda g: (free[g], g), default="")
        if best and free[best] >= SURE[side]:
            taken.add(best)
            event = _with(event, side, people.told_by(best, event), free[best])
    return event


def _with(event: Event, side: Side, mention: Mention, share: float) -> Event:
    role = EventRole(side, mention.start, mention.end, mention.surface, mention.group_id)
    roles = (role, *event.roles) if side == "actor" else (*event.roles, role)
    return replace(
        event, roles=roles, confidence=round(event.confidence * share, 3), reasons=(f"{side}@{mention.start} {share:.2f}", *event.reasons),
    )  # fmt: skip


@cache
def _column(side: Side) -> int:
    return head("elsewhere").classes.index(side)


class Neighbours:
    """Everybody in a document by sentence."""

    def __init__(self, doc: Doc, found: Extraction) -> None:
        self.doc = doc
        self.types = {g.group_id: g.type for g in found.groups}
        starts = [s.start for s in found.sentences]
        self.mentions: list[tuple[int, Mention, int]] = []
        for m in found.mentions:
            span = doc.char_span(m.start, m.end, alignment_mode="expand")
            if span is not None and self.types.get(m.group_id) in ACTOR_TYPES:
                self.mentions.append((bisect_right(starts, m.start) - 1, m, span.root.i))
        self.of: dict[str, list[tuple[int, Mention]]] = defaultdict(list)
        for sentence, m, _ in self.mentions:
            self.of[m.group_id].append((sentence, m))

    def near(self, event: Event) -> list[tuple[str, Mention, int]]:
        """Group, mention and head word of all who are named near an event and do not take part in it."""
        taken = {r.group_id for r in event.roles}
        return [
            (m.group_id, m, token)
            for sentence, m, token in self.mentions
            if -AHEAD <= event.sentence - sentence <= BACK and m.group_id not in taken
        ]

    def told_by(self, group: str, event: Event) -> Mention:
        """The mention that shows who it is: before the event, near, and a name rather than a pronoun."""
        return max(
            self.of[group],
            key=lambda t: (t[1].kind != "pronoun", t[1].start < event.trigger_start, -abs(t[0] - event.sentence), RANK[t[1].kind]),
        )[1]

    def trigger(self, event: Event) -> Token | None:
        span = self.doc.char_span(event.trigger_start, event.trigger_end, alignment_mode="expand")
        return span.root if span is not None else None
