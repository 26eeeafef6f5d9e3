"""What three models say of a pair in - of the words around it, of its reading, of the triggers between - one answer out.

Its first part is the type, should anything be told; its second whether anything is. Fitted on sentences that none of the
three had seen (models/events/shares.py and pairs_told.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import TYPE_CHECKING

from flows.extract.events.learned.opinions import heard_as, together
from flows.extract.linear import normalised

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]
    Row = NDArray[np.float64]

NAME = "event_pairs"
# What the triggers tell (through.py): its weight beside the other two, and the least it says of any type.
THROUGH, LEAST = 0.5, 0.01
LEAST_OF_ANY = 0.003  # what they say at least of anything at all
# Weights of `evidence`, in its order.
TOLD = (-3.534, 0.864, -0.432, 4.943)


def types(bag: frozenset[str], heard: Matrix | None, through: Row | None) -> Row:
    """A pair's bag, the head's row and what the triggers tell of it -> logarithms, one for each class of the pair model."""
    import numpy as np

    own = together(NAME, [bag], heard)
    if through is not None:
        own = normalised(own + (THROUGH * np.log(through + LEAST)).astype(np.float32))
    row: Row = own[0]
    return row


def told(heard: Matrix, through: Row, one_sentence: bool) -> float:
    """How likely the text tells at all that the first of the pair does something to the second, 0 to 1."""
    return 1.0 / (1.0 + exp(-sum(w * x for w, x in zip(TOLD, evidence(heard, through, one_sentence), strict=True))))


def evidence(heard: Matrix, through: Row, one_sentence: bool) -> Sequence[float]:
    """The constant, the logarithm of what the triggers tell, how undecided the head is (nats), whether both stand in one sentence."""
    import numpy as np

    row = heard_as(NAME, heard)[0].astype(np.float64)
    anything = 1.0 - float(np.prod(1.0 - through))
    return (1.0, log(anything + LEAST_OF_ANY), -float((np.exp(row) * row).sum()), float(one_sentence))
