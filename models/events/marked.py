"""The files of this folder in, sentences with their marked phrases and events out.

A block is a sentence or a paragraph with `[a phrase]` (who may act) and `[1 words]` (a trigger), then a line for each event:
`1 ASSAULT/drone actual a,b > c` or `2 CONSULT planned a <> b`, or the line `NONE`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from flows.extract.events.ontology import MODES, QUADS  # noqa: E402

MODALITIES = (
    "actual",
    "planned",
    "threatened",
    "hypothetical",
    "demanded",
    "denied",
    "negated",
    "historical",
    "reported",
)
_MARK = re.compile(r"\[([a-z]|\d{1,2}) ([^\[\]]+)\]")
_EVENT = re.compile(r"(\d{1,2}) ([A-Z]+)(?:/([a-z-]+))? ([a-z]+) ([a-z,-]+) (>|<>) ([a-z,-]+)$")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coded:
    """One event; actors and recipients are letters of the sentence's phrases. `mutual`: each side is both."""

    number: int
    trigger: Place
    type: str
    mode: str
    modality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    mutual: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    source: str
    text: str
    phrases: dict[str, Place]
    events: tuple[Coded, ...]


def read(source: str, block: str) -> Sentence:
    """A block -> its sentence; what does not fit the form is a ValueError that names the block."""
    first, *rest = [line.strip() for line in block.strip().split("\n")]
    text, phrases, triggers, at = "", dict[str, Place](), dict[str, Place](), 0
    for mark in _MARK.finditer(first):
        text += first[at : mark.start()]
        place = (len(text), len(text) + len(mark[2]))
        kept = triggers if mark[1].isdigit() else phrases
        if mark[1] in kept:
            raise ValueError(f"{source}: {mark[1]} is marked twice")
        kept[mark[1]] = place
        text += mark[2]
        at = mark.end()
    text += first[at:]
    if "[" in text or "]" in text:
        raise ValueError(f"{source}: a bracket is left over in {text[:80]!r}")
    if rest == ["NONE"]:
        return Sentence(source, text, phrases, ())
    if not rest:
        raise ValueError(f"{source}: no event line")
    return Sentence(source, text, phrases, tuple(_event(source, line, phrases, triggers) for line in rest))


def _event(source: str, line: str, phrases: dict[str, Place], triggers: dict[str, Place]) -> Coded:
    found = _EVENT.match(line)
    if not found:
        raise ValueError(f"{source}: not an event: {line!r}")
    number, kind, mode, modality, actors, joint, recipients = found.groups()
    sides = [tuple(x for x in side.split(",") if x and x != "-") for side in (actors, recipients)]
    for letter in (*sides[0], *sides[1]):
        if letter not in phrases:
            raise ValueError(f"{source}: no phrase {letter} for {line!r}")
    if kind not in QUADS or modality not in MODALITIES or number not in triggers:
        raise ValueError(f"{source}: unknown type, modality or trigger in {line!r}")
    if mode and mode not in MODES[kind]:
        raise ValueError(f"{source}: {kind} has no mode {mode}, but {', '.join(MODES[kind]) or 'none'}")
    return Coded(int(number), triggers[number], kind, mode or "", modality, sides[0], sides[1], joint == "<>")


def sentences(folder: Path = HERE) -> Iterator[Sentence]:
    """Every block of sentences-*.txt, then of articles-*.txt, whose blocks are headlines and paragraphs in order."""
    for file in (*sorted(folder.glob("sentences-*.txt")), *sorted(folder.glob("articles-*.txt"))):
        for n, block in enumerate(re.split(r"\n\s*\n", file.read_text("utf-8").strip()), 1):
            yield read(f"{file.name}#{n}", block)
