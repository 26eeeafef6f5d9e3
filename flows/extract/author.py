"""A text with its mentions in, who signed it out: the one person in its byline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.records import CleanText, Mention

LINES = 5  # first lines of a text that may be its byline where it came without parts
LONGEST = 80  # characters of such a line
_PLACE = r"(?: in [^\W\d_a-z]\S*(?: [^\W\d_a-z]\S*)*)?"
_SIGNED = re.compile(rf"(?:(?:[Bb]y|BY|[Ff]rom) (?P<by>[^,\n]+?)(?:{_PLACE}|, .*)|(?P<name>[^,\n]+?){_PLACE})")


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
    """Where a name stands in a line at the top that has nothing else but a place, or begins with "By": no headline, no sentence."""
    found, at = set(), 0
    for line in text.split("\n", LINES)[:LINES]:
        told = _SIGNED.fullmatch(line.rstrip())
        if at and told and len(line) <= LONGEST and not line.rstrip().endswith("."):
            place = "by" if told["by"] else "name"
            found.add((at + told.start(place), at + told.end(place)))
        at += len(line) + 1
    return found
