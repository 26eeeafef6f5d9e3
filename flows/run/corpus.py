"""The staged per-document tables and the ledger -> the corpus tables: pure functions of all documents together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa

from flows.publish.schemas import PER_CORPUS
from flows.records import (
    Entity,
    EntityGroup,
    FileRow,
    Group,
    Judgement,
    Magnitude,
    ReportedEvent,
    SeenGroup,
    Signature,
)
from flows.resolve.clusters import clustered
from flows.resolve.entities import resolved
from flows.resolve.near_duplicates import near_duplicates

Row = dict[str, Any]
CLOSE = 15  # characters: "the Foreign Ministry in Kyiv", "Beijing's foreign ministry"
NEEDED: dict[str, list[str]] = {
    "documents": ["doc_id", "published_at", "words", "minhash"],
    "groups": ["doc_id", "group_id", "type", "name", "names", "country", "sector", "office", "anchor"],
    "mentions": ["doc_id", "group_id", "kind", "start", "end"],
    "places": ["doc_id", "group_id", "geonames_id", "lat", "lon", "country", "precision"],
    "events": ["doc_id", "event_id", "type", "date", "geonames_id", "country", "trigger", "modality", "negated",
               "killed", "killed_high", "wounded", "wounded_high", "arrested", "arrested_high",
               "displaced", "displaced_high", "money", "money_high", "money_currency",
               "trigger_start", "trigger_end", "confidence"],
    "event_roles": ["doc_id", "event_id", "role", "group_id"],
}  # fmt: skip


def corpus_tables(
    documents: Mapping[str, pa.Table], files: Sequence[FileRow], judgements: Sequence[Judgement] = ()
) -> dict[str, pa.Table]:
    """Per-document tables (columns as in NEEDED), ledger and judgements in; the six corpus tables out."""
    published = {r["doc_id"]: _day(r["published_at"]) for r in documents["documents"].to_pylist()}
    places = places_of(documents["places"].to_pylist())
    entities, members = resolved(_groups(documents, published, places), judgements)
    located = [_located(entity, places) for entity in entities]
    copies = near_duplicates(_signatures(documents["documents"].to_pylist(), published))
    clusters, reports = clustered(_events(documents, published, members, files))
    return {
        "files": _table("files", files),
        "entities": _table("entities", located),
        "entity_groups": _table("entity_groups", members),
        "near_duplicates": _table("near_duplicates", copies),
        "event_clusters": _table("event_clusters", clusters),
        "event_cluster_members": _table("event_cluster_members", reports),
    }


def _table(name: str, nouns: Iterable[Any]) -> pa.Table:
    return pa.Table.from_pylist([asdict(noun) for noun in nouns], schema=PER_CORPUS[name])


def _day(moment: Any) -> date | None:
    return moment.date() if moment is not None else None


@dataclass(frozen=True, slots=True, order=True)
class Located:
    """Where a group lies, and the anchor that fixes its entity."""

    anchor: str
    lat: float
    lon: float
    country: str


def places_of(rows: Iterable[Row]) -> dict[str, Located]:
    """group_id, and the entity_id that follows from it -> the place most often meant."""
    votes: dict[str, Counter[Located]] = defaultdict(Counter)
    for row in rows:
        country = row["precision"] == "country"
        if row["lat"] is None or (not country and row["geonames_id"] is None):
            continue
        anchor = f"iso3:{row['country']}" if country else f"geonames:{row['geonames_id']}"
        place = Located(anchor, row["lat"], row["lon"], row["country"])
        votes[row["group_id"]][place] += 1
        votes[anchor.partition(":")[2]][place] += 1
    return {key: min(counted, key=lambda p: (-counted[p], p)) for key, counted in votes.items() if key}


def _located(entity: Entity, places: Mapping[str, Located]) -> Entity:
    place = places.get(entity.entity_id)
    if place is None:
        return entity
    return replace(entity, lat=place.lat, lon=place.lon, country=entity.country or place.country)


def _groups(
    documents: Mapping[str, pa.Table],
    published: Mapping[str, date | None],
    places: Mapping[str, Located],
) -> Iterable[SeenGroup]:
    mentions = documents["mentions"].to_pylist()
    counted = Counter(m["group_id"] for m in mentions)
    named = {m["group_id"] for m in mentions if m["kind"] == "named"}
    rows = [_anchored(row, places) for row in documents["groups"].to_pylist()]
    near = countries_near(mentions, {g.group_id: g.country for _, g in rows if g.type in ("GPE", "LOC", "FAC", "NORP")})
    for doc_id, group in rows:
        id = group.group_id
        yield SeenGroup(group, doc_id, published[doc_id], counted[id], id in named, near.get(id, ""))


def _anchored(row: Row, places: Mapping[str, Located]) -> tuple[str, Group]:
    """A row of groups -> its document and the group; a place with its anchor, what stands in a place with its country alone."""
    group = Group(**{**{k: v for k, v in row.items() if k != "doc_id"}, "names": tuple(row["names"])})
    place = places.get(group.group_id)
    if place and group.type in ("GPE", "LOC", "FAC"):
        anchor = "" if group.type == "FAC" else place.anchor  # "Kherson airport" is not Kherson
        group = replace(group, anchor=group.anchor or anchor, country=group.country or place.country)
    return row["doc_id"], group


def countries_near(mentions: Iterable[Row], country: Mapping[str, str]) -> dict[str, str]:
    """Mentions, and countries of places and peoples -> group: country of the place close to the first mention that has one close."""
    placed: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    others: list[Row] = []
    for m in mentions:
        if m["kind"] == "named" and country.get(m["group_id"]):
            placed[m["doc_id"]].append((m["start"], m["end"], country[m["group_id"]]))
        elif m["kind"] == "named":
            others.append(m)
    for spans in placed.values():
        spans.sort()
    found: dict[str, str] = {}
    for m in sorted(others, key=lambda m: (m["doc_id"], m["start"])):
        if m["group_id"] not in found and (iso3 := _close(placed[m["doc_id"]], m["start"], m["end"])):
            found[m["group_id"]] = iso3
    return found


def _close(placed: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
    """Country of the nearest of some spans in order, "" where none is close."""
    i = bisect_left(placed, (start, end, ""))
    gaps = [(max(a - end, start - b), iso3) for a, b, iso3 in placed[max(0, i - 1) : i + 1]]
    gap, iso3 = min(gaps, default=(CLOSE + 1, ""))
    return iso3 if gap <= CLOSE else ""


def _signatures(rows: Iterable[Row], published: Mapping[str, date | None]) -> Iterable[Signature]:
    return (Signature(r["doc_id"], published[r["doc_id"]], r["words"], r["minhash"]) for r in rows)


def _events(
    documents: Mapping[str, pa.Table],
    published: Mapping[str, date | None],
    members: Sequence[EntityGroup],
    files: Sequence[FileRow],
) -> Iterable[ReportedEvent]:
    entity = {member.group_id: member.entity_id for member in members}
    country = {r["group_id"]: r["country"] for r in documents["groups"].to_pylist()}
    sources: dict[str, set[str]] = defaultdict(set)
    for file in files:
        if file.state in ("published", "duplicate"):
            sources[file.doc_id].add(file.source)
    sides: dict[tuple[str, str], list[str]] = defaultdict(list)
    for role in documents["event_roles"].to_pylist():
        sides[role["event_id"], role["role"]].append(role["group_id"])
    for row in documents["events"].to_pylist():
        actors, recipients = sides[row["event_id"], "actor"], sides[row["event_id"], "recipient"]
        yield ReportedEvent(
            event_id=row["event_id"],
            doc_id=row["doc_id"],
            sources=tuple(sorted(sources[row["doc_id"]])),
            published=published[row["doc_id"]],
            type=row["type"],
            date=row["date"],
            actors=_known(entity, actors),
            recipients=_known(entity, recipients),
            actor_countries=_known(country, actors),
            recipient_countries=_known(country, recipients),
            place=f"geonames:{row['geonames_id']}" if row["geonames_id"] else row["country"],
            trigger=row["trigger"],
            modality=row["modality"],
            negated=row["negated"],
            magnitudes=tuple(_magnitudes(row)),
            confidence=row["confidence"],
        )


def _known(names: Mapping[str, str | None], groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for g in groups if (name := names.get(g))}))


def _magnitudes(row: Row) -> Iterable[Magnitude]:
    for kind in ("killed", "wounded", "arrested", "displaced", "money"):
        if row[kind] is not None:
            currency = row["money_currency"] if kind == "money" else ""
            yield Magnitude(kind, row[kind], row[f"{kind}_high"], row["trigger_start"], row["trigger_end"], currency)
