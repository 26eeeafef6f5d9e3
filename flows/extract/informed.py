"""Descriptions joined to persons, and places found, in; groups with what these say of them out: "Li Na ... The diver ...", a town's country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.trades import sector_of_trade
from flows.records import Group, Mention, Place

if TYPE_CHECKING:
    from flows.extract.words import Doc

SURE = 0.7  # of a link whose description is taken at its word
SAYS_NOTHING = frozenset({"", "UNS", "CVL"})


def informed(
    doc: Doc, groups: Sequence[Group], before: Sequence[Mention], after: Sequence[Mention]
) -> tuple[Group, ...]:
    """The same groups; a person of whom no sector or no country is known has that of the first description joined to him.

    `before` and `after` are the same mentions before and after coreference.
    """
    known = {g.group_id: g for g in groups}
    for old, new in zip(before, after, strict=True):
        if new.kind != "nominal" or new.group_id == old.group_id or new.confidence < SURE:
            continue
        thing = known.get(new.group_id)
        if thing is None or thing.type != "PERSON":
            continue
        said = known.get(old.group_id)
        span = doc.char_span(old.start, old.end, alignment_mode="expand")
        sector = sector_of_trade(span.root.lemma_.lower()) if span is not None else ""
        if said is not None and said.sector not in SAYS_NOTHING:
            sector = sector or said.sector
        country = said.country if said is not None else ""
        if (sector and thing.sector in SAYS_NOTHING) or (country and not thing.country):
            known[new.group_id] = replace(
                thing,
                sector=sector if thing.sector in SAYS_NOTHING and sector else thing.sector,
                country=thing.country or country,
            )
    return tuple(known[g.group_id] for g in groups)


def placed_in(groups: Sequence[Group], places: Sequence[Place]) -> tuple[Group, ...]:
    """The same groups; a town or region has the country where its places lie, if they agree."""
    told: dict[str, set[str]] = defaultdict(set)
    for place in places:
        if place.group_id and place.country:
            told[place.group_id].add(place.country)
    return tuple(
        replace(g, country=next(iter(told[g.group_id])))
        if g.type == "GPE" and not g.anchor and len(told[g.group_id]) == 1
        else g
        for g in groups
    )
