"""Named mentions of persons in one document in, which bearer of its name each one means out: two where the text clearly says so.

And of a family of whom several are named, whom the family name alone means.

Full names are read from first to last. What stands beside one (trade, age, "Jr.", "his namesake") is held against what is known of
those who bear the name so far; in doubt they are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.person_names import folded, parts
from flows.extract.roles import sector_of_office
from flows.extract.tables import table, words
from flows.extract.titles import Title
from flows.extract.trades import sector_of_trade, trade_of
from flows.records import Mention

if TYPE_CHECKING:
    from flows.extract.words import Doc

HEADLINE = 120  # characters of a first line that can be a headline: it says in a word what the text says exactly
STOPS = frozenset('.!?”"')
NEAR, BESIDE = 40, 60  # characters between "namesake" and its name; of what is put beside a name
BIRTHDAY = 1  # years that two ages of one man may differ in one article
_AGE_AFTER = re.compile(r"(?:(?:,| \()\s?|, an? [a-z -]{1,40} of )(\d{1,2})(?=[,.;)])")
_AGE_BEFORE = re.compile(r"\b(\d{1,2})-year-old (?:[\w-]+ ){0,4}\Z")
_A_TRADE = re.compile(r"\b[Aa]n? (?:[a-z-]+ ){0,2}([a-z-]+),? \Z")
_NUMERAL = re.compile(r",? (jr|sr|junior|senior|ii|iii|iv)\b\.?", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside one name: sector and ISO3, age (0 unknown), "sr" or "jr" or a number, whether it says "another one"."""

    name: tuple[str, ...]
    sector: str = ""
    country: str = ""
    age: int = 0
    generation: str = ""
    pointed: bool = False  # "the elder", "the younger": there is another one
    beside_kin: bool = False
    other: bool = False
    introduced: bool = False  # "a boxer, X": somebody of whom nothing was said before


@dataclass(slots=True)
class _Bearer:
    told: list[Told] = field(default_factory=list)


def bearers(
    doc: Doc, text: str, people: Sequence[tuple[int, Mention]], leads: Mapping[str, str], titles: Mapping[int, Title]
) -> dict[int, int]:
    """Index of a named mention of a person -> 1, 2 ... where it means another one than the first of its name."""
    by_lead: dict[str, list[tuple[int, Mention]]] = defaultdict(list)
    for i, m in people:
        by_lead[folded(leads[text[m.start : m.end]])].append((i, m))
    families = defaultdict(set)
    for lead in by_lead:
        families[lead.split()[-1]].add(lead)
    found: dict[int, int] = {}
    for lead, same in by_lead.items():
        if sum(_full(text, m) for _, m in same) > 1:
            alone = len(families[lead.split()[-1]]) == 1
            found |= _parted(text, same, [_told(doc, text, m, titles.get(m.start), alone) for _, m in same])
    return found


def heads(text: str, people: Sequence[tuple[int, Mention]], leads: Mapping[str, str]) -> dict[str, str]:
    """The same leads; a family name that could be several's is that of the first, if the others are told as his kin."""
    first: dict[str, int] = {}
    by_family: dict[str, set[str]] = defaultdict(set)
    kin: set[str] = set()
    for _, m in people:
        name = text[m.start : m.end]
        if len(parts(name)) > 1:
            lead = leads[name]
            first.setdefault(lead, m.start)
            by_family[parts(name)[-1]].add(lead)
            if _is_kin(text, m):
                kin.add(lead)
    found = dict(leads)
    for name in leads:
        own = parts(name)
        if len(own) == 1 and leads[name] == name and len(family := by_family[own[0]]) > 1:
            head = min(family, key=first.__getitem__)
            if family - kin == {head}:
                found[name] = head
    return found


def _is_kin(text: str, m: Mention) -> bool:
    """ "His son X", "X, his brother", "X, the twin of": told by another of the family."""
    before = text[max(0, m.start - BESIDE) : m.start].rpartition("\n")[2].lower()
    after = text[m.end : m.end + BESIDE].partition("\n")[0].lower()
    nouns = _words("family").pattern
    return bool(
        re.search(rf"(?:\b(?:his|her|their|whose)|['’]s?) (?:[\w-]+ ){{0,2}}{nouns},? (?:[\w-]+,? ){{0,2}}\Z", before)
        or re.match(
            rf", (?:(?:the|a|an) (?:[\w-]+ ){{0,2}}{nouns} of|(?:his|her|their) (?:[\w-]+ ){{0,2}}{nouns})\b", after
        )
    )


def _full(text: str, m: Mention) -> bool:
    return len(parts(text[m.start : m.end])) > 1


def _parted(text: str, same: Sequence[tuple[int, Mention]], told: Sequence[Told]) -> dict[int, int]:
    """Mentions of one name with what is told beside each -> those that are not the first bearer's."""
    first = text.partition("\n")[0].rstrip()
    headline = len(first) if "\n" in text and len(first) <= HEADLINE and first[-1:] not in STOPS else 0
    known = [_Bearer()]
    of: dict[int, int] = {}
    for (i, m), one in zip(same, told, strict=True):
        if m.start >= headline and _full(text, m):
            of[i] = _who(one, known)
            known[of[i]].told.append(one)
    if len(known) == 1:
        return {}
    last, line = 0, -1
    for (i, m), one in zip(same, told, strict=True):
        here = text.count("\n", 0, m.start)
        if i not in of:  # a short form, or the headline: as told, else whoever was named last in this paragraph
            agreeing = [n for n, bearer in enumerate(known) if any(_agree(one, t) for t in bearer.told)]
            of[i] = agreeing[0] if len(agreeing) == 1 else last if here == line else 0
        last, line = of[i], here
    return {i: n for i, n in of.items() if n}


