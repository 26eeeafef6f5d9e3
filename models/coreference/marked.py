"""The files of this folder in, articles with everything that refers marked out: `[N surface]`, one N a real thing an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
_MARK = re.compile(r"\[(\d+) ([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Referring:
    """An article; `marks` are (start, end, number of the thing)."""

    source: str
    text: str
    marks: tuple[tuple[int, int, int], ...]


def unmarked(source: str, marked: str) -> Referring:
    """Text with marks -> text and places; a bracket left over is a ValueError."""
    text, marks, at = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        marks.append((len(text), len(text) + len(found[2]), int(found[1])))
        text += found[2]
        at = found.end()
    text += marked[at:]
    if "[" in text or "]" in text:
        raise ValueError(f"{source}: a bracket is left over in {text[:80]!r}")
    return Referring(source, text, tuple(marks))


def articles() -> Iterator[Referring]:
    """Every blank-line block of articles-*.txt."""
    for file in sorted(HERE.glob("articles-*.txt")):
        for n, block in enumerate(re.split(r"\n\s*\n", file.read_text("utf-8").strip()), 1):
            yield unmarked(f"{file.name}#{n}", block.strip())
