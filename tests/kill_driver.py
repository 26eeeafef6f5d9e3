"""Runs of the curate flow in forked children, killed as by kill -9 at a named write point. Driven by test_invariants.

A process of its own, so that what is slow to import is imported once and no test thread lives in the forked child.
The language model is a stub (tokens and sentences only) and batches are carried out in the child itself.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb  # noqa: F401  (imported once, for the children)
import great_expectations  # noqa: F401
import spacy  # noqa: F401

import flows.curate
from flows.publish import durable
from flows.publish.manifest import broken_files
from flows.publish.version import current
from flows.run.batch import Batch, carried_out
from flows.run.engine import Plain
from flows.run.progress import Silent
from flows.settings import Settings


class Here:
    """A worker pool of no workers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def run(self, batch: Batch) -> Path:
        return carried_out(batch, self._settings, (), lambda i: None, self._settings.curated / ".work" / "batches")


@contextmanager
def here(settings: Settings, on_document: Callable[[int], None]) -> Iterator[Here]:
    yield Here(settings)


def in_child(settings: Settings, write_point: Callable[[str], None]) -> int:
    """One run in a forked child; its exit code, or minus the signal that ended it."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 0
        try:
            flows.curate.worker_pool = here  # type: ignore[assignment]
            durable.write_point = write_point
            flows.curate.contents(settings, Plain(1), Silent())
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
            code = 1
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killer(point: str) -> Callable[[str], None]:
    def reached(name: str) -> None:
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return reached


def logger(log: Path) -> Callable[[str], None]:
    def reached(name: str) -> None:
        with log.open("a", encoding="utf-8") as file:
            file.write(name + "\n")

    return reached


def state(curated: Path) -> dict[str, Any]:
    """The published version: its number, its files by hash, and what is broken in it."""
    version = current(curated)
    if version is None:
        return {"number": 0, "files": [], "broken": []}
    broken = list(broken_files(version.folder, version.manifest, hashes=True))
    broken += [f"{name} leads nowhere" for name in ("dateline.duckdb", "status") if not (curated / name).exists()]
    return {"number": version.number, "files": sorted(f.file for f in version.manifest.files), "broken": broken}


def main(raw_before: str, raw_after: str, scratch: str) -> None:
    """A first version of `raw_before`; then, for every write point of the run over `raw_after`, a kill and a second run."""
    base = Path(scratch)
    before = Settings(raw=Path(raw_before), curated=base / "base", model="blank", batch_size=4, keep_versions=2)
    assert in_child(before, lambda name: None) == 0
    reference = Settings(**{**_fields(before), "raw": Path(raw_after), "curated": base / "reference"})
    _copy(before.curated, reference.curated)
    log = base / "points.txt"
    assert in_child(reference, logger(log)) == 0
    print(json.dumps({"before": state(before.curated), "after": state(reference.curated)}))
    points = dict.fromkeys(log.read_text("utf-8").splitlines())
    first = [point for point in points if point.split(":")[0] in ("batch", "manifest", "version", "current")]
    kills = [(point, True) for point in points] + [(point, False) for point in (*first, "shortcut: after swap")]
    for i, (point, has_version) in enumerate(kills):
        curated = base / f"killed{i}"
        if has_version:
            _copy(before.curated, curated)
        settings = Settings(**{**_fields(reference), "curated": curated})
        ended = in_child(settings, killer(point))
        seen = state(curated)
        again = in_child(settings, lambda name: None)
        print(
            json.dumps(
                {
                    "point": point,
                    "ended": ended,
                    "seen": seen,
                    "again": again,
                    "then": state(curated),
                    "had": has_version,
                }
            )
        )
        shutil.rmtree(curated)


def _fields(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in Settings.__dataclass_fields__}


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