def _who(one: Told, known: list[_Bearer]) -> int:
    """The bearer that a full name means; a new one where it fits none."""
    met = [t for bearer in known for t in bearer.told]
    if one.introduced and met and not any(_agree(one, t) for t in met):
        one = replace(one, other=True)
    if one.other and known[0].told:
        fitting = [n for n, bearer in enumerate(known) if n and any(_agree(one, t) for t in bearer.told)]
    else:
        fitting = [n for n, bearer in enumerate(known) if not any(_at_odds(one, t) for t in bearer.told)]
    if not fitting:
        known.append(_Bearer())
        return len(known) - 1
    agreeing = [n for n in fitting if any(_agree(one, t) for t in known[n].told)]
    return (agreeing or fitting)[0]


def _agree(one: Told, other: Told) -> bool:
    """Is something told of both, and the same?"""
    return (
        (one.sector == other.sector != "") or (one.age == other.age > 0) or (one.generation == other.generation != "")
    )


def _at_odds(one: Told, other: Told) -> bool:
    """Can two names beside which this is told not be one man's?"""
    if one.age and other.age:
        return abs(one.age - other.age) > BIRTHDAY
    if one.generation != other.generation:
        by_name = bool(one.generation and other.generation)
        return (
            by_name or one.beside_kin or other.beside_kin or ((one.pointed or other.pointed) and one.name != other.name)
        )
    if not (one.sector and other.sector) or one.sector == other.sector:
        return False
    two_countries = bool(one.country and other.country) and one.country != other.country
    lists = [next((n for n, row in enumerate(_apart()) if told.sector in row), -1) for told in (one, other)]
    return two_countries or (-1 not in lists and lists[0] != lists[1])


@cache
def _apart() -> list[list[str]]:
    rows: list[list[str]] = table("namesakes")["apart"]
    return rows


# --- what stands beside a name -----------------------------------------------------------------


def _told(doc: Doc, text: str, m: Mention, title: Title | None, alone: bool) -> Told:
    """`alone`: nobody else in the document has this family name."""
    start = title.start if title else m.start
    before = text[max(0, start - BESIDE) : start].rpartition("\n")[2]
    after = text[m.end : m.end + BESIDE].partition("\n")[0]
    trade = trade_of(doc, m.start, m.end)
    sector = trade.sector or (sector_of_office(title.office or title.words) if title else "")
    sector = sector or next(
        (
            s
            for word, s in table("namesakes")["service"].items()
            if re.match(rf", (?:an?|the) (?:[a-z]+ )?{word}\b", after)
        ),
        "",
    )
    country = trade.country or (title.country if title else "")
    told = Told(tuple(parts(text[m.start : m.end])), sector, country)
    if _by_the_way(before, after):
        told = replace(told, sector="", country="")
    introduced = _A_TRADE.search(before)
    if introduced and (sector := sector_of_trade(introduced[1].lower())) and any(sector in row for row in _apart()):
        told = replace(told, sector=told.sector or sector, introduced=True)
    return replace(
        told, age=_age(before, after), generation=_generation(text[m.start : m.end], before, after),
        pointed=bool(re.search(r"\bthe (?:elder|older|younger) \Z", before.lower())), beside_kin=bool(_kin().search(before.lower())), other=_another(before, after, alone),
    )  # fmt: skip


def _by_the_way(before: str, after: str) -> bool:
    """Is the trade beside a name one of several, or of earlier days?"""
    around = {*re.findall(r"[a-z-]+", before.lower())[-4:]}
    if after[:1] == ",":
        around |= set(re.findall(r"[a-z-]+", re.split(r"[,.;:()]", after[1:].lower())[0]))
    return not around.isdisjoint(words("namesakes", "by_the_way")) or any("-turned" in word for word in around)


def _age(before: str, after: str) -> int:
    hit = _AGE_AFTER.match(after) or _AGE_BEFORE.search(before)
    return int(hit[1]) if hit else 0


def _generation(name: str, before: str, after: str) -> str:
    """ "sr", "jr" or a number: at the end of the name or right behind it, or "the elder" before it."""
    hit = re.search(_NUMERAL.pattern + r"\Z", name, re.I) or _NUMERAL.match(after)
    last = re.search(r"\bthe (\w+) \Z", before.lower())
    said = hit[1].lower() if hit else last[1] if last else ""
    if said in words("namesakes", "older"):
        return "sr"
    return "jr" if said in words("namesakes", "younger") else said if hit else ""


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('namesakes')['kin'])}),? (?:[\w-]+ ){{0,2}}\Z")


def _another(before: str, after: str, alone: bool) -> bool:
    """Does the text say that this one is not the one of the same name?"""
    same = re.split(r"[.;:!?]", before.lower())[-1]
    if any(hit.end() >= len(same) - NEAR for hit in _words("namesake").finditer(same)):
        return True
    if re.search(_words("another").pattern + r" \Z", same):
        return True
    behind = re.match(r"\s?[,(–—-]+\s?", after)
    rest = after[behind.end() :].lower() if behind else ""
    return bool(behind) and any(
        rest.startswith(w) for key in ("after", *(["no_kin"] if alone else [])) for w in table("namesakes")[key]
    )


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table('namesakes')[key]))})\b")
