"""Batches -> finished batch folders, in worker processes of our own, with a time limit for each document.

One pool serves plain runs and Prefect tasks alike. A document that runs over its time, or takes its worker
down, is refused; the worker is replaced and the rest of the batch goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from typing import Any

from flows.errors import REASONS, RunFailed
from flows.records import Refusal
from flows.run.batch import WRITING, Batch, carried_out
from flows.settings import Settings

START_SECONDS = 180.0  # spaCy and its model load in 2-10 s; a machine under load needs more
TIME_OVER, GONE = ("time over",), ("gone",)
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


class WorkerPool:
    """`run(batch)` may be called from as many threads as there are workers."""

    def __init__(self, settings: Settings, on_document: Callable[[int], None] = lambda n: None) -> None:
        self._settings = settings
        self._on_document = on_document
        self._free: queue.Queue[Worker | None] = queue.Queue()
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(settings.processes):
            self._free.put(None)  # started when first needed

    def run(self, batch: Batch) -> Path:
        """One batch -> its finished folder."""
        refused: list[Refusal] = []
        counted = _Counted(self._on_document)
        while True:
            worker = self._free.get()
            try:
                worker = self._at_work(worker)
                outcome = worker.carry_out(batch, tuple(refused), self._settings.limit_seconds, counted)
            finally:
                self._free.put(worker if worker and worker.alive else None)
            if isinstance(outcome, Path):
                counted(len(batch.files))
                return outcome
            refused.append(outcome)

    def _at_work(self, worker: Worker | None) -> Worker:
        """The worker given, or a new one for one that is gone; RunFailed when the pool was closed meanwhile."""
        if worker is None or not worker.alive:
            if self._closed:
                raise RunFailed("the run was stopped; finished work is kept")
            worker = Worker(self._settings)
            with self._lock:
                self._all.add(worker)
        if self._closed:
            worker.kill()
        return worker

    def close(self) -> None:
        """Kill all workers, those at work too; threads that wait for one are sent away one after the other by `run`."""
        self._closed = True
        with self._lock:
            for worker in self._all:
                worker.kill()


@contextmanager
def worker_pool(settings: Settings, on_document: Callable[[int], None] = lambda n: None) -> Iterator[WorkerPool]:
    pool = WorkerPool(settings, on_document)
    try:
        yield pool
    finally:
        pool.close()


class _Counted:
    """Tells how many more documents of a batch are done; a batch begun again counts its documents once."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self._told = 0

    def __call__(self, done: int) -> None:
        if done > self._told:
            self._tell(done - self._told)
            self._told = done


class Worker:
    """A worker process as its parent sees it."""

    def __init__(self, settings: Settings) -> None:
        for name in ONE_THREAD:  # inherited by the child before it loads numpy
            os.environ.setdefault(name, "1")
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, settings), daemon=True, name="dateline-worker")
        self._process.start()
        theirs.close()
        if self._next(START_SECONDS) != ("ready",):
            self.stop()
            raise RunFailed(
                "a worker process did not start: run `dateline doctor`, or with --workers 1 to see its error"
            )

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def carry_out(
        self, batch: Batch, refused: tuple[Refusal, ...], limit_seconds: float, on_document: Callable[[int], None]
    ) -> Path | Refusal:
        """Send a batch; the folder it made, or a refusal of the document that took the worker down."""
        current: int | None = None
        try:
            self._pipe.send((batch, refused))
        except OSError as error:
            raise RunFailed("a worker process was killed while it waited: is the machine out of memory?") from error
        while True:
            message = self._next(limit_seconds if current is not None else START_SECONDS)
            match message:
                case ("begun", int(i)):
                    current = None if i == WRITING else i
                    on_document(i)
                case ("written", str(folder)):
                    return Path(folder)
                case ("failed", str(said)):
                    raise RunFailed(said)
                case _:
                    reason = "too_slow" if message is TIME_OVER else "crashed"
                    self.stop()
                    if current is None:
                        raise RunFailed("a worker process died between documents: is the machine out of memory?")
                    return Refusal(batch.files[current].doc_id, "run", reason, REASONS[reason])

    def kill(self) -> None:
        """End the process; a thread that waits for its answer sees it gone."""
        self._process.kill()

    def stop(self) -> None:
        self.kill()
        self._process.join()

    def _next(self, seconds: float) -> Any:
        """The next message, TIME_OVER, or GONE when the process has died."""
        ready = wait_for([self._pipe, self._process.sentinel], timeout=seconds)
        if not ready:
            return TIME_OVER
        try:
            return self._pipe.recv() if self._pipe in ready else GONE
        except (EOFError, OSError):
            return GONE


def _work(pipe: Connection, settings: Settings) -> None:
    """The worker process: batches in, folder names out, until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    threading.Thread(target=_die_with_parent, daemon=True).start()
    from flows.extract.nlp import load

    load(settings.model)
    pipe.send(("ready",))
    work = settings.curated / ".work" / "batches"
    while True:
        try:
            batch, refused = pipe.recv()
        except EOFError:
            return
        try:
            folder = carried_out(batch, settings, refused, lambda i: pipe.send(("begun", i)), work)
            pipe.send(("written", str(folder)))
        except RunFailed as error:
            pipe.send(("failed", str(error)))
        except OSError as error:
            pipe.send(("failed", f"{work} cannot be written to ({error.strerror or error}): free some space or check its owner, then run again; finished work is kept"))  # fmt: skip


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
    os._exit(1)
