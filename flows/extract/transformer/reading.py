"""A parsed document in, its reading out: a vector for each of its tokens, kept with the document for those who ask later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flows.extract.transformer.encoder import WIDTH, vectors
from flows.extract.transformer.heads import head
from flows.extract.transformer.links import Links

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc as Parse

    from flows.extract.words import Doc

    Matrix = NDArray[np.float32]

KEY = "reading"  # in a doc's user_data
STRETCH = 160  # words that are read together


@dataclass(frozen=True)
class Reading:
    """Of one document, what the heads make of its words. Places are those of tokens."""

    vectors: Any  # tokens x WIDTH, float32
    names: Any  # tokens x classes of `names`; asked for finding and for typing
    stretch: Any  # tokens: number of the stretch each was read in

    def types(self, tokens: Sequence[int]) -> Matrix:
        """What each of these words may tell of: words x classes of `types`."""
        return head("types").log_probabilities(self.vectors[list(tokens)])

    @cached_property
    def parties(self) -> Matrix:
        """How likely each word heads a phrase for somebody who may act, 0 to 1: one number a token."""
        import numpy as np

        asked = head("parties")
        told: Matrix = np.exp(asked.log_probabilities(self.vectors)[:, asked.classes.index("party")])
        return told

    @cached_property
    def refers(self) -> Matrix:
        """How likely each word heads a description of somebody or something that is spoken of again, 0 to 1."""
        import numpy as np

        asked = head("refers")
        told: Matrix = np.exp(asked.log_probabilities(self.vectors)[:, asked.classes.index("nominal")])
        return told

    def links(self, tokens: Sequence[int], kinds: Sequence[str]) -> Links:
        """The mentions headed by these words, of these kinds, in text order, to be asked which mean the same."""
        at = list(tokens)
        return Links(self.vectors[at], kinds, self.stretch[at])

    def modes(self, token: int) -> Matrix:
        return head("modes").log_probabilities(self.vectors[token][None, :])

    def modality(self, token: int) -> Matrix:
        return head("modality").log_probabilities(self.vectors[token][None, :])

    def roles(self, token: int, kind: str, parties: Sequence[int]) -> Matrix:
        """What each of these words is to a trigger of a type: words x classes of `roles`."""
        return self._beside("roles", token, kind, parties)

    def _beside(self, name: str, token: int, kind: str, parties: Sequence[int]) -> Matrix:
        import numpy as np

        types = head("types").classes
        one_hot = np.zeros(len(types), dtype=np.float32)
        one_hot[types.index(kind)] = 1.0
        trigger, beside = self.vectors[token], self.vectors[list(parties)]
        own, kinds = (np.broadcast_to(v, (len(beside), len(v))) for v in (trigger, one_hot))
        return head(name).log_probabilities(np.concatenate((own, beside, trigger * beside, kinds), axis=1))

    def elsewhere(self, token: int, kind: str, parties: Sequence[int]) -> Matrix:
        """The same for words of other sentences: words x classes of `elsewhere`."""
        return self._beside("elsewhere", token, kind, parties)

    def pair(self, source: tuple[int, int], target: tuple[int, int], around: tuple[int, int]) -> Matrix:
        """What the first of two stretches of tokens does to the second: 1 x classes of `pairs`; `around` is their sentence."""
        import numpy as np

        s, t, all_ = (self.vectors[a:b].mean(axis=0) for a, b in (source, target, around))
        return head("pairs").log_probabilities(np.concatenate((s, t, s * t, all_))[None, :])


def reading(doc: Doc) -> Reading | None:
    """The reading of a doc; None where its model has none."""
    found: Reading | None = doc.user_data.get(KEY)
    return found


def read_through(doc: Parse, cased: str) -> Reading:
    """A parsed doc and its text as it is to be read (headlines in sentence case, the same offsets) -> its reading."""
    import numpy as np

    places = list(_stretches(doc))
    words = [[cased[t.idx : t.idx + len(t.text)] for t in doc[a:b]] for a, b in places]
    found = np.zeros((len(doc), WIDTH), dtype=np.float32)
    stretch = np.zeros(len(doc), dtype=np.int32)
    for number, ((a, b), rows) in enumerate(zip(places, vectors(words), strict=True)):
        found[a:b], stretch[a:b] = rows, number
    return Reading(found, head("names").log_probabilities(found), stretch)


def _stretches(doc: Parse) -> Iterator[tuple[int, int]]:
    """Paragraphs in a row up to STRETCH words, since what a paragraph means its neighbours tell; longer ones are cut at sentences."""
    start = end = 0
    for a, b in _paragraphs(doc):
        if end > start and b - start > STRETCH:
            yield start, end
            start = end
        end = b
        if end - start > STRETCH:
            for sentence in doc[a:b].sents:
                if sentence.end - start > STRETCH and sentence.start > start:
                    yield start, sentence.start
                    start = sentence.start
    if end > start:
        yield start, end


def _paragraphs(doc: Parse) -> Iterator[tuple[int, int]]:
    """Lines with the break that ends them, as tokens from .. up to .."""
    start = 0
    for t in doc:
        if "\n" in t.text:
            yield start, t.i + 1
            start = t.i + 1
    if start < len(doc):
        yield start, len(doc)
