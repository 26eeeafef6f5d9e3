"""A small made-up corpus as Arrow tables that keep every rule of the contract, and as a version folder on disk.

`made_tables()` gives the tables, `written(folder, tables)` a version folder: TABLE/month=YYYY-MM/x.parquet for
per-document tables, TABLE/x.parquet for corpus tables. Tests change single rows of it and see them caught.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.publish.schemas import PER_CORPUS, PER_DOCUMENT, SORTED_BY, TABLES
from flows.records import content_id

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Name:
    """Somebody or something in a made-up article; every occurrence of `name` becomes a mention."""

    name: str
    type: str
    country: str = ""
    sector: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Deed:
    trigger: str
    type: str
    quad: int
    score: float
    cameo: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    mode: str = ""
    place: str = ""
    killed: tuple[int, int] | None = None


@dataclass(frozen=True)
class Article:
    path: str
    lines: tuple[str, ...]
    published: datetime | None
    names: tuple[Name, ...] = ()
    deeds: tuple[Deed, ...] = ()
    said: tuple[tuple[str, str, str], ...] = ()  # words, cue, speaker
    language: str = "en"
    publisher: str = ""
    damaged: tuple[str, str] | None = None  # good characters, and what the raw text had
    hole: str = ""  # characters before which text is missing
    also_at: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def doc_id(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


KENYA = Name("Kenya", "GPE", "KEN", "", "iso3:KEN")
SUDAN = Name("Sudan", "GPE", "SDN", "", "iso3:SDN")
GARISSA = Name("Garissa", "GPE", "KEN", "", "geonames:197745")
POLICE = Name("Kenyan police", "ORG", "KEN", "COP")
MINISTER = Name("Amina Odhiambo", "PERSON", "KEN", "GOV")
REBELS = Name("River Front", "ORG", "SDN", "REB")

ARTICLES = (
    Article(
        "harbour-post/garissa.html",
        (
            "Gunmen kill 12 in Garissa market",
            "Fighters of the River Front attacked a market in Garissa on Tuesday and killed 12 people.",
            "“We will find them,” said Amina Odhiambo. Kenyan police arrested two men near the border with Sudan. 😀",
        ),
        datetime(2026, 3, 4, 6, 30, tzinfo=UTC),
        (GARISSA, REBELS, MINISTER, POLICE, SUDAN),
        (
            Deed("attacked", "ASSAULT", 4, -9.0, "18", ("River Front",), (), "firearms", "Garissa", (12, 12)),
            Deed("arrested", "COERCE", 4, -7.0, "17", ("Kenyan police",), (), "arrest"),
        ),
        (("We will find them,", "say", "Amina Odhiambo"),),
        publisher="Harbour Post",
    ),
    Article(
        "northgate-wire/garissa.txt",
        (
            "Fifteen dead after market raid in Garissa",
            "The River Front raided Garissa, in eastern Kenya, leaving at least 15 dead, a governor said.",
            "Kenya accused Sudan of sheltering the gunmen.",
        ),
        datetime(2026, 3, 5, 18, 0, tzinfo=UTC),
        (GARISSA, REBELS, KENYA, SUDAN),
        (
            Deed("raided", "ASSAULT", 4, -9.0, "19", ("River Front",), (), "", "Garissa", (15, 20)),
            Deed("accused", "ACCUSE", 3, -2.0, "11", ("Kenya",), ("Sudan",), "allege"),
        ),
        publisher="Northgate Wire",
        also_at=("northgate-wire/copy/garissa.txt",),
    ),
    Article(
        "northgate-wire/garissa-2.txt",
        (
            "Fifteen dead after market raid in Garissa",
            "The River Front raided Garissa, in eastern Kenya, leaving at least 15 dead, a governor said.",
            "Kenya accused Sudan of sheltering the gunmen. More follows.",
        ),
        datetime(2026, 3, 5, 19, 0, tzinfo=UTC),
        (GARISSA, KENYA, SUDAN),
        (),
    ),
    Article(
        "harbour-post/talks.html",
        (
            "Neighbours meet",
            "Sudan and Kenya held talks in April, and Amina Odhiambo said the border would stay open’.",
        ),
        datetime(2026, 4, 11, 0, 0, tzinfo=UTC),
        (SUDAN, KENYA, MINISTER),
        (Deed("talks", "CONSULT", 1, 2.5, "04", ("Sudan", "Kenya"), (), "", ""),),
        (("the border would stay open", "say", "Amina Odhiambo"),),
        damaged=("’", "鈥"),
        hole="said",
        publisher="Harbour Post",
    ),
    Article(
        "root-note.txt",
        ("Der Hafen bleibt am Montag geschlossen.",),
        None,
        language="de",
    ),
)


@dataclass
class _Article:
    """Row maker for one article."""

    made: Article
    rows: Rows = field(default_factory=lambda: {name: [] for name in PER_DOCUMENT})

    def place_of(self, surface: str, after: int = 0) -> tuple[int, int]:
        start = self.made.text.index(surface, after)
        return start, start + len(surface)

    def group(self, name: str) -> str:
        known = {one.name: one for one in self.made.names}
        return content_id(self.made.doc_id, known[name].type, name)

    def span(self, surface: str, after: int = 0) -> dict[str, Any]:
        start, end = self.place_of(surface, after)
        return {"doc_id": self.made.doc_id, "start": start, "end": end, "surface": surface}

    def sentence_of(self, start: int) -> dict[str, Any]:
        return next(s for s in self.rows["sentences"] if s["start"] <= start < s["end"])


def _rows(article: Article) -> Rows:
    maker = _Article(article)
    for step in (_document, _sentences, _names, _deeds, _said):
        step(maker)
    return maker.rows


def _document(maker: _Article) -> None:
    made = maker.made
    good, bad = made.damaged or ("", "")
    source = made.text.replace(good, bad) if good else made.text
    at = made.published
    maker.rows["documents"].append(
        {
            "doc_id": made.doc_id, "format": Path(made.path).suffix.lstrip("."), "title": made.lines[0], "deck": "",
            "byline": "", "dateline": "", "publisher": made.publisher, "url": "", "published_at": at,
            "published_basis": "page" if at else "none", "published_precision": "minute" if at else "none",
            "language": made.language, "language_confidence": 0.9, "words": len(made.text.split()),
            "source_text": source, "text": made.text, "charset": "utf-8", "charset_basis": "utf-8",
            "damage": 0.01 if good else 0.0, "flags": [] if made.language == "en" else ["not_extracted"],
            "minhash": bytes(512), "sidecar_sha256": "", "steps": ["decode.v1"], "recipe": "ab" * 16,
        }
    )  # fmt: skip
    if good:
        start, end = maker.place_of(good)
        maker.rows["repairs"].append(
            {
                "doc_id": made.doc_id, "seq": 0, "step": "mojibake.1", "kind": "encoding", "before_start": start,
                "before_end": end, "after_start": start, "after_end": end, "before": bad, "after": good,
                "codec": "gbk", "policy": "ignore", "lossless": False, "confidence": 0.8, "alternatives": ["‘"],
                "layer": 1, "bytes_lost": 1,
            }
        )  # fmt: skip
    if made.hole:
        start, _ = maker.place_of(made.hole)
        hole = {"doc_id": made.doc_id, "seq": 0, "start": start, "end": start, "evidence": "missing_subject"}
        maker.rows["holes"].append({**hole, "detail": "a verb without its subject"})


def _sentences(maker: _Article) -> None:
    if maker.made.language != "en":
        return
    for seq, match in enumerate(re.finditer(r"[^\n]+?(?:[.]”? ?(?=\s|$)|(?=\n)|$)", maker.made.text)):
        surface = match.group().strip()
        if not surface:
            continue
        span = maker.span(surface, match.start())
        key = content_id(maker.made.doc_id, span["start"], span["end"])
        title = span["start"] == 0
        row = {**span, "sentence_id": key, "seq": seq, "section": "title" if title else "body", "in_quote": False}
        maker.rows["sentences"].append({**row, "byte_start": None, "byte_end": None})


def _names(maker: _Article) -> None:
    made = maker.made
    for name in made.names:
        key = maker.group(name.name)
        group = {"doc_id": made.doc_id, "group_id": key, "type": name.type, "name": name.name, "names": [name.name]}
        rest = {"country": name.country, "sector": name.sector, "office": "", "anchor": name.anchor}
        maker.rows["groups"].append({**group, **rest})
        for match in re.finditer(re.escape(name.name), made.text):
            span = maker.span(name.name, match.start())
            mention_id = content_id(made.doc_id, span["start"], span["end"], name.type)
            row = {**span, "mention_id": mention_id, "type": name.type, "kind": "named", "group_id": key, "title": ""}
            maker.rows["mentions"].append({**row, "confidence": 0.9, "byte_start": None, "byte_end": None})
            if name.anchor.startswith("geonames:"):
                number = int(name.anchor.split(":")[1])
                place = {"group_id": key, "name": name.name, "geonames_id": number, "lat": -0.45, "lon": 39.64}
                spot = {"country": name.country, "precision": "city", "basis": "context"}
                maker.rows["places"].append({**span, **place, **spot})
    if "Tuesday" in made.text:
        tuesday = date(2026, 3, 3)
        dated = {"value": tuesday, "value_end": tuesday, "basis": "publication", "precision": "day"}
        maker.rows["dates"].append({**maker.span("Tuesday"), **dated})


def _deeds(maker: _Article) -> None:
    for deed in maker.made.deeds:
        start, end = maker.place_of(deed.trigger)
        event_id = content_id(maker.made.doc_id, start, deed.type)
        day = date(2026, 3, 3) if deed.killed else None
        low, high = deed.killed or (None, None)
        found = bool(deed.place)
        maker.rows["events"].append(
            {
                "doc_id": maker.made.doc_id, "event_id": event_id,
                "sentence_id": maker.sentence_of(start)["sentence_id"], "type": deed.type, "type_before": deed.type,
                "mode": deed.mode, "contexts": ["crime", "military"] if deed.quad == 4 else [], "quad": deed.quad,
                "context_basis": "sentence" if deed.quad == 4 else "none",
                "context_words": [f"{deed.trigger}@{start}"] * 2 if deed.quad == 4 else [],
                "score": deed.score, "cameo": deed.cameo, "trigger_start": start, "trigger_end": end,
                "trigger": deed.trigger, "modality": "actual", "negated": False, "date": day, "date_end": day,
                "date_basis": "sentence" if day else "none", "date_precision": "day" if day else "none",
                "place": deed.place, "geonames_id": 197745 if found else None, "lat": -0.45 if found else None,
                "lon": 39.64 if found else None, "country": "KEN" if found else "",
                "place_basis": "sentence" if found else "none", "killed": low, "killed_high": high, "wounded": None,
                "wounded_high": None, "arrested": None, "arrested_high": None, "displaced": None, "displaced_high": None,
                "money": None, "money_high": None, "money_currency": "", "confidence": 0.8, "rule": "lexicon",
                "alternatives": [f"{deed.type} 0.91", "- 0.05"], "reasons": ["hit=x"],
            }
        )  # fmt: skip
        sides = [("actor", name) for name in deed.actors] + [("recipient", name) for name in deed.recipients]
        sentence = maker.sentence_of(start)
        for seq, (role, name) in enumerate(sides):
            span = maker.span(name, sentence["start"])
            row = {**span, "event_id": event_id, "seq": seq, "role": role, "group_id": maker.group(name)}
            maker.rows["event_roles"].append(row)


def _said(maker: _Article) -> None:
    for words, cue, speaker in maker.made.said:
        span = maker.span(words)
        who = maker.place_of(speaker)
        said = maker.place_of("said")
        row = {**span, "quote_id": content_id(maker.made.doc_id, span["start"], span["end"]), "kind": "direct"}
        row |= {"speaker_start": who[0], "speaker_end": who[1], "speaker_group": maker.group(speaker)}
        row |= {"cue_start": said[0], "cue_end": said[1], "cue": cue, "addressee_group": "", "confidence": 0.9}
        maker.rows["quotes"].append(row)


def _ledger() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for article in ARTICLES:
        for number, path in enumerate((article.path, *article.also_at)):
            source = path.split("/")[0] if "/" in path else "root"
            state, reason = ("duplicate", "same_content") if number else ("published", "")
            rows.append(_file(path, source, state, reason, article.doc_id, Path(path).suffix.lstrip(".")))
    rows.append(_file("harbour-post/feed.zip", "harbour-post", "container", "", "", "zip"))
    refused = _file("harbour-post/feed.zip!old.doc", "harbour-post", "refused", "unsupported_format", "", "")
    rows.append({**refused, "member_of": "harbour-post/feed.zip", "detail": "convert it"})
    return rows


def _file(path: str, source: str, state: str, reason: str, doc_id: str, kind: str) -> dict[str, Any]:
    sha = doc_id or hashlib.sha256(path.encode()).hexdigest()
    row = {"path": path, "member_of": "", "source": source, "sha256": sha, "sidecar_sha256": "", "size": 100}
    row |= {"doc_id": doc_id, "format": kind, "state": state, "reason": reason}
    return {**row, "detail": "keep one" if reason else "", "steps": ["discover.v1"]}


def _entities(rows: Rows) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Groups of one name are one entity, named by its anchor or its first group."""
    entity_of: dict[str, str] = {}
    entities: dict[str, dict[str, Any]] = {}
    links = []
    for group in rows["groups"]:
        anchor = group["anchor"].partition(":")[2]
        key = entity_of.setdefault(group["name"], anchor or group["group_id"])
        entity = entities.setdefault(
            key,
            {
                "entity_id": key, "type": group["type"], "name": group["name"], "aliases": [],
                "country": group["country"], "sector": group["sector"], "lat": None, "lon": None,
                "documents": 0, "mentions": 0,
            },
        )  # fmt: skip
        entity["documents"] += 1
        entity["mentions"] += sum(m["group_id"] == group["group_id"] for m in rows["mentions"])
        basis = {"iso3": "iso3", "geonames": "geonames"}.get(group["anchor"].partition(":")[0], "name")
        link = {"group_id": group["group_id"], "entity_id": key, "doc_id": group["doc_id"], "basis": basis}
        links.append({**link, "confidence": 1.0})
    return list(entities.values()), links


