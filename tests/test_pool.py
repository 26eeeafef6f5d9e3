"""A document that hangs or takes its worker down is refused; the rest of its batch goes on."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from flows.errors import RunFailed
from flows.records import RawFile, Refusal
from flows.run import pool as pool_module
from flows.run.batch import Batch
from flows.run.pool import worker_pool
from flows.settings import Settings

# What a worker does with a document is told by its name, so that the real pool can be watched at work.


def behave(batch: Batch, refused: Sequence[Refusal], begun: Callable[[int], None], out: Path) -> Path:
    done = []
    for i, raw in enumerate(batch.files):
        if raw.doc_id in {r.doc_id for r in refused}:
            continue
        begun(i)
        if "hangs" in raw.path:
            time.sleep(60)
        if "dies" in raw.path:
            os._exit(139)
        if "full" in raw.path:
            raise OSError(28, "No space left on device")
        done.append(raw.path)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{batch.files[0].doc_id}.txt"
    path.write_text("\n".join([*done, *(f"{r.path_reason}" for r in map(_Said, refused))]))
    return path


class _Said:
    def __init__(self, refusal: Refusal) -> None:
        self.path_reason = f"{refusal.doc_id}:{refusal.reason}"


def work(pipe: Connection, settings: Settings) -> None:
    pipe.send(("ready",))
    while True:
        try:
            batch, refused = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(("written", str(behave(batch, refused, lambda i: pipe.send(("begun", i)), settings.curated))))
        except OSError as error:
            pipe.send(("failed", f"cannot be written to ({error.strerror})"))


def raw(name: str) -> RawFile:
    return RawFile(name, "root", "0", 1, f"id-{name}")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(pool_module, "_work", work)
    return Settings(curated=tmp_path, workers=1, limit_seconds=0.5)


def test_hanging_and_dying_documents_are_refused_and_the_rest_goes_on(settings: Settings) -> None:
    counted: list[int] = []
    with worker_pool(settings, counted.append) as pool:
        path = pool.run(Batch((raw("a"), raw("hangs"), raw("b"), raw("dies"), raw("c"))))
        assert pool.run(Batch((raw("d"),))).read_text() == "d"  # a new worker took over
    assert path.read_text().split("\n") == ["a", "b", "c", "id-hangs:too_slow", "id-dies:crashed"]
    assert sum(counted) == 6


def test_a_full_disk_stops_the_run_with_what_to_do(settings: Settings) -> None:
    with worker_pool(settings) as pool, pytest.raises(RunFailed, match="No space left"):
        pool.run(Batch((raw("a"), raw("full"))))
