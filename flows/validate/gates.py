"""Staged Arrow tables -> verdicts. Gate 1 sets documents aside; gate 2 stops the publication.

A gate passes when every expectation succeeded and none raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from flows.records import Check, Finding, Refusal, Verdict

if TYPE_CHECKING:
    import pyarrow as pa

Findings = dict[str, tuple[Finding, ...]]


def gate_documents(tables: Mapping[str, pa.Table]) -> tuple[Findings, Verdict]:
    """New per-document rows -> offending doc_ids with their findings, and every expectation's outcome.

    `verdict.broken` has the findings that name no document: a schema that differs, an expectation that raised.
    """
    from flows.publish.schemas import PER_DOCUMENT

    verdict = Verdict("documents", tuple(_checks(tables, PER_DOCUMENT)))
    offending: dict[str, list[Finding]] = {}
    for finding in verdict.findings:
        for doc_id in finding.doc_ids:
            offending.setdefault(doc_id, []).append(finding)
    return {doc_id: tuple(findings) for doc_id, findings in sorted(offending.items())}, verdict


def gate_corpus(tables: Mapping[str, pa.Table]) -> Verdict:
    """The corpus tables -> every expectation's outcome."""
    from flows.publish.schemas import PER_CORPUS

    return Verdict("corpus", tuple(_checks(tables, PER_CORPUS)))


def refusals(offending: Mapping[str, tuple[Finding, ...]]) -> tuple[Refusal, ...]:
    """Offending documents -> refusals that name the first rule each broke."""
    from flows.errors import REASONS

    return tuple(
        Refusal(doc_id, "validate", "invalid_rows", f"{_broken_rules(findings)}: {REASONS['invalid_rows']}")
        for doc_id, findings in sorted(offending.items())
    )


def _broken_rules(findings: tuple[Finding, ...]) -> str:
    first = f"{findings[0].table}: {findings[0].check} ({findings[0].column})"
    return first if len(findings) == 1 else f"{first} and {len(findings) - 1} more"


def _checks(tables: Mapping[str, pa.Table], names: Iterable[str]) -> list[Check]:
    from flows.validate.expectations import checks
    from flows.validate.staged import Staged
    from flows.validate.suites import SUITES

    schemas = [_schema_check(name, tables) for name in names]
    sound = [check.table for check in schemas if check.passed]
    return [*schemas, *checks(Staged(tables), [SUITES[name] for name in sound])]


def _schema_check(table: str, tables: Mapping[str, pa.Table]) -> Check:
    """Arrow types are exact, so they are compared as such; where they differ no other rule can be asked."""
    from flows.publish.schemas import TABLES

    wanted = TABLES[table]
    given = tables[table].schema if table in tables else wanted
    rows = tables[table].num_rows if table in tables else 0
    differing = _differences(wanted, given)
    says = "columns, their order and their types are those of the contract"
    observed = "; ".join(differing) or f"{len(wanted)} columns as agreed"
    return Check(
        table, "arrow_schema", "", says, not differing, rows, len(differing), observed, examples=tuple(differing)
    )


def _differences(wanted: pa.Schema, given: pa.Schema) -> list[str]:
    missing = [f"{name} is missing" for name in wanted.names if name not in given.names]
    extra = [f"{name} is not in the contract" for name in given.names if name not in wanted.names]
    shared = [name for name in wanted.names if name in given.names]
    typed = [
        f"{name} is {given.field(name).type}, not {wanted.field(name).type}"
        for name in shared
        if given.field(name).type != wanted.field(name).type
    ]
    if not missing and not extra and wanted.names != given.names:
        typed.append("the columns stand in another order")
    return missing + extra + typed
