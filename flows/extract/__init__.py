"""CleanText in, Extraction out: who, what was said, when, where, and what happened, each with its place in the text.

`read` keeps the parsed document for those who ask it more (the JSONL door codes given pairs from it).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.records import CleanText, Extraction

if TYPE_CHECKING:
    from spacy.tokens import Doc

STEPS = ("nlp.v7", "mentions.v10", "quotes.v6", "dates.v4", "places.v3", "events.v7")
MODEL = "dateline"  # nlp.py knows what it is


def extracted(clean: CleanText, model: str = MODEL) -> Extraction:
    """All that one document says; with the model `blank`, sentences and what needs no parse."""
    return read(clean, model)[1]


def read(clean: CleanText, model: str = MODEL) -> tuple[Doc, Extraction]:
    """The parsed document and all that it says."""
    from flows.extract.events import events

    doc, found = uncoded(clean, model)
    return doc, replace(found, events=events(doc, clean, found))


def uncoded(clean: CleanText, model: str = MODEL) -> tuple[Doc, Extraction]:
    """The same without events."""
    from flows.extract.author import author
    from flows.extract.coreference import meant, placed, resolved
    from flows.extract.dates import dates
    from flows.extract.groups import grouped
    from flows.extract.informed import informed, placed_in
    from flows.extract.mentions import mentions
    from flows.extract.nlp import parsed, words
    from flows.extract.places import places
    from flows.extract.places.apart import towns_apart
    from flows.extract.quotes import quotes
    from flows.extract.sentences import sentences

    doc = parsed(clean, model)
    day = clean.published.at.date() if clean.published.at else None
    named, groups = grouped(doc, clean.doc_id, mentions(doc, clean.text), day)
    joined = resolved(doc, named, groups, clean.holes)
    groups = informed(doc, groups, named, joined)
    who = placed(joined)
    said = quotes(doc, clean.text, who, clean.holes)
    who = meant(resolved(doc, who, groups, clean.holes, said, author(clean, who)))
    who, groups, where = towns_apart(clean.doc_id, who, groups, places(who, groups, clean))
    spoken_of = {m.group_id for m in who}
    groups = placed_in(groups, where)
    found = Extraction(
        clean.doc_id,
        sentences=sentences(doc, clean, said),
        mentions=who,
        groups=tuple(g for g in groups if g.group_id in spoken_of),
        dates=dates(doc, clean),
        places=where,
        quotes=said,
        words=words(doc),
    )
    return doc, found
