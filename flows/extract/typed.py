"""All names of a document in, the same with one type and how sure it is, without those that are no names, out.

Each place has its probabilities (weights/name_types); places of one name in one document lean on each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flows.extract.countries import plain, state
from flows.extract.known import known_as
from flows.extract.leaders import leads
from flows.extract.linear import linear
from flows.extract.name_features import name_features
from flows.extract.spans import Name
from flows.extract.transformer.names import types_of
from flows.extract.transformer.reading import reading

if TYPE_CHECKING:
    from flows.extract.words import Doc

PERSON, LONGEST = "PERSON", 5  # words of a full name
NOTHING = "-"  # the class of what is no name
DOUBT = 0.5  # in logarithms: what is found is a name unless there is more than that against it
LINEAR, TRANSFORMER = 0.6, 0.8  # weight of the linear model, of the encoder's head
KIN = 0.8  # weight of what a person's full name says of its last words alone
LEADER = 2.5  # in logarithms: what the family name of somebody who has led a state speaks for a person, where nothing else bears it
SHARED = 1.0  # weight of what the other places of a name say, beside the place's own


def typed(doc: Doc, text: str, found: Sequence[Name]) -> list[Name]:
    """Names in text order -> names with type and probability."""
    if not found:
        return []
    model = linear("name_types")
    told = model.log_probabilities(name_features(doc, text, found))
    if read := reading(doc):
        spans = [doc.char_span(n.start, n.end, alignment_mode="expand") for n in found]
        places = [(s.start, s.end) if s is not None else (0, 1) for s in spans]
        told = LINEAR * told + TRANSFORMER * types_of(read, places, tuple(model.classes), NOTHING)
    verdicts = settled([text[n.start : n.end] for n in found], told, model.classes)
    return [
        replace(name, label=label, sure=sure)
        for name, (label, sure) in zip(found, verdicts, strict=True)
        if label != NOTHING
    ]


def settled(surfaces: Sequence[str], told: Any, classes: Sequence[str]) -> list[tuple[str, float]]:
    """Surface and log probabilities of each place -> its class and probability, the name's other places counted in."""
    import numpy as np

    places: dict[str, list[int]] = defaultdict(list)
    for i, surface in enumerate(surfaces):
        places[plain(surface)].append(i)
    out: list[tuple[str, float]] = [("", 0.0)] * len(surfaces)
    bearers = _bearers(places, told, classes)
    for surface, same in places.items():
        total = told[same].sum(axis=0)
        whole = bearers.get(surface)
        for i in same:
            others = (total - told[i]) / max(1, len(same) - 1)
            summed = told[i] + SHARED * others
            if whole is not None:
                summed = summed + KIN * whole
            elif leader(surface) and PERSON in classes:
                summed[classes.index(PERSON)] += LEADER
            if NOTHING in classes:
                summed[classes.index(NOTHING)] -= DOUBT
            best = int(summed.argmax())
            share = np.exp(summed - summed.max())
            out[i] = (classes[best], float(share[best] / share.sum()))
    return out


def leader(surface: str) -> bool:
    """ "Starmer" alone: the last word of a leader's name that the lexicons know as nothing else."""
    return leads(surface) == "family" and known_as(surface) is None and not state(surface)


def _bearers(places: Mapping[str, list[int]], told: Any, classes: Sequence[str]) -> dict[str, Any]:
    """Last words of persons' full names, "Altidor" of "Jean-Rony Altidor" -> what the full name's places say; no states ("Jordan")."""
    found: dict[str, Any] = {}
    if PERSON not in classes:
        return found
    person = classes.index(PERSON)
    for surface, same in places.items():
        words = surface.split()
        mean = told[same].mean(axis=0)
        if 1 < len(words) <= LONGEST and int(mean.argmax()) == person:
            for n in range(1, len(words)):
                if (short := " ".join(words[n:])) in places and not state(short):
                    found[short] = mean
    return found
