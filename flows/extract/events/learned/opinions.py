"""What the linear models say of a question and what the encoder's heads say of it in, one answer out.

The linear ones see the parse, the lexicon and the rules; the heads see the words in their company. Their logarithms are
added with weights that were fitted on sentences neither had seen (models/events/shares.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from flows.extract.linear import linear, normalised
from flows.extract.transformer.heads import head

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

# weight of the linear model, of the head
SHARES = {
    "event_types": (0.5, 0.5),
    "event_modes": (0.8, 0.3),
    "event_modality": (0.4, 0.6),
    "event_roles": (0.5, 0.5),
    "event_pairs": (0.35, 0.35),
}


def together(name: str, bags: Sequence[frozenset[str]], heard: Matrix | None) -> Matrix:
    """Bags for the linear model and the head's rows for the same -> rows x classes of the linear model, logarithms."""
    told: Matrix = linear(name).log_probabilities(bags)
    return told if heard is None else added(told, heard_as(name, heard), SHARES[name])


def heard_as(name: str, heard: Matrix) -> Matrix:
    """The head's rows with the linear model's classes."""
    rows: Matrix = heard[:, _columns(name)]
    return rows


def added(own: Matrix, other: Matrix, shares: tuple[float, float]) -> Matrix:
    """Both opinions with their shares -> logarithms of probabilities."""
    return normalised(shares[0] * own + shares[1] * other)


@cache
def _columns(name: str) -> Any:
    """Where the head has each class of the linear model."""
    import numpy as np

    known = head(name.removeprefix("event_")).classes
    return np.array([known.index(c) for c in linear(name).classes])
