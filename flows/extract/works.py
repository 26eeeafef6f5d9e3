"""Words between quotation marks in, whether they name a work or a thing out: "The River of Salt", "the Missile"."""

from __future__ import annotations

import re

from flows.extract.tables import words

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

FARTHEST = 40  # characters before a mark in which "known as" may stand


def is_name_of_work(content: str) -> bool:
    """Every longer word has a capital and no full stop ends it; a comma may, as American printers set it."""
    found = WORD.findall(content)
    return (
        bool(found)
        and content[-1] not in ".?!"
        and not content.isupper()
        and any(w[0].isupper() for w in found)
        and all(w[0].isupper() or w[0].isdigit() or w.lower() in words("english", "small_in_titles") for w in found)
    )


def named(text: str, opening: int) -> bool:
    """The word before an opening mark tells that a name follows: "in an item headed “...”"."""
    before = [w.lower() for w in WORD.findall(text[max(0, opening - FARTHEST) : opening])]
    if before[-1:] == ["as"]:  # "known in the trade as “Fingers”"
        return "known" in before
    return bool(before) and before[-1] in words("speech", "naming")
