"""A doc with its mentions in, attributed statements out: direct, indirect and mixed, with speaker, verb and addressee."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.cues import cues
from flows.extract.direct import direct_quotes
from flows.extract.echoes import echoed
from flows.extract.floating import spoke_before
from flows.extract.indirect import indirect_quotes
from flows.extract.sayings import Page, Voice
from flows.extract.scene import grounded
from flows.extract.stretches import longest_apart
from flows.extract.told_so_far import Context
from flows.extract.transcripts import turns
from flows.extract.voices import Speaker, Voices
from flows.records import Hole, Mention, Quote

if TYPE_CHECKING:
    from flows.extract.words import Doc


def quotes(doc: Doc, text: str, mentions: tuple[Mention, ...], holes: tuple[Hole, ...] = ()) -> tuple[Quote, ...]:
    """Quotes in text order; none overlaps another."""
    marks = grounded(doc).marks.spans
    voices = Voices(doc, mentions, marks, [h.start for h in holes])
    said = cues(doc, voices)
    indirect = indirect_quotes(doc, said, voices)
    direct = direct_quotes(doc, marks, said, voices, indirect)
    # quoted words inside a reported clause belong to it: the clause is the statement
    spoken = turns(text, mentions)
    found = longest_apart([*spoken, *indirect, *_of_the_guest(direct, spoken)])
    return tuple(echoed(_meant(found, Page(doc, text, said), voices), text))


def _meant(found: list[Quote], page: Page, voices: Voices) -> list[Quote]:
    """Reported statements of a "she" without an antecedent, by all that is said around them."""
    context = Context(page, voices, [q for q in found if q.speaker_group])
    out = []
    for q in found:
        if q.kind != "direct" and not q.speaker_group and q.speaker_start is not None and q.speaker_end is not None:
            pronoun = page.text[q.speaker_start : q.speaker_end].lower()
            voice = spoke_before(context, Voice(None, Speaker(q.speaker_start, q.speaker_end, "", pronoun), 1, False))
            q = replace(q, speaker_group=voice.speaker.group) if voice.speaker else q
        out.append(q)
    return out


def _of_the_guest(direct: list[Quote], spoken: list[Quote]) -> list[Quote]:
    """What stands without a speaker above an interview with one person is that person's: its headline."""
    guests = {(q.speaker_start, q.speaker_end, q.speaker_group) for q in spoken}
    if len(guests) != 1:
        return direct
    start, end, group = guests.pop()
    return [
        replace(q, speaker_start=start, speaker_end=end, speaker_group=group)
        if q.speaker_start is None and q.end < spoken[0].start
        else q
        for q in direct
    ]
