"""Groups of organisations in, one profile for each out: by name, what every state has by country, acronyms with long forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from flows.records import SeenGroup
from flows.resolve.bodies import BodyName, acronyms_of, body_name
from flows.resolve.context import Context
from flows.resolve.names import folded
from flows.resolve.profiles import Profile, at_odds, evidence, profile, together
from flows.resolve.sameness import best, of_one_name

SAME_NAME, COMMON_NAME = -1, 1  # points of evidence (profiles.py): two bodies seldom share a name, "The Star" is many
BY_INITIALS = 1  # an acronym nobody explains, and a name with these initials
TWO_MEANINGS = 2  # an acronym that two bodies are called by, and more speaks for one of them


def bodies(
    groups: Sequence[SeenGroup], everybody: Iterable[SeenGroup], around: Mapping[str, Context], basis: dict[str, str]
) -> list[Profile]:
    """Groups in order, all groups, and what documents are about -> organisations; `basis` is told of joins by acronym."""
    country_words = _country_words(everybody)
    blocks: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    common: dict[str, bool] = {}
    found: list[Profile] = []
    for seen in groups:
        name, about = body_name(seen.group.name, country_words), around[seen.doc_id]
        country = _country_of(name, seen, about)
        one = profile(seen, country, about)
        if name.generic and not country:
            found.append(one)
        else:
            common[name.key] = name.common
            blocks[name.key, country if name.generic else ""].append(one)
    named: list[tuple[str, Profile]] = []
    for (key, country), block in sorted(blocks.items()):
        enough = COMMON_NAME if common[key] else SAME_NAME
        made = [together(block)] if country else of_one_name(block, enough)
        named += [(key, one) for one in made]
    return found + _by_short_forms(named, country_words, basis)


def _country_words(everybody: Iterable[SeenGroup]) -> dict[str, str]:
    """What the corpus calls countries and their peoples -> ISO3."""
    told: dict[str, set[str]] = defaultdict(set)
    for seen in everybody:
        if seen.group.anchor.startswith("iso3:"):
            for name in (seen.group.name, *seen.group.names):
                told[folded(name)].add(seen.group.anchor[5:])
    return {name: iso3.pop() for name, iso3 in told.items() if len(iso3) == 1 and name}


def _country_of(name: BodyName, seen: SeenGroup, about: Context) -> str:
    """What its name says, else what is known of it; a ministry belongs to the country beside it, or that of its article."""
    if name.country or not name.generic:
        return name.country or seen.group.country
    own = seen.group.country if seen.group.country in about.countries else ""
    return own or seen.near or about.only


def _by_short_forms(
    named: Sequence[tuple[str, Profile]], country_words: Mapping[str, str], basis: dict[str, str]
) -> list[Profile]:
    """Organisations by name -> those called by a short form joined with the one long name it stands for."""
    explained: dict[str, list[Profile]] = defaultdict(list)
    by_initials: dict[str, list[Profile]] = defaultdict(list)
    for key, one in named:
        for short in _called(one, country_words) - {key}:
            explained[short].append(one)
        for short in {a for seen in one.members for a in acronyms_of(seen.group.name)}:
            by_initials[short].append(one)
    joins = [(one, _meant(one, explained.get(key, []), by_initials.get(key, []))) for key, one in named]
    gone = {id(one) for one, target in joins if target is not None}
    for one, target in joins:
        if (
            target is not None and id(target) not in gone
        ):  # the long name is itself a short one: nothing through a third
            basis.update((seen.group.group_id, "acronym") for seen in one.members)
            target.add(one)
    return [one for one, target in joins if target is None or id(target) in gone]


def _called(one: Profile, country_words: Mapping[str, str]) -> set[str]:
    """Names its own documents give it that say who is meant."""
    names = (body_name(name, country_words) for seen in one.members for name in seen.group.names)
    return {name.key for name in names if not name.generic and not name.common and len(name.key) > 1}


def _meant(one: Profile, explained: Sequence[Profile], by_initials: Sequence[Profile]) -> Profile | None:
    candidates = [other for other in explained if other is not one and not at_odds(one, other)]
    if candidates:
        return candidates[0] if len(candidates) == 1 else best(one, candidates, TWO_MEANINGS)
    candidates = [other for other in by_initials if other is not one and not at_odds(one, other)]
    return candidates[0] if len(candidates) == 1 and evidence(one, candidates[0]) >= BY_INITIALS else None
