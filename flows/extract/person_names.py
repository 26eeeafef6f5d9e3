"""Names of persons in one document in, which of them are one person out: "Okonkwo" is "Ngozi Okonkwo" where nobody else is."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

PREFIX = re.compile(r"^(?:al|el|as|ash|ad|ar|an|at|az)[-' ]", re.I)
SUFFIX = re.compile(r",? (?:jr|sr|ii|iii|iv)\.?$", re.I)


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """A name without accents, case, points and doubled spaces."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(flat.casefold().replace(".", " ").replace("’", "'").split())


def parts(name: str) -> list[str]:
    """The words of a name that tell persons apart."""
    return [PREFIX.sub("", word) for word in SUFFIX.sub("", folded(name)).split()]


def same_person(names: Iterable[str]) -> dict[str, str]:
    """Each name -> the fullest name of the same person; a short form of two persons stays alone."""
    split = {name: parts(name) for name in set(names)}
    leads: dict[str, str] = {}
    by_word: dict[str, list[str]] = defaultdict(list)  # word -> names seen, fuller ones first
    for name in sorted(split, key=lambda n: (-len(split[n]), min(map(len, split[n]), default=0) == 1, n)):
        own = split[name]
        near = list(dict.fromkeys(other for word in {*own[:1], *own[-1:]} for other in by_word[word]))
        fuller = {leads[other] for other in near if _fits(own, split[other])}
        leads[name] = fuller.pop() if len(fuller) == 1 else name
        for word in {*own, *(own[-1].split("-") if own else ())}:
            by_word[word].append(name)
    return leads


def _fits(short: list[str], full: list[str]) -> bool:
    """Family name and, where given, first name or initial agree; one word alone may be any of them (Xi, Bisimwa)."""
    if not short or not full:
        return False
    if short == full:
        return True
    if len(short) == 1:
        return len(full) > 1 and len(short[0]) > 1 and (short[0] in full or short[0] in full[-1].split("-"))
    if short[-1] != full[-1]:
        return False
    if full[-len(short) :] == short:  # "von der Leyen", "Suu Kyi"
        return True
    a, b = short[0], full[0]
    return a == b or (1 in (len(a), len(b)) and a[0] == b[0])
