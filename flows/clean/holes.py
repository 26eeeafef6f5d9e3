"""Clean text, its layout and its gaps -> the places where text is missing, flagged and never filled.

A hole covers the words or marks that show it. Titles and decks drop words by right, so holes there come from
empty marks alone; rules that know English words read English text only. When in doubt there is no hole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.clean.gaps import Gaps
from flows.clean.hole_marks import holes_by_marks, is_tokenised
from flows.clean.hole_subjects import inner_holes, is_house_style, opening_holes, writes_small
from flows.records import Hole, Layout

NEAR = 3  # characters; two signs this close show one hole


def holes(text: str, layout: Sequence[Layout], gaps: Gaps | None = None, english: bool = True) -> tuple[Hole, ...]:
    """The holes of a text in their order; `gaps` is what its repairs tell, `english` whether words may be read."""
    gaps = gaps or Gaps()
    tokenised = is_tokenised(text)
    found = [h for start, line in _lines(text, layout) for h in holes_by_marks(line, start, gaps, english, tokenised)]
    if english and not writes_small(text):
        found += _without_subject(text, layout, gaps)
    return _apart(found)


def _without_subject(text: str, layout: Sequence[Layout], gaps: Gaps) -> list[Hole]:
    body = list(_lines(text, [span for span in layout if span.section == "body"]))
    found: list[Hole] = []
    for i, (start, line) in enumerate(body):
        found += opening_holes(body, i, body[i - 1][1] if i else "")
        found += inner_holes(line, start, gaps)
    return [h for h in found if not h.detail.startswith("an office")] if is_house_style(found) else found


def _lines(text: str, layout: Sequence[Layout]) -> Iterator[tuple[int, str]]:
    """The lines of all spans that are not blank, with their starts."""
    for span in layout:
        at = span.start
        for line in text[span.start : span.end].split("\n"):
            if line.strip():
                yield at + len(line) - len(line.lstrip()), line.strip()
            at += len(line) + 1


def _apart(found: list[Hole]) -> tuple[Hole, ...]:
    """In order, one for each place; what is sure by its marks comes before what a verb tells."""
    kept: list[Hole] = []
    for hole in sorted(found, key=lambda h: (h.start, h.end, h.evidence)):
        if not kept or hole.start >= kept[-1].end + NEAR:
            kept.append(hole)
    return tuple(kept)
