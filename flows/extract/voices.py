"""A doc with its mentions in, who a token of it speaks for out: the mention it is part of, or its own noun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.nlp import surface
from flows.extract.quote_marks import Quoted
from flows.extract.stretches import Stretches
from flows.extract.tables import words
from flows.records import Mention

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

ONE_OF = re.compile(r"(?:one|another) of [^,.;:\"“”\n]{2,60}, (?=[^\W\d_])", re.I)


@dataclass(frozen=True, slots=True)
class Speaker:
    start: int
    end: int
    group: str = ""
    pronoun: str = ""  # the pronoun, when it is one


class Voices:
    """The mentions of a doc, to be found by token."""

    def __init__(
        self, doc: Doc, mentions: Sequence[Mention], marks: Sequence[Quoted], holes: Sequence[int] = ()
    ) -> None:
        self.doc, self.mentions = doc, mentions
        self.text = surface(doc)
        self.stretches = Stretches(marks)
        self.persons = {m.group_id for m in mentions if m.type == "PERSON" and m.kind != "pronoun" and m.group_id}
        self.starts = [m.start for m in mentions]
        self.holes = sorted(holes)
        self.at: dict[int, Mention] = {}  # character -> mention; a named one inside a description gives way to it
        for m in sorted(mentions, key=lambda m: (m.kind == "nominal", m.start)):
            self.at.update((i, m) for i in range(m.start, m.end))

    def inside(self, place: int) -> bool:
        """The character stands between quotation marks."""
        return self.stretches.at(place) is not None or self.stretches.at(place + 1) is not None

    def broken(self, start: int, end: int) -> bool:
        """Text is missing somewhere in between: nobody's name is carried over it."""
        return bisect_left(self.holes, start) < bisect_left(self.holes, end)

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """Mentions that start in [start, end)."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def speaker(self, token: Token) -> Speaker | None:
        """The mention a subject token is part of; else its noun with the words before it."""
        if known := self._author(token) or self._one_of(token):
            return known
        if m := self.at.get(token.idx):
            return Speaker(m.start, m.end, m.group_id, m.surface.lower() if m.kind == "pronoun" else "")
        if token.lower_ == "it" and token.tag_ == "PRP":
            return Speaker(token.idx, token.idx + 2, self.body_before(token.idx), "it")
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") or token.lower_ in (
            "there",
            "which",
            "that",
            "what",
            "this",
        ):
            return None
        start = token.left_edge.idx if not self.inside(token.left_edge.idx) else token.idx
        left = self.text[start : token.idx]
        if "," in left or len(left) > 60:
            start = token.idx
        lead = re.match(r"(?:the|a|an|some|one|two|three)\s+", self.text[start : token.idx], re.I)
        return Speaker(start + (lead.end() if lead else 0), token.idx + len(token.text))

    def _author(self, token: Token) -> Speaker | None:
        """ "its report", "a letter from Kamau": whose the document is, where that is known."""
        if token.lemma_.lower() not in words("speech", "documents"):
            return None
        of = [o for p in token.children if p.lower_ in ("of", "by", "from") for o in p.children if o.dep_ == "pobj"]
        for t in [*(c for c in token.children if c.dep_ == "poss"), *of]:
            if (m := self.at.get(t.idx)) and m.group_id and m.type in ("PERSON", "ORG", "GPE"):
                return Speaker(m.start, m.end, m.group_id, m.surface.lower() if m.kind == "pronoun" else "")
        return None

    def _one_of(self, token: Token) -> Speaker | None:
        """ "one of the survivors, Mariam Cisse": who that is, where the name follows."""
        found = ONE_OF.match(self.text, token.idx)
        m = self.at.get(found.end()) if found else None
        named = m is not None and m.type == "PERSON" and m.kind == "named"
        return Speaker(m.start, m.end, m.group_id) if m is not None and named else None

    def body_before(self, it: int) -> str:
        """Group of the body or state that "it" means: the last subject among those of this sentence and the one before."""
        span = self.doc.char_span(it, it + 1, alignment_mode="expand")
        if span is None:
            return ""
        first = self.doc[max(0, span[0].sent.start - 1)].sent.start_char
        bodies = [
            m for m in self.between(first, it) if m.type in ("ORG", "GPE") and m.group_id and not self.inside(m.start)
        ]
        subjects = [m for m in bodies if self.is_subject(m)]
        known = (subjects or bodies)[-1:]
        return "" if not known or self.broken(known[0].start, it) else known[0].group_id

    def is_subject(self, m: Mention, main: bool = False) -> bool:
        """The mention is the subject of its clause; of the whole sentence, when asked for the main one."""
        root = self._root(m)
        return root is not None and root.dep_ in ("nsubj", "nsubjpass") and (not main or root.head.dep_ == "ROOT")

    def is_named_as(self, m: Mention) -> bool:
        """ "One of them was Kamau": the mention tells who the subject is."""
        root = self._root(m)
        return root is not None and root.dep_ == "attr" and root.head.lemma_ == "be"

    def _root(self, m: Mention) -> Token | None:
        span = self.doc.char_span(m.start, m.end, alignment_mode="expand")
        return span.root if span is not None else None
