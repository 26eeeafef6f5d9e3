"""The read-only door: the curated folder in, a connection to one whole version out; answers are Arrow tables.

People's own SQL on their own machine: one statement that reads, no file but the database, no setting, no network.
It is no sandbox for strangers: DuckDB's memory limit does not hold big strings back (see explore/).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from flows.errors import BadQuery, BrokenVersion, NothingThere
from flows.warehouse.build import NAME
from flows.warehouse.reading import reading_statement

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_AT_START = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",  # a Python variable is no table
}
# In this order: temp_directory can no longer be set once the outside is closed, and nothing once all is locked.
_THEN = (
    "set global timezone = 'UTC'",
    "set temp_directory = ''",  # nothing is written beside a published version
    "set enable_external_access = false",
    "set lock_configuration = true",
)


@dataclass(frozen=True, slots=True)
class Door:
    """An open read-only database of one version; use it in a with statement."""

    connection: duckdb.DuckDBPyConnection
    database: Path

    @property
    def version(self) -> str:
        return self.database.parent.name

    def answer(self, sql: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
        return answer(self.connection, sql, parameters)

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Door:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def opened(curated: Path) -> Door:
    """The curated folder -> a door to its current version, which stays the same however many runs publish meanwhile."""
    current = curated / "current"
    if not current.exists():
        raise NothingThere(f"nothing is published in {curated}: `dateline run` makes the first version")
    return opened_database(Path(os.path.realpath(current)) / NAME)


def opened_database(database: Path) -> Door:
    """A database file -> a door to it."""
    import duckdb

    if not database.is_file():
        raise NothingThere(f"{database} is missing: `dateline run` publishes a version with it")
    try:
        connection = duckdb.connect(str(database), read_only=True, config=dict(_AT_START))
        # Doors to one file share an instance within a process; the first has closed it already.
        if not connection.execute("select current_setting('lock_configuration')").fetchall()[0][0]:
            for statement in _THEN:
                connection.execute(statement)
    except duckdb.Error as error:
        raise BrokenVersion(f"{database} cannot be opened: {error}; `dateline check` tells what is broken") from error
    return Door(connection, database)


def answer(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
    """One reading statement and its $parameters -> its rows; BadQuery says what is wrong and what to type."""
    import duckdb

    statement = reading_statement(connection, sql)
    try:
        return connection.sql(statement, params=dict(parameters) if parameters else None).to_arrow_table()
    except duckdb.Error as error:
        raise BadQuery(f"{error}{_hint(error)}") from error


def _hint(error: Exception) -> str:
    said = str(error)
    if "Table with name" in said:
        return '\n`dateline sql "show tables"` lists tables and views'
    if "column" in said.lower() and "not found" in said:
        return '\n`dateline sql "describe NAME"` lists the columns of a table; `end` and `start` want double quotes'
    if "disabled by configuration" in said:
        return "\nonly the published tables can be read here; `show tables` lists them"
    if "prepared statement" in said or "parameter" in said.lower():
        return "\ngive every $name a value"
    return ""
