"""Events of one document in text order in, the same with what only another sentence tells out: who is blamed, days.

"Rebels of the FPR shelled Bria. ... The African Union condemned the attack": those who are blamed are those who attacked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.events.lexicon import Lexicon
from flows.extract.events.ontology import HOSTILE
from flows.extract.events.syntax import lemma, objects, prepositional, word_at
from flows.extract.nlp import surface
from flows.records import CleanText, Event, EventRole, Extraction

if TYPE_CHECKING:
    from flows.extract.words import Doc, Token

BLAMED = frozenset({"", "for", "over", "at", "about", "after", "by", "against", "of"})
SUFFERED = frozenset({"on", "against", "in", "at", "near", "of", "to"})
DEEDS = HOSTILE | {"MOBILIZE", "THREATEN"}
DETERMINED = frozenset({"the", "this", "these", "that", "those", "such", "both"})
TOLD = ("clause", "sentence", "paragraph")  # bases of days that the text itself tells
CARRIED = 2  # sentences a day is carried on
NEWS = 10  # days before the publication of which a headline still tells
SENTENCES = 12  # how far back the deed may stand


def with_context(doc: Doc, events: Sequence[Event], lexicon: Lexicon) -> list[Event]:
    """Blame without anybody blamed gets the actor of the deed it is about; the deed's own victims are not blamed."""
    out: list[Event] = []
    for event in events:
        about = _blamed(doc, event, lexicon.cues["deeds"])
        if about is not None:
            event = _without_victims(doc, event, about)
            if not any(r.role == "recipient" for r in event.roles) and (deed := _deed(event, about, out)) is not None:
                event = _against(event, deed)
        out.append(event)
    return out


def dated_by_lead(clean: CleanText, found: Extraction, events: Sequence[Event]) -> list[Event]:
    """A headline says no day: its event has that of the first event of its type in the lead, or in its company in the body, which has one of its own."""
    out, parts = [], sections(clean, found)
    first = parts.index("body") if "body" in parts else -1
    for event in events:
        if parts[event.sentence] in ("title", "deck") and event.date_basis in ("publication", "dateline"):
            same = (e for e in events if parts[e.sentence] == "body" and e.type == event.type and _news(clean, e))
            lead = next((e for e in same if e.sentence == first or _shared(e, event)), None)
            if lead is not None and lead.date_basis in ("clause", "sentence"):
                event = replace(
                    event, date=lead.date, date_end=lead.date_end, date_basis="lead", date_precision=lead.date_precision
                )
        out.append(event)
    return out


def _news(clean: CleanText, event: Event) -> bool:
    """Not of long before the publication: that is background, and no headline."""
    at = clean.published.at
    last = event.date_end or event.date
    return at is None or last is None or (at.date() - last).days <= NEWS


def sections(clean: CleanText, found: Extraction) -> list[str]:
    """Of each sentence; in a text that came without parts a first line that ends without a stop is its headline."""
    parts: list[str] = [s.section for s in found.sentences]
    first, _, rest = clean.text.partition("\n")
    if not clean.layout and rest.strip() and not first.rstrip().endswith((".", "!", "?", ":", "”", '"')):
        parts = ["title" if s.start < len(first) else told for s, told in zip(found.sentences, parts, strict=True)]
    return parts


def dated_by_paragraph(doc: Doc, events: Sequence[Event]) -> list[Event]:
    """A plain past without a day goes on with that of the sentence before: "On Monday shots were fired. The soldiers withdrew"."""
    out: list[Event] = []
    text = surface(doc)
    for event in events:
        before = next((e for e in reversed(out) if e.date is not None and e.date_basis in TOLD), None)
        if (
            before is not None
            and event.date_basis in ("publication", "dateline", "none")
            and 0 < event.sentence - before.sentence <= CARRIED
            and "\n" not in text[before.trigger_end : event.trigger_start]
            and _plain_past(doc, event)
        ):
            event = replace(
                event,
                date=before.date,
                date_end=before.date_end,
                date_basis="paragraph",
                date_precision=before.date_precision,
            )
        out.append(event)
    return out


def _plain_past(doc: Doc, event: Event) -> bool:
    """Told in the past, not as a state that lasts: "withdrew", "was freed"; not "has withdrawn", nor a participle or noun."""
    trigger = word_at(doc, event.trigger_start, event.trigger_end)
    if trigger is None or event.modality != "actual":
        return False
    helping = [c for c in trigger.children if c.dep_ in ("aux", "auxpass")]
    if not helping:
        return bool(trigger.tag_ == "VBD")
    return all(c.tag_ == "VBD" and c.lemma_ == "be" for c in helping)


def _shared(one: Event, other: Event) -> bool:
    """True when somebody takes part in both; headlines that name nobody agree with all."""
    mine, theirs = ({r.group_id for r in e.roles if r.group_id} for e in (one, other))
    return not mine or not theirs or bool(mine & theirs)


def _blamed(doc: Doc, event: Event, deeds: frozenset[str]) -> Token | None:
    """The noun of what somebody is blamed for: "condemned the attack"."""
    if event.type != "ACCUSE" or event.type_before != "ACCUSE" or not any(r.role == "actor" for r in event.roles):
        return None
    trigger = word_at(doc, event.trigger_start, event.trigger_end)
    return next((t for t in _about(trigger) if lemma(t) in deeds), None) if trigger is not None else None


def _without_victims(doc: Doc, event: Event, about: Token) -> Event:
    """ "condemned the attack on the town": the town is not blamed."""
    suffering = {
        t.idx for prep in about.children if prep.dep_ == "prep" and prep.lower_ in SUFFERED for t in prep.subtree
    }
    kept = tuple(r for r in event.roles if r.role == "actor" or suffering.isdisjoint(range(r.start, r.end)))
    return event if len(kept) == len(event.roles) else replace(event, roles=kept)


def _deed(event: Event, about: Token, before: Sequence[Event]) -> Event | None:
    """The hostile event before that the blame is about: one told by the same word, else the last."""
    if about.tag_ == "NN" and not _known(about):
        return None
    accusers = {(r.group_id or r.surface.lower()) for r in event.roles}
    near = [
        e
        for e in before
        if e.type in DEEDS
        and event.sentence - e.sentence <= SENTENCES
        and (who := {(r.group_id or r.surface.lower()) for r in e.roles if r.role == "actor"})
        and who.isdisjoint(accusers)
    ]
    same = [e for e in near if e.trigger.lower().startswith(lemma(about)[:5])]
    return next(reversed(same or near), None)


def _about(trigger: Token) -> list[Token]:
    """What is blamed: the object, or what follows "condemnation of", "outrage over"."""
    found = [*objects(trigger), *(t for name, t in prepositional(trigger) if name in BLAMED)]
    return [t for head in found for t in (head, *head.conjuncts)]


def _known(noun: Token) -> bool:
    """Told before: "the attack", "Tuesday's attack", "this act"; "an attack on democracy" is another."""
    return any(c.lower_ in DETERMINED or c.dep_ == "poss" for c in noun.children)


def _against(event: Event, deed: Event) -> Event:
    actors = tuple(replace(r, role="recipient") for r in deed.roles if r.role == "actor")
    roles: tuple[EventRole, ...] = (*event.roles, *actors)
    return replace(event, roles=roles, reasons=(f"recipient={deed.trigger}@{deed.trigger_start}", *event.reasons))
