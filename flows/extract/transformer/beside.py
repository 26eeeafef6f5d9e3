"""Two mentions in, what the network is told of them besides the words that head them, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS = ("named", "nominal", "pronoun")
APART = (1, 3, 7, 15)  # mentions: the last of each class
MOST = 60  # mentions looked at before one
WIDE = 2 * len(KINDS) + len(APART) + 2  # numbers told of two mentions


def mentions_beside(
    kind: str, there: Sequence[int] | Any, apart: Sequence[int] | Any, together: Sequence[bool] | Any
) -> NDArray[np.float32]:
    """Kind of a mention; of those before it the kinds (places in KINDS), how many mentions apart each is (1: neighbours) and whether both were read in one stretch -> mentions before it x WIDE, each 0 or 1."""
    import numpy as np

    out = np.zeros((len(there), WIDE), dtype=np.float32)
    rows = np.arange(len(there))
    out[:, KINDS.index(kind)] = 1.0
    out[rows, len(KINDS) + np.asarray(there)] = 1.0
    out[rows, 2 * len(KINDS) + np.searchsorted(APART, np.asarray(apart))] = 1.0
    out[:, -1] = together
    return out
