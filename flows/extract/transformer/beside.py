"""Two mentions in, what the network is told of them besides the words that head them, out."""

from __future__ import annotations

KINDS = ("named", "nominal", "pronoun")
APART = (1, 3, 7, 15)  # mentions: the last of each class
MOST = 60  # mentions looked at before one


def mentions_beside(kind: str, there: str, apart: int, read_together: bool) -> list[float]:
    """Kind of the later mention, kind of the earlier, how many mentions apart (1: neighbours), in one stretch or not; each 0 or 1."""
    told = [float(kind == k) for k in KINDS] + [float(there == k) for k in KINDS]
    far = sum(apart > most for most in APART)
    return [*told, *(float(far == i) for i in range(len(APART) + 1)), float(read_together)]
