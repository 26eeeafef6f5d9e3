"""Reports of one event in, the figures on which they differ out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from flows.records import ReportedEvent

Range = tuple[int, int]


def contradictions(reports: Iterable[ReportedEvent]) -> tuple[str, ...]:
    """Reports -> "killed: 12 or 15" for each kind of figure on which two documents cannot both be right."""
    by_kind: dict[str, dict[str, set[Range]]] = defaultdict(lambda: defaultdict(set))
    for report in reports:
        for figure in report.magnitudes:
            kind = f"{figure.kind} {figure.currency}".rstrip()  # euros and dollars do not contradict each other
            by_kind[kind][report.doc_id].add((figure.low, max(figure.low, figure.high)))
    found = {kind: _differing(list(documents.values())) for kind, documents in by_kind.items()}
    return tuple(f"{kind}: {' or '.join(map(_shown, ranges))}" for kind, ranges in sorted(found.items()) if ranges)


def _differing(documents: list[set[Range]]) -> list[Range]:
    """Figures of each document -> those of documents that have none in common."""
    distinct = {frozenset(ranges) for ranges in documents}  # a hundred copies are one claim
    ranges: set[Range] = set()
    for one, other in combinations(sorted(distinct, key=sorted), 2):
        if not any(_overlap(a, b) for a in one for b in other):
            ranges |= one | other
    return sorted(ranges)


def _overlap(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _shown(figure: Range) -> str:
    return str(figure[0]) if figure[0] == figure[1] else f"{figure[0]}-{figure[1]}"
