"""A version folder -> dateline.duckdb in it: tables, comments, views and macros; nothing half-built is ever seen."""

from __future__ import annotations

import os
from pathlib import Path

from flows.errors import BadQuery, RunFailed
from flows.warehouse.tables import make_tables
from flows.warehouse.views import make_views

NAME = "dateline.duckdb"


def build(version_folder: Path, sql_folder: Path) -> Path:
    """Parquet of a version and the SQL files in, the path of its database out; RunFailed when it cannot be built."""
    import duckdb

    folder = Path(os.path.realpath(version_folder))
    beside = folder / f"{NAME}.tmp"
    _remove(beside)
    try:
        with duckdb.connect(str(beside)) as connection:
            connection.execute("set timezone = 'UTC'")  # marts that are tables must not depend on the machine
            make_tables(connection, folder)
            make_views(connection, sql_folder)
            connection.execute("checkpoint")
    except duckdb.Error as error:
        raise RunFailed(
            f"{folder / NAME} cannot be built: {error}; `dateline check` shows which file is at fault"
        ) from error
    except BadQuery as error:
        raise RunFailed(str(error)) from error
    _synced(beside)
    return beside.replace(folder / NAME)


def _remove(beside: Path) -> None:
    """What a killed run left."""
    for leftover in (beside, beside.with_name(beside.name + ".wal")):
        leftover.unlink(missing_ok=True)


def _synced(file: Path) -> None:
    """On disk before its name is."""
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
