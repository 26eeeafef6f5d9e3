"""Names of persons in, whether they can be one person's out: initials, middle names, married names, other spellings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from flows.resolve.names import person_key, words
from flows.resolve.spelling import KEPT, alike, sound, spelled

_NICKNAME = re.compile(r"[\"“„'‘][^\"”“'’]{2,30}[\"”“'’]|\([^)]*\)")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as spelled words; `generation` is "jr", "ii" ... or ""."""

    words: tuple[str, ...]
    generation: str = ""

    @property
    def key(self) -> str:
        return " ".join((*self.words, *filter(None, (self.generation,))))

    @property
    def is_full(self) -> bool:
        """Has it a given and a family name, neither an initial?"""
        return len(self.words) > 1 and len(self.words[0]) > 1 and len(self.words[-1]) > 1

    @property
    def richness(self) -> tuple[int, int]:
        """More words, then more letters: what others are short forms of."""
        return sum(len(word) > 1 for word in self.words), sum(map(len, self.words))


@lru_cache(KEPT)
def person_name(name: str) -> PersonName:
    """A name as written -> its words: honorifics in front, nicknames in quotes and al- are taken away."""
    plain = _NICKNAME.sub(" ", name) if len(_NICKNAME.sub(" ", name).split()) > 1 else name
    parts = person_key(plain).split()
    generation = parts[-1] if len(parts) > 2 and parts[-1] in words()["generations"] else ""
    kept = parts[:-1] if generation else parts
    return PersonName(tuple(spelled(part) for part in kept), generation)


@cache
def _common() -> Mapping[str, frozenset[str]]:
    """The lists of common_names.toml, spelled."""
    read = tomllib.loads(Path(__file__).with_name("common_names.toml").read_text("utf-8"))
    return {key: frozenset(" ".join(map(spelled, name.split())) for name in listed) for key, listed in read.items()}


@lru_cache(KEPT)
def is_common(name: PersonName) -> bool:
    """Do so many bear the name that two articles need not mean the same one: "John Smith", "Li Na", "Moussa Traoré"?"""
    if len(name.words) < 2 or name.generation:
        return False
    lists, first, last = _common(), name.words[0], name.words[-1]
    if len(name.words) < 4 and first in lists["families_of_millions"]:
        return True
    families = {last, " ".join(name.words[1:])}
    return first in lists["given"] and len(name.words) < 4 and not families.isdisjoint(lists["families"])


def can_be_one(one: PersonName, other: PersonName) -> bool:
    """Is the shorter of two full names the longer with words left out, shortened to initials or spelled otherwise?

    The family name, the last word, stays; or the given name stays to the letter and the last word is among the longer
    one's ("Anna Kowalska", "Anna Kowalska-Reid").
    """
    short, full = sorted((one, other), key=lambda name: (len(name.words), name.words))
    if len(short.words) < 2 or (one.generation and other.generation and one.generation != other.generation):
        return False
    if not _within(short.words, full.words):
        return False
    if alike(short.words[-1], full.words[-1]) and len(short.words[-1]) > 1:
        return alike(short.words[0], full.words[0]) or len(short.words[0]) > 1
    return short.words[0] == full.words[0] and len(short.words[-1]) > 1 and short.words[-1] in full.words[1:]


def turned(one: PersonName, other: PersonName, countries: set[str]) -> bool:
    """Is it one name in the two orders, "Szabó Gergely" and "Gergely Szabó", where families come first in one of the countries?"""
    if countries.isdisjoint(words()["family_name_first"] | words()["either_order"]):
        return False
    return one.words != other.words and one.is_full and other.is_full and sorted(one.words) == sorted(other.words)


def _within(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Are the words of the one among the other's, in order?"""
    rest = iter(full)
    return all(any(alike(word, candidate) for candidate in rest) for word in short)


def places_to_look(name: PersonName) -> set[str]:
    """Keys that two names share when they can be one: sounds of given and family name, whole or as an initial; the words."""
    first, rest = name.words[0], name.words[1:]
    given = {sound(first)[:1], sound(first)} if len(first) > 1 else {sound(first)}
    return (
        {f"{g} {sound(word)}" for g in given for word in rest if len(word) > 1}
        | {f"+ {sound(a)} {sound(b)}" for a, b in zip(name.words, name.words[1:], strict=False) if len(a) > 1 < len(b)}
        | {f"= {' '.join(sorted(name.words))}"}
    )


def family_names(name: PersonName, own: set[str], scenes: set[str]) -> set[str]:
    """Words by which a person is called alone: the last, or the first where families come first; either, where that is open.

    `own`: countries of the person; `scenes`: those of the articles, where no own is known.
    """
    before = words()["family_name_first"]
    first = {name.words[0]} if before & (own or scenes) else set()
    last = {name.words[-1]} if not own or own - before else set()
    return first | last


def single(name: str) -> str:
    """The word by which a person named by one alone is found, spelled: the last of "Nørgaard-Juhl"; "" for a name of several."""
    found = person_name(name).words
    alone = len(found) == 1 or (found and " " not in name.strip())
    return found[-1] if alone and len(found[-1]) > 1 else ""
