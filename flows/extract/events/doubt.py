"""A trigger with its participants in: is it an event at all, and how sure is that, from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping

from flows.extract.events.candidate import Candidate
from flows.extract.events.modality import Reading
from flows.extract.events.ontology import RECIPIENT_REQUIRED
from flows.extract.events.parties import Party
from flows.extract.events.sides import Participants
from flows.extract.events.syntax import chain_up, is_passive, objects
from flows.extract.events.topics import SentenceWords
from flows.extract.events.triggers import Hit

BACKGROUND = frozenset(
    {"after", "since", "during", "following", "before", "amid", "amidst", "until", "despite", "of", "over", "about"}
)
# Evidence in steps of confidence; sums were set so that a named subject and object of a plain verb give 0.9.
BASE, NAMED_ACTOR, NAMED_RECIPIENT, NOMINAL, DIRECT, VERB, FACT = 0.30, 0.18, 0.18, 0.10, 0.08, 0.08, 0.08
NO_ACTOR, WEAK, HYPOTHETICAL, NOT_DONE, TOPIC = 0.10, 0.75, 0.6, 0.7, 0.6


def believable(hit: Hit, who: Participants, reading: Reading, words: SentenceWords) -> bool:
    """False for metaphors, accidents, sport and events nobody takes part in."""
    actors, recipients = _known(who.actors), _known(who.recipients)
    if not actors and not recipients:
        return False
    if words.fields and (
        hit.entry.weak or (len(words.fields & {"sport", "culture"}) > 0 and not words.near("violence"))
    ):
        return False
    if hit.entry.part == "noun" and not (actors and recipients) and _in_passing(hit):
        return False
    vague = hit.entry.part == "noun" and not recipients
    if (not actors or vague) and reading.modality not in ("actual", "historical"):
        return False  # what may be done by nobody in particular is no event yet
    if hit.entry.weak and reading.modality in ("future", "hypothetical") and not _both_named(who):
        return False
    if not _enough(hit, actors, recipients, who):
        return False
    if hit.entry.type in RECIPIENT_REQUIRED and not recipients and not (hit.entry.reciprocal and len(actors) > 1):
        return False
    if hit.entry.part != "noun" and not is_passive(hit.token) and not actors and not _thing_that_strikes(hit, words):
        return False
    return not (
        hit.entry.accident and not actors and not (words.near("violence", hit.parts) and not words.near("accident"))
    )


def left_open(c: Candidate, hits: Mapping[int, Hit]) -> bool:
    """ "Refused to rule out sending troops" rejects nothing."""
    token = c.hit.token
    beside = [token.head] if token.dep_ in ("xcomp", "pcomp") else []
    beside += [child for child in token.children if child.dep_ in ("xcomp", "pcomp")]
    refused = [t for t in chain_up(token)[:4] if t.i in hits and hits[t.i].entry.type == "REJECT"]
    if len(refused) > 1:
        return True
    return c.hit.entry.type == "REJECT" and any(t.i in hits and hits[t.i].entry.type == "REJECT" for t in beside)


def _known(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in parties if p.kind != "pronoun" or p.group_id)


def _enough(hit: Hit, actors: tuple[Party, ...], recipients: tuple[Party, ...], who: Participants) -> bool:
    needs = hit.entry.needs
    if needs == "both":
        return bool(actors and recipients)
    if needs == "actor":
        return bool(actors)
    if needs == "recipient":
        if actors and any(o.like_num for o in objects(hit.token)):  # "Gunmen kill 20"
            return True
        return bool(recipients) and (
            bool(actors)
            or not who.acted
            or is_passive(hit.token)
            or hit.entry.part == "noun"
            or hit.entry.type == "ASSAULT"
        )
    return bool(actors or recipients)


def _both_named(who: Participants) -> bool:
    return all(any(p.kind == "named" for p in side) for side in (who.actors, who.recipients))


def _in_passing(hit: Hit) -> bool:
    """ "after a week of unrest", "since the attack": an event noun that only dates another happening."""
    token = hit.token
    for _ in range(3):
        if token.dep_ == "pobj" and (
            token.head.lower_ in BACKGROUND or (token.head.lower_ == "in" and hit.entry.type == "PROTEST")
        ):
            return True
        if token.dep_ not in ("pobj", "prep", "compound", "nmod", "conj"):
            return False
        token = token.head
    return False


def _thing_that_strikes(hit: Hit, words: SentenceWords) -> bool:
    """ "A car bomb killed 12": no actor is named, but the subject is a weapon."""
    return hit.entry.type == "ASSAULT" and words.near("violence", hit.parts) and not words.near("accident")


def confidence(hit: Hit, who: Participants, reading: Reading) -> float:
    """Evidence in, 0..1 out."""
    value = BASE + _worth(who.actors, NAMED_ACTOR) + _worth(who.recipients, NAMED_RECIPIENT)
    value += DIRECT * who.direct + VERB * (hit.entry.part == "verb") + FACT * (reading.modality == "actual")
    value -= NO_ACTOR * (not who.actors)
    value *= WEAK if hit.entry.weak else 1.0
    value *= HYPOTHETICAL if reading.modality == "hypothetical" else 1.0
    value *= NOT_DONE if (reading.negated or reading.denied) and not reading.refused else 1.0
    value *= TOPIC if reading.governor is not None else 1.0
    return round(min(max(value, 0.05), 0.95), 3)


def _worth(parties: tuple[Party, ...], named: float) -> float:
    if not parties:
        return 0.0
    return named if any(p.kind == "named" for p in parties) else NOMINAL
