"""A parsed document in, its reading out: a vector for each of its tokens, kept with the document for those who ask later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.extract.transformer.encoder import WIDTH, vectors
from flows.extract.transformer.heads import head

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Matrix = NDArray[np.float32]

KEY = "reading"  # in a doc's user_data
STRETCH = 120  # words of a paragraph that are read together; longer ones are cut at sentences


@dataclass(frozen=True, slots=True)
class Reading:
    """Of one document, what the heads make of its words. Places are those of tokens."""

    vectors: Any  # tokens x WIDTH, float32
    names: Any  # tokens x classes of `names`; asked for finding and for typing

    def types(self, tokens: Sequence[int]) -> Matrix:
        """What each of these words may tell of: words x classes of `types`."""
        return head("types").log_probabilities(self.vectors[list(tokens)])

    def modes(self, token: int) -> Matrix:
        return head("modes").log_probabilities(self.vectors[token][None, :])

    def modality(self, token: int) -> Matrix:
        return head("modality").log_probabilities(self.vectors[token][None, :])

    def roles(self, token: int, kind: str, parties: Sequence[int]) -> Matrix:
        """What each of these words is to a trigger of a type: words x classes of `roles`."""
        import numpy as np

        types = head("types").classes
        one_hot = np.zeros(len(types), dtype=np.float32)
        one_hot[types.index(kind)] = 1.0
        trigger = self.vectors[token]
        rows = [np.concatenate((trigger, v, trigger * v, one_hot)) for v in self.vectors[list(parties)]]
        return head("roles").log_probabilities(np.stack(rows))

    def pair(self, source: tuple[int, int], target: tuple[int, int], around: tuple[int, int]) -> Matrix:
        """What the first of two stretches of tokens does to the second: 1 x classes of `pairs`; `around` is their sentence."""
        import numpy as np

        s, t, all_ = (self.vectors[a:b].mean(axis=0) for a, b in (source, target, around))
        return head("pairs").log_probabilities(np.concatenate((s, t, s * t, all_))[None, :])


def reading(doc: Doc) -> Reading | None:
    """The reading of a doc; None where its model has none."""
    found: Reading | None = doc.user_data.get(KEY)
    return found


def read_through(doc: Doc, cased: str) -> Reading:
    """A parsed doc and its text as it is to be read (headlines in sentence case, the same offsets) -> its reading."""
    import numpy as np

    places = list(_stretches(doc))
    words = [[cased[t.idx : t.idx + len(t.text)] for t in doc[a:b]] for a, b in places]
    found = np.zeros((len(doc), WIDTH), dtype=np.float32)
    for (a, b), rows in zip(places, vectors(words), strict=True):
        found[a:b] = rows
    return Reading(found, head("names").log_probabilities(found))


def _stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """Paragraphs, cut at sentences where they are long."""
    start = end = 0
    for sentence in doc.sents:
        breaks = any("\n" in t.text for t in doc[max(0, sentence.start - 1) : sentence.start])
        if end > start and (breaks or sentence.end - start > STRETCH):
            yield start, end
            start = end
        end = sentence.end
        for t in sentence:  # a sentence never goes on after a line break, whatever the parser says
            if "\n" in t.text and t.i + 1 > start:
                yield start, t.i + 1
                start = t.i + 1
    if end > start:
        yield start, end
