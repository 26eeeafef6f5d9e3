"""What an event has from other sentences: those who are blamed, the day of a headline; and days no fact can be of."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from flows.extract import extracted
from flows.extract.events.distance import APART
from flows.records import CleanText, Event, Layout, Publication, content_id


def told(text: str, layout: tuple[Layout, ...] = ()) -> tuple[Event, ...]:
    at = datetime(2026, 3, 4, 9, tzinfo=UTC)  # a Wednesday
    clean = CleanText(
        content_id("test", text), text, layout=layout, published=Publication(at, "field", "day"), language="en"
    )
    return extracted(clean).events


def named(event: Event, role: str) -> list[str]:
    return [r.surface for r in event.roles if r.role == role]


@pytest.mark.parametrize(
    "blame",
    [
        "The African Union condemned the attack.",
        "The African Union strongly condemned Monday's attack on the town.",
        "The African Union denounced the killings.",
    ],
)
def test_blame_for_a_deed_told_before_is_for_its_actor(blame: str) -> None:
    events = told(f"Rebels of the FPR attacked the town of Bria on Monday, killing nine villagers. {blame}")
    event = next(e for e in events if e.type == "ACCUSE")
    assert any("FPR" in name or "Rebels" in name for name in named(event, "recipient"))
    assert event.reasons[0].startswith("recipient=")


@pytest.mark.parametrize(
    "text",
    [
        "The African Union condemned the attack.",  # nobody attacked before
        "Rebels of the FPR attacked the town of Bria on Monday. The African Union condemned an attack on democracy in Togo.",
        "Kenya attacked the town of Bria on Monday. Later Kenya condemned the attack.",  # not themselves
    ],
)
def test_blame_stays_open_where_no_deed_is_meant(text: str) -> None:
    for event in told(text):
        if event.type == "ACCUSE":
            assert not any(r.startswith("recipient=") for r in event.reasons)


def test_a_headline_has_the_day_of_the_lead() -> None:
    title, lead = (
        "Kenya expels Chadian envoy",
        "Kenya expelled the Chadian ambassador on Monday, the foreign ministry said.",
    )
    text = f"{title}\n\n{lead}"
    layout = (Layout("title", 0, len(title)), Layout("body", len(title) + 2, len(text)))
    first, second = (e for e in told(text, layout) if e.trigger in ("expels", "expelled"))
    assert (second.date, second.date_basis) == (date(2026, 3, 2), "clause")
    assert (first.date, first.date_basis) == (date(2026, 3, 2), "lead")


def test_a_headline_is_not_of_the_day_of_old_news() -> None:
    text = (
        "Chadian troops attack rebel camp\n\nN'DJAMENA - Soldiers surrounded a rebel camp near the lake and opened fire.\n"
        "In August 2024 Chadian troops attacked the same rebels in Bol."
    )
    headline = next(e for e in told(text) if e.trigger == "attack")
    assert headline.date is None or headline.date.year == 2026


def test_an_end_and_a_beginning_are_not_the_day() -> None:
    (event,) = [e for e in told("Kenya on Monday suspended its talks with Sudan until September.") if e.date]
    assert event.date == date(2026, 3, 2)
    found = told("Kenya met Sudan last Friday, the first such talks since 2023, and the two agreed to trade.")
    assert {e.date for e in found} == {date(2026, 2, 27)}


def test_the_day_of_a_relative_clause_and_a_deadline_are_not_the_day() -> None:
    (event,) = [e for e in told("Kenya, which had led a mission in 2021, accused Sudan of lies.") if e.type == "ACCUSE"]
    assert (event.date, event.date_basis) == (date(2026, 3, 4), "publication")
    found = told("The general, who led a coup in 2021, visited Moscow on Tuesday.")
    assert date(2026, 3, 3) in {e.date for e in found if e.trigger == "visited"}


def test_no_fact_is_of_a_day_to_come() -> None:
    (event,) = (
        e for e in told("France promised Chad that the base would close on 20 June 2026.") if e.trigger == "promised"
    )
    assert event.date is None or event.date <= date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        (  # from the day the sentence names outside
            "Chad received the envoy of France on Monday, a week after six soldiers were shot by rebels near Bria.",
            "shot",
            date(2026, 2, 23),
        ),
        (  # from that of the event it hangs on
            "Police arrested the mayor of Bria on Tuesday. They searched his house three days after rebels bombed the barracks.",
            "bombed",
            date(2026, 2, 28),
        ),
        ("France expelled the ambassador of Chad on Monday, a week after talks.", "expelled", date(2026, 3, 2)),
    ],
)
def test_a_day_is_told_by_its_distance(text: str, trigger: str, wanted: date) -> None:
    event = next(e for e in told(text) if e.trigger == trigger)
    assert (event.date, event.date_basis) == (wanted, "clause")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        # no day of its own to count from: the attack would lie ahead of the paper that tells it
        ("The army of Chad shelled Bria two weeks before rebels attacked the town of Goz.", "attacked"),
        ("On Monday the army of Chad shelled Bria, two weeks before rebels attacked the town of Goz.", "attacked"),
    ],
)
def test_a_distance_never_dates_a_fact_ahead(text: str, trigger: str) -> None:
    for event in told(text):
        if event.trigger == trigger and event.date is not None:
            assert event.date <= date(2026, 3, 4)


@pytest.mark.parametrize("told_as", ["1,000 days after", "2.5 years before", "some days after"])
def test_what_is_no_whole_number_is_no_distance(told_as: str) -> None:
    assert APART.search(f"shot {told_as} the truce") is None
