"""The ledger -> status/SOURCE.md in the version: for each source, what was published, and what was refused and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from flows.publish.durable import write_file
from flows.records import FileRow, content_id

LISTED = ("refused", "waiting")


def write_status(rows: Iterable[FileRow], folder: Path) -> None:
    """One page a source, in `folder`."""
    by_source: dict[str, list[FileRow]] = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row)
    folder.mkdir(parents=True, exist_ok=True)
    for source, listed in sorted(by_source.items()):
        write_file(folder / _file_name(source), status_page(source, listed).encode(), "status page")


def _file_name(source: str) -> str:
    """A source is a folder name and may hold anything; a file name here may not, and two must not become one."""
    plain = re.sub(r"[^\w.-]", "_", source)
    return f"{plain}.md" if plain == source else f"{plain}-{content_id(source)[:6]}.md"


def status_page(source: str, rows: list[FileRow]) -> str:
    """The rows of one source -> its page."""
    states = Counter(row.state for row in rows)
    counted = ", ".join(f"{n:,} {state}" for state, n in sorted(states.items()))
    lines = [f"# {source}", "", f"{len(rows):,} paths: {counted}.", ""]
    listed = [row for row in sorted(rows, key=lambda r: r.path) if row.state in LISTED]
    if listed:
        lines += ["| path | state | reason | what to do |", "|---|---|---|---|"]
        lines += [f"| {_cell(r.path)} | {r.state} | {r.reason} | {_cell(r.detail)} |" for r in listed]
    else:
        lines.append("Nothing was refused, nothing waits.")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
