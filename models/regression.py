"""Bags of features with their classes in, a linear model out: multinomial logistic regression, fitted with L-BFGS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from flows.extract.linear import Linear

Bag = frozenset[str]


def fitted(
    bags: Sequence[Bag],
    labels: Sequence[str],
    strength: float = 1.0,
    rare: int = 2,
    weights: Sequence[float] | None = None,
    steps: int = 150,
) -> Linear:
    """Weights that make the labels likely. Features in fewer than `rare` bags are left out; `strength` is the L2 penalty."""
    seen = Counter(feature for bag in bags for feature in bag)
    rows = {feature: i for i, feature in enumerate(sorted(f for f, n in seen.items() if n >= rare))}
    classes = tuple(sorted(set(labels)))
    matrix = _matrix(bags, rows)
    wanted = np.zeros((len(bags), len(classes)))
    wanted[np.arange(len(bags)), [classes.index(label) for label in labels]] = 1.0
    share = np.ones(len(bags)) if weights is None else np.asarray(weights, dtype=float)
    shape = (len(rows) + 1, len(classes))

    def loss(flat: Any) -> tuple[float, Any]:
        table = flat.reshape(shape)
        scores = matrix @ table
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        wrong = (np.exp(scores) - wanted) * share[:, None]
        pull = table.copy()
        pull[-1] = 0.0
        value = -(scores * wanted * share[:, None]).sum() + strength / 2 * (pull**2).sum()
        return float(value), np.asarray(matrix.T @ wrong + strength * pull).ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return Linear(classes, rows, found.x.reshape(shape).astype(np.float32))


def _matrix(bags: Sequence[Bag], rows: dict[str, int]) -> csr_matrix:
    """Bags x features of ones; the last column is the constant."""
    places, starts = [], [0]
    for bag in bags:
        places += [*sorted(rows[feature] for feature in bag if feature in rows), len(rows)]
        starts.append(len(places))
    return csr_matrix((np.ones(len(places)), places, starts), shape=(len(bags), len(rows) + 1))


def saved(model: Linear, folder: Path, least: float = 0.02) -> int:
    """The model's files in `folder`; features whose weights all lie within `least` are left out. Bytes written."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = [(f, row) for f, row in model.rows.items() if np.abs(model.weights[row]).max() >= least]
    (folder / "classes.txt").write_text("\n".join(model.classes) + "\n", "utf-8")
    (folder / "features.txt").write_text("".join(f"{feature}\n" for feature, _ in kept), "utf-8")
    np.save(folder / "weights.npy", model.weights[[row for _, row in kept] + [-1]].astype(np.float16))
    return sum(file.stat().st_size for file in folder.iterdir())
