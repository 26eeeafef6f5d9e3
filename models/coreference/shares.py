"""The articles kept aside in, what each of the two opinions on a link is worth out: the linear model's and the network's.

    .venv/bin/python models/coreference/shares.py

For each class of word the weights of both odds and a constant, as flows/extract/coreference.py has them in SHARES, and precision and
recall with them. Links before each are taken as marked: a text that nobody marked fares less well. The linear model is trained here on the other articles only; the network has not seen these either. To be
run after models/transformer and train.py.
"""

from __future__ import annotations

import sys
from math import exp
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "models"), str(HERE)]

from aside import aside  # noqa: E402
from marked import articles  # noqa: E402
from train import Choice, learned, read, table  # noqa: E402

from flows.extract.coreference import YES, odds  # noqa: E402

NEAR = 4.0  # how strongly the weights of one class are held to those of all
LOOSE = 0.1  # how strongly those of all are held to a half each
START = (0.5, 0.5, 0.0)
NOT_ASKED = "unlisted"  # of nouns that no lexicon lists the linear model says nothing


def main() -> None:
    every = [(aside(a.source), read(a)) for a in articles()]
    model = learned([c for left, mine in every if not left for c in mine])
    yes = model.classes.index(YES)
    rows = []
    for c in (c for left, mine in every if left for c in mine):
        told = model.log_probabilities([bag for _, bag in c.offered])[:, yes] if c.offered else ()
        own = {group: exp(float(p)) for (group, _), p in zip(c.offered, told, strict=True)}
        asked_own = c.word != NOT_ASKED
        rows.append(
            (
                c,
                {
                    g: (odds(own.get(g, 0.0)) if asked_own else 0.0, odds(c.heard.get(g, 0.0)), 1.0)
                    for g in {**own, **c.heard}
                },
            )
        )
    common = fitted(*asked(rows), START, LOOSE)
    given = []
    for word in sorted({c.word for c, _ in rows}):
        mine = [r for r in rows if r[0].word == word]
        weights = fitted(*asked(mine), common if word != NOT_ASKED else (0.0, *common[1:]), NEAR)
        print(f'    "{word}": ({", ".join(f"{w:.2f}" for w in weights)}),')
        for c, told in mine:
            sure = {g: float(1 / (1 + np.exp(-np.dot(weights, x)))) for g, x in told.items()}
            best = max(sure, key=lambda g: (sure[g], g), default="")
            given.append((word, sure.get(best, 0.0), best in c.right, bool(c.right)))
    table(given)


def asked(rows: list[tuple[Choice, dict[str, tuple[float, ...]]]]) -> tuple[Any, Any]:
    """Groups x three numbers, and which of them are right."""
    flat = [(x, g in c.right) for c, told in rows for g, x in told.items()]
    return np.array([x for x, _ in flat]).reshape(-1, 3), np.array([float(r) for _, r in flat])


def fitted(x: Any, y: Any, near: tuple[float, ...], strength: float) -> tuple[float, ...]:
    """Logistic regression by Newton's steps, held near given weights."""
    w = centre = np.array(near)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + strength * (w - centre)
        w = w - np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + strength * np.eye(3), slope)
    return tuple(float(v) for v in w)


if __name__ == "__main__":
    main()
