"""Groups of organisations in, one profile for each out: by name, what every state has by country, acronyms with long forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from flows.records import SeenGroup
from flows.resolve.bodies import BodyName, acronyms_of, body_name
from flows.resolve.context import Context
from flows.resolve.names import folded, is_acronym, other_key, words
from flows.resolve.profiles import Profile, at_odds, evidence, profile, together
from flows.resolve.sameness import best, of_one_name
from flows.resolve.spelling import spelled

SAME_NAME, COMMON_NAME = -1, 1  # points of evidence (profiles.py): two bodies seldom share a name, "The Star" is many
EXPLAINED, SHORTENED = -1, 0  # a short form that a document explains: letters, a word that can be a town ("Barcelona")
BY_INITIALS = 1  # an acronym nobody explains, and a name with these initials
BY_LETTERS = 2  # the same in the order of another language: UDPS, Union for Democracy and Social Progress
BY_FIRST_WORD, WORD = 2, 5  # "Amnesty", Amnesty International; letters at least
MANY = 50  # bodies a short form could be: then it is nobody's
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
    supported = seen.group.country in about.countries or not about.countries
    return (seen.group.country if supported else "") or seen.near or about.only


def _by_short_forms(
    named: Sequence[tuple[str, Profile]], country_words: Mapping[str, str], basis: dict[str, str]
) -> list[Profile]:
    """Organisations by name -> those called by a short form joined with the one long name it stands for."""
    forms = _forms(named, country_words)
    meant = [(one, _meant(key, one, forms)) for key, one in named]
    short = {id(one) for one, target in meant if target is not None}
    left = [one for one, target in meant if target is None or id(target) in short]  # nothing joins through a third
    for one, target in meant:
        if target is not None and id(target) not in short:
            basis.update((seen.group.group_id, "acronym") for seen in one.members)
            target.add(one)
    return left


def _forms(named: Sequence[tuple[str, Profile]], country_words: Mapping[str, str]) -> dict[str, list[Profile]]:
    """Ways a body may be called shortly -> the bodies: "= short" as its own documents say, "i initials", "l letters", "f first word"."""
    found: dict[str, list[Profile]] = defaultdict(list)
    for key, one in named:
        initials = {spelled(a) for seen in one.members for a in acronyms_of(seen.group.name)}
        ways = {f"= {short}" for short in _called(one, country_words) - {key}} | {f"i {short}" for short in initials}
        ways |= {f"l {''.join(sorted(short))}" for short in initials if len(short) > 2}
        ways |= {f"f {key.split()[0]}"} if " " in key else set()
        for way in ways:
            found[way].append(one)
    return found


def _called(one: Profile, country_words: Mapping[str, str]) -> set[str]:
    """Names its own documents give it that say who is meant."""
    names = (body_name(name, country_words) for seen in one.members for name in seen.group.names)
    return {name.key for name in names if not name.generic and not name.common and len(name.key) > 1}


def _in_full(one: Profile) -> set[str]:
    """Longer names of it in its own documents: "Barcelona" is "FC Barcelona" there."""
    return {other_key(name) for seen in one.members for name in seen.group.names if " " in name.strip()}


def _meant(key: str, one: Profile, forms: Mapping[str, list[Profile]]) -> Profile | None:
    """The surest way first; a way that leads to several decides nothing, unless most speaks for one of them."""
    acronym = any(is_acronym(seen.group.name) for seen in one.members)
    ways = [(f"= {key}", EXPLAINED if acronym or " " in key else SHORTENED)]
    if acronym:
        ways += [(f"i {key}", BY_INITIALS), (f"l {''.join(sorted(key))}", BY_LETTERS)]
    elif " " not in key and len(key) >= WORD and key not in words()["common"]:
        ways += [(f"f {key}", BY_FIRST_WORD)]
    for way, enough in ways:
        candidates = [other for other in forms.get(way, ()) if other is not one and not at_odds(one, other)]
        if full := _in_full(one):
            candidates = [other for other in candidates if not full.isdisjoint(_in_full(other))]
        if len(candidates) == 1:
            return candidates[0] if evidence(one, candidates[0]) >= enough else None
        if candidates:
            return best(one, candidates, TWO_MEANINGS) if len(candidates) <= MANY else None
    return None
