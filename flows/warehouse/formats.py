"""An Arrow table -> bytes for stdout or a file: table for people, csv (RFC 4180), json (one array), parquet."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flows.errors import BadQuery

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console
    from rich.table import Table

READABLE = 16  # characters a column needs to be read rather than spelled
BORDER = 3  # characters a column costs beside its value
LARGEST_JSON_INTEGER = 2**63 - 1  # larger ones are written as text: few readers keep their last digits


def formatted(table: pa.Table, format: str, width: int | None = None) -> bytes:
    """Rows in one of the formats; `width` in characters is for the table only."""
    if format not in FORMATS:
        raise BadQuery(f"no format `{format}`: known are table, {', '.join(f for f in FORMATS if f != 'table')}")
    return as_table(table, width) if format == "table" else FORMATS[format](table)


def as_table(table: pa.Table, width: int | None = None) -> bytes:
    """Rows side by side, or, where the columns would be too narrow to read, one below the other."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, emoji=False, markup=False)
    rows = [[_cell(value) for value in row] for row in _rows(table)]
    if _least_width(table.column_names, rows) <= console.width:
        console.print(_side_by_side(table, rows))
    else:
        _one_below_the_other(console, table.column_names, rows)
    return out.getvalue().encode()


def _least_width(names: list[str], rows: list[list[str]]) -> int:
    """Width at which every column shows its name and a few words of its longest value."""
    longest = [max([len(name), *(len(row[n]) for row in rows)]) for n, name in enumerate(names)]
    return sum(min(length, max(READABLE, len(name))) + BORDER for length, name in zip(longest, names, strict=True)) + 1


def _side_by_side(table: pa.Table, rows: list[list[str]]) -> Table:
    import pyarrow as pa
    from rich.table import Table
    from rich.text import Text

    shown = Table(caption=_counted(table.num_rows), caption_justify="left")
    for column in table.schema:
        number = any(kind(column.type) for kind in (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal))
        shown.add_column(Text(column.name), justify="right" if number else "left", overflow="fold")
    for row in rows:
        shown.add_row(*map(Text, row))
    return shown


def _one_below_the_other(console: Console, names: list[str], rows: list[list[str]]) -> None:
    """As `\\x` in psql; empty values are left out."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    wide = max(map(len, names))
    for number, row in enumerate(rows, 1):
        console.rule(f"{number}", align="left", characters="─")
        grid = Table.grid(padding=(0, 2))
        grid.add_column(width=wide, style="dim")
        grid.add_column(overflow="fold")
        for name, value in zip(names, row, strict=True):
            if value:
                grid.add_row(Text(name), Text(value))
        console.print(Padding(grid, (0, 1)))
    console.print(Text(_counted(len(rows))))


def as_csv(table: pa.Table) -> bytes:
    """RFC 4180: CRLF, quotes doubled, a header line; null is empty, lists are JSON."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.column_names)
    writer.writerows([_csv_value(value) for value in row] for row in _rows(table))
    return out.getvalue().encode()


def as_json(table: pa.Table) -> bytes:
    """One array of objects, a row a line; a column name that stands twice gets a number."""
    names = _distinct(table.column_names)
    lines = [_json(dict(zip(names, row, strict=True))) for row in _rows(table)]
    return b"[" + b",\n".join(lines) + b"]\n"


def as_parquet(table: pa.Table) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = pa.BufferOutputStream()
    pq.write_table(table.rename_columns(_distinct(table.column_names)), out, compression="zstd")
    return bytes(out.getvalue())


FORMATS: dict[str, Callable[[pa.Table], bytes]] = {
    "table": as_table, "csv": as_csv, "json": as_json, "parquet": as_parquet,
}  # fmt: skip


def _rows(table: pa.Table) -> list[tuple[Any, ...]]:
    columns = [column.to_pylist() for column in table.columns]
    return list(zip(*columns, strict=True)) if columns else []


def _distinct(names: list[str]) -> list[str]:
    """a, a, b -> a, a_2, b"""
    result: list[str] = []
    for name in names:
        number, free = 1, name
        while free in result:
            number += 1
            free = f"{name}_{number}"
        result.append(free)
    return result


def _counted(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows:,} rows"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    text = str(_plain(value)) if not isinstance(value, dict) else _json(value).decode()
    return "".join(c if c == "\n" or c.isprintable() else repr(c)[1:-1] for c in text)


def _csv_value(value: Any) -> Any:
    return _json(value).decode() if isinstance(value, list | dict) else _plain(value)


def _json(value: Any) -> bytes:
    import orjson

    return orjson.dumps(_plain(value), option=orjson.OPT_NON_STR_KEYS)


def _plain(value: Any) -> Any:
    """Values that JSON and CSV know: instants in ISO 8601, bytes in base64, large integers as text."""
    match value:
        case bool() | None | str() | float():
            return value
        case int():
            return value if -LARGEST_JSON_INTEGER <= value <= LARGEST_JSON_INTEGER else str(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case datetime() if value.tzinfo is not None and not value.utcoffset():
            return value.replace(tzinfo=None).isoformat() + "Z"
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return _plain(int(value)) if value == value.to_integral_value() else float(value)
        case timedelta():
            return value.total_seconds()
        case bytes():
            return base64.b64encode(value).decode()
    return str(value)
