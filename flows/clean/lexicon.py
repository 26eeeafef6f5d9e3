"""Name of a word list in words/ -> its tables; the lists are data that anybody may extend."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "words"


@cache
def table(name: str) -> dict[str, Any]:
    """words/NAME.toml as a dictionary; read once a process."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def word_set(name: str, *keys: str) -> frozenset[str]:
    """The words under `keys` of words/NAME.toml, casefolded."""
    return frozenset(word.casefold() for key in keys for word in table(name)[key])
