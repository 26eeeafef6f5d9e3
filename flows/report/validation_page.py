"""Verdicts of the gates and the audits -> one HTML page that needs nothing else: no script, no outside address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from flows.records import Check, Verdict

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

TEMPLATES = Path(__file__).with_name("templates")
SHOWN_DOCUMENTS = 20  # more are counted, not listed

_TITLES = {"documents": "Gate 1", "corpus": "Gate 2", "audits": "Audits"}
_ABOUT = {
    "documents": "every rule of the new documents",
    "corpus": "every rule of the corpus tables",
    "audits": "rules across tables, in SQL",
}
_IDLE = {"documents": "No document was new in this run."}


@dataclass(frozen=True, slots=True)
class Table:
    """Checks of one table, failed ones first."""

    name: str
    rows: int
    passed: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    key: str
    title: str
    about: str
    idle: str
    passed: bool
    good: int
    total: int
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the template shows."""

    gates: tuple[Gate, ...]
    failures: tuple[tuple[Gate, Check], ...]
    checks: int
    failed: int
    set_aside: int  # documents that gate 1 named
    stopped: bool


def validation_page(verdicts: Sequence[Verdict], audits: Verdict, counts: Mapping[str, int], version: str = "") -> str:
    """Verdicts, audits and rows per table -> the page as text."""
    page = _page([*verdicts, audits])
    return _template().render(
        page=page,
        counts=list(counts.items()),
        version=version,
        css=_css(),
        shown=SHOWN_DOCUMENTS,
    )


def _page(verdicts: Sequence[Verdict]) -> Page:
    gates = tuple(_gate(verdict) for verdict in verdicts)
    failures = tuple((g, c) for g, v in zip(gates, verdicts, strict=True) for c in v.checks if not c.passed)
    set_aside = {
        doc_id for verdict in verdicts if verdict.gate == "documents" for f in verdict.findings for doc_id in f.doc_ids
    }
    stopped = any(bool(v.broken) if v.gate == "documents" else not v.passed for v in verdicts)
    checks = sum(gate.total for gate in gates)
    return Page(gates, failures, checks, len(failures), len(set_aside), stopped)


def _gate(verdict: Verdict) -> Gate:
    good = sum(check.passed for check in verdict.checks)
    return Gate(
        verdict.gate,
        _TITLES.get(verdict.gate, verdict.gate),
        _ABOUT.get(verdict.gate, ""),
        _IDLE.get(verdict.gate, "Nothing was checked."),
        verdict.passed,
        good,
        len(verdict.checks),
        _tables(verdict),
    )


def _tables(verdict: Verdict) -> tuple[Table, ...]:
    """Checks come table by table, the schema of every table first of all."""
    order = {name: place for place, name in enumerate(dict.fromkeys(check.table for check in verdict.checks))}
    sorted_checks = sorted(verdict.checks, key=lambda check: (order[check.table], check.passed))
    grouped = ((name, tuple(checks)) for name, checks in groupby(sorted_checks, key=lambda check: check.table))
    return tuple(
        Table(name, max(c.rows for c in found), all(c.passed for c in found), found) for name, found in grouped
    )


def _css() -> Markup:
    from markupsafe import Markup

    return Markup((TEMPLATES / "validation.css").read_text("utf-8").rstrip())  # our own file, nothing to escape


@cache
def _template() -> jinja2.Template:
    import jinja2
    from markupsafe import Markup

    def pill(passed: bool) -> Markup:
        return Markup('<span class="pill {}">{}</span>').format(*(("good", "passed") if passed else ("bad", "failed")))

    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals["pill"] = pill
    return environment.get_template("validation.html")
