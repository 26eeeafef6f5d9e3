"""Groups of persons in, one profile for each person out: by full name, by other spellings of it, by family name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from flows.records import SeenGroup
from flows.resolve.context import Context
from flows.resolve.people import PersonName, can_be_one, family_names, person_name, places_to_look, single, turned
from flows.resolve.profiles import Profile, at_odds, evidence, profile
from flows.resolve.sameness import best, of_one_name

SAME_NAME = 0  # points of evidence (profiles.py) that a join of two full names spelled alike needs: no other scene
LONG_NAME, WORDS = -1, 4  # so many words are seldom two people's
OTHER_NAME = 2  # another spelling, an initial, a family name alone: their country, office or company has to agree
GIVEN_NAME = 4  # a given name alone: two others of his company, or one and more
MANY = 50  # persons a short or odd name could be: then it is nobody's


def people(groups: Sequence[SeenGroup], around: Mapping[str, Context], basis: dict[str, str]) -> list[Profile]:
    """Groups in order, and what their documents are about -> persons; `basis` is told of joins that are not by name."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    alone: list[Profile] = []
    for seen in groups:
        one = profile(seen, seen.group.country, around[seen.doc_id])
        name = person_name(seen.group.name)
        (alone if len(name.words) == 1 or single(seen.group.name) else blocks[name.key]).append(one)
    full = [
        one
        for key, block in blocks.items()
        for one in of_one_name(block, LONG_NAME if key.count(" ") + 1 >= WORDS else SAME_NAME)
    ]
    return _by_family_name(alone, _by_other_names(full, basis), basis)


def _by_other_names(full: Iterable[Profile], basis: dict[str, str]) -> list[Profile]:
    """Persons by name -> the same, those whose name is a form of one other's joined with it; the fullest names first.

    Anchored, never chained: a name is compared with the fullest of an entity.
    """
    roots: list[Profile] = []
    at: dict[str, list[int]] = defaultdict(list)
    for one in sorted(full, key=lambda p: (_richness(p), p.place)):
        name = fullest(one)
        places = places_to_look(name)
        near = {n for place in places if len(at[place]) <= MANY for n in at[place]}
        near = {n for n in near if name != fullest(roots[n])}  # of one name they were told apart
        near = {n for n in near if can_be_one(name, fullest(roots[n])) or _turned(one, roots[n])}
        target = best(one, (roots[n] for n in sorted(near)), OTHER_NAME)
        if target is None:
            here = len(roots)
            roots.append(one)
        else:
            here = next(n for n in near if roots[n] is target)
            basis.update((seen.group.group_id, "spelling") for seen in one.members)
            target.add(one)
        for place in places:
            if len(at[place]) <= MANY and here not in at[place]:
                at[place].append(here)
    return roots


def _turned(one: Profile, other: Profile) -> bool:
    return turned(fullest(one), fullest(other), one.countries | other.countries | (one.scenes & other.scenes))


def _richness(one: Profile) -> tuple[int, int]:
    words, letters = fullest(one).richness
    return -words, -letters


def fullest(one: Profile) -> PersonName:
    """The name with most words, then most letters."""
    return max(one.names, key=lambda name: (name.richness, name.words))


def _by_family_name(alone: Sequence[Profile], full: list[Profile], basis: dict[str, str]) -> list[Profile]:
    """Single names -> each with the one person it can stand for. All are judged before any is joined."""
    by_name: dict[str, list[Profile]] = defaultdict(list)
    by_given: dict[str, list[Profile]] = defaultdict(list)
    for one in full:
        for word in {name.words[0] for name in one.names}:
            by_given[word].append(one)
        for word in {word for name in one.names for word in family_names(name, one.countries, one.scenes)}:
            by_name[word].append(one)
    targets = [(one, _meant(one, by_name, by_given)) for one in alone]
    for one, target in targets:
        if target is not None:
            basis[one.members[0].group.group_id] = "short_name"
            target.add(one)
    return full + [one for one, target in targets if target is None]


def _meant(one: Profile, by_name: Mapping[str, list[Profile]], by_given: Mapping[str, list[Profile]]) -> Profile | None:
    """Whose family name it is; "Nawaz" beside his brother is whose given name it is. None where another one fits as well."""
    word = single(one.members[0].group.name)
    families = by_name.get(word, [])
    given = [other for other in by_given.get(word, ()) if not any(other is family for family in families)]
    if len(families) + len(given) > MANY:
        return None
    target, other = best(one, families, OTHER_NAME), best(one, given, GIVEN_NAME)
    by_family, by_given_name = (evidence(one, found) if found is not None else -1 for found in (target, other))
    if other is not None and other.company & one.company and by_given_name > by_family + 1:
        return other
    rivals = [evidence(one, rival) for rival in given if not at_odds(one, rival)]
    return target if max(rivals, default=-1) < by_family else None
