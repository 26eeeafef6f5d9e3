"""A batch of raw files -> a finished folder in .work/batches that a later run can use; runs inside a worker process."""

from __future__ import annotations

import json
import shutil
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather as feather

from flows.errors import REASONS, RunFailed
from flows.ingest.containers import document_bytes
from flows.publish.durable import remove_tree, rename_folder
from flows.publish.schemas import PER_DOCUMENT
from flows.records import RawFile, Refusal, content_id
from flows.run.article import article
from flows.run.plan import limits_of, month
from flows.run.rows import Rows
from flows.run.steps import CONTRACT, judging_steps
from flows.settings import Settings

INDEX = "index.json"
ANOTHER_TRY = frozenset({"failed", "crashed", "too_slow", "changed", "unreadable"})
WRITING = -1  # told instead of a document's number: the documents are done, the folder is being written


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents one task carries."""

    files: tuple[RawFile, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """A batch folder: which documents have rows in it, and which stepped aside."""

    folder: Path
    documents: dict[str, tuple[str, str]]  # doc_id -> (recipe, month)
    refusals: tuple[Refusal, ...]
    key: dict[str, str]  # doc_id -> all that its outcome depends on

    @property
    def settled(self) -> set[str]:
        """Keys of the outcomes that would be the same again; a failure may have had causes outside the document."""
        again = {r.doc_id for r in self.refusals if r.reason in ANOTHER_TRY}
        return {key for doc_id, key in self.key.items() if doc_id not in again}


def work_key(raw: RawFile, settings: Settings) -> str:
    """All that the outcome for a document depends on, known before it is read."""
    return content_id(CONTRACT, raw.path, *judging_steps(raw, settings))


def carried_out(
    batch: Batch, settings: Settings, refused: Sequence[Refusal], begun: Callable[[int], None], work: Path
) -> Path:
    """Every document of the batch through its steps; `begun(i)` is told before each. Returns the finished folder."""
    tables: Rows = {name: [] for name in PER_DOCUMENT}
    refusals = list(refused)
    set_aside = {refusal.doc_id for refusal in refused}
    for i, raw in enumerate(batch.files):
        if raw.doc_id in set_aside:
            continue
        begun(i)
        outcome = _sandboxed(raw, settings)
        if isinstance(outcome, Refusal):
            refusals.append(outcome)
        else:
            for name, rows in outcome.items():
                tables[name] += rows
    begun(WRITING)
    return _written(batch, settings, tables, refusals, work)


def _sandboxed(raw: RawFile, settings: Settings) -> Rows | Refusal:
    """One document; whatever goes wrong in it stays in it."""
    try:
        given = document_bytes(settings.raw, raw, limits_of(settings))
        if isinstance(given, Refusal):
            return given
        rows = article(raw, *given, settings)
        if not isinstance(rows, Refusal):
            for name, table in rows.items():  # a value no schema allows belongs to this document, not to the batch
                pa.Table.from_pylist(table, schema=PER_DOCUMENT[name])
        return rows
    except ImportError as error:  # the installation is broken, not the document
        raise RunFailed(f"{error}: the installation is not whole, type `make setup`") from error
    except OSError:  # nor is a broken disk the document's fault
        raise
    except MemoryError:
        return Refusal(raw.doc_id, "run", "crashed", f"the machine is out of memory; {REASONS['crashed']}")
    except Exception as error:  # noqa: BLE001  the sandbox around one document
        frame = traceback.extract_tb(error.__traceback__)[-1]
        said = f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}: {error}"
        return Refusal(raw.doc_id, "run", "failed", f"{said}; {REASONS['failed']}")


def _written(batch: Batch, settings: Settings, tables: Rows, refusals: list[Refusal], work: Path) -> Path:
    keys = {raw.doc_id: work_key(raw, settings) for raw in batch.files}
    name = content_id(*sorted(keys.values()))
    beside = work / f"{name}.tmp"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for table, rows in tables.items():
        feather.write_feather(pa.Table.from_pylist(rows, schema=PER_DOCUMENT[table]), beside / f"{table}.arrow", "zstd")
    index: dict[str, Any] = {
        "documents": {row["doc_id"]: [row["recipe"], month(row["published_at"])] for row in tables["documents"]},
        "refusals": [asdict(refusal) for refusal in refusals],
        "keys": keys,
    }
    (beside / INDEX).write_text(json.dumps(index), "utf-8", errors="surrogatepass")
    folder = work / name
    remove_tree(folder)  # the same documents, of a run that could not use them
    rename_folder(beside, folder, "batch")
    return folder


def finished(folder: Path) -> Finished | None:
    """A batch folder -> what is in it; None when it cannot be read."""
    try:
        index = json.loads((folder / INDEX).read_text("utf-8", errors="surrogatepass"))
        documents = {doc_id: (recipe, month) for doc_id, (recipe, month) in index["documents"].items()}
        return Finished(folder, documents, tuple(Refusal(**r) for r in index["refusals"]), index["keys"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
