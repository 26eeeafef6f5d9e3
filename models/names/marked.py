"""The files of this folder in, texts with marked names out: `[TYPE surface]` is a name, everything else is text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WEAPON", "LAW", "WORK_OF_ART", "PRODUCT", "LANGUAGE")
_MARK = re.compile(r"\[([A-Z_]+) ([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence or an article with its names as (start, end, type)."""

    source: str
    text: str
    names: tuple[tuple[int, int, str], ...]


def unmarked(source: str, marked: str) -> Marked:
    """Text with marks -> text and places; an unknown type or a bracket left over is a ValueError."""
    text, names, at = "", [], 0
    for found in _MARK.finditer(marked):
        if found[1] not in TYPES:
            raise ValueError(f"{source}: no type {found[1]!r}")
        text += marked[at : found.start()]
        names.append((len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        at = found.end()
    text += marked[at:]
    if "[" in text or "]" in text:
        raise ValueError(f"{source}: a bracket is left over in {text[:80]!r}")
    return Marked(source, text, tuple(names))


def sentences() -> Iterator[Marked]:
    """Every line of sentences-*.txt."""
    for file in sorted(HERE.glob("sentences-*.txt")):
        for n, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if line.strip():
                yield unmarked(f"{file.name}:{n}", line.strip())


def articles() -> Iterator[Marked]:
    """Every blank-line block of articles-*.txt."""
    for file in sorted(HERE.glob("articles-*.txt")):
        for n, block in enumerate(re.split(r"\n\s*\n", file.read_text("utf-8").strip()), 1):
            yield unmarked(f"{file.name}#{n}", block.strip())
