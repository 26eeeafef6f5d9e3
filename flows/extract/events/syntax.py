"""A token of a parsed text in, its subjects, objects and governors out: the grammar of events, without any lexicon.

Labels are those of spaCy's English models (ClearNLP).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.tables import words

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

VERBAL = ("VERB", "AUX")
RELATIVE = ("who", "whom", "which", "that")
# Forms that the rule lemmatiser of en_core_web_sm gives to another verb ("staged" to "stag", "raped" to "rap").
MISREAD = {
    "staged": "stage", "staging": "stage", "waged": "wage", "waging": "wage", "raped": "rape", "raping": "rape", "raged": "rage", "raging": "rage",
    "fined": "fine", "fining": "fine", "hoped": "hope", "hoping": "hope", "axed": "axe", "axing": "axe",
    "shamed": "shame", "shaming": "shame", "sniped": "snipe", "sniping": "snipe", "resupplied": "resupply",
    "resupplying": "resupply", "readied": "ready", "reoccupied": "reoccupy", "rearrested": "rearrest",
    "installed": "install", "cordoned": "cordon", "airdropped": "airdrop", "slated": "slate", "sited": "site",
    "lambasted": "lambast", "lambasting": "lambast",
}  # fmt: skip
LONGEST_CHAIN = 12  # conjuncts and governors followed; keeps sentences of 500 words bounded


def word_at(doc: Doc, start: int, end: int) -> Token | None:
    """The word that heads the characters from start to end; None where no word begins or ends there."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else None


def lemma(token: Token) -> str:
    """Token in, its lemma in lower case; forms that spaCy's rules take for another verb are put right."""
    return MISREAD.get(token.lower_) or str(token.lemma_ or token.text).lower()


def is_verb(token: Token) -> bool:
    """True for verbs, and for headlines' nouns with a subject ("Hundreds protest in Tunis")."""
    if token.pos_ in VERBAL or token.tag_.startswith("VB"):
        return True
    return token.dep_ == "ROOT" and token.pos_ == "NOUN" and any(c.dep_ == "nsubj" for c in token.children)


def is_passive(verb: Token) -> bool:
    """True for passives with and without auxiliary ("was shelled", "shelled by", headlines' "killed in")."""
    labels = {child.dep_ for child in verb.children}
    if labels & {"nsubjpass", "auxpass", "agent", "csubjpass"} or headline_passive(verb):
        return True
    if verb.tag_ != "VBN" or labels & {"nsubj", "aux"}:
        return False
    if verb.dep_ == "conj" and is_verb(verb.head) and "dobj" not in labels:
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "amod") and "dobj" not in labels


def headline_passive(verb: Token) -> bool:
    """ "Mayor arrested in Izmir": the main verb of a line without a stop, which takes an object and has none."""
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBN", "VBD") or lemma(verb) not in words("english", "never_alone"):
        return False
    return verb.sent[-1].text not in ".!?" and {"dobj", "aux", "dative"}.isdisjoint(c.dep_ for c in verb.children)


def undergone(token: Token) -> bool:
    """A deed that a verb is done to: "called off the strike", "the strike was called off", "Strike suspended"."""
    return token.dep_ in ("dobj", "nsubjpass") or (token.dep_ == "nsubj" and headline_passive(token.head))


def conjuncts(head: Token) -> tuple[Token, ...]:
    """The head and what is joined to it by "and", "or", commas."""
    found = [head]
    for token in found:
        found += [c for c in token.children if c.dep_ == "conj" and len(found) < LONGEST_CHAIN]
    return tuple(found)


def prepositional(token: Token, preposition: str = "") -> Iterator[tuple[str, Token]]:
    """(preposition, its object) below a token: "with Iran", "on behalf of", "to" of datives, stranded pairs included."""
    for child in token.children:
        if child.dep_ in ("prep", "agent") or (
            child.dep_ in ("prt", "advmod", "dative") and child.tag_ in ("IN", "RP", "TO")
        ):
            name = child.lower_
            for below in child.children:
                if below.dep_ in ("pobj", "pcomp", "dobj"):
                    if not preposition or name == preposition:
                        yield name, below
                elif below.dep_ == "prep":  # "out of", "in front of", "up to"
                    for last in below.children:
                        if last.dep_ == "pobj" and (not preposition or below.lower_ == preposition):
                            yield below.lower_, last


def objects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """What the verb is done to: direct object, passive subject, head of a participle or relative clause."""
    labels = {child.dep_: child for child in verb.children}
    if is_passive(verb):
        return _passive_objects(verb, depth)
    found = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
    found = [_antecedent(c, verb) for c in found]
    if not found and verb.dep_ == "relcl" and "nsubj" in labels and labels["nsubj"].lower_ not in RELATIVE:
        found = [verb.head]
    if not found and depth < LONGEST_CHAIN:
        shared = [c for c in verb.children if c.dep_ == "conj" and is_verb(c) and c.i - verb.i <= 2]
        found = [o for c in shared for o in objects(c, depth + 1)]
    return tuple(found)


