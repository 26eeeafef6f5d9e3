"""Leaves, Parquet files and the swap: the same rows give the same files, and readers see one version."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.errors import BrokenVersion, Locked
from flows.publish import leaves as leaves_module
from flows.publish import manifest as manifests
from flows.publish.durable import ready
from flows.publish.leaves import leaves
from flows.publish.manifest import Manifest, TableFile
from flows.publish.parquet import read_parquet, write_parquet
from flows.publish.schemas import PER_CORPUS, PER_DOCUMENT, SORTED_BY, TABLES, description
from flows.publish.stage import StoredDocument, stage_corpus, stage_documents
from flows.publish.version import Version, current, drop_old_versions, one_publisher, publish, remove_leftovers, staging
from flows.records import content_id

doc_ids = st.integers(0, 10**9).map(lambda n: content_id(n) * 4)
months = st.sampled_from(["2026-01", "2026-02", "unknown"])


def document(doc_id: str, month: str = "2026-01") -> dict[str, object]:
    at = None if month == "unknown" else datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    row = {f.name: [] if f.type == pa.list_(pa.string()) else "" for f in PER_DOCUMENT["documents"]}
    numbers = {"language_confidence": 0.0, "words": 0, "damage": 0.0, "minhash": b""}
    return {**row, **numbers, "doc_id": doc_id, "published_at": at, "text": f"text of {doc_id}", "recipe": doc_id}


def hole(doc_id: str) -> dict[str, object]:
    return {"doc_id": doc_id, "seq": 0, "start": 0, "end": 1, "evidence": "lost_link", "detail": ""}


def fresh(rows: dict[str, str]) -> tuple[dict[str, StoredDocument], dict[str, pa.Table]]:
    tables = {name: schema.empty_table() for name, schema in PER_DOCUMENT.items()}
    shuffled = random.sample(sorted(rows), len(rows))
    tables["documents"] = pa.Table.from_pylist([document(d, rows[d]) for d in shuffled], PER_DOCUMENT["documents"])
    tables["holes"] = pa.Table.from_pylist([hole(d) for d in shuffled], PER_DOCUMENT["holes"])
    return {d: StoredDocument(d, m) for d, m in rows.items()}, tables


def version_with(curated: Path, rows: dict[str, str], previous: Version | None = None) -> Version:
    """Publish `rows`; what `previous` has of them is kept."""
    old = {r["doc_id"] for r in previous.rows("documents")} if previous else set()
    new_stored, new_tables = fresh({d: m for d, m in rows.items() if d not in old})
    kept = {d: StoredDocument(d, m) for d, m in rows.items() if d in old}
    folder = staging(ready(curated))
    staged = stage_documents(folder, previous, kept, new_stored, new_tables)
    corpus = stage_corpus(folder, {name: schema.empty_table() for name, schema in PER_CORPUS.items()})
    manifest = Manifest((*staged.files, *corpus), staged.leaves)
    (folder / manifests.NAME).write_bytes(manifests.written(manifest))
    return Version(publish(folder, curated), manifest)


def test_every_field_is_described_and_every_table_sorted_by_its_own_columns() -> None:
    for name, schema in TABLES.items():
        assert description(schema).endswith("."), name
        assert set(SORTED_BY[name]) <= set(schema.names), name
        for field in schema:
            assert description(field), f"{name}.{field.name}"


@given(st.dictionaries(doc_ids, months, max_size=60))
def test_leaves_hold_every_document_once_and_do_not_depend_on_order(rows: dict[str, str]) -> None:
    found = leaves(rows)
    assert sorted(d for docs in found.values() for d in docs) == sorted(rows)
    shuffled = dict(random.sample(sorted(rows.items()), len(rows)))
    assert leaves(shuffled) == found
    for leaf, docs in found.items():
        month, _, prefix = leaf.partition("/")
        assert all(rows[d] == month and d.startswith(prefix) for d in docs)


def test_a_large_month_is_split_and_a_new_document_touches_one_leaf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaves_module, "LEAF", 4)
    rows = {content_id(n) * 4: "2026-01" for n in range(40)}
    before = leaves(rows)
    after = leaves({**rows, content_id("new") * 4: "2026-01"})
    assert len(before) > 4
    assert max(len(docs) for docs in before.values()) <= 4
    changed = {leaf for leaf in after if after[leaf] != before.get(leaf)}
    new = content_id("new") * 4
    assert all(new.startswith(leaf.partition("/")[2][:1]) for leaf in changed)


@settings(max_examples=15, deadline=None)
@given(st.dictionaries(doc_ids, months, min_size=1, max_size=12), st.data())
def test_same_documents_same_files_whatever_the_order_of_arrival(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, str], data: st.DataObject
) -> None:
    at_once = version_with(tmp_path_factory.mktemp("once"), rows)
    curated = tmp_path_factory.mktemp("bits")
    order = data.draw(st.permutations(sorted(rows)))
    cut = data.draw(st.integers(0, len(order)))
    version = version_with(curated, {d: rows[d] for d in order[:cut]})
    version = version_with(curated, rows, version)
    assert {(f.file, f.sha256) for f in version.manifest.files} == {(f.file, f.sha256) for f in at_once.manifest.files}


def test_a_new_article_leaves_other_months_files_alone(tmp_path: Path) -> None:
    rows = {content_id(n) * 4: f"2026-0{1 + n % 3}" for n in range(9)}
    first = version_with(tmp_path, rows)
    second = version_with(tmp_path, {**rows, content_id("new") * 4: "2026-02"}, first)
    old = {f.file: (first.folder / f.file).stat().st_ino for f in first.manifest.files if "month=" in f.file}
    new = {f.file: (second.folder / f.file).stat().st_ino for f in second.manifest.files if "month=" in f.file}
    assert {f for f in old if "2026-02" not in f} == {f for f in new if "2026-02" not in f}
    assert all(old[f] == new[f] for f in old if "2026-02" not in f)  # the same file, linked
    assert len(second.rows("documents")) == 10
    assert (second.folder / next(iter(new))).stat().st_mode & 0o777 == 0o444


def test_parquet_is_named_by_its_hash_and_reads_back(tmp_path: Path) -> None:
    rows = pa.Table.from_pylist([hole(content_id(n) * 4) for n in range(5)], PER_DOCUMENT["holes"])
    one = write_parquet("holes", rows, tmp_path)
    again = write_parquet("holes", rows.take([4, 2, 0, 1, 3]), tmp_path)
    assert one == again
    assert one["file"] == f"{one['sha256'][:32]}.parquet"
    back = read_parquet([tmp_path / one["file"]], PER_DOCUMENT["holes"])
    assert back.schema.equals(PER_DOCUMENT["holes"], check_metadata=False)
    assert sorted(r["doc_id"] for r in back.to_pylist()) == sorted(r["doc_id"] for r in rows.to_pylist())


def test_current_is_checked_and_old_versions_go(tmp_path: Path) -> None:
    assert current(tmp_path) is None
    version = None
    for n in range(4):
        version = version_with(tmp_path, {content_id(k) * 4: "2026-01" for k in range(n + 1)}, version)
    assert version is not None
    found = current(tmp_path)
    assert found is not None
    assert found.number == 4
    assert drop_old_versions(tmp_path, keep=2) == ["000001", "000002"]
    doomed = found.folder / next(f.file for f in found.manifest.files)
    doomed.unlink()
    with pytest.raises(BrokenVersion, match="missing"):
        current(tmp_path)


def test_versions_that_never_became_current_are_taken_away(tmp_path: Path) -> None:
    version_with(tmp_path, {content_id(1) * 4: "2026-01"})
    (tmp_path / "versions" / "000002").mkdir()
    (tmp_path / ".work" / "staging").mkdir()
    remove_leftovers(tmp_path)
    assert [f.name for f in (tmp_path / "versions").iterdir()] == ["000001"]
    assert not (tmp_path / ".work" / "staging").exists()


def test_one_publisher_at_a_time(tmp_path: Path) -> None:
    ready(tmp_path)
    with one_publisher(tmp_path), pytest.raises(Locked, match="another run"), one_publisher(tmp_path):
        pass


def test_manifest_survives_writing_and_refuses_nonsense(tmp_path: Path) -> None:
    manifest = Manifest(
        (TableFile("holes", "holes/x.parquet", "0" * 64, 1, 2, "2026-01/"),), {"2026-01/": "k"}, ("a.v1",)
    )
    (tmp_path / manifests.NAME).write_bytes(manifests.written(manifest))
    assert manifests.read(tmp_path) == manifest
    (tmp_path / manifests.NAME).write_text("{}")
    with pytest.raises(BrokenVersion):
        manifests.read(tmp_path)
