"""Named queries of sql/queries: a name and parameters in, rows out."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.errors import BadQuery
from flows.warehouse.door import answer
from flows.warehouse.sql_files import Parameter, SqlFile, sql_file, sql_files

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# What a parameter may be; people read the left word, DuckDB the right one.
TYPES = {"text": "varchar", "integer": "bigint", "number": "double", "date": "date", "boolean": "boolean"}


def listed(sql_folder: Path) -> tuple[SqlFile, ...]:
    """All named queries, each with its one-line description and parameters."""
    return tuple(sql_files(sql_folder / "queries"))


def named(sql_folder: Path, name: str) -> SqlFile:
    """A query by name; BadQuery names those there are."""
    file = sql_folder / "queries" / f"{name}.sql"
    known = [path.stem for path in sorted((sql_folder / "queries").glob("*.sql"))]
    if name not in known:
        meant = get_close_matches(name, known, 1)
        raise BadQuery(f"no query `{name}`{_meant(meant)}: known are {', '.join(known)}")
    return sql_file(file)


def asked(
    connection: duckdb.DuckDBPyConnection, sql_folder: Path, name: str, parameters: Mapping[str, Any] | None = None
) -> pa.Table:
    """A query's rows for these parameters; values may be text, as a command line gives them."""
    query = named(sql_folder, name)
    return answer(connection, query.statement, bound(connection, query, parameters or {}))


def bound(connection: duckdb.DuckDBPyConnection, query: SqlFile, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Every parameter of the query with a typed value: the one given, or its default."""
    known = {parameter.name: parameter for parameter in query.parameters}
    if unknown := sorted(set(parameters) - set(known)):
        meant = get_close_matches(unknown[0], list(known), 1)
        raise BadQuery(f"query {query.name} has no parameter `{unknown[0]}`{_meant(meant)}: {usage(query)}")
    missing = [name for name, parameter in known.items() if parameter.default is None and name not in parameters]
    if missing:
        raise BadQuery(f"query {query.name} needs {', '.join(missing)}: {usage(query)}")
    return {name: _typed(connection, query, one, parameters.get(name)) for name, one in known.items()}


def usage(query: SqlFile) -> str:
    """The line to type."""
    shown = [f"--param {p.name}={p.type.upper()}" for p in query.parameters if p.default is None]
    shown += [f"[--param {p.name}={p.type.upper()}]" for p in query.parameters if p.default is not None]
    return f"`{' '.join(['dateline query', query.name, *shown])}`"


def _typed(connection: duckdb.DuckDBPyConnection, query: SqlFile, parameter: Parameter, given: Any) -> Any:
    import duckdb

    kind = TYPES.get(parameter.type)
    if kind is None:
        raise BadQuery(f"{query.path}: {parameter.name} has type `{parameter.type}`; known are {', '.join(TYPES)}")
    try:
        if given is None:
            return connection.execute(f"select cast({parameter.default} as {kind})").fetchall()[0][0]
        return connection.execute(f"select cast($given as {kind})", {"given": given}).fetchall()[0][0]
    except duckdb.Error as error:
        raise BadQuery(f"{parameter.name} = {given!r}: {parameter.type} expected; {usage(query)}") from error


def _meant(close: list[str]) -> str:
    return f" (did you mean `{close[0]}`?)" if close else ""