def _passive_objects(verb: Token, depth: int) -> tuple[Token, ...]:
    found = [_antecedent(c, verb) for c in verb.children if c.dep_ in ("nsubjpass", "csubjpass")]
    if not found and verb.dep_ == "conj" and is_verb(verb.head) and depth < LONGEST_CHAIN:
        return objects(verb.head, depth + 1) if is_passive(verb.head) else subjects(verb.head, depth + 1)
    if not found and verb.dep_ in ("acl", "relcl", "amod"):
        return (verb.head,)
    if not found and verb.dep_ in ("xcomp", "advcl") and is_verb(verb.head) and depth < LONGEST_CHAIN:
        return subjects(verb.head, depth + 1)
    if not found and verb.dep_ == "ROOT":
        found = [c for c in verb.children if c.dep_ == "nsubj"]
    return tuple(found)


def agents(verb: Token) -> tuple[Token, ...]:
    """The by-phrase of a passive."""
    return tuple(o for name, o in prepositional(verb) if name == "by" and o.dep_ == "pobj" and o.ent_type_ != "DATE")


def subjects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Who does it: subject, agent of a passive; through conjunction, control, raising, participles, relative clauses."""
    if is_passive(verb):
        if not (found := agents(verb)) and verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb.head):
            found = agents(verb.head)
        return found
    own = tuple(
        _antecedent(c, verb) for c in verb.children if c.dep_ in ("nsubj", "csubj", "expl") and c.lower_ != "there"
    )
    if own or depth > LONGEST_CHAIN:
        return own
    return _inherited_subjects(verb, depth)


def _inherited_subjects(verb: Token, depth: int) -> tuple[Token, ...]:
    head = verb.head
    if head is verb or head.i == verb.i:
        return ()
    if verb.dep_ in ("acl", "relcl"):
        return _subjects_of_modifier(verb, depth)
    if verb.dep_ in ("pcomp", "prep"):
        return _subjects_of_gerund(verb, depth)
    if not is_verb(head):
        return _subjects_over_noun(head, depth) if verb.dep_ in ("xcomp", "ccomp", "advcl", "conj") else ()
    if verb.dep_ in ("xcomp", "ccomp"):
        if controlled := [c for c in head.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]:
            return tuple(controlled)
        return objects(head, depth + 1) if is_passive(head) else subjects(head, depth + 1)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and (nearer := _clause_before(verb)) is not None:
        head = nearer
    if verb.dep_ in ("conj", "advcl", "dep", "parataxis"):
        return objects(head, depth + 1) if is_passive(head) else subjects(head, depth + 1)
    return ()


def _clause_before(participle: Token) -> Token | None:
    """ "As Chad attacked the camp, killing nine, Sudan protested": the participle continues the clause before its comma."""
    head, doc = participle.head, participle.doc
    if head.i < participle.i or participle.i == 0 or doc[participle.i - 1].text != ",":
        return None
    for token in reversed(doc[participle.sent.start : participle.i - 1]):
        if is_verb(token) and token.pos_ != "AUX" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
            return token
    return None


def _subjects_over_noun(head: Token, depth: int) -> tuple[Token, ...]:
    """ "was ready to meet", "made a decision and left": the subject of the clause the adjective or noun stands in."""
    above = verb_above(head)
    return subjects(above, depth + 1) if above is not None else ()


def _subjects_of_modifier(verb: Token, depth: int) -> tuple[Token, ...]:
    if verb.tag_ == "VBG" or verb.dep_ == "relcl":
        return (verb.head,)
    if owner := [c for c in verb.head.children if c.dep_ == "poss"]:  # "Kenya's decision to send"
        return tuple(owner)
    above = verb_above(verb.head)  # "made an offer to send", "has the right to"
    return subjects(above, depth + 1) if above is not None else ()


def _subjects_of_gerund(verb: Token, depth: int) -> tuple[Token, ...]:
    preposition = verb.head
    above = preposition.head
    if preposition.pos_ not in ("ADP", "SCONJ") or not is_verb(above):
        return ()
    blamed = preposition.lower_ in ("of", "for", "from", "into")  # accused Kenya of, barred Kenya from
    if blamed and (found := objects(above, depth + 1)):
        return found
    return objects(above, depth + 1) if is_passive(above) else subjects(above, depth + 1)


def _antecedent(token: Token, verb: Token) -> Token:
    """ "who" and "which" stand for the noun their clause hangs on."""
    clause = verb
    for _ in range(LONGEST_CHAIN):
        if clause.dep_ == "relcl" or token.lower_ not in RELATIVE:
            break
        if clause.dep_ not in ("conj", "xcomp", "ccomp"):
            break
        clause = clause.head
    return clause.head if token.lower_ in RELATIVE and clause.dep_ == "relcl" else token


def verb_above(token: Token) -> Token | None:
    """The nearest verb over a token."""
    for above in _chain(token):
        if is_verb(above):
            return above
    return None


def _chain(token: Token) -> Iterator[Token]:
    for _ in range(LONGEST_CHAIN):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def chain_up(token: Token) -> tuple[Token, ...]:
    """The tokens over a token, nearest first."""
    return tuple(_chain(token))


def infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
