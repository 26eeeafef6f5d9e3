"""Event coder on sentences we wrote: tests/data/events.toml names type, sides, modality; negatives stand beside them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract import uncoded
from flows.extract.events import events, ontology, pair_events
from flows.extract.events.magnitudes import magnitudes
from flows.records import (
    CleanText,
    DateMention,
    Event,
    Extraction,
    Place,
    Publication,
)

if TYPE_CHECKING:
    from flows.extract.words import Doc


def read(text: str, doc_id: str = "d") -> tuple[Doc, CleanText, Extraction]:
    """Text -> what the coder receives."""
    clean = CleanText(doc_id, text, language="en")
    doc, found = uncoded(clean)
    return doc, clean, found


@lru_cache(maxsize=512)
def coded(text: str) -> tuple[Event, ...]:
    return events(*read(text))


def coded_pairs(text: str, pairs: list[list[int]]) -> list[dict[str, object] | None]:
    return pair_events(*read(text), pairs)


DATA = tomllib.loads((Path(__file__).parent / "data" / "events.toml").read_text("utf-8"))
CASES = DATA["event"]
NOTHING = [(field, text) for field, texts in DATA["nothing"].items() for text in texts]


def sides(event: Event, role: str) -> list[str]:
    return [r.surface for r in event.roles if r.role == role]


def says(event: Event, case: dict[str, str]) -> bool:
    """True when an event is the one a reader coded: type, both sides, and what else the case names."""
    for role in ("actor", "recipient"):
        found = sides(event, role)
        if case[role] and not any(case[role] in s or s in case[role] for s in found):
            return False
    if not case["actor"] and sides(event, "actor"):
        return False
    named = {key: case[key] for key in ("type", "mode", "modality", "negated") if key in case}
    return all(getattr(event, key) == value for key, value in named.items())


def marked(case: dict[str, object]) -> object:
    miss = pytest.mark.xfail(reason="not coded right yet", strict=True) if case.get("known_miss") else ()
    return pytest.param(case, marks=miss, id=str(case["text"])[:60])


# --- type and sides ------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [marked(c) for c in CASES])
def test_events_of_a_sentence(case: dict[str, str]) -> None:
    found = coded(case["text"])
    assert any(says(e, case) for e in found), [
        (e.type, e.mode, sides(e, "actor"), sides(e, "recipient")) for e in found
    ]


def test_all_types_stand_in_the_cases() -> None:
    assert len({c["type"] for c in CASES}) == 16
    assert len(CASES) >= 150


def test_few_events_beside_the_one_that_is_told() -> None:
    found = [(c, e) for c in CASES for e in coded(c["text"])]
    beside = [(c["text"], e.type, e.trigger) for c, e in found if not says(e, c)]
    assert len(beside) <= 0.1 * len(CASES), beside


def test_nothing_is_coded_where_nothing_political_happens() -> None:
    assert len(NOTHING) >= 100
    false = [(text, e.type, e.trigger) for _, text in NOTHING for e in coded(text) if e.modality != "historical"]
    assert len(false) <= 0.03 * len(NOTHING), false


def test_history_is_marked_as_history() -> None:
    found = [e for field, text in NOTHING if field == "history" for e in coded(text)]
    assert found
    assert sum(e.modality == "historical" for e in found) >= 0.8 * len(found)


# --- what every event keeps ----------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES[::4], ids=lambda c: c["text"][:40])
def test_places_lie_in_the_text_and_scores_follow_the_type(case: dict[str, str]) -> None:
    text = case["text"]
    for event in coded(text):
        assert text[event.trigger_start : event.trigger_end] == event.trigger
        assert all(text[r.start : r.end] == r.surface for r in event.roles)
        assert (event.quad, event.score) == (ontology.QUADS[event.type], ontology.score(event.type, event.mode))
        assert 0 < event.confidence < 1
        assert event.rule.startswith("lexicon/")
        assert list(event.contexts) == sorted(event.contexts)


def test_the_same_text_gives_the_same_events() -> None:
    text = "Chad expelled the Sudanese ambassador. Sudan condemned the decision and recalled its envoy from Chad."
    assert coded(text) == coded(text)
    other = events(*read(text, "another"))
    assert {e.event_id for e in other}.isdisjoint(e.event_id for e in coded(text))


def test_both_sides_of_a_meeting_act() -> None:
    (event,) = coded("Kenya and Uganda clashed over fish on Monday.") or coded("Kenya met Uganda on Monday.")
    assert sides(event, "actor") == sides(event, "recipient") == ["Kenya", "Uganda"]


def test_one_event_for_a_topic_and_its_frame() -> None:
    assert [e.type for e in coded("Norway called for an end to attacks on Sudan.")] == ["REQUEST"]
    assert [e.type for e in coded("Chad threatened to attack Libya.")] == ["THREATEN"]


def test_what_is_denied_is_told_as_denied() -> None:
    (event,) = coded("Iran denied supplying drones to Sudan.")
    assert (event.type, event.modality, event.negated) == ("AID", "denied", True)


def test_a_denial_ends_where_its_speaker_goes_on() -> None:
    found = coded("Rebels denied attacking the convoy and accused the army of shelling Goma.")
    assert {(e.type, e.modality) for e in found} == {("ASSAULT", "denied"), ("ACCUSE", "actual")}


def test_the_speaker_does_not_do_what_he_reports() -> None:
    (event,) = coded("Kenya said Ethiopia had invaded Somalia.")
    assert (sides(event, "actor"), sides(event, "recipient")) == (["Ethiopia"], ["Somalia"])


def test_a_headline_in_capitals_has_sides_by_order() -> None:
    found = coded("Rwanda Accuses Congo of Breaking Truce")
    assert [(e.type, sides(e, "actor")) for e in found] == [("ACCUSE", ["Rwanda"])]


# --- when, where, how many -----------------------------------------------------------------------


def found_with(text: str, dates: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> tuple[Event, ...]:
    doc, clean, found = read(text)
    when = tuple(
        DateMention(text.index(d), text.index(d) + len(d), d, date(2026, 3, 3), date(2026, 3, 3), "publication", "day")
        for d in dates
    )
    where = tuple(
        Place(text.index(p), text.index(p) + len(p), p, "", p, 1, 1.0, 2.0, "UKR", "city", "population") for p in places
    )
    at = datetime(2026, 3, 4, 9, tzinfo=UTC)
    clean = replace(clean, published=Publication(at, "side-car", "minute"))
    return events(doc, clean, replace(found, dates=when, places=where))


def test_date_and_place_of_the_clause() -> None:
    (event,) = found_with("Police arrested 45 demonstrators in Minsk on Tuesday.", ("Tuesday",), ("Minsk",))
    assert (event.date, event.date_basis, event.date_precision) == (date(2026, 3, 3), "clause", "day")
    assert event.place is not None
    assert (event.place.name, event.place_basis) == ("Minsk", "clause")


def test_publication_date_for_facts_only() -> None:
    (fact,) = found_with("Police arrested 45 demonstrators in Minsk.")
    (plan,) = found_with("France will send weapons to Ukraine.")
    assert (fact.date, fact.date_basis) == (date(2026, 3, 4), "publication")
    assert (plan.date, plan.date_basis) == (None, "none")


def test_an_old_year_is_history_against_the_publication_date() -> None:
    (event,) = found_with("Russia invaded Georgia in 2008.")
    assert event.modality == "historical"


COUNTS = {
    "At least 12 people were killed and 30 others wounded.": {"killed": (12, 12), "wounded": (30, 30)},
    "The raid killed between 12 and 15 soldiers.": {"killed": (12, 15)},
    "Dozens of protesters were arrested.": {"arrested": (24, 99)},
    "Police arrested more than 100 people.": {"arrested": (101, 150)},
    "Three people died and a dozen were injured.": {"killed": (3, 3), "wounded": (12, 12)},
    "The strike left twenty-two dead.": {"killed": (22, 22)},
    "The death toll rose to 1,204.": {"killed": (1204, 1204)},
    "Rebels killed five soldiers, wounded nine and captured two.": {
        "killed": (5, 5),
        "wounded": (9, 9),
        "arrested": (2, 2),
    },
    "Four soldiers and two civilians were killed.": {"killed": (6, 6)},
    "A woman was killed and her two children were wounded.": {"killed": (1, 1), "wounded": (2, 2)},
    "Two hundred and forty people have been killed.": {"killed": (240, 240)},
    "Up to 40 people are feared dead.": {"killed": (1, 40)},
    "The blast claimed the lives of six villagers.": {"killed": (6, 6)},
    "No one was killed.": {},
    "He got 12 years for killing his wife.": {},
    "Killed in 2014, he was 45.": {},
    "Some 5 percent of cattle were killed.": {},
}


@pytest.mark.parametrize("text", COUNTS)
def test_magnitudes(text: str) -> None:
    assert {m.kind: (m.low, m.high) for m in magnitudes(text, 0)} == COUNTS[text]


def test_magnitudes_belong_to_the_event_of_their_kind() -> None:
    found = coded("Gunmen killed nine villagers in Zamfara and police arrested two suspects.")
    assert {e.type: [m.kind for m in e.magnitudes] for e in found} == {"ASSAULT": ["killed"], "COERCE": ["arrested"]}


@given(st.text(max_size=120), st.integers(0, 10**6))
def test_magnitudes_of_any_text_lie_in_it(text: str, offset: int) -> None:
    for m in magnitudes(text, offset):
        assert offset <= m.start < m.end <= offset + len(text)
        assert 0 < m.low <= m.high


# --- given pairs ---------------------------------------------------------------------------------


def pair(text: str, first: str, second: str) -> list[int]:
    a, b = text.index(first), text.index(second)
    return [a, a + len(first), b, b + len(second)]


@pytest.mark.parametrize(
    ("text", "first", "second", "kind"),
    [
        ("Chad refused to meet the envoy of Libya.", "Chad", "Libya", "REJECT"),
        ("Peru, which had expelled Bolivia's consul, was criticised by Chile.", "Chile", "Peru", "ACCUSE"),
        ("Ghana agreed to impose sanctions on Togo.", "Ghana", "Togo", "THREATEN"),
        ("Spain praised Malta after Italy attacked Malta's plan.", "Spain", "Malta", "SUPPORT"),
        ("Talks between Iran and Oman began.", "Iran", "Oman", "CONSULT"),
    ],
)
def test_given_pairs(text: str, first: str, second: str, kind: str) -> None:
    (answer,) = coded_pairs(text, [pair(text, first, second)])
    assert answer is not None
    assert (answer["type"], answer["quad"]) == (kind, ontology.QUADS[kind])
    assert 0 < answer["confidence"] < 1  # type: ignore[operator]


def test_a_pair_without_trigger_or_outside_the_text_has_no_answer() -> None:
    text = "Lima is far from Oslo."
    assert coded_pairs(text, [pair(text, "Lima", "Oslo"), [0, 4, 90, 95], [4, 4, 0, 4]]) == [None, None, None]


# --- bad input -----------------------------------------------------------------------------------


def test_a_text_without_parse_has_no_events() -> None:
    import spacy

    doc = spacy.blank("en")("Russia attacked Ukraine.")
    clean, found = CleanText("d", doc.text), Extraction("d")
    assert events(doc, clean, found) == ()
    assert pair_events(doc, clean, found, [[0, 6, 16, 23]]) == [None]


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "12 - 3 - 4 | 88 | 9", "KENYA ATTACKS UGANDA", "“He said the army", "Kenya, " * 300, "attack " * 250, "(((((", "talks talks talks"],
)  # fmt: skip
def test_odd_text_is_survived(text: str) -> None:
    for event in coded(text):
        assert text[event.trigger_start : event.trigger_end] == event.trigger


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chad expelled two diplomats after an attack killed a priest.", []),
        ("Troops freed 20 hostages and shot dead a gunman.", []),
        ("The rebels captured two tanks and killed 12 soldiers.", [("killed", 12)]),
    ],
)
def test_a_toll_ends_with_its_phrase(text: str, wanted: list[tuple[str, int]]) -> None:
    assert [(m.kind, m.low) for m in magnitudes(text, 0)] == wanted


def test_a_shelled_town_is_a_place_and_its_dead_receive() -> None:
    (event,) = coded("Houthi rebels shelled Taiz for three days, killing 17 civilians.")
    assert sides(event, "recipient") == ["17 civilians"]
    (event,) = coded("The army shelled Maiduguri.")
    assert sides(event, "recipient") == []
    assert event.place is not None


def test_whom_several_meet_is_not_lost() -> None:
    (event,) = coded("France and Germany held talks with Iran.")
    assert sides(event, "actor") == sides(event, "recipient") == ["France", "Germany", "Iran"]
