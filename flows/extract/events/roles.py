"""A trigger in, who did it and to whom out: subjects, agents, objects, possessors and prepositions, by voice and entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.events.attachment import happening_verb, light_verb, under, with_nested
from flows.extract.events.lexicon import Lexicon
from flows.extract.events.ontology import RECIPIENT_REQUIRED
from flows.extract.events.parties import Cast, Party
from flows.extract.events.sides import Participants, both_sides, inside
from flows.extract.events.syntax import (
    agents,
    chain_up,
    conjuncts,
    infinitive,
    is_passive,
    is_verb,
    lemma,
    objects,
    prepositional,
    subjects,
    verb_above,
)
from flows.extract.events.triggers import Hit

if TYPE_CHECKING:
    from flows.extract.words import Token

# Prepositions that lead to the recipient, for entries that name none, best first.
DEFAULT = ("against", "on", "with", "to", "from", "at", "for")
GRIEVANCE = frozenset({"protest", "defiance", "opposition", "anger", "solidarity"})  # "marched in protest at"
TOPIC_PREPOSITIONS = frozenset({"to", "for", "on", "of", "against", "with", "about", "over", "by", "from"})
THIRD_PERSON = frozenset({"it", "he", "she", "they"})
SIDES = ("between", "among")
TOPIC_TYPES = frozenset({"PROTEST", "REQUEST", "REJECT", "ACCUSE", "AGREE", "SUPPORT", "THREATEN", "CONCEDE"})


class Roles:
    """Reads participants of triggers in one document."""

    def __init__(self, cast: Cast, lexicon: Lexicon, hits: dict[int, Hit]) -> None:
        self.cast = cast
        self.cues = lexicon.cues
        self.classes = lexicon.classes
        self.hits = hits

    def of(self, hit: Hit) -> Participants:
        """Actors and recipients of a trigger, nobody on both sides unless both wage it."""
        noun = hit.entry.part == "noun"
        if noun and (sides := self._between(hit)):
            return Participants(sides, sides, True, True)
        found = self._around(hit) if noun else self._verb(hit)
        if hit.entry.reciprocal:
            return both_sides(found, hit)
        mine = {party.key for party in found.actors}
        others = tuple(p for p in found.recipients if p.key not in mine and not inside(p, found.actors))
        return Participants(found.actors, others, found.acted, found.direct)

    # --- verbs ---------------------------------------------------------------------------------

    def _verb(self, hit: Hit) -> Participants:
        verb, entry = hit.token, hit.entry
        if entry.part == "adjective":
            above = verb_above(verb)
            return self._assemble(subjects(above) if above is not None else (), (), hit)
        heads = subjects(verb)
        done_to = tuple(o for o in objects(verb) if o.i not in hit.parts)
        if entry.subject == "recipient":
            givers = [p for _, o in under(hit, ("from", "by")) for p in self.cast.within(o)]
            sufferers = tuple(p for s in heads for p in self.cast.parties(s))
            return Participants(tuple(givers), sufferers, bool(givers), True)
        return self._assemble(heads, done_to, hit)

    def _assemble(self, heads: tuple[Token, ...], done_to: tuple[Token, ...], hit: Hit) -> Participants:
        actors = tuple(p for head in heads for p in self._actor(head))
        if not actors and not heads:
            actors = self._behind(hit) or self._givers(hit, done_to)
        direct = tuple(p for o in done_to for p in self.cast.parties(o))
        taken = {p.key for p in actors}
        if hit.entry.instrument:
            dative = tuple(p for o in done_to if o.dep_ == "dative" for p in self.cast.parties(o))
            recipients = dative or self._indirect(hit, done_to, taken)
            alone = hit.entry.type in RECIPIENT_REQUIRED and not (hit.entry.reciprocal and len(actors) > 1)
            direct = direct if alone else ()
            return Participants(actors, recipients or direct, bool(heads), False)
        several = hit.entry.reciprocal and len(actors) > 1
        recipients = direct or (self._others(hit, taken) if several else self._indirect(hit, done_to, taken))
        return Participants(actors, recipients, bool(heads), bool(direct))

    def _others(self, hit: Hit, taken: set[tuple[str, object]]) -> tuple[Party, ...]:
        """ "France and Germany held talks with Iran", "clashed with": whom several meet or fight; "cooperate against thieves" has no third party."""
        found = (p for _, o in under(hit, ("with",)) for p in self.cast.parties(o))
        return tuple(p for p in found if p.key not in taken)

    def _behind(self, hit: Hit) -> tuple[Party, ...]:
        """ "killed in a raid by rebels": who wages the event the passive stands in did it."""
        for name, below in prepositional(hit.token):
            inner = self.hits.get(below.i)
            if (
                name in ("in", "during", "by")
                and inner is not None
                and inner.entry.part == "noun"
                and inner.entry.type == hit.entry.type
            ):
                return self._noun(inner).actors
        return ()

    def _givers(self, hit: Hit, done_to: tuple[Token, ...]) -> tuple[Party, ...]:
        """ "US aid to Egypt was suspended": who gave it stopped it."""
        given = [self.hits[o.i] for o in done_to if o.i in self.hits and hit.entry.type == "SANCTION"]
        return tuple(p for inner in given if inner.entry.part == "noun" for p in self._noun(inner).actors)

    def _actor(self, head: Token) -> tuple[Party, ...]:
        if found := self.cast.parties(head):
            return found
        if head.i in self.hits and self.hits[head.i].entry.part == "noun":  # "an attack by rebels killed 12"
            return self._noun(self.hits[head.i]).actors
        return self._speaker(head) if head.lower_ in THIRD_PERSON else ()

    def _speaker(self, pronoun: Token) -> tuple[Party, ...]:
        """ "Kenya said it would send": a pronoun nobody resolved is the speaker of its clause, when there is just one."""
        token = pronoun
        for above in chain_up(pronoun):
            if token.dep_ == "ccomp" and is_verb(above) and lemma(above) in self.cues["say_verbs"]:
                speakers = subjects(above)
                plural = len(speakers) != 1 or speakers[0].tag_ in ("NNS", "NNPS") or len(conjuncts(speakers[0])) > 1
                if plural != (pronoun.lower_ == "they"):
                    return ()
                return tuple(p for s in speakers for p in self.cast.parties(s))
            if token.dep_ not in ("nsubj", "nsubjpass", "xcomp", "conj", "ccomp"):
                break
            token = above
        return ()

    def _indirect(self, hit: Hit, done_to: tuple[Token, ...], taken: set[tuple[str, object]]) -> tuple[Party, ...]:
        """Inside the object, after the entry's prepositions, then in what is asked, refused or alleged."""
        wanted = hit.entry.recipient or DEFAULT
        sources = [self._by_prepositions, self._inside_objects, self._in_complement]
        if hit.entry.instrument:
            sources = sources[:1]
        for source in sources:
            found = source(hit, done_to, wanted)
            if found := tuple(p for p in found if p.key not in taken):
                return found
        return ()

    def _by_prepositions(self, hit: Hit, done_to: tuple[Token, ...], wanted: tuple[str, ...]) -> tuple[Party, ...]:
        held = done_to if hit.entry.instrument else ()  # "severed ties with Iran": the preposition hangs on the object
        for name in wanted:
            below_object = [o for head in held for found_name, o in prepositional(head) if found_name == name]
            for below in [o for _, o in under(hit, (name,))] + below_object:
                if found := self.cast.within(below):
                    return found
        for below in hit.token.children:
            if below.dep_ == "dative" and (found := self.cast.within(below)):
                return found
        return ()

    def _inside_objects(self, hit: Hit, done_to: tuple[Token, ...], wanted: tuple[str, ...]) -> tuple[Party, ...]:
        heads = list(done_to) + [hit.token.doc[i] for i in hit.parts if i != hit.i]
        for head in heads:
            for token in conjuncts(head):
                if token.i in self.hits and self.hits[token.i].entry.part == "noun":
                    inner = self._noun(self.hits[token.i])
                    if (
                        found := (inner.actors if hit.entry.type in ("ACCUSE", "SUPPORT") else ())
                        or inner.recipients
                        or inner.actors
                    ):
                        return found
                if found := self.cast.within(token) or self._owner_of_any(token):
                    return found
        return ()

    def _owner_of_any(self, token: Token) -> tuple[Party, ...]:
        for child in token.children:
            if child.dep_ in ("poss", "amod", "nmod", "compound"):
                party = self.cast.modifier(child)
                if party is not None:
                    return (party,)
        return ()

    def _in_complement(self, hit: Hit, done_to: tuple[Token, ...], wanted: tuple[str, ...]) -> tuple[Party, ...]:
        """ "demanded that Kenya withdraw", "refused to meet the rebels", "agreed to send Chad grain"."""
        if hit.entry.type not in TOPIC_TYPES:
            return ()
        own = {p.key for head in subjects(hit.token) for p in self._actor(head)}
        for child in hit.token.children:
            clause = child.dep_ in ("ccomp", "xcomp", "acl") or (child.dep_ == "advcl" and infinitive(child))
            if (
                hit.entry.type == "PROTEST" and child.dep_ == "advcl" and child.tag_ == "VBG"
            ):  # "marched, demanding that ..."
                clause = True
            topic = child.dep_ == "prep" and child.lower_ in TOPIC_PREPOSITIONS
            topic = topic or (
                child.lower_ == "in" and any(lemma(o) in GRIEVANCE for _, o in prepositional(hit.token, "in"))
            )
            if (clause or topic) and (found := self._first_in(child, own)):
                return found
        for head in done_to:
            if found := self._first_in(head, own):
                return found
        return ()

    def _first_in(self, top: Token, own: set[tuple[str, object]]) -> tuple[Party, ...]:
        plain: tuple[Party, ...] = ()
        for token in top.subtree:
            if token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "amod", "compound", "dative", "appos"):
                owner = self.cast.modifier(token) if token.dep_ in ("poss", "amod", "compound") else None
                parties = self.cast.parties(token) if token.dep_ not in ("poss", "amod", "compound") else ()
                found = tuple(p for p in (*parties, owner) if p is not None and p.key not in own)
                if any(p.kind != "noun" for p in found):
                    return found
                plain = plain or found
        return plain

    # --- nouns ---------------------------------------------------------------------------------

    def _noun(self, hit: Hit) -> Participants:
        sides = self._between(hit)
        return Participants(sides, sides, True, True) if sides else self._around(hit)

    def _around(self, hit: Hit) -> Participants:
        """Of a noun that tells of no two sides."""
        below = under(hit, ())
        actors, recipients = self._around_noun(hit, below)
        actors, light, suffered = self._light(hit, actors)
        taken = {p.key for p in actors}
        further = tuple(p for p in self._noun_recipients(hit, light) if p.key not in taken)
        recipients = suffered or recipients or further
        return Participants(actors, recipients, bool(actors) or light is not None, bool(recipients))

    def _between(self, hit: Hit) -> tuple[Party, ...]:
        """ "Talks between Kenya and Uganda", "clashes among militias": all take part on both sides.

        "Fighting erupted on Sunday between ...": they may hang on the verb that only says that it happened.
        """
        verb = happening_verb(hit.token, self.cues["happening_verbs"])
        below = under(hit, SIDES) + (list(prepositional(verb)) if verb is not None else [])
        heads = [o for name, o in below if name in SIDES]
        found = tuple(p for o in heads for p in self.cast.parties(o))
        return found if len(found) > 1 or any(o.tag_ == "NNS" for o in heads) else ()

    def _around_noun(self, hit: Hit, below: list[tuple[str, Token]]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """By-phrase, owner and of-phrase: "Chad's raid", "the arrest of Okello by police", "Okello's arrest"."""
        owners = self._owners(hit)
        after_of = tuple(p for name, o in below if name == "of" for p in self.cast.within(o))
        by = tuple(p for name, o in with_nested(below) if name == "by" for p in self.cast.parties(o))
        if hit.entry.owner == "recipient" and not after_of and (suffering := self._possessors(hit)):
            return by, suffering
        subjective = hit.entry.of == "actor"  # "the visit of the king"
        actors = by or owners or (after_of if subjective else ())
        recipients = () if subjective else after_of
        if not actors and "from" not in hit.entry.recipient:  # "a threat from the rebels"
            actors = tuple(p for name, o in below if name == "from" for p in self.cast.parties(o))
        return actors, recipients or (owners if by else ())

    def _possessors(self, hit: Hit) -> tuple[Party, ...]:
        heads = [c for i in hit.parts for c in hit.token.doc[i].children if c.dep_ == "poss"]
        return tuple(p for head in heads for p in self.cast.parties(head))

    def _owners(self, hit: Hit) -> tuple[Party, ...]:
        found: list[Party] = []
        for i in hit.parts:
            found += self.cast.owners(hit.token.doc[i])
        return tuple({p.key: p for p in found}.values())

    def _light(self, hit: Hit, actors: tuple[Party, ...]) -> tuple[tuple[Party, ...], Token | None, tuple[Party, ...]]:
        """ "launch an attack": the verb's subject acts; "suffered an attack": it is the recipient."""
        noun = hit.token
        verb = light_verb(noun)
        if verb is None:
            return actors, None, ()
        name = lemma(verb)
        done_by = tuple(p for s in subjects(verb) for p in self._actor(s)) if noun not in subjects(verb) else ()
        if is_passive(verb) and name in ("engage", "involve", "lock"):  # "were engaged in a battle": they wage it
            done_by = tuple(p for o in objects(verb) for p in self._actor(o))
        elif is_passive(verb):
            done_by = tuple(p for s in agents(verb) for p in self.cast.parties(s))
        if name in self.cues["suffer_verbs"] and name not in self.cues["light_verbs"]:
            return actors, verb, done_by
        if name in self.cues["light_verbs"]:
            return (done_by or actors), verb, ()
        return actors, None, ()

    def _noun_recipients(self, hit: Hit, light: Token | None) -> tuple[Party, ...]:
        for name in hit.entry.recipient or DEFAULT:
            for holder in (hit.token, light):
                if holder is None:
                    continue
                for found_name, below in prepositional(holder):
                    if found_name == name and (found := self.cast.within(below)):
                        return found
        return ()
