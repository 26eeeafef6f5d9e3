"""A parsed document and what was found in it in, coded events out: triggers, roles, modality, type, when and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.events import ontology
from flows.extract.events.candidate import Candidate, frames_over
from flows.extract.events.circumstances import Circumstances
from flows.extract.events.contest import contested
from flows.extract.events.doubt import believable, confidence, left_open
from flows.extract.events.figures import with_their_event
from flows.extract.events.framed import Frames
from flows.extract.events.headlines import headline_event
from flows.extract.events.learned.judge import Likely, likely, reasons
from flows.extract.events.learned.scan import Scan, scanned
from flows.extract.events.learned.sureness import sure
from flows.extract.events.learned.weighing import waged, weighed
from flows.extract.events.lexicon import Lexicon
from flows.extract.events.magnitudes import magnitudes
from flows.extract.events.modality import Reading
from flows.extract.events.money import money, tender
from flows.extract.events.parties import Cast
from flows.extract.events.remap import remapped
from flows.extract.events.sides import Participants
from flows.extract.events.syntax import conjuncts, lemma, subjects
from flows.extract.events.themes import Theme, Themes
from flows.extract.events.topics import SentenceWords, words_of_document
from flows.extract.events.victims import TOLL, without_towns
from flows.records import CleanText, Event, EventRole, Extraction, Magnitude, content_id

if TYPE_CHECKING:
    from flows.extract.words import Doc, Span

LONGEST_SENTENCE = 220  # tokens; beyond it is a list or a table, whose parse means nothing
LEAST = 0.15  # of rows less sure than this one in seven was right
EVENT = 0.95  # probability of an event, of whatever type and sides, from which a row stands nevertheless
HEADLINE = 0.6  # doubt of an event read from word order alone
MOST_ROLES = 6  # of one side; longer enumerations are lists of signatories, not sides of one event


class Coder:
    """Codes one document, sentence by sentence."""

    def __init__(self, doc: Doc, clean: CleanText, found: Extraction, lexicon: Lexicon) -> None:
        self.doc, self.clean, self.found, self.lexicon = doc, clean, found, lexicon
        self.cast = Cast(doc, found.mentions, lexicon)
        self.towns = {g.group_id for g in found.groups if g.type in ("GPE", "LOC", "FAC") and not g.anchor}
        self.circumstances = Circumstances(clean, found)
        self.tender = tender(clean.text, {g.country for g in found.groups if g.country})
        self.year = clean.published.at.year if clean.published.at is not None else None

    def events(self) -> Iterator[Event]:
        spans = dict(self.spans())
        words = words_of_document(spans.values(), self.lexicon)
        themes = Themes(spans, words, self.clean, self.found, self.lexicon)
        for (index, span), told in zip(spans.items(), words, strict=True):
            yield from self._sentence(index, span, told, themes)

    def ruled(self) -> Iterator[Event]:
        """The same by the lexicon and the rules alone, with the evidence as confidence: what bench/events.py sets the whole coder beside."""
        spans = dict(self.spans())
        words = words_of_document(spans.values(), self.lexicon)
        for (index, span), told in zip(spans.items(), words, strict=True):
            for candidate in settled(self.by_rules(span, told)[0]):
                yield self._event(index, span, candidate, Theme(), ())

    def spans(self) -> Iterator[tuple[int, Span]]:
        """Sentences that may tell of something, by index."""
        for index, sentence in enumerate(self.found.sentences):
            if sentence.section in ("byline", "dateline"):
                continue
            span = self.doc.char_span(sentence.start, sentence.end, alignment_mode="contract")
            if span is not None and 2 < len(span) <= LONGEST_SENTENCE:
                yield index, span

    def _sentence(self, index: int, span: Span, words: SentenceWords, themes: Themes) -> Iterator[Event]:
        found, scan, senses = self.found_in(span, words)
        likely_so = (
            c for c in sure(found, scan, senses) if c.confidence >= LEAST or _happened(c, senses) or waged(c, scan)
        )
        first = settled(list(likely_so))
        kept = tuple(at_its_cause(c, scan) for c in first)
        counts = magnitudes(span.text, span.start_char) if kept else ()
        sums = money(span.text, span.start_char, self.tender) if kept else ()
        figures = with_their_event(kept, counts, sums, span)
        for n, (candidate, told) in enumerate(zip(kept, first, strict=True)):
            sense = senses.get(told.hit.i)
            why = reasons(scan, told.hit.token, told.hit.entry.type) if sense else ()
            about = themes.of(index, past=candidate.reading.modality == "historical")
            event = self._event(index, span, candidate, about, figures.get(n, ()))
            yield replace(event, alternatives=sense.others if sense else (), reasons=why)

    def found_in(self, span: Span, words: SentenceWords) -> tuple[list[Candidate], Scan, dict[int, Likely]]:
        """Every trigger of a sentence that may be an event, with type after modality and evidence; and how the sentence was read."""
        ruled, scan = self.by_rules(span, words)
        senses = likely(scan)
        weighty = (c for c in weighed(ruled, scan, senses) if not left_open(c, scan.hits))
        kept = [c for c in weighty if not contested(c, span, words, self.lexicon)]
        found = [without_towns(c, self.towns, self.cast) for c in kept]
        if not found and (line := headline_event(span, words, self.cast, self.lexicon)) is not None:
            hit, who = line
            worth = round(HEADLINE * confidence(hit, who, Reading("actual")), 3)
            found.append(Candidate(hit, who, Reading("actual"), hit.entry.type, hit.entry.mode, worth, ()))
        return found, scan, senses

    def by_rules(self, span: Span, words: SentenceWords) -> tuple[list[Candidate], Scan]:
        """What the lexicon and the rules make of a sentence; and how it was read."""
        scan = scanned(span, words, self.cast, self.lexicon, self.year)
        found, frames = [], Frames(scan.hits, scan.readings, scan.participants, self.lexicon)
        for i, hit in scan.hits.items():
            who, reading = _others(scan.participants[i]), scan.readings[i]
            if (topic := frames.yielded(hit)) is not None:  # "agreed to release two aid workers"
                who = _others(replace(who, recipients=scan.participants[topic.i].recipients))
            if believable(hit, who, reading, words):
                kind, mode = frames.coded(hit)
                worth = confidence(hit, who, reading)
                found.append(Candidate(hit, who, reading, kind, mode, worth, frames_over(hit, scan.modality)))
        return found, scan

    def _event(self, index: int, span: Span, c: Candidate, about: Theme, counts: tuple[Magnitude, ...]) -> Event:
        roles = self._roles(c)
        start, end = c.hit.token.idx, c.hit.token.idx + len(c.hit.token.text)
        when = self.circumstances.when(c.hit.token, span, c.reading.modality)
        place, basis = self.circumstances.where(c.hit.token, span, [(r.start, r.end) for r in roles])
        places = [(r.role, r.start, r.end) for r in roles]
        return Event(
            event_id=content_id(self.clean.doc_id, start, c.type, *places), type=c.type, type_before=c.hit.entry.type,
            mode=c.mode, contexts=about.contexts, quad=ontology.QUADS[c.type], score=ontology.score(c.type, c.mode),
            cameo=ontology.cameo(c.type, c.mode), trigger_start=start, trigger_end=end, trigger=self.clean.text[start:end],
            sentence=index, roles=roles, modality="denied" if c.reading.denied else c.reading.modality,
            negated=c.reading.negated or c.reading.refused or c.reading.denied, confidence=c.confidence,
            rule=c.hit.entry.name, date=when.first, date_end=when.last, date_basis=when.basis,
            date_precision=when.precision, place=place, place_basis=basis, magnitudes=counts,
            context_words=about.words, context_basis=about.basis,
        )  # fmt: skip

    def _roles(self, c: Candidate) -> tuple[EventRole, ...]:
        text = self.clean.text
        sides = (("actor", c.who.actors), ("recipient", c.who.recipients))
        told = (
            EventRole(role, p.start, p.end, text[p.start : p.end], p.group_id)  # type: ignore[arg-type]
            for role, parties in sides
            for p in parties[:MOST_ROLES]
        )
        return tuple(dict.fromkeys(told))


def _happened(c: Candidate, senses: Mapping[int, Likely]) -> bool:
    """Surely an event, though its sides are doubtful: "went on strike" says against whom only elsewhere."""
    told = [sense for i in {c.hit.i, *c.hit.parts} if (sense := senses.get(i)) is not None]
    return any(sense.event >= EVENT and sense.type in (c.type, c.hit.entry.type) for sense in told)


def at_its_cause(candidate: Candidate, scan: Scan) -> Candidate:
    """ "A strike killed 14": the strike is the event, and those killed receive it."""
    if not _toll(candidate):
        return candidate
    for subject in subjects(candidate.hit.token):
        hit = scan.hits.get(subject.i)
        if hit is not None and hit.entry.type == candidate.hit.entry.type and hit.entry.part == "noun":
            actors = scan.participants[hit.i].actors or candidate.who.actors
            return replace(candidate, hit=hit, mode=hit.entry.mode, who=replace(candidate.who, actors=actors))
    return candidate


def _toll(candidate: Candidate) -> bool:
    """Tells how many a deed killed or wounded."""
    return candidate.type == "ASSAULT" and candidate.hit.entry.part == "verb" and lemma(candidate.hit.token) in TOLL


def _others(who: Participants) -> Participants:
    """Without recipients that are only the actor's own "its" and "their"."""
    acting = {p.key for p in who.actors}
    rest = tuple(p for p in who.recipients if p.kind != "pronoun" or p.key not in acting or p in who.actors)
    return replace(who, recipients=rest)


