"""Events of all documents in, things that happened out, each with all its reports.

Anchored, never chained: a report is compared with the earliest event of a cluster, so three days stay three days.
Every event is in exactly one cluster; one that fits none is its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from flows.records import EventCluster, EventClusterMember, ReportedEvent
from flows.resolve.figures import contradictions

DAYS = 3  # between reports of one event: a time zone, a weekend, a slow paper
SAME_TOLL = 0.6  # of the higher count: what the first reports of one bombing differ by
# What happened, what may happen, what is asked and what is threatened are four things.
_MODALITIES = {"actual": "actual", "historical": "actual", "future": "possible", "hypothetical": "possible"}

Block = tuple[object, ...]


def clustered(events: Iterable[ReportedEvent]) -> tuple[tuple[EventCluster, ...], tuple[EventClusterMember, ...]]:
    """Events -> clusters by id, and their members by cluster and event."""
    members: dict[str, list[ReportedEvent]] = {}
    blocks: dict[Block, list[ReportedEvent]] = defaultdict(list)
    for event in sorted(events, key=_order):
        anchor = _anchor(event, blocks)
        if anchor is not None:
            members[anchor.event_id].append(event)
            continue
        members[event.event_id] = [event]
        for block in _blocks(event, when(event)):
            blocks[block].append(event)
    clusters = [_cluster(reports) for _, reports in sorted(members.items())]
    rows = [
        EventClusterMember(cluster_id, event.event_id, event.doc_id, "first" if event is reports[0] else "report")
        for cluster_id, reports in sorted(members.items())
        for event in sorted(reports, key=lambda e: e.event_id)
    ]
    return tuple(clusters), tuple(rows)


def when(event: ReportedEvent) -> date | None:
    """The day of an event: its own, else that of its report."""
    return event.date or event.published


def _order(event: ReportedEvent) -> tuple[date, str]:
    return when(event) or date.max, event.event_id


# --- which anchor ------------------------------------------------------------------------------


def _anchor(event: ReportedEvent, blocks: dict[Block, list[ReportedEvent]]) -> ReportedEvent | None:
    """The earliest anchor that this event is a report of."""
    found = (
        anchor
        for shift in (0, 1)  # anchors are never later, and never more than one stretch of days earlier
        for block in _blocks(event, when(event), shift)
        for anchor in blocks.get(block, ())
        if same_event(event, anchor)
    )
    return min(found, key=_order, default=None)


def _blocks(event: ReportedEvent, day: date | None, shift: int = 0) -> Iterator[Block]:
    """Keys of which two reports of one event share at least one; none for an event without a day."""
    if day is None:
        return
    stretch = day.toordinal() // (DAYS + 1) - shift
    kind = (event.type, event.negated, _modality(event), stretch)
    for role, names in (("a", event.actor_countries), ("r", event.recipient_countries), ("e", _entities(event))):
        for name in names:
            yield (*kind, role, name)
    if _town(event) and _toll(event):
        yield (*kind, "p", event.place)


def same_event(event: ReportedEvent, anchor: ReportedEvent) -> bool:
    """Do two reports mean one event? Same kind, days and countries; an unknown side needs a name, place or toll in common."""
    day, first = when(event), when(anchor)
    if day is None or first is None or abs((day - first).days) > DAYS:
        return False
    if (event.type, event.negated, _modality(event)) != (anchor.type, anchor.negated, _modality(anchor)):
        return False
    if not _places_agree(event.place, anchor.place):
        return False
    sides = (
        (event.actor_countries, anchor.actor_countries),
        (event.recipient_countries, anchor.recipient_countries),
    )
    if any(one and other and not _agree(one, other) for one, other in sides):
        return False
    return all(one and other for one, other in sides) or _more_in_common(event, anchor)


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same countries, or one report names fewer of them."""
    return set(one) <= set(other) or set(other) <= set(one)


def _more_in_common(event: ReportedEvent, anchor: ReportedEvent) -> bool:
    """A person or organisation on both sides, or one place: what a country alone does not tell."""
    if not _entities(event).isdisjoint(_entities(anchor)):
        return True
    if _same_toll(event, anchor):
        return True
    shared = set(event.actor_countries) & set(anchor.actor_countries)
    shared |= set(event.recipient_countries) & set(anchor.recipient_countries)
    return bool(shared) and event.place == anchor.place != ""


def _same_toll(event: ReportedEvent, anchor: ReportedEvent) -> bool:
    """ "A bomb killed 12 in Popayan": one town, a day at most between, and as many victims as early counts differ by."""
    day, first = when(event), when(anchor)
    if day is None or first is None or abs((day - first).days) > 1 or not _town(event) or event.place != anchor.place:
        return False
    mine, theirs = _toll(event), _toll(anchor)
    return any(min(mine[k], theirs[k]) >= SAME_TOLL * max(mine[k], theirs[k]) > 0 for k in mine.keys() & theirs.keys())


def _toll(event: ReportedEvent) -> dict[str, int]:
    return {m.kind: m.low for m in event.magnitudes if m.kind in ("killed", "wounded")}


def _town(event: ReportedEvent) -> bool:
    return event.place.startswith("geonames:")


def _entities(event: ReportedEvent) -> frozenset[str]:
    """Participants that are no country."""
    return frozenset(e for e in (*event.actors, *event.recipients) if not (len(e) == 3 and e.isupper()))


def _places_agree(one: str, other: str) -> bool:
    """One place, or one of them unknown or only a country (a town's country is not told here)."""
    if not one or not other or one == other:
        return True
    return one.startswith("geonames:") != other.startswith("geonames:")


def _modality(event: ReportedEvent) -> str:
    return _MODALITIES.get(event.modality, event.modality)


# --- a cluster of its reports ------------------------------------------------------------------


def _cluster(reports: Sequence[ReportedEvent]) -> EventCluster:
    """Reports, the anchor first -> the cluster."""
    dates = sorted(event.date for event in reports if event.date is not None)
    return EventCluster(
        cluster_id=reports[0].event_id,
        type=reports[0].type,
        date_first=dates[0] if dates else None,
        date_last=dates[-1] if dates else None,
        actors=_all(event.actors for event in reports),
        recipients=_all(event.recipients for event in reports),
        actor_countries=_all(event.actor_countries for event in reports),
        recipient_countries=_all(event.recipient_countries for event in reports),
        events=len(reports),
        documents=len({event.doc_id for event in reports}),
        sources=_all(event.sources for event in reports),
        first_doc_id=reports[0].doc_id,
        contradictions=contradictions(reports),
        confidence=max(event.confidence for event in reports),
    )


def _all(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for values in lists for value in values}))
