"""How a step of a flow is called: here and now, or as a Prefect task. The flows are written once for both."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from flows.run.progress import Progress

T = TypeVar("T")
R = TypeVar("R")

# Nothing is reported to anyone, and the ephemeral server, which needs 12-28 s here, is waited for.
PREFECT_SETTINGS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}


class Engine(Protocol):
    """Calls steps by a name people read in logs and on Prefect's page."""

    def call(self, name: str, step: Callable[..., R], *args: Any) -> R: ...

    def each(self, name: str, step: Callable[[T], R], items: Sequence[T]) -> list[R]: ...


class Plain:
    """Steps are called; `each` runs in as many threads as there are worker processes."""

    def __init__(self, processes: int) -> None:
        self._processes = processes

    def call(self, name: str, step: Callable[..., R], *args: Any) -> R:
        return step(*args)

    def each(self, name: str, step: Callable[[T], R], items: Sequence[T]) -> list[R]:
        threads = ThreadPoolExecutor(self._processes)
        try:
            return [future.result() for future in [threads.submit(step, item) for item in items]]
        finally:
            threads.shutdown(wait=False, cancel_futures=True)  # after a failure the pool's end ends those at work


def prefect_quiet() -> None:
    """Set Prefect's settings for this process, those of the user first. Before Prefect is imported."""
    for name, value in PREFECT_SETTINGS.items():
        os.environ.setdefault(name, value)


class Timed:
    """Another engine, with the wall time of each step kept for the report and its name shown as it begins."""

    def __init__(self, engine: Engine, progress: Progress) -> None:
        self._engine = engine
        self._progress = progress
        self.seconds: dict[str, float] = {}

    def call(self, name: str, step: Callable[..., R], *args: Any) -> R:
        self._progress.begin(name, 0)
        with self._timed(name):
            return self._engine.call(name, step, *args)

    def each(self, name: str, step: Callable[[T], R], items: Sequence[T]) -> list[R]:
        with self._timed(name):
            return self._engine.each(name, step, items)

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = round(time.monotonic() - began, 3)
