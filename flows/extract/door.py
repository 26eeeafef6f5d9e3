"""One record of `dateline extract --jsonl` in, its answer out: the contract is in design.md, fields are only ever added.

A record that cannot be read answers with its id and an error; nothing is raised for what a user sends.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from flows.records import (
    CleanText,
    Event,
    EventRole,
    Extraction,
    Group,
    Magnitude,
    Mention,
    Place,
    Publication,
    Quote,
    Refusal,
    content_id,
)

if TYPE_CHECKING:
    from flows.extract.words import Doc

Record = dict[str, Any]
Cleaned = Callable[[Record], CleanText | Refusal]
MAX_ID = 1_000  # characters of an id that are echoed in an error


def extracted_record(record: object, as_is: bool, model: str, cleaned: Cleaned) -> Record:
    """The answer to one record; `cleaned` makes the text of a record that is not taken as it is."""
    from flows.extract import read

    if error := wrong(record, as_is):
        return {"id": _id(record), "error": error}
    assert isinstance(record, dict)
    clean = as_given(record) if as_is else cleaned(record)
    if isinstance(clean, Refusal):
        return {"id": record["id"], "error": f"{clean.reason}: {clean.detail}"}
    doc, found = read(clean, model)
    answer = {"id": record["id"], **answered(clean, found)}
    if "pairs" in record and record["pairs"] is not None:
        answer["pair_events"] = _pair_events(doc, clean, found, record["pairs"])
    return answer


def _id(record: object) -> Any:
    found = record.get("id") if isinstance(record, dict) else None
    if isinstance(found, str):
        return found[:MAX_ID]
    return found if isinstance(found, (int, float)) and not isinstance(found, bool) else None


def wrong(record: object, as_is: bool) -> str:
    """What is wrong with a record, in words that say what to do; '' when nothing is."""
    if not isinstance(record, dict):
        return 'a JSON object with "id" and "text" was expected'
    if "id" not in record:
        return '"id" is missing: give every record one'
    if not isinstance(record.get("text"), str):
        return '"text" is missing or no string: give the article\'s text'
    published = record.get("published")
    if published is not None and _day(published) is None:
        return f'"published" is {str(published)[:40]!r}: YYYY-MM-DD or null was expected'
    return _wrong_pairs(record, as_is)


def _wrong_pairs(record: Record, as_is: bool) -> str:
    pairs = record.get("pairs")
    if pairs is None:
        return ""
    if not as_is:
        return '"pairs" are places in the given text: use --as-is'
    length = len(record["text"])
    if isinstance(pairs, list) and all(_is_pair(p, length) for p in pairs):
        return ""
    return '"pairs" must be a list of [s_start, s_end, t_start, t_end] within the text'


def _is_pair(pair: object, length: int) -> bool:
    if not isinstance(pair, list) or len(pair) != 4 or any(type(n) is not int for n in pair):
        return False
    a, b, c, d = (int(n) for n in pair)
    return 0 <= a < b <= length and 0 <= c < d <= length


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def as_given(record: Record) -> CleanText:
    """The given text as a clean text, unchanged, published on the given day."""
    day = _day(record.get("published"))
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    published = Publication(at, "field", "day") if at else Publication()
    return CleanText(content_id("given", record["text"]), record["text"], published=published, language="en")


def answered(clean: CleanText, found: Extraction) -> Record:
    """An extraction as the door shows it."""
    ids = entity_ids(found)
    return {
        "text": clean.text,
        "mentions": [_mention(m, ids) for m in found.mentions],
        "entities": _entities(found.groups, ids),
        "places": [_place(p) for p in found.places],
        "quotes": [_quote(q, ids) for q in found.quotes],
        "events": [_event(e, ids) for e in found.events],
    }


def entity_ids(found: Extraction) -> dict[str, str]:
    """Group -> ISO3 of a state, GeoNames id of a place, or the group itself."""
    ids = {g.group_id: g.anchor.partition(":")[2] or g.group_id for g in found.groups}
    placed = {p.group_id: str(p.geonames_id) for p in found.places if p.group_id and p.geonames_id is not None}
    kinds = {g.group_id: g.type for g in found.groups if not g.anchor}
    return ids | {g: place for g, place in placed.items() if kinds.get(g) in ("GPE", "LOC")}  # no building is its town


def _entities(groups: tuple[Group, ...], ids: dict[str, str]) -> list[Record]:
    """One row an entity: two groups of one place are one entity."""
    rows: dict[str, Record] = {}
    for g in groups:
        row = {"entity_id": ids[g.group_id], "type": g.type, "name": g.name, "country": g.country, "sector": g.sector}
        rows.setdefault(ids[g.group_id], row | {"office": g.office})
    return list(rows.values())


def _mention(m: Mention, ids: dict[str, str]) -> Record:
    return {
        "start": m.start, "end": m.end, "text": m.surface, "type": m.type, "kind": m.kind,
        "entity_id": ids.get(m.group_id), "title": m.title, "confidence": m.confidence,
    }  # fmt: skip


def _place(p: Place) -> Record:
    return {
        "start": p.start, "end": p.end, "name": p.name, "lat": p.lat, "lon": p.lon,
        "geonames_id": p.geonames_id, "country": p.country, "precision": p.precision,
    }  # fmt: skip


def _quote(q: Quote, ids: dict[str, str]) -> Record:
    return {
        "start": q.start, "end": q.end, "kind": q.kind, "speaker_start": q.speaker_start, "speaker_end": q.speaker_end,
        "cue_start": q.cue_start, "cue_end": q.cue_end, "speaker_id": ids.get(q.speaker_group),
        "addressee_id": ids.get(q.addressee_group), "confidence": q.confidence,
    }  # fmt: skip


def _event(e: Event, ids: dict[str, str]) -> Record:
    return {
        "type": e.type, "mode": e.mode, "contexts": list(e.contexts), "quad": e.quad, "score": e.score,
        "trigger_start": e.trigger_start, "trigger_end": e.trigger_end,
        "actors": [_role(r, ids) for r in e.roles if r.role == "actor"],
        "recipients": [_role(r, ids) for r in e.roles if r.role == "recipient"],
        "modality": e.modality, "negated": e.negated, "date": e.date.isoformat() if e.date else None,
        "date_basis": e.date_basis, "place": _event_place(e.place), "confidence": e.confidence,
        "type_before": e.type_before, "rule": e.rule, "context_basis": e.context_basis, "magnitudes": [_magnitude(m) for m in e.magnitudes],
    }  # fmt: skip


def _magnitude(m: Magnitude) -> Record:
    money = {"currency": m.currency} if m.kind == "money" else {}
    return {"kind": m.kind, "low": m.low, "high": m.high, "start": m.start, "end": m.end, **money}


def _event_place(place: Place | None) -> Record | None:
    return _place(place) if place else None


def _role(r: EventRole, ids: dict[str, str]) -> Record:
    return {"start": r.start, "end": r.end, "entity_id": ids.get(r.group_id)}


def _pair_events(doc: Doc, clean: CleanText, found: Extraction, pairs: list[list[int]]) -> list[Record | None]:
    from flows.extract.events import pair_events

    return [None if answer is None else dict(answer) for answer in pair_events(doc, clean, found, pairs)]
