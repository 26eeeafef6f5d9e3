"""A text with its mentions in, who signed it out: the one person in its byline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.records import CleanText, Mention

LINES = 5  # first lines of a text that may be its byline where it came without parts
LONGEST = 80  # characters of such a line
_SIGNED = re.compile(r"(?:[Bb]y |BY |[Ff]rom )?(?P<name>[^,\n]+?)(?: in [^\W\d_a-z].*|, .*)?")


def author(clean: CleanText, mentions: Sequence[Mention]) -> str:
    """The group of the person who signed a text, "" where nobody or several did."""
    people = [m for m in mentions if m.kind == "named" and m.type == "PERSON"]
    parts = [p for p in clean.layout if p.section == "byline"]
    found = {m.group_id for m in people if any(p.start <= m.start and m.end <= p.end for p in parts)}
    if not clean.layout:
        signed = _signed(clean.text)
        found = {m.group_id for m in people if (m.start, m.end) in signed}
    return found.pop() if len(found) == 1 else ""


def _signed(text: str) -> set[tuple[int, int]]:
    """Where a name stands in a line at the top that has nothing else but "By" and a place: no headline, no sentence."""
    found, at = set(), 0
    for line in text.split("\n", LINES)[:LINES]:
        told = _SIGNED.fullmatch(line.rstrip())
        if at and told and len(line) <= LONGEST and not line.rstrip().endswith("."):
            found.add((at + told.start("name"), at + told.end("name")))
        at += len(line) + 1
    return found
