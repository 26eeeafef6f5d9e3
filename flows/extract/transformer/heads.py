"""Vectors of words in, probabilities out: which name a word is of, what it tells of, who takes part, what one does to another.

Each head is one or two layers, trained together with the encoder (models/transformer). Logarithms are natural ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from flows.extract.linear import normalised
from flows.extract.transformer.pieces import WEIGHTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """Layers of weights (inputs x outputs) and constants; between two of them stands a GELU."""

    classes: tuple[str, ...]
    layers: tuple[tuple[Any, Any], ...]

    def log_probabilities(self, rows: Matrix) -> Matrix:
        """rows x inputs -> rows x classes."""
        out = rows
        for i, (weights, constant) in enumerate(self.layers):
            out = (gelu(out) if i else out) @ weights + constant
        return normalised(out)


def gelu(x: Matrix) -> Matrix:
    """x times the share of a normal distribution below x, by the usual fit with tanh (error under .001)."""
    import numpy as np

    told: Matrix = (
        np.float32(0.5) * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    )
    return told  # x * x * x: a power is reckoned a hundred times slower


@cache
def head(name: str) -> Head:
    """`names`, `types`, `roles` and so on, as models/transformer wrote it into heads.npz."""
    import numpy as np

    with np.load(WEIGHTS / "heads.npz") as file:
        classes = tuple(str(c) for c in file[f"{name}.classes"])
        count = sum(key.startswith(f"{name}.weights") for key in file.files)
        layers = tuple(
            (file[f"{name}.weights{i}"].astype(np.float32), file[f"{name}.constant{i}"].astype(np.float32))
            for i in range(count)
        )
    return Head(classes, layers)
