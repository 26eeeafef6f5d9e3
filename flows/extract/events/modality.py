"""A trigger in its sentence in, out: is it told as fact, planned, threatened, demanded, hypothetical, denied, ended; and what governs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.events.attachment import happening_verb
from flows.extract.events.lexicon import Lexicon
from flows.extract.events.syntax import chain_up, infinitive, is_verb, lemma, prepositional, undergone, verb_above
from flows.extract.events.triggers import Hit

if TYPE_CHECKING:
    from flows.extract.words import Token

# Types whose complement is only talked about: an event inside it is their topic.
FRAMES = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE", "SUPPORT", "CONSULT", "PROTEST"})
LINKS = frozenset(
    {
        "dobj",
        "pobj",
        "prep",
        "xcomp",
        "ccomp",
        "acl",
        "pcomp",
        "conj",
        "dative",
        "oprd",
        "attr",
        "acomp",
        "nsubj",
        "nsubjpass",
        "agent",
        "appos",
        "poss",
        "compound",
        "amod",
        "advcl",
    }
)
# Purposes that are reached by acting on them: who gathers to protest protests.
SAID_OR_MARCHED = frozenset({"PROTEST", "ACCUSE", "REQUEST", "SUPPORT", "REJECT", "ASSAULT"})
YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)$")
OLD_YEARS = 1  # a year before the one before publication is history


@dataclass(frozen=True, slots=True)
class Reading:
    """How a trigger is meant."""

    modality: str  # actual, future, hypothetical, demanded, threatened, historical
    negated: bool = False
    refused: bool = False  # "refused to", "failed to": the actor would not
    ended: bool = False  # "halted the bombing"
    denied: bool = False
    governor: Hit | None = None  # the trigger whose topic this one is


class Modality:
    """Reads modality for the triggers of one sentence."""

    def __init__(self, hits: dict[int, Hit], lexicon: Lexicon, published_year: int | None) -> None:
        self.hits = hits
        self.cues = lexicon.cues
        self.year = published_year

    def of(self, hit: Hit) -> Reading:
        """One trigger in, its reading out."""
        governor = self._governor(hit)
        scope = self._clause_verbs(hit)
        refused = self._refused(hit)
        ended = self._ended(hit)
        denied = any(lemma(t) in self.cues["denying_verbs"] for t in _complement_chain(hit.token))
        negated = self._negated(hit, scope) != (refused and self._negated_above(hit))
        kind = self._kind(hit, scope, governor)
        return Reading(kind, negated, refused, ended, denied, governor)

    # --- what governs it -----------------------------------------------------------------------

    def _governor(self, hit: Hit) -> Hit | None:
        """The frame whose complement the trigger stands in; time, place and relative clauses cut the link."""
        token = hit.token
        for above in chain_up(token):
            if not self._linked(token, above):
                return None
            over = self.hits.get(above.i)
            if over is not None and over is not hit:
                if undergone(token) and over.entry.part == "verb":
                    return over  # "called off the strike": the noun is what the verb is about
                if over.entry.type in FRAMES and token.dep_ not in ("nsubj", "nsubjpass", "conj"):
                    return over
                if token.dep_ in ("nsubj", "nsubjpass", "conj"):
                    return None
            token = above
        return None

    def _linked(self, token: Token, above: Token) -> bool:
        if token.dep_ not in LINKS:
            return False
        if token.dep_ == "conj" and is_verb(token) and is_verb(above):
            return infinitive(above) or above.dep_ in ("pcomp", "xcomp", "ccomp") or not _own_subject(token)
        if token.dep_ == "prep" and token.lower_ in self.cues["free_prepositions"]:
            return False
        if token.dep_ == "advcl" and token.tag_ == "VBG":  # what protesters demand is their topic, no event of its own
            over = self.hits.get(above.i)
            return over is not None and over.entry.type == "PROTEST"
        if token.dep_ == "advcl":
            return infinitive(token) and not _purpose(token)
        return True

    def _refused(self, hit: Hit) -> bool:
        """True below "refused to", "failed to", "was unable to", when that verb is no trigger of its own."""
        token = hit.token
        if token.dep_ in ("xcomp", "acl", "ccomp") or (token.dep_ == "pcomp"):
            for above in chain_up(token)[:2]:
                if lemma(above) in self.cues["failing_verbs"] and above.i not in self.hits:
                    return True
        return False

    def _ended(self, hit: Hit) -> bool:
        """True for the object of "halt", "suspend", "call off", and after "an end to"."""
        token = hit.token
        head = token.head
        if (undergone(token) or token.dep_ == "xcomp") and is_verb(head) and head.i not in self.hits:
            name = lemma(head)
            if name == "call":
                return any(c.lower_ == "off" for c in head.children)
            if name in ("break", "cut"):
                return any(c.lower_ in ("off", "up") for c in head.children)
            if name == "prevent":
                return False
            return name in self.cues["ending_verbs"]
        if happening_verb(token, self.cues["breaking_verbs"]) is not None:
            return lemma(head) != "break" or any(c.lower_ in ("down", "off") for c in head.children)
        return bool(token.dep_ == "pobj" and lemma(head.head) in self.cues["ending_nouns"])

    # --- negation ------------------------------------------------------------------------------

    def _negated(self, hit: Hit, scope: tuple[Token, ...]) -> bool:
        return any(self._has_negator(token) for token in (hit.token, *scope))

    def _negated_above(self, hit: Hit) -> bool:
        return any(self._has_negator(t) for t in chain_up(hit.token)[:1])

    def _has_negator(self, token: Token) -> bool:
        for child in token.children:
            marks = child.dep_ == "neg" or (
                child.dep_ in ("det", "preconj", "cc") and child.lower_ in ("no", "neither")
            )
            if marks and child.lower_ in self.cues["negators"] and not _not_only(child):
                return True
            nobody = any(c.lower_ == "no" for c in child.children if c.dep_ == "det")
            if nobody and child.dep_ in ("nsubj", "nsubjpass") and child.i not in self.hits:
                return True
        return bool(token.head.lower_ == "without" and token.dep_ in ("pcomp", "pobj"))

    # --- modality ------------------------------------------------------------------------------

    def _clause_verbs(self, hit: Hit) -> tuple[Token, ...]:
        """The verbs that carry a trigger's tense: its own auxiliaries' head, light verb, conjunct and raising verbs."""
        token: Token | None = hit.token
        if token is None:
            return ()
        if not is_verb(token):
            token = (
                token.head
                if token.dep_ in ("acomp", "dobj", "attr", "nsubjpass", "nsubj") and is_verb(token.head)
                else None
            )
        found: list[Token] = []
        while token is not None and len(found) < 4:
            found.append(token)
            shared = token.dep_ == "conj" and is_verb(token.head) and not _own_subject(token)
            raised = token.dep_ == "xcomp" and lemma(token.head) in self.cues["actual_governors"]
            raised |= hit.entry.type == "AID" and infinitive(token) and lemma(token.head) in self.cues["giving_verbs"]
            token = token.head if shared or raised else None
        return tuple(found)

    def _kind(self, hit: Hit, scope: tuple[Token, ...], governor: Hit | None) -> str:
        if governor is not None and governor.entry.type in ("REQUEST", "THREATEN"):
            return "demanded" if governor.entry.type == "REQUEST" else "threatened"
        if self._historical(hit):
            return "historical"
        if self._under_condition(hit, scope):
            return "hypothetical"
        auxiliaries = {c.lower_ for token in scope for c in token.children if c.dep_ == "aux"}
        if "have" not in auxiliaries and auxiliaries & self.cues["future_auxiliaries"]:
            return "future"
        if auxiliaries & self.cues["hypothetical_auxiliaries"] or self.undone(hit):
            return "hypothetical"
        if infinitive(hit.token) and (hit.token.dep_ == "ROOT" or _own_subject(hit.token)):
            return "future"  # headlines: "US to send troops"
        if self._intended(hit):
            return "future"
        return "hypothetical" if self._doubtful(hit) else "actual"

    def _intended(self, hit: Hit) -> bool:
        """Complements of plan, want, try, decision, ready ..., unless "managed to", "began to"."""
        token = hit.token
        for above in chain_up(token)[:4]:
            if token.dep_ in ("xcomp", "acl", "ccomp", "advcl", "pcomp") and (
                infinitive(token) or token.dep_ in ("xcomp", "pcomp")
            ):
                name = lemma(above)
                sent = name in self.cues["giving_verbs"] and hit.entry.type == "AID"
                if (
                    name in self.cues["actual_governors"]
                    or sent
                    or (name in ("attempt", "try") and hit.entry.type == "ASSAULT")
                ):
                    return False  # attempted violence is violence
                if (
                    token.dep_ in ("advcl", "acl", "xcomp")
                    and hit.entry.type in SAID_OR_MARCHED
                    and name not in self.cues["intend_verbs"] | self.cues["intend_nouns"]
                ):
                    return False  # "gathered to protest", "used tear gas to disperse"
                if is_verb(above) and infinitive(token) and token.dep_ == "xcomp":
                    return True
                if name in self.cues["intend_verbs"] | self.cues["intend_nouns"]:
                    return True
                if token.dep_ in ("acl", "advcl") and infinitive(token):
                    return True
            if token.dep_ == "dobj" and lemma(above) in self.cues["actual_governors"] and not is_verb(hit.token):
                return False  # "to continue its war"
            if token.dep_ in ("dobj", "pobj", "prep", "nsubjpass") or (token.dep_ == "xcomp" and not is_verb(above)):
                if lemma(above) in (
                    "plan",
                    "schedule",
                    "consider",
                    "mull",
                    "propose",
                    "threaten",
                    "plot",
                    "contemplate",
                    "weigh",
                    "prepare",
                    "slate",
                ):
                    return True
            elif token.dep_ not in ("conj", "xcomp", "acl", "ccomp", "pcomp", "acomp"):
                return False
            token = above
        return False

    def _under_condition(self, hit: Hit, scope: tuple[Token, ...]) -> bool:
        for token in (hit.token, *scope):
            if any(c.dep_ == "mark" and c.lower_ in self.cues["hypothetical_marks"] for c in token.children):
                return True
        return False

    def _doubtful(self, hit: Hit) -> bool:
        if hit.token.dep_ == "dobj" and lemma(hit.token.head) in ("face", "risk", "fear", "await", "avoid", "escape"):
            return True
        for above in chain_up(hit.token)[:3]:
            if lemma(above) in self.cues["hypothetical_words"] and above.i not in self.hits:
                return True
        return any(
            c.dep_ in ("amod", "advmod") and c.lower_ in self.cues["hypothetical_words"] for c in hit.token.children
        )

    def _historical(self, hit: Hit) -> bool:
        sentence = hit.token.sent
        if any(lemma(t) in self.cues["historical_marks"] for t in sentence):
            return True
        if any(lemma(t) in self.cues["ages"] and not _until_now(t) for t in sentence):
            return True
        keepers = [t for t in sentence if lemma(t) in self.cues["history_keepers"]]
        if any(not any(h.i == t.i or h.token.is_ancestor(t) for h in self.hits.values()) for t in keepers):
            return True  # "a museum tells of the battle", but not "gunmen stormed the museum"
        clause = verb_above(hit.token) or hit.token
        for holder in {hit.token, clause if not is_verb(hit.token) else hit.token}:
            for name, below in prepositional(holder):
                if self._old_year(below.subtree) and name in ("in", "since", "of", "during", "on", "from"):
                    return True
        if any(t.dep_ in ("amod", "compound", "nummod", "nmod") and self._old_year([t]) for t in hit.token.children):
            return True
        told = [t for t in sentence if YEAR.match(t.text) and not _of_another(t, hit.token)]
        return self._old_year(told) and sum(1 for i in self.hits if self.hits[i].token.sent == sentence) == 1

    def undone(self, hit: Hit) -> bool:
        """ "Nearly captured Goma", "would not have fired": told of, but not done."""
        beside = [c.lower_ for c in hit.token.children if c.dep_ in ("aux", "advmod")]
        return not self.cues["undone"].isdisjoint(beside) or {"would", "have"} <= set(beside)

    def long_ago_elsewhere(self, hit: Hit) -> bool:
        """ "The mayor, elected three years ago, was arrested": what was long ago is told of another verb only."""
        own = hit.token if is_verb(hit.token) else verb_above(hit.token) or hit.token
        clause = {own.i}
        for above in chain_up(own):
            if own.dep_ == "conj":
                break
            clause.add(above.i)
            own = above
        dated = [verb_above(t) for t in hit.token.sent if t.lower_ == "ago"]
        return bool(dated) and all(verb is not None and verb.i not in clause for verb in dated)

    def _old_year(self, tokens: object) -> bool:
        years = [int(t.text) for t in tokens if YEAR.match(t.text) and t.ent_type_ in ("DATE", "")]  # type: ignore[attr-defined]
        if self.year is None:
            return any(year < 1990 for year in years)  # no base date: only what is history for every reader
        return any(year < self.year - OLD_YEARS for year in years)


def _of_another(token: Token, trigger: Token) -> bool:
    """In a relative clause that the trigger is not in: "Kenya, which had led a mission in 2021, accused"."""
    above = (token, *chain_up(token))
    return any(t.dep_ == "relcl" and t.i != trigger.i and not t.is_ancestor(trigger) for t in above)


def _until_now(age: Token) -> bool:
    """ "The worst attack in a decade", "hunted for two decades", "this century": a stretch that ends today."""
    told = age.head.lower_ if age.dep_ == "pobj" else ""
    numbered = any(c.dep_ in ("amod", "compound") or c.lower_ == "of" for c in age.children)  # "the 19th century"
    here = any(c.lower_ in ("this", "present", "current") for c in age.children)
    return here or (told in ("in", "for", "over", "within", "than") and not numbered)


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _purpose(verb: Token) -> bool:
    return any(c.lower_ in ("order", "bid", "effort") for c in verb.children)


def _not_only(negator: Token) -> bool:
    after = negator.doc[negator.i + 1] if negator.i + 1 < len(negator.doc) else None
    return after is not None and after.lower_ in ("only", "just", "least")


def _complement_chain(token: Token) -> tuple[Token, ...]:
    """Verbs and nouns whose complement a token is: "denied shelling", "denied that it had shelled", "denial of"."""
    found = []
    for above in chain_up(token)[:4]:
        if token.dep_ not in ("xcomp", "ccomp", "pcomp", "dobj", "prep", "pobj", "acl", "conj"):
            break
        if token.dep_ == "prep" and token.lower_ in ("after", "before", "in", "during", "since"):
            break
        if token.dep_ != "conj":  # "denied attacking it and accused the army": what stands beside a denial is none
            found.append(above)
        token = above
    return tuple(found)
