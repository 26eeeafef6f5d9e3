"""Resolution over eighty articles written for it, blind: floors on the odd half, far above names alone, in any order."""

from __future__ import annotations

import random
import sys
import tomllib
from pathlib import Path

import pyarrow as pa
import pytest

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "bench"))

import resolution  # noqa: E402
from across import Article, articles, tables  # noqa: E402

from flows.run.corpus import corpus_tables  # noqa: E402

FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def extracted() -> dict[str, pa.Table]:
    return tables(articles())


@pytest.fixture(scope="module")
def measured(extracted: dict[str, pa.Table]) -> resolution.Measured:
    return resolution.measured(extracted)


def test_the_odd_half_reaches_its_floors(measured: resolution.Measured) -> None:
    ours = measured.half(1, measured.entities)
    assert ours.precision >= FLOORS["across_precision"]
    assert ours.recall >= FLOORS["across_recall"]
    unmixed = resolution.unmixed(measured)
    assert unmixed.half(1, unmixed.entities).precision >= FLOORS["across_unmixed"]


def test_names_alone_are_far_worse(measured: resolution.Measured) -> None:
    ours, names = measured.half(1, measured.entities), measured.half(1, measured.names)
    assert ours.f1 > names.f1 + 0.3


def test_the_order_of_rows_changes_nothing(extracted: dict[str, pa.Table]) -> None:
    expected = corpus_tables(extracted, ())
    for seed in (1, 2):
        mixed = {}
        for name, table in extracted.items():
            rows = table.to_pylist()
            random.Random(seed).shuffle(rows)
            mixed[name] = pa.Table.from_pylist(rows, schema=table.schema)
        found = corpus_tables(mixed, ())
        assert all(found[name].equals(expected[name]) for name in ("entities", "entity_groups"))


def test_the_gold_is_whole() -> None:
    found: list[Article] = articles()
    assert [a.number for a in found] == list(range(1, 81))
    assert all(a.published and len(a.names) > 5 for a in found)
