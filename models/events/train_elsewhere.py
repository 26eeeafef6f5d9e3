"""The marked articles and the sides their other sentences tell in, flows/extract/weights/event_elsewhere out.

    .venv/bin/python models/events/train_elsewhere.py [--out FOLDER]

The coder reads whole articles (elsewhere.py). Of each of its events that is marked, an open side gives an example for every group
nearby: it is the one, or not. What models/aside.py keeps aside is only scored: for several shares of the encoder's opinion and
several thresholds the precision and recall of filled sides, and how many open sides are as marked after it.
To be run after models/transformer and train.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "models"), str(HERE)]

from aside import aside  # noqa: E402
from elsewhere import Article, articles  # noqa: E402
from regression import Bag, fitted, saved  # noqa: E402

from flows.extract import uncoded  # noqa: E402
from flows.extract.events import told_in_place  # noqa: E402
from flows.extract.events.elsewhere import YES, by_encoder, by_features, weighed  # noqa: E402
from flows.extract.events.neighbours import Side, Story, open_sides  # noqa: E402
from flows.extract.linear import Linear  # noqa: E402
from flows.extract.transformer.reading import reading  # noqa: E402
from flows.records import CleanText, Event, content_id  # noqa: E402

OUT = ROOT / "flows/extract/weights/event_elsewhere"
STRENGTH, PROCESSES = 5.0, 2
SHARES, LEAST = (0.0, 0.1, 0.25, 0.5, 1.0), (0.1, 0.15, 0.2, 0.3, 1.1)
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """An open side: candidates, what the encoder says of them, those who would be right, whether anybody is marked."""

    aside: bool
    offered: tuple[tuple[str, Bag], ...]
    heard: dict[str, float]
    right: frozenset[str]
    marked: bool


def read(article: Article) -> list[Choice]:
    text, starts = "", dict[str, int]()
    for source, block in article.blocks.items():
        starts[source] = len(text)
        text += block.text + "\n"
    clean = CleanText(content_id("marked", text), text, language="en")
    doc, found = uncoded(clean)
    story, told = Story(doc, found, told_in_place(doc, clean, found)), reading(doc)
    assert told is not None
    choices = []
    for place, event in enumerate(tuple(story.events)):
        for side in open_sides(event):
            if (meant := wanted(article, starts, event, side)) is None:
                continue
            source, phrases = meant
            right = {m.group_id for m in found.mentions for s, e in phrases if m.group_id and m.start < e and s < m.end}
            offered = story.candidates(place, side)
            groups = [group for group, _ in offered]
            heard = by_encoder(story, place, side, groups, told)
            choices.append(Choice(aside(source), tuple(offered), heard, frozenset(right), bool(phrases)))
            if mine := [group for group in groups if group in right]:
                story.fill(place, side, mine[0], 1.0)  # as marked, so that what follows is seen as in use
    return choices


def wanted(article: Article, starts: dict[str, int], event: Event, side: Side) -> tuple[str, list[Place]] | None:
    """The block of a marked event and where those stand that the marks put on its side; None for an event that is not marked."""
    for source, block in article.blocks.items():
        at = starts[source]
        for told in block.events:
            if event.trigger_start < at + told.trigger[1] and at + told.trigger[0] < event.trigger_end:
                letters = (*told.actors, *told.recipients) if told.mutual else getattr(told, side + "s")
                own = [(at + s, at + e) for s, e in (block.phrases[x] for x in letters)]
                others = article.elsewhere.get((source, told.number, side), ())
                places = [(starts[b], article.blocks[b].phrases[x]) for b, x in others]
                return source, own or [(s + a, s + b) for s, (a, b) in places]
    return None


def learned(choices: Sequence[Choice]) -> Linear:
    rows = [(bag, YES if group in c.right else "no") for c in choices for group, bag in c.offered]
    return fitted([bag for bag, _ in rows], [label for _, label in rows], STRENGTH)


def table(model: Linear, choices: Sequence[Choice]) -> None:
    print(
        f"kept aside: {len(choices)} open sides, {sum(c.marked for c in choices)} of them told; encoder's share, then P / R, as marked"
    )
    for share in SHARES:
        best = []
        for c in choices:
            both = weighed(by_features(model, c.offered), c.heard, share)
            top = max(both, key=lambda g: (both[g], g), default="")
            best.append((both.get(top, 0.0), top in c.right, c.marked))
        cells = []
        for least in LEAST:
            right = sum(hit for sure, hit, _ in best if sure >= least)
            left = sum(not marked for sure, _, marked in best if sure < least)
            p, r = (
                right / max(1, sum(sure >= least for sure, *_ in best)),
                right / max(1, sum(c.marked for c in choices)),
            )
            cells.append(f"{least}: {100 * p:.0f} / {100 * r:.0f}, {100 * (right + left) / max(1, len(best)):.0f}")
        print(f"  {share:4}   " + "   ".join(cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    with Pool(PROCESSES) as pool:
        choices = [c for found in pool.map(read, list(articles()), chunksize=4) for c in found]
    model = learned([c for c in choices if not c.aside])
    table(model, [c for c in choices if c.aside])
    print(f"{len(choices)} open sides, {len(model.rows)} features, {saved(model, args.out) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
