"""A set of documents -> the leaves it is stored in: month by month, split by doc_id when a month is large.

The split depends on the set alone, so the same documents always lie in the same files,
and a new article rewrites the files of its own leaf and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

LEAF = 1_000  # documents: a few MB of Parquet, rewritten in a second when one article is added


def leaves(months: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """doc_id -> month ("2026-03" or "unknown") in; leaf name -> its doc_ids out."""
    by_month: dict[str, list[str]] = {}
    for doc_id, month in months.items():
        by_month.setdefault(month, []).append(doc_id)
    return {name: docs for month in sorted(by_month) for name, docs in _split(month + "/", by_month[month])}


def _split(name: str, doc_ids: list[str]) -> Iterable[tuple[str, frozenset[str]]]:
    if len(doc_ids) <= LEAF:
        return [(name, frozenset(doc_ids))]
    depth = len(name.partition("/")[2])
    by_digit: dict[str, list[str]] = {}
    for doc_id in doc_ids:
        by_digit.setdefault(doc_id[depth], []).append(doc_id)
    return [leaf for digit in sorted(by_digit) for leaf in _split(name + digit, by_digit[digit])]


def month_of(leaf: str) -> str:
    return leaf.partition("/")[0]
