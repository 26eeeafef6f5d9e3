"""The sentences kept aside in, out: what the triggers between two are worth beside the models of pairs, and when nothing is told of a pair.

    .venv/bin/python models/events/pairs_told.py

First, for weights of the three opinions, the mean of -log p of the marked type (less is better) and the share that is right.
Then the weights of `told`, fitted on all pairs of a block's phrases - with an event from the one to the other or without - and,
by halves, the threshold below which so much of the pairs with an event fall, and of those without. The best stand in
flows/extract/events/learned/pair_opinions.py and pairs.py. To be run after train.py, models/transformer and shares.py.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "models"), str(HERE)]

from aside import aside  # noqa: E402
from marked import Sentence, sentences  # noqa: E402
from train import pairs_of  # noqa: E402

from flows.extract import uncoded  # noqa: E402
from flows.extract.events.learned.opinions import heard_as  # noqa: E402
from flows.extract.events.learned.pair_opinions import LEAST, NAME, evidence  # noqa: E402
from flows.extract.events.lexicon import load  # noqa: E402
from flows.extract.events.pairs import PairCoder  # noqa: E402
from flows.extract.linear import linear, normalised  # noqa: E402
from flows.records import CleanText, content_id  # noqa: E402

WEIGHTS = ((0.5, 0.5, 0.0), (0.4, 0.4, 0.3), (0.35, 0.35, 0.5), (0.3, 0.3, 0.7), (0.2, 0.2, 1.0), (0.0, 0.5, 0.5), (0.0, 0.0, 1.0))  # fmt: skip
LOST = (0.005, 0.01, 0.02, 0.05)
Matrix = Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair of phrases: the opinions of the linear model, the head and the triggers, its evidence, the types that are marked."""

    source: str
    opinions: tuple[Matrix, Matrix, Matrix]
    evidence: tuple[float, ...]
    types: list[int]


def main() -> None:
    asked = [a for s in sentences() if aside(s.source) for a in pairs(s)]
    weighed([a for a in asked if a.types])
    told = np.array([a.evidence for a in asked])
    right = np.array([float(bool(a.types)) for a in asked])
    half = np.array([int(a.source.rpartition("#")[2]) // 10 % 2 for a in asked])
    print(f"{len(asked)} pairs, {int(right.sum())} with an event; weights of `told`:", logistic(told, right).round(3))
    likely = np.zeros(len(asked))
    for k in (0, 1):
        likely[half == k] = probability(told[half == k], logistic(told[half != k], right[half != k]))
    for lost in LOST:
        least = float(np.quantile(likely[right == 1], lost))
        print(
            f"below {least:.4f}: {lost:.1%} of those with an event, {(likely[right == 0] < least).mean():.0%} of those without"
        )


def pairs(sentence: Sentence) -> Iterator[Asked]:
    """Every two marked phrases of a block, both ways round, of which anything may be told."""
    clean = CleanText(content_id("marked", sentence.text), sentence.text, language="en")
    doc, found = uncoded(clean)
    coder, wanted = PairCoder(doc, clean, found, load()), pairs_of(sentence)
    model = linear(NAME)
    for letters in permutations(sentence.phrases, 2):
        place = (*sentence.phrases[letters[0]], *sentence.phrases[letters[1]])
        if (bag := coder.bag(place)) is not None:
            heard, through = coder.heard(place), coder.through(place)
            opinions = (model.log_probabilities([bag])[0], heard_as(NAME, heard)[0], np.log(through + LEAST))
            types = [model.classes.index(kind) for kind in wanted.get(letters, ())]
            yield Asked(sentence.source, opinions, tuple(evidence(heard, through, coder.one_sentence(place))), types)


def weighed(asked: list[Asked]) -> None:
    for weights in WEIGHTS:
        rows = normalised(np.stack([sum(w * o for w, o in zip(weights, a.opinions, strict=True)) for a in asked]))
        loss = -np.mean([np.log(np.exp(row[a.types]).sum()) for row, a in zip(rows, asked, strict=True)])
        right = np.mean([int(row.argmax()) in a.types for row, a in zip(rows, asked, strict=True)])
        print(f"{weights}  loss {loss:.3f}  right {100 * right:.1f}")


def probability(evidence: Matrix, weights: Matrix) -> Matrix:
    return 1.0 / (1.0 + np.exp(-evidence @ weights))


def logistic(evidence: Matrix, right: Matrix, strength: float = 0.001, steps: int = 30) -> Matrix:
    """Rows of evidence and whether each is right -> weights, by Newton's method."""
    weights = np.zeros(evidence.shape[1])
    for _ in range(steps):
        told = probability(evidence, weights)
        bend = (evidence * (told * (1 - told))[:, None]).T @ evidence + strength * np.eye(len(weights))
        weights -= np.linalg.solve(bend, evidence.T @ (told - right) + strength * weights)
    return weights


if __name__ == "__main__":
    main()
