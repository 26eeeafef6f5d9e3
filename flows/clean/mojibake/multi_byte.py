"""Text in, the changes that undo East Asian misreadings (GBK, Shift-JIS, Big5, EUC) out, and what was left."""

from __future__ import annotations

from flows.clean.edits import Change
from flows.clean.mojibake.evidence import believed
from flows.clean.mojibake.exact import ODD, RUN, Reading, may_start, pieces, readings
from flows.clean.mojibake.inference import inferred
from flows.clean.mojibake.salvage import salvaged

Left = tuple[tuple[int, int, str], ...]


def multi_byte(text: str, threshold: float) -> tuple[list[Change], Left]:
    """Text and the confidence asked of an inferred change -> changes of one layer, and sites flagged and left."""
    if not ODD.search(text):
        return [], ()
    found, unexplained = _exact(text)
    parts = salvaged(unexplained)
    certain = believed(text, found, len(unexplained) - len({r.start for r in parts})) + parts
    exact = [Change(r.start, r.end, r.after, codec=r.codec) for r in certain]
    more, left = inferred(text, exact, threshold)
    return exact + more, tuple(sorted(left))


def _exact(text: str) -> tuple[list[list[Reading]], list[tuple[str, int]]]:
    """Text -> the exact readings of each run that has some, and the CJK runs without, with their places."""
    found: list[list[Reading]] = []
    unexplained: list[tuple[str, int]] = []
    for run in RUN.finditer(text):
        if not ODD.search(run.group()):
            continue
        if may_start(run.group()[0]) and (whole := readings(run.group(), run.start())):
            found.append(whole)
            continue
        for piece, at in pieces(run.group(), run.start()):
            if may_start(piece[0]) and (part := readings(piece, at)):
                found.append(part)
            elif ODD.search(piece):
                unexplained.append((piece, at))
    return found, unexplained
