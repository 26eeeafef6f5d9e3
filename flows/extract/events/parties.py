"""A head word in, who it stands for out: the mention that covers it, else its country, else a plain noun for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.events.lexicon import Lexicon
from flows.extract.events.syntax import agents, conjuncts, is_verb, lemma, prepositional
from flows.extract.transformer.reading import reading
from flows.records import Mention

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

ACTOR_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
RANK = {"named": 3, "nominal": 2, "pronoun": 1}
LONGEST_PHRASE = 9  # tokens of modifiers a role phrase may take in; longer ones are parse errors
LONGEST_OF = 60  # characters from the role noun to the end of its country or body
OFTEN_NOBODY = frozenset({"it", "its", "who", "whom", "whose", "you", "your"})
PARTY = 0.5  # least probability, by the encoder, of a noun that no list knows as people or a body
CROWDS = frozenset({"dozens", "scores", "hundreds", "thousands"})  # "Hundreds protest in Tunis"
CROWDS_AS_LEMMAS = frozenset({"dozen", "score", "hundred", "thousand"})
BRIDGES = (
    "of",
    "by",
    "from",
    "against",
    "on",
    "to",
    "with",
    "between",
    "among",
    "into",
    "toward",
    "towards",
    "off",
    "near",
    "along",
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a role: the phrase, and how well it is known."""

    start: int
    end: int
    group_id: str
    kind: str  # named, nominal, pronoun, noun
    type: str
    token: int  # index of its head

    @property
    def key(self) -> tuple[str, object]:
        return ("group", self.group_id) if self.group_id else ("place", self.start)


