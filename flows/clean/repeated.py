"""Text whose deck or title was saved twice -> the text with it once, the second one taken out as a repair."""

from __future__ import annotations

import re

from flows.clean.edits import Change, carried_out
from flows.records import Repair

NEAR_TOP = 8  # lines; a refrain further down is the author's
LONG = 30  # characters; shorter lines ("Q:", "Yes.") repeat by nature
SHORT_TITLE = 12  # characters; a title this long may stand again as the heading of the page

_FOLDS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})


def without_repeats(text: str) -> tuple[str, tuple[Repair, ...], tuple[int, ...]]:
    """Text -> it without lines said twice at its top, the repairs, and where in the new text the kept decks begin.

    Pass "repeated_deck". The first line is the title; another line is a deck when the next one that is not blank
    says the same. Quotation marks, dashes and case may differ.
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text[: _top(text)])][: NEAR_TOP + 1]
    changes: list[Change] = []
    decks: list[int] = []
    kept: list[tuple[int, int]] = []
    for start, end in lines:
        line = _folded(text[start:end])
        if kept and len(line) >= SHORT_TITLE and line == _folded(text[slice(*kept[0])]):
            changes.append(_removal(text, kept[-1][1], end))
        elif len(kept) > 1 and len(line) >= LONG and line == _folded(text[slice(*kept[-1])]):
            changes.append(_removal(text, kept[-1][1], end))
            decks.append(kept[-1][0])
        else:
            kept.append((start, end))
    text_after, repairs = carried_out(text, "repeated_deck", _merged(changes))
    return text_after, repairs, tuple(_moved(at, changes) for at in decks)


def _top(text: str) -> int:
    """Where the lines near the top end, found without looking at the rest."""
    at = 0
    for _ in range(4 * NEAR_TOP):  # blank lines included
        at = text.find("\n", at) + 1
        if at == 0:
            return len(text)
    return at


def _removal(text: str, start: int, end: int) -> Change:
    """From the end of the line before to the end of the repeated one; the break after it stays."""
    return Change(start, end, "", "repeated_line")


def _merged(changes: list[Change]) -> list[Change]:
    """A line three times over: two removals from the same place are one."""
    out: list[Change] = []
    for change in changes:
        if out and change.start < out[-1].end:
            change = Change(out.pop().start, change.end, "", "repeated_line")
        out.append(change)
    return out


def _moved(at: int, changes: list[Change]) -> int:
    return at - sum(c.end - c.start for c in _merged(changes) if c.end <= at)


def _folded(line: str) -> str:
    """Without what differs between two copies of one line."""
    return re.sub(r"\s+", " ", line.translate(_FOLDS)).strip().rstrip(".").casefold()
