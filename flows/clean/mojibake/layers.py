"""Text in, repaired text out: one pass per layer of damage, until nothing more changes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.clean.edits import Change, carried_out
from flows.clean.mojibake.console import console
from flows.clean.mojibake.glance import suspicious
from flows.clean.mojibake.multi_byte import multi_byte
from flows.clean.mojibake.single_byte import MIXED, single_byte
from flows.records import Repair

THRESHOLD = 0.2  # a guess that is right one time in five still reads better than what the reader left
MOST_LAYERS = 8  # text that still changes after so many passes is not text; it comes back as it was


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text as it was before it was misread; what was changed; what looks damaged and was left."""

    text: str
    repairs: tuple[Repair, ...] = ()
    left: tuple[tuple[int, int, str], ...] = ()  # start and end in `text`, reason


def repair(text: str, threshold: float = THRESHOLD) -> Repaired:
    """Any text -> repaired text; inferred changes below `threshold` are reported in `left` instead.

    Never raises, and repairing the result again changes nothing.
    """
    now = text
    repairs: list[Repair] = []
    for layer in range(1, MOST_LAYERS + 2):
        changes, left = _layer(now, threshold)
        then, rows = carried_out(now, f"mojibake.{layer}", [replace(change, layer=layer) for change in changes])
        if not rows:
            return Repaired(now, tuple(repairs), left)
        now = then
        repairs += rows
    return Repaired(text, (), ((0, len(text), "too many layers"),))


def _layer(text: str, threshold: float) -> tuple[list[Change], tuple[tuple[int, int, str], ...]]:
    """One layer of damage: East Asian readers, then lines that ftfy reads, old consoles, and what ftfy finds in pieces."""
    spans = suspicious(text)
    if not spans:
        return [], ()
    changes, left = multi_byte(text, spans, threshold)
    singles = single_byte(text, spans)
    whole, pieces = ([c for c in singles if (c.codec == MIXED) is mixed] for mixed in (False, True))
    for found in (whole, console(text, spans), pieces):
        changes += _beside(found, sorted((c.start, c.end) for c in changes))
    return changes, left


def _beside(changes: list[Change], taken: list[tuple[int, int]]) -> list[Change]:
    """Changes that do not touch those already decided."""
    out, i = [], 0
    for change in changes:
        while i < len(taken) and taken[i][1] < change.start:
            i += 1
        if i == len(taken) or taken[i][0] > change.end:
            out.append(change)
    return out
