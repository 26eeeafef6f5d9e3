"""The staged dateline.duckdb and sql/audits -> a verdict: an audit that returns rows has found violations."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.errors import BrokenVersion, NothingThere
from flows.records import Check, Verdict

if TYPE_CHECKING:
    import duckdb

TABLE = "audits"  # an audit spans tables; this stands where a check names its table
EXAMPLES = 5
SHOWN = 60  # characters of a value in an example


def audited(database: Path, sql_folder: Path) -> Verdict:
    """Every audit over the database, by name. One that cannot run has failed."""
    import duckdb

    files = sorted((sql_folder / "audits").glob("*.sql"))
    if not files:
        raise NothingThere(f"{sql_folder}/audits holds no audit: the installation is not whole, type `make setup`")
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")  # days and months are UTC on every machine
            return Verdict("audits", tuple(_check(connection, file) for file in files))
    except duckdb.Error as error:
        raise BrokenVersion(f"{database} cannot be audited: {error}") from error


def _check(connection: duckdb.DuckDBPyConnection, file: Path) -> Check:
    import duckdb

    text = file.read_text("utf-8")
    says = _guarded(text, file.stem)
    try:
        answer = connection.execute(text)
        columns = [column[0] for column in answer.description or ()]
        rows = answer.fetchall()
    except duckdb.Error as error:
        return Check(TABLE, file.stem, "", says, False, 0, raised=str(error).partition("\n")[0])
    return Check(
        TABLE,
        file.stem,
        ", ".join(columns),
        says,
        not rows,
        0,
        len(rows),
        f"{len(rows):,} rows" if rows else "no rows",
        doc_ids=_doc_ids(columns, rows),
        examples=tuple(_example(columns, row) for row in rows[:EXAMPLES]),
    )


def _guarded(text: str, name: str) -> str:
    """What the audit guards: the comment at its head, without its name."""
    head = takewhile(lambda line: line.startswith("--"), text.splitlines())
    return " ".join(line.removeprefix("--").strip() for line in head).removeprefix(f"{name}:").strip()


def _doc_ids(columns: list[str], rows: list[tuple[Any, ...]]) -> tuple[str, ...]:
    if "doc_id" not in columns:
        return ()
    place = columns.index("doc_id")
    return tuple(sorted({str(row[place]) for row in rows if row[place] is not None}))


def _example(columns: list[str], row: tuple[Any, ...]) -> str:
    return ", ".join(f"{name} = {str(value)[:SHOWN]}" for name, value in zip(columns, row, strict=True))
