"""Files of sql/staging, sql/marts and sql/macros -> views, tables and table macros, each column commented."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import BadQuery
from flows.warehouse.sql_files import SqlFile, in_building_order, sql_files
from flows.warehouse.tables import literal, quoted

if TYPE_CHECKING:
    import duckdb

LAYERS = ("staging", "marts")


def make_views(connection: duckdb.DuckDBPyConnection, sql_folder: Path) -> None:
    """All views and macros, in the order they need one another; BadQuery names the file that is wrong."""
    for layer in LAYERS:
        for file in in_building_order(sql_files(sql_folder / layer)):
            _run(connection, file, f"create {_kind(file)} {quoted(file.name)} as {file.statement}")
            _comment(connection, file)
    for file in sql_files(sql_folder / "macros"):
        given = ", ".join(p.name if p.default is None else f"{p.name} := {p.default}" for p in file.parameters)
        _run(connection, file, f"create macro {quoted(file.name)}({given}) as table {file.statement}")
        connection.execute(f"comment on macro table {quoted(file.name)} is {literal(file.about)}")


def _kind(file: SqlFile) -> str:
    if file.kind not in ("view", "table"):
        raise BadQuery(f"{file.path}: kind is `{file.kind}`; write view or table")
    return file.kind


def _run(connection: duckdb.DuckDBPyConnection, file: SqlFile, statement: str) -> None:
    import duckdb

    try:
        connection.execute(statement)
    except duckdb.Error as error:
        raise BadQuery(f"{file.path} does not run: {error}") from error


def _comment(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    about = f"{file.about} Grain: {file.grain}." if file.grain else file.about
    connection.execute(f"comment on {file.kind} {quoted(file.name)} is {literal(about)}")
    columns = _columns(connection, file.name)
    if strange := sorted(set(file.columns) - set(columns)):
        raise BadQuery(f"{file.path} describes {', '.join(strange)}, which it does not give")
    inherited = _inherited(connection, file)
    for column in columns:
        text = file.columns.get(column) or inherited.get(column)
        if not text:
            raise BadQuery(f"{file.path}: add a header line `-- column {column}: what it holds`")
        connection.execute(f"comment on column {quoted(file.name)}.{quoted(column)} is {literal(text)}")


def _columns(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    rows = connection.execute("select column_name from duckdb_columns() where table_name = $name", {"name": name})
    return [row[0] for row in rows.fetchall()]


def _inherited(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> dict[str, str]:
    """Column -> its comment in the first source that has one."""
    found: dict[str, str] = {}
    query = "select column_name, comment from duckdb_columns() where table_name = $name and comment is not null"
    for source in file.reads:
        if source != file.name:
            for column, comment in connection.execute(query, {"name": source}).fetchall():
                found.setdefault(column, comment)
    return found
