"""A document and its events in; for each open side of an event the groups nearby, each with a bag of features, out.

Features are words with the side before them: `actor|was=actor,same`, `recipient|apart=1,subject`: what a group did and suffered in the
other events, how near and how prominent it is, how it stands to those on the other side, whether it fits the deed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Literal

from flows.extract.described import agree
from flows.extract.events.ontology import HOSTILE, QUADS
from flows.extract.events.parties import ACTOR_TYPES, RANK
from flows.extract.events.syntax import word_at
from flows.extract.scene import Scene
from flows.records import Event, EventRole, Extraction, Mention

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

Side = Literal["actor", "recipient"]
Bag = frozenset[str]
Deed = tuple[Side, Event]  # a part in an event
SIDES: tuple[Side, Side] = ("actor", "recipient")
OTHER: Mapping[Side, Side] = {"actor": "recipient", "recipient": "actor"}
BACK, AHEAD = 12, 3  # sentences looked at before and after; the headline besides
MOST = 18  # groups looked at
NEAR = (0, 1, 2, 4, 7)  # sentences between, told in steps


def open_sides(event: Event) -> tuple[Side, ...]:
    return tuple(side for side in SIDES if not any(r.role == side for r in event.roles))


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a mention stands."""

    mention: Mention
    sentence: int
    line: int
    role: str
    head: int  # token, -1 where the parse has none


class Story:
    """A document's events while their open sides are looked for, from first to last."""

    def __init__(self, doc: Doc, found: Extraction, events: Sequence[Event]) -> None:
        self.doc, self.events = doc, list(events)
        scene = Scene(doc, found.mentions, found.groups, (), found.quotes)
        self.scene, self.groups = scene, scene.groups
        starts = [s.start for s in found.sentences]
        self.stands: dict[str, list[Stand]] = defaultdict(list)
        for m, told in zip(found.mentions, scene.standing, strict=True):
            if m.group_id in scene.groups:
                stand = Stand(
                    m,
                    bisect_right(starts, m.start) - 1,
                    told.line,
                    told.role,
                    told.root.i if told.root is not None else -1,
                )
                self.stands[m.group_id].append(stand)
        self.total = Counter({group: len(told) for group, told in self.stands.items()})

    def candidates(self, place: int, side: Side) -> list[tuple[str, Bag]]:
        """Groups that may be on a side of an event, each with its bag: nearest first."""
        event = self.events[place]
        taken = {r.group_id for r in event.roles}
        near = sorted(
            (group for group in self.stands if group not in taken and self._within(group, event)),
            key=lambda group: (self._distance(group, event), -self.total[group]),
        )[:MOST]
        form, history = _form(self.trigger(event)), self._history(place)
        own = list(_of_event(event, form))
        offered = []
        for rank, group in enumerate(near):
            bag = {f"{side}|{f}" for f in own}
            bag |= {f"{side}|{f}" for f in self._features(event, side, form, group, rank, near, history)}
            offered.append((group, frozenset(bag)))
        return offered

    def beside(self, place: int, group: str) -> bool:
        """The event's own sentence names the group."""
        return any(s.sentence == self.events[place].sentence for s in self.stands[group])

    def fill(self, place: int, side: Side, group: str, share: float) -> None:
        """The side is told by the group's nearest name or description; what is read later knows."""
        event = self.events[place]
        best = max(
            self.stands[group],
            key=lambda s: (
                s.mention.kind != "pronoun",
                s.mention.start < event.trigger_start,
                -abs(s.sentence - event.sentence),
                RANK[s.mention.kind],
            ),
        ).mention
        role = EventRole(side, best.start, best.end, best.surface, group)
        self.events[place] = replace(
            event,
            roles=tuple(sorted((*event.roles, role), key=lambda r: r.role)),
            confidence=round(sqrt(event.confidence * share), 3),  # the event's and the side's, neither alone
            reasons=(f"{side}@{best.start} {share:.2f}", *event.reasons),
        )

    def heads(self, place: int, groups: Sequence[str]) -> list[tuple[str, int]]:
        """Every mention of the groups near an event by the token that heads it."""
        event = self.events[place]
        return [
            (group, stand.head)
            for group in groups
            for stand in self.stands[group]
            if -AHEAD <= event.sentence - stand.sentence <= BACK and stand.head >= 0
        ]

    def _within(self, group: str, event: Event) -> bool:
        if self.groups[group].type not in ACTOR_TYPES:
            return False
        return any(-AHEAD <= event.sentence - s.sentence <= BACK or s.line == 0 for s in self.stands[group])

    def _distance(self, group: str, event: Event) -> float:
        """Sentences to the nearest mention; those behind the event count half a sentence more."""
        return min(abs(event.sentence - s.sentence) + 0.5 * (s.sentence > event.sentence) for s in self.stands[group])

    def _features(
        self,
        event: Event,
        side: Side,
        form: str,
        group: str,
        rank: int,
        near: list[str],
        history: dict[str, list[Deed]],
    ) -> Iterator[str]:
        thing, kind = self.groups[group], f"{event.type}/{event.mode}"
        yield f"who={thing.type}"
        yield f"who={thing.type},{event.type}"
        yield f"who={thing.sector or '-'},{kind}"
        yield f"who={thing.sector or '-'},{event.type},{form}"
        yield f"who={thing.sector or '-'},{event.trigger.lower()}"
        yield f"name={thing.name.lower().split()[-1]},{event.type}"
        if thing.anchor:
            yield f"state,{event.type}"
        named = any(s.mention.kind == "named" for s in self.stands[group])
        yield f"named={named},{event.type}"
        yield f"rank={min(rank, 5)}"
        alike = [g for g in near if self.groups[g].type == thing.type]
        yield f"rank={min(alike.index(group), 4)},{thing.type}"
        yield f"total={min(self.total[group], 8)}"
        if self.total[group] == max(self.total[g] for g in near):
            yield "topic"
        yield from self._nearness(event, group)
        deeds = history.get(group, [])
        yield from _past(event, deeds)
        yield from self._beside(event, side, group, deeds)

    def _nearness(self, event: Event, group: str) -> Iterator[str]:
        before = [s for s in self.stands[group] if s.mention.start < event.trigger_start]
        if not before:
            yield "ahead"
            yield f"ahead={min(self.stands[group][0].sentence - event.sentence, 3)}"
            return
        last = before[-1]
        apart = bisect_right(NEAR, event.sentence - last.sentence)
        yield f"apart={apart}"
        yield f"apart={apart},{last.role}"
        yield f"apart={apart},{last.mention.kind}"
        yield f"apart={apart},{event.type}"
        if before[0].line == 0:
            yield "headline"
        broken = "\n" in self.scene.text[last.mention.end : event.trigger_start]
        yield f"paragraph={'other' if broken else 'same'}"
        if last.sentence == event.sentence:
            span = self.scene.doc.char_span(last.mention.start, last.mention.end, alignment_mode="expand")
            yield f"here={last.role}"
            yield f"here={span[0].dep_ if span is not None else ''}"
        if self.scene.speaker(event.trigger_start) == group:
            yield "speaker"
            yield f"speaker,{event.type}"

    def _beside(self, event: Event, side: Side, group: str, deeds: list[Deed]) -> Iterator[str]:
        """How it stands to those on the other side: their country, what they did to each other."""
        thing = self.groups[group]
        others = [self.groups[r.group_id] for r in event.roles if r.role == OTHER[side] and r.group_id in self.groups]
        if not others:
            yield "beside=nobody"
            yield f"beside=nobody,{event.type}"
        for other in others:
            yield f"beside={other.type},{thing.type}"
            yield f"beside={other.sector or '-'},{thing.sector or '-'},{event.type}"
            same = agree(thing.country, other.country)
            yield f"country={same}"
            yield f"country={same},{event.type}"
            met = set()
            for role, past in deeds:
                if any(r.group_id == other.group_id and r.role == OTHER[role] for r in past.roles):
                    way = "on" if role == side else "back"
                    met |= {f"met={way}", f"met={way},{_kinship(event, past)}", f"met={way},{event.type},{past.type}"}
            yield from sorted(met) or ["met=never"]

    def _history(self, place: int) -> dict[str, list[Deed]]:
        """Group -> its parts in all other events."""
        found: dict[str, list[Deed]] = defaultdict(list)
        for i, event in enumerate(self.events):
            if i != place:
                for r in event.roles:
                    if r.group_id:
                        found[r.group_id].append((r.role, event))
        return found

    def trigger(self, event: Event) -> Token | None:
        return word_at(self.doc, event.trigger_start, event.trigger_end)


