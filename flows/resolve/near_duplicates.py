"""Signatures of all documents in; which are copies or parts of an earlier one out.

Anchored, never chained: every member is compared with the first of its group, so a story that drifts through many
hands does not pull strangers together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from flows.records import NearDuplicate, Signature
from flows.resolve.minhash import PERMUTATIONS, numbers, similarity

COPY = 0.55  # Jaccard; a bulletin of 200 words with a new headline, three words and its last sentence changed has 0.64
CONTAINED = 0.9  # share of the shorter text's runs that the longer one has
MUCH_SHORTER = 0.7  # of the words; a text less short than that and contained is a copy by Jaccard
AGREEING = 8  # of 128 numbers at least, or the estimate of containment is noise
ROWS = 2  # numbers in a bucket key: finds a part with a similarity of 0.2 in 93 of 100 cases

Numbers = tuple[int, ...]


def near_duplicates(signatures: Iterable[Signature]) -> tuple[NearDuplicate, ...]:
    """Signatures -> members of all groups of two or more, by group and document; short texts are in none."""
    firsts: dict[str, tuple[Signature, Numbers]] = {}
    buckets: dict[tuple[int, ...], list[str]] = defaultdict(list)
    members: dict[str, list[NearDuplicate]] = defaultdict(list)
    for seen in sorted({s.doc_id: s for s in signatures if s.minhash}.values(), key=_order):
        values = numbers(seen.minhash)
        keys = list(_keys(values))
        candidates = dict.fromkeys(doc_id for key in keys for doc_id in buckets.get(key, ()))
        found = _best(seen, values, [firsts[doc_id] for doc_id in candidates])
        if found is not None:
            members[found.group].append(found)
            continue
        firsts[seen.doc_id] = (seen, values)
        for key in keys:
            buckets[key].append(seen.doc_id)
    leads = [NearDuplicate(group, group, "first", 1.0) for group in members]
    return tuple(sorted((*leads, *(m for group in members.values() for m in group)), key=lambda n: (n.group, n.doc_id)))


def _order(seen: Signature) -> tuple[date, str]:
    return seen.published or date.max, seen.doc_id


def _keys(values: Numbers) -> Iterator[tuple[int, ...]]:
    for band in range(0, PERMUTATIONS, ROWS):
        yield (band, *values[band : band + ROWS])


def _best(seen: Signature, values: Numbers, firsts: list[tuple[Signature, Numbers]]) -> NearDuplicate | None:
    """The most similar first of which this is a copy, else of which it is a part; the earlier one where two are equal."""
    compared = [(similarity(values, theirs), first) for first, theirs in firsts]
    compared.sort(key=lambda pair: (-pair[0], _order(pair[1])))
    for alike, first in compared:
        if role := _role(alike, seen.words, first.words):
            return NearDuplicate(first.doc_id, seen.doc_id, role, alike)
    return None


def _role(alike: float, words: int, first_words: int) -> str:
    if alike >= COPY:
        return "copy"
    shorter = words <= MUCH_SHORTER * first_words and alike * PERMUTATIONS >= AGREEING
    return "part_of" if shorter and containment(alike, words, first_words) >= CONTAINED else ""


def containment(jaccard: float, words: int, other_words: int) -> float:
    """Jaccard and lengths -> share of the first text that the other holds: |A∩B| = J(|A|+|B|)/(1+J), of |A|."""
    return min(1.0, jaccard * (words + other_words) / (1 + jaccard) / words) if words else 0.0
