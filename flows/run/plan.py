"""The raw folder and the published version -> what a run has to do, and why; nothing is written or started here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.errors import NothingThere, RunFailed, ValidationStopped
from flows.ingest.containers import Limits, examined
from flows.ingest.discover import Found, discovered
from flows.publish.judgements import judgements_in
from flows.publish.stage import StoredDocument
from flows.publish.version import Version
from flows.records import FileRow, Judgement, RawFile
from flows.resolve.judgements import step_of
from flows.run.steps import CONTRACT, corpus_steps, judging_steps, looking_steps, recipe, steps_of
from flows.settings import Settings

RETRIED = frozenset({"too_slow", "crashed"})  # the machine's fault, perhaps: tried again at each run
Settled = tuple[list[RawFile], list[FileRow]]


@dataclass(frozen=True, slots=True)
class Inventory:
    """What lies in the raw folder: documents to be, and rows that are settled by looking (containers, waiting, refused)."""

    documents: tuple[RawFile, ...]
    settled: tuple[FileRow, ...]
    folders: Mapping[str, int]  # paths discovered, by folder


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do."""

    inventory: Inventory
    todo: tuple[RawFile, ...] = ()  # to be read: one path per document
    why: Mapping[str, str] = field(default_factory=dict)  # doc_id -> new, stale, side-car changed, retried
    kept: Mapping[str, StoredDocument] = field(default_factory=dict)  # doc_id -> where its rows are
    refused: tuple[FileRow, ...] = ()  # refused before, for reasons that still hold
    lead: Mapping[str, str] = field(default_factory=dict)  # doc_id -> path that stands for it
    gone: tuple[str, ...] = ()  # paths of the last version that are no longer there
    stale_corpus: bool = False
    ledger_changed: bool = False
    judgements: tuple[Judgement, ...] = ()  # of people about entities, in the order they were made
    judged_anew: bool = False  # they are not those that the version before was made with

    @property
    def nothing_new(self) -> bool:
        return not (self.todo or self.gone or self.stale_corpus or self.ledger_changed)


def usable(previous: Version | None) -> Version | None:
    """The version before, unless its tables have another shape than today's: then everything is read anew."""
    shape = f"contract.{CONTRACT}"
    return previous if previous and shape in previous.manifest.steps else None


def limits_of(settings: Settings) -> Limits:
    return Limits(
        bytes=settings.limit_bytes, expansion=settings.limit_expansion,
        members=settings.limit_members, depth=settings.limit_depth,
    )  # fmt: skip


def inventory(settings: Settings, previous: Version | None) -> Inventory:
    """Look at every file once; containers that have not changed are taken from the ledger unopened."""
    if not settings.raw.is_dir():
        raise NothingThere(f"{settings.raw} is no folder: make it and put articles in, or name another with --raw")
    found = discovered(settings.raw)
    known = _known_by_path(previous, settings)
    documents: list[RawFile] = []
    settled: list[FileRow] = list(found.waiting)
    for item in found.files:
        seen = known.get((item.path, item.sha256, item.sidecar_sha256))
        docs, rows = seen if seen else _looked_into(settings, item)
        documents += docs
        settled += rows
    paths = [item.path for item in found.files] + [row.path for row in found.waiting]
    return Inventory(tuple(documents), tuple(settled), Counter(path.rpartition("/")[0] for path in paths))


def _looked_into(settings: Settings, item: Found) -> Settled:
    result = examined(settings.raw, item, limits_of(settings))
    steps = looking_steps(settings)
    return list(result.documents), [replace(row, doc_id="", steps=steps) for row in result.rows]


def _known_by_path(previous: Version | None, settings: Settings) -> dict[tuple[str, str, str], Settled]:
    """What the ledger says about each file on disk, where it was looked at by the same steps and limits as today's."""
    if previous is None:
        return {}
    by_file: dict[str, list[FileRow]] = defaultdict(list)
    rows = {row.path: row for row in ledger_rows(previous)}
    for row in rows.values():
        top = row
        while top.member_of:
            top = rows[top.member_of]
        by_file[top.path].append(row)
    steps = set(looking_steps(settings))
    known = {}
    for path, group in by_file.items():
        if all(row.state != "waiting" and steps <= set(row.steps) for row in group):
            docs = [_raw(row) for row in group if row.doc_id]
            known[path, rows[path].sha256, rows[path].sidecar_sha256] = docs, [row for row in group if not row.doc_id]
    return known


def _raw(row: FileRow) -> RawFile:
    return RawFile(row.path, row.source, row.sha256, row.size, row.doc_id, row.sidecar_sha256)


def ledger_rows(version: Version) -> list[FileRow]:
    return [FileRow(**{**row, "steps": tuple(row["steps"])}) for row in version.rows("files")]


