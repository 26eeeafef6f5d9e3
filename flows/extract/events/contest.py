"""A candidate in: is it a contest won, at sport, at the polls or in court, and no blow?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.extract.events.candidate import Candidate
from flows.extract.events.lexicon import Lexicon
from flows.extract.events.syntax import lemma
from flows.extract.events.topics import SentenceWords

if TYPE_CHECKING:
    from flows.extract.words import Span

SCORE = re.compile(r"(?<![\d-])\d{1,3}[-–]\d{1,3}(?![\d-])")
BYSTANDERS = ("civilian", "captive")  # nobody's rivals


def contested(c: Candidate, span: Span, words: SentenceWords, lexicon: Lexicon) -> bool:
    """ "Beat her rival in the primary", "crushed Torino 4-0", "Lula beat Bolsonaro"; not "beat a protester", and nothing where force is told of."""
    token = c.hit.token
    if c.hit.entry.type not in ("ASSAULT", "COERCE") or lemma(token) not in lexicon.cues["contest_verbs"]:
        return False
    if words.near("violence", c.hit.parts):
        return False
    if SCORE.search(span.text) or words.near("sport"):
        return True
    struck = {lemma(span.doc[p.token]) for p in c.who.recipients}
    if any(not struck.isdisjoint(lexicon.classes[name]) for name in BYSTANDERS):
        return False
    return words.near("contest") or _one_against_one(c)


def _one_against_one(c: Candidate) -> bool:
    """Two people with names, and nothing that one would be hit with."""
    sides = (*c.who.actors, *c.who.recipients)
    named = bool(c.who.actors and c.who.recipients) and all(p.kind == "named" and p.type == "PERSON" for p in sides)
    return named and not any(t.dep_ == "prep" and t.lower_ == "with" for t in c.hit.token.children)