def _of_event(event: Event, form: str) -> Iterator[str]:
    """What kind of deed lacks a side: some mostly do."""
    yield f"type={event.type}/{event.mode}"
    yield f"word={event.trigger.lower()}"
    yield f"form={form}"
    yield f"form={event.type},{form}"
    yield f"modality={event.modality}"
    yield f"open={len(open_sides(event))}"


def _past(event: Event, deeds: Sequence[Deed]) -> Iterator[str]:
    """What somebody did and suffered in the other events, the nearest one apart."""
    if not deeds:
        yield "never"
        yield f"never,{event.type}"
        return
    for role, other in deeds:
        when = "before" if other.trigger_start < event.trigger_start else "after"
        yield f"was={role}"
        yield f"was={role},{_kinship(event, other)}"
        yield f"was={role},{event.type},{other.type},{when}"
        if other.trigger.lower()[:5] == event.trigger.lower()[:5]:
            yield f"told={role}"
    role, other = min(deeds, key=lambda d: abs(d[1].trigger_start - event.trigger_start))
    apart = bisect_right(NEAR, abs(event.sentence - other.sentence))
    yield f"last={role},{apart}"
    yield f"last={role},{_kinship(event, other)},{min(apart, 2)}"


def _form(trigger: Token | None) -> str:
    if trigger is None:
        return "none"
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in trigger.children):
        return "passive"
    return trigger.pos_ if trigger.pos_ in ("NOUN", "PROPN") else f"VERB,{trigger.dep_}"


def _kinship(event: Event, other: Event) -> str:
    """How alike two deeds are."""
    if event.type == other.type:
        return "same"
    if event.type in HOSTILE and other.type in HOSTILE:
        return "hostile"
    return f"{QUADS[event.type]}>{QUADS[other.type]}"
