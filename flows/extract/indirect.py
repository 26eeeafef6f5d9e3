"""Verbs of saying in, what they say without quotation marks out: "said that the talks had failed", "according to"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.extract.cues import Cue, Voices
from flows.extract.quote_marks import Quoted
from flows.extract.stretches import Stretches, longest_apart
from flows.extract.tables import words
from flows.records import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

EDGE = " \t,;:\"“”'’‘»«."
CLOSING = {'"': '"', "”": "“", "»": "«"}
MOST_QUOTED = 0.8  # a clause that stands nearly all between marks is the direct quotation itself


def indirect_quotes(doc: Doc, found: Sequence[Cue], voices: Voices) -> list[Quote]:
    """Reported clauses in text order: `mixed` where they contain quoted words."""
    out, text = [], voices.text
    for cue in found:
        span = _according(doc, text, cue) if " " in cue.lemma else _clause(doc, cue)
        if span is None or cue.speaker is None:
            continue
        start, end = _trimmed(text, *span)
        share = _quoted_share(start, end, voices.stretches)
        if end - start < 8 or share > MOST_QUOTED:
            continue
        who = cue.speaker
        out.append(
            Quote(
                start, end, text[start:end], "mixed" if share else "indirect", who.start, who.end, who.group,
                cue.start, cue.end, cue.lemma, cue.addressee, 0.75,
            )
        )  # fmt: skip
    return _apart(out)


def _clause(doc: Doc, cue: Cue) -> tuple[int, int] | None:
    verb = doc[cue.token]
    if cue.lemma in words("speech", "quotation_only"):
        return None
    for child in verb.children:
        if child.dep_ == "ccomp" and child.pos_ in ("VERB", "AUX") and _finite(child):
            return _side(doc, child, verb)
    return None


def _finite(verb: Token) -> bool:
    """The clause has its own subject, or "that": "said it would", not "said to be"."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "mark", "csubj") for c in verb.subtree if c.head.i == verb.i)


def _side(doc: Doc, clause: Token, verb: Token) -> tuple[int, int] | None:
    """The clause on the side of the verb of saying where it has its head: a verb in its middle splits it."""
    own = [t.i for t in clause.subtree if t.sent.start == verb.sent.start]
    # who says it, and the verb's other dependents, are not what is said
    speaking = {
        t.i
        for c in verb.children
        if c.i != clause.i and c.dep_ in ("nsubj", "dobj", "dative", "punct", "mark")
        for t in c.subtree
    } | {verb.i}
    own = [i for i in own if i not in speaking]
    own = [i for i in own if (i > verb.i) == (clause.i > verb.i)]
    if not own:
        return None
    first, last = doc[min(own)], doc[max(own)]
    if clause.i < verb.i:  # between clause and verb stands only its subject: "..., the ministry said"
        stop = min(speaking)
        last = doc[min(max(own), stop - 1)] if stop > first.i else last
    return first.idx, last.idx + len(last.text)


def _according(doc: Doc, text: str, cue: Cue) -> tuple[int, int] | None:
    """The sentence without the phrase: behind it when it opens the sentence, else before it."""
    sent = doc[cue.token].sent
    head = text[sent.start_char : cue.start]
    if len(head.strip(EDGE)) > 3:
        return sent.start_char, cue.start
    if cue.speaker is None:
        return None
    comma = text.find(",", cue.speaker.end, sent.end_char)
    return (comma + 1, sent.end_char) if comma > 0 else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in EDGE or text[start].isspace()):
        start += 1
    while (
        end > start
        and (text[end - 1] in EDGE or text[end - 1].isspace())
        and not re.search(r"\b[A-Z]\.$", text[start:end])
    ):
        end -= 1
    if text[end : end + 1] in CLOSING and _open(text[start:end], text[end]):
        end += 1  # the mark belongs to words quoted in the clause
    if match := re.match(r"that\s+,?", text[start:end]):
        start += match.end()
    return start, end


def _open(clause: str, closing: str) -> bool:
    return clause.count('"') % 2 == 1 if closing == '"' else clause.count(CLOSING[closing]) > clause.count(closing)


def _quoted_share(start: int, end: int, marks: Stretches[Quoted]) -> float:
    inside = sum(max(0, min(end, q.end) - max(start, q.start)) for q in marks.touching(start, end))
    return inside / max(1, end - start)


def _apart(found: list[Quote]) -> list[Quote]:
    """A clause inside a clause ("said he believed that") is part of the outer statement."""
    return longest_apart(sorted(found, key=lambda q: (q.start - q.end, q.start)))
