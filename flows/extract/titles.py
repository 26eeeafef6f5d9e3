"""A name's place in, the title before it out: offices, ranks and honorifics are no part of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.extract.countries import state, state_of_people
from flows.extract.tables import table

WORDS = re.compile(r"[^\s,;:()\[\]\"“”‘«»]+")
LONGEST = 5  # words of the longest title, "Foreign, Commonwealth ..." aside
NUMERAL = re.compile(r"[IVX]+\.?$")


@dataclass(frozen=True, slots=True)
class Title:
    start: int
    words: str  # "former president", "Gen."
    office: str  # "president", '' for ranks and honorifics
    country: str = ""  # ISO3 said before it: "Russian President"


@cache
def written_titles() -> dict[str, str]:
    """Title in small letters -> as it is written before a name."""
    return {word.lower(): word for kind in ("honorific", "rank", "office") for word in table("titles")[kind]}


@cache
def _kinds() -> dict[str, str]:
    """Title in small letters -> honorific, rank or office."""
    return {word.lower(): kind for kind in ("honorific", "rank", "office") for word in table("titles")[kind]}


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(table("titles")["prefix"])


def title_before(text: str, start: int) -> Title | None:
    """The title that ends right before a place; None when there is none."""
    base = max(0, start - 90)
    found = [(m.start() + base, m.end() + base) for m in WORDS.finditer(text, base, start) if True]
    found = [(a, b) for a, b in ((a - base, b - base) for a, b in found)]
    at, picked = start, []
    while step := _last_title(text, found, at):
        picked.append(step)
        at = step[0]
        found = [w for w in found if w[1] <= at]
    return _title(text, found, at, [p[1] for p in reversed(picked)]) if picked else None


def _last_title(text: str, found: list[tuple[int, int]], at: int) -> tuple[int, str] | None:
    if not found or text[found[-1][1] : at] != " ":
        return None
    for k in range(min(LONGEST, len(found)), 0, -1):
        start = found[-k][0]
        phrase = text[start : found[-1][1]]
        kind = _kinds().get(phrase.lower())
        if kind and "\n" not in phrase and (phrase[0].isupper() or kind == "office"):
            return start, phrase
    return None


def _title(text: str, found: list[tuple[int, int]], at: int, phrases: list[str]) -> Title:
    offices = [p.lower() for p in phrases if _kinds()[p.lower()] == "office"]
    words, country = (offices or phrases)[-1 if not offices else 0], ""
    while found and text[found[-1][1] : at] == " ":
        word = text[found[-1][0] : found[-1][1]]
        nation = nation_of(word) or nation_of(" ".join(text[a:b] for a, b in found[-2:]))
        if word.lower() in _prefixes():
            words, at = f"{word.lower()} {words}", found[-1][0]
        elif nation:
            country = nation
        if word.lower() not in _prefixes():
            break
        found = found[:-1]
    return Title(at, words, offices[0] if offices else "", country)


def nation_of(word: str) -> str:
    """ISO3 of a country word before an office: "Russian", "Russia's", "U.S."; '' for any other word."""
    bare = re.sub(r"['’]s?$", "", word)
    return state_of_people(bare) or state(bare)


def without_title(text: str, start: int, end: int) -> int:
    """Where the bare name starts in a span such as "Russian Foreign Minister Sergei Lavrov"; `end` when it is all title."""
    found = [(m.start(), m.end()) for m in WORDS.finditer(text, start, end)]
    i = 0
    while i < len(found):
        taken = _title_at(text, found, i)
        if not taken:
            break
        i += taken
    if i >= len(found):
        return end
    rest = [text[a:b] for a, b in found[i:] if not NUMERAL.match(text[a:b])]
    if (
        i
        and len(rest) <= 1
        and text[found[i - 1][0] : found[i - 1][1]].lower() in table("titles")["kept_with_one_name"]
    ):
        i -= 1
    return found[i][0]


def _title_at(text: str, found: list[tuple[int, int]], i: int) -> int:
    """Words that a title, a prefix or a nation before one takes up from word i; 0 when there is none."""
    for k in range(min(LONGEST, len(found) - i), 0, -1):
        if text[found[i][0] : found[i + k - 1][1]].lower() in _kinds():
            return k
    word = text[found[i][0] : found[i][1]]
    more = i + 1 < len(found) and _title_at(text, found, i + 1)
    if more and (word.lower() in _prefixes() or nation_of(word)):
        return 1
    return 0
