"""What was lost comes back: the marks of our clean English text, read as GBK with bytes dropped, reach the floors."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from bench.damage import Comparison, damaged
from flows.clean.mojibake import repair

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
USUAL = set("‘’“”–—…•")  # the text holds a dozen scripts besides, whose letters cannot all come back


def test_marks_with_lost_bytes_come_back() -> None:
    strict = merged = sites = surest = surest_right = 0
    for text in re.split(r"\n\n+", (HERE / "data/clean/en.txt").read_text("utf-8")):
        case = damaged(text, "gbk", "drop")
        done = repair(case.seen)
        beside = Comparison(case, done.text, done.repairs)
        for site in case.lossy():
            if all(char in USUAL or char < "\x80" for char in text[site.start : site.end]):
                right, loose = beside.right(site)
                strict, merged, sites = strict + right, merged + loose, sites + 1
        for r in done.repairs:
            if r.confidence >= 0.99 and not r.lossless and set(r.after) <= USUAL:
                truth, made, _ = beside.span(r.before_start, r.before_end)
                surest, surest_right = surest + 1, surest_right + (truth == made)
    assert sites > 400
    assert strict / sites >= FLOORS["repair_strict"]
    assert merged / sites >= FLOORS["repair_merged"]
    assert surest > sites / 3 and surest_right / surest >= FLOORS["repair_surest"]
