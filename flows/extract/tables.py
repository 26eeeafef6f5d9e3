"""A lexicon file's name in, its table out: read once a process. The words live in lexicon/*.toml, not in code."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LEXICON = Path(__file__).parent / "lexicon"


@cache
def table(name: str) -> dict[str, Any]:
    """`roles` in, the content of lexicon/roles.toml out; a broken file is named (ValueError)."""
    file = LEXICON / f"{name}.toml"
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file} is no valid TOML: {error}; correct it there") from error


@cache
def words(name: str, key: str) -> frozenset[str]:
    """One list of words of a lexicon file, as a set."""
    return frozenset(table(name)[key])


@cache
def lines(name: str) -> frozenset[str]:
    """`small_words` in, the words of lexicon/small_words.txt, one a line, out."""
    return frozenset((LEXICON / f"{name}.txt").read_text("utf-8").split())
