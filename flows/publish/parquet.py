"""Rows -> a Parquet file named by its own sha256: the same rows give the same bytes and the same name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.publish.durable import sha256_of
from flows.publish.schemas import SORTED_BY

ROW_GROUP = 64 * 1024  # rows: small enough to skip, large enough to compress
BLOOM = ("doc_id", "event_id", "group_id", "entity_id", "mention_id", "cluster_id")  # looked up by equality


def table_of(name: str, rows: Sequence[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    """Rows of plain values -> an Arrow table of exactly `schema`."""
    return pa.Table.from_pylist(list(rows), schema=schema)


def in_order(name: str, table: pa.Table) -> pa.Table:
    """The same rows, sorted by the table's key."""
    keys = [(key, "ascending") for key in SORTED_BY[name]]
    return table.take(pc.sort_indices(table, sort_keys=keys)) if table.num_rows else table


def write_parquet(name: str, table: pa.Table, folder: Path) -> dict[str, Any]:
    """Sorted rows -> folder/HASH.parquet, read-only; returns its manifest entry (file, sha256, rows, bytes)."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{name}-{os.getpid()}.tmp"
    table = in_order(name, table).combine_chunks()
    pq.write_table(
        table,
        beside,
        compression="zstd",
        row_group_size=ROW_GROUP,
        write_page_checksum=True,
        bloom_filter_options=_bloom(table),
    )
    digest = sha256_of(beside)
    path = folder / f"{digest[:32]}.parquet"
    beside.chmod(0o444)
    beside.replace(path)
    return {"file": path.name, "sha256": digest, "rows": table.num_rows, "bytes": path.stat().st_size}


def _bloom(table: pa.Table) -> dict[str, dict[str, int]]:
    """Bloom filters always with the number of distinct values: without it they are large and of no use."""
    return {
        column: {"ndv": max(1, pc.count_distinct(table[column].slice(0, ROW_GROUP)).as_py())}
        for column in BLOOM
        if column in table.column_names and table.num_rows
    }


def read_parquet(paths: Sequence[Path], schema: pa.Schema) -> pa.Table:
    """Files of one table -> one Arrow table of `schema`; no file gives no rows."""
    if not paths:
        return schema.empty_table()
    return pa.concat_tables([pq.ParquetFile(path).read() for path in paths]).cast(schema)
