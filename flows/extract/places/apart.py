"""Mentions, groups and places of a document in, the same out with towns of one name that the writer tells apart in groups of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from flows.extract.places.keys import place_key
from flows.records import Group, Mention, Place, content_id

Parted = tuple[tuple[Mention, ...], tuple[Group, ...], tuple[Place, ...]]


def towns_apart(
    doc_id: str, mentions: tuple[Mention, ...], groups: tuple[Group, ...], places: tuple[Place, ...]
) -> Parted:
    """ "Paris, Texas" and "Paris, France" of one group -> two groups; the first named keeps the old one and its descriptions."""
    known = {group.group_id: group for group in groups}
    moved: dict[tuple[int, int], str] = {}
    more: dict[str, Group] = {}
    for same in _of_one_name(places):
        old = known.get(same[0].group_id)
        if old is None or old.type != "GPE" or old.anchor:
            continue
        for place in same:
            if place.geonames_id != same[0].geonames_id:
                new = content_id(doc_id, old.type, old.name, place.geonames_id)
                names = tuple(sorted({*(more[new].names if new in more else ()), place.surface}))
                more[new] = replace(old, group_id=new, name=place.surface, names=names, country=place.country)
                moved[place.start, place.end] = new
    if not moved:
        return mentions, groups, places
    return (
        tuple(replace(m, group_id=moved.get((m.start, m.end), m.group_id)) for m in mentions),
        (*groups, *more.values()),
        tuple(replace(p, group_id=moved.get((p.start, p.end), p.group_id)) for p in places),
    )


def _of_one_name(places: Sequence[Place]) -> list[list[Place]]:
    """Towns of one group and one spelling in text order, where they are several."""
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        if place.group_id and place.precision == "city" and place.geonames_id is not None:
            found[place.group_id, place_key(place.surface)].append(place)
    return [same for same in found.values() if len({place.geonames_id for place in same}) > 1]
