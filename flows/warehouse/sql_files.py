"""One .sql file -> its header and its statement. The header is the comment lines at the top:

-- NAME: what it gives, in one sentence
-- grain: one row per ...
-- kind: view | table                     (marts; view when not said)
-- column NAME: comment                   (a column without one inherits that of the same name in a source)
-- param NAME TYPE [= DEFAULT]: comment   (queries and macros; without a default it must be given)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path

from flows.errors import BadQuery

_PARAM = re.compile(r"param (?P<name>[a-z_]+) (?P<type>[a-z]+(?:\[\])?)(?: = (?P<default>[^:]*))?: (?P<about>.+)")
_COLUMN = re.compile(r"column (?P<name>[a-z_0-9]+): (?P<about>.+)")
_KEY = re.compile(r"(?P<key>grain|kind): (?P<value>.+)")
_READS = re.compile(r"\b(?:from|join)\s+([a-z_][a-z_0-9]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query or macro; `default` is its SQL text, None when it must be given."""

    name: str
    type: str
    default: str | None
    about: str


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A file of the sql folder."""

    name: str
    path: Path
    about: str
    statement: str
    grain: str = ""
    kind: str = "view"
    columns: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        """Names after from and join: tables and views, and its own CTEs."""
        return tuple(dict.fromkeys(name.lower() for name in _READS.findall(self.statement)))


def sql_file(path: Path) -> SqlFile:
    """A file -> its parts; refuses a header line that says nothing we know (BadQuery)."""
    lines = path.read_text("utf-8").splitlines()
    size = next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
    header = [line[2:].strip() for line in lines[:size]]
    name, _, about = (header or [""])[0].partition(": ")
    if name != path.stem or not about:
        raise BadQuery(f"{path}: the first line should be `-- {path.stem}: what it gives`")
    found = SqlFile(path.stem, path, about, "\n".join(lines[size:]).strip().rstrip(";"))
    return _with_header(found, header[1:])


def sql_files(folder: Path) -> list[SqlFile]:
    """All .sql files of a folder by name; none when it does not exist."""
    return [sql_file(path) for path in sorted(folder.glob("*.sql"))]


def in_building_order(files: list[SqlFile]) -> list[SqlFile]:
    """Files such that each comes after those it reads; by name where that leaves a choice."""
    by_name = {file.name: file for file in files}
    graph = {file.name: [n for n in sorted(file.reads) if n in by_name and n != file.name] for file in files}
    return [by_name[name] for name in TopologicalSorter(graph).static_order()]


def _with_header(found: SqlFile, header: list[str]) -> SqlFile:
    said = {"grain": "", "kind": "view"}
    columns: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in header:
        if match := _COLUMN.fullmatch(line):
            columns[match["name"]] = match["about"]
        elif match := _PARAM.fullmatch(line):
            default = match["default"]
            parameters.append(Parameter(match["name"], match["type"], default and default.strip(), match["about"]))
        elif match := _KEY.fullmatch(line):
            said[match["key"]] = match["value"]
        else:
            raise BadQuery(f"{found.path}: header line `{line}` is none of grain, kind, column NAME, param NAME TYPE")
    return SqlFile(
        found.name, found.path, found.about, found.statement, said["grain"], said["kind"], columns, tuple(parameters)
    )
