"""A record {"id","text"} in, {"id","text","edits"} out: the contract of `dateline repair --jsonl`.

Places of edits are in the given text, whatever number of layers a change went through: replacing
input[start:end] by `after`, from the last edit to the first, gives the repaired text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flows.clean.edits import passes
from flows.clean.mojibake import repair
from flows.records import Repair

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch of the input and the stretch of the text that it became, with the repairs that did it."""

    start: int
    end: int
    out_start: int
    out_end: int
    repairs: tuple[Repair, ...]


def repaired_record(record: Record) -> Record:
    """One record -> its answer, or {"id", "error"} for what is no record with a text."""
    if not isinstance(record, dict):
        return {"id": None, "error": "a JSON object expected"}
    name, text = record.get("id"), record.get("text")
    if not isinstance(text, str):
        return {"id": name, "error": 'a "text" of type string expected'}
    done = repair(text)
    edits = [_row(text, done.text, edit) for edit in composed(done.repairs)]
    return {"id": name, "text": done.text, "edits": edits}


def composed(repairs: Sequence[Repair]) -> list[Edit]:
    """Repairs of all passes -> edits from the first text to the last, in order and not overlapping."""
    edits: list[Edit] = []
    for rows in passes(repairs):
        step = [Edit(r.before_start, r.before_end, r.after_start, r.after_end, (r,)) for r in rows]
        edits = _after(edits, step) if edits else step
    return edits


def _after(first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Edits from A to B and from B to C -> edits from A to C; those that overlap in B become one."""
    out: list[Edit] = []
    group: list[tuple[int, int, Edit, bool]] = []  # span in B, the edit, whether it leads from A to B
    shift_in = shift_out = 0  # B minus A, C minus B, before the group
    reach = -1
    spans = [(e.out_start, e.out_end, e, True) for e in first] + [(e.start, e.end, e, False) for e in second]
    for span in sorted(spans, key=lambda s: (s[0], s[1], not s[3])):
        if group and span[0] >= reach:
            out.append(_joined(group, shift_in, shift_out))
            shift_in, shift_out = _shifts(group, shift_in, shift_out)
            group = []
        group.append(span)
        reach = max(reach, span[1])
    if group:
        out.append(_joined(group, shift_in, shift_out))
    return out


def _shifts(group: Iterable[tuple[int, int, Edit, bool]], shift_in: int, shift_out: int) -> tuple[int, int]:
    for _, _, edit, is_first in group:
        grown = (edit.out_end - edit.out_start) - (edit.end - edit.start)
        if is_first:
            shift_in += grown
        else:
            shift_out += grown
    return shift_in, shift_out


def _joined(group: Sequence[tuple[int, int, Edit, bool]], shift_in: int, shift_out: int) -> Edit:
    low, high = group[0][0], max(end for _, end, _, _ in group)
    behind_in, behind_out = _shifts(group, shift_in, shift_out)
    rows = sorted((r for _, _, edit, _ in group for r in edit.repairs), key=lambda r: r.step)
    return Edit(low - shift_in, high - behind_in, low + shift_out, high + behind_out, tuple(rows))


def _row(before: str, after: str, edit: Edit) -> Record:
    rows = edit.repairs
    last = rows[-1]
    return {
        "start": edit.start,
        "end": edit.end,
        "before": before[edit.start : edit.end],
        "after": after[edit.out_start : edit.out_end],
        "codec": "+".join(dict.fromkeys(r.codec for r in rows if r.codec)),
        "lossless": all(r.lossless for r in rows),
        "confidence": min(r.confidence for r in rows),
        "policy": "+".join(dict.fromkeys(r.policy for r in rows if r.policy)),
        "layer": last.layer,
        "bytes_lost": sum(r.bytes_lost for r in rows),
        "alternatives": list(last.alternatives) if len(rows) == 1 else [],
    }
