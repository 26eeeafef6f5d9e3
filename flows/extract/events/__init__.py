"""A parsed document and its mentions in, coded events (PLOVER) out; also the coding of given actor pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flows.records import CleanText, Event, Extraction

if TYPE_CHECKING:
    from flows.extract.words import Doc


def events(doc: Doc, clean: CleanText, found: Extraction) -> tuple[Event, ...]:
    """All events of a document, in text order; () for a text without parse."""
    if not doc.has_annotation("DEP"):
        return ()
    from flows.extract.events.context import dated_by_lead, dated_by_paragraph
    from flows.extract.events.distance import dated_by_distance
    from flows.extract.events.elsewhere import with_elsewhere

    told = dated_by_paragraph(doc, with_elsewhere(doc, found, told_in_place(doc, clean, found)))
    return tuple(dated_by_lead(clean, found, dated_by_distance(doc, clean, found, told)))


def told_in_place(doc: Doc, clean: CleanText, found: Extraction) -> list[Event]:
    """Events with the sides that their own sentences tell, and those whom blame is laid on; what elsewhere.py goes out from."""
    from flows.extract.events.coding import Coder
    from flows.extract.events.context import with_context
    from flows.extract.events.lexicon import load

    coded = {event.event_id: event for event in Coder(doc, clean, found, load()).events()}
    return with_context(doc, list(coded.values()), load())


def pair_events(
    doc: Doc, clean: CleanText, found: Extraction, pairs: Sequence[Sequence[int]]
) -> list[dict[str, Any] | None]:
    """Pairs [s_start, s_end, t_start, t_end] in, {"type", "quad", "confidence"} for each out; None without any trigger."""
    if not doc.has_annotation("DEP"):
        return [None for _ in pairs]
    from flows.extract.events.lexicon import load
    from flows.extract.events.pairs import PairCoder

    coder = PairCoder(doc, clean, found, load())
    return [coder.coded(pair) for pair in pairs]
