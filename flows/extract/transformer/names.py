"""A reading in, the names it sees out: stretches of tokens with a type; and what it makes of given stretches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from flows.extract.linear import normalised
from flows.extract.transformer.heads import head
from flows.extract.transformer.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

SURE = -0.01  # logarithm from which a word is no name, whatever stands beside it
FLOOR = 1e-6  # least probability of a type
NEVER = -1e4  # logarithm of what cannot be


@dataclass(frozen=True, slots=True)
class Seen:
    """A name: tokens from `start` up to `end`."""

    start: int
    end: int
    label: str


def seen(reading: Reading) -> list[Seen]:
    """The likeliest names of a document in text order: no inside without its beginning."""
    classes = head("names").classes
    tags = [classes[i] for i in _likeliest(reading.names)]
    out: list[Seen] = []
    for i, tag in enumerate(tags):
        place, _, label = tag.partition("-")
        if label == "PERSON" and out and out[-1].label == label and out[-1].end == i:
            place = "I"  # two people never stand side by side without a word or a mark between them
        if place == "B":
            out.append(Seen(i, i + 1, label))
        elif place == "I":
            out[-1] = Seen(out[-1].start, i + 1, label)
    return out


def types_of(reading: Reading, spans: list[tuple[int, int]], labels: tuple[str, ...], nothing: str) -> Any:
    """Stretches of tokens -> rows x labels, logarithms: what each is, by the mean of its words; `nothing` is a label too."""
    import numpy as np

    if not spans:
        return np.empty((0, len(labels)), dtype=np.float32)
    words = np.exp(reading.names)
    told = np.log(np.stack([words[:, at].sum(axis=1) for at in _columns(labels, nothing)], axis=1) + FLOOR)
    return normalised(np.stack([told[start:end].mean(axis=0) for start, end in spans]))


@cache
def _columns(labels: tuple[str, ...], nothing: str) -> list[list[int]]:
    """Of each label, where its tags stand; dates, amounts and plain words are all nothing."""
    classes = head("names").classes
    found = [[i for i, c in enumerate(classes) if c[2:] == label] for label in labels]
    taken = {i for at in found for i in at}
    rest = [i for i in range(len(classes)) if i not in taken]
    return [rest if label == nothing else at for label, at in zip(labels, found, strict=True)]


def with_names(doc: Doc, reading: Reading) -> Doc:
    """The doc with the reading's names as its entities."""
    from spacy.tokens import Span

    spans: list[Span] = []
    for name in seen(reading):
        start, end = name.start, name.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start < end:
            spans.append(Span(doc, start, end, label=name.label))
    doc.set_ents(spans)
    return doc


def _likeliest(told: Any) -> list[int]:
    """The likeliest row of tags in which every I- follows a B- or I- of its type."""
    allowed = _allowed()
    best = [int(i) for i in told.argmax(axis=1)]
    # words that are surely no name: between two of them tags stand for themselves
    plain = [i for i, tag in enumerate(best) if tag == 0 and told[i, 0] > SURE]
    for before, after in pairwise((-1, *plain, len(best))):
        run = best[before + 1 : after]
        if not all(allowed[a, b] for a, b in pairwise((-1, *run))):
            best[before + 1 : after] = _viterbi(told[before + 1 : after], allowed)
    return best


def _viterbi(told: Any, allowed: Any) -> list[int]:
    import numpy as np

    score = np.where(allowed[-1], told[0], NEVER)
    back = np.zeros(told.shape, dtype=np.int32)
    for i in range(1, len(told)):
        steps = score[:, None] + np.where(allowed[:-1], 0.0, NEVER)
        back[i] = steps.argmax(axis=0)
        score = steps.max(axis=0) + told[i]
    path = [int(score.argmax())]
    for i in range(len(told) - 1, 0, -1):
        path.append(int(back[i][path[-1]]))
    return path[::-1]


@cache
def _allowed() -> Any:
    """classes + 1 x classes: which tag may follow which; the last row is the beginning."""
    import numpy as np

    classes = head("names").classes
    rows = [[not c.startswith("I-") or before[2:] == c[2:] for c in classes] for before in (*classes, "O")]
    return np.array(rows)
