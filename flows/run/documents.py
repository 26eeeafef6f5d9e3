"""Planned documents -> batches for the workers, and the finished batches -> fresh rows, usable again after a crash."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.feather as feather

from flows.publish.durable import remove_tree
from flows.publish.schemas import PER_DOCUMENT
from flows.publish.stage import StoredDocument
from flows.records import RawFile, Refusal
from flows.run.batch import Batch, Finished, finished, work_key
from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class Fresh:
    """What the batches brought: new rows in `tables`, placed by `documents`, and documents that stepped aside."""

    documents: dict[str, StoredDocument]
    tables: dict[str, pa.Table]
    refusals: dict[str, Refusal]

    def without(self, refusals: dict[str, Refusal]) -> Fresh:
        """The same with some documents set aside."""
        if not refusals:
            return self
        gone = pa.array(sorted(refusals), pa.string())
        tables = {n: t.filter(pc.invert(pc.is_in(t["doc_id"], gone))) for n, t in self.tables.items()}
        left = {doc_id: stored for doc_id, stored in self.documents.items() if doc_id not in refusals}
        return Fresh(left, tables, {**self.refusals, **refusals})


def batches(todo: Sequence[RawFile], settings: Settings) -> list[Batch]:
    """Documents that no finished batch settles yet, cut so that every worker gets some."""
    left = _unfinished(todo, settings)
    size = max(1, min(settings.batch_size, math.ceil(len(left) / settings.processes)))
    return [Batch(tuple(left[i : i + size])) for i in range(0, len(left), size)]


def _unfinished(todo: Sequence[RawFile], settings: Settings) -> list[RawFile]:
    done = {key for batch in finished_batches(settings) for key in batch.settled}
    return [raw for raw in todo if work_key(raw, settings) not in done]


def finished_batches(settings: Settings) -> list[Finished]:
    """Whole batch folders, those of killed runs included; half-written and unreadable ones are taken away."""
    work = settings.curated / ".work" / "batches"
    found = []
    for path in sorted(work.iterdir()):
        batch = finished(path) if path.suffix != ".tmp" and not path.name.startswith(".gone-") else None
        if batch is None:
            discarded(path)
        else:
            found.append(batch)
    return found


def gathered(todo: Sequence[RawFile], settings: Settings) -> Fresh:
    """All finished batches -> the fresh rows of exactly the planned documents, each from one batch; rows before refusals."""
    wanted = {raw.doc_id: work_key(raw, settings) for raw in todo}
    found = finished_batches(settings)
    taken: dict[Path, list[str]] = {}
    documents: dict[str, StoredDocument] = {}
    for batch in found:
        rows = sorted(d for d in batch.documents.keys() - documents.keys() if batch.key[d] == wanted.get(d))
        documents |= {doc_id: StoredDocument(*batch.documents[doc_id]) for doc_id in rows}
        if rows:
            taken[batch.folder] = rows
    refusals = {
        r.doc_id: r
        for batch in found
        for r in batch.refusals
        if batch.key[r.doc_id] == wanted.get(r.doc_id) and r.doc_id not in documents
    }
    return Fresh(documents, {name: _rows(name, taken.items()) for name in PER_DOCUMENT}, refusals)


def _rows(name: str, taken: Iterable[tuple[Path, list[str]]]) -> pa.Table:
    schema = PER_DOCUMENT[name]
    pieces = [schema.empty_table()]
    for folder, doc_ids in taken:
        rows = feather.read_table(folder / f"{name}.arrow").cast(schema)
        pieces.append(rows.filter(pc.is_in(rows["doc_id"], pa.array(doc_ids, pa.string()))))
    return pa.concat_tables(pieces)


def used_up(settings: Settings) -> None:
    """The batches are published: take them away."""
    for path in (settings.curated / ".work" / "batches").iterdir():
        discarded(path)


def discarded(path: Path) -> None:
    if path.is_dir():
        remove_tree(path)
    else:
        path.unlink()
