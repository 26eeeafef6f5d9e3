"""The marked articles in, flows/extract/weights/coreference out: how likely a pronoun means a group named before it.

    .venv/bin/python models/coreference/train.py [--held]

Mentions and groups are those the program finds; a group stands for the thing most of its mentions are marked as.
Pronouns are joined as marked while the next ones are looked at. `--held` trains on four fifths, five times, and prints
precision and recall on the fifth left out for several thresholds; without it all is used.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "models"), str(HERE)]

from marked import Referring, articles  # noqa: E402
from regression import fitted, saved  # noqa: E402

from flows.extract.antecedents import Bag  # noqa: E402
from flows.extract.coreference import candidates, class_of, due, heard_of, placed  # noqa: E402
from flows.extract.groups import grouped  # noqa: E402
from flows.extract.heard import Heard  # noqa: E402
from flows.extract.mentions import mentions  # noqa: E402
from flows.extract.nlp import OURS, parsed  # noqa: E402
from flows.extract.quotes import quotes  # noqa: E402
from flows.extract.scene import Scene  # noqa: E402
from flows.extract.transformer.reading import reading  # noqa: E402
from flows.records import CleanText, content_id  # noqa: E402

OUT = ROOT / "flows/extract/weights/coreference"
STRENGTH = 2.0
FOLDS = 5


@dataclass(frozen=True)
class Choice:
    """A pronoun or description with the groups it may mean, and those it does."""

    word: str  # its class, as coreference.SHARES has it
    offered: list[tuple[str, Bag]]
    heard: dict[str, float]  # group -> what the network says
    right: set[str]


def read(article: Referring) -> list[Choice]:
    """An article -> its marked pronouns with candidates and the groups that would be right."""
    clean = CleanText(content_id("marked", article.text), article.text, language="en")
    doc = parsed(clean, OURS)
    found, groups = grouped(doc, clean.doc_id, mentions(doc, clean.text))
    numbers = {(s, e): n for s, e, n in article.marks}
    told: dict[str, Counter[int]] = defaultdict(Counter)
    for m in found:
        if m.group_id and m.kind != "pronoun":
            for s, e, n in article.marks:
                if s < m.end and m.start < e:
                    told[m.group_id][n] += 1 if (s, e) == (m.start, m.end) else 0.5  # type: ignore[assignment]
    meant: dict[int, set[str]] = defaultdict(set)
    for group, counted in told.items():
        meant[min(counted, key=lambda n: (-counted[n], n))].add(group)
    choices: list[Choice] = []
    known = found
    for spoken in (False, True):
        said = quotes(doc, clean.text, known) if spoken else ()
        scene = Scene(doc, known, groups, (), said)
        told = reading(doc)
        heard = Heard(scene, told) if told is not None else None
        for i, m in enumerate(scene.mentions):
            if not due(scene, i, spoken):
                continue
            number = numbers.get((m.start, m.end))
            right = meant.get(number, set()) if number is not None else set()
            if m.kind == "nominal":
                right = right & scene.named
            offered = candidates(scene, i)
            choices.append(Choice(class_of(scene, i), offered, heard_of(scene, i, heard), right))
            if right and (mine := [g for g, _ in offered if g in right] or sorted(right)):
                scene.join(i, mine[0], 1.0)
        known = placed(tuple(scene.mentions))
    return choices


def learned(choices: list[Choice], strength: float = STRENGTH) -> Any:
    bags = [bag for c in choices for _, bag in c.offered]
    labels = ["yes" if group in c.right else "no" for c in choices for group, _ in c.offered]
    return fitted(bags, labels, strength)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--strength", type=float, default=STRENGTH)
    args = parser.parse_args()
    read_articles = [read(a) for a in articles()]
    total = [c for choices in read_articles for c in choices]
    reach = sum(bool({g for g, _ in c.offered} & c.right) for c in total)
    print(
        f"{len(read_articles)} articles, {len(total)} pronouns and descriptions, {sum(bool(c.right) for c in total)} of something found, {reach} among the candidates"
    )
    if not args.held:
        model = learned(total, args.strength)
        print(f"{len(model.rows)} features, {saved(model, OUT) / 1e6:.1f} MB")
        return
    given: list[tuple[str, float, bool, bool]] = []
    for k in range(FOLDS):
        model = learned([c for i, cs in enumerate(read_articles) if i % FOLDS != k for c in cs], args.strength)
        yes = model.classes.index("yes")
        for c in (c for i, cs in enumerate(read_articles) if i % FOLDS == k for c in cs):
            if not c.offered:
                given.append((c.word, 0.0, False, bool(c.right)))
                continue
            scores = model.log_probabilities([bag for _, bag in c.offered])[:, yes]
            best = int(scores.argmax())
            given.append((c.word, exp(float(scores[best])), c.offered[best][0] in c.right, bool(c.right)))
    table(given)


def table(given: list[tuple[str, float, bool, bool]]) -> None:
    """Word, probability of the best group, whether it is right, whether one would be: precision and recall by threshold."""
    for kind in ("", *sorted({k for k, *_ in given})):
        mine = [g for g in given if kind in ("", g[0])]
        cells = []
        for least in (0.3, 0.4, 0.5, 0.6, 0.7):
            taken = [g for g in mine if g[1] >= least]
            right = sum(g[2] for g in taken)
            cells.append(
                f"{100 * right / max(1, len(taken)):5.1f}/{100 * right / max(1, sum(g[3] for g in mine)):5.1f}"
            )
        print(f"{kind or 'all':6}{len(mine):6}  P/R at .3 .4 .5 .6 .7: " + "  ".join(cells))


if __name__ == "__main__":
    main()