def planned(settings: Settings, found: Inventory, previous: Version | None, sql_folder: Path) -> Plan:
    """Compare what there is with what was published; ValidationStopped when too much of a source would vanish."""
    old_rows = {row.path: row for row in ledger_rows(previous)} if previous else {}
    stored = _stored(previous)
    leads = leading(found.documents)
    refused_before = {row.doc_id: row for row in old_rows.values() if row.state == "refused" and row.doc_id}
    todo, why, kept, refused = [], {}, {}, []
    for raw in leads:
        before = refused_before.get(raw.doc_id)
        if raw.doc_id in stored:
            reason = _stale(raw, *stored[raw.doc_id], settings)
        elif before:
            reason = _worth_another_try(raw, before, settings)
        else:
            reason = "new"
        if reason:
            todo.append(raw)
            why[raw.doc_id] = reason
        elif raw.doc_id in stored:
            kept[raw.doc_id] = stored[raw.doc_id][0]
        elif before:
            refused.append(before)
    _guard_removals(settings, found, old_rows)
    lead = {raw.doc_id: raw.path for raw in leads}
    here = _paths(found)
    judgements = judgements_in(settings.curated)
    today = corpus_steps(sql_folder, judgements)
    anything = bool(here) or previous is not None  # an empty folder is no first version
    return Plan(
        found, tuple(todo), why, kept, tuple(refused), lead,
        gone=tuple(sorted(set(old_rows) - here)),
        stale_corpus=anything and (previous is None or previous.manifest.steps != today),
        ledger_changed=_ledger_changed(found, lead, old_rows, looking_steps(settings)),
        judgements=judgements,
        judged_anew=previous is not None and step_of(judgements) not in previous.manifest.steps,
    )  # fmt: skip


def _paths(found: Inventory) -> set[str]:
    return {raw.path for raw in found.documents} | {row.path for row in found.settled}


def leading(documents: Iterable[RawFile]) -> list[RawFile]:
    """One path for each content: one with a side-car before one without, then the first by name."""
    best: dict[str, RawFile] = {}
    for raw in sorted(documents, key=lambda r: (not r.sidecar_sha256, r.path)):
        best.setdefault(raw.doc_id, raw)
    return sorted(best.values(), key=lambda r: r.path)


def _stored(previous: Version | None) -> dict[str, tuple[StoredDocument, tuple[str, ...]]]:
    if previous is None:
        return {}
    rows = previous.table("documents", ["doc_id", "recipe", "published_at", "steps"]).to_pylist()
    return {r["doc_id"]: (StoredDocument(r["recipe"], month(r["published_at"])), tuple(r["steps"])) for r in rows}


def month(published: object) -> str:
    """A publication time or None -> the name of its month folder."""
    return published.strftime("%Y-%m") if hasattr(published, "strftime") else "unknown"


def _stale(raw: RawFile, stored: StoredDocument, steps: tuple[str, ...], settings: Settings) -> str:
    today = steps_of(steps, settings)
    if stored.recipe == recipe(raw, today):
        return ""
    changed = sorted({s.partition(".")[0] for s in set(today) ^ set(steps)})
    return "stale: " + ", ".join(changed) if changed else "side-car or file name changed"


def _worth_another_try(raw: RawFile, before: FileRow, settings: Settings) -> str:
    if before.reason in RETRIED:
        return f"retried: {before.reason}"
    return (
        ""
        if before.steps == judging_steps(raw, settings)
        else "stale: refused by other steps, limits, name or side-car"
    )


def _guard_removals(settings: Settings, found: Inventory, old: Mapping[str, FileRow]) -> None:
    """A source that loses more than the guarded share of its documents stops the run: an unmounted disk is no news.

    An edited file is still at its path, a moved one has its content elsewhere in the source: neither is lost.
    """
    if settings.allow_removals:
        return
    paths = _paths(found)
    here = {(raw.source, raw.sha256) for raw in found.documents} | {(r.source, r.sha256) for r in found.settled}
    total, lost = Counter[str](), Counter[str]()
    for row in old.values():
        if row.state not in ("waiting", "container"):
            total[row.source] += 1
            lost[row.source] += row.path not in paths and (row.source, row.sha256) not in here
    for source, n in sorted(lost.items()):
        if n > settings.removal_guard * total[source]:
            raise ValidationStopped(
                f"{n} of {total[source]} files of source {source} are gone from {settings.raw}: if that is meant, run "
                "again with --allow-removals; nothing was published"
            )


def _ledger_changed(
    found: Inventory, lead: Mapping[str, str], old: Mapping[str, FileRow], looking: tuple[str, ...]
) -> bool:
    """A path is new, or its content, side-car or standing (lead or duplicate) is another than the ledger says."""
    for raw in found.documents:
        row = old.get(raw.path)
        if row is None or (row.sha256, row.doc_id, row.sidecar_sha256) != (raw.sha256, raw.doc_id, raw.sidecar_sha256):
            return True
        if row.state == "waiting" or not set(looking) <= set(row.steps):
            return True
        if row.state in ("published", "duplicate") and (row.state == "duplicate") != (lead[raw.doc_id] != raw.path):
            return True
    return any(old.get(row.path) != row for row in found.settled)


def conserved(found: Inventory, rows: Iterable[FileRow]) -> None:
    """Every path discovered has one row in the ledger, per folder and per container; RunFailed otherwise."""
    rows = list(rows)
    expected = Counter(raw.path for raw in found.documents) + Counter(row.path for row in found.settled)
    if expected != Counter(row.path for row in rows):
        odd = sorted((expected - Counter(r.path for r in rows)) + (Counter(r.path for r in rows) - expected))
        raise RunFailed(f"the ledger does not add up at {', '.join(odd[:5])}: report this; nothing was published")
    folders = Counter(row.path.rpartition("/")[0] for row in rows if not row.member_of)
    if folders != Counter(found.folders):
        raise RunFailed("the ledger's folders do not add up with what was discovered: report this; nothing was published")  # fmt: skip
