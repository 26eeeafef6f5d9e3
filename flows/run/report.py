"""What a run did -> a report as a value, as JSON in data/curated/runs, as Markdown for people and Prefect's page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flows.publish.durable import write_file
from flows.records import FileRow, Finding


@dataclass(frozen=True, slots=True)
class RunReport:
    """The figures of one run. Times are for people; no table holds them."""

    version: str  # "" when nothing was published
    published: bool
    read: int = 0  # documents that went through the steps in this run
    kept: int = 0  # documents taken over from the version before
    files: Mapping[str, int] = field(default_factory=dict)  # state -> paths
    refused: Mapping[str, int] = field(default_factory=dict)  # reason -> paths
    rows: Mapping[str, int] = field(default_factory=dict)  # table -> rows
    events: Mapping[str, int] = field(default_factory=dict)  # PLOVER type -> events
    gone: int = 0
    why: Mapping[str, int] = field(default_factory=dict)  # reason for reading -> documents
    seconds: Mapping[str, float] = field(default_factory=dict)  # step -> wall time
    findings: tuple[Finding, ...] = ()
    page: str = ""  # the validation page

    @property
    def has_refusals(self) -> bool:
        return bool(self.refused)


def ledger_counts(rows: Iterable[FileRow]) -> tuple[dict[str, int], dict[str, int]]:
    """Ledger -> paths by state, and refused paths by reason."""
    rows = list(rows)
    states = Counter(row.state for row in rows)
    return dict(sorted(states.items())), dict(sorted(Counter(r.reason for r in rows if r.state == "refused").items()))


def as_json(report: RunReport) -> str:
    return json.dumps(asdict(report), indent=1, ensure_ascii=False)


def write_report(report: RunReport, curated: Path) -> Path:
    """The report -> data/curated/runs/TIME-VERSION.json."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")  # for people; nothing reads it as data
    path = curated / "runs" / f"{stamp}-{report.version or 'stopped'}.json"
    write_file(path, as_json(report).encode(), "run report")
    return path


def as_markdown(report: RunReport) -> str:
    """The report as a page of a few small tables."""
    head = f"Version {report.version} published" if report.published else "Nothing published"
    parts = [f"# {head}", f"{report.read:,} documents read, {report.kept:,} kept from the version before."]
    parts += [_table("Files", "state", report.files), _table("Refused", "reason", report.refused)]
    parts += [_table("Rows", "table", report.rows), _table("Events", "type", report.events)]
    parts += [_table("Seconds", "step", {k: f"{v:.1f}" for k, v in report.seconds.items()})]
    if report.findings:
        parts.append(_findings(report.findings))
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(title: str, key: str, values: Mapping[str, object]) -> str:
    if not values:
        return ""
    lines = [f"| {name} | {value:,} |" if isinstance(value, int) else f"| {name} | {value} |" for name, value in values.items()]  # fmt: skip
    return "\n".join([f"## {title}", "", f"| {key} | |", "|---|---:|", *lines])


def _findings(findings: Sequence[Finding]) -> str:
    lines = [f"- {f.gate}, {f.table}: {f.check} ({f.rows:,} rows)" for f in findings]
    return "\n".join(["## Checks that failed", "", *lines])
