"""The sentences kept aside in, what each share of the two opinions is worth out: linear models against the encoder's heads.

    .venv/bin/python models/events/shares.py

For every question a line a pair of weights: the mean of -log p of what is marked (less is better) and the share that is right;
the best pairs stand in flows/extract/events/learned/opinions.py. To be run after train.py and models/transformer, before sureness.py.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "models"), str(HERE)]

from aside import aside  # noqa: E402
from marked import sentences  # noqa: E402
from train import STRENGTH, Learned, examples  # noqa: E402

from flows.extract.events.learned.opinions import added, heard_as  # noqa: E402
from flows.extract.linear import linear  # noqa: E402

SHARES = ((1.0, 0.0), (0.8, 0.3), (0.7, 0.5), (0.6, 0.6), (0.5, 0.5), (0.4, 0.6), (0.5, 0.8), (0.3, 0.8), (0.0, 1.0))


def main() -> None:
    made = [examples(s) for s in sentences() if aside(s.source)]
    for name in STRENGTH:
        bags, heard, right = asked(name, made)
        own, other = linear(name).log_probabilities(bags), heard_as(name, heard)
        for shares in SHARES:
            told = added(own, other, shares)
            loss = -float(told[np.arange(len(right)), right].mean())
            print(
                f"{name:16}{len(right):6} {shares}  loss {loss:.3f}  right {100 * (told.argmax(axis=1) == right).mean():.1f}"
            )


def asked(name: str, made: list[Learned]) -> tuple[list[Any], Any, Any]:
    """The bags of a question, what the head says of the same, and the class that is right."""
    classes = linear(name).classes
    rows = [
        (bag, heard, classes.index(label))
        for m in made
        for bag, heard, label in zip(m.bags[name], m.heard[name], m.labels[name], strict=True)
        if label in classes and heard is not None
    ]
    return (
        [bag for bag, _, _ in rows],
        np.stack([heard for _, heard, _ in rows]),
        np.array([right for *_, right in rows]),
    )


if __name__ == "__main__":
    main()