def settled(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Candidates of one sentence in, events out: topics of coded frames fall away, so do weaker repeats."""
    coded = {c.hit.i for c in candidates}
    free = [c for c in candidates if coded.isdisjoint(c.topic_of)]
    free = _plans_beyond_promises(free, candidates)
    kept: list[Candidate] = []
    for candidate in sorted(free, key=lambda c: (not c.who.recipients, _toll(c), c.learned, -c.confidence, c.hit.i)):
        if not any(_same(candidate, other) for other in kept):
            kept.append(candidate)
    return tuple(sorted(kept, key=lambda c: c.hit.i))


def _plans_beyond_promises(free: list[Candidate], everything: Sequence[Candidate]) -> list[Candidate]:
    """ "agreed to impose sanctions on Iran" threatens: a promise of conflict is coded as the conflict planned."""
    out = []
    for candidate in free:
        topics = [c for c in everything if c.reading.governor is candidate.hit and c.who.recipients]
        worse = next((c for c in topics if c.hit.entry.type in ontology.HOSTILE), None)
        if (
            candidate.hit.entry.type == "AGREE"
            and worse is not None
            and not (worse.reading.ended or worse.reading.negated)
        ):
            planned = replace(worse.reading, modality="future", governor=None)
            kind, mode = remapped(worse.hit.entry.type, worse.hit.entry.mode, planned)
            who = worse.who if worse.who.actors else replace(worse.who, actors=candidate.who.actors)
            out.append(replace(worse, reading=planned, type=kind, mode=mode, who=who))
        else:
            out.append(candidate)
    return out


def _same(new: Candidate, old: Candidate) -> bool:
    """True when a surer event says it already: same type and sides, or a posture beside an assault of the same actor."""
    (mine, at), (theirs, to) = new.sides, old.sides
    if new.type == old.type:
        if new.hit.i == old.hit.i or (_toll(new) and mine <= theirs):
            return True
        beside = old.hit.entry.part == new.hit.entry.part == "noun"
        known = (at <= to or not to or beside) if at else not _second_deed(new, old)
        return (mine <= theirs or not mine) and known
    if {new.type, old.type} == {"MOBILIZE", "ASSAULT"} and new.type == "MOBILIZE":
        return bool(mine & theirs) or not mine
    return bool(mine) and mine == theirs and at == to and new.hit.entry.weak


def _second_deed(new: Candidate, old: Candidate) -> bool:
    """ "Dissolved parliament and imposed a curfew": another verb joined to the first, with an object of its own."""
    first, second = old.hit.token, new.hit.token
    joined = second in conjuncts(first) or first in conjuncts(second)
    own = any(c.dep_ in ("dobj", "nsubjpass") for c in second.children)
    return joined and own and lemma(first) != lemma(second) and not _toll(new)
