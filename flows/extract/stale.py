"""The lines of lexicon/leaders.tsv and today's date in, what in them is probably out of date out.

A finding is advice: the table may be right, and somebody has to look. What is no row at all is told too, as `unreadable`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flows.extract.leaders import FOREIGN, GOVERNMENT, HEADS, STATE, Spell
from flows.extract.person_names import folded
from flows.extract.tables import words

FILE = "leaders.tsv"
KINDS = ("unreadable", "old", "long term", "no holder", "two holders", "no row", "unchecked")
DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
COMPILED = re.compile(r"# known up to (\d{4}(?:-\d{2}){0,2})\b")
YEAR = 365.25  # days
STILL_FRESH = 0.5  # years; in that time about one office in six changes hands
USUAL = 0.9  # nine of ten ended terms were no longer
ENOUGH = 4  # ended terms of an office in a country that tell what is usual there
FOR_LIFE = 20.0  # years: an office once held so long is held for life, and no term of it is long
LATELY = 10.0  # years without a row after which an office counts as forgotten, not as vacant


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in one lexicon file."""

    file: str  # its name in flows/extract/lexicon
    kind: str
    where: str  # country and office, a line, a name
    said: str


@dataclass(frozen=True, slots=True)
class Leaders:
    """The table as read."""

    spells: tuple[Spell, ...]
    compiled: date | None  # up to when changes of office are in it, by the line "# known up to YYYY-MM"
    unreadable: tuple[Finding, ...]


def leaders_of(lines: Sequence[str]) -> Leaders:
    """The rows of the table; a line with other columns, an unknown office or status or a date that is none is unreadable."""
    spells, bad, compiled = [], [], None
    for number, line in enumerate(lines, 1):
        if match := COMPILED.match(line):
            compiled = _day(match[1])
        if not line or line.startswith("#"):
            continue
        row = line.split("\t")
        if wrong := _wrong(row):
            bad.append(Finding(FILE, "unreadable", f"line {number}", wrong))
        else:
            spells.append(Spell(row[0], row[1], row[2], row[3], row[4], row[5] == "certain"))
    return Leaders(tuple(spells), compiled, tuple(bad))


def stale(table: Leaders, today: date, countries: Collection[str]) -> list[Finding]:
    """Everything to look at, in the order of KINDS; `countries` are the ISO3 codes of countries.toml."""
    found = [
        *table.unreadable, *_old(table, today), *_long(table, today), *_vacant(table, today, countries), *_twice(table),
        *_forgotten(table, today, countries), *_unchecked(table, today),
    ]  # fmt: skip
    return sorted(found, key=lambda f: KINDS.index(f.kind))


def usual(table: Leaders, spell: Spell) -> float:
    """Years a term in this office usually lasts at most; infinite where it is held for life.

    The length that nine of ten ended terms of the office in the country do not exceed; of the office in all countries where
    the country has fewer than four. For life: the holder bears a crown, or an ended term there lasted twenty years.
    """
    ended = [(s.country, years(s)) for s in table.spells if s.ended and s.office == spell.office]
    here = sorted(length for country, length in ended if country == spell.country)
    if folded(spell.name).split()[0] in words("titles", "crowns") or any(length >= FOR_LIFE for length in here):
        return float("inf")
    lengths = here if len(here) >= ENOUGH else sorted(length for _, length in ended)
    return lengths[int(USUAL * (len(lengths) - 1))] if lengths else float("inf")


def years(spell: Spell, until: date | None = None) -> float:
    """Length of a term, up to `until` where it has no end; a month or year alone counts as its middle."""
    end = _day(spell.ended) if spell.ended else until
    begun = _day(spell.begun)
    return (end - begun).days / YEAR if end and begun else 0.0


def _old(table: Leaders, today: date) -> Iterator[Finding]:
    if table.compiled is None:
        yield Finding(FILE, "old", "head of the file", 'no line "# known up to YYYY-MM"')
        return
    age = (today - table.compiled).days / YEAR
    if age > STILL_FRESH:
        lately = [s for s in table.spells if 0 <= (table.compiled - (_day(s.begun) or today)).days / YEAR <= 5]
        changed = f"{len(lately) / 5 * age:.0f} offices have changed hands since"
        yield Finding(
            FILE, "old", table.compiled.isoformat()[:7], f"{12 * age:.0f} months ago; at the table's own pace {changed}"
        )


