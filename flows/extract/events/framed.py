"""A trigger with the triggers below it in, its type and mode after modality out: what is agreed to, asked for, refused or threatened tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.extract.events.lexicon import Lexicon
from flows.extract.events.modality import Reading
from flows.extract.events.remap import ASKED, asked_mode, remapped, threat_mode
from flows.extract.events.sides import Participants
from flows.extract.events.syntax import infinitive, lemma, objects, prepositional
from flows.extract.events.triggers import Hit

if TYPE_CHECKING:
    from flows.extract.words import Token

GIVEN = ("aid", "weapon", "force", "warship", "envoy", "police")  # classes of what may be sent to help
YIELDED = frozenset({"RETREAT", "CONCEDE"})


class Frames:
    """The triggers of one sentence with their readings and participants."""

    def __init__(
        self, hits: Mapping[int, Hit], read: Mapping[int, Reading], who: Mapping[int, Participants], lexicon: Lexicon
    ) -> None:
        self.hits, self.read, self.who = hits, read, who
        self.classes, self.cues = lexicon.classes, lexicon.cues

    def coded(self, hit: Hit) -> tuple[str, str]:
        """Type and mode after the modality rule; frames take their mode from their topic."""
        kind, mode = remapped(hit.entry.type, hit.entry.mode, self.read[hit.i])
        if kind == "AGREE" and self.yielded(hit) is not None:
            return "CONCEDE", ""
        if mode or kind not in ("REQUEST", "REJECT", "THREATEN"):
            return kind, mode
        topic = self.topic(hit)
        if kind == "THREATEN":
            return kind, threat_mode(topic.entry.type, topic.entry.mode) if topic is not None else ""
        if topic is not None and (topic.entry.type in ASKED or topic.entry.type != "MOBILIZE"):
            return kind, asked_mode(topic.entry.type, kind)
        return kind, self._mode_by_words(hit)

    def topic(self, hit: Hit) -> Hit | None:
        """The trigger that is asked for, refused, threatened or agreed to."""
        return next((h for i, h in self.hits.items() if self.read[i].governor is hit), None)

    def yielded(self, hit: Hit) -> Hit | None:
        """What one side alone agrees to yield: "agreed to withdraw"; None where several agree with each other."""
        topic = self.topic(hit)
        if lemma(hit.token) not in self.cues["yielding_verbs"] or topic is None or topic.entry.type not in YIELDED:
            return None
        agreed = self.who[hit.i].actors
        heads = [hit.token.doc[p.token] for p in agreed]
        told = {w for t in heads for w in (t.lower_, lemma(t), *(c.lower_ for c in t.children))}
        mutual = len(agreed) > 1 or not told.isdisjoint(self.cues["mutual_words"])
        beside = any(name in ("with", "on") for name, _ in prepositional(hit.token))
        return None if mutual or beside or topic.token.head.i != hit.i or self.read[topic.i].negated else topic

    def _mode_by_words(self, hit: Hit) -> str:
        """Aid, talks or something else asked for or refused, told by the words below the trigger."""
        below = {lemma(t) for t in hit.token.subtree if t.i > hit.i}
        if below & self.cues["help_wanted"] or self._help_wanted(hit.token):
            return "assist"
        return "meet" if below & self.classes["conference"] else "change"

    def _help_wanted(self, verb: Token) -> bool:
        """ "Asked Chad to send helicopters", "appealed for tents"."""
        for child in verb.children:
            if child.dep_ in ("xcomp", "ccomp", "advcl", "acl") and infinitive(child):
                if lemma(child) in self.cues["helping_verbs"]:
                    return True
                away = any(c.dep_ == "prt" for c in child.children)  # "give up", "send back"
                if lemma(child) in self.cues["giving_verbs"] and not away and self._given(objects(child)):
                    return True
        return self._given(tuple(o for name, o in prepositional(verb) if name == "for"), GIVEN[:2])

    def _given(self, heads: tuple[Token, ...], classes: tuple[str, ...] = GIVEN) -> bool:
        said = {lemma(t) for head in heads for t in (head, *head.children) if t.dep_ != "poss"}
        return any(not said.isdisjoint(self.classes[name]) for name in classes)
