"""A folder of weights in, a linear model out: bags of features become one probability a class, each traceable to its features."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"


def normalised(rows: Matrix) -> Matrix:
    """Rows of scores -> logarithms of probabilities, natural ones; each row sums to one."""
    import numpy as np

    away: Matrix = rows - rows.max(axis=1, keepdims=True)
    told: Matrix = away - np.log(np.exp(away).sum(axis=1, keepdims=True))
    return told


@dataclass(frozen=True, slots=True)
class Linear:
    """Multinomial logistic regression: rows of weights by feature, one column a class; the last row is the constant."""

    classes: tuple[str, ...]
    rows: dict[str, int]
    weights: Any  # (features + 1) x classes, float32

    def log_probabilities(self, bags: Sequence[Iterable[str]]) -> Matrix:
        """Bags of features -> bags x classes, natural logarithms; a feature never seen in training counts nothing."""
        import numpy as np

        constant, starts = len(self.weights) - 1, list[int]()
        known: list[int] = []
        row_of = self.rows.get
        for bag in bags:  # rows in one order, that sums come out the same to the last bit
            starts.append(len(known))
            known += sorted([row for row in map(row_of, frozenset(bag)) if row is not None])
            known.append(constant)
        if not starts:
            return np.empty((0, len(self.classes)), dtype=np.float32)
        return normalised(np.add.reduceat(self.weights[known], starts, axis=0))

    def reasons(self, bag: Iterable[str], label: str, most: int = 5) -> list[tuple[str, float]]:
        """The features that speak most for a class against the mean of all classes, strongest first."""
        column = self.classes.index(label)
        known = sorted(feature for feature in set(bag) if feature in self.rows)
        weights = self.weights[[self.rows[feature] for feature in known]]
        told = zip(known, (weights[:, column] - weights.mean(axis=1)).tolist(), strict=True)
        return sorted(told, key=lambda f: (-f[1], f[0]))[:most]


@cache
def linear(name: str) -> Linear:
    """`weights/NAME` as models/ wrote it: classes and features a line each, weights as half floats."""
    import numpy as np

    folder = WEIGHTS / name
    features = (folder / "features.txt").read_text("utf-8").splitlines()
    classes = tuple((folder / "classes.txt").read_text("utf-8").split())
    weights = np.load(folder / "weights.npy").astype(np.float32)
    return Linear(classes, {feature: i for i, feature in enumerate(features)}, weights)
