"""Gold articles in, scores of resolution across them out, beside "the same name is the same entity" in the same run.

    .venv/bin/python bench/resolution.py [--errors N] [--folder models/across]

A node is a real thing in one article; a pair is two nodes in two articles. A pair is wanted when both are the same real
thing, given when resolution puts both into one entity. Only nodes count whose name the extraction found with the type it
gives that thing elsewhere: what it loses is told apart, as a share of the wanted pairs. Resolution sees all articles at once;
the halves are pairs within the odd and within the even numbers.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import pyarrow as pa  # noqa: E402
from across import GOLD, Article, articles, tables  # noqa: E402

from flows.run.corpus import corpus_tables  # noqa: E402

Row = dict[str, Any]
Node = tuple[int, str]  # number of the article, real key
Pair = tuple[Node, Node]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of pairs; `lost` of all wanted ones, the others of those whose names were found."""

    precision: float
    recall: float
    wanted: int
    lost: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def found_groups(chosen: Sequence[Article], mentions: Sequence[Row]) -> dict[Node, str]:
    """Node -> the group that most of its marked names are in; nodes whose names were missed have none."""
    at = {(m["doc_id"], m["start"], m["end"]): m["group_id"] for m in mentions if m["kind"] == "named"}
    votes: dict[Node, Counter[str]] = defaultdict(Counter)
    for a in chosen:
        for name in a.names:
            if group := at.get((a.doc_id, name.start, name.end)):
                votes[a.number, name.key][group] += 1
    return {node: min(counted, key=lambda g: (-counted[g], g)) for node, counted in votes.items()}


def rightly_typed(found: Mapping[Node, str], type_of: Mapping[str, str]) -> dict[Node, str]:
    """Those whose group has the type that most groups of the same real thing have."""
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, key), group in found.items():
        types[key][type_of[group]] += 1
    most = {key: min(counted, key=lambda t: (-counted[t], t)) for key, counted in types.items()}
    return {node: group for node, group in found.items() if type_of[group] == most[node[1]]}


def pairs(nodes: Sequence[Node], meaning: Mapping[Node, str]) -> set[Pair]:
    """Two nodes of different articles that mean the same."""
    together: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(nodes):
        together[meaning[node]].append(node)
    return {(a, b) for same in together.values() for a, b in combinations(same, 2) if a[0] != b[0]}


def score(all_nodes: Sequence[Node], nodes: Sequence[Node], meaning: Mapping[Node, str]) -> Score:
    """Nodes there are, those that were found, and what each was taken for -> how right that is."""
    key = {node: node[1] for node in all_nodes}
    there, wanted, given = pairs(all_nodes, key), pairs(nodes, key), pairs(nodes, meaning)
    right = len(wanted & given)
    return Score(right / max(1, len(given)), right / max(1, len(wanted)), len(wanted), 1 - len(wanted) / len(there))


@dataclass(frozen=True, slots=True)
class Measured:
    """All that is scored."""

    nodes: tuple[Node, ...]
    found: Mapping[Node, str]  # -> group
    names: Mapping[Node, str]  # -> fullest name in its article
    entities: Mapping[Node, str]
    links: Mapping[str, Row]  # group -> its row of entity_groups
    groups: Mapping[str, Row]

    def half(self, remainder: int | None, meaning: Mapping[Node, str]) -> Score:
        """Odd (1), even (0) or all articles (None)."""
        mine = [node for node in self.nodes if remainder is None or node[0] % 2 == remainder]
        return score(mine, [node for node in mine if node in self.found], meaning)


def measured(documents: Mapping[str, pa.Table] | None = None, folder: Path = GOLD) -> Measured:
    """Extract (unless the tables are given) and resolve the gold articles, or those of another folder."""
    chosen = articles(folder)
    documents = documents or tables(chosen)
    groups = {row["group_id"]: row for row in documents["groups"].to_pylist()}
    links = {row["group_id"]: row for row in corpus_tables(documents, ())["entity_groups"].to_pylist()}
    nodes = tuple(sorted({(a.number, name.key) for a in chosen for name in a.names}))
    found = rightly_typed(
        found_groups(chosen, documents["mentions"].to_pylist()), {g: r["type"] for g, r in groups.items()}
    )
    return Measured(
        nodes, found,
        {node: groups[group]["name"] for node, group in found.items()},
        {node: links[group]["entity_id"] for node, group in found.items()}, links, groups,
    )  # fmt: skip


