"""The mentions and groups of a document in, a Place for every place name out: one meaning for one name of a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from flows.extract.places.choose import Choice, Occurrence, chosen
from flows.extract.places.evidence import Evidence, Point, Trace, traces
from flows.extract.places.names import Name, names_of_places
from flows.records import CleanText, Group, Mention, Place

PRECISIONS = {"GPE": "city", "LOC": "region"}  # where no place is found
SURE = 1.0  # context that a name needs which the model took for no place: at least its country is named


def places(mentions: tuple[Mention, ...], groups: tuple[Group, ...], clean: CleanText) -> tuple[Place, ...]:
    """Named GPE, LOC and FAC mentions with their groups -> places in text order.

    Demonyms and capitals that stand for a government are no places. A name that nothing explains keeps its
    row without coordinates; facilities only have one where their name, or the gazetteer, says where they are.
    """
    names = names_of_places(mentions, {group.group_id: group for group in groups}, clean)
    said = Evidence(traces(mentions, groups))
    first = [chosen(name.candidates, name.key, name.occurrences, said) for name in names]
    settled = Evidence((*said.traces, *_traces(names, first)), _points(names, first))
    found = (place for name in names for place in _places(name, settled))
    return tuple(sorted(found, key=lambda place: (place.start, place.end)))


def _traces(names: Sequence[Name], choices: Sequence[Choice | None]) -> Iterator[Trace]:
    """Settled towns and regions speak for their country as its own name does."""
    for name, choice in zip(names, choices, strict=True):
        if (
            choice
            and choice.settled
            and not name.doubtful
            and choice.place.country
            and choice.place.precision != "country"
        ):
            yield from (Trace(mention.start, choice.place.country, name.key) for mention in name.mentions)


def _points(names: Sequence[Name], choices: Sequence[Choice | None]) -> Iterator[Point]:
    for name, choice in zip(names, choices, strict=True):
        if choice and choice.settled and not name.doubtful:
            yield from (Point(mention.start, choice.place, name.key) for mention in name.mentions)


def _places(name: Name, evidence: Evidence) -> Iterator[Place]:
    """One meaning for all, but where the writer says at one place that it lies elsewhere.

    Where he tells several apart, the others mean the one told most often, of equals the first.
    """
    told = [_told(name, occurrence, evidence) for occurrence in name.occurrences]
    counted = Counter(own.place.geonames_id for own in told if own is not None and own.place.geonames_id is not None)
    common = chosen(name.candidates, name.key, name.occurrences, evidence)
    if len(counted) > 1:
        most = counted.most_common(1)[0][0]
        common = next(own for own in told if own is not None and own.place.geonames_id == most)
    for mention, own in zip(name.mentions, told, strict=True):
        meant = own or common
        if meant is not None and (meant.context >= SURE or not name.doubtful):
            yield _resolved(mention, meant)
        elif mention.type in ("GPE", "LOC"):
            yield _tried(mention)


def _told(name: Name, occurrence: Occurrence, evidence: Evidence) -> Choice | None:
    """The place that lies where the writer says here that it lies; None where he says nothing or no such place is known."""
    held, holds = occurrence.held_by, occurrence.holds
    if held is None and not (holds and any(map(holds, name.candidates))):
        return None
    own = chosen(name.candidates, name.key, (occurrence,), evidence)
    fits = own is not None and (
        (held is not None and held.holds(own.place)) or (holds is not None and holds(own.place))
    )
    return own if fits else None


def _resolved(mention: Mention, choice: Choice) -> Place:
    place = choice.place
    precision = "site" if mention.type == "FAC" and place.precision == "city" else place.precision
    return Place(
        mention.start, mention.end, mention.surface, mention.group_id, place.name, place.geonames_id,
        place.lat, place.lon, place.country, precision, choice.basis,
    )  # fmt: skip


def _tried(mention: Mention) -> Place:
    return Place(
        mention.start, mention.end, mention.surface, mention.group_id, mention.surface, None,
        None, None, "", PRECISIONS[mention.type], "context",
    )  # fmt: skip
