"""A sentence in, the words of it that may tell of an event and everybody who may take part out, as the learned coder sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.extract.events.helping import sent_to_help
from flows.extract.events.learned.bags import Sentence
from flows.extract.events.learned.senses import senses
from flows.extract.events.lexicon import Lexicon
from flows.extract.events.modality import Modality, Reading
from flows.extract.events.parties import ACTOR_TYPES, Cast, Party
from flows.extract.events.roles import Roles
from flows.extract.events.sides import Participants
from flows.extract.events.syntax import is_verb, lemma
from flows.extract.events.topics import SentenceWords
from flows.extract.events.triggers import Hit, triggers

if TYPE_CHECKING:
    from flows.extract.words import Span, Token

LIGHT = frozenset(
    {"be", "have", "do", "get", "will", "would", "may", "can", "could", "should", "must", "say", "tell", "go", "seem"}
)

# Of everybody in a sentence, by the word that heads them: how likely they act, and how likely they receive.
Shares = tuple[dict[int, float], dict[int, float]]


@dataclass(frozen=True, slots=True)
class Scan:
    """A sentence with what the rules make of it."""

    sentence: Sentence
    tokens: tuple[Token, ...]  # that may be triggers
    parties: tuple[Party, ...]
    hits: Mapping[int, Hit]
    modality: Modality
    readings: Mapping[int, Reading]
    participants: Mapping[int, Participants]
    helping: frozenset[int] = frozenset()  # verbs that send somebody to help: the help is what happens
    shares: dict[tuple[int, str], Shares] = field(default_factory=dict)  # what judge.py was asked before

    def rule_role(self, token: Token, party: Party) -> str:
        """The role that the rules give somebody beside a trigger; "nohit" where they see no trigger."""
        who = self.participants.get(token.i)
        if who is None:
            return "nohit"
        acts = any(p.key == party.key or p.token == party.token for p in who.actors)
        receives = any(p.key == party.key or p.token == party.token for p in who.recipients)
        return role_name(acts, receives)

    def rule_modality(self, token: Token) -> str:
        """The reading of the rules in one word, its flags behind."""
        r = self.readings.get(token.i)
        if r is None:
            return "nohit"
        flags = "".join(f",{name}" for name in ("negated", "refused", "ended", "denied") if getattr(r, name))
        return f"{r.modality}{flags}{',topic' if r.governor is not None else ''}"


def role_name(acts: bool, receives: bool, neither: str = "none") -> str:
    return "both" if acts and receives else "actor" if acts else "recipient" if receives else neither


def scanned(span: Span, words: SentenceWords, cast: Cast, lexicon: Lexicon, year: int | None) -> Scan:
    found = triggers(span, words, cast, lexicon)
    hits = sent_to_help(found, lexicon)
    roles, modality = Roles(cast, lexicon, hits), Modality(hits, lexicon, year)
    return Scan(
        Sentence(span, words, cast, hits, lexicon),
        tuple(t for t in span if may_tell(t, cast, lexicon) or (t.i in hits and lemma(t) not in LIGHT)),
        parties(span, cast),
        hits,
        modality,
        {i: modality.of(hit) for i, hit in hits.items()},
        {i: roles.of(hit) for i, hit in hits.items()},
        frozenset(hit.i for hit in found if hit.i not in hits),
    )


def may_tell(token: Token, cast: Cast, lexicon: Lexicon) -> bool:
    """Verbs that say something, and nouns and adjectives that have been triggers."""
    if token.i in cast.names or not (token.is_alpha or "-" in token.text):
        return False
    if is_verb(token):
        return lemma(token) not in LIGHT
    part = "noun" if token.pos_ in ("NOUN", "PROPN") else "adjective"
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "ADV") and (
        (lemma(token), part) in senses()[0]
        or any((part, lemma(token)) in lexicon.by_word for part in ("noun", "adjective"))
    )


def parties(span: Span, cast: Cast) -> tuple[Party, ...]:
    """Everybody in the sentence who is mentioned, and plain nouns for people; none inside the phrase of another."""
    heading = _heads(span, cast)
    found = (cast.at(token) for token in span if token.i in heading or cast.by_token.get(token.i) is None)
    return tuple(party for party in found if party is not None)


def _heads(span: Span, cast: Cast) -> set[int]:
    """Of each mention of somebody the word that the others hang on, the last where several stand side by side."""
    last: dict[tuple[int, int, str], int] = {}
    for token in span:
        mention = cast.by_token.get(token.i)
        if mention is None or mention.type not in ACTOR_TYPES:
            continue
        if cast.by_token.get(token.head.i) is not mention or token.head.i == token.i:
            last[mention.start, mention.end, mention.kind] = token.i
    return set(last.values())
