"""A noun or pattern trigger in, the words that hang on it or carry it out: prepositional objects and light verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.events.syntax import is_passive, is_verb, lemma, prepositional
from flows.extract.events.triggers import Hit

if TYPE_CHECKING:
    from flows.extract.words import Token

# "was engaged in a battle", "carried on with the siege": verbs that carry the noun after a preposition.
CARRIES_AFTER_PREPOSITION = frozenset({"carry", "engage", "go", "enter", "take", "meet", "involve", "lock"})


def light_verb(noun: Token) -> Token | None:
    """The verb whose object or passive subject the noun is, conjuncts included."""
    for _ in range(4):
        if noun.dep_ in ("dobj", "nsubjpass", "attr") and is_verb(noun.head):
            return noun.head
        if noun.dep_ == "pobj" and lemma(noun.head.head) in (
            "carry",
            "engage",
            "go",
            "enter",
            "take",
            "meet",
            "involve",
            "lock",
        ):
            return noun.head.head if is_verb(noun.head.head) else None
        for child in noun.children:
            if child.dep_ in ("acl", "relcl") and is_passive(child):
                return child
        if noun.dep_ != "conj":
            return None
        noun = noun.head
    return None


def happening_verb(noun: Token, verbs: frozenset[str]) -> Token | None:
    """The verb that only says of its subject, a deed, that it takes place or what toll it takes: "fighting erupted"."""
    headline = noun.dep_ == "compound" and noun.head.tag_.startswith("VB")  # "Talks collapse"
    stands = headline or noun.dep_ in ("nsubj", "nsubjpass", "csubj")
    return noun.head if stands and lemma(noun.head) in verbs else None


def under(hit: Hit, names: tuple[str, ...]) -> list[tuple[str, Token]]:
    """Prepositional objects below any word of the trigger, those of the pattern itself left out."""
    found = []
    for i in hit.parts:
        for name, below in prepositional(hit.token.doc[i]):
            if (not names or name in names) and below.i not in hit.parts and below.ent_type_ not in ("DATE", "TIME"):
                found.append((name, below))
    return found


def with_nested(below: list[tuple[str, Token]]) -> list[tuple[str, Token]]:
    """ "the arrest of Okello by police" is often parsed with "by police" under Okello."""
    nested = [pair for name, o in below if name in ("of", "on", "against") for pair in prepositional(o, "by")]
    return below + nested
