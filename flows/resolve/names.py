"""A name as written in, the form under which spellings of it meet out."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
        "ə": "e", "'": "", "’": "", "‘": "", "ʼ": "", "ʻ": "", "`": "", "´": "", ".": "",
    }  # letters that no accent folding reaches; marks inside names that papers write or leave out
)  # fmt: skip
ACRONYM = 7  # letters at most: UNHCR, ECOWAS, MONUSCO
_APART = re.compile(r"[\W_]+")


@cache
def words() -> Mapping[str, frozenset[str]]:
    """The lists of words.toml."""
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return MappingProxyType({name: frozenset(values) for name, values in table.items()})


@cache
def folded(name: str) -> str:
    """A name -> lower case without accents, dots and apostrophes; hyphens and other marks are spaces."""
    low = name.casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return _APART.sub(" ", bare.translate(_LETTERS)).strip()


def person_key(name: str) -> str:
    """A person's name -> folded, without honorifics in front and without al- and el-."""
    parts = folded(name).split()
    while len(parts) > 1 and parts[0] in words()["honorifics"]:
        parts = parts[1:]
    return " ".join(_without(parts, words()["articles_person"]))


def other_key(name: str) -> str:
    """Any other name -> folded, without the and al-."""
    return " ".join(_without(folded(name).split(), words()["articles_other"]))


def is_full(key: str) -> bool:
    """Does a person's key hold a given and a family name, neither an initial?"""
    parts = key.split()
    return len(parts) > 1 and len(parts[0]) > 1 and len(parts[-1]) > 1


def is_acronym(name: str) -> bool:
    """Two to seven capitals, dots between them or not."""
    bare = name.replace(".", "")
    return 2 <= len(bare) <= ACRONYM and bare.isalpha() and bare.isupper()


def _without(parts: list[str], small: frozenset[str]) -> list[str]:
    kept = [part for part in parts if part not in small]
    return kept or parts
