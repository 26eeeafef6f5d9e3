"""A document and a given pair of actors in, the type of what the first does to the second out.

Who acts is known here, so weak evidence counts: every trigger of the sentence is weighed by how it stands to the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flows.extract.events import ontology
from flows.extract.events.lexicon import Lexicon
from flows.extract.events.modality import Modality, Reading
from flows.extract.events.parties import Cast
from flows.extract.events.remap import remapped
from flows.extract.events.syntax import agents, chain_up, is_passive, is_verb, objects, prepositional, subjects
from flows.extract.events.topics import SentenceWords
from flows.extract.events.triggers import Hit, triggers
from flows.records import CleanText, Extraction

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

UP_A_PHRASE = frozenset({"amod", "compound", "nmod", "poss", "appos", "conj", "nummod"})
PHRASE_PREPOSITIONS = frozenset({"of", "in", "from", "on", "for", "at"})
# Weights of evidence, set by reading our own labelled sentences; the sum is turned into a confidence.
ACTOR, RECIPIENT, OBJECT, BELOW = 3.0, 2.0, 1.0, 1.0
ON_PATH, BETWEEN, FREE, TOPIC, WEAK, SWAPPED, RELAXED = 1.5, 0.5, 1.0, -2.5, -1.0, -2.0, -1.5
FULL = 9.0  # the most a trigger reaches; confidence is its share of it


class PairCoder:
    """Codes given pairs of one document."""

    def __init__(self, doc: Doc, clean: CleanText, found: Extraction, lexicon: Lexicon) -> None:
        self.doc, self.lexicon = doc, lexicon
        self.cast = Cast(doc, found.mentions, lexicon)
        self.relaxed = _unconditional(lexicon)
        self.year = clean.published.at.year if clean.published.at is not None else None

    def coded(self, pair: Sequence[int]) -> dict[str, Any] | None:
        """[s_start, s_end, t_start, t_end] in, the best guess out; None for places outside the text or without trigger."""
        source = self.doc.char_span(pair[0], pair[1], alignment_mode="expand") if pair[0] < pair[1] else None
        target = self.doc.char_span(pair[2], pair[3], alignment_mode="expand") if pair[2] < pair[3] else None
        if source is None or target is None:
            return None
        first, last = sorted((source.root, target.root), key=lambda t: int(t.i))
        span = self.doc[first.sent.start : last.sent.end]
        return self._best(span, source.root, target.root)

    def _best(self, span: Span, source: Token, target: Token) -> dict[str, Any] | None:
        words = SentenceWords(span, self.lexicon)
        for lexicon, extra in ((self.lexicon, 0.0), (self.relaxed, RELAXED)):
            hits = {h.i: h for h in triggers(span, words, self.cast, lexicon)}
            modality = Modality(hits, self.lexicon, self.year)
            weighed = [(self._weight(h, modality.of(h), source, target) + extra, -h.i, h) for h in hits.values()]
            if weighed:
                weight, _, hit = max(weighed, key=lambda w: w[:2])
                hit = self._above(hit, modality, source)
                kind = self._type(hit, hits, modality)
                share = min(max(weight / FULL, 0.05), 0.95)
                return {"type": kind, "quad": ontology.QUADS[kind], "confidence": round(share, 3)}
        return None

    def _above(self, hit: Hit, modality: Modality, source: Token) -> Hit:
        """The frame a topic stands in, as long as the source acts there too: "refused to lift the curfew"."""
        for _ in range(3):
            governor = modality.of(hit).governor
            if governor is None or self._acts(governor, _phrase(source)) < 1.0:
                break
            hit = governor
        return hit

    def _type(self, hit: Hit, hits: dict[int, Hit], modality: Modality) -> str:
        reading = modality.of(hit)
        if reading.modality == "demanded":
            return "REQUEST"
        if hit.entry.type == "AGREE":
            for other in hits.values():
                topic = modality.of(other)
                if (
                    topic.governor is hit
                    and other.entry.type in ontology.HOSTILE
                    and not (topic.ended or topic.negated)
                ):
                    return remapped(other.entry.type, other.entry.mode, replace(topic, modality="future"))[0]
        return remapped(hit.entry.type, hit.entry.mode, reading)[0]

    def _weight(self, hit: Hit, reading: Reading, source: Token, target: Token) -> float:
        near, far = _phrase(source), _phrase(target)
        weight = ACTOR * self._acts(hit, near) + self._suffers(hit, far)
        if self._acts(hit, far) > self._acts(hit, near) and not hit.entry.reciprocal:
            weight += SWAPPED
        if hit.i in _path(source, target):
            weight += ON_PATH
        if min(source.i, target.i) < hit.i < max(source.i, target.i):
            weight += BETWEEN
        weight += FREE if reading.governor is None else TOPIC
        return weight + WEAK * hit.entry.weak

    def _acts(self, hit: Hit, phrase: frozenset[int]) -> float:
        """How surely the phrase does it: 1 subject, agent or owner, less when it only stands below."""
        token = hit.token
        if is_verb(token):
            heads = subjects(token)
            if any(h.i in phrase for h in heads):
                return 1.0
            return 0.3 if any(t.i in phrase for h in heads for t in h.subtree) else 0.0
        if any(c.i in phrase and c.dep_ in ("poss", "amod", "compound", "nmod") for c in token.children):
            return 1.0
        if any(o.i in phrase for name, o in prepositional(token) if name in ("by", "between", "from")):
            return 1.0
        verb = next((t for t in (token.head, token.head.head) if is_verb(t)), None)
        done_by = (agents(verb) if is_passive(verb) else subjects(verb)) if verb is not None else ()
        return 0.8 if any(h.i in phrase for h in done_by) else 0.0

    def _suffers(self, hit: Hit, phrase: frozenset[int]) -> float:
        token = hit.token
        weight = BELOW if any(t.i in phrase for t in token.subtree) else 0.0
        if is_verb(token) and any(o.i in phrase for o in objects(token)):
            return weight + RECIPIENT + OBJECT
        wanted = hit.entry.recipient
        if any(o.i in phrase for name, o in prepositional(token) if name in wanted):
            return weight + RECIPIENT
        if hit.entry.reciprocal and is_verb(token) and any(s.i in phrase for s in subjects(token)):
            return weight + RECIPIENT
        return weight


def _phrase(token: Token) -> frozenset[int]:
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


def _path(source: Token, target: Token) -> frozenset[int]:
    """Tokens on the way from one word to the other through the parse."""
    up, over = [source, *chain_up(source)], [target, *chain_up(target)]
    ours, theirs = [t.i for t in up], [t.i for t in over]
    meeting = next((i for i in ours if i in theirs), None)
    if meeting is None:
        return frozenset(ours[1:] + theirs[1:])
    return frozenset(ours[: ours.index(meeting) + 1] + theirs[: theirs.index(meeting) + 1])


def _unconditional(lexicon: Lexicon) -> Lexicon:
    """The same words without their conditions: the last resort when the pair is known and no reading fits."""
    entries = tuple(replace(e, object=(), not_object=(), near=(), not_near=(), prep=()) for e in lexicon.entries)
    found: dict[tuple[str, str], list[Any]] = {}
    for entry in entries:
        found.setdefault((entry.part, entry.words[0]), []).append(entry)
    ordered = {key: tuple(sorted(group, key=lambda e: e.specific, reverse=True)) for key, group in found.items()}
    return replace(lexicon, entries=entries, by_word=ordered)
