"""The shares of candidates at all sites in, the same with one kind of spaced dash for the whole document out.

Bytes do not tell an en from an em dash between spaces, and a house sets one of the two. So what is
decided is not each dash but the document's: the evidence of all its open sites together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from flows.clean.mojibake.lattice import Site

LEAST = 0.02  # share of both dashes below which a site has no say


def one_dash(sites: Sequence[Site], gaps: Sequence[str], shares: list[list[float]]) -> list[list[float]]:
    """Sites, the text round them (one gap more), shares -> shares; em and en split alike wherever spaces stand round them."""
    pairs = [pair for i, site in enumerate(sites) for pair in _pairs(i, site, gaps, shares[i])]
    if len({i for i, *_ in pairs}) < 2:
        return shares
    weight = sum(shares[i][em] + shares[i][en] for i, em, en in pairs)
    leaning = (
        sum((shares[i][em] + shares[i][en]) * (_log(shares[i][em]) - _log(shares[i][en])) for i, em, en in pairs)
        / weight
    )
    em_share = 1 / (1 + math.exp(-leaning))
    out = [list(row) for row in shares]
    for i, em, en in pairs:
        both = shares[i][em] + shares[i][en]
        out[i][em], out[i][en] = both * em_share, both * (1 - em_share)
    return out


def _pairs(i: int, site: Site, gaps: Sequence[str], shares: Sequence[float]) -> list[tuple[int, int, int]]:
    """The candidates of a site that differ in nothing but the dash, with spaces round it: site, em, en."""
    if not gaps[i].endswith(" "):
        return []
    behind = gaps[i + 1][:1]
    number = {text: n for n, (text, _) in enumerate(site.candidates)}
    found = []
    for text, em in number.items():
        spaced = (text == "—" and behind == " ") or text.startswith("— ")
        if spaced and (en := number.get("–" + text[1:])) is not None and shares[em] + shares[en] >= LEAST:
            found.append((i, em, en))
    return found


def _log(share: float) -> float:
    return math.log(max(share, 1e-9))
