"""One document through all steps -> its rows for every per-document table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from flows.clean.edits import SourceMap
from flows.records import CleanText, Document, Event, Extraction, Sentence, content_id

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def rows_of(
    document: Document,
    clean: CleanText,
    found: Extraction,
    *,
    minhash: bytes,
    sidecar_sha256: str,
    steps: Sequence[str],
    recipe: str,
) -> Rows:
    """The nouns of one document -> plain rows, by table."""
    doc = {"doc_id": document.doc_id}
    bytes_at = BytePlaces(document, clean)
    return {
        "documents": [_document(document, clean, found, minhash, sidecar_sha256, steps, recipe)],
        "repairs": [doc | {"seq": i} | asdict(r) for i, r in enumerate(clean.repairs)],
        "holes": [doc | {"seq": i} | asdict(hole) for i, hole in enumerate(clean.holes)],
        "sentences": [
            doc | {"sentence_id": sentence_id(document.doc_id, s), "seq": i, "surface": clean.text[s.start : s.end]}
            | asdict(s) | bytes_at(s.start, s.end)
            for i, s in enumerate(found.sentences)
        ],
        "mentions": [
            doc | {"mention_id": content_id(document.doc_id, "mention", m.start, m.end, m.type)} | asdict(m)
            | bytes_at(m.start, m.end)
            for m in found.mentions
        ],
        "groups": [doc | asdict(group) for group in found.groups],
        "dates": [doc | asdict(date) for date in found.dates],
        "places": [doc | asdict(place) for place in found.places],
        "quotes": [doc | {"quote_id": content_id(document.doc_id, "quote", q.start, q.end)} | asdict(q) for q in found.quotes],
        "events": [doc | _event(document.doc_id, event, found) for event in found.events],
        "event_roles": [
            doc | {"event_id": event.event_id, "seq": i} | asdict(role)
            for event in found.events
            for i, role in enumerate(event.roles)
        ],
    }  # fmt: skip


def sentence_id(doc_id: str, sentence: Sentence) -> str:
    return content_id(doc_id, "sentence", sentence.start, sentence.end)


def _document(
    document: Document,
    clean: CleanText,
    found: Extraction,
    minhash: bytes,
    sidecar_sha256: str,
    steps: Sequence[str],
    recipe: str,
) -> Row:
    said = {name: getattr(clean, name) for name in ("title", "deck", "byline", "dateline", "publisher", "url")}
    return said | {
        "doc_id": document.doc_id,
        "format": document.format,
        "published_at": clean.published.at,
        "published_basis": clean.published.basis,
        "published_precision": clean.published.precision,
        "language": clean.language,
        "language_confidence": clean.language_confidence,
        "words": found.words or len(clean.text.split()),
        "source_text": document.source_text,
        "text": clean.text,
        "charset": document.charset,
        "charset_basis": document.charset_basis,
        "damage": clean.damage,
        "flags": list(clean.flags),
        "minhash": minhash,
        "sidecar_sha256": sidecar_sha256,
        "steps": list(steps),
        "recipe": recipe,
    }


def _event(doc_id: str, event: Event, found: Extraction) -> Row:
    row = asdict(event)
    for name in ("roles", "magnitudes", "place", "sentence"):
        del row[name]
    place = event.place
    row |= {
        "sentence_id": sentence_id(doc_id, found.sentences[event.sentence]),
        "place": place.name if place else "",
        "geonames_id": place.geonames_id if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "country": place.country if place else "",
    }
    counted = {m.kind: m for m in event.magnitudes}
    row["money_currency"] = counted["money"].currency if "money" in counted else ""
    for kind in ("killed", "wounded", "arrested", "displaced", "money"):
        row |= {kind: counted[kind].low, f"{kind}_high": counted[kind].high} if kind in counted else {kind: None, f"{kind}_high": None}  # fmt: skip
    return row


class BytePlaces:
    """Places in the clean text -> places in the raw bytes, where the reader kept them (.txt, .md)."""

    def __init__(self, document: Document, clean: CleanText) -> None:
        self._known = document.byte_start is not None
        if self._known:
            self._map = SourceMap(clean.repairs)
            self._bytes = _byte_offsets(document.source_text, document.charset, document.byte_start or 0)

    def __call__(self, start: int, end: int) -> dict[str, int | None]:
        if not self._known:
            return {"byte_start": None, "byte_end": None}
        first, last = self._map.to_source(start, end)
        return {"byte_start": self._bytes[first], "byte_end": self._bytes[last]}


def _byte_offsets(text: str, charset: str, first: int) -> list[int]:
    """Byte place of every character, and of the end."""
    offsets, place = [first], first
    for width in _widths(text, charset):
        place += width
        offsets.append(place)
    return offsets


def _widths(text: str, charset: str) -> Iterable[int]:
    if text.isascii() and not charset.startswith(("utf-16", "utf-32", "utf_16", "utf_32")):
        return [1] * len(text)
    known: dict[str, int] = {}
    return [known[c] if c in known else known.setdefault(c, len(c.encode(charset))) for c in text]
