"""Reports of one event, and reports that only look alike."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.records import Magnitude, ReportedEvent
from flows.resolve.clusters import clustered, same_event

DAY = date(2026, 4, 10)
BASE = ReportedEvent(
    event_id="e1", doc_id="d1", sources=("wire",), published=DAY, type="ASSAULT", date=DAY, actors=("RUS",),
    recipients=("UKR",), actor_countries=("RUS",), recipient_countries=("UKR",), place="", trigger="shelled",
    modality="actual", negated=False, magnitudes=(), confidence=0.8,
)  # fmt: skip


def report(number: int, **changes: Any) -> ReportedEvent:
    return replace(BASE, event_id=f"e{number}", doc_id=f"d{number}", **changes)


def sizes(*events: ReportedEvent) -> list[int]:
    clusters, members = clustered(events)
    assert sorted(m.event_id for m in members) == sorted(e.event_id for e in events)
    return sorted(cluster.events for cluster in clusters)


def dead(low: int, high: int | None = None, kind: str = "killed") -> tuple[Magnitude, ...]:
    return (Magnitude(kind, low, high or low, 0, 2),)


def paid(amount: int, currency: str) -> tuple[Magnitude, ...]:
    return (Magnitude("money", amount, amount, 0, 1, currency),)


@pytest.mark.parametrize(
    "changes",
    [
        {"trigger": "struck", "confidence": 0.4},
        {"date": DAY + timedelta(3)},
        {"date": None},
        {"place": "UKR"},
        {"place": "geonames:706483"},
        {"actor_countries": ("BLR", "RUS")},
        {"modality": "historical"},
        {"recipient_countries": (), "recipients": ("m1",), "actors": ("RUS", "m1")},
    ],
)
def test_reports_of_one_event(changes: dict[str, Any]) -> None:
    first = report(1, recipients=("UKR", "m1")) if "recipients" in changes else BASE
    assert sizes(first, report(2, **changes)) == [2]


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "ACCUSE"},
        {"negated": True},
        {"modality": "threatened"},
        {"modality": "future"},
        {"date": DAY + timedelta(4)},
        {"date": None, "published": None},
        {"actor_countries": ("UKR",), "recipient_countries": ("RUS",)},
        {"actor_countries": ("USA",)},
        {"actor_countries": ()},
        {"recipient_countries": (), "recipients": ()},
        {"actor_countries": (), "recipient_countries": (), "actors": (), "recipients": ()},
    ],
)
def test_other_events(changes: dict[str, Any]) -> None:
    assert sizes(BASE, report(2, **changes)) == [1, 1]


@pytest.mark.parametrize(("one", "other"), [("POL", "UKR"), ("geonames:1", "geonames:2")])
def test_other_places_are_other_events(one: str, other: str) -> None:
    assert sizes(report(1, place=one), report(2, place=other)) == [1, 1]


def test_one_sided_events_need_a_name_or_place_in_common() -> None:
    protest = {
        "type": "PROTEST",
        "actor_countries": ("FRA",),
        "recipient_countries": (),
        "actors": ("FRA",),
        "recipients": (),
    }
    assert sizes(report(1, **protest), report(2, **protest)) == [1, 1]
    assert sizes(report(1, **protest, place="geonames:5"), report(2, **protest, place="geonames:5")) == [2]
    union = protest | {"actors": ("FRA", "0f3c")}
    assert sizes(report(1, **union), report(2, **union)) == [2]


def test_reports_without_sides_are_one_by_town_and_toll() -> None:
    nobody = {"actors": (), "recipients": (), "actor_countries": (), "recipient_countries": ()}
    popayan = {**nobody, "place": "geonames:3671916"}
    first = report(1, **popayan, magnitudes=dead(12))
    assert sizes(first, report(2, **popayan, magnitudes=dead(15)), report(3, **popayan, magnitudes=dead(13))) == [3]
    assert sizes(first, report(2, **popayan, magnitudes=dead(2))) == [1, 1]
    assert sizes(first, report(2, **popayan, magnitudes=dead(12), date=DAY + timedelta(2))) == [1, 1]
    assert sizes(first, report(2, **nobody, place="geonames:3688689", magnitudes=dead(12))) == [1, 1]
    assert sizes(first, report(2, **{**nobody, "place": "COL"}, magnitudes=dead(12))) == [1, 1]


def test_people_without_a_country_are_enough() -> None:
    unknown = {"actor_countries": (), "recipient_countries": (), "recipients": ("b2",)}
    assert sizes(report(1, **unknown, actors=("a1",)), report(2, **unknown, actors=())) == [2]


def test_clusters_are_anchored_and_never_chained() -> None:
    reports = [report(n, date=DAY + timedelta(2 * n)) for n in range(5)]
    clusters, _ = clustered(reports)
    assert [(c.events, c.date_first) for c in clusters] == [(2, DAY), (2, DAY + timedelta(4)), (1, DAY + timedelta(8))]


def test_what_a_cluster_says() -> None:
    (cluster,), members = clustered(
        [
            report(2, date=DAY + timedelta(1), sources=("post", "wire"), magnitudes=dead(15), actors=("RUS", "a1")),
            report(1, magnitudes=dead(12)),
            report(3, date=DAY + timedelta(1), magnitudes=dead(12, 14), confidence=0.9),
        ]
    )
    assert (cluster.cluster_id, cluster.first_doc_id, cluster.events, cluster.documents) == ("e1", "d1", 3, 3)
    assert (cluster.date_first, cluster.date_last) == (DAY, DAY + timedelta(1))
    assert (cluster.sources, cluster.actors, cluster.confidence) == (("post", "wire"), ("RUS", "a1"), 0.9)
    assert cluster.contradictions == ("killed: 12 or 12-14 or 15",)
    assert [(m.event_id, m.role) for m in members] == [("e1", "first"), ("e2", "report"), ("e3", "report")]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (dead(12), dead(15), ("killed: 12 or 15",)),
        (dead(12), dead(12), ()),
        (dead(12, 18), dead(15), ()),
        (dead(12) + dead(40, kind="wounded"), dead(12) + dead(53, kind="wounded"), ("wounded: 40 or 53",)),
        (dead(12), dead(15, kind="wounded"), ()),
        (dead(12), (), ()),
        (paid(3, "EUR"), paid(4, "USD"), ()),  # two currencies
        (paid(3_000_000_000, "EUR"), paid(4_000_000_000, "EUR"), ("money EUR: 3000000000 or 4000000000",)),
    ],
)
def test_contradictions(first: tuple[Magnitude, ...], second: tuple[Magnitude, ...], expected: tuple[str, ...]) -> None:
    (cluster,), _ = clustered([report(1, magnitudes=first), report(2, magnitudes=second)])
    assert cluster.contradictions == expected


def test_one_document_does_not_contradict_itself() -> None:
    twice = [report(1, magnitudes=dead(3)), replace(report(2, magnitudes=dead(9)), doc_id="d1")]
    assert clustered(twice)[0][0].contradictions == ()


COUNTRY = st.sampled_from([(), ("RUS",), ("UKR",), ("RUS", "UKR")])
EVENTS = st.lists(
    st.builds(
        lambda n, d, p, a, r, x, place, t, m, neg: replace(
            BASE, event_id=f"e{n}", doc_id=f"d{n % 5}", date=d and DAY + timedelta(d), published=p and DAY + timedelta(p),
            actor_countries=a, recipient_countries=r, actors=(*a, *x), recipients=r, place=place, type=t, modality=m, negated=neg,
        ),
        st.integers(0, 999), st.none() | st.integers(1, 9), st.none() | st.integers(1, 9), COUNTRY, COUNTRY,
        st.sampled_from([(), ("p1",), ("p2",)]), st.sampled_from(["", "UKR", "geonames:1", "geonames:2"]),
        st.sampled_from(["ASSAULT", "ACCUSE"]), st.sampled_from(["actual", "historical", "future"]), st.booleans(),
    ),
    unique_by=lambda e: e.event_id, max_size=16,
)  # fmt: skip


@settings(deadline=None)
@given(EVENTS, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_all_events_are_in_one_cluster(
    events: list[ReportedEvent], chosen: random.Random
) -> None:
    shuffled = list(events)
    chosen.shuffle(shuffled)
    clusters, members = clustered(events)
    assert clustered(shuffled) == (clusters, members)
    assert sorted(m.event_id for m in members) == sorted(e.event_id for e in events)
    by_id = {e.event_id: e for e in events}
    for member in members:
        assert (member.role == "first") == (member.event_id == member.cluster_id)
        assert member.role == "first" or same_event(by_id[member.event_id], by_id[member.cluster_id])


@settings(deadline=None, max_examples=60)
@given(EVENTS)
def test_blocking_finds_what_comparing_with_every_anchor_finds(events: list[ReportedEvent]) -> None:
    ordered = sorted(events, key=lambda e: (e.date or e.published or date.max, e.event_id))
    anchors: list[ReportedEvent] = []
    expected = {}
    for event in ordered:
        anchor = next((a for a in anchors if same_event(event, a)), None)
        expected[event.event_id] = (anchor or event).event_id
        anchors += [] if anchor else [event]
    assert {m.event_id: m.cluster_id for m in clustered(events)[1]} == expected


def test_many_events_are_clustered_fast() -> None:
    codes = [f"{a}{b}X" for a in "ABCDEFGH" for b in "ABCDEFGH"]
    events = [
        report(
            n,
            date=DAY + timedelta(n % 365),
            actor_countries=(codes[n % 64],),
            recipient_countries=(codes[n // 64 % 64],),
        )
        for n in range(20_000)
    ]
    assert sum(sizes(*events)) == 20_000
