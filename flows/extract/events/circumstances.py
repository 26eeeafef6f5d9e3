"""A trigger and what the document says of dates and places in, when and where it happened out, with the basis of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from flows.extract.events.syntax import is_verb, verb_above
from flows.records import CleanText, DateMention, Extraction, Place

if TYPE_CHECKING:
    from flows.extract.words import Span, Token

LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "around",
        "inside",
        "off",
        "across",
        "along",
        "on",
        "of",
        "to",
        "into",
        "over",
        "north",
        "south",
        "east",
        "west",
    }
)
SURE_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "across"})
RANKED = ("site", "city", "region", "country")
BODY_PRECISIONS = {"second": "day", "minute": "day", "day": "day", "month": "month", "year": "year"}


@dataclass(frozen=True, slots=True)
class When:
    first: date | None = None
    last: date | None = None
    basis: str = "none"
    precision: str = "none"


class Circumstances:
    """Dates and places of one document, asked for a trigger."""

    def __init__(self, clean: CleanText, found: Extraction) -> None:
        self.text = clean.text
        self.dates = [d for d in found.dates if d.value is not None]
        self.places = found.places
        self.published = clean.published
        head = [p for p in clean.layout if p.section == "dateline"]
        self.head = (head[0].start, head[0].end) if head else None
        self.dateline_place = _inside(found.places, self.head)
        self.dateline_date = _inside(self.dates, self.head)

    def when(self, token: Token, sentence: Span, modality: str) -> When:
        """The clause's date, else the sentence's, else dateline or publication for what is told as fact.

        A fact cannot be of a day after the publication: "promised that nobody would be punished for Monday's march".
        """
        clause = _own_words(token, sentence)
        here = [d for d in self.dates if sentence.start_char <= d.start < sentence.end_char]
        # "put off until September", "promised payment by Monday": the end, not the day
        ends = (" until", " till", " by") if modality == "actual" else (" until", " till")
        here = [d for d in here if not self._after(d, *ends)]
        if modality == "actual" and self.published.at is not None:
            here = [d for d in here if d.value is not None and d.value <= self.published.at.date()]
        if inner := [d for d in here if any(t.idx <= d.start < t.idx + len(t.text) for t in clause)]:
            return _told(_nearest(inner, token), "clause")
        told = _told_of_others(token, sentence)
        if here := [d for d in here if not any(a <= d.start < b for a, b in told)]:
            return _told(_nearest([d for d in here if not self._after(d, " since")] or here, token), "sentence")
        if modality != "actual":
            return When()
        if self.dateline_date is not None:
            return _told(self.dateline_date, "dateline")
        if self.published.at is not None and self.published.precision in BODY_PRECISIONS:
            day = self.published.at.date()
            return When(day, day, "publication", BODY_PRECISIONS[self.published.precision])
        return When()

    def _after(self, day: DateMention, *words: str) -> bool:
        return self.text[max(0, day.start - 12) : day.start].rstrip().lower().endswith(words)

    def where(self, token: Token, sentence: Span, roles: Sequence[tuple[int, int]]) -> tuple[Place | None, str]:
        """A place after "in", "at", "near" in the clause, else in the sentence, else the dateline's."""
        own = _own_words(token, sentence)
        clause = min(t.idx for t in own), max(t.idx + len(t.text) for t in own)
        here = [p for p in self.places if sentence.start_char <= p.start < sentence.end_char]
        here = [p for p in here if _locative(p, sentence) or _struck(p, sentence, token)]
        free = [p for p in here if not any(s <= p.start < e for s, e in roles) or _sure(p, sentence)]
        if inner := [p for p in free if clause[0] <= p.start < clause[1]]:
            return _finest(inner, token), "clause"
        if free:
            return _finest(free, token), "sentence"
        return (self.dateline_place, "dateline") if self.dateline_place is not None else (None, "none")


def _inside(items: Sequence[Any], span: tuple[int, int] | None) -> Any:
    return next((i for i in items if span is not None and span[0] <= i.start < span[1]), None)


def _own_words(token: Token, sentence: Span) -> list[Token]:
    """The words of the trigger's own verb; what stands beside it, below it with a verb of its own or tells of one of its nouns is cut off."""
    verb = token if is_verb(token) else (verb_above(token) or token)
    own = [verb, *verb.subtree]
    others = [c for c in verb.children if c.dep_ in ("conj", "advcl", "ccomp", "parataxis") and is_verb(c)]
    others += [t for t in own if t.dep_ in ("relcl", "acl") and t.i != verb.i]
    for other in others:
        below = {t.i for t in other.subtree}
        if token.i not in below:
            own = [t for t in own if t.i not in below]
    return [t for t in own if sentence.start <= t.i < sentence.end]


def _told_of_others(token: Token, sentence: Span) -> list[tuple[int, int]]:
    """Where relative clauses stand that the trigger is not in: "ECOWAS, which had met in 2021, urged"."""
    clauses = [t for t in sentence if t.dep_ == "relcl" and t.i != token.i and not t.is_ancestor(token)]
    return [(t.left_edge.idx, t.right_edge.idx + len(t.right_edge.text)) for t in clauses]


def _told(found: DateMention, basis: str) -> When:
    return When(found.value, found.value_end or found.value, basis, found.precision)


def _nearest(items: Sequence[DateMention], token: Token) -> DateMention:
    return min(items, key=lambda d: (abs(d.start - token.idx), d.start))


def _word_before(place: Place, sentence: Span) -> str:
    span = sentence.doc.char_span(place.start, place.end, alignment_mode="expand")
    if span is None:
        return ""
    root = span.root
    for _ in range(4):  # "in the northern city of Mosul"
        if root.dep_ == "pobj":
            name = str(root.head.lower_)
            if name != "of":
                return name
            root = root.head.head
        elif root.dep_ in ("appos", "conj", "compound", "nmod"):
            root = root.head
        else:
            break
    return str(sentence.doc[span.start - 1].lower_) if span.start > sentence.start else ""


def _struck(place: Place, sentence: Span, token: Token) -> bool:
    """ "Shelled Goma": what is done is done there."""
    span = sentence.doc.char_span(place.start, place.end, alignment_mode="expand")
    return span is not None and span.root.dep_ in ("dobj", "nsubjpass") and span.root.head.i == token.i


def _locative(place: Place, sentence: Span) -> bool:
    return _word_before(place, sentence) in LOCATIVE


def _sure(place: Place, sentence: Span) -> bool:
    return _word_before(place, sentence) in SURE_LOCATIVE


def _finest(places: Sequence[Place], token: Token) -> Place:
    order = {name: rank for rank, name in enumerate(RANKED)}
    return min(places, key=lambda p: (order.get(p.precision, len(order)), abs(p.start - token.idx), p.start))
