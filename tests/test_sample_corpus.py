"""A whole run over data/raw with the real model: every article, every kind of damage, every file that must be refused."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.clean.decode import decoded
from flows.clean.text import clean
from flows.curate import contents
from flows.publish.version import Version, current
from flows.records import CleanText, Document
from flows.run.engine import Plain
from flows.run.plan import ledger_rows
from flows.run.progress import Silent
from flows.settings import Settings
from tests.make_damaged_samples import OUT, SAMPLES, with_holes

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text("utf-8"))
PLOVER_TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
SAME = {"LOC": "GPE", "FAC": "GPE"}  # places by another name are found all the same


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    settings = Settings(raw=RAW, curated=tmp_path_factory.mktemp("curated"))
    contents(settings, Plain(settings.processes), Silent())
    found = current(settings.curated)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def documents(version: Version) -> dict[str, dict[str, Any]]:
    """Path below data/raw -> the document published for it."""
    by_id = {row["doc_id"]: row for row in version.rows("documents")}
    return {r.path: by_id[r.doc_id] for r in ledger_rows(version) if r.doc_id in by_id}


def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "tests" / "data" / name).read_text("utf-8"))


def rows_by_doc(version: Version, table: str) -> dict[str, list[dict[str, Any]]]:
    found = defaultdict(list)
    for row in version.rows(table):
        found[row["doc_id"]].append(row)
    return found


def test_bad_files_are_refused_with_their_reason_and_good_members_are_not(version: Version) -> None:
    rows = {f"data/raw/{r.path}": r for r in ledger_rows(version)}
    for table in expected("broken_expected.toml").values():
        for path, outcome in table.items():
            row = rows.get(path)
            if path.endswith("!*"):
                below = [r for p, r in rows.items() if p.startswith(path[:-1]) and r.state != "container"]
                assert [r.reason for r in below] == [outcome["reason"]], path
            else:
                assert row is not None, path
                assert (row.state, row.reason if row.state == "refused" else "") == (outcome["state"], outcome.get("reason", "")), path  # fmt: skip
                assert row.state != "refused" or row.detail, path


def test_titles_dates_and_languages_are_those_a_reader_sees(documents: dict[str, dict[str, Any]]) -> None:
    right, wrong = Counter[str](), []
    articles = expected("sample_articles.toml")["article"]
    for article in articles:
        row = documents[article["path"]]
        seen = {
            "title": row["title"] == article["title"],
            "published": same_day(row, article.get("published")),
            "language": row["language"] == article["language"],
        }
        right.update(what for what, same in seen.items() if same)
        wrong += [(article["path"], what) for what, same in seen.items() if not same]
    for what in ("title", "published", "language"):
        assert right[what] / len(articles) >= FLOORS[what], wrong


def same_day(row: dict[str, Any], wanted: str | None) -> bool:
    """The day as the page gives it; an instant late in the evening there is the next day in UTC."""
    if row["published_at"] is None or wanted is None:
        return row["published_at"] is None and wanted is None
    off = abs((row["published_at"].date() - date.fromisoformat(wanted)).days)
    return off == 0 or (off == 1 and row["published_precision"] in ("minute", "second"))


def test_named_entities_and_speakers_are_found(version: Version, documents: dict[str, dict[str, Any]]) -> None:
    mentions, quotes = rows_by_doc(version, "mentions"), rows_by_doc(version, "quotes")
    names = {row["group_id"]: {row["name"], *row["names"]} for row in version.rows("groups")}
    found, spoke = Counter[bool](), Counter[bool]()
    for article in expected("sample_articles.toml")["article"]:
        doc_id = documents[article["path"]]["doc_id"]
        if article["language"] != "en":
            continue
        seen = {(m["surface"], SAME.get(m["type"], m["type"])) for m in mentions[doc_id]}
        found.update((w["text"], SAME.get(w["type"], w["type"])) in seen for w in article.get("must_find", ()))
        speakers = set().union(*(names.get(q["speaker_group"], set()) for q in quotes[doc_id]))
        spoke.update(name in speakers for name in article.get("speakers", ()))
    assert found[True] / found.total() >= FLOORS["must_find"], found
    assert spoke[True] / spoke.total() >= FLOORS["speakers"], spoke


def test_sport_weather_and_markets_have_no_events(version: Version, documents: dict[str, dict[str, Any]]) -> None:
    events = rows_by_doc(version, "events")
    quiet = [a["path"] for a in expected("sample_articles.toml")["article"] if a.get("no_events")]
    assert len(quiet) >= 3
    assert {path: events[documents[path]["doc_id"]] for path in quiet if events[documents[path]["doc_id"]]} == {}


def test_every_event_type_is_known_and_most_occur(version: Version) -> None:
    types = Counter(version.table("events", ["type"])["type"].to_pylist())
    assert set(types) <= PLOVER_TYPES
    assert len(types) >= 12


def test_three_reports_of_one_bombing_are_one_cluster_with_its_contradiction(
    version: Version, documents: dict[str, dict[str, Any]]
) -> None:
    same = {documents[a["path"]]["doc_id"] for a in expected("sample_articles.toml")["article"] if "same_story" in a}
    by_cluster = defaultdict(set)
    for row in version.rows("event_cluster_members"):
        by_cluster[row["cluster_id"]].add(row["doc_id"])
    joint = [c for c in version.rows("event_clusters") if c["type"] == "ASSAULT" and len(by_cluster[c["cluster_id"]] & same) >= 2]  # fmt: skip
    assert joint
    assert any(any(text.startswith("killed") for text in c["contradictions"]) for c in joint)


def test_the_reprint_is_a_near_duplicate(version: Version, documents: dict[str, dict[str, Any]]) -> None:
    group = {row["doc_id"]: row["group"] for row in version.rows("near_duplicates")}
    pairs = [(a["path"], a["near_copy_of"]) for a in expected("sample_articles.toml")["article"] if "near_copy_of" in a]
    assert pairs
    for copy, original in pairs:
        assert group.get(documents[copy]["doc_id"], 0) == group.get(documents[original]["doc_id"], 1)


def damaged() -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = expected("damage/expected.toml")["file"]
    return files


def as_written(entry: dict[str, Any]) -> str:
    """The article before the encoding damage, cleaned as any other."""
    sample = next(s for s in SAMPLES if f"{OUT}/{s.out}" == entry["path"])
    text, _ = with_holes((ROOT / entry["clean"]).read_text("utf-8"), sample.holes)
    result = clean(Document("0" * 64, "txt", text, "utf-8", "given"))
    assert isinstance(result, CleanText)
    return result.text


@pytest.mark.parametrize("entry", [e for e in damaged() if e["lossless"]], ids=lambda e: Path(e["path"]).name)
def test_lossless_damage_comes_back_exactly(entry: dict[str, Any], documents: dict[str, dict[str, Any]]) -> None:
    assert documents[entry["path"].removeprefix("data/raw/")]["text"] == as_written(entry)


def test_most_lines_with_lost_bytes_come_back(documents: dict[str, dict[str, Any]]) -> None:
    right = Counter[bool]()
    for entry in damaged():
        if not entry["lossless"]:
            lines = set(documents[entry["path"].removeprefix("data/raw/")]["text"].split("\n"))
            right.update(line in lines for line in as_written(entry).split("\n"))
    assert right[True] / right.total() >= FLOORS["lossy_lines"], right


def test_source_bytes_decode_as_recorded(documents: dict[str, dict[str, Any]]) -> None:
    for path, row in documents.items():
        if path.startswith("old-archive/"):
            again = decoded((RAW / path).read_bytes())
            assert again is not None
            assert (again.charset, again.text) == (row["charset"], row["source_text"])
