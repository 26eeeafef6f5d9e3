"""What is known of somebody or something from one document or several in; whether two are at odds, and what speaks for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flows.records import SeenGroup
from flows.resolve.context import Context
from flows.resolve.names import words
from flows.resolve.people import PersonName, is_common, person_name

FIELDS = ("public", "justice", "business", "sport", "arts", "health")  # lists of words.toml
SAYS_NOTHING = frozenset({"UNS", "CVL"})  # sectors of anybody
APART = 25 * 365  # days without a word, and another office: a namesake, often the child
# What speaks for two being one. Country and office are said of the person; the rest of the article around it.
SAME_COUNTRY, COUNTRY_NAMED, SAME_COMPANY, SAME_OFFICE, SAME_SCENE, OTHER_SCENE = 3, 2, 2, 1, 1, -1


@dataclass
class Profile:
    """All that documents say of one entity."""

    type: str
    members: list[SeenGroup] = field(default_factory=list)
    docs: set[str] = field(default_factory=set)
    names: set[PersonName] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    sectors: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    scenes: set[str] = field(default_factory=set)  # countries its articles are about
    named: set[str] = field(default_factory=set)  # countries its articles name
    company: set[str] = field(default_factory=set)  # others in its articles
    first: date | None = None
    last: date | None = None

    def add(self, other: Profile) -> None:
        """Take another one in."""
        self.members += other.members
        for what in ("docs", "names", "countries", "fields", "sectors", "offices", "scenes", "named", "company"):
            getattr(self, what).update(getattr(other, what))
        self.first = min(filter(None, (self.first, other.first)), default=None)
        self.last = max(filter(None, (self.last, other.last)), default=None)

    @property
    def place(self) -> tuple[date, str, str]:
        """By publication, doc_id and group_id of the earliest member."""
        return min(order(seen) for seen in self.members)


def order(seen: SeenGroup) -> tuple[date, str, str]:
    """By publication, doc_id and group_id; what has no date comes last."""
    return seen.published or date.max, seen.doc_id, seen.group.group_id


def profile(seen: SeenGroup, country: str, around: Context) -> Profile:
    """A group, its country and its article's context -> what this article says of it; it is no company of itself."""
    group = seen.group
    past = group.office.partition(" ")[0] in words()["of_the_past"]  # a prosecutor once is a lawmaker now
    return Profile(
        group.type, [seen], {seen.doc_id},
        {person_name(group.name)} if group.type == "PERSON" else set(),
        set(filter(None, (country,))), set() if past else set(fields_of(group.sector)),
        set(filter(None, (group.sector,))) - SAYS_NOTHING, set(filter(None, (group.office,))),
        set(around.main), set(around.countries), set(around.names - {around.own.get(group.group_id, "")}),
        seen.published, seen.published,
    )  # fmt: skip


def fields_of(sector: str) -> tuple[str, ...]:
    """The field of work of a sector, () where people go in and out of it."""
    return tuple(name for name in FIELDS if sector in words()[name])


def at_odds(one: Profile, other: Profile) -> bool:
    """Does something forbid that two are one: country, field of work, times, or an article that has both?"""
    if one.type == "PERSON" and not one.docs.isdisjoint(other.docs):
        return True  # their article kept them apart
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return True
    if one.type == "PERSON" and one.fields and other.fields and one.fields.isdisjoint(other.fields):
        return True
    return bool(one.offices and other.offices and one.offices.isdisjoint(other.offices) and _gap(one, other) > APART)


def told_of_both(one: Profile, other: Profile) -> bool:
    """Is it enough that two share their name? Of a name that many bear office, field of work or company has to agree as well."""
    if one.type != "PERSON" or not any(map(is_common, one.names | other.names)):
        return True
    pairs = ((one.offices, other.offices), (one.sectors, other.sectors), (one.company, other.company))
    return any(_common(mine, theirs) for mine, theirs in pairs)


def _gap(one: Profile, other: Profile) -> int:
    """Days between the last that is heard of one and the first of the other."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return 0
    return max(0, (other.first - one.last).days, (one.first - other.last).days)


def evidence(one: Profile, other: Profile) -> int:
    """What speaks for two being one, in points; below 0 the articles are about other countries."""
    points = 0
    if one.countries & other.countries:
        points += SAME_COUNTRY
    elif one.countries & other.named or other.countries & one.named:
        points += COUNTRY_NAMED
    if shared := len(one.company & other.company):
        points += SAME_COMPANY + (shared > 1)  # one in common can be chance
    if one.offices & other.offices:
        points += SAME_OFFICE
    if _common(one.scenes, other.scenes):
        return points + SAME_SCENE
    return points + (OTHER_SCENE if one.scenes and other.scenes and not points else 0)


def _common(one: set[str], other: set[str]) -> bool:
    return not one.isdisjoint(other)


def together(profiles: list[Profile]) -> Profile:
    """Several -> one; the first takes the others in."""
    first, *rest = profiles
    for other in rest:
        first.add(other)
    return first
