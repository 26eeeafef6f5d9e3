"""A text in, the known names in it out: states, peoples, institutions and named things, longest first, whole words only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from flows.extract.countries import countries, uncertain_names
from flows.extract.tables import table

WORD = re.compile(r"[^\W_]+|[^\w\s]")
THING_TYPES = ("PRODUCT", "EVENT", "LAW", "LOC", "FAC", "GPE")


@dataclass(frozen=True, slots=True)
class Known:
    """What the lexicon says of a name."""

    type: str
    name: str  # fullest name of the same thing
    country: str = ""
    sector: str = ""
    identity: str = ""  # ISO3 where the name is the state or its people
    certain: bool = True  # False: also something else; the context decides
    shared: bool = False  # bodies of other countries have the name too


@dataclass(frozen=True, slots=True)
class KnownSpan:
    start: int
    end: int
    known: Known


def pieces(name: str) -> tuple[str, ...]:
    """A name as the words and marks it is matched by."""
    return tuple(WORD.findall(name.replace("’", "'").replace("‘", "'")))


@dataclass(frozen=True, slots=True)
class Index:
    """Names by their pieces, and how long the names are that begin with a piece, longest first."""

    names: dict[tuple[str, ...], Known]
    lengths: dict[str, list[int]]


def index_of(names: Iterable[tuple[str, Known]]) -> Index:
    """Names to look for, of two meanings of one name the first."""
    once: dict[tuple[str, ...], Known] = {}
    lengths: dict[str, set[int]] = {}
    for name, known in names:
        if key := pieces(name):
            once.setdefault(key, known)
            lengths.setdefault(key[0], set()).add(len(key))
    return Index(once, {first: sorted(found, reverse=True) for first, found in lengths.items()})


@cache
def _names() -> Index:
    return index_of(known_names())


def known_names() -> Iterator[tuple[str, Known]]:
    """Every name of the lexicons with what it means; of two meanings of one name the first counts."""
    yield from _states()
    for row in table("institutions")["institutions"]:
        known = Known("ORG", row["names"][0], row.get("country", ""), row["sector"], shared=row.get("shared", False))
        yield from ((name, known) for name in row["names"])
    shared = set(table("metonyms")["uncertain_capitals"])
    for c in countries().values():
        for name in (c.capital, *table("metonyms")["capitals"].get(c.iso3, ())):
            yield name, Known("GPE", name, c.iso3, certain=name not in shared)
    for iso3, seats in table("metonyms")["seats"].items():
        yield from ((seat, Known("ORG", seat, iso3, "GOV")) for seat in seats)
    things = table("things")["names"]
    for kind in THING_TYPES:
        yield from ((name, Known(kind, name)) for name in things[kind])
    peoples = table("peoples")
    unsure = set(peoples["uncertain"])
    for name in peoples["names"]:
        known = Known("NORP", name, certain=name not in unsure)
        yield name, known
        if not name.endswith(("s", "sh", "ic", "ch")):
            yield name + "s", known


def _states() -> Iterator[tuple[str, Known]]:
    unsure = uncertain_names()
    for c in countries().values():
        for name in c.names:
            yield name, Known("GPE", c.name, c.iso3, "", c.iso3, certain=name not in unsure)
        for word in (*c.adjectives, *c.people):
            yield word, Known("NORP", c.name, c.iso3, "", c.iso3)
        for part in c.parts:
            yield part, Known("GPE", part, c.iso3, certain=part not in unsure)
        for word in c.part_adjectives:
            yield word, Known("NORP", word, c.iso3)


def known_as(name: str) -> Known | None:
    """What exactly this name means; None when it is not in the lexicon."""
    return _names().names.get(pieces(name))


def known_spans(text: str, index: Index | None = None) -> list[KnownSpan]:
    """All names of the index (of the lexicon, when none is given) in a text: in order, apart, the longest at each place."""
    index = _names() if index is None else index
    found, until = [], 0
    tokens = [(m.group().replace("’", "'"), m.start(), m.end()) for m in WORD.finditer(text)]
    for i, (word, start, _) in enumerate(tokens):
        if start < until or word not in index.lengths:
            continue
        for length in index.lengths[word]:
            key = tuple(t[0] for t in tokens[i : i + length])
            if (
                len(key) == length
                and key in index.names
                and _is_one_name(key, text, start, tokens[i + length - 1][2], index.names[key].type)
            ):
                until = tokens[i + length - 1][2]
                found.append(KnownSpan(start, until, index.names[key]))
                break
    return found


def _is_one_name(key: tuple[str, ...], text: str, start: int, end: int, kind: str) -> bool:
    """The pieces stand together as the name is written, and not inside a longer word."""
    stretch = text[start:end]
    return "\n" not in stretch and _spaced_alike(key, stretch) and not _inside_word(text, start, end, kind)


def _spaced_alike(key: tuple[str, ...], stretch: str) -> bool:
    """Letters are apart by one space ("South Africa"), marks by one or none ("U.S.", "Guinea-Bissau"), never by more."""
    place = 0
    for part, after in pairwise(key):
        place += len(part)
        gap = int(stretch[place : place + 1].isspace())
        if part[-1].isalnum() and after[0].isalnum() and not gap:
            return False
        place += gap
    return place + len(key[-1]) == len(stretch)


def _inside_word(text: str, start: int, end: int, kind: str) -> bool:
    """The place is part of a longer word: a handle, an address, a newspaper's double name; nations may be joined ("US-Israeli")."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("_", "@", "#") or after in ("_", "@"):
        return True
    if after == "." and text[end + 1 : end + 2].islower():
        return True
    hyphened = (before in ("-", "‑") and text[start - 2 : start - 1].isalnum()) or (
        after in ("-", "‑") and text[end + 1 : end + 2].isupper()
    )
    if hyphened and kind not in ("GPE", "NORP", "ORG"):
        return True
    if before == "-" and kind == "ORG" and text[start - 2 : start - 1].isalpha():
        return True
    return before == "-" and text[max(0, start - 4) : start - 1].lower().strip() in ("al", "el", "bin")
