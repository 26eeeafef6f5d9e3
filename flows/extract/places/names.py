"""The mentions and groups of a document in, the names of places out, each with what it may mean and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.extract.countries import country_of, state
from flows.extract.places.candidates import Candidate, candidates, of_region
from flows.extract.places.choose import Occurrence
from flows.extract.places.containers import Container, container, holder, owner
from flows.extract.places.facilities import towns_in
from flows.extract.places.gazetteer import abbreviated
from flows.extract.places.keys import place_key
from flows.extract.places.standing import stands_for_a_place
from flows.extract.tables import words
from flows.records import CleanText, Group, Mention

_AFTER = re.compile(r" ([A-Za-z]+)")
_BEFORE = re.compile(r"([A-Za-z]+) of (?:the )?\Z")
TYPES = ("GPE", "LOC", "FAC")
MISTAKEN = ("ORG", "PERSON")  # what the model takes towns for that it has not met: Goma, Wad Madani


@dataclass(frozen=True, slots=True)
class Name:
    """All mentions of a group by one name, and the places the name may mean."""

    key: str
    mentions: tuple[Mention, ...]
    candidates: tuple[Candidate, ...]
    occurrences: tuple[Occurrence, ...]
    doubtful: bool = False  # the model sees no place here: resolved only where much speaks for one


def names_of_places(mentions: Sequence[Mention], groups: Mapping[str, Group], clean: CleanText) -> list[Name]:
    """Mentions that are, or are used as, places; those of one group with one spelling together."""
    together: dict[tuple[str, str, bool, bool], list[Mention]] = {}
    for mention in mentions:
        if mention.kind == "named" and mention.type in (*TYPES, *MISTAKEN):
            unit = _unit_beside(mention, clean.text)
            doubtful = mention.type in MISTAKEN
            key = (mention.group_id, place_key(mention.surface), unit and not doubtful, doubtful)
            together.setdefault(key, []).append(mention)
    found = (_name(key, same, groups, clean) for key, same in together.items())
    return [name for name in found if name is not None]


def _name(
    key: tuple[str, str, bool, bool], same: list[Mention], groups: Mapping[str, Group], clean: CleanText
) -> Name | None:
    group_id, spelled, unit, doubtful = key
    group = groups.get(group_id)
    same = _used_as_places(same, group, clean) if doubtful else [m for m in same if _is_place(m, group, clean)]
    if not spelled or not same:
        return None
    found = _candidates(same[0], group, unit, clean.text)
    return Name(spelled, tuple(same), found, _occurrences(same, found, clean.text), doubtful)


def _used_as_places(same: list[Mention], group: Group | None, clean: CleanText) -> list[Mention]:
    """Of names taken for an organisation or person, those used as a place; one such use speaks for an organisation's others."""
    known = bool(country_of(same[0].surface)) or (group is not None and (group.sector or group.anchor or group.office))
    several = group is not None and len({place_key(name) for name in group.names}) > 1
    if known or several or any(m.title for m in same):
        return []
    text = clean.text
    used = [
        m for m in same if stands_for_a_place(m, clean) or (text[m.end : m.end + 1] == "," and container(text, m.end))
    ]
    return same if used and same[0].type == "ORG" else used


def _is_place(mention: Mention, group: Group | None, clean: CleanText) -> bool:
    if mention.surface.lower() in words("gazetteer_words", "not_places"):
        return False
    anchored = group is not None and group.anchor.startswith("iso3:")
    if not anchored or country_of(mention.surface):
        return True
    return stands_for_a_place(mention, clean)  # a town that is mentioned as its country: Moscow, Washington


def _unit_beside(mention: Mention, text: str) -> bool:
    """Whether "region", "Governor", "province of" or the like stands beside the name."""
    units = words("gazetteer_words", "units")
    after = _AFTER.match(text, mention.end)
    if after and after[1].lower() in units | words("gazetteer_words", "of_unit"):
        return True
    before = _BEFORE.search(text, max(0, mention.start - 30), mention.start)
    return before is not None and before[1].lower() in units


def _candidates(mention: Mention, group: Group | None, unit: bool, text: str) -> tuple[Candidate, ...]:
    found = _abbreviated(mention, text) or candidates(mention.surface, unit)
    if not found and group is not None:
        found = candidates(group.name, unit)  # "Vegas" of Las Vegas
    if mention.type == "FAC":
        sites = tuple(c for c in found if c.precision in ("site", "region"))
        return sites or towns_in(mention.surface)
    if group is not None and group.anchor.startswith("iso3:") and not state(mention.surface):
        found = tuple(c for c in found if c.country == group.country) or found
    return found


def _abbreviated(mention: Mention, text: str) -> tuple[Candidate, ...]:
    """ "Ga." and "GA" after a town and a comma."""
    if text[mention.start - 2 : mention.start] != ", ":
        return ()
    dot = "." if text[mention.end : mention.end + 1] == "." else ""
    return tuple(of_region(region) for region in abbreviated(mention.surface + dot) or abbreviated(mention.surface))


def _occurrences(same: Sequence[Mention], found: Sequence[Candidate], text: str) -> tuple[Occurrence, ...]:
    is_region = any(c.precision == "region" and c.admin1 for c in found)
    return tuple(
        Occurrence(m.start, _container(found, m, text), holder(text, m.start) if is_region else None) for m in same
    )  # fmt: skip


def _container(found: Sequence[Candidate], mention: Mention, text: str) -> Container | None:
    """What the name is said to lie in; a state does not lie in the next one of a list ("China, Japan and ...")."""
    held_by = owner(text, mention.start) or container(text, mention.end)
    listed = held_by is not None and not held_by.admin1 and any(c.precision == "country" for c in found)
    return None if listed else held_by
