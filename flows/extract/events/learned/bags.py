"""A word that may tell of an event, and somebody near it, in; bags of features for its type, its modality and their roles out.

Features are words: `L=condemn`, `obj:class=weapon`, `hit=ASSAULT`, `role|fn=agent`. What the lexicon and the rules say
is among them, so the weights tell how far each can be trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flows.extract.events.learned.relations import function, joined, links, speaks
from flows.extract.events.learned.senses import matching, part_of, senses, senses_of
from flows.extract.events.lexicon import Lexicon
from flows.extract.events.parties import Cast, Party
from flows.extract.events.syntax import (  # fmt: skip
    chain_up,
    is_passive,
    is_verb,
    lemma,
    objects,
    prepositional,
    subjects,
    verb_above,
)
from flows.extract.events.topics import SentenceWords
from flows.extract.events.triggers import Hit

if TYPE_CHECKING:
    from flows.extract.words import Span, Token

Bag = frozenset[str]
BESIDE = ("prt", "amod", "compound", "poss", "advmod", "neg", "aux", "acomp", "oprd", "nummod", "mark")
OPEN = ("if", "unless", "anniversary", "ago", "would", "could", "may", "might", "will", "planned", "plans")
BELOW = 14  # words of the trigger's own phrase that count


class Sentence:
    """A sentence whose words are asked one by one."""

    def __init__(self, span: Span, words: SentenceWords, cast: Cast, hits: Mapping[int, Hit], lexicon: Lexicon) -> None:
        self.span, self.words, self.cast, self.hits = span, words, cast, hits
        self.classes = lexicon.classes_of
        self.part_of = {i: hit for hit in hits.values() for i in hit.parts}
        near = {name for word in words.where for name in self.classes.get(word, ())}
        around = {f"near={name}" for name in near} | {f"field={name}" for name in words.fields}
        around.add("length=" + ("short" if len(span) < 12 else "long" if len(span) > 35 else "middle"))
        if span.text[-1:] not in '.!?”"’':
            around.add("headline")
        self.around = frozenset(around)
        self.triggers: dict[int, Bag] = {}

    def kinds(self, token: Token) -> Iterator[str]:
        """What kind of thing a word is: the type of its mention, the classes of its lemma."""
        mention = self.cast.by_token.get(token.i)
        if mention is not None:
            yield f"type={mention.type}"
        if mention is None or mention.kind != "named":
            yield from (f"class={name}" for name in self.classes.get(lemma(token), ()))

    # --- what happened -------------------------------------------------------------------------

    def trigger(self, token: Token) -> Bag:
        """The bag of a word that may be a trigger; made once, since several models ask for it."""
        if token.i not in self.triggers:
            parts = self._word(token), self._company(token), self._over(token), self._may(token)
            self.triggers[token.i] = self.around.union(*parts)
        return self.triggers[token.i]

    def _word(self, token: Token) -> Iterator[str]:
        own = lemma(token)
        yield f"L={own}"
        yield f"L={own},{token.pos_}"
        yield f"form={token.tag_}"
        yield f"form={token.tag_},{token.dep_}"
        yield f"dep={token.dep_}"
        yield from (f"end={own[-k:]}" for k in (3, 4) if len(own) > k)
        hit = self.hits.get(token.i) or self.part_of.get(token.i)
        if hit is not None:
            where = "hit" if token.i in self.hits else "inhit"
            yield f"{where}={hit.entry.type}"
            yield f"{where}={hit.entry.type}/{hit.entry.mode}"
            yield f"{where}={hit.entry.name}"
            if hit.entry.weak:
                yield f"{where}=weak"
        else:
            yield "hit=none"
        for child in token.children:
            if child.dep_ in ("dobj", "nsubjpass", "xcomp", "pobj"):
                yield from (f"{child.dep_}:may={kind}" for kind in senses_of(child))
        for i, name in ((token.i - 1, "before"), (token.i + 1, "after")):
            if self.span.start <= i < self.span.end:
                yield f"{name}={lemma(token.doc[i])}"
                yield f"L={own},{name}={lemma(token.doc[i])}"

    def _may(self, token: Token) -> Iterator[str]:
        """What the word, alone or with words below it, may tell of."""
        own, part, (single, longer) = lemma(token), part_of(token), senses()
        types = senses_of(token) or (single.get((own, "noun"), ()) if part == "adjective" else ())
        yield from self._types("may", types)
        if not types:
            yield f"may=none,{part}"
        yield from self._types("phrase", matching(token))
        if token.dep_ in ("dobj", "pobj", "nsubjpass") and (verb := verb_above(token)) is not None:
            for rest in longer.get((lemma(verb), "verb"), ()):
                if rest == (own,):
                    yield from self._types("light", single[f"{lemma(verb)} {own}", "verb"])

    @staticmethod
    def _types(label: str, types: tuple[str, ...]) -> Iterator[str]:
        for i, kind in enumerate(types):
            yield f"{label}={kind}"
            yield f"{label}{i}={kind}"
        if types:
            yield f"{label}={'+'.join(types)}"

    def _company(self, token: Token) -> Iterator[str]:
        """Subject, object, particles, prepositions, modifiers and complements."""
        own = lemma(token)
        passive = is_verb(token) and is_passive(token)
        if passive:
            yield "passive"
        for label, found in (("subj", subjects(token)), ("obj", objects(token))) if is_verb(token) else ():
            if not found:
                yield f"no:{label}"
            for other in found[:2]:
                yield f"{label}={lemma(other)}"
                yield f"L={own},{label}={lemma(other)}"
                for sense in self.kinds(other):
                    yield f"{label}:{sense}"
                    yield f"L={own},{label}:{sense}"
        for name, other in prepositional(token):
            yield f"prep={name}"
            yield f"L={own},prep={name}"
            yield f"L={own},{name}={lemma(other)}"
            for sense in self.kinds(other):
                yield f"{name}:{sense}"
        for child in token.children:
            if child.dep_ in BESIDE:
                yield f"{child.dep_}={lemma(child)}"
                yield f"L={own},{child.dep_}={lemma(child)}"
                if child.dep_ in ("poss", "amod", "compound"):
                    yield from (f"{child.dep_}:{sense}" for sense in self.kinds(child))
            elif child.dep_ in ("xcomp", "ccomp", "acl", "pcomp", "advcl"):
                yield f"{child.dep_}={lemma(child)}"
                yield f"L={own},{child.dep_}={lemma(child)}"
                yield f"L={own},{child.dep_}"
                if child.i in self.hits:
                    yield f"under={self.hits[child.i].entry.type}"
                    yield f"L={own},under={self.hits[child.i].entry.type}"
        below = [t for t in token.subtree if t.i != token.i and t.is_alpha][:BELOW]
        yield from (f"below={lemma(t)}" for t in below)

    def _over(self, token: Token) -> Iterator[str]:
        """What the word hangs on."""
        head = token.head
        if head.i == token.i:
            yield "top"
            return
        yield f"over={lemma(head)}"
        yield f"over={token.dep_}<{lemma(head)}"
        yield f"over={token.dep_}<{head.pos_}"
        if token.dep_ == "pobj":
            yield f"over={head.lower_}<{lemma(head.head)}"
        verb = verb_above(token)
        if verb is not None and verb.i != head.i:
            yield f"verb={lemma(verb)}"
        for above in chain_up(token):
            if above.i in self.hits:
                hit = self.hits[above.i]
                yield f"overhit={hit.entry.type}"
                yield f"overhit={token.dep_}<{hit.entry.type}"
                break

    # --- is it so ------------------------------------------------------------------------------

    def modality(self, token: Token, kind: str, rule: str) -> Bag:
        """The bag for actual, planned, negated ...; `rule` is what the rules read."""
        return frozenset(self._modality(token, kind, rule))

    def _modality(self, token: Token, kind: str, rule: str) -> Iterator[str]:
        yield f"rule={rule}"
        yield f"type={kind}"
        yield f"type={kind},rule={rule}"
        yield f"L={lemma(token)}"
        yield f"form={token.tag_}"
        yield f"dep={token.dep_}"
        for child in token.children:
            if child.dep_ in ("aux", "auxpass", "neg", "advmod", "mark", "det", "amod"):
                yield f"{child.dep_}={child.lower_}"
            elif child.dep_ == "npadvmod" or (
                child.dep_ == "prep" and child.lower_ in ("in", "since", "during", "on", "before", "after")
            ):
                yield from (f"time={t.lower_}" for t in child.subtree if t.is_alpha or t.like_num)
        for depth, above in enumerate(chain_up(token)[:4]):
            yield f"up={lemma(above)}"
            yield f"up{depth}={lemma(above)}"
            for child in above.children:
                if child.dep_ in ("aux", "neg", "mark", "advmod") and child.i < token.i:
                    yield f"up:{child.dep_}={child.lower_}"
        if token.head.i != token.i:
            yield f"over={token.dep_}<{lemma(token.head)}"
        for i in range(max(self.span.start, token.i - 5), token.i):
            yield f"before={token.doc[i].lower_}"
        for t in self.span:
            if t.like_num and len(t.text) == 4:
                yield "year"
            if t.lower_ in OPEN:
                yield f"in={t.lower_}"

    # --- who did it ----------------------------------------------------------------------------

    def role(self, token: Token, kind: str, party: Party, rule: str) -> Bag:
        """The bag of somebody beside a trigger of a type; `rule` is the role that the rules give, or none."""
        return frozenset(f"role|{f}" for f in self._role(token, kind, party, rule))

    def _role(self, token: Token, kind: str, party: Party, rule: str) -> Iterator[str]:
        head = token.doc[party.token]
        own = lemma(token)
        yield f"rule={rule}"
        yield f"rule={rule},{kind}"
        stands = function(token, head)
        yield from self._told("fn", stands, kind, own, token)
        first = joined(head)
        if first is not head:
            yield from self._told("joint", function(token, first), kind, own, token)
        path = links(token, head)
        yield f"path={path}"
        yield f"path={path},{token.pos_}"
        yield f"path={path},{kind}"
        yield f"party={party.type},{party.kind}"
        yield f"party={party.type},fn={stands}"
        yield f"side={'left' if head.i < token.i else 'right'}"
        yield f"side={'left' if head.i < token.i else 'right'},{token.pos_},{kind}"
        yield f"far={min(abs(head.i - token.i) // 3, 6)}"
        yield f"dep={head.dep_}"
        if head.dep_ == "pobj":
            yield f"prep={head.head.lower_},{kind}"
            yield f"prep={head.head.lower_}<{lemma(head.head.head)}"
        verb = token if is_verb(token) else verb_above(token)
        if verb is not None and verb is not token:
            above = function(verb, head)
            yield f"vfn={above}"
            yield f"vfn={above},{lemma(verb)}"
            yield f"vfn={above},{kind}"
            yield f"vfn={above},{token.dep_}"
        if speaks(head, token):
            yield "speaks"
            yield f"speaks,{kind}"
        if any(t.i in self.hits and t.i != token.i for t in chain_up(head)[:3]):
            yield "other_trigger_above"

    def _told(self, label: str, function: str, kind: str, own: str, token: Token) -> Iterator[str]:
        yield f"{label}={function}"
        yield f"{label}={function},{kind}"
        yield f"{label}={function},{own}"
        yield f"{label}={function},{token.pos_},{token.dep_}"
