"""A parsed doc in, its verbs of saying with who says it and to whom out; none inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.quote_marks import Quoted
from flows.extract.sentences import said_forms
from flows.extract.stretches import Stretches
from flows.extract.tables import words
from flows.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ACCORDING = re.compile(r"\b(?:according to|in the words of|in the view of|as told by|as per)\b", re.I)


@dataclass(frozen=True, slots=True)
class Speaker:
    start: int
    end: int
    group: str = ""
    pronoun: str = ""  # the pronoun, when it is one


@dataclass(frozen=True, slots=True)
class Cue:
    """One verb (or phrase) that hands the word to somebody."""

    token: int
    start: int
    end: int
    lemma: str
    sentence: int  # token where its sentence starts
    speaker: Speaker | None
    addressee: str = ""  # group


class Voices:
    """The mentions of a doc, to be found by token."""

    def __init__(
        self, doc: Doc, mentions: Sequence[Mention], marks: Sequence[Quoted], holes: Sequence[int] = ()
    ) -> None:
        self.doc, self.mentions = doc, mentions
        self.text = doc.text  # built anew at each asking: kept
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
        if m := self.at.get(token.idx):
            return Speaker(m.start, m.end, m.group_id, m.surface.lower() if m.kind == "pronoun" else "")
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") or token.lower_ in (
            "it",
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


def cues(doc: Doc, voices: Voices) -> list[Cue]:
    """Verbs of saying outside quotation marks, in text order."""
    if not doc.has_annotation("DEP"):
        return []
    found = [
        c for token in doc if token.lemma_.lower() in words("speech", "verbs") and (c := _verb(doc, token, voices))
    ]
    found += [c for m in ACCORDING.finditer(voices.text) if (c := _phrase(doc, m, voices))]
    return sorted(found, key=lambda c: c.start)


def _verb(doc: Doc, token: Token, voices: Voices) -> Cue | None:
    if token.pos_ not in ("VERB", "AUX") or voices.inside(token.idx):
        return None
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in token.children):
        return None
    subject = _subject(token, voices)
    speaker = voices.speaker(subject) if subject is not None else _beside(doc, token, voices)
    addressee = _addressee(token, voices)
    return Cue(
        token.i, token.idx, token.idx + len(token.text), token.lemma_.lower(), token.sent.start, speaker, addressee
    )


def _subject(token: Token, voices: Voices) -> Token | None:
    """Subject of the verb; of the verb it is joined to, when it has none of its own ("..., adding that")."""
    verb = token
    for _ in range(3):
        own = [c for c in verb.children if c.dep_ in ("nsubj", "csubj") and not voices.inside(c.idx)]
        if own:
            return own[0]
        if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN"):
            return verb.head
        if verb.dep_ not in ("conj", "advcl", "xcomp", "acl", "pcomp", "prep", "ccomp") or verb.head.i == verb.i:
            return None
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("speech", "verbs"):
            return None
        verb = verb.head
    return None


def _beside(doc: Doc, token: Token, voices: Voices) -> Speaker | None:
    """`said Kamau` and `Kamau said` where the parser saw no subject: the mention that touches the verb."""
    after = token.i + 1
    while (
        after < len(doc)
        and after - token.i < 5
        and (
            doc[after].pos_ in ("DET", "ADJ")
            or (doc[after].idx not in voices.at and doc[after].pos_ in ("NOUN", "PROPN"))
        )
    ):
        after += 1
    for i in (after, token.i - 1):
        if (
            0 <= i < len(doc)
            and not voices.inside(doc[i].idx)
            and (m := voices.at.get(doc[i].idx))
            and m.type in ("PERSON", "ORG", "NORP", "GPE")
        ):
            if i > token.i and not _inverted(token, m, voices.text):
                continue
            return voices.speaker(doc[i])
    return None


def _inverted(verb: Token, m: Mention, text: str) -> bool:
    """Only plain verbs of saying stand before who says it: "said Kamau", never "described Kamau's"."""
    return m.kind != "pronoun" and verb.lower_ in said_forms() and text[m.end : m.end + 2] not in ("'s", "’s")


def _addressee(token: Token, voices: Voices) -> str:
    lemma = token.lemma_.lower()
    for c in token.children:
        if c.dep_ in ("dobj", "dative", "iobj") and lemma in words("speech", "addressed") and c.pos_ != "ADP":
            return _group(voices, c)
        if (
            c.lower_ == "to"
            and c.dep_ in ("prep", "dative")
            and lemma in words("speech", "addressed_with_to") | words("speech", "addressed")
        ):
            return next((_group(voices, o) for o in c.children if o.dep_ == "pobj"), "")
    return ""


def _group(voices: Voices, token: Token) -> str:
    m = voices.at.get(token.idx)
    return m.group_id if m else ""


def _phrase(doc: Doc, match: re.Match[str], voices: Voices) -> Cue | None:
    """ "according to the ministry": the mention, or the noun, right behind the phrase."""
    if voices.inside(match.start()):
        return None
    span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    if span is None:
        return None
    last = span[-1]
    objects = [c for c in last.children if c.dep_ == "pobj"] or [
        c for c in last.head.children if c.dep_ == "pobj" and c.i > last.i
    ]
    speaker = voices.speaker(objects[0]) if objects else None
    return Cue(span.start, match.start(), match.end(), match.group().lower(), span[0].sent.start, speaker)
