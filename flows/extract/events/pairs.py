"""A document and a given pair of actors in, the type of what the first does to the second out.

Who acts is known here, so weak evidence counts. The rules weigh every trigger of the sentence by how it stands to the two;
what they find is one feature among those of a linear model (learned/pair_bags.py). The encoder's head and what the triggers
tell of the two (learned/through.py) have their say beside it (learned/pair_opinions.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING, Any

from flows.extract.events import ontology
from flows.extract.events.learned import pair_opinions
from flows.extract.events.learned.pair_bags import pair_bag
from flows.extract.events.learned.relations import path, phrase
from flows.extract.events.learned.scan import Scan, scanned
from flows.extract.events.learned.senses import senses_of
from flows.extract.events.learned.through import Triggers, promised
from flows.extract.events.lexicon import Lexicon
from flows.extract.events.modality import Modality, Reading
from flows.extract.events.parties import Cast
from flows.extract.events.remap import remapped
from flows.extract.events.syntax import agents, is_passive, is_verb, objects, prepositional, subjects
from flows.extract.events.topics import SentenceWords
from flows.extract.events.triggers import Hit, triggers
from flows.extract.linear import linear
from flows.extract.transformer.reading import reading
from flows.records import CleanText, Extraction

if TYPE_CHECKING:
    from flows.extract.words import Doc, Span, Token

LONGEST = 600  # tokens from the sentence of the one to that of the other
# Weights of evidence, set by reading our own labelled sentences; the sum is turned into a confidence.
ACTOR, RECIPIENT, OBJECT, BELOW = 3.0, 2.0, 1.0, 1.0
ON_PATH, BETWEEN, FREE, TOPIC, WEAK, SWAPPED, RELAXED = 1.5, 0.5, 1.0, -2.5, -1.0, -2.0, -1.5
LEAST_TOLD = 0.0106  # below it nothing is told of a pair: of pairs with an event one in 200, of those without a third
FULL = 9.0  # the most a trigger reaches; sureness is its share of it


class PairCoder:
    """Codes given pairs of one document."""

    def __init__(self, doc: Doc, clean: CleanText, found: Extraction, lexicon: Lexicon) -> None:
        self.doc, self.lexicon = doc, lexicon
        self.cast = Cast(doc, found.mentions, lexicon)
        self.relaxed = _unconditional(lexicon)
        self.year = clean.published.at.year if clean.published.at is not None else None
        self.scans: dict[tuple[int, int], Scan] = {}
        self.told: dict[tuple[int, int], Triggers] = {}

    def coded(self, pair: Sequence[int]) -> dict[str, Any] | None:
        """[s_start, s_end, t_start, t_end] in, the best guess out; None where the text tells nothing of the two.

        `confidence` is the probability of the type should anything be told, `told` the one that anything is (no field where
        the model has no encoder). None also for places outside the text or too far apart.
        """
        bag = self.bag(pair)
        if bag is None:
            return None
        heard, through, told = self.heard(pair), self.through(pair), None
        if heard is not None and through is not None:
            told = pair_opinions.told(heard, through, self.one_sentence(pair))
            if told < LEAST_TOLD:
                return None
        row = pair_opinions.types(bag, heard, through)
        kind = linear(pair_opinions.NAME).classes[int(row.argmax())]
        answer = {"type": kind, "quad": ontology.QUADS[kind], "confidence": round(exp(float(row.max())), 3)}
        return answer if told is None else {**answer, "told": round(told, 3)}

    def heard(self, pair: Sequence[int]) -> Any:
        """What the encoder's head makes of the pair; None without a reading."""
        read, sides = reading(self.doc), self._sides(pair)
        if read is None or sides is None:
            return None
        source, target = sides
        start, end = min(source.sent.start, target.sent.start), max(source.sent.end, target.sent.end)
        return read.pair((source.start, source.end), (target.start, target.end), (start, end))

    def through(self, pair: Sequence[int]) -> Any:
        """What the triggers between the two tell, by class of the pair model; None without a reading."""
        read, sides = reading(self.doc), self._sides(pair)
        if read is None or sides is None:
            return None
        source, target = sides
        where = _from_to(source, target)
        if where not in self.told:
            self.told[where] = Triggers(self._scan(*where), read)
        return self.told[where].between(source.root, target.root)

    def _sides(self, pair: Sequence[int]) -> tuple[Span, Span] | None:
        source = self.doc.char_span(pair[0], pair[1], alignment_mode="expand") if pair[0] < pair[1] else None
        target = self.doc.char_span(pair[2], pair[3], alignment_mode="expand") if pair[2] < pair[3] else None
        return None if source is None or target is None else (source, target)

    def one_sentence(self, pair: Sequence[int]) -> bool:
        """Whether both phrases stand in one sentence."""
        sides = self._sides(pair)
        return sides is not None and sides[0].root.sent.start == sides[1].root.sent.start

    def bag(self, pair: Sequence[int]) -> frozenset[str] | None:
        """What the model is told of a pair."""
        sides = self._sides(pair)
        if sides is None:
            return None
        source, target = sides
        start, end = _from_to(source, target)
        if end - start > LONGEST:
            return None
        scan = self._scan(start, end)
        rule = self._ruled(scan, source.root, target.root)
        return pair_bag(scan, source, target, rule) if rule is not None or any(map(senses_of, scan.tokens)) else None

    def _scan(self, start: int, end: int) -> Scan:
        """The sentence of a pair, or the sentences from the one's to the other's; read once for all their pairs."""
        if (start, end) not in self.scans:
            span = self.doc.span(start, end)
            self.scans[start, end] = scanned(
                span, SentenceWords(span, self.lexicon), self.cast, self.lexicon, self.year
            )
        return self.scans[start, end]

    def _ruled(self, scan: Scan, source: Token, target: Token) -> tuple[str, float] | None:
        """The type and sureness that the rules alone would give; words without their conditions where no reading fits."""
        if scan.hits:
            return self._heaviest(scan.hits, scan.modality, source, target, 0.0)
        hits = {h.i: h for h in triggers(scan.sentence.span, scan.sentence.words, self.cast, self.relaxed)}
        modality = Modality(hits, self.lexicon, self.year)
        return self._heaviest(hits, modality, source, target, RELAXED) if hits else None

    def _heaviest(
        self, hits: Mapping[int, Hit], modality: Modality, source: Token, target: Token, extra: float
    ) -> tuple[str, float]:
        weighed = [(self._weight(h, modality.of(h), source, target) + extra, -h.i, h) for h in hits.values()]
        weight, _, hit = max(weighed, key=lambda w: w[:2])
        return self._type(self._above(hit, modality, source), hits, modality), min(max(weight / FULL, 0.05), 0.95)

    def _above(self, hit: Hit, modality: Modality, source: Token) -> Hit:
        """The frame a topic stands in, as long as the source acts there too: "refused to lift the curfew"."""
        for _ in range(3):
            governor = modality.of(hit).governor
            if governor is None or self._acts(governor, phrase(source)) < 1.0:
                break
            hit = governor
        return hit

    def _type(self, hit: Hit, hits: Mapping[int, Hit], modality: Modality) -> str:
        reading = modality.of(hit)
        if reading.modality == "demanded":
            return "REQUEST"
        worse = promised(hit, hits, modality) if hit.entry.type == "AGREE" else None
        if worse is not None:
            return worse
        return remapped(hit.entry.type, hit.entry.mode, reading)[0]

    def _weight(self, hit: Hit, reading: Reading, source: Token, target: Token) -> float:
        near, far = phrase(source), phrase(target)
        weight = ACTOR * self._acts(hit, near) + self._suffers(hit, far)
        if self._acts(hit, far) > self._acts(hit, near) and not hit.entry.reciprocal:
            weight += SWAPPED
        if hit.i in path(source, target):
            weight += ON_PATH
        if min(source.i, target.i) < hit.i < max(source.i, target.i):
            weight += BETWEEN
        weight += FREE if reading.governor is None else TOPIC
        return weight + WEAK * hit.entry.weak

    def _acts(self, hit: Hit, whole: frozenset[int]) -> float:
        """How surely a phrase does it: 1 subject, agent or owner, less when it only stands below."""
        token = hit.token
        if is_verb(token):
            heads = subjects(token)
            if any(h.i in whole for h in heads):
                return 1.0
            return 0.3 if any(t.i in whole for h in heads for t in h.subtree) else 0.0
        if any(c.i in whole and c.dep_ in ("poss", "amod", "compound", "nmod") for c in token.children):
            return 1.0
        if any(o.i in whole for name, o in prepositional(token) if name in ("by", "between", "from")):
            return 1.0
        verb = next((t for t in (token.head, token.head.head) if is_verb(t)), None)
        done_by = (agents(verb) if is_passive(verb) else subjects(verb)) if verb is not None else ()
        return 0.8 if any(h.i in whole for h in done_by) else 0.0

    def _suffers(self, hit: Hit, whole: frozenset[int]) -> float:
        token = hit.token
        weight = BELOW if any(t.i in whole for t in token.subtree) else 0.0
        if is_verb(token) and any(o.i in whole for o in objects(token)):
            return weight + RECIPIENT + OBJECT
        wanted = hit.entry.recipient
        if any(o.i in whole for name, o in prepositional(token) if name in wanted):
            return weight + RECIPIENT
        if hit.entry.reciprocal and is_verb(token) and any(s.i in whole for s in subjects(token)):
            return weight + RECIPIENT
        return weight


def _from_to(source: Span, target: Span) -> tuple[int, int]:
    """The tokens from the sentence of the one to that of the other."""
    first, last = sorted((source.root, target.root), key=lambda t: int(t.i))
    return first.sent.start, last.sent.end


def _unconditional(lexicon: Lexicon) -> Lexicon:
    """The same words without their conditions: the last resort when the pair is known and no reading fits."""
    entries = tuple(replace(e, object=(), not_object=(), near=(), not_near=(), prep=()) for e in lexicon.entries)
    found: dict[tuple[str, str], list[Any]] = {}
    for entry in entries:
        found.setdefault((entry.part, entry.words[0]), []).append(entry)
    ordered = {key: tuple(sorted(group, key=lambda e: e.specific, reverse=True)) for key, group in found.items()}
    return replace(lexicon, entries=entries, by_word=ordered)
