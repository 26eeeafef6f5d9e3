"""Kept and fresh documents -> the per-document files of the next version, unchanged leaves linked, changed ones written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows.publish.durable import at, hard_link
from flows.publish.leaves import leaves, month_of
from flows.publish.manifest import TableFile
from flows.publish.parquet import read_parquet, write_parquet
from flows.publish.schemas import PER_CORPUS, PER_DOCUMENT
from flows.publish.version import Version
from flows.records import content_id


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What placing a document needs to know of it."""

    recipe: str
    month: str


@dataclass(frozen=True, slots=True)
class StagedFiles:
    files: tuple[TableFile, ...]
    leaves: dict[str, str]


def stage_documents(
    staged: Path,
    previous: Version | None,
    kept: Mapping[str, StoredDocument],
    fresh: Mapping[str, StoredDocument],
    fresh_tables: Mapping[str, pa.Table],
) -> StagedFiles:
    """Documents of the next version (kept from `previous`, or fresh) -> its per-document Parquet files."""
    together = {**kept, **fresh}
    layout = leaves({doc_id: stored.month for doc_id, stored in together.items()})
    keys = {leaf: content_id(*sorted(f"{d} {together[d].recipe}" for d in docs)) for leaf, docs in layout.items()}
    known = previous.manifest.leaves if previous else {}
    files: list[TableFile] = []
    changed = {}
    for leaf, docs in layout.items():
        if previous and known.get(leaf) == keys[leaf]:
            files += _linked(staged, previous, leaf)
        else:
            changed[leaf] = docs
    for name in PER_DOCUMENT:
        files += _written(name, staged, previous, changed, set(kept), fresh_tables.get(name))
    return StagedFiles(tuple(sorted(files, key=lambda f: f.file)), keys)


def _linked(staged: Path, previous: Version, leaf: str) -> list[TableFile]:
    entries = [f for f in previous.manifest.files if f.leaf == leaf]
    for entry in entries:
        hard_link(previous.folder / entry.file, staged / entry.file)
    return entries


def _written(
    name: str,
    staged: Path,
    previous: Version | None,
    changed: Mapping[str, frozenset[str]],
    kept: set[str],
    fresh: pa.Table | None,
) -> list[TableFile]:
    """The files of one table for all changed leaves."""
    schema = PER_DOCUMENT[name]
    wanted = pa.array(sorted(kept & frozenset().union(*changed.values())) if changed else [], pa.string())
    pieces = [] if fresh is None else [fresh]
    if previous and len(wanted):
        # only leaves that hold a kept document of a changed leaf are read
        for entry in previous.manifest.files:
            if entry.table == name and any(month_of(entry.leaf) == month_of(leaf) for leaf in changed):
                rows = read_parquet([previous.folder / entry.file], schema)
                pieces.append(rows.filter(pc.is_in(rows["doc_id"], wanted)))
    rows = pa.concat_tables(pieces) if pieces else schema.empty_table()
    return [entry for leaf, docs in changed.items() for entry in _leaf_file(name, staged, leaf, docs, rows)]


def _leaf_file(name: str, staged: Path, leaf: str, docs: frozenset[str], rows: pa.Table) -> list[TableFile]:
    mine = rows.filter(pc.is_in(rows["doc_id"], pa.array(sorted(docs), pa.string())))
    if not mine.num_rows:
        return []
    at(f"{name}: before file")
    folder = f"{name}/month={month_of(leaf)}"
    entry = write_parquet(name, mine, staged / folder)
    return [TableFile(name, f"{folder}/{entry['file']}", entry["sha256"], entry["rows"], entry["bytes"], leaf)]


def stage_corpus(staged: Path, tables: Mapping[str, pa.Table]) -> tuple[TableFile, ...]:
    """The corpus tables -> one file each, empty ones included."""
    files = []
    for name in PER_CORPUS:
        at(f"{name}: before file")
        entry = write_parquet(name, tables[name], staged / name)
        files.append(TableFile(name, f"{name}/{entry['file']}", entry["sha256"], entry["rows"], entry["bytes"]))
    return tuple(files)
