"""A name, or a country with an office, and a day in, the holder of the office by lexicon/leaders.tsv out.

Only rows marked `certain` decide alone; an `unchecked` one confirms what the document says itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from flows.extract.person_names import folded, parts
from flows.extract.tables import LEXICON, words

HEADS = "head of state and government"
STATE, GOVERNMENT, FOREIGN = "head of state", "head of government", "foreign minister"
CHANCELLORS = frozenset({"DEU", "AUT"})
CALLED_BY_FIRST_NAME = frozenset({"ETH", "ERI"})  # "Abiy", whose father is Ahmed


@dataclass(frozen=True, slots=True)
class Spell:
    """One term of one person in one office."""

    name: str
    country: str  # ISO3
    office: str  # as the table has it
    begun: str  # YYYY, YYYY-MM or YYYY-MM-DD
    ended: str  # '' still in office as far as known
    certain: bool

    def covers(self, day: date) -> bool:
        """In office on that day; a year or month alone covers all of it."""
        at = day.isoformat()
        return self.begun <= at[: len(self.begun)] and (not self.ended or at[: len(self.ended)] <= self.ended)

    @property
    def title(self) -> str:
        """The office as news say it: president, king, prime minister, chancellor, foreign minister."""
        first = folded(self.name).split()[0]
        if self.office == GOVERNMENT:
            return "chancellor" if self.country in CHANCELLORS else "prime minister"
        if self.office == FOREIGN:
            return "foreign minister"
        return first if first in words("titles", "crowns") else "president"


def terms() -> Iterator[tuple[Spell, tuple[str, ...]]]:
    """Every row of the table with all spellings of its name."""
    for line in (LEXICON / "leaders.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, iso3, office, begun, ended, status, others = line.split("\t")
        spell = Spell(name, iso3, office, begun, ended, status == "certain")
        yield spell, tuple(dict.fromkeys([name, *(other.strip() for other in others.split("|") if other.strip())]))


@cache
def _spells() -> tuple[dict[str, list[Spell]], dict[str, list[Spell]], dict[str, list[Spell]]]:
    """Spells by full name, by the word that stands for it alone, mostly the last, by country."""
    full: dict[str, list[Spell]] = defaultdict(list)
    family: dict[str, list[Spell]] = defaultdict(list)
    country: dict[str, list[Spell]] = defaultdict(list)
    for spell, spellings in terms():
        for key in {folded(s) for s in spellings}:
            full[key].append(spell)
        last = 0 if spell.country in CALLED_BY_FIRST_NAME else -1
        for key in {p[last] for s in spellings if (p := parts(s))}:
            family[key].append(spell)
        country[spell.country].append(spell)
    return full, family, country


def spell_of(name: str, day: date | None, country: str = "", office: str = "") -> Spell | None:
    """The term a name stands for: the one in office on the day, else the last before it; None unless all fitting rows name one person.

    Without the country or an office told by the document only certain rows count, and a family name alone counts only
    while its bearer is in office.
    """
    full, family, _ = _spells()
    key = folded(name)
    alone = " " not in key
    fitting = [s for s in (family.get(key, []) if alone else full.get(key, [])) if not country or s.country == country]
    if not (country or office):
        fitting = [s for s in fitting if s.certain]
    if day is not None:
        fitting = [s for s in fitting if s.begun <= day.isoformat()[: len(s.begun)]]
        if alone:
            fitting = [s for s in fitting if s.covers(day)]
    elif alone:
        return None
    if not fitting or len({s.name for s in fitting}) > 1 or len({s.country for s in fitting}) > 1:
        return None
    now = [s for s in fitting if day is not None and s.covers(day)]
    return min(now or fitting, key=lambda s: (s.office == FOREIGN, [-ord(c) for c in s.begun]))


def leads(name: str) -> str:
    """How the table knows a name: "full", "family" for the last word of one alone, or ''."""
    full, family, _ = _spells()
    key = folded(name)
    return "full" if key in full and " " in key else "family" if key in family else ""


def holder(country: str, office: str, day: date | None) -> Spell | None:
    """Who holds an office ("president", "foreign minister", "leader") of a country on a day; None unless one certain row says it."""
    wanted = _offices(country).get(office)
    if day is None or not wanted:
        return None
    found = [s for s in _spells()[2].get(country, []) if s.office in wanted and s.covers(day)]
    return found[0] if len(found) == 1 and found[0].certain else None


@cache
def _offices(country: str) -> dict[str, tuple[str, ...]]:
    """Office as news say it -> offices of the table it may be."""
    offices: dict[str, tuple[str, ...]] = {}
    for said in ("prime minister", "premier"):
        offices[said] = (GOVERNMENT,)
    for said in ("foreign minister", "foreign secretary", "top diplomat", "chief diplomat"):
        offices[said] = (FOREIGN,)
    for said in ("president", "head of state", *words("titles", "crowns")):
        offices[said] = (STATE, HEADS)
    if country in CHANCELLORS:
        offices["chancellor"] = (GOVERNMENT,)
    if country == "USA":
        offices["secretary of state"] = (FOREIGN,)
    return offices
