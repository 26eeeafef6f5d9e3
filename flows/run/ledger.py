"""The plan and what became of it -> one row per path for the table `files`."""

from __future__ import annotations

from collections.abc import Mapping

from flows.errors import REASONS
from flows.ingest.paths import member_of
from flows.ingest.refusals import WAITING
from flows.records import FileRow, RawFile, Refusal
from flows.run.plan import Plan
from flows.run.steps import judging_steps, looking_steps
from flows.settings import Settings


def ledger(
    plan: Plan, formats: Mapping[str, str], refusals: Mapping[str, Refusal], settings: Settings
) -> list[FileRow]:
    """All paths in order. `formats`: doc_id -> format of published documents; `refusals`: by doc_id, of this run."""
    before = {row.doc_id: row for row in plan.refused}
    judged = {raw.doc_id: judging_steps(raw, settings) for raw in plan.todo}
    looked = looking_steps(settings)
    rows = list(plan.inventory.settled)
    for raw in plan.inventory.documents:
        inside = member_of(raw.path)
        if raw.doc_id in formats:
            rows.append(_published(raw, inside, formats[raw.doc_id], plan.lead[raw.doc_id], looked))
        elif raw.doc_id in refusals:
            rows.append(_refused(raw, inside, refusals[raw.doc_id], judged[raw.doc_id]))
        else:
            rows.append(_as_before(raw, inside, before[raw.doc_id]))
    return sorted(rows, key=lambda row: row.path)


def _published(raw: RawFile, inside: str, format: str, lead: str, steps: tuple[str, ...]) -> FileRow:
    first = lead == raw.path
    return FileRow(
        raw.path, inside, raw.source, raw.sha256, raw.sidecar_sha256, raw.size, raw.doc_id, format,
        state="published" if first else "duplicate",
        reason="" if first else "same_content",
        detail="" if first else f"the same bytes as {lead}",
        steps=steps,
    )  # fmt: skip


def _refused(raw: RawFile, inside: str, refusal: Refusal, steps: tuple[str, ...]) -> FileRow:
    waiting = refusal.reason in WAITING
    return FileRow(
        raw.path, inside, raw.source, raw.sha256, raw.sidecar_sha256, raw.size, raw.doc_id, "",
        state="waiting" if waiting else "refused",
        reason=refusal.reason,
        detail=refusal.detail or REASONS.get(refusal.reason, ""),
        steps=steps,
    )  # fmt: skip


def _as_before(raw: RawFile, inside: str, row: FileRow) -> FileRow:
    return FileRow(
        raw.path, inside, raw.source, raw.sha256, raw.sidecar_sha256, raw.size, raw.doc_id, row.format,
        row.state, row.reason, row.detail, row.steps,
    )  # fmt: skip
