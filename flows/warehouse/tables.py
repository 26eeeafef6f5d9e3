"""Arrow schemas -> tables in DuckDB with the same names, types and comments, filled in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from flows.publish.schemas import PER_DOCUMENT, SORTED_BY, TABLES, description

if TYPE_CHECKING:
    import duckdb

MONTH = "month"
MONTH_COMMENT = "publication month YYYY-MM, UTC, or unknown; the folder of the Parquet file"

_TYPES = {
    pa.string(): "varchar", pa.int32(): "integer", pa.int64(): "bigint", pa.float32(): "real",
    pa.float64(): "double", pa.bool_(): "boolean", pa.date32(): "date", pa.binary(): "blob",
    pa.timestamp("s", tz="UTC"): "timestamptz", pa.list_(pa.string()): "varchar[]",
}  # fmt: skip


def make_tables(connection: duckdb.DuckDBPyConnection, version: Path) -> None:
    """Every table of the contract, with its rows from the version folder; no folder: no rows."""
    for name, schema in TABLES.items():
        connection.execute(_create(name, schema))
        files = _files(version / name)
        if files:
            connection.execute(_insert(name, schema), {"files": files})
        for statement in _comments(name, schema):
            connection.execute(statement)


def quoted(name: str) -> str:
    """An identifier in SQL; `end` and the like are words of the language."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _files(folder: Path) -> list[str]:
    return sorted(str(file) for file in folder.rglob("*.parquet"))


def _create(name: str, schema: pa.Schema) -> str:
    columns = [f"{quoted(c.name)} {_TYPES[c.type]}{'' if c.nullable else ' not null'}" for c in schema]
    if name in PER_DOCUMENT:
        columns.append(f"{MONTH} varchar not null")
    return f"create table {quoted(name)} ({', '.join(columns)})"


def _insert(name: str, schema: pa.Schema) -> str:
    """Explicit columns, so that a folder above called x=y adds none; sorted, so that builds do not differ."""
    columns = [quoted(column) for column in schema.names] + ([MONTH] if name in PER_DOCUMENT else [])
    hive = ", hive_partitioning = true, hive_types = {'month': varchar}" if name in PER_DOCUMENT else ""
    order = ", ".join(quoted(column) + " nulls last" for column in SORTED_BY[name])
    source = f"read_parquet($files, union_by_name = true{hive})"
    return f"insert into {quoted(name)} by name select {', '.join(columns)} from {source} order by {order}"


def _comments(name: str, schema: pa.Schema) -> Iterator[str]:
    yield f"comment on table {quoted(name)} is {literal(description(schema))}"
    described = {column.name: description(column) for column in schema}
    if name in PER_DOCUMENT:
        described[MONTH] = MONTH_COMMENT
    for column, text in described.items():
        yield f"comment on column {quoted(name)}.{quoted(column)} is {literal(text)}"
