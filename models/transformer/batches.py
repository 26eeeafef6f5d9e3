"""The lines of examples.py in, what the network reads at once out: paragraphs as they follow each other, in batches of one kind."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]

from aside import aside  # noqa: E402

from flows.extract.transformer.pieces import LOWER, OTHER, TITLE, UPPER, Pieces, pieces  # noqa: E402

BATCH, TOGETHER = 10, 30  # examples a batch; batches that are sorted by length together
ARTICLES = 2  # of coreference, a batch
LONGEST = 256  # pieces of an example
JOINED = 0.35  # share of lone sentences that are read two or three together
RUN = (30, 250)  # pieces of the paragraphs of an article that are read together
LONG_RUN = (180, 250)  # the same of articles of coreference: a batch is of few, and padding costs
RECASED = 0.1  # share of examples whose capitals are changed: all small, all capitals, as in a headline
NOTHING, DESCRIPTION = "-", "nominal"
PARTS = ("names", "events", "links")
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Open:
    """A trigger with an open side: words of other blocks, by source, and what each is to it; None is not asked."""

    trigger: int
    source: str
    told: tuple[tuple[tuple[str, int], str | None], ...]


@dataclass(frozen=True)
class Example:
    cut: Pieces
    aside: bool = False
    tags: tuple[str, ...] = ()
    triggers: tuple[tuple[int, tuple[str, str, str]], ...] = ()
    parties: frozenset[int] = frozenset()
    roles: tuple[tuple[int, int, str], ...] = ()
    pairs: tuple[tuple[Stretch, Stretch, Stretch, str], ...] = ()  # the third is where the two stand
    open: tuple[Open, ...] = ()
    refers: tuple[tuple[int, int, str], ...] | None = None  # word, which thing it means, kind of mention
    source: str = ""
    text: str = ""  # of what article, or of itself


def read(file: Path) -> list[Example]:
    found = []
    for line in file.read_text("utf-8").splitlines():
        one = json.loads(line)
        cut = pieces(one["words"])
        if len(cut.ids) > LONGEST:
            continue
        found.append(
            Example(
                cut,
                aside(one["source"]),
                tuple(one.get("tags", ())),
                tuple((int(i), tuple(told)) for i, told in one.get("triggers", {}).items()),
                frozenset(one.get("parties", ())),
                tuple((i, j, role) for i, j, role in one.get("roles", ())),
                tuple((tuple(s), tuple(t), tuple(around), kind) for s, t, around, kind in one.get("pairs", ())),
                tuple(opened(int(i), one["source"], told) for i, told in one.get("open", {}).items()),
                tuple((i, n, kind) for i, n, kind in one["refers"]) if "refers" in one else None,
                one["source"],
                one["text"],
            )
        )
    return found


def part_of(e: Example) -> str:
    """Which of PARTS an example belongs to."""
    return "links" if e.refers is not None else "names" if e.tags else "events"


def opened(trigger: int, source: str, told: dict[str, Any]) -> Open:
    labels: dict[tuple[str, int], str | None] = dict.fromkeys((at, i) for at, i in told["silent"])
    labels |= {(at, i): side for side in ("actor", "recipient") for at, i in told.get(side, ())}
    return Open(trigger, source, tuple(labels.items()))


def classes_of(examples: list[Example]) -> dict[str, list[str]]:
    told = [told for e in examples for _, told in e.triggers]
    types = sorted({kind for kind, _, _ in told})
    return {
        "names": ["O", *sorted({t for e in examples for t in e.tags} - {"O"})],
        "types": [NOTHING, *types],
        "modes": sorted({f"{kind}/{mode}" for kind, mode, _ in told}),
        "modality": sorted({modality for *_, modality in told}),
        "parties": [NOTHING, "party"],
        "roles": [NOTHING, "actor", "recipient", "both"],
        "elsewhere": [NOTHING, "actor", "recipient"],
        "pairs": types,
        "refers": [NOTHING, DESCRIPTION],
        "antecedent": ["likely"],
    }


def joined(parts: list[Example]) -> Example:
    """Several examples as paragraphs that follow each other, an edge between them."""
    if len(parts) == 1 and not parts[0].open:
        return parts[0]
    begin, end = parts[0].cut.ids[0], parts[0].cut.ids[-1]
    edge = parts[0].cut.shapes[0]
    ids, shapes, first = [begin], [edge], []
    tags, triggers, parties, roles, pairs, open_, starts = [], [], set[int](), [], [], [], dict[str, int]()
    refers: list[tuple[int, int, str]] = []
    for e in parts:
        at, by = len(first), len(ids) - 1
        starts[e.source] = at
        tags += e.tags
        triggers += [(i + at, told) for i, told in e.triggers]
        parties |= {i + at for i in e.parties}
        roles += [(i + at, j + at, role) for i, j, role in e.roles]
        pairs += [(*((a + at, b + at) for a, b in (s, t, around)), kind) for s, t, around, kind in e.pairs]
        refers += [(i + at, n, kind) for i, n, kind in e.refers or ()]
        first += [f + by if f else 0 for f in e.cut.first]
        ids += [*e.cut.ids[1:-1], end]
        shapes += [*e.cut.shapes[1:-1], edge]
    for e in parts:
        open_ += [among(o, starts, parties) for o in e.open]
    cut = Pieces(tuple(ids), tuple(shapes), tuple(first))
    return Example(
        cut,
        False,
        tuple(tags),
        tuple(triggers),
        frozenset(parties),
        tuple(roles),  # type: ignore[arg-type]
        tuple(pairs),  # type: ignore[arg-type]
        tuple(open_),
        None if parts[0].refers is None else tuple(refers),
        text=parts[0].text,
    )


def among(o: Open, starts: dict[str, int], parties: set[int]) -> Open:
    """The same with the words of what is read together; every other party is asked too, unless those meant are not there."""
    told = {("", starts[at] + i): side for (at, i), side in o.told if at in starts}
    sides = {side for _, side in o.told if side}
    if sides <= set(told.values()):
        told = {("", i): told.get(("", i), NOTHING) for i in sorted(parties)} | told
    return Open(starts[o.source] + o.trigger, "", tuple(told.items()))


def together(examples: list[Example], dice: random.Random, size: tuple[int, int] = RUN) -> list[Example]:
    """Articles in runs of paragraphs of changing length, lone sentences alone or two or three of them."""
    by: dict[str, list[Example]] = {}
    for e in examples:
        by.setdefault(e.text, []).append(e)
    found, lone = [], []
    for text in by.values():
        if len(text) == 1:
            (lone if text[0].refers is None else found).extend(text)  # numbers of two articles must not meet
            continue
        run, most = [], dice.randint(*size)
        for e in text:
            if run and sum(len(x.cut.ids) for x in run) + len(e.cut.ids) > most:
                found.append(joined(run))
                run, most = [], dice.randint(*size)
            run.append(e)
        found.append(joined(run))
    dice.shuffle(lone)
    while lone:
        count = dice.choice((2, 3)) if dice.random() < JOINED else 1
        found.append(joined([lone.pop() for _ in range(min(count, len(lone)))]))
    return found


def whole(examples: list[Example], dice: random.Random) -> list[list[Example]]:
    """Articles of coreference, each in runs of paragraphs, ARTICLES together."""
    by: dict[str, list[Example]] = {}
    for run in together(examples, dice, LONG_RUN):
        by.setdefault(run.text, []).append(run)
    articles = list(by.values())
    dice.shuffle(articles)
    return [[run for a in articles[i : i + ARTICLES] for run in a] for i in range(0, len(articles), ARTICLES)]


def recased(e: Example, dice: random.Random) -> Example:
    if dice.random() >= RECASED:
        return e
    way = dice.choice((LOWER, UPPER, TITLE))
    if way == TITLE:
        shapes = tuple(TITLE if s == LOWER and dice.random() < 0.6 else s for s in e.cut.shapes)
    else:
        shapes = tuple(s if s >= OTHER else way for s in e.cut.shapes)
    return replace(e, cut=replace(e.cut, shapes=shapes))


def batches(examples: list[Example], dice: random.Random) -> list[list[Example]]:
    shuffled, found = dice.sample(examples, len(examples)), []
    for i in range(0, len(shuffled), BATCH * TOGETHER):
        near = sorted(shuffled[i : i + BATCH * TOGETHER], key=lambda e: len(e.cut.ids))
        found += [near[j : j + BATCH] for j in range(0, len(near), BATCH)]
    return found
