"""Names and links of the open gold articles reach their floors."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bench.entities import Count, articles, clean, gold_names, links, names_of
from flows.extract import MODEL, read

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    names, link = Count(), Counter[str]()
    for a in articles():
        if a.open:
            found = read(clean(a), MODEL)[1]
            given = names_of(a, ((m.start, m.end, m.type) for m in found.mentions if m.kind == "named"))
            names.add(((a.name, *s) for s in given), ((a.name, *s) for s in gold_names(a)))
            link += links(a, found)[0]
    return {
        "names_strict": 2 * names.right / (names.given + names.wanted),
        "pronouns_right": link["pronoun right"] / link["pronoun given"],
        "pronouns_found": link["pronoun right"] / link["pronoun wanted"],
        "nominals_right": link["nominal right"] / link["nominal given"],
    }


@pytest.mark.parametrize("figure", ["names_strict", "pronouns_right", "pronouns_found", "nominals_right"])
def test_names_and_links_reach_their_floor(measured: dict[str, float], figure: str) -> None:
    assert measured[figure] >= FLOORS[figure]
