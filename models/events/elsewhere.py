"""The articles of this folder with what elsewhere.txt tells in: who is on a side that its own paragraph leaves open.

`# articles-1.txt` begins a file, `article 12` an article at its block 12, and `17 2 actor 15a,16c` says that the actors of event 2
in block 17 are the phrases a of block 15 and c of block 16. What the article does not tell has no line.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from marked import Sentence, sentences  # noqa: E402

SIDES = ("actor", "recipient")
Phrase = tuple[str, str]  # source of a block, letter


@dataclass(frozen=True, slots=True)
class Article:
    blocks: dict[str, Sentence]  # by source, in order
    elsewhere: dict[tuple[str, int, str], tuple[Phrase, ...]]  # source, event, side


def articles(folder: Path = HERE) -> Iterator[Article]:
    """Every article of articles-*.txt; a reference to what is not there, or to a side that is not open, is a ValueError."""
    files: dict[str, dict[int, Sentence]] = defaultdict(dict)
    for one in sentences(folder):
        name, _, number = one.source.partition("#")
        files[name][int(number)] = one
    for name, lines in _files((folder / "elsewhere.txt").read_text("utf-8")):
        blocks = files[name]
        starts = [int(line.split()[1]) for line in lines if line.startswith("article ")]
        told = dict(_side(name, blocks, line) for line in lines if not line.startswith("article "))
        for first, end in zip(starts, [*starts[1:], max(blocks) + 1], strict=True):
            mine = {blocks[n].source: blocks[n] for n in range(first, end)}
            yield Article(mine, {key: phrases for key, phrases in told.items() if key[0] in mine})


def _files(text: str) -> Iterator[tuple[str, list[str]]]:
    for part in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        name, *lines = (line.strip() for line in part.splitlines() if line.strip())
        yield name, lines


def _side(file: str, blocks: dict[int, Sentence], line: str) -> tuple[tuple[str, int, str], tuple[Phrase, ...]]:
    found = re.fullmatch(r"(\d+) (\d+) (actor|recipient) (\d+[a-z](?:,\d+[a-z])*)", line)
    if found is None:
        raise ValueError(f"{file}: not a side: {line!r}")
    block = blocks[int(found[1])]
    event = next((e for e in block.events if e.number == int(found[2]) and not getattr(e, found[3] + "s")), None)
    if event is None:
        raise ValueError(f"{block.source}: no event {found[2]} with an open side: {line!r}")
    phrases = [(blocks[int(p[:-1])], p[-1]) for p in found[4].split(",")]
    if lost := [p for p, x in phrases if x not in p.phrases]:
        raise ValueError(f"{lost[0].source}: no such phrase: {line!r}")
    return (block.source, event.number, found[3]), tuple((p.source, x) for p, x in phrases)
