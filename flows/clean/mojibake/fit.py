"""A site and its surroundings in, how well each candidate fits there out.

Two judges: the counts of `typography` with the hand-set costs of `quotes`, which tell how likely a whole
text is (so that codecs and policies can be compared), and the learned weights of `marks` on top of
them, which tell the candidates of one site apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from flows.clean.mojibake.habits import Habits
from flows.clean.mojibake.marks import Learned, fit
from flows.clean.mojibake.neighbours import features, next_mark, shape
from flows.clean.mojibake.quotes import Quotes, after
from flows.clean.mojibake.typography import ORDER, TRANSPARENT, chain, kind, kinds, share

LOOK = ORDER - 1  # classes on either side that bear on a site
MOST_CANDIDATES = 9  # per site and reading
HOPELESS = 12.0  # log weight behind the best at which a candidate or reading is dropped; quotes turn less than that
ANOTHER = -1.5  # log weight of a zero-width character after another one
BARE = -2.0  # log weight of zero-width characters alone between spaces: a link stood there, and its text is lost
LOST_BYTE = -0.3  # per byte more than the fewest: of two explanations the simpler is a little likelier
_LINES = re.compile("\n+")  # blank lines count as one break, as in the counts

Candidates = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Dense:
    """What the counts say of one candidate: its number, and the logarithms in the order of marks.DENSE, without quotes."""

    number: int
    chain: float
    share: float
    habit: float
    line: float
    zero: float
    lost: float
    seen: float

    @property
    def total(self) -> float:
        return self.chain + self.share + self.habit + self.line + self.zero + LOST_BYTE * self.lost


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text before and behind a site, other sites hidden; habits of the house; the length of its line."""

    left: str
    right: str
    house: str
    line: str


@lru_cache(maxsize=50_000)
def dense(tail: str, ahead: str, candidates: Candidates, language: str, habits: Habits) -> tuple[Dense, ...]:
    """Classes before and behind -> the candidates worth following, likeliest first."""
    fewest = min(lost for _, lost in candidates)
    found = []
    for c, (text, lost) in enumerate(candidates):
        classes = kinds(text)
        row = tail[-1:] + classes + ahead[:1]
        if not classes and tail.endswith(" ") and ahead.startswith(" "):
            total = chain(language, tail, ahead[1:]) + BARE
        else:
            total = chain(language, tail, _LINES.sub("\n", classes + ahead))
        zero = _zero_width(sum(kind(char) == TRANSPARENT for char in text), habits)
        habit, line = _habitual(text, row, habits), habits.new_line * text.count("\n")
        seen = sum(_seen(habits.seen).get(char, 0.0) for char in text)
        found.append(Dense(c, total, sum(map(share, text)), habit, line, zero, lost - fewest, seen))
    found.sort(key=lambda d: (-d.total, d.number))
    return tuple(d for d in found[:MOST_CANDIDATES] if d.total > found[0].total - HOPELESS)


@lru_cache(maxsize=8)
def _seen(pairs: frozenset[tuple[str, float]]) -> dict[str, float]:
    return dict(pairs)


def _habitual(text: str, row: str, habits: Habits) -> float:
    """What the document's habits say of a candidate; `row` has its classes and one on either side."""
    seen = [char for char in text if kind(char) != TRANSPARENT]
    return sum(habits.bonus(char, row[i : i + 1], row[i + 2 : i + 3]) for i, char in enumerate(seen))


def _zero_width(count: int, habits: Habits) -> float:
    """Zero-width characters come from links and editors that set them in pairs: the second is no surprise."""
    return habits.zero_width + ANOTHER * (count - 1) if count else 0.0


# --- learned -------------------------------------------------------------------------------------

Rows = list[tuple[str, tuple[bytes, ...]]]  # each character of a candidate with the features of its place


def rows(text: str, around: Surroundings) -> Rows:
    """A candidate in its surroundings -> its characters with their features, whatever quotes are open."""
    out = []
    for i, char in enumerate(text):
        left, right = around.left + text[:i], text[i + 1 :] + around.right
        out.append((char, features(left, right, around.house, around.line)))
    return out


def open_rows(text: str, quotes: Quotes, around: Surroundings) -> Rows:
    """A candidate and the quotes open before it -> its characters with the features of that state."""
    out = []
    for i, char in enumerate(text):
        left, right = (around.left + text[:i])[-1:], (text[i + 1 :] + around.right[:1])[:1]
        state, near = f"{quotes.double}{quotes.single:d}{quotes.double_inside:d}", shape(left + right)
        names = (f"v{state}", f"w{state}{near}", f"x{state}{near}{next_mark(text[i + 1 :] + around.right)}")
        out.append((char, tuple([name.encode("utf-8", "surrogatepass") for name in names])))
        quotes, _ = after(quotes, char, left, right)
    return out


def fitting(found: Rows, language: str) -> float:
    """Characters with their features -> the sum of their weights."""
    return sum(fit(names, char, language) for char, names in found)


def weight(d: Dense, quotes: float, model: Learned | None) -> float:
    """The counts and the cost of the quotes, added up; with the learned shares where there is a model."""
    if model is None:
        return d.total + quotes
    a = model.dense
    rest = a[4] * d.zero + a[5] * quotes + a[6] * d.lost + a[7] * d.seen
    return a[0] * d.chain + a[1] * d.share + a[2] * d.habit + a[3] * d.line + rest


def surroundings(masked: str, at: int, house: str, usual: float) -> Surroundings:
    """The text with every site hidden as one character, and the place of one -> its surroundings."""
    left, right = masked[max(0, at - REACH) : at], masked[at + 1 : at + 1 + REACH]
    behind = at - 1 - masked.rfind("\n", 0, at)
    end = masked.find("\n", at)
    ahead = (len(masked) if end < 0 else end) - at
    return Surroundings(left, right, house, f"{_times(behind, usual)}{_times(ahead, usual)}")


REACH = 400  # characters on either side that the features may look at


def _times(length: int, usual: float) -> int:
    """The length of a stretch of a line, in steps of the usual length of a line."""
    return sum(length >= usual * step for step in (0.15, 0.4, 0.8, 1.3, 2.0))