class Cast:
    """Who is who in one document: mentions by token, with the nouns of the lexicon for people nobody mentioned."""

    def __init__(self, doc: Doc, mentions: tuple[Mention, ...], lexicon: Lexicon) -> None:
        self.doc = doc
        self.people = lexicon.classes["person"] | lexicon.classes["body"]
        self.collective = lexicon.cues["collective_nouns"]
        self.tolls = lexicon.cues["toll_verbs"]
        self.inert, self.means = lexicon.cues["inert_nouns"], lexicon.cues["means"]
        self.by_token = _by_token(doc, mentions)
        self.reading = reading(doc)
        self.of_group: dict[str, list[Mention]] = {}
        for m in mentions:
            if m.group_id:
                self.of_group.setdefault(m.group_id, []).append(m)
        self.names = frozenset(i for i, m in self.by_token.items() if m.kind == "named")

    def at(self, token: Token) -> Party | None:
        """The party whose phrase this very word heads; None for things."""
        mention = self.by_token.get(token.i)
        if token.lower_ in self.inert:
            return None  # "Drought has killed": storms and markets are taken for names at the head of a sentence
        if mention is not None and mention.type in ACTOR_TYPES:
            if mention.kind == "pronoun":
                return self._meant(token, mention)
            start, end = self._phrase(token, mention)
            return _party(mention, token, start, end)
        if mention is not None or token.pos_ in ("PRON", "VERB", "AUX", "ADP"):
            return None
        return self._plain(token) if self.is_people(token) else None

    def _meant(self, token: Token, pronoun: Mention) -> Party | None:
        """Whom a pronoun means, shown at the name or description in the same sentence where there is one."""
        if not pronoun.group_id:  # somebody, though it is open who; "it" may be nobody
            known = pronoun.surface.lower() not in OFTEN_NOBODY and token.dep_ != "poss"
            return _party(pronoun, token, pronoun.start, pronoun.end) if known else None
        sentence = token.sent
        said = [
            m
            for m in self.of_group.get(pronoun.group_id, ())
            if sentence.start_char <= m.start < pronoun.start and m.kind != "pronoun"
        ]
        if not said:
            return _party(pronoun, token, pronoun.start, pronoun.end)
        best = max(said, key=lambda m: (RANK[m.kind], m.start))
        span = self.doc.char_span(best.start, best.end, alignment_mode="expand")
        start, end = self._phrase(span.root, best) if span is not None else (best.start, best.end)
        return Party(start, end, pronoun.group_id, "pronoun", best.type, token.i)

    def is_people(self, token: Token) -> bool:
        if lemma(token) in self.people or token.lower_ in self.people or token.lower_ in CROWDS:
            return True
        if token.tag_ == "CD" and token.dep_ in ("dobj", "nsubjpass") and lemma(token.head) in self.tolls:
            return True
        if self.reading is None or token.pos_ not in ("NOUN", "PROPN", "NUM") or lemma(token) in self.means:
            return False
        return bool(self.reading.parties[token.i] >= PARTY)

    def parties(self, head: Token) -> tuple[Party, ...]:
        """Everybody a noun phrase stands for, conjuncts included; people first, else the country that owns the thing."""
        found: list[Party] = []
        for token in conjuncts(head):
            found += self._of(token)
        return _distinct(found)

    def _of(self, token: Token) -> tuple[Party, ...]:
        if len(countries := self._countries(token)) > 1:  # "Hungarian and Romanian officials": two sides
            return countries
        for apposition in (c for c in token.children if c.dep_ == "appos"):
            if (own := self.by_token.get(token.i)) is None or own.kind != "named":
                named = self.at(apposition)
                if named is not None and named.kind == "named" and named.type in ("PERSON", "ORG"):
                    return (named,)
        if token.tag_ == "NNS" and lemma(token) in self.collective:  # "the presidents of Georgia and Bulgaria"
            several = [p for name, o in prepositional(token) if name == "of" for p in self.parties(o)]
            if len(several) > 1:
                return _distinct(several)
        if (party := self.at(token)) is not None and not (
            party.kind == "noun" and lemma(token) in self.collective | CROWDS_AS_LEMMAS
        ):
            return (party,)
        if (
            lemma(token) in self.collective
            or token.like_num
            or token.lower_ in self.collective
            or token.lower_ in CROWDS
        ):
            for name, below in prepositional(token):
                if name == "of" and (inner := self.parties(below)):
                    return (party,) if party is not None and inner[0].type not in ACTOR_TYPES else inner
        return (party,) if party is not None else self.owners(token)

    def owners(self, token: Token) -> tuple[Party, ...]:
        """The country or body a thing belongs to: "Israel's jets", "Syrian shelling"; not of economies and weather."""
        if lemma(token) in self.inert or is_verb(token):
            return ()
        for label in ("poss", "amod", "nmod", "compound"):
            for child in token.children:
                if child.dep_ == label and (party := self.modifier(child)) is not None:
                    return _distinct([party, *(p for c in conjuncts(child)[1:] if (p := self.modifier(c)) is not None)])
        for child in token.children:  # "a Greek-owned tanker"
            for part in child.children if child.dep_ == "amod" else ():
                if part.i in self.names and (party := self.modifier(part)) is not None:
                    return (party,)
        return tuple(p for by in agents(token) for p in self.parties(by))

    def within(self, head: Token, prepositions: tuple[str, ...] = BRIDGES) -> tuple[Party, ...]:
        """Somebody inside a noun phrase that is no party itself: "the raid on Kenyan posts", "Israel's policy"."""
        if found := self.parties(head):
            return found
        for name, below in prepositional(head):
            if name in prepositions and (found := self.within(below, prepositions)):
                return found
        return ()

    def _countries(self, token: Token) -> tuple[Party, ...]:
        if (own := self.by_token.get(token.i)) is not None and own.kind == "named":
            return ()
        found = []
        for child in token.children:
            if child.dep_ in ("amod", "nmod", "compound") and child.i in self.names:
                named = [part for part in conjuncts(child) if part.i in self.by_token]
                found += [p for part in named if (p := self.modifier(part)) is not None]
        return _distinct(found)

    def modifier(self, token: Token) -> Party | None:
        """The party an adjective, compound or possessor names: "Kenyan", "Israel's"."""
        mention = self.by_token.get(token.i)
        if mention is None or mention.type not in ACTOR_TYPES:
            if token.dep_ == "poss" and token.pos_ != "PRON":
                return self.at(token)
            return None
        if mention.kind == "pronoun":
            return self._meant(token, mention)
        return _party(mention, token, mention.start, mention.end)

    def _phrase(self, token: Token, mention: Mention) -> tuple[int, int]:
        """Mention widened to the modifiers before it ("Kenyan police", "Syria's foreign minister Walid Haddad")."""
        first = token
        for left in token.subtree:
            if left.i >= token.i:
                break
            if left.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "case") and self._reaches(left, token):
                first = self.doc[left.i]
                break
        if token.i - first.i > LONGEST_PHRASE or any(
            t.is_punct and t.text in ",;:—" for t in self.doc[first.i : token.i]
        ):
            first = token
        belongs = self._belonging(token) if mention.kind == "nominal" else None
        if (
            belongs is not None and belongs.end - mention.end < LONGEST_OF
        ):  # "president of Kenya", "members of the Association of Jurists"
            return min(first.idx, mention.start), belongs.end
        return min(first.idx, mention.start), max(
            mention.end, token.idx + len(token.text) if mention.kind != "named" else 0
        )

    @staticmethod
    def _reaches(left: Token, head: Token) -> bool:
        """True when only modifier links lie between a word and the head, so no clause sneaks into the phrase."""
        for _ in range(4):
            if left.dep_ not in ("amod", "compound", "nmod", "poss", "case", "nummod", "conj"):
                return False
            left = left.head
            if left.i == head.i:
                return True
        return False

    def _plain(self, token: Token) -> Party:
        country = next(iter(self._countries_one(token)), None)
        belongs = self._belonging(token) if country is None else None
        if belongs is not None:  # "activists from the Reform Party"
            start = self.doc[token.i].idx
            return Party(start, belongs.end, belongs.group_id, "nominal", belongs.type, token.i)
        left = [c for c in token.children if c.i < token.i and c.dep_ in ("amod", "compound", "nmod", "poss")]
        whole = [c.dep_ == "amod" or (c.dep_ == "poss" and c.i in self.names) for c in left]  # "Greek-owned", "Chad's"
        first = min((c.left_edge.i if all_ else c.i for c, all_ in zip(left, whole, strict=True)), default=token.i)
        first = first if token.i - first <= LONGEST_PHRASE else token.i
        group = country.group_id if country is not None else ""
        start, end = self.doc[first].idx, token.idx + len(token.text)
        return Party(start, end, group, "nominal" if group else "noun", "PERSON", token.i)

    def _belonging(self, token: Token) -> Party | None:
        for name, below in prepositional(token):
            mention = self.by_token.get(below.i)
            if (
                name in ("of", "from")
                and mention is not None
                and mention.kind == "named"
                and mention.type in ACTOR_TYPES
            ):
                return _party(mention, below, mention.start, mention.end)
        return None

    def _countries_one(self, token: Token) -> tuple[Party, ...]:
        beside = [c for c in token.children if c.dep_ in ("amod", "nmod", "compound", "poss")]
        beside += [part for c in beside if c.dep_ == "amod" for part in c.children if part.i in self.names]
        found = [self.modifier(c) for c in beside]
        return tuple(p for p in found if p is not None)


def _party(mention: Mention, token: Token, start: int, end: int) -> Party:
    return Party(start, end, mention.group_id, mention.kind, mention.type, token.i)


def _by_token(doc: Doc, mentions: tuple[Mention, ...]) -> Mapping[int, Mention]:
    """Token index -> the mention that says most about it: named over nominal over pronoun, then the longer."""
    found: dict[int, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (-RANK[m.kind], m.start - m.end, m.start)):
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        for token in span or ():
            found.setdefault(token.i, mention)
    return found


def _distinct(parties: list[Party]) -> tuple[Party, ...]:
    return tuple({party.key: party for party in reversed(parties)}.values())[::-1]
