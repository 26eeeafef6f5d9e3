"""A capital's name and the words around it in, whether it is a place there out: "in Moscow" is, "Moscow said" is not."""

from __future__ import annotations

import re

from flows.extract.tables import table
from flows.records import CleanText, Mention

LOOK_BACK = 60  # characters: a motion verb and its preposition
_WORD = re.compile(r"[A-Za-z'’-]+")


def stands_for_a_place(mention: Mention, clean: CleanText) -> bool:
    """Whether the words before the name, or its place in a dateline, make it a place."""
    if in_dateline(mention.start, clean):
        return True
    line = clean.text[max(0, mention.start - LOOK_BACK) : mention.start].rpartition("\n")[2]
    before = [word.lower() for word in _WORD.findall(line)]
    if not before or line.rstrip()[-1:] not in before[-1][-1:]:  # a comma or full stop stands between
        return False
    near, said = before[-1], before[-5:-1]
    words = table("gazetteer_words")["locative"]
    if near in words["before"]:
        return True
    if near == "of":
        return bool(said) and said[-1] in words["of"]
    return near in ("to", "from", "for") and any(word in words["motion"] for word in said)


def in_dateline(at: int, clean: CleanText) -> bool:
    """Whether a place in the text lies in the line that says where and when the article was written."""
    return any(part.section == "dateline" and part.start <= at < part.end for part in clean.layout)
