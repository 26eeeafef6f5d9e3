"""senses.tsv in, what a word may tell of out: an open list that the learned coder weighs."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def senses() -> tuple[dict[tuple[str, str], tuple[str, ...]], dict[tuple[str, str], list[tuple[str, ...]]]]:
    """(word, part) -> types; (first word, part) -> the further words of longer ones."""
    single: dict[tuple[str, str], tuple[str, ...]] = {}
    longer: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for line in (Path(__file__).parent / "senses.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, part, types = line.split("\t")
        single[word, part] = tuple(types.split(","))
        first, *rest = word.split()
        if rest:
            longer.setdefault((first, part), []).append(tuple(rest))
    return single, longer
