"""SQL text -> the one statement it holds, if it only reads; BadQuery otherwise.

The statement type alone does not tell: DuckDB calls PIVOT, and COPY of a PIVOT, both MULTI, and runs a COPY
inside EXPLAIN ANALYZE. COPY could even write the write-ahead log of a read-only database. So the first word counts too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.errors import BadQuery

if TYPE_CHECKING:
    import duckdb

READING = ("select", "with", "from", "values", "table", "describe", "desc", "show", "summarize", "pivot", "unpivot")
_TYPES = frozenset({"SELECT", "MULTI"})
# `explain`, `explain analyze`, `explain (format json)`; the options hold no brackets themselves.
_EXPLAIN = re.compile(r"explain(?:\s+analyze\b)?(?:\s*\([a-z_ ,]*\))?\s+", re.IGNORECASE)
_ALLOWED = (
    "one statement that reads is allowed here: SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE, PIVOT, EXPLAIN"
)


def reading_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The text itself, once it is known to hold a single statement that reads."""
    _type_of_single(connection, sql)
    explained = _EXPLAIN.match(_from_first_word(sql))
    inner = _from_first_word(sql)[explained.end() :] if explained else sql
    first = re.match(r"[a-z]*", _from_first_word(inner), re.IGNORECASE)
    word = first.group().lower() if first else ""
    if word not in READING or _type_of_single(connection, inner) not in _TYPES:
        raise BadQuery(f"`{word or sql.strip()[:20]}` is not read-only; {_ALLOWED}")
    return sql


def _type_of_single(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Type of the only statement. ValueError is DuckDB's answer to types its Python side does not know."""
    import duckdb

    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            raise BadQuery(f"{len(statements)} statements were given; {_ALLOWED}")
        return str(statements[0].type).rpartition(".")[2]
    except duckdb.Error as error:
        raise BadQuery(str(error)) from error
    except ValueError as error:
        if isinstance(error, BadQuery):
            raise
        raise BadQuery(_ALLOWED) from error


def _from_first_word(sql: str) -> str:
    """The text from its first keyword on: comments and opening brackets before it do not count."""
    import duckdb

    starts = [place for place, kind in duckdb.tokenize(sql) if kind != duckdb.token_type.comment]
    encoded = sql.encode()  # places are bytes
    for place in starts:
        rest = encoded[place:].decode()
        if not rest.startswith("("):
            return rest
    return ""
