"""lexicon/senses.tsv in, what a word may tell of out: an open list that the learned coder weighs; it decides nothing alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.extract.events.syntax import is_verb, lemma
from flows.extract.tables import LEXICON

if TYPE_CHECKING:
    from flows.extract.words import Token

Types = tuple[str, ...]


@cache
def senses() -> tuple[dict[tuple[str, str], Types], dict[tuple[str, str], list[tuple[str, ...]]]]:
    """(word, part) -> types; (first word, part) -> the further words of longer ones."""
    single: dict[tuple[str, str], Types] = {}
    longer: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for line in (LEXICON / "senses.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, part, types = line.split("\t")
        single[word, part] = tuple(types.split(","))
        first, *rest = word.split()
        if rest:
            longer.setdefault((first, part), []).append(tuple(rest))
    return single, longer


def part_of(token: Token) -> str:
    return "verb" if is_verb(token) else "noun" if token.pos_ in ("NOUN", "PROPN") else "adjective"


def senses_of(token: Token) -> Types:
    """What the word alone may tell of."""
    return senses()[0].get((lemma(token), part_of(token)), ())


def matching(token: Token) -> Types:
    """What the word with words below it may tell of."""
    single, longer = senses()
    own, part = lemma(token), part_of(token)
    wanted = longer.get((own, part))
    if not wanted:
        return ()
    near = {lemma(t) for t in token.subtree} | {t.lower_ for t in token.subtree}
    return tuple(kind for rest in wanted if near.issuperset(rest) for kind in single[" ".join((own, *rest)), part])
