"""Documents done -> a progress bar on a terminal, a line now and then in a log, nothing when asked to be quiet."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import TaskID

LOG_SECONDS = 15.0  # between two lines where there is no terminal


class Progress(Protocol):
    """Told what begins and how much of it is done."""

    def begin(self, what: str, total: int) -> None: ...

    def advance(self, n: int) -> None: ...


class Silent:
    def begin(self, what: str, total: int) -> None:
        return

    def advance(self, n: int) -> None:
        return


class LogLines:
    """One line when something begins, then one every LOG_SECONDS with rate and time left."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._what, self._total, self._done = "", 0, 0
        self._began = self._said = 0.0

    def begin(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, total, 0
        self._began = self._said = time.monotonic()
        _say(f"{what}: {total:,}" if total else what)

    def advance(self, n: int) -> None:
        with self._lock:
            self._done += n
            now = time.monotonic()
            if now - self._said < LOG_SECONDS or not self._done:
                return
            self._said = now
            rate = self._done / (now - self._began)
            left = (self._total - self._done) / rate
            _say(f"{self._what}: {self._done:,} of {self._total:,}, {rate:.1f}/s, {left:.0f} s left")


def _say(line: str) -> None:
    with suppress(OSError):  # nobody listens any more: no reason to stop the run
        print(line, file=sys.stderr, flush=True)


class Bar:
    """A bar with rate and time left, on standard error."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Rich

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
                   TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())  # fmt: skip
        self.rich = Rich(*columns, console=Console(stderr=True), transient=False)
        self._task: TaskID | None = None

    def begin(self, what: str, total: int) -> None:
        self._task = self.rich.add_task(what, total=total or None, rate="")

    def advance(self, n: int) -> None:
        if self._task is None:
            return
        self.rich.update(self._task, advance=n)
        speed = self.rich.tasks[-1].speed
        self.rich.update(self._task, rate=f"{speed:.1f}/s" if speed else "")


@contextmanager
def shown(quiet: bool = False) -> Iterator[Progress]:
    """The fitting kind of progress for where standard error goes."""
    if quiet:
        yield Silent()
    elif sys.stderr.isatty():
        bar = Bar()
        with bar.rich:
            yield bar
    else:
        yield LogLines()
