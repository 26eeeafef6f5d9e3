"""Features of a place in, how well a mark fits there out: weights learned from typeset news.

The table (marks.bin) holds one byte a weight; where a weight stands is a hash of the feature and the mark.
It was made by models/typography/train.py and holds no text.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

from flows.clean.mojibake.neighbours import shape

BITS = 19  # of a place in the table: half a million weights
SCALE = 24.0  # weights are kept as 24ths
DENSE = ("chain", "share", "habit", "line", "zero", "quotes", "lost", "seen")  # what is weighed besides the features
_FOLDER = Path(__file__).parent


KINDS = ("plain", "dash", "eaten")  # of edits, for what their probabilities are worth: the last took ASCII with them


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a probability of the model means: the share that was right on text it had not seen.

    For every kind of edit a line, in log odds, through points (log odds of the model, share that was right).
    """

    points: tuple[tuple[tuple[float, float], ...], ...]  # in the order of KINDS

    def of(self, share: float, kind: str) -> float:
        """A probability and the kind of edit -> a confidence."""
        line = self.points[KINDS.index(kind)]
        at = _odds(share)
        i = bisect_right(line, (at, 0.0))
        if i in (0, len(line)):
            return line[min(i, len(line) - 1)][1]
        (x0, y0), (x1, y1) = line[i - 1], line[i]
        low, high = _odds(y0), _odds(y1)
        return 1.0 / (1.0 + math.exp(-(low + (high - low) * (at - x0) / (x1 - x0))))


def _odds(share: float) -> float:
    return math.log(max(share, 1e-9)) - math.log(max(1.0 - share, 1e-9))


def edit_kind(after: str, policy: str) -> str:
    """What was put in and the policy of the reader -> the kind of edit."""
    if policy in ("question", "replace_pair"):
        return "eaten"
    return "dash" if "–" in after or "—" in after else "plain"


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that was learned for one language."""

    dense: tuple[float, ...]  # in the order of DENSE
    calibration: Calibration


@cache
def learned(language: str) -> Learned:
    """Language -> what its training found."""
    row = json.loads((_FOLDER / "marks.json").read_text("utf-8"))[language]
    return Learned(tuple(row["dense"]), Calibration(tuple(tuple(map(tuple, line)) for line in row["calibration"])))


@cache
def table() -> memoryview:
    """The weights, as signed bytes."""
    return memoryview((_FOLDER / "marks.bin").read_bytes()).cast("b")


@lru_cache(maxsize=2_000)
def salt(char: str, language: str) -> int:
    """A character of a candidate and the language -> where hashing of its features begins."""
    return crc32(f"{language}:{_CLASSES.get(char) or shape(char)}".encode("utf-8", "surrogatepass"))


# Marks that stand in the same places share their weights; what tells them apart is their share (typography.py).
_CLASSES = {"‑": "-", "‐": "-", "‒": "–", "―": "—", "‚": "‚", "\u2028": "\n", "\u2029": "\n"} | dict.fromkeys(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff", "z"
) | dict.fromkeys("\xa0\u2002\u2003\u2007\u2009\u200a\u202f", "_") | dict.fromkeys("₹₽₩₺₴₿₱₫₦₵₪€£¥", "$") | dict.fromkeys(
    "™℃℠→←↑↓↗⇒−≈≠≤≥∞√■□▪▶►▼▲●○★☆✓✔✅✖❤☎♦♥⌘⬇⬆➡⬅⌥⚠☀⭐✉☐☑◆◦‣⁃△▽◇☽♯♭₂₃\ufe0f†‡‰′″⅓⅔⅛", "x"
)  # fmt: skip


def place(feature: bytes, start: int) -> int:
    """A feature and the salt of a mark -> its place in the table."""
    return crc32(feature, start) & ((1 << BITS) - 1)


def fit(rows: Sequence[bytes], char: str, language: str) -> float:
    """Features of a place and a character -> the sum of its weights, a logarithm."""
    weights, start = table(), salt(char, language)
    return sum([weights[crc32(row, start) & ((1 << BITS) - 1)] for row in rows]) / SCALE
