"""Words in, the pieces that the encoder knows out: ids, how each word is written, and which piece stands for it.

WordPiece as BERT's uncased vocabulary wants it (Devlin et al. 2019): small letters without accents, every punctuation mark
and Chinese character by itself, then the longest known beginning again and again. Its library would bring a client for a model hub
along, which has no place in a program without network.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

WEIGHTS = Path(__file__).parents[1] / "weights/transformer"
LOWER, TITLE, UPPER, MIXED, OTHER, EDGE = range(6)  # how a word is written; the pieces themselves have no capitals
BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 100  # characters; what is longer is one unknown piece


@dataclass(frozen=True, slots=True)
class Pieces:
    """Of one stretch of words, its edges included."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    first: tuple[int, ...]  # the first piece of each word; 0, the left edge, for a word without any


def pieces(words: Sequence[str]) -> Pieces:
    """Words as spaCy cut them -> their pieces; a line break is an edge, other white space a word without pieces."""
    ids, shapes, first = [vocabulary()[BEGIN]], [EDGE], []
    for word in words:
        if cut := word_pieces(word):
            first.append(len(ids))
            ids += cut
            shapes += [shape(word)] * len(cut)
        else:
            first.append(0)
            if "\n" in word and shapes[-1] != EDGE:
                ids.append(vocabulary()[END])
                shapes.append(EDGE)
    return Pieces((*ids, vocabulary()[END]), (*shapes, EDGE), tuple(first))


def shape(word: str) -> int:
    """How a word is written: "town", "Town" and "T", "TOWN", "McTown", "12"."""
    if not any(c.isalpha() for c in word):
        return OTHER
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED


@lru_cache(maxsize=50_000)
def word_pieces(word: str) -> tuple[int, ...]:
    """The ids of one word."""
    plain = unicodedata.normalize("NFD", "".join(_kept(c) for c in word).lower())
    runs = "".join(f" {c} " if _alone(c) else c for c in plain if unicodedata.category(c) != "Mn").split()
    return tuple(at for run in runs for at in _longest_first(run))


def _kept(c: str) -> str:
    """White space as a blank, control and format characters not at all."""
    if c in "\t\n\r" or unicodedata.category(c) == "Zs":
        return " "
    return "" if c in "\0\ufffd" or unicodedata.category(c).startswith("C") else c


def _alone(c: str) -> bool:
    """Punctuation, ASCII signs, Chinese characters."""
    if unicodedata.category(c).startswith("P") or c in "$+<=>^`|~":
        return True
    return "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" or "\U00020000" <= c <= "\U0002fa1f"


def _longest_first(run: str) -> list[int]:
    known = vocabulary()
    out: list[int] = []
    start = 0
    while start < len(run) <= LONGEST_WORD:
        end = len(run)
        while end > start and (found := known.get(("##" if start else "") + run[start:end])) is None:
            end -= 1
        if end == start:
            return [known[UNKNOWN]]
        out.append(found)  # type: ignore[arg-type]
        start = end
    return out or [known[UNKNOWN]]


@cache
def vocabulary() -> dict[str, int]:
    """Piece -> id, a line each in vocabulary.txt."""
    lines = (WEIGHTS / "vocabulary.txt").read_text("utf-8").split("\n")
    return {piece: i for i, piece in enumerate(lines) if piece}
