"""Statements of a text in, the same with speakers out for those of its headline whose words are printed again below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.extract.person_names import folded
from flows.extract.works import WORD
from flows.records import Quote

LONGEST = 400  # characters of a headline
FEWEST = 3  # words: fewer are said by anybody


def echoed(found: Sequence[Quote], text: str) -> list[Quote]:
    """A headline's quotation without a speaker is whose quotation has the same words, else the only speaker's."""
    spoken = [(f" {_plain(q)} ", q) for q in found if q.kind == "direct" and q.speaker_start is not None]
    named = {q.speaker_group for _, q in spoken}
    headline = len(text.partition("\n")[0])
    out = []
    for q in found:
        if q.kind == "direct" and q.speaker_start is None and q.end <= min(headline, LONGEST):
            own = f" {_plain(q)} "
            same = [s for said, s in spoken if own in said] if len(own.split()) >= FEWEST else []
            if not same and len(named) == 1 and "" not in named:
                same = [s for _, s in spoken]
            if same:
                who = same[0]
                q = replace(
                    q, speaker_start=who.speaker_start, speaker_end=who.speaker_end, speaker_group=who.speaker_group
                )
        out.append(q)
    return out


def _plain(q: Quote) -> str:
    return " ".join(WORD.findall(folded(q.surface)))
