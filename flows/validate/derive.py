"""Derivations: a question about a row that takes several columns or tables -> one column of true and false.

Great Expectations looks at one or two columns at a time; here text[start:end] == surface becomes one column.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import pyarrow as pa

from flows.validate.rules import Derivation
from flows.validate.staged import Staged


def _flags(answers: list[bool]) -> pa.Array:
    return pa.array(answers, pa.bool_())


def each(test: Callable[..., bool], *columns: str, nullable: bool = False) -> Derivation:
    """A test of some columns' values -> its answer for every row; unless nullable, a null answers no."""

    def answers(staged: Staged) -> pa.Array:
        rows = zip(*(staged.values(c) for c in columns), strict=True)
        return _flags([(nullable or None not in row) and bool(test(*row)) for row in rows])

    return Derivation(columns, answers)


def surface_matches(start: str = "start", end: str = "end", surface: str = "surface") -> Derivation:
    """documents.text[start:end] == surface; false where the document is unknown."""

    def answers(staged: Staged) -> pa.Array:
        texts = staged.texts()
        rows = zip(*(staged.values(c) for c in ("doc_id", start, end, surface)), strict=True)
        return _flags([_cut(texts.get(d), s, e) == wanted for d, s, e, wanted in rows])

    return Derivation((start, end, surface), answers)


def _cut(text: str | None, start: int | None, end: int | None) -> str | None:
    if text is None or start is None or end is None or not 0 <= start <= end <= len(text):
        return None
    return text[start:end]


def inside_text(start: str, end: str, optional: bool = False, may_be_empty: bool = False) -> Derivation:
    """0 <= start < end <= length of documents.text; where optional, both may be null together."""

    def answers(staged: Staged) -> pa.Array:
        lengths = {doc_id: len(text) for doc_id, text in staged.texts().items()}
        rows = zip(*(staged.values(c) for c in ("doc_id", start, end)), strict=True)
        return _flags([_inside(s, e, lengths.get(d, -1), optional, may_be_empty) for d, s, e in rows])

    return Derivation((start, end), answers)


def _inside(start: int | None, end: int | None, length: int, optional: bool, may_be_empty: bool) -> bool:
    if start is None or end is None:
        return optional and start is None and end is None
    return 0 <= start <= end <= length and (may_be_empty or start < end)


def known(column: str, table: str, key: str, optional: bool = False) -> Derivation:
    """The value is a key of that table, in the same document; where optional, '' is right too."""

    def answers(staged: Staged) -> pa.Array:
        owners = staged.owners(table, key)
        rows = zip(staged.values(column), staged.values("doc_id"), strict=True)
        return _flags([(optional and v == "") or (v in owners and owners[v] == d) for v, d in rows])

    return Derivation((column,), answers)


def in_its_sentence(start: str, end: str) -> Derivation:
    """The span lies inside the sentence that the row names."""

    def answers(staged: Staged) -> pa.Array:
        spans = staged.sentence_spans()
        rows = zip(*(staged.values(c) for c in ("sentence_id", start, end)), strict=True)
        bounds = [(spans.get(i, (0, -1)), s, e) for i, s, e in rows]
        return _flags([None not in (s, e) and b[0] <= s and e <= b[1] for b, s, e in bounds])

    return Derivation(("sentence_id", start, end), answers)


def ordered(column: str) -> Derivation:
    """The list is sorted and holds nothing twice."""
    return each(lambda items: None not in items and items == sorted(set(items)), column)


def all_of(column: str, values: Collection[str]) -> Derivation:
    """Every item of the list is one of the values."""
    allowed = frozenset(values)
    return each(allowed.issuperset, column)


def both_or_neither(*columns: str) -> Derivation:
    """The columns are null together or not at all."""
    return each(lambda *values: len({value is None for value in values}) == 1, *columns, nullable=True)


def in_order(first: str, last: str) -> Derivation:
    """Two dates or numbers, null together, and not the wrong way round."""
    return each(lambda a, b: (a is None) == (b is None) and (a is None or a <= b), first, last, nullable=True)
