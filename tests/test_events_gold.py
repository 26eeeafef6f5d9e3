"""Events of the open gold articles reach their floors, and the scorer counts as its docstring says."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bench.entities import clean
from bench.events import expected_error, scored
from bench.gold import Article, articles
from flows.extract import read
from flows.records import Event

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def found() -> list[tuple[Article, tuple[Event, ...]]]:
    return [(a, read(clean(a))[1].events) for a in articles() if a.open]


@pytest.fixture(scope="module")
def counted(found: list[tuple[Article, tuple[Event, ...]]]) -> Counter[str]:
    return sum((scored(a, events)[0] for a, events in found), Counter())


def test_types_reach_their_floors(counted: Counter[str]) -> None:
    assert counted["typed"] / counted["given"] >= FLOORS["events_right"]
    assert counted["typed"] / counted["wanted"] >= FLOORS["events_found"]


def test_triples_reach_their_floor_and_sides_are_not_swapped(counted: Counter[str]) -> None:
    assert 2 * counted["triples"] / (counted["given"] + counted["wanted"]) >= FLOORS["events_triples"]
    assert counted["swapped"] / counted["found"] <= FLOORS["events_swapped"]


def test_confidence_is_what_came_true(found: list[tuple[Article, tuple[Event, ...]]]) -> None:
    told = [(e.confidence, bool(scored(a, (e,))[0]["triples"])) for a, events in found for e in events]
    assert expected_error(told) <= FLOORS["events_doubt"]


def test_a_perfect_coder_scores_all_and_a_turned_one_is_seen() -> None:
    article = next(a for a in articles() if a.open and any(e.actors and e.recipients for e in a.events))
    gold = next(e for e in article.events if e.actors and e.recipients)
    found = read(clean(article))[1].events
    (first, *_), surface = found, {m.entity: m for m in article.mentions}
    role = first.roles[0]

    def at(name: str, entity: str) -> object:
        m = surface[entity]
        return replace(role, role=name, start=m.start, end=m.end)

    sides = [("actor", gold.actors[0]), ("recipient", gold.recipients[0])]
    right = replace(first, type=gold.type, trigger_start=gold.start, trigger_end=gold.end,
                    roles=tuple(at(name, entity) for name, entity in sides))  # fmt: skip
    assert scored(article, (right,))[0]["triples"] == 1
    turned = replace(right, roles=tuple(replace(r, role="actor" if r.role == "recipient" else "recipient") for r in right.roles))  # fmt: skip
    count = scored(article, (turned,))[0]
    assert (count["triples"], count["typed"], count["swapped"]) == (0, 1, 1)


def test_expected_error() -> None:
    assert expected_error([(0.25, False), (0.25, False), (0.25, False), (0.25, True)]) == 0
    assert expected_error([(0.9, False), (0.9, False)]) == pytest.approx(0.9)
