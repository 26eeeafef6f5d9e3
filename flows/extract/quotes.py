"""A doc with its mentions in, attributed statements out: direct, indirect and mixed, with speaker, verb and addressee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.cues import cues
from flows.extract.direct import direct_quotes
from flows.extract.indirect import indirect_quotes
from flows.extract.quote_marks import quoted
from flows.extract.stretches import longest_apart
from flows.extract.transcripts import turns
from flows.extract.voices import Voices
from flows.records import Hole, Mention, Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc


def quotes(doc: Doc, text: str, mentions: tuple[Mention, ...], holes: tuple[Hole, ...] = ()) -> tuple[Quote, ...]:
    """Quotes in text order; none overlaps another."""
    marks = quoted(text)
    voices = Voices(doc, mentions, marks, [h.start for h in holes])
    said = cues(doc, voices)
    indirect = indirect_quotes(doc, said, voices)
    direct = direct_quotes(doc, marks, said, voices, indirect)
    # quoted words inside a reported clause belong to it: the clause is the statement
    return tuple(longest_apart([*turns(text, mentions), *indirect, *direct]))
