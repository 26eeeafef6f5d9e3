"""Two words of a sentence in, how the one stands to the other in the parse out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.events.syntax import agents, chain_up, is_passive, is_verb, lemma, objects, prepositional, subjects
from flows.extract.tables import words as listed

if TYPE_CHECKING:
    from flows.extract.words import Token

UP_A_PHRASE = frozenset({"amod", "compound", "nmod", "poss", "appos", "conj", "nummod"})
PHRASE_PREPOSITIONS = frozenset({"of", "in", "from", "on", "for", "at"})
STEPS = 7  # links of a path that is still told


def function(token: Token, head: Token) -> str:
    """How a noun stands to a trigger: subject, object, agent, owner, behind which preposition, or not at all."""
    if is_verb(token):
        for name, found in (("subject", subjects(token)), ("agent", agents(token)), ("object", objects(token))):
            if any(o.i == head.i for o in found):
                return f"{name}{':passive' if is_passive(token) else ''}"
    for child in token.children:
        if child.i == head.i and child.dep_ in ("poss", "amod", "compound", "nmod", "appos", "dative"):
            return str(child.dep_)
    for name, other in prepositional(token):
        if other.i == head.i:
            return f"prep:{name}"
        for deeper, last in prepositional(other):
            if last.i == head.i:
                return f"prep:{name}:{deeper}"
        if any(c.i == head.i and c.dep_ in ("poss", "amod", "compound", "nmod") for c in other.children):
            return f"prep:{name}:owner"
    if is_verb(token):
        for name, found in (("subject", subjects(token)), ("object", objects(token))):
            for other in found:
                if any(c.i == head.i and c.dep_ in ("poss", "amod", "compound", "nmod") for c in other.children):
                    return f"{name}:owner"
                for deeper, last in prepositional(other):
                    if last.i == head.i:
                        return f"{name}:{deeper}"
    return "none"


def joined(head: Token) -> Token:
    """The first of what a noun is joined to by "and", or stands beside in apposition."""
    for _ in range(4):
        if head.dep_ not in ("conj", "appos"):
            return head
        head = head.head
    return head


def speaks(head: Token, token: Token) -> bool:
    """The noun is the subject of a verb of saying in whose words the trigger stands."""
    verb = head.head
    if head.dep_ not in ("nsubj", "nsubjpass") or lemma(verb) not in listed("speech", "verbs"):
        return False
    return verb.i != token.i and any(a.i == verb.i for a in chain_up(token))


def links(token: Token, head: Token) -> str:
    """Links from the trigger up and down to a noun, prepositions spelled out; "far" for long ones."""
    up, top, down = ways(token, head)
    if top is None:
        return "apart"
    if len(up) + len(down) > STEPS:
        return "far"
    named = [t.lower_ if t.dep_ in ("prep", "agent") else t.dep_ for t in reversed(down)]
    return ">".join([*(f"^{t.dep_}" for t in up), *named])


def ways(one: Token, other: Token) -> tuple[list[Token], Token | None, list[Token]]:
    """The words from the one up to where both meet, the word they meet in, and those from the other up; None where they never do."""
    ups, overs = [one, *chain_up(one)], [other, *chain_up(other)]
    ours, theirs = [t.i for t in ups], [t.i for t in overs]
    meeting = next((i for i in ours if i in theirs), None)
    if meeting is None:
        return ups, None, overs
    return ups[: ours.index(meeting)], ups[ours.index(meeting)], overs[: theirs.index(meeting)]


def phrase(token: Token) -> frozenset[int]:
    """A word and the heads of the phrases it belongs to: "Kenya" in "the president of Kenya"."""
    found = {token.i}
    for above in chain_up(token):
        if token.dep_ in UP_A_PHRASE and not is_verb(above):
            found.add(above.i)
        elif (
            token.dep_ == "pobj"
            and above.lower_ in PHRASE_PREPOSITIONS
            and above.head.pos_ in ("NOUN", "PROPN", "NUM", "DET")
        ):
            found.add(above.head.i)
        elif not (token.dep_ == "prep" and above.i in found):
            break
        token = above
    return frozenset(found)


def path(source: Token, target: Token) -> frozenset[int]:
    """Tokens on the way from one word to the other through the parse."""
    up, top, down = ways(source, target)
    if top is None:
        return frozenset(t.i for t in (*up[1:], *down[1:]))
    return frozenset(t.i for t in (*up, top, *down))
