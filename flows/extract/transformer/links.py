"""The mentions of a document in, how likely each means the same as each of those before it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flows.extract.linear import normalised
from flows.extract.transformer.beside import KINDS, mentions_beside
from flows.extract.transformer.heads import gelu, head

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]


class Links:
    """What the head `antecedent` says of mentions, by their places in the document's list of them.

    Its first layer sees both words and their product; what it makes of each word alone is reckoned once.
    """

    def __init__(self, vectors: Matrix, kinds: Sequence[str], stretch: Any) -> None:
        """Vectors of the words that head the mentions (mentions x WIDTH), their kinds, the stretch each was read in."""
        import numpy as np

        self.vectors, self.kinds, self.stretch = vectors, kinds, stretch
        self.places = np.array([KINDS.index(kind) for kind in kinds], dtype=np.int64)
        (first, constant), self.last = head("antecedent").layers
        wide = vectors.shape[1]
        own, there, self.both, self.beside = np.split(first, (wide, 2 * wide, 3 * wide))
        self.own, self.there = vectors @ own + constant, vectors @ there

    def of(self, i: int, before: Sequence[int]) -> Matrix:
        """How likely mention i means the same as each of these, nearest last, 0 to 1; they and the case that none does add up to one."""
        import numpy as np

        near = np.asarray(before, dtype=np.int64)
        beside = mentions_beside(
            self.kinds[i], self.places[near], np.arange(len(near), 0, -1), self.stretch[near] == self.stretch[i]
        )
        hidden = (
            self.own[i] + self.there[near] + (self.vectors[i] * self.vectors[near]) @ self.both + beside @ self.beside
        )
        weights, constant = self.last
        scores = gelu(hidden) @ weights + constant
        told: Matrix = np.exp(normalised(np.concatenate((np.zeros((1, 1), dtype=np.float32), scores)).T)[0, 1:])
        return told
