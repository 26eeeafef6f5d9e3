"""Profiles that share a name in, those of one entity joined out: same name, but no contradiction and enough that speaks for it.

Those of which most is known come first and the others go to the one they fit best; between two that fit alike none is taken.
Only profiles with a country, a scene or company in common are compared, so a name of a hundred thousand is no square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from flows.resolve.profiles import Profile, at_odds, evidence, told_of_both

FEW = 8  # entities of one name that all are looked at, in common or not
AGAIN = 2  # points: parts of one entity that met no common country at first and do, now that more is known of each


def of_one_name(profiles: Iterable[Profile], enough: int) -> list[Profile]:
    """Profiles of one name -> one for each entity; `enough`: points of evidence (profiles.py) a join needs."""
    profiles = list(profiles)
    docs = Counter(doc for one in profiles for doc in one.docs)
    shared = {doc for doc, n in docs.items() if n > 1}  # articles that tell two of the name apart come first
    found = _settled(sorted(profiles, key=lambda one: (shared.isdisjoint(one.docs), _known(one))), enough)
    largest_first = sorted(found, key=lambda p: (shared.isdisjoint(p.docs), -len(p.members), p.place))
    return _settled(largest_first, max(AGAIN, enough)) if len(found) > 1 else found


def best(one: Profile, candidates: Iterable[Profile], enough: int) -> Profile | None:
    """The candidate for which most speaks; None when none has enough, two as much, or many bear the name and nothing else agrees."""
    fitting = [(evidence(one, other), other) for other in candidates if not at_odds(one, other)]
    fitting = sorted((pair for pair in fitting if pair[0] >= enough), key=lambda pair: -pair[0])
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return None
    return fitting[0][1] if told_of_both(one, fitting[0][1]) else None


def _known(one: Profile) -> tuple[object, ...]:
    """Most is known of the first."""
    return not one.countries, not one.fields, not one.offices, -len(one.company), one.place


def _settled(profiles: Sequence[Profile], enough: int) -> list[Profile]:
    found: list[Profile] = []
    at: dict[int, int] = {}  # id of a profile -> its place in `found`
    by_feature: dict[str, set[int]] = defaultdict(set)
    for one in profiles:
        features = set(_features(one))
        near = range(len(found)) if len(found) <= FEW else sorted(set().union(*(by_feature[f] for f in features)))
        target = best(one, (found[n] for n in near), enough)
        if target is None:
            target = one
            at[id(one)] = len(found)
            found.append(one)
        else:
            target.add(one)
        for feature in features:
            by_feature[feature].add(at[id(target)])
    return found


def _features(one: Profile) -> Iterator[str]:
    yield from one.named
    yield from one.countries
    yield from one.company
    if not (one.named or one.countries or one.company):
        yield ""
