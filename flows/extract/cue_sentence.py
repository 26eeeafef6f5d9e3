"""A verb or phrase of saying in, its sentence out, with what the shapes of reported speech are read from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.extract.cues import Cue
from flows.extract.voices import Voices

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CLOSERS = frozenset({"”", "’", '"', "''", "»", "'"})
APOSTROPHES = frozenset({"’", "'"})  # close a quotation, or stand in "the miners’ union"
EITHER = APOSTROPHES | {'"'}  # open a quotation, or close it
OPENERS = frozenset({"“", "‘", "``", "«"})
STOPS = frozenset({",", ";", ":", ".", "?", "!", "—", "–", "(", ")", "--"}) | CLOSERS | OPENERS


class Sentence:
    """A cue in its sentence: what its shapes are read from."""

    def __init__(self, doc: Doc, cue: Cue, cues: Sequence[Cue], voices: Voices) -> None:
        self.doc, self.cue, self.voices = doc, cue, voices
        self.verb = doc[cue.token]
        sent = self.verb.sent
        self.start, self.end = int(sent.start), int(sent.end)
        while self.end > self.start and doc[self.end - 1].is_space:
            self.end -= 1
        self.behind = cue.token + cue.lemma.count(" ") + 1  # the first token behind the verb or phrase
        self.others = [c for c in cues if c is not cue and self.start <= c.token < self.end]

    def outside(self, i: int) -> bool:
        """The token stands outside quotation marks."""
        return not self.voices.inside(self.doc[i].idx)

    def first(self, start: int, end: int, wanted: frozenset[str]) -> int:
        """The first token with one of these forms outside quotation marks; `end` where there is none."""
        return next((i for i in range(start, end) if self.is_one(i, wanted) and self.outside(i)), end)

    def is_one(self, i: int, wanted: frozenset[str]) -> bool:
        """The token has one of these forms; an apostrophe only where it closes a quotation, not in "the miners’ union"."""
        token = self.doc[i]
        return token.lower_ in wanted and not (token.text in APOSTROPHES and not self._closes(i))

    def closes(self, i: int) -> bool:
        """The token is a mark that closes a quotation (or a straight one, which may open it)."""
        text = self.doc[i].text
        return text in CLOSERS and (text not in APOSTROPHES or self._closes(i))

    def opens(self, i: int) -> bool:
        """The token is a mark that opens a quotation, and can be no other."""
        token = self.doc[i]
        q = self.voices.stretches.at(token.idx + 1) if token.text in EITHER else None
        return token.text in OPENERS or (q is not None and q.opens == token.idx)

    def _closes(self, i: int) -> bool:
        return self.voices.stretches.at(self.doc[i].idx - 1) is not None

    def finite(self, start: int, end: int) -> bool:
        """A verb in a tense stands there."""
        return any(self.doc[i].tag_ in FINITE or is_past(self.doc[i]) for i in range(start, end))


def is_past(token: Token) -> bool:
    """A past tense that the tagger takes for a participle: it has a subject and no helper."""
    deps = {c.dep_ for c in token.children}
    return token.tag_ == "VBN" and "nsubj" in deps and not deps & {"aux", "auxpass"}
