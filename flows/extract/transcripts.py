"""A text in, the turns of an interview or transcript out: "KAMAU: We will go." on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.extract.tables import words
from flows.records import Mention, Quote

TURN = re.compile(r"^(?P<label>[^\W\d_][^\n:.,;!?\"“”]{0,48}):[ \t]+(?P<said>\S[^\n]*)$", re.M)
FEWEST = 2  # labelled lines: one alone is a heading or a caption


def turns(text: str, mentions: Sequence[Mention]) -> list[Quote]:
    """Each turn as a direct quotation; the label is its speaker unless it is Q or A."""
    lines = [m for m in TURN.finditer(text) if _speaks(m["label"])]
    if (
        len(lines) < FEWEST or len({m["label"] for m in lines}) == len(lines) > 3
    ):  # a list of headings never repeats a label
        return []
    return [_turn(text, m, mentions) for m in lines]


def _speaks(label: str) -> bool:
    parts = label.split()
    if label in words("speech", "turn_labels"):
        return True
    return (
        len(parts) <= 5
        and label not in words("speech", "not_speakers")
        and all(p[0].isupper() or p in ("of", "the", "de", "al", "bin") for p in parts)
    )


def _turn(text: str, match: re.Match[str], mentions: Sequence[Mention]) -> Quote:
    start, end = match.span("said")
    while end > start and text[end - 1].isspace():
        end -= 1
    a, b = match.span("label")
    if match["label"] in words("speech", "turn_labels"):
        return Quote(start, end, text[start:end], "direct", confidence=0.7)
    who = next((m for m in mentions if a <= m.start and m.end <= b and m.kind == "named"), None)
    name = (who.start, who.end) if who else (a, b)
    return Quote(start, end, text[start:end], "direct", *name, who.group_id if who else "", confidence=0.8)
