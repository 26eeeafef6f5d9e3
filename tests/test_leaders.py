"""The table of office holders is what it says it is: seven columns, dates in order, one holder at a time where it is certain."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import flows.extract

TABLE = Path(flows.extract.__file__).parent / "lexicon/leaders.tsv"
OFFICES = {"head of state", "head of government", "head of state and government", "foreign minister"}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def rows() -> list[list[str]]:
    return [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]


def test_rows_have_their_form() -> None:
    found = rows()
    assert len({row[1] for row in found}) >= 60
    for name, country, office, begun, ended, status, _ in found:
        assert name and re.fullmatch("[A-Z]{3}", country) and office in OFFICES, name
        assert DATE.fullmatch(begun) and (not ended or DATE.fullmatch(ended)), name
        assert status in ("certain", "unchecked"), name
        width = min(len(begun), len(ended))
        assert begun[:width] <= ended[:width], name
    assert len({tuple(row[:4]) for row in found}) == len(found)


def test_one_holder_at_a_time_where_certain() -> None:
    spells = defaultdict(list)
    for name, country, office, begun, ended, status, _ in rows():
        if status == "certain":
            spells[country, office].append((begun, ended or "9999", name))
    for holders in spells.values():
        for (_, ended, before), (begun, _, behind) in zip(sorted(holders), sorted(holders)[1:], strict=False):
            width = min(len(begun), len(ended))
            assert ended[:width] <= begun[:width], f"{before}, {behind}"