def by_basis(m: Measured, odd_only: bool) -> dict[str, tuple[int, int]]:
    """Basis -> right and given pairs; a pair is told by the less sure of its two rows."""
    nodes = [node for node in m.found if node[0] % 2 or not odd_only]
    counted: dict[str, list[bool]] = defaultdict(list)
    for a, b in pairs(nodes, m.entities):
        link = min((m.links[m.found[node]] for node in (a, b)), key=lambda row: row["confidence"])
        counted[f"{link['basis']} {link['confidence']:.2f}"].append(a[1] == b[1])
    return {basis: (sum(right), len(right)) for basis, right in sorted(counted.items())}


def unmixed(m: Measured) -> Measured:
    """The same without things whose article's extraction puts them into one group with another: resolution cannot part them."""
    most: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, key), group in m.found.items():
        most[group][key] += 1
    return replace(m, found={node: group for node, group in m.found.items() if len(most[group]) == 1})


def errors(m: Measured, everything: bool = False) -> list[str]:
    """Pairs that are wrong, as lines: of odd articles, or of all where none is kept closed."""
    read = [node for node in m.found if everything or node[0] % 2]
    wanted, given = pairs(read, {node: node[1] for node in read}), pairs(read, m.entities)
    lines = [f"extra   {_shown(m, a)}  =  {_shown(m, b)}" for a, b in sorted(given - wanted, key=lambda p: p[0][1])]
    return lines + [
        f"missed  {_shown(m, a)}  |  {_shown(m, b)}" for a, b in sorted(wanted - given, key=lambda p: p[0][1])
    ]


def _shown(m: Measured, node: Node) -> str:
    g, link = m.groups[m.found[node]], m.links[m.found[node]]
    told = "/".join(g[what] for what in ("type", "country", "sector", "office", "anchor") if g[what])
    return f"{node[0]:02} {node[1]} {g['name']!r} {told} ({link['basis']} {link['confidence']:.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--errors",
        type=int,
        default=0,
        help="print so many wrong pairs of each kind (odd articles only, all of another folder)",
    )
    parser.add_argument("--folder", type=Path, default=GOLD, help="other articles of the same form")
    args = parser.parse_args()
    begun = time.process_time()
    m = measured(folder=args.folder)
    print(f"{len(m.nodes)} names in articles, {time.process_time() - begun:.1f} CPU seconds")
    print(f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'pairs':>8}{'lost by extraction':>21}")
    for half, remainder in (("odd", 1), ("even", 0), ("all", None)):
        for what, meaning in (("ours", m.entities), ("same name", m.names)):
            s = m.half(remainder, meaning)
            print(f"{f'{half}, {what}':24}{100 * s.precision:7.1f}{100 * s.recall:7.1f}{100 * s.f1:7.1f}{s.wanted:8}{100 * s.lost:20.1f}%")  # fmt: skip
    apart = unmixed(m)
    print("without names that extraction mixes with another of their article")
    for half, remainder in (("odd", 1), ("even", 0), ("all", None)):
        s = apart.half(remainder, m.entities)
        print(
            f"{f'{half}, ours':24}{100 * s.precision:7.1f}{100 * s.recall:7.1f}{100 * s.f1:7.1f}{s.wanted:8}{100 * s.lost:20.1f}%"
        )
    print("\nbasis and confidence: right pairs of those given, odd half; all")
    odd, everything = by_basis(m, True), by_basis(m, False)
    for basis, (right, given) in everything.items():
        print(f"  {basis:20}{'{}/{}'.format(*odd.get(basis, (0, 0))):>10}{f'{right}/{given}':>12}")
    wrong = errors(m, args.folder != GOLD)
    for kind in ("extra", "missed"):
        print(
            *[line for line in wrong if line.startswith(kind)][: args.errors], sep="\n", end="\n" if args.errors else ""
        )


if __name__ == "__main__":
    main()