def _long(table: Leaders, today: date) -> Iterator[Finding]:
    """Open terms beyond the usual, the longest for their office first.

    Not those that were so, and certain, when the table was compiled: they follow no usual, and were looked at then.
    """
    found = []
    for spell in (s for s in table.spells if not s.ended):
        length, limit = years(spell, today), usual(table, spell)
        known = spell.certain and table.compiled is not None and years(spell, table.compiled) > limit
        if length > limit and not known:
            said = f"{spell.name}, {length:.1f} years, usually {limit:.1f}"
            found.append((limit / length, Finding(FILE, "long term", _where(spell), said)))
    yield from (finding for _, finding in sorted(found, key=lambda f: f[0]))


def _vacant(table: Leaders, today: date, countries: Collection[str]) -> Iterator[Finding]:
    """Offices whose last holder left within LATELY years and that nobody, and no joint office, has taken over."""
    for (country, office), spells in _by_office(table).items():
        last = max(spells, key=lambda s: s.ended or "9999")
        gone = _since(last, today)
        if _held(table, country, office, today) or gone > LATELY or country not in countries:
            continue
        yield Finding(FILE, "no holder", f"{country} {office}", f"{last.name} until {last.ended}, nobody since")


def _twice(table: Leaders) -> Iterator[Finding]:
    for (country, office), spells in _by_office(table).items():
        names = [s.name for s in spells if not s.ended]
        if office in (STATE, GOVERNMENT):
            names += [s.name for s in _by_office(table).get((country, HEADS), ()) if not s.ended]
        if len(set(names)) > 1:
            yield Finding(FILE, "two holders", f"{country} {office}", f"{' and '.join(names)}, none with an end")


def _forgotten(table: Leaders, today: date, countries: Collection[str]) -> Iterator[Finding]:
    """Offices of a country of the table without any row within LATELY years, and codes that countries.toml does not know."""
    by_office = _by_office(table)
    for country in sorted({s.country for s in table.spells}):
        own = [s for s in table.spells if s.country == country]
        if country not in countries:
            if min(_since(s, today) for s in own) <= LATELY:  # a state that is gone has old rows only
                yield Finding(FILE, "no row", country, "a code that countries.toml does not have")
            continue
        for office in (STATE, GOVERNMENT, FOREIGN):
            joint = () if office == FOREIGN else by_office.get((country, HEADS), ())
            rows = [*by_office.get((country, office), ()), *joint]
            if all(_since(s, today) > LATELY for s in rows):
                last = max((s.ended for s in rows), default="")
                yield Finding(FILE, "no row", f"{country} {office}", f"none since {last}" if last else "none at all")


def _unchecked(table: Leaders, today: date) -> Iterator[Finding]:
    for spell in table.spells:
        if not spell.certain and _since(spell, today) < 0:
            yield Finding(FILE, "unchecked", _where(spell), f"{spell.name}, since {spell.begun}")


def _held(table: Leaders, country: str, office: str, today: date) -> bool:
    """Whether somebody holds it, or the office it was joined to or divided into."""
    also = {STATE: (HEADS,), GOVERNMENT: (HEADS,), HEADS: (STATE, GOVERNMENT)}.get(office, ())
    return any(s.country == country and s.office in (office, *also) and _since(s, today) < 0 for s in table.spells)


def _since(spell: Spell, today: date) -> float:
    """Years since the end of a term; below zero while it lasts."""
    end = _day(spell.ended) if spell.ended else None
    return (today - end).days / YEAR if end else -1.0


def _by_office(table: Leaders) -> dict[tuple[str, str], list[Spell]]:
    found: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for spell in table.spells:
        found[spell.country, spell.office].append(spell)
    return found


def _where(spell: Spell) -> str:
    return f"{spell.country} {spell.office}"


def _wrong(row: Sequence[str]) -> str:
    """What makes a row unreadable, '' for nothing."""
    if len(row) != 7:
        return f"{len(row)} columns, not 7"
    name, country, office, begun, ended, status, _ = row
    if not name.strip() or not re.fullmatch("[A-Z]{3}", country):
        return f"no name, or {country!r} is no ISO3 code"
    if office not in (STATE, GOVERNMENT, HEADS, FOREIGN):
        return f"{office!r} is no office of the table"
    if status not in ("certain", "unchecked"):
        return f"status {status!r} is neither certain nor unchecked"
    wrong = [day for day in (begun, ended) if (day or day is begun) and _day(day) is None]
    if wrong:
        return f"{wrong[0]!r} is no date: YYYY, YYYY-MM or YYYY-MM-DD"
    width = min(len(begun), len(ended))
    return f"ends {ended}, before it begins {begun}" if ended[:width] < begun[:width] else ""


def _day(written: str) -> date | None:
    """A date, a month or a year as one day, in the middle where it is open; None when it is none."""
    if not DAY.fullmatch(written):
        return None
    try:
        return date.fromisoformat({4: f"{written}-07-01", 7: f"{written}-15"}.get(len(written), written))
    except ValueError:
        return None
