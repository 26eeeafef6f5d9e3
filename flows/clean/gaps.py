"""Repairs in, the places of the clean text where something invisible or empty stood alone between words.

A scraper that drops a linked name leaves its surroundings: two spaces where there was one, a zero-width space
between two spaces, a link without words. Such a place is no hole by itself, but it is evidence for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.clean.edits import SourceMap, passes
from flows.records import Repair

ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff")
RARE = 0.02  # share of spaces that may be double before doubling is the typist's or the typesetter's habit


@dataclass(frozen=True, slots=True)
class Gaps:
    """Places in the clean text: the space that is left where something stood alone, or where marks met."""

    zero_width: frozenset[int] = frozenset()
    double_space: frozenset[int] = frozenset()
    empty_link: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()  # characters between two spaces that are damage, or a guess at damage

    def at(self, start: int, end: int) -> bool:
        """Whether something stood alone at one of these places, or beside them."""
        return any(
            i in places for places in (self.zero_width, self.double_space, self.empty_link) for i in range(start, end)
        )


def gaps(
    visible: str,
    later: Sequence[Repair],
    text: str,
    removed: Sequence[Repair],
    lost_links: Sequence[int] = (),
    doubts: Sequence[tuple[int, int]] = (),
) -> Gaps:
    """The text after the pass "invisible" and that pass's repairs, all later repairs, the clean text -> its gaps.

    `lost_links` and `doubts` (damage left or guessed at) are places in the clean text.
    """
    onward = SourceMap(later)
    alone = [r.after_start for r in removed if r.kind == "invisible" and ZERO_WIDTH & set(r.before)]
    places = [onward.to_final(at, at)[0] for at in alone if _between_spaces(visible, at)]
    return Gaps(
        frozenset(i for place in places if (i := _space_at(text, place)) is not None),
        _doubled(text, later),
        frozenset(lost_links),
        frozenset(i for start, end in doubts if _stands_alone(text, start, end) for i in range(start, end)),
    )


def doubts(repairs: Sequence[Repair], left: Sequence[tuple[int, int]], after_repair: int) -> list[tuple[int, int]]:
    """All repairs, and the sites left as places in the text after `after_repair` of them -> places in the clean text."""
    onward = SourceMap(repairs[after_repair:])
    found = [onward.to_final(start, end) for start, end in left]
    done = 0
    for rows in passes(repairs[:after_repair]):
        done += len(rows)
        if guessed := [r for r in rows if not r.lossless]:
            onward = SourceMap(repairs[done:])
            found += [onward.to_final(r.after_start, r.after_end) for r in guessed]
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """One to three characters between two spaces; longer damage is a word."""
    return 0 < end - start <= 3 and text[start - 1 : start] == " " and text[end : end + 1] == " "


def _between_spaces(text: str, at: int) -> bool:
    """White space before it, and white space or a mark after it, within one line."""
    return text[at - 1 : at] in (" ", "\xa0") and (
        text[at : at + 1] in (" ", "\xa0") or text[at : at + 1] in tuple(",;:.!?)")
    )


def _space_at(text: str, place: int) -> int | None:
    """The space of the clean text at a place or just before it."""
    return next((i for i in (place, place - 1) if 0 <= i < len(text) and text[i] == " "), None)


def _doubled(text: str, later: Sequence[Repair]) -> frozenset[int]:
    """Spaces that were double between words, where that is rare; after a full stop it is a habit of typists."""
    rows = list(passes(later))
    numbers = [i for i, rows_of in enumerate(rows) if rows_of[0].step == "whitespace"]
    if not numbers:
        return frozenset()
    onward = SourceMap([r for rows_of in rows[numbers[0] + 1 :] for r in rows_of])
    wide = [r for r in rows[numbers[0]] if r.after == " " and len(r.before) > 1 and not r.before.strip(" \xa0")]
    found = [i for r in wide if (i := _space_at(text, onward.to_final(r.after_start, r.after_end)[0])) is not None]
    inner = [i for i in found if text[i - 1 : i] not in tuple('.!?:"”’)')]
    return frozenset(inner) if len(inner) <= max(3.0, RARE * text.count(" ")) else frozenset()
