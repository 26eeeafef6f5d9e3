"""A role noun in, its type and sector out ("rebel" -> NORP REB); words of an organisation's name in, its sector out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.extract.tables import table


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun says of who it stands for."""

    type: str  # PERSON, ORG, NORP, GPE
    sector: str
    weak: bool  # counts only with an article, a number, a country, an institution or a sector word beside it
    vague: bool = False  # article or number alone do not make it somebody: "the force of the storm"


@cache
def roles() -> dict[str, Role]:
    """Lemma -> role."""
    weak, vague = (frozenset(table("roles")["weak"][key]) for key in ("lemmas", "vague"))
    return {
        lemma: Role(kind, sector, lemma in weak, lemma in vague)
        for kind in ("PERSON", "ORG", "NORP", "GPE")
        for sector, lemmas in table("roles")[kind].items()
        for lemma in lemmas
    }


@cache
def modifier_sectors() -> dict[str, str]:
    """Modifier -> sector it gives a weak noun ("security" forces are MIL)."""
    return {word: sector for sector, found in table("roles")["modifiers"].items() for word in found}


@cache
def _sector_words() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (
            row["sector"],
            re.compile(
                r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(row["words"], key=len, reverse=True))) + r")(?!\w)"
            ),
        )
        for row in table("sectors")["words"]
    ]


@cache
def sector_of_body(name: str) -> str:
    """Sector of an organisation by the words of its name, '' when they tell none."""
    return next((sector for sector, pattern in _sector_words() if pattern.search(name)), "")


@cache
def sector_of_office(office: str) -> str:
    """Sector of who holds an office or rank: "foreign minister" -> GOV, "Gen." -> MIL."""
    if not office:
        return ""
    if office in {rank.lower() for rank in table("titles")["rank"]} | set(table("titles")["rank"]):
        return "COP" if office.lower() in ("constable", "inspector", "superintendent", "detective") else "MIL"
    if office == "supreme leader":
        return "GOV"
    modifiers = [s for w in office.split()[:-1] if (s := modifier_sectors().get(w.lower()))]
    role = roles().get(office.split()[-1].lower().removeprefix("ex-"))
    if role and role.sector != "UNS":
        return role.sector
    return modifiers[0] if modifiers else ""
