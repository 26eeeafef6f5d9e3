"""Events of one document, some with an open side, in; the same with sides that other sentences tell out.

"Gunmen killed two in Kita. Police arrived at noon. Forty people were arrested": by whom, the sentence before tells. A linear model
(weights/event_elsewhere) judges what neighbours.py knows of everybody nearby, the encoder's head `elsewhere` what it has read of them; the
two are weighed, the best is taken when it is likely enough, else the side stays open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from typing import TYPE_CHECKING

from flows.extract.events.neighbours import Bag, Side, Story, open_sides
from flows.extract.linear import Linear, linear
from flows.extract.transformer.heads import head
from flows.extract.transformer.reading import Reading, reading
from flows.records import Event, Extraction

if TYPE_CHECKING:
    from flows.extract.words import Doc

YES = "yes"
ENCODER = 0.5  # what its opinion counts, the features' the rest; fitted on articles kept aside (models/events/train_elsewhere.py)
SURE = 0.2  # least weighed probability of a side told elsewhere: of those kept aside 43 in 100 came true
SURE_HERE = 0.5  # the same of somebody in the event's own sentence, where the coder saw no part for them
FLOOR = 1e-4  # of the encoder's probability
LARGEST = 3_000_000  # events times mentions: every event looks at every mention, three seconds' worth; a book's sides stay open


def with_elsewhere(doc: Doc, found: Extraction, events: Sequence[Event]) -> list[Event]:
    """Open sides of events in text order, filled where another sentence names who it is."""
    read = reading(doc)
    if read is None or len(events) * len(found.mentions) > LARGEST or not any(open_sides(e) for e in events):
        return list(events)
    story = Story(doc, found, events)
    for place, event in enumerate(events):
        for side in open_sides(event):
            told = shares(story, place, side, read)
            best = max(told, key=lambda group: (told[group], group), default="")
            if best and told[best] >= (SURE_HERE if story.beside(place, best) else SURE):
                story.fill(place, side, best, told[best])
    return story.events


def shares(story: Story, place: int, side: Side, read: Reading) -> dict[str, float]:
    """Groups near an event -> how likely each is on its open side, by both opinions."""
    offered = story.candidates(place, side)
    heard = by_encoder(story, place, side, [group for group, _ in offered], read)
    return weighed(by_features(linear("event_elsewhere"), offered), heard, ENCODER)


def weighed(own: Mapping[str, float], heard: Mapping[str, float], share: float) -> dict[str, float]:
    """The features' and the encoder's probabilities -> one each; `share` is what the encoder counts."""
    return {group: own[group] ** (1 - share) * max(heard.get(group, 0.0), FLOOR) ** share for group in own}


def by_features(model: Linear, offered: Sequence[tuple[str, Bag]]) -> dict[str, float]:
    if not offered:
        return {}
    told = model.log_probabilities([bag for _, bag in offered])[:, model.classes.index(YES)]
    return {group: exp(float(row)) for (group, _), row in zip(offered, told, strict=True)}


def by_encoder(story: Story, place: int, side: Side, groups: Sequence[str], read: Reading) -> dict[str, float]:
    """Of each group the mention that fits best."""
    event = story.events[place]
    trigger, heads = story.trigger(event), story.heads(place, groups)
    if trigger is None or not heads:
        return {}
    rows = read.elsewhere(trigger.i, event.type_before, [token for _, token in heads])
    column = head("elsewhere").classes.index(side)
    out: dict[str, float] = {}
    for (group, _), row in zip(heads, rows, strict=True):
        out[group] = max(out.get(group, 0.0), exp(float(row[column])))
    return out