def _clusters(rows: Rows) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The two raids are one cluster; every other event is its own."""
    clusters: dict[str, dict[str, Any]] = {}
    members = []
    source_of = {
        a.doc_id: sorted({"root" if "/" not in p else p.split("/")[0] for p in (a.path, *a.also_at)}) for a in ARTICLES
    }
    group_entity = {link["group_id"]: link["entity_id"] for link in _entities(rows)[1]}
    country_of = {group["group_id"]: group["country"] for group in rows["groups"]}
    raid = next(e["event_id"] for e in rows["events"] if e["trigger"] == "attacked")
    for event in rows["events"]:
        key = raid if event["trigger"] == "raided" else event["event_id"]
        roles = [r for r in rows["event_roles"] if r["event_id"] == event["event_id"]]
        new = {
            "cluster_id": key, "type": event["type"], "date_first": event["date"], "date_last": event["date"],
            **{f"{side}s": sorted(group_entity[r["group_id"]] for r in roles if r["role"] == side)
               for side in ("actor", "recipient")},
            **{f"{side}_countries": sorted({country_of[r["group_id"]] for r in roles if r["role"] == side})
               for side in ("actor", "recipient")},
            "events": 0, "documents": 0, "sources": [], "first_doc_id": event["doc_id"], "contradictions": [],
            "confidence": 0.8,
        }  # fmt: skip
        cluster = clusters.setdefault(key, new)
        cluster["events"] += 1
        cluster["documents"] += 1
        cluster["sources"] = sorted({*cluster["sources"], *source_of[event["doc_id"]]})
        if cluster["events"] == 2:
            cluster["contradictions"] = ["killed: 12 or 15 to 20"]
        role = "first" if key == event["event_id"] else "report"
        members.append({"cluster_id": key, "event_id": event["event_id"], "doc_id": event["doc_id"], "role": role})
    return list(clusters.values()), members


def made_rows() -> Rows:
    """Rows of every table as dictionaries."""
    rows: Rows = {name: [] for name in TABLES}
    for article in ARTICLES:
        for table, found in _rows(article).items():
            rows[table] += found
    rows["files"] = _ledger()
    rows["entities"], rows["entity_groups"] = _entities(rows)
    first, copy = ARTICLES[1].doc_id, ARTICLES[2].doc_id
    rows["near_duplicates"] = [
        {"group": first, "doc_id": first, "role": "first", "similarity": 1.0},
        {"group": first, "doc_id": copy, "role": "copy", "similarity": 0.9},
    ]
    rows["event_clusters"], rows["event_cluster_members"] = _clusters(rows)
    return rows


def tables_of(rows: Rows) -> dict[str, pa.Table]:
    """Dictionaries -> Arrow tables with the contract's schemas and order."""
    tables = {name: pa.Table.from_pylist(rows[name], schema) for name, schema in TABLES.items()}
    return {name: table.sort_by([(key, "ascending") for key in SORTED_BY[name]]) for name, table in tables.items()}


def made_tables() -> dict[str, pa.Table]:
    return tables_of(made_rows())


def written(folder: Path, tables: Mapping[str, pa.Table], month_of: Mapping[str, str] | None = None) -> Path:
    """Tables -> a version folder; a table without rows gets no folder, as the publisher leaves it."""
    documents = tables["documents"].select(["doc_id", "published_at"]).to_pylist()
    months = {d["doc_id"]: d["published_at"].strftime("%Y-%m") if d["published_at"] else "unknown" for d in documents}
    months |= month_of or {}
    for name, table in tables.items():
        if name in PER_CORPUS:
            _write(table, folder / name / "x.parquet")
            continue
        partition = [months.get(doc_id, "unknown") for doc_id in table["doc_id"].to_pylist()]
        for month in sorted(set(partition)):
            chosen = pa.array([one == month for one in partition])
            _write(table.filter(chosen), folder / name / f"month={month}" / "x.parquet")
    return folder


def _write(table: pa.Table, file: Path) -> None:
    if table.num_rows:
        file.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, file, compression="zstd")
