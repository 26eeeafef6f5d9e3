"""The later stages of a run: gates, staging, corpus, publication. Each takes what the one before returned."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.errors import RunFailed, ValidationStopped
from flows.publish import manifest as manifests
from flows.publish.durable import remove_tree, write_file
from flows.publish.manifest import Manifest, TableFile
from flows.publish.parquet import read_parquet
from flows.publish.schemas import PER_CORPUS, PER_DOCUMENT, TABLES
from flows.publish.stage import stage_corpus, stage_documents
from flows.publish.status import write_status
from flows.publish.version import Version, drop_old_versions, publish, staging
from flows.records import FileRow, Finding, Verdict
from flows.report.validation_page import validation_page
from flows.run.corpus import NEEDED, corpus_tables
from flows.run.documents import Fresh, used_up
from flows.run.ledger import ledger
from flows.run.plan import Plan, conserved, ledger_rows
from flows.run.report import RunReport, ledger_counts, write_report
from flows.run.steps import corpus_steps
from flows.settings import Settings, sql_folder
from flows.validate.gates import gate_corpus, gate_documents, refusals
from flows.warehouse.build import build

STATUS = "status"  # folder of pages for people inside a version; data/curated/status links to the current one
PAGE = "validation.html"
DEFECTS = ("failed", "crashed", "invalid_rows")
FAILED_AT_LEAST, FAILED_SHARE = 5, 0.2  # beyond both, the fault is not the documents'


@dataclass(frozen=True, slots=True)
class Checked:
    """Fresh documents that passed gate 1, and the verdict."""

    fresh: Fresh
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Draft:
    """The next version as far as it is staged."""

    folder: Path
    files: tuple[TableFile, ...]
    leaves: dict[str, str]

    def paths(self, table: str) -> list[Path]:
        return [self.folder / entry.file for entry in self.files if entry.table == table]


def gate_1(fresh: Fresh) -> Checked:
    """Documents with rows that break the contract are set aside before they shape any entity."""
    if not fresh.documents:
        _guard_defects(fresh)
        return Checked(fresh, Verdict("documents", ()))
    offending, verdict = gate_documents(fresh.tables)
    if verdict.broken:
        raise ValidationStopped(f"gate 1 could not judge the new documents: {_said(verdict.broken)}; nothing was published")  # fmt: skip
    passed = fresh.without({refusal.doc_id: refusal for refusal in refusals(offending)})
    _guard_defects(passed)
    return Checked(passed, verdict)


def _guard_defects(fresh: Fresh) -> None:
    """Many documents failing at once is a defect of a step or of the installation: nothing is published over it."""
    failed = [r.detail for r in fresh.refusals.values() if r.reason in DEFECTS]
    if len(failed) >= FAILED_AT_LEAST and len(failed) > FAILED_SHARE * (len(fresh.documents) + len(fresh.refusals)):
        raise RunFailed(f"{len(failed)} documents failed, the first at {failed[0]}; nothing was published")


def staged_documents(settings: Settings, previous: Version | None, plan: Plan, checked: Checked) -> Draft:
    """Per-document files of the next version: unchanged ones linked, changed ones written."""
    folder = staging(settings.curated)
    done = stage_documents(folder, previous, plan.kept, checked.fresh.documents, checked.fresh.tables)
    return Draft(folder, done.files, done.leaves)


def staged_corpus(draft: Draft, settings: Settings, plan: Plan, checked: Checked) -> Draft:
    """Ledger, entities as judged, near-duplicates and clusters of all documents together, and the manifest."""
    documents = {name: read_parquet(draft.paths(name), PER_DOCUMENT[name]).select(NEEDED[name]) for name in NEEDED}
    formats = read_parquet(draft.paths("documents"), TABLES["documents"]).select(["doc_id", "format"]).to_pylist()
    rows = ledger(plan, {r["doc_id"]: r["format"] for r in formats}, checked.fresh.refusals, settings)
    conserved(plan.inventory, rows)
    write_status(rows, draft.folder / STATUS)
    files = (*draft.files, *stage_corpus(draft.folder, corpus_tables(documents, rows, plan.judgements)))
    steps = corpus_steps(sql_folder(), plan.judgements)
    manifest = Manifest(files, draft.leaves, steps, ("dateline.duckdb", f"{STATUS}/{PAGE}"))
    write_file(draft.folder / manifests.NAME, manifests.written(manifest), "manifest")
    return Draft(draft.folder, files, draft.leaves)


def same_as(draft: Draft, previous: Version | None, settings: Settings) -> bool:
    """True when the run came to the same tables as before (a retried document was refused again)."""
    same = previous is not None and manifests.read(draft.folder) == previous.manifest
    if same:
        remove_tree(draft.folder)
        used_up(settings)
    return same


def built_warehouse(draft: Draft) -> Path:
    return build(draft.folder, sql_folder())


def gate_2(draft: Draft, checked: Checked, settings: Settings) -> Verdict:
    """Corpus expectations and SQL audits; any failure stops the publication with the page that shows it."""
    from flows.validate.audits import audited

    verdict = gate_corpus({name: read_parquet(draft.paths(name), schema) for name, schema in PER_CORPUS.items()})
    audits = audited(draft.folder / "dateline.duckdb", sql_folder())
    counts = {name: sum(f.rows for f in draft.files if f.table == name) for name in TABLES}
    html = validation_page((checked.verdict, verdict), audits, counts).encode()
    if failed := (*verdict.findings, *audits.findings):
        page = settings.curated / "runs" / "stopped.html"
        write_file(page, html, "validation page")
        write_report(RunReport("", False, rows=counts, findings=failed, page=str(page)), settings.curated)
        raise ValidationStopped(
            f"gate 2 stopped the publication: {_said(failed)}. See {page}; the version before stays"
        )
    write_file(draft.folder / STATUS / PAGE, html, "validation page")
    return verdict


def _said(findings: tuple[Finding, ...]) -> str:
    return "; ".join(f"{f.table}: {f.check} ({f.rows} rows)" for f in findings[:3])


def published(draft: Draft, settings: Settings) -> Version:
    """The draft becomes the current version."""
    try:
        folder = publish(draft.folder, settings.curated)
    except OSError as error:  # final: the step is not tried again half-way
        raise RunFailed(
            f"{settings.curated} could not be published to ({error}): free some space or check its owner, then run again"
        ) from error
    return Version(folder, manifests.read(folder))


def tidied(settings: Settings) -> None:
    """What is no longer needed goes; the version is out, so trouble here is only told."""
    try:
        used_up(settings)
        drop_old_versions(settings.curated, settings.keep_versions)
    except OSError as error:
        print(f"old versions or batches could not be removed ({error}); the next run tries again", file=sys.stderr)


def nothing_new(previous: Version | None, seconds: Mapping[str, float]) -> RunReport:
    """The figures of the version that stays."""
    if previous is None:
        return RunReport("", False, seconds=seconds)
    files, refused = ledger_counts(ledger_rows(previous))
    return RunReport(previous.folder.name, False, files=files, refused=refused, seconds=seconds)


def reported(
    version: Version, plan: Plan, checked: Checked, verdict: Verdict, settings: Settings, seconds: Mapping[str, float]
) -> RunReport:
    """The figures of the run, also written to data/curated/runs."""
    rows: list[FileRow] = ledger_rows(version)
    states, refused = ledger_counts(rows)
    report = RunReport(
        version=version.folder.name,
        published=True,
        read=len(plan.todo),
        kept=len(plan.kept),
        files=states,
        refused=refused,
        rows={name: version.manifest.rows(name) for name in TABLES},
        events=dict(sorted(Counter(version.table("events", ["type"])["type"].to_pylist()).items())),
        gone=len(plan.gone),
        why=dict(sorted(Counter(plan.why.values()).items())),
        seconds=dict(seconds),
        findings=(*checked.verdict.findings, *verdict.findings),
        page=str(settings.curated / STATUS / PAGE),
    )
    write_report(report, settings.curated)
    return report
