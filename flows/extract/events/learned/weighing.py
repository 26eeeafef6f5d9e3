"""What the rules found in a sentence in, what the learned weights leave of it and add to it out.

The rules know the words they were given; the weights know sentences. A trigger that the weights take for none falls away,
one they are sure is of another type is that, a side that the rules leave empty may be filled, and words that only they
know are added where they are very sure.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from flows.extract.events.attachment import happening_verb
from flows.extract.events.candidate import Candidate
from flows.extract.events.learned.judge import AHEAD, Likely, hit_of, judged, mode_of, reread, sides
from flows.extract.events.learned.scan import Scan
from flows.extract.events.remap import remapped

# Probabilities of the weights, set on our own open articles (bench/events.py).
KEEP = 0.2  # a single word of the rules is no event below it
KEEP_PHRASE = 0.05  # nor are several together, which say more
TOLD_BESIDE, ABOVE = 0.5, 3  # unless another word of its own is one of its type; words of the parse that it may hang on
RETYPE = 0.8  # another type is taken from it on
ADD = 0.9  # a word that the rules do not know is an event from it on
ADD_ELSEWHERE = 0.97  # the same in a sentence about sport, markets, weather or culture


def weighed(found: Sequence[Candidate], scan: Scan, senses: dict[int, Likely]) -> list[Candidate]:
    """Candidates of the rules -> those that stand, in the order they came, then those that the weights add."""
    kept = [c for c in found if _stands(c, senses) or waged(c, scan) or _sent_for(c, scan)]
    suffering = {p.key for c in kept if c.type == "ASSAULT" for p in c.who.recipients}
    kept = [_filled(_read_again(_retyped(c, scan, senses.get(c.hit.i)), scan), scan, suffering) for c in kept]
    taken = {i for c in kept for i in (c.hit.i, *c.hit.parts)} | {c.hit.token.head.i for c in kept if waged(c, scan)}
    taken |= scan.helping
    least = ADD_ELSEWHERE if scan.sentence.words.fields else ADD
    for token in scan.tokens:
        sense = senses.get(token.i)
        if sense is None or sense.event < least or token.i in taken or (one := judged(scan, token, sense)) is None:
            continue
        if any(c.type == one.type and c.reading.modality in AHEAD and token.is_ancestor(c.hit.token) for c in kept):
            continue  # "vowed to attack": the attack is coded as threatened
        kept.append(one)
    return kept


def _stands(c: Candidate, senses: dict[int, Likely]) -> bool:
    """The weights see an event in its word, in another of its phrase ("carried out a strike"), or in the word that it is said by ("vowed to attack")."""
    sense = senses.get(c.hit.i)
    if sense is None or sense.event >= (KEEP_PHRASE if len(c.hit.parts) > 1 else KEEP):
        return True
    above = [t.i for _, t in zip(range(ABOVE), c.hit.token.ancestors, strict=False)]
    others = (senses[i] for i in (*c.hit.parts, *above) if i in senses)
    return any(o.event >= TOLD_BESIDE and o.type in (c.type, c.hit.entry.type) for o in others)


def _sent_for(c: Candidate, scan: Scan) -> bool:
    """The help that somebody is sent for: "dispatched a warship to carry relief supplies"."""
    above = [t.i for _, t in zip(range(ABOVE), c.hit.token.ancestors, strict=False)]
    return c.hit.entry.type == "AID" and c.hit.entry.part == "verb" and not scan.helping.isdisjoint(above)


def waged(c: Candidate, scan: Scan) -> bool:
    """A fight with both its sides, of which the sentence tells that it takes place: "war between Chad and Niger has broken out"."""
    told = happening_verb(c.hit.token, scan.modality.cues["happening_verbs"]) is not None
    return (
        told
        and c.type == c.hit.entry.type == "ASSAULT"
        and c.who.actors == c.who.recipients
        and c.reading.modality == "actual"
    )


def _retyped(candidate: Candidate, scan: Scan, sense: Likely | None) -> Candidate:
    if sense is None or sense.type == candidate.hit.entry.type or sense.share < RETYPE:
        return candidate
    if len(candidate.hit.parts) > 1:  # "lifted its blockade" was looked up as a whole
        return candidate
    token = candidate.hit.token
    hit = hit_of(scan, token, sense.type, mode_of(scan, token, sense.type))
    kind, mode = remapped(hit.entry.type, hit.entry.mode, candidate.reading)
    return replace(candidate, hit=hit, type=kind, mode=mode)


def _read_again(candidate: Candidate, scan: Scan) -> Candidate:
    """As the weights read it, where they read otherwise: planned, negated, threatened or hypothetical."""
    reading = reread(scan, candidate.hit, candidate.reading)
    if reading == candidate.reading:
        return candidate
    kind, mode = remapped(candidate.hit.entry.type, candidate.hit.entry.mode, reading)
    return replace(candidate, reading=reading, type=kind, mode=mode)


def _filled(candidate: Candidate, scan: Scan, suffering: Set[object]) -> Candidate:
    """With those whom the weights see on a side that the rules left empty; who was killed in an attack did not wage it."""
    who = candidate.who
    if who.actors and who.recipients:
        return candidate
    actors, recipients = sides(scan, candidate.hit.token, candidate.hit.entry.type)
    taken = {p.key for p in (*who.actors, *who.recipients)}
    return replace(
        candidate,
        who=replace(
            who,
            actors=who.actors or tuple(p for p in actors if p.key not in taken | suffering),
            recipients=who.recipients or tuple(p for p in recipients if p.key not in taken),
        ),
    )
