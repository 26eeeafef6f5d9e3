"""Statements and places of the open gold articles reach their floors, and the scorers count as their docstrings say."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from bench import places as place_bench
from bench import quotes as quote_bench
from bench.quotes import Row, Said, jsonl_texts, ours, pairs, scored
from flows.extract import MODEL

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    return scored([t for t in quote_bench.gold_texts() if t.open], ours, MODEL)[0]


@pytest.mark.parametrize(
    ("kind", "figure", "floor"),
    [("direct", 0, "quotes_direct"), ("direct", 2, "quotes_direct_speaker"), ("mixed", 0, "quotes_mixed"),
     ("indirect", 1, "quotes_indirect"), ("indirect", 2, "quotes_indirect_speaker")],
)  # fmt: skip
def test_statements_reach_their_floor(rows: dict[str, Row], kind: str, figure: int, floor: str) -> None:
    assert rows[kind].figures()[figure] >= 100 * FLOORS[floor]


def test_places_reach_their_floor() -> None:
    found = place_bench.scored([t for t in place_bench.gold_texts() if t.open], place_bench.ours, MODEL)
    f1 = 2 * found.found.right / (found.found.given + found.found.wanted)
    assert f1 >= FLOORS["places_found"]
    assert sum(found.country) / len(found.country) >= FLOORS["places_country"]


PAIRS = [
    ("“We go home,” he said.", (1, 12), (0, 13), True),  # marks and outer punctuation aside
    ("We go home at once now", (0, 22), (0, 18), True),  # four words of five
    ("We go home at once now", (0, 22), (0, 10), False),
]


@pytest.mark.parametrize(("text", "given", "wanted", "right"), PAIRS)
def test_near_contents_pair(text: str, given: tuple[int, int], wanted: tuple[int, int], right: bool) -> None:
    ours_, gold = Said(*given, "direct", ""), Said(*wanted, "direct", "")
    assert bool(pairs(text, [ours_], [gold], exact=False)) == right


def test_a_gold_in_lines_names_speakers_by_their_mentions(tmp_path: Path) -> None:
    text = "“We go home now,” Grace Wanjiru said. She left."
    row = {
        "id": 7, "text": text, "mentions": [{"start": 18, "end": 31, "kind": "named", "entity_id": "g"}],
        "quotes": [{"start": 1, "end": 16, "kind": "direct", "speaker_start": 18, "speaker_end": 31, "cue_start": 32, "cue_end": 36}],
    }  # fmt: skip
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(row) + "\n" + json.dumps(row) + "\n", "utf-8")
    first, second = jsonl_texts(file)
    assert (first.open, second.open) == (False, True)
    assert first.wanted == [Said(1, 16, "direct", "g", "said")]
    assert ours(second, MODEL) == [Said(1, 16, "direct", "g", "said")]
